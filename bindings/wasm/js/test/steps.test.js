// What is read many bytes at a step is read as one byte after the other would be, wherever in a step a byte stands.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { library, vector } from './support/files.js'

// The build that has the words of its errors itself: thousands of refusals need not be explained by another.
const lib = await library('full.node.js')
const { token, trust: list, at } = vector('age-since-the-end-of-the-visit')
const trust = await lib.TrustList.open(JSON.stringify(list))
const [jws, ...disclosures] = token.split('~')
const [header, payload, signature] = jws.split('.')

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const EVERY_BYTE = Array.from({ length: 256 }, (_, byte) => byte)
const THREE_STEPS = 48

/** The code with which a document is refused. */
async function codeOf(document) {
  try {
    await lib.verify(document, trust, { at })
    return 'none'
  } catch (error) {
    return error.code
  }
}

test('a character that base64url has not is refused wherever it stands, and no other', async () => {
  const bytes = new TextEncoder().encode(token)
  const begins = header.length + 1 + payload.length + 1
  // A dot and a tilde end the part.
  for (const byte of EVERY_BYTE.filter(byte => !'.~'.includes(String.fromCharCode(byte)))) {
    for (let place = 0; place < THREE_STEPS; place++) {
      const changed = bytes.slice()
      changed[begins + place] = byte
      const same = byte === bytes[begins + place]
      const expected = same ? 'none' : ALPHABET.includes(String.fromCharCode(byte)) ? 'bad_signature' : 'malformed'
      assert.equal(await codeOf(changed), expected, `byte ${byte} at ${place}`)
    }
  }
})

test('characters stand for the same bytes wherever they stand in a step, and however long the part is', async () => {
  const printable = String.fromCharCode(...EVERY_BYTE.slice(32, 127)).replace(/["\\']/g, '')
  // Of what stands in a document, an error says 40 characters.
  for (const name of [printable.slice(0, 40), printable.slice(40, 80), printable.slice(80), 'ÿ¿þ~?>€ លេខ']) {
    for (let blanks = 0; blanks < THREE_STEPS; blanks++) {
      const document = withHeader(base64url(' '.repeat(blanks) + headerWith(name)))
      await assert.rejects(lib.verify(document, trust, { at }), ({ code, message }) => code === 'unknown_key' && message.includes(`\`${name}\``))
    }
  }
})

test('stray bits after the last byte are refused', async () => {
  const last = ALPHABET.indexOf(signature.at(-1))
  for (let stray = 1; stray < 16; stray++) {
    const changed = signature.slice(0, -1) + ALPHABET[last | stray]
    assert.equal(await codeOf([`${header}.${payload}.${changed}`, ...disclosures].join('~')), 'malformed')
  }
})

test('a quote, a backslash and a control character are found wherever they stand in a string', async () => {
  for (const byte of EVERY_BYTE.slice(0, 128)) {
    for (let place = 0; place < THREE_STEPS; place++) {
      const name = `${'k'.repeat(place)}${String.fromCharCode(byte)}${'n'.repeat(THREE_STEPS - place)}`
      // A backslash and the `n` after it are an escape.
      const expected = byte < 32 || byte === 34 ? 'malformed' : 'unknown_key'
      assert.equal(await codeOf(withKey(name)), expected, `byte ${byte} at ${place}`)
    }
  }
})

function headerWith(key) {
  return `{"alg":"EdDSA","typ":"dc+sd-jwt","kid":"${key}"}`
}

function withKey(key) {
  return withHeader(base64url(headerWith(key)))
}

function withHeader(text) {
  return [`${text}.${payload}.${signature}`, ...disclosures].join('~')
}

function base64url(text) {
  return Buffer.from(text).toString('base64url')
}
