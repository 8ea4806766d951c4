// What takes how much: the files of the package, and the functions of each build by crate.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { BUILDS, made, packaged } from './places.js'

/** Bytes of a file under brotli at its best. */
export const brotli = bytes => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length

/** Bytes of what a page loads to verify, under brotli: WebAssembly and module. */
export const loaded = name => [`${name}.wasm`, `${name}.js`].reduce((sum, file) => sum + brotli(readFileSync(join(packaged, file))), 0)

/** Prints both tables. */
export function printSizes() {
  console.log(`\n${'file'.padEnd(16)}${'bytes'.padStart(9)}${'gzip'.padStart(9)}${'brotli'.padStart(9)}`)
  for (const name of BUILDS) {
    for (const file of [`${name}.wasm`, `${name}.js`]) {
      const bytes = readFileSync(join(packaged, file))
      console.log(file.padEnd(16) + [bytes.length, gzipSync(bytes, { level: 9 }).length, brotli(bytes)].map(n => String(n).padStart(9)).join(''))
    }
    console.log(`${`${name} together`.padEnd(34)}${String(loaded(name)).padStart(9)}`)
  }
  for (const name of BUILDS) printCrates(name)
}

function printCrates(name) {
  const { functions, data } = contents(readFileSync(made(name, 'named.wasm')))
  const crates = new Map([['(data)', data]])
  for (const { name, bytes } of functions) crates.set(crateOf(name), (crates.get(crateOf(name)) ?? 0) + bytes)
  console.log(`\nbytes of ${name}.wasm by crate, before compression`)
  for (const [crate, bytes] of [...crates].sort((a, b) => b[1] - a[1])) console.log(`${String(bytes).padStart(9)}  ${crate}`)
}

/** `<betterwork[1f]::report::Finding as serde::Serialize>::serialize` belongs to betterwork; its modules are told apart. */
function crateOf(name) {
  const path = name.replace(/\[[0-9a-f]+\]/g, '').match(/[a-z_][a-z0-9_]*(::[a-z_][a-z0-9_]*)+/i)?.[0].split('::') ?? ['(other)']
  return path[0] === 'betterwork' ? `betterwork::${path[1]}` : path[0]
}

/** The functions of a WebAssembly file by size, with the names in its name section, and the bytes of its data. */
export function contents(file) {
  let at = 8
  const number = () => {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = file[at++]
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
    }
  }
  const text = () => {
    const length = number()
    at += length
    return file.toString('utf8', at - length, at)
  }
  const [sizes, names] = [[], new Map()]
  let [imported, data] = [0, 0]
  while (at < file.length) {
    const section = file[at++]
    const end = number() + at
    if (section === 2) imported = importedFunctions(number, text, () => file[at++])
    if (section === 10) {
      for (let left = number(); left > 0; left--) {
        const size = number()
        sizes.push(size)
        at += size
      }
    }
    if (section === 11) data = end - at
    if (section === 0 && text() === 'name') {
      while (at < end) {
        const kind = file[at++]
        const rest = number() + at
        if (kind === 1) for (let left = number(); left > 0; left--) names.set(number(), text())
        at = rest
      }
    }
    at = end
  }
  return { functions: sizes.map((bytes, index) => ({ name: names.get(index + imported) ?? '(unnamed)', bytes })), data }
}

function importedFunctions(number, text, byte) {
  let functions = 0
  for (let left = number(); left > 0; left--) {
    text(), text()
    const kind = byte()
    if (kind === 0) functions += 1
    if (kind === 1) byte()
    const limits = kind === 1 || kind === 2 ? number() : undefined
    if (limits !== undefined) for (let bounds = 1 + (limits & 1); bounds > 0; bounds--) number()
    else number()
    if (kind === 3) byte()
  }
  return functions
}
