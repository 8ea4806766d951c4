// The built package against other people's libraries: node bench/rounds.js CASE GIVEN.json; one round for each line of stdin.
//
// Each case has a process of its own, as a page or a service has one library: in one process, the objects of one case would slow down
// what the engine makes of the next. Beside them runs the floor, with no check of ours: what must be hashed, the signature, base64url,
// and what the report says as plain frozen data. It is given twice: with hashes, signature and `JSON.parse` alone, and with all of it.
// A line of stdout is the process's CPU time of one call, in nanoseconds, and the wall time. The host that counts rounds runs native
// code between them.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { SDJwtInstance } from '@sd-jwt/core'
import { compactVerify, importJWK } from 'jose'
import { packaged, root } from '../build/places.js'

// Long beside what it costs to come back after the others had the processor.
const BATCH_MS = 100
const WARM_UP_MS = 500

const [name, given] = process.argv.slice(2)
const { token, clear, trust_list, status_list, at, jwk } = JSON.parse(readFileSync(given, 'utf8'))
const { StatusList, TrustList, verify } = await import(new URL(`file://${join(packaged, 'verify.node.js')}`))

const bytes = new TextEncoder().encode(token)
const trust = await TrustList.open(trust_list)
const status = await StatusList.open(status_list, trust, { at })
const key = await importJWK(jwk, 'EdDSA')
const decoder = new TextDecoder()
const verifier = (data, signature) => crypto.subtle.verify('Ed25519', key, Buffer.from(signature, 'base64url'), Buffer.from(data))
const hasher = data => createHash('sha256').update(typeof data === 'string' ? data : Buffer.from(data)).digest()
const sdJwt = new SDJwtInstance({ verifier, hasher, hashAlg: 'sha-256' })

const { exports: floor } = (await WebAssembly.instantiate(readFileSync(join(root, 'target/wasm/floor.wasm')))).instance
const says = JSON.stringify((await verify(bytes, trust, { at, status })).document)
const said = new TextEncoder().encode(says)
const parts = [bytes, token.slice(0, token.indexOf('~')).split('.')[2], jwk.x, new Uint8Array(bytes.length), said]
const [ours, sealed, point, decoded, answer] = parts.map(held)

/** Puts bytes, or what a text in base64url stands for, where the floor finds them. */
function held(given) {
  const content = typeof given === 'string' ? Buffer.from(given, 'base64url') : given
  const place = floor.room(content.length)
  new Uint8Array(floor.memory.buffer, place).set(content)
  return place
}

/** The floor gets its token anew each time, as the package does. */
function atLeast() {
  new Uint8Array(floor.memory.buffer, ours).set(bytes)
  if (!floor.hash_and_signature(ours, bytes.length, sealed, point)) throw new Error('the floor refuses the sample')
}

function floorAlone() {
  atLeast()
  return JSON.parse(says)
}

/** What is said comes out of the WebAssembly as text, and nobody can change it afterwards. */
function floorWithAnswer() {
  atLeast()
  if (!floor.base64url(ours, bytes.length, decoded)) throw new Error('the floor cannot decode the sample')
  return freeze(JSON.parse(decoder.decode(new Uint8Array(floor.memory.buffer, answer, said.length))))
}

function freeze(value) {
  if (Array.isArray(value)) for (let at = 0; at < value.length; at++) freezeInner(value[at])
  else for (const name in value) freezeInner(value[name])
  return Object.freeze(value)
}

function freezeInner(value) {
  if (typeof value === 'object') freeze(value)
}

const CASES = {
  floor: async () => floorAlone(),
  floor_with_answer: async () => floorWithAnswer(),
  verify: () => verify(bytes, trust, { at, status }),
  jose: async () => JSON.parse(decoder.decode((await compactVerify(clear, key)).payload)),
  sd_jwt_core: () => sdJwt.verify(token, { currentDate: Date.parse(at) / 1000 }),
}

/** Runs the case so often, and returns what one run took. */
async function measured(run, times) {
  const [cpu, wall] = [process.cpuUsage(), process.hrtime.bigint()]
  for (let left = times; left > 0; left--) await run()
  const { user, system } = process.cpuUsage(cpu)
  return { cpu: ((user + system) * 1e3) / times, wall: Number(process.hrtime.bigint() - wall) / times }
}

/** Runs the case until it is compiled, and returns how often it fits a batch. */
async function warmedUp(run) {
  const start = performance.now()
  let times = 0
  for (; performance.now() - start < WARM_UP_MS; times++) await run()
  return Math.max(1, Math.round((times * BATCH_MS) / WARM_UP_MS))
}

const run = CASES[name]
const batch = await warmedUp(run)
for await (const _ of createInterface({ input: process.stdin })) console.log(JSON.stringify(await measured(run, batch)))
