// Where things are.

import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The two builds: what a web page loads, and all of it. */
export const BUILDS = ['verify', 'full']

/** The project's root. */
export const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** Our modules. */
export const sources = fileURLToPath(new URL('../src', import.meta.url))

/** The package, before it is packed. */
export const packaged = join(root, 'target/wasm/package')

/** A file that wasm-bindgen made of a build. */
export const made = (name, file) => join(root, 'target/wasm', name, file)

/** What the benchmark weighs beside the package. */
export const weighed = made('weight', 'weight.wasm')
