// What wasm2js makes: the functions of a WebAssembly file as JavaScript.

export {}
