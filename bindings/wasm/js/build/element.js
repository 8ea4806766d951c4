// Joins the elements into one module, with the root that they rest on, and puts their languages beside it.

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, transform } from 'esbuild'
import { hashOf } from './hashes.js'
import { made, packaged, sources } from './places.js'

/** The test root: whoever wants can sign with it. */
const TEST_ROOT = join(sources, '../../test-root.json')

/** Makes `element.js`; `pinned` is a file with the root, the test root where it is missing. */
export async function bundleElement(pinned = TEST_ROOT) {
  const root = JSON.parse(readFileSync(pinned, 'utf8'))
  const isTest = JSON.stringify(root) === JSON.stringify(JSON.parse(readFileSync(TEST_ROOT, 'utf8')))
  console.log(isTest ? 'the pinned root is the test root: everything is shown as test data' : `the pinned root is ${pinned}`)
  await build({
    entryPoints: [join(sources, 'element.ts')],
    outfile: join(packaged, 'element.js'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    conditions: ['production'],
    sourcemap: true,
    legalComments: 'none',
    plugins: [styleSheets],
    define: {
      WASM_FILE: JSON.stringify('./verify.wasm'),
      WASM_HASH: JSON.stringify(hashOf(join(packaged, 'verify.wasm'))),
      LOCALE_HASHES: JSON.stringify(languages()),
      ROOT: JSON.stringify(root),
      IS_TEST_ROOT: String(isTest),
    },
    alias: {
      '#glue': made('verify', 'glue_bg.js'),
      '#source': join(sources, 'source.web.ts'),
      '#errors': join(sources, 'errors.ts'),
    },
  })
}

/** Writes every language but the one that is built in; returns their hashes. */
function languages() {
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
