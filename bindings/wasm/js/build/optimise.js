// Makes a WebAssembly file smaller.

import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { made } from './places.js'

export const bin = name => fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url))

/** What every browser since 2023 and Node 20 has; what Rust's compiler emits. */
export const FEATURES = ['bulk-memory', 'mutable-globals', 'multivalue', 'nontrapping-float-to-int', 'reference-types', 'sign-ext', 'simd'].map(
  feature => `--enable-${feature}`,
)

/** As small as it gets. Nothing of ours lies in the first 1,024 bytes: there the stack would end. */
const SMALL = ['-Oz', '--low-memory-unused']

/** Makes of a build of what wasm-bindgen made the file that is loaded. */
export function optimise(build, wasm) {
  // The data stays as it is until it is known what of it no code needs.
  const first = [...SMALL, '--skip-pass=memory-packing', '--debuginfo']
  execFileSync(bin('wasm-opt'), [made(build, 'glue_bg.wasm'), '-o', made(build, 'named.wasm'), ...FEATURES, ...first])
  execFileSync(process.env.BINDGEN, ['sweep', made(build, '.'), made(build, 'named.wasm')])
  // Brotli finds more in functions that are alike where they stand together.
  execFileSync(process.env.BINDGEN, ['order', made(build, 'named.wasm'), made(build, 'ordered.wasm')])
  const last = [...SMALL, '--reorder-functions-by-name', '--strip-debug', '--strip-producers', '--strip-target-features']
  execFileSync(bin('wasm-opt'), [made(build, 'ordered.wasm'), '-o', wasm, ...FEATURES, ...last])
}
