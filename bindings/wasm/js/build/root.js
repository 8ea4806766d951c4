// The root that a package rests on: read and checked before anything is built. node build/root.js FILE does that alone.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sources } from './places.js'

/** The test root: whoever wants can sign with it. */
const TEST_ROOT = join(sources, '../../test-root.json')

const ADVICE = 'take `payload.root` of what `betterwork --json trust show FILE` says of your trust list'

/**
 * Reads the root in a file, the test root where none is named; `isTest` where it holds a key that everybody can sign with.
 *
 * Throws an error with a sentence for who named the file, where it holds no root: a package with it would trust anybody or nobody.
 */
export function rootIn(file = TEST_ROOT) {
  const root = contentOf(file)
  const fault = faultOf(root)
  if (fault) throw new Error(`${file} holds no root: ${fault}; ${ADVICE}`)
  const known = contentOf(TEST_ROOT).keys.map(({ x }) => x)
  return { file, root, isTest: root.keys.some(({ x }) => known.includes(x)) }
}

/** Reads it, or says why it holds none and ends. */
export function rootOrEnd(file) {
  try {
    return rootIn(file)
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}

function contentOf(file) {
  let text
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new Error(`${file} cannot be read (${error.code}): name a file with a root`)
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${file} holds no root: it is no JSON; ${ADVICE}`)
  }
}

/** What keeps this from being a root (`schemas/trust-list-1.json`, `Root`) that can be met. */
function faultOf(root) {
  const { keys, threshold } = Object(root)
  if (!Array.isArray(keys) || !Number.isSafeInteger(threshold)) return 'expected `{"keys": […], "threshold": n}`'
  const wrong = keys.findIndex(key => !isPublicKey(key))
  if (wrong >= 0) return `keys[${wrong}] is no public key, \`{"kty": "OKP", "crv": "Ed25519", "x": …}\``
  if (new Set(keys.map(({ x }) => x)).size < keys.length) return 'a key is there twice'
  if (threshold < 1 || threshold > keys.length) return `a threshold of ${threshold} cannot be met by ${keys.length} key${keys.length === 1 ? '' : 's'}`
}

// What is compared is text: a key is spelled one way only. With `d` it is a secret, which must not get into a page.
function isPublicKey(key) {
  const { kty, crv, x, d } = Object(key)
  if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string' || d !== undefined) return false
  const bytes = Buffer.from(x, 'base64url')
  return bytes.length === 32 && bytes.toString('base64url') === x
}

if (process.argv[1] === fileURLToPath(import.meta.url)) rootOrEnd(process.argv[2])
