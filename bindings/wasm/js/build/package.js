// Makes the npm package of what wasm-bindgen made: BINDGEN=PROGRAM node build/package.js VERSION TARBALL-FOLDER ROOT-FILE

import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { FALLBACK_FILE, IMPORT_AT, UNUSED, bundleElement } from './element.js'
import { hashOf } from './hashes.js'
import { FEATURES, bin, optimise } from './optimise.js'
import { others } from './others.js'
import { BUILDS, made, packaged, root, sources } from './places.js'
import { rootOrEnd } from './root.js'
import { printSizes } from './sizes.js'

const [version, tarballs, pinned] = process.argv.slice(2)
const pin = rootOrEnd(pinned)

rmSync(packaged, { recursive: true, force: true })
mkdirSync(packaged, { recursive: true })
for (const name of BUILDS) {
  optimise(name, join(packaged, `${name}.wasm`))
  await bundle(name)
}
await bundleFallback()
await bundleElement(pin)
declareTypes()
describe()
for (const text of ['LICENSE-APACHE', 'LICENSE-MIT']) cpSync(join(root, text), join(packaged, text))
cpSync(join(sources, '../../README.md'), join(packaged, 'README.md'))
cpSync(join(sources, '../custom-elements.json'), join(packaged, 'custom-elements.json'))
writeFileSync(join(packaged, 'THIRD-PARTY.txt'), others())
printSizes()
console.log(`\nin a page:\n  <script type="module" src="report/element.js" integrity="${hashOf(join(packaged, 'element.js'))}"></script>`)
mkdirSync(tarballs, { recursive: true })
const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', tarballs], { cwd: packaged, encoding: 'utf8' })
console.log(`\n${join(tarballs, JSON.parse(packed)[0].filename)}`)

/** Joins our modules and wasm-bindgen's into one, for the web and for Node. */
async function bundle(name) {
  const file = `${name}.wasm`
  for (const [source, out] of [['web', name], ['node', `${name}.node`]]) {
    await build({
      entryPoints: [join(sources, `${name}.ts`)],
      outfile: join(packaged, `${out}.js`),
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      platform: source === 'node' ? 'node' : 'browser',
      sourcemap: true,
      legalComments: 'none',
      define: { ...UNUSED, WASM_FILE: JSON.stringify(`./${file}`), WASM_HASH: JSON.stringify(hashOf(join(packaged, file))), FALLBACK_FILE },
      alias: {
        '#glue': made(name, 'glue_bg.js'),
        '#source': join(sources, `source.${source}.ts`),
        '#errors': join(sources, 'errors.ts'),
        // The full verifier has its sentences itself.
        '#explain': join(sources, name === 'full' ? 'explain.none.ts' : 'explain.ts'),
        '#fallback': join(sources, 'fallback.late.ts'),
      },
      footer: { js: name === 'full' ? '' : IMPORT_AT },
    })
  }
}

/** Makes the verifier as plain JavaScript, for where WebAssembly is refused. */
async function bundleFallback() {
  const [plain, lowered, functions] = ['glue_bg.wasm', 'lowered.wasm', 'functions.js'].map(file => made('plain', file))
  // The standard library comes compiled for engines of 2021: what wasm2js does not know is said in older words.
  const lower = ['memory-copy-fill-lowering', 'nontrapping-fptoint-lowering'].map(pass => `--llvm-${pass}`)
  execFileSync(bin('wasm-opt'), [plain, '-o', lowered, ...FEATURES, ...lower, '--signext-lowering', '-Oz', '--strip-debug'])
  execFileSync(bin('wasm2js'), [lowered, '-o', functions, '--mvp-features', '--enable-mutable-globals', '-Oz'])
  detachWhatGrew(functions)
  await build({
    entryPoints: [join(sources, 'fallback.ts')],
    outfile: join(packaged, 'verify.wasm2js.js'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    legalComments: 'none',
    alias: { '#functions': functions, '#glue': made('plain', 'glue_bg.js'), '#errors': join(sources, 'errors.late.ts') },
  })
}

/** Memory that grew leaves a buffer without bytes behind, as WebAssembly's does: the glue knows by it that it has to look again. */
function detachWhatGrew(functions) {
  const [grown, detached] = ['buffer = newBuffer;', 'structuredClone(buffer, { transfer: [buffer] });']
  const parts = readFileSync(functions, 'utf8').split(grown)
  if (parts.length !== 2) throw new Error(`wasm2js says \`${grown}\` ${parts.length - 1} times: see how it grows its memory now`)
  writeFileSync(functions, parts.join(`${detached} ${grown}`))
}

/** Checks the types of our modules and writes their declarations. */
function declareTypes() {
  execFileSync(bin('tsc'), ['--project', join(sources, '..')], { stdio: 'inherit' })
  // What the elements are made of is nobody's business, and names a library that is not there.
  const inner = join(packaged, 'types/element')
  for (const file of readdirSync(inner)) if (file !== 'api.d.ts') rmSync(join(inner, file))
  cpSync(join(sources, 'jsx.d.ts'), join(packaged, 'types/jsx.d.ts'))
}

/** Writes the package's own description: without what only its making needs. */
function describe() {
  const { private: _, devDependencies: __, ...rest } = JSON.parse(readFileSync(join(sources, '../package.json'), 'utf8'))
  writeFileSync(join(packaged, 'package.json'), `${JSON.stringify({ ...rest, version }, null, 2)}\n`)
}
