// Joins the elements into one module, with the root that they rest on, and puts their languages beside it.

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, transform } from 'esbuild'
import { hashOf } from './hashes.js'
import { made, packaged, sources } from './places.js'

/** Where the verifier in plain JavaScript is, as the modules say it. */
export const FALLBACK_FILE = JSON.stringify('./verify.wasm2js.js')

/** What `show --html` writes the reader's own root in place of. */
const ROOT_TO_COME = '@@ROOT@@'

/** What wasm-bindgen's classes have beside their own words, and nobody outside gets to call: `using` of a handle. */
export const UNUSED = { 'Symbol.dispose': 'undefined' }

/** Loads a module by an address that only the page knows: bundlers leave it alone for the sake of what minifying takes out. */
export const IMPORT_AT = 'function importAt(address){return import(/*webpackIgnore:true*//*@vite-ignore*/address)}'

/** Makes `element.js`, which rests on this root. */
export async function bundleElement({ file, root, isTest }) {
  console.log(`the pinned root is ${file}${isTest ? ', which everybody can sign with: everything is shown as test data' : ''}`)
  const hashes = writeLanguages()
  await bundle('element.js', { root, isTest, hashes }, { '#source': 'source.element.ts', '#words': 'element/words.web.ts' })
  // One module with everything in it, for a page that is a single file. Until a root is written into it, it trusts nobody.
  await bundle('element.inline.js', { root: ROOT_TO_COME, isTest: false, hashes }, { '#source': 'source.inline.ts', '#words': 'element/words.inline.ts' })
  await build({ entryPoints: [join(sources, 'element.node.ts')], outfile: join(packaged, 'element.node.js'), minify: true, format: 'esm' })
}

async function bundle(file, { root, isTest, hashes }, alias) {
  await build({
    entryPoints: [join(sources, 'element.ts')],
    outfile: join(packaged, file),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    conditions: ['production'],
    sourcemap: file === 'element.js',
    loader: { '.wasm': 'base64' },
    legalComments: 'none',
    footer: { js: file === 'element.js' ? IMPORT_AT : '' },
    plugins: [styleSheets],
    define: {
      ...UNUSED,
      WASM_FILE: JSON.stringify('./verify.wasm'),
      WASM_HASH: JSON.stringify(hashOf(join(packaged, 'verify.wasm'))),
      FALLBACK_FILE,
      FALLBACK_HASH: JSON.stringify(hashOf(join(packaged, 'verify.wasm2js.js'), 'sha384')),
      LOCALE_HASHES: JSON.stringify(hashes),
      ROOT: JSON.stringify(root),
      IS_TEST_ROOT: String(isTest),
    },
    alias: {
      '#glue': made('verify', 'glue_bg.js'),
      '#verifier': join(packaged, 'verify.wasm'),
      '#errors': join(sources, 'errors.ts'),
      '#explain': join(sources, 'explain.none.ts'),
      ...Object.fromEntries(Object.entries(alias).map(([name, file]) => [name, join(sources, file)])),
    },
  })
}

/** Writes every language but the one that is built in; returns their hashes. */
function writeLanguages() {
  const [from, to] = [join(sources, 'element/locales'), join(packaged, 'locales')]
  mkdirSync(to, { recursive: true })
  const hashes = {}
  for (const file of readdirSync(from).filter(file => file !== 'en.json')) {
    writeFileSync(join(to, file), JSON.stringify(JSON.parse(readFileSync(join(from, file), 'utf8'))))
    hashes[file.replace('.json', '')] = hashOf(join(to, file))
  }
  return hashes
}

/** Style sheets become texts. */
const styleSheets = {
  name: 'style sheets',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true, target: 'chrome125' })
      return { contents: code.trim(), loader: 'text' }
    })
  },
}
