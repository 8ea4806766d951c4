// The built package against other people's libraries: node bench/rounds.js GIVEN.json; one round for each line of stdin.
//
// Beside them runs the floor: what must be hashed, the signature and `JSON.parse` of what the report says, and no check of ours.
// The first line of stdout is what the package weighs; each line after it is the process's CPU time of one call of each,
// in nanoseconds, and the wall time. The host that counts rounds runs native code between them.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { SDJwtInstance } from '@sd-jwt/core'
import { compactVerify, importJWK } from 'jose'
import { packaged, root } from '../build/places.js'
import { loaded } from '../build/sizes.js'

const BATCH_MS = 20
const WARM_UP_MS = 500

const { token, clear, trust_list, status_list, at, jwk } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
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
const [ours, sealed, point] = [bytes, token.slice(0, token.indexOf('~')).split('.')[2], jwk.x].map(held)

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
  return JSON.parse(says)
}

const CASES = {
  floor: async () => atLeast(),
  verify: () => verify(bytes, trust, { at, status }),
  jose: async () => JSON.parse(decoder.decode((await compactVerify(clear, key)).payload)),
  sd_jwt_core: () => sdJwt.verify(token, { currentDate: Date.parse(at) / 1000 }),
}

/** Runs a case so often, and returns what one run took. */
async function measured(run, times) {
  const [cpu, wall] = [process.cpuUsage(), process.hrtime.bigint()]
  for (let left = times; left > 0; left--) await run()
  const { user, system } = process.cpuUsage(cpu)
  return { cpu: ((user + system) * 1e3) / times, wall: Number(process.hrtime.bigint() - wall) / times }
}

/** Runs a case until it is compiled, and returns how often it fits a batch. */
async function warmedUp(run) {
  const start = performance.now()
  let times = 0
  for (; performance.now() - start < WARM_UP_MS; times++) await run()
  return Math.max(1, Math.round((times * BATCH_MS) / WARM_UP_MS))
}

const batches = {}
for (const [name, run] of Object.entries(CASES)) batches[name] = await warmedUp(run)
console.log(JSON.stringify({ verify: loaded('verify'), full: loaded('full') }))

let round = 0
for await (const _ of createInterface({ input: process.stdin })) {
  const took = {}
  const names = Object.keys(CASES)
  for (let turn = 0; turn < names.length; turn++) {
    const name = names[(turn + round) % names.length]
    took[name] = await measured(CASES[name], batches[name])
  }
  round += 1
  console.log(JSON.stringify(took))
}
