// Answers are plain and frozen; wrong arguments and hostile documents do no harm.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { AT, bytes } from './support/elements.js'
import { library, vector } from './support/files.js'
import { trustList } from './support/signing.js'

const lib = await library('verify.node.js')
const full = await library('full.node.js')
const genuine = vector('age-since-the-end-of-the-visit')
const trust = await lib.TrustList.open(JSON.stringify(genuine.trust))
const { at } = genuine

const refusedAs = (code, from = lib) => error => error instanceof from.VerificationError && error instanceof Error && error.code === code
const everyObject = value => (typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(everyObject)] : [])

test('a report has an answer on every axis', async () => {
  const report = await lib.verify(genuine.token, trust, { at })
  for (const axis of ['signer', 'standing', 'age', 'disclosure', 'publication']) assert.equal(typeof report[axis], 'object', axis)
  assert.equal(typeof report.document.report.facility.name, 'string')
})

test('an answer is plain data, frozen all the way down', async () => {
  const objects = everyObject(await lib.verify(genuine.token, trust, { at }))
  assert.ok(objects.length > 50)
  assert.ok(objects.every(object => Object.isFrozen(object)))
  assert.ok(objects.every(object => [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(object))))
})

test('lists are frozen', async () => {
  const list = await lib.StatusList.open(vector('status-list').token, trust, { at: vector('status-list').at })
  assert.ok(Object.isFrozen(trust) && Object.isFrozen(list))
})

test('bytes, a buffer, a view of a buffer and text are the same document', async () => {
  const bytes = new TextEncoder().encode(`xx${genuine.token}`)
  const forms = [genuine.token, Buffer.from(genuine.token), bytes.slice(2).buffer, bytes.subarray(2), new DataView(bytes.buffer, 2)]
  const answers = await Promise.all(forms.map(form => lib.verify(form, trust, { at })))
  assert.ok(answers.every(answer => isDeepStrictEqual(answer, answers[0])))
})

test('a date and its text are the same time', async () => {
  const [text, date] = [await lib.verify(genuine.token, trust, { at }), await lib.verify(genuine.token, trust, { at: new Date(at) })]
  assert.deepEqual(text, date)
})

test('a member named __proto__ is data and changes nothing else', async () => {
  const { token, trust: list, at } = vector('unknown-members')
  const report = await lib.verify(token, await lib.TrustList.open(JSON.stringify(list)), { at })
  assert.ok(Object.isFrozen(report))
  await assert.rejects(lib.TrustList.open('{"__proto__":{"payload":"","signatures":[]}}'), refusedAs('malformed'))
  await assert.rejects(full.verifyInclusionProof('{"__proto__":{"polluted":1}}', { origin: 'o', keys: [] }), refusedAs('malformed', full))
  assert.equal({}.polluted, undefined)
})

test('a statement says whether the view withholds its finding', async () => {
  const { token, trust: list, at, statements: [statement] } = vector('decisions/remediation-of-another')
  const trust = await lib.TrustList.open(JSON.stringify(list))
  for (const [view, withheld] of [['full', false], ['public', true]]) {
    const { finding_withheld } = await lib.verifyStatement(statement, await full.redact(token, view), trust, { at })
    assert.equal(finding_withheld, withheld, view)
  }
})

test('wrong arguments are a TypeError', async () => {
  for (const wrong of [undefined, null, 7, {}, [], genuine.token.split('')]) {
    await assert.rejects(lib.verify(wrong, trust, { at }), TypeError)
    await assert.rejects(lib.verify(genuine.token, wrong, { at }), TypeError)
  }
  for (const wrong of [null, 7, new Date(NaN)]) await assert.rejects(lib.verify(genuine.token, trust, { at: wrong }), TypeError)
  for (const wrong of [7, {}, [7]]) await assert.rejects(lib.verify(genuine.token, trust, { at, status: wrong }), TypeError)
  await assert.rejects(lib.verify(genuine.token, trust, { at: 'yesterday' }), refusedAs('malformed'))
})

