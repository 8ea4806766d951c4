// What wasm-bindgen makes: the functions of the full build, and how to give them the WebAssembly that they call.

export * from '../../../../target/wasm/full/glue.js'
export function __wbg_set_wasm(exports: WebAssembly.Exports): void
