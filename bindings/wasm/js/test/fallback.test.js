// The verifier as plain JavaScript answers every vector as the WebAssembly does, in Node.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { library, vector, vectors } from './support/files.js'
import { NEEDS_FULL, outcome } from './support/vectors.js'

// A module of its own: one that has loaded WebAssembly keeps it.
const lib = await library('verify.node.js?fallback')
const { fallback } = await library('verify.wasm2js.js')
await lib.load(fallback)

describe('without WebAssembly', () => {
  for (const vector of vectors().filter(({ verb }) => !NEEDS_FULL.includes(verb))) {
    test(`${vector.verb}: ${vector.name}`, async () => assert.deepEqual(await outcome(lib, vector), vector.expected))
  }
})

test('errors are those of the module that was asked, whichever loaded it last', async () => {
  const other = await library('verify.node.js?another')
  await other.load(fallback)
  for (const asked of [lib, other]) {
    const error = await asked.verify('x', await asked.TrustList.open(JSON.stringify(vector('point-twice').trust))).catch(error => error)
    assert.ok(error instanceof asked.VerificationError, String(error))
    assert.equal(error.code, 'malformed')
  }
})

test('errors are those of the module that was asked', async () => {
  const { token, trust, at } = vector('point-twice')
  const error = await lib.verify(token, await lib.TrustList.open(JSON.stringify(trust)), { at }).catch(error => error)
  assert.ok(error instanceof lib.VerificationError)
})
