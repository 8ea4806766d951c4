// @betterwork/report/fallback: the verifier as plain JavaScript, for where WebAssembly is refused; slower, and a larger file.

import * as functions from '#functions'
import * as glue from '#glue'
import type { Fallback } from './load.js'

/** Starts the verifier without WebAssembly; give it to `load` before the first question. */
export const fallback: Fallback = () => {
  glue.__wbg_set_wasm(functions as unknown as WebAssembly.Exports)
  return glue
}
