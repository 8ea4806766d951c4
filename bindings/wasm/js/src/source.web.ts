// Where the WebAssembly file is on the web: beside this module, with the hash that was its own when the package was made.

declare const WASM_FILE: string
declare const WASM_HASH: string

export const ours = (more?: RequestInit) => fetch(new URL(WASM_FILE, import.meta.url), { integrity: WASM_HASH, ...more })
