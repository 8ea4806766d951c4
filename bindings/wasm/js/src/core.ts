// Core as WebAssembly: loaded once, by whoever asks first.

import * as glue from '#glue'
import { ours } from '#source'
import { explained } from '#explain'
import { LoadError, owned } from './errors.js'
import type { Fallback, WasmSource } from './load.js'

/** The functions of core. */
export type Core = typeof glue

let loading: Promise<Core> | undefined

/** Asks core a question. */
export async function ask<T>(question: (engine: Core) => T): Promise<T> {
  const engine = await core()
  try {
    return question(engine)
  } catch (error) {
    throw await explained(owned(error), question)
  }
}

/** Returns core, ready to be asked. */
export function core(source?: WasmSource | PromiseLike<WasmSource>): Promise<Core> {
  return (loading ??= start(source).catch(cause => {
    loading = undefined
    throw new LoadError(`the verifier could not be loaded: ${cause?.message ?? cause}`, { cause })
  }))
}

async function start(given?: WasmSource | PromiseLike<WasmSource>): Promise<Core> {
  let source = await (given ?? ours())
  if (typeof source === 'function') return source() as Core
  if (source instanceof URL) source = await fetch(source)
  const { exports } = await instance(source, { './glue_bg.js': glue } as unknown as WebAssembly.Imports)
  if (!exports.longest_input) throw new Error('it is another program')
  glue.__wbg_set_wasm(exports)
  ;(exports.__wbindgen_start as (() => void) | undefined)?.()
  return glue
}

async function instance(source: Exclude<WasmSource, URL | Fallback>, imports: WebAssembly.Imports): Promise<WebAssembly.Instance> {
  if (globalThis.Response && source instanceof Response) {
    if (!source.ok) throw new Error(`${source.url} answers ${source.status}`)
    // A server that names the type lets it be compiled while it arrives.
    if (source.headers.get('content-type') === 'application/wasm') return (await WebAssembly.instantiateStreaming(source, imports)).instance
    source = await source.arrayBuffer()
  }
  const made: { instance?: WebAssembly.Instance } = await WebAssembly.instantiate(source as BufferSource, imports)
  // Of a compiled module, the instance itself.
  return made.instance ?? (made as WebAssembly.Instance)
}
