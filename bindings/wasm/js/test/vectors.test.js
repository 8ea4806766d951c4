// The built package answers every vector, in Node.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decisions, everyVector, library, vectors } from './support/files.js'
import { NEEDS_FULL, decision, outcome } from './support/vectors.js'

const [small, full] = [await library('verify.node.js'), await library('full.node.js')]

test('only signing has no verb in JavaScript', () => {
  const left = new Set(everyVector().map(({ verb }) => verb))
  vectors().forEach(({ verb }) => left.delete(verb))
  assert.deepEqual([...left], ['issue'])
})

describe('the full build', () => {
  for (const vector of vectors()) {
    test(`${vector.verb}: ${vector.name}`, async () => assert.deepEqual(await outcome(full, vector), vector.expected))
  }
})

describe('the small build', () => {
  for (const vector of vectors().filter(({ verb }) => !NEEDS_FULL.includes(verb))) {
    test(`${vector.verb}: ${vector.name}`, async () => assert.deepEqual(await outcome(small, vector), vector.expected))
  }
})

describe('decisions', () => {
  for (const vector of decisions()) {
    test(vector.name, async () => assert.equal(JSON.stringify(await decision(full, vector)), JSON.stringify(vector.expected)))
  }
})
