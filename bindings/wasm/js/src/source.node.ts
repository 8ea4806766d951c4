// Where the WebAssembly file is in Node: beside this module, read as a file.

import { readFile } from 'node:fs/promises'

declare const WASM_FILE: string

export const ours = () => readFile(new URL(WASM_FILE, import.meta.url)) as Promise<BufferSource>
