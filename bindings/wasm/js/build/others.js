// Other people's works in the package, and their licences: crates in the WebAssembly, libraries in the elements.

import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root, sources } from './places.js'

/** The libraries that are joined into the elements. */
const LIBRARIES = ['lit', 'lit-html', 'lit-element', '@lit/reactive-element']

/** Returns the text of `THIRD-PARTY.txt`: each licence once, below the works that it is of. */
export function others() {
  const texts = new Map()
  for (const { name, licence, text } of [...crates(), ...libraries()]) {
    const known = texts.get(text.trim()) ?? []
    texts.set(text.trim(), [...known, `${name} (${licence})`])
  }
  const parts = [...texts].map(([text, names]) => `${names.sort().join('\n')}\n\n${text}`)
  return `This package holds works of others:\n\n${parts.sort().join(`\n\n${'-'.repeat(72)}\n\n`)}\n`
}

function libraries() {
  return LIBRARIES.map(name => {
    const folder = join(sources, '../node_modules', name)
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return { name: `${name} ${version}`, licence: license, text: readFileSync(join(folder, 'LICENSE'), 'utf8') }
  })
}

/** The crates that the full build is made of, without what only helps to compile. */
function crates() {
  const cargo = say => execFileSync('cargo', say, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 })
  const say = ['tree', '--package=betterwork-wasm', '--features=full', '--edges=normal,no-proc-macro', '--target=wasm32-unknown-unknown']
  const built = new Set(cargo([...say, '--prefix=none', '--format={p}']).split('\n').map(line => line.split(' ').slice(0, 2).join(' ')))
  const { packages } = JSON.parse(cargo(['metadata', '--format-version=1']))
  return packages.filter(({ name, version, source }) => source !== null && built.has(`${name} v${version}`)).map(crate)
}

function crate({ name, version, license, manifest_path }) {
  const folder = dirname(manifest_path)
  const files = readdirSync(folder).filter(file => /^(licen[cs]e|copying|unlicense)/i.test(file)).sort()
  const file = files.find(file => /mit/i.test(file)) ?? files.find(file => !/apache/i.test(file)) ?? files[0]
  const text = file ? readFileSync(join(folder, file), 'utf8') : `Under ${license}; the crate has no text of it.`
  return { name: `${name} ${version}`, licence: license, text }
}