test('a pin that is none is a TypeError, not a list that is its own pin', async () => {
  const list = JSON.stringify(genuine.trust)
  for (const pin of [undefined, null, false, '', 'x', 7, NaN, [], () => trust.root, new Date(), { toJSON() {} }]) {
    const says = { name: 'TypeError', message: /`pin`/ }
    await assert.rejects(lib.TrustList.open(list, { pin }), says, String(pin))
    await assert.rejects(lib.TrustList.open(list, Object.create({ pin })), says, String(pin))
  }
  assert.equal((await lib.TrustList.open(list, {})).digest, trust.digest)
})

test('a number that is none, or not a whole one from 0 on, is a TypeError', async () => {
  const { token, at, trust: signers } = vector('status-list')
  const list = await lib.StatusList.open(token, await lib.TrustList.open(JSON.stringify(signers)), { at })
  const wrong = [-1, 0.5, NaN, Infinity, -Infinity, 2 ** 53, '1', '', null, true, [1], 1n, Symbol('1'), { valueOf: () => 1 }]
  for (const number of wrong) {
    assert.throws(() => list.get(number), { name: 'TypeError', message: /`index`/ }, String(number))
    const remembering = lib.TrustList.open(JSON.stringify(genuine.trust), { rememberedVersion: number })
    await assert.rejects(remembering, { name: 'TypeError', message: /`rememberedVersion`/ }, String(number))
  }
  assert.throws(() => list.get(), TypeError)
  assert.equal(typeof list.get(0), 'string')
  for (const beyond of [list.length, 2 ** 32, Number.MAX_SAFE_INTEGER]) assert.equal(list.get(beyond), undefined)
  const { version } = trust
  for (const rememberedVersion of [undefined, 0, version]) await lib.TrustList.open(JSON.stringify(genuine.trust), { rememberedVersion })
  for (const rememberedVersion of [version + 1, Number.MAX_SAFE_INTEGER]) {
    await assert.rejects(lib.TrustList.open(JSON.stringify(genuine.trust), { rememberedVersion }), refusedAs('trust_rollback'))
  }
})

test('a text that is none is a TypeError, not one that nobody gave', async () => {
  const { token, at, trust: signers } = vector('status-list')
  const list = await lib.TrustList.open(JSON.stringify(signers))
  const inFull = await full.TrustList.open(JSON.stringify(genuine.trust))
  for (const wrong of [null, 7, {}, new URL('https://exchange.example/')]) {
    await assert.rejects(lib.StatusList.open(token, list, { at, uri: wrong }), { name: 'TypeError', message: /`uri`/ })
    await assert.rejects(full.decide(genuine.token, inFull, { at, policy: '{}', crosswalk: '{}', lastBlockingOn: wrong }), { name: 'TypeError', message: /`lastBlockingOn`/ })
  }
})

test('a word for the whole report is no name of a member', async () => {
  for (const names of [['full'], ['facility.name', 'public'], ['facility.name,facility.address']]) await assert.rejects(full.redact(genuine.token, names), TypeError)
})

test('another program than the verifier is a LoadError, and the next one is tried', async () => {
  const other = await library('verify.node.js?other')
  const empty = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))
  await assert.rejects(other.load(empty), { name: 'LoadError', message: /another program/ })
  const trust = await other.TrustList.open(JSON.stringify(genuine.trust))
  assert.equal((await other.verify(genuine.token, trust, { at })).digest, (await lib.verify(genuine.token, await lib.TrustList.open(JSON.stringify(genuine.trust)), { at })).digest)
})

test('a status list counts for what the trust list says that is asked with it', async () => {
  const [first, second] = [trustList(() => {}), trustList(list => list.entities[0].keys.filter(({ use }) => use === 'status').forEach(key => (key.state = 'compromised')))]
  const [before, after] = await Promise.all([first, second].map(list => lib.TrustList.open(list)))
  const [at, status] = [AT, await lib.StatusList.open(bytes('status'), before, { at: AT })]
  const standing = async trust => (await lib.verify(bytes('loom.sdjwt'), trust, { at, status })).standing
  assert.equal((await standing(before)).value, 'valid')
  assert.deepEqual(await standing(after), { value: 'unknown', reason: 'key_not_valid' })
})

