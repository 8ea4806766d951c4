// The vectors and the keys in their trust lists, as other people's libraries need them.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { calculateJwkThumbprint } from 'jose'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** The JSON files of a folder, by name. */
export function jsonFiles(folder) {
  const names = readdirSync(join(root, folder), { recursive: true }).filter(name => name.endsWith('.json')).sort()
  return new Map(names.map(name => [basename(name, '.json'), JSON.parse(readFileSync(join(root, folder, name), 'utf8'))]))
}

/** JSON from base64url. */
export const decoded = part => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))

/** The vectors of reports that betterwork accepts, with its answer as `result`. */
export function acceptedVectors() {
  const vectors = [...jsonFiles('tests/vectors')].map(([name, vector]) => ({ ...vector, name, result: vector.expected?.result }))
  return vectors.filter(({ result }) => result?.document)
}

/** The reports that betterwork accepts: name, token, key and the document that it reads. */
export async function acceptedReports() {
  const reports = []
  for (const { name, token, trust, result } of acceptedVectors()) {
    const header = decoded(token.split('.')[0])
    // Older libraries do not know RFC 9864's name of the same algorithm; betterwork signs with the name they know.
    if (header.alg !== 'EdDSA') continue
    reports.push({ name, token, jwk: await keyOf(trust, header.kid), document: result.document })
  }
  return reports
}

/** Checks each of some named things, and names all that failed. */
export async function each(things, check) {
  assert.ok(things.length > 0, 'there is nothing to check')
  const failures = []
  for (const thing of things) {
    try {
      await check(thing)
    } catch (error) {
      failures.push(`${thing.name}: ${error.message}`)
    }
  }
  if (failures.length > 0) throw new Error(failures.join('\n'))
}

/** The report with one character in the middle of its payload changed. */
export function forged(token) {
  const start = token.indexOf('.') + 1
  const at = (start + token.indexOf('.', start)) >> 1
  return token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
}

async function keyOf(trust, kid) {
  for (const { keys } of decoded(trust.payload).entities) {
    for (const { jwk } of keys) {
      if (await calculateJwkThumbprint(jwk) === kid) return jwk
    }
  }
  throw new Error(`no key ${kid}`)
}
