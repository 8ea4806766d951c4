// What the package weighs under brotli, and what a reader made of serde weighs at the least: node bench/weights.js; prints it in JSON.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packaged, weighed } from '../build/places.js'
import { brotli, loaded } from '../build/sizes.js'

const [wasm, serde] = [join(packaged, 'verify.wasm'), weighed].map(file => brotli(readFileSync(file)))
console.log(JSON.stringify({ verify: loaded('verify'), full: loaded('full'), wasm, serde }))
