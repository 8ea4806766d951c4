// jose and @sd-jwt/core accept every report that betterwork accepts, and no forged one.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { SDJwtInstance } from '@sd-jwt/core'
import { compactVerify, importJWK } from 'jose'
import { acceptedReports, each, forged } from './vectors.js'

const reports = await acceptedReports()

async function byJose(token, jwk) {
  const { payload } = await compactVerify(token.split('~')[0], await importJWK(jwk, 'EdDSA'))
  return JSON.parse(new TextDecoder().decode(payload))
}

async function bySdJwtCore(token, jwk) {
  const key = await crypto.subtle.importKey('jwk', jwk, 'Ed25519', false, ['verify'])
  const verifier = (data, signature) => crypto.subtle.verify('Ed25519', key, Buffer.from(signature, 'base64url'), Buffer.from(data))
  const hasher = data => createHash('sha256').update(typeof data === 'string' ? data : Buffer.from(data)).digest()
  // The vectors have days of their own; here it is about signatures and disclosures.
  const { payload } = await new SDJwtInstance({ verifier, hasher, hashAlg: 'sha-256' }).verify(token, { currentDate: 0, skewSeconds: 1e12 })
  return payload
}

test('jose accepts every report', () =>
  each(reports, async ({ token, jwk, document }) => assert.equal((await byJose(token, jwk)).jti, document.jti)))

test('jose refuses a forged report', () => each(reports, ({ token, jwk }) => assert.rejects(byJose(forged(token), jwk))))

test('@sd-jwt/core puts the same document together', () =>
  each(reports, async ({ token, jwk, document }) => assert.deepEqual(await bySdJwtCore(token, jwk), document)))

test('@sd-jwt/core refuses a forged report', () => each(reports, ({ token, jwk }) => assert.rejects(bySdJwtCore(forged(token), jwk))))
