// Where the WebAssembly file is loaded from.

import { core } from './core.js'

/** The verifier as plain JavaScript: what `@betterwork/report/fallback` exports, and nothing else. */
export type Fallback = () => object

/**
 * Where the verifier's WebAssembly may come from: its bytes, a response with them, a compiled module, or an address; or,
 * where WebAssembly is refused, the `fallback` of `@betterwork/report/fallback`.
 */
export type WasmSource = BufferSource | Response | WebAssembly.Module | URL | Fallback

/**
 * Loads the verifier. Nobody has to call it: the first question does. Call it to load ahead of time, or to say where the
 * file is where it does not stand beside this module.
 *
 * @throws {LoadError} It could not be loaded. The next call tries again.
 */
export async function load(source?: WasmSource | PromiseLike<WasmSource>): Promise<void> {
  await core(source)
}
