// The built package in a browser, under a strict policy: all vectors, in a page and in a worker; only its own files are loaded.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { packaged } from '../build/places.js'
import { POLICY, serve } from '../build/serve.js'
import { startBrowser } from './support/browser.js'
import { decisions, vector, vectors } from './support/files.js'

const genuine = vector('age-since-the-end-of-the-visit')
const support = new URL('support/', import.meta.url).pathname
const PAGE = { '/page.html': '<!doctype html><html lang="en"><title>Test</title>' }
const PLACES = { ...PAGE, '/package/': packaged, '/support/': support }
const SLOW = { timeout: 120_000 }

let browser
before(async () => (browser = await startBrowser()))
after(() => browser.close())

/** Runs a function in a page of a server of its own; it gets the argument. */
async function inPage(places, run, argument, options) {
  const server = await serve(places, options)
  const page = await browser.page()
  const said = []
  page.on('console', message => said.push(message.text()))
  try {
    await page.goto(`${server.origin}/page.html`)
    return { answer: await page.evaluate(run, argument), requests: server.requests.slice(1), said }
  } finally {
    await page.close()
    server.close()
  }
}

const ask = async ({ vectors, decisions }) => {
  const [lib, { outcome, decision }] = await Promise.all([import('/package/full.js'), import('/support/vectors.js')])
  const answers = []
  for (const vector of vectors) answers.push(await outcome(lib, vector))
  for (const vector of decisions) answers.push(await decision(lib, vector))
  return answers
}

const verifyOne = async ({ token, trust: list, at }) => {
  const { TrustList, verify } = await import('/package/verify.js')
  try {
    const trust = await TrustList.open(JSON.stringify(list))
    return (await verify(token, trust, { at })).disclosure.value
  } catch (error) {
    return `${error.name}: ${error.message}`
  }
}

const WORKER = `import { TrustList, verify } from '/package/verify.js'
onmessage = async ({ data: { token, trust, at } }) =>
  postMessage((await verify(token, await TrustList.open(JSON.stringify(trust)), { at })).disclosure.value)
`

describe('in Chromium', () => {
  test('every vector has its answer', SLOW, async () => {
    const asked = { vectors: vectors(), decisions: decisions() }
    const { answer } = await inPage(PLACES, ask, asked)
    const expected = [...asked.vectors, ...asked.decisions]
    expected.forEach((vector, index) => assert.deepEqual(answer[index], vector.expected, vector.name))
  })

  test('a page loads the module and its WebAssembly once, and nothing else', async () => {
    const twice = async given => {
      const { TrustList, verify } = await import('/package/verify.js')
      const open = () => TrustList.open(JSON.stringify(given.trust))
      const [trust] = await Promise.all([open(), open(), open()])
      return (await verify(given.token, trust, { at: given.at })).disclosure.value
    }
    const { answer, requests, said } = await inPage(PLACES, twice, genuine)
    assert.equal(answer, genuine.expected.result.disclosure.value)
    assert.deepEqual(requests, ['/package/verify.js', '/package/verify.wasm'])
    assert.deepEqual(said, [])
  })

  test('a module worker verifies', async () => {
    const inWorker = given =>
      new Promise((resolve, reject) => {
        // A page under Trusted Types names its own scripts by a policy of its own.
        const own = globalThis.trustedTypes.createPolicy('test', { createScriptURL: address => address })
        const worker = new Worker(own.createScriptURL('/worker.js'), { type: 'module' })
        worker.onmessage = ({ data }) => resolve(data)
        worker.onerror = error => reject(new Error(error.message))
        worker.postMessage(given)
      })
    const { answer } = await inPage({ ...PLACES, '/worker.js': WORKER }, inWorker, genuine)
    assert.equal(answer, genuine.expected.result.disclosure.value)
  })

  test('a WebAssembly file that somebody changed is not run', async () => {
    const changed = readFileSync(join(packaged, 'verify.wasm'))
    changed[changed.length - 1] ^= 1
    const change = path => (path.endsWith('.wasm') ? { type: 'application/wasm', body: changed } : undefined)
    const { answer } = await inPage(PLACES, verifyOne, genuine, { change })
    assert.match(answer, /^LoadError: the verifier could not be loaded/)
  })

  test('a server that does not know the type of the file does no harm', async () => {
    const body = readFileSync(join(packaged, 'verify.wasm'))
    const change = path => (path.endsWith('.wasm') ? { type: 'application/octet-stream', body } : undefined)
    assert.equal((await inPage(PLACES, verifyOne, genuine, { change })).answer, genuine.expected.result.disclosure.value)
  })

  test('a missing file, or a policy without WebAssembly, is a LoadError', async () => {
    const change = path => (path.endsWith('.wasm') ? { status: 404, type: 'text/html', body: 'no' } : undefined)
    assert.match((await inPage(PLACES, verifyOne, genuine, { change })).answer, /^LoadError: /)
    const policy = POLICY.replace("'wasm-unsafe-eval'", '')
    assert.match((await inPage(PLACES, verifyOne, genuine, { policy })).answer, /^LoadError: /)
  })

  test('after a failure the next question loads it again', async () => {
    let answered = 0
    const change = path => (path.endsWith('.wasm') && answered++ === 0 ? { status: 503, type: 'text/plain', body: 'busy' } : undefined)
    const retry = async ({ token, trust: list, at }) => {
      const { LoadError, TrustList, verify } = await import('/package/verify.js')
      const first = await TrustList.open(JSON.stringify(list)).catch(error => error instanceof LoadError)
      return [first, (await verify(token, await TrustList.open(JSON.stringify(list)), { at })).disclosure.value]
    }
    assert.deepEqual((await inPage(PLACES, retry, genuine, { change })).answer, [true, genuine.expected.result.disclosure.value])
  })
})
