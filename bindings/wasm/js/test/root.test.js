// The root of a package: what holds none is refused in one sentence before anything is built, and a test key makes test data.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sources } from '../build/places.js'
import { rootIn } from '../build/root.js'

const folder = mkdtempSync(join(tmpdir(), 'betterwork-root-'))
after(() => rmSync(folder, { recursive: true }))

const testRoot = JSON.parse(readFileSync(join(sources, '../../test-root.json'), 'utf8'))
const key = byte => ({ kty: 'OKP', crv: 'Ed25519', x: Buffer.alloc(32, byte).toString('base64url') })
const [ours, other] = [key(1), key(2)]

function fileOf(text) {
  const file = join(folder, 'root.json')
  writeFileSync(file, text)
  return file
}

const WRONG = {
  'no JSON': ['{"keys":', /is no JSON/],
  'an empty file': ['', /is no JSON/],
  null: ['null', /expected `\{"keys"/],
  false: ['false', /expected `\{"keys"/],
  'an empty object': ['{}', /expected `\{"keys"/],
  'a text': ['"@@ROOT@@"', /expected `\{"keys"/],
  'a list': ['[]', /expected `\{"keys"/],
  'a trust list': [JSON.stringify({ payload: '', signatures: [] }), /expected `\{"keys"/],
  'a threshold in words': [JSON.stringify({ keys: [ours], threshold: '1' }), /expected `\{"keys"/],
  'no key': [JSON.stringify({ keys: [], threshold: 1 }), /threshold of 1 cannot be met by 0 keys/],
  'a threshold of none': [JSON.stringify({ keys: [ours], threshold: 0 }), /threshold of 0 cannot be met by 1 key;/],
  'a threshold that cannot be met': [JSON.stringify({ keys: [ours], threshold: 2 }), /threshold of 2 cannot be met by 1 key;/],
  'a key twice': [JSON.stringify({ keys: [ours, ours], threshold: 2 }), /a key is there twice/],
  'a key that is none': [JSON.stringify({ keys: [ours, null], threshold: 1 }), /keys\[1\] is no public key/],
  'a key of another kind': [JSON.stringify({ keys: [{ ...ours, crv: 'X25519' }], threshold: 1 }), /keys\[0\] is no public key/],
  'a key that is too short': [JSON.stringify({ keys: [{ ...ours, x: ours.x.slice(1) }], threshold: 1 }), /keys\[0\] is no public key/],
  'a key spelled another way': [JSON.stringify({ keys: [{ ...ours, x: `${ours.x}=` }], threshold: 1 }), /keys\[0\] is no public key/],
  'a secret key': [JSON.stringify({ keys: [{ ...ours, d: ours.x }], threshold: 1 }), /keys\[0\] is no public key/],
}

describe('what holds no root is refused', () => {
  for (const [name, [text, says]] of Object.entries(WRONG)) {
    test(name, () => {
      const file = fileOf(text)
      assert.throws(() => rootIn(file), ({ message }) => message.startsWith(`${file} holds no root: `) && says.test(message) && !message.includes('\n'))
    })
  }

  test('a file that is not there', () => assert.throws(() => rootIn(join(folder, 'nowhere.json')), /nowhere\.json cannot be read \(ENOENT\): name a file/))
})

test('the command says it in one line, and fails', () => {
  const file = fileOf('null')
  const program = fileURLToPath(new URL('../build/root.js', import.meta.url))
  const { status, stderr, stdout } = spawnSync(process.execPath, [program, file], { encoding: 'utf8' })
  assert.deepEqual([status, stdout], [1, ''])
  assert.match(stderr, /^.*root\.json holds no root: .*\n$/)
})

test('a root is taken as it is', () => {
  const root = { keys: [ours, other], threshold: 2 }
  const file = fileOf(JSON.stringify(root, null, 2))
  assert.deepEqual(rootIn(file), { file, root, isTest: false })
})

test('a root with a test key is a test root, whatever else stands in it', () => {
  const [known] = testRoot.keys
  const { x, ...rest } = known
  for (const root of [testRoot, { threshold: 1, keys: [{ x, kid: 'mine', ...rest }] }, { keys: [ours, known], threshold: 2 }]) {
    assert.equal(rootIn(fileOf(JSON.stringify(root))).isTest, true, JSON.stringify(root))
  }
  assert.equal(rootIn().isTest, true)
})