test('a trust list of the other build is a TypeError', async () => {
  await assert.rejects(full.verify(genuine.token, trust, { at }), TypeError)
})

test('50 MB are refused as too large, and leave no trace in memory', async () => {
  const large = new Uint8Array(50e6).fill(0x61)
  await assert.rejects(lib.verify(large, trust, { at }), refusedAs('too_large'))
  await assert.rejects(lib.verify('a'.repeat(50e6), trust, { at }), refusedAs('too_large'))
  await assert.rejects(lib.TrustList.open(large), refusedAs('too_large'))
  await assert.rejects(lib.StatusList.open(large, trust, { at }), refusedAs('too_large'))
})

test('what is no report is malformed', async () => {
  for (const document of ['', '<!doctype html><title>404</title>', '\ud800', new Uint8Array([0xff, 0xfe]), 'a.b.c~']) {
    await assert.rejects(lib.verify(document, trust, { at }), refusedAs('malformed'))
  }
})

test('a status list that cannot be opened says why the standing is unknown', async () => {
  const { standing } = await lib.verify(genuine.token, trust, { at, status: 'nonsense' })
  assert.deepEqual(standing, { value: 'unknown', reason: 'malformed' })
})

test('a status list that was opened before and one that was not are the same', async () => {
  const { token, trust: list, status, at } = vector('standing-valid')
  const trust = await lib.TrustList.open(JSON.stringify(list))
  const opened = await lib.StatusList.open(status[0], trust, { at })
  const answers = await Promise.all([opened, [opened], status, status[0]].map(status => lib.verify(token, trust, { at, status })))
  assert.ok(answers.every(answer => isDeepStrictEqual(answer, answers[0])))
  assert.equal(answers[0].standing.value, 'valid')
})

test('the root of a list opens the list after it', async () => {
  const { trust: list } = genuine
  assert.equal((await lib.TrustList.open(JSON.stringify(list), { pin: trust })).digest, trust.digest)
  assert.equal((await lib.TrustList.open(JSON.stringify(list), { pin: trust.root })).digest, trust.digest)
  await assert.rejects(lib.TrustList.open(JSON.stringify(list), { pin: { keys: [], threshold: 1 } }), refusedAs('inconsistent'))
})

test('the public view of a report is partial', async () => {
  const view = await full.redact(genuine.token, 'public')
  assert.equal((await lib.verify(view, trust, { at })).disclosure.value, 'partial')
})

test('an error has a code, a message without capital or full stop, and a place', async () => {
  const { token, trust: list, at } = vector('point-twice')
  const error = await lib.verify(token, await lib.TrustList.open(JSON.stringify(list)), { at }).catch(error => error)
  assert.equal(error.name, 'VerificationError')
  assert.match(error.message, /^[^A-Z].*[^.]$/)
  assert.equal(error.path, 'report.compliance_points[1]')
})

test('an error says the same whichever file verified', async () => {
  for (const name of ['point-twice', 'flipped-bit-in-the-payload', 'kid-unknown', 'member-null']) {
    const { token, trust: list, status, at } = vector(name)
    const said = await Promise.all([lib, full].map(async ({ TrustList, verify }) =>
      verify(token, await TrustList.open(JSON.stringify(list)), { at, status }).catch(({ code, message, path }) => ({ code, message, path })),
    ))
    assert.deepEqual(said[0], said[1])
    assert.ok(!said[0].message.startsWith('refused as'))
  }
})

test('an opened list is a list for the file that has the sentences, too', async () => {
  const { token, trust: list, status, at } = vector('standing-valid')
  const held = await lib.TrustList.open(JSON.stringify(list))
  const opened = await lib.StatusList.open(status[0], held, { at })
  const error = await lib.verify(token.slice(0, -3), held, { at, status: [opened] }).catch(error => error)
  assert.ok(!error.message.startsWith('refused as'), error.message)
})
