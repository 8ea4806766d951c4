// The npm package as users get it: installed in an empty folder, typed, bundled.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { build as esbuild } from 'esbuild'
import { build as vite, createServer } from 'vite'
import Minimizer from 'minimizer-webpack-plugin'
import webpack from 'webpack'
import { packaged, root } from '../build/places.js'
import { brotli, loaded } from '../build/sizes.js'
import { POLICY, serve } from '../build/serve.js'
import { startBrowser } from './support/browser.js'
import { AT, answered, data, textOf } from './support/elements.js'
import { vector } from './support/files.js'

const { token, trust, at, expected } = vector('age-since-the-end-of-the-visit')
const bin = name => fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url))

/** What a page may load to verify, under brotli. */
const MOST_BYTES = 55_100

/** What a page may load to the first view of an element, in the language that is built in. */
const MOST_BYTES_OF_A_VIEW = 74_900

const PROGRAM = `import { TrustList, verify } from '@betterwork/report'
const [token, list, at] = ${JSON.stringify([token, JSON.stringify(trust), at])}
const report = await verify(token, await TrustList.open(list), { at })
`
const SAYS = expected.result.disclosure.value
const PAGE = '<!doctype html><html lang="en"><title>Test</title><p id="answer"></p>'
const SHOW = `${PROGRAM}document.getElementById('answer').textContent = report.disclosure.value\n`

const signed = name => readFileSync(join(data, name), 'utf8')
const ELEMENT = `<!doctype html><html lang="ar"><title>Test</title><script type="module" src="/element.js"></script>
<better-work-report src="#report" trust="#trust"></better-work-report>
<div hidden id="report">${signed('loom.sdjwt')}</div><div hidden id="trust">${signed('trust.json')}</div>`

let folder
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'betterwork-package-'))
  const tarball = readdirSync(join(root, 'dist')).find(name => name.endsWith('.tgz'))
  writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}')
  writeFileSync(join(folder, 'index.html'), `${PAGE}<script type="module" src="/main.js"></script>`)
  writeFileSync(join(folder, 'main.js'), SHOW)
  writeFileSync(join(folder, 'element.html'), ELEMENT)
  writeFileSync(join(folder, 'element.js'), "import '@betterwork/report/element'\n")
  writeFileSync(join(folder, 'program.js'), `${PROGRAM}console.log(report.disclosure.value)\n`)
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  execFileSync(npm, ['install', '--offline', '--no-audit', '--no-fund', join(root, 'dist', tarball)], { cwd: folder, stdio: 'pipe' })
})
after(() => rmSync(folder, { recursive: true, force: true }))

/** What the page of a folder shows. */
async function shown(places) {
  const [server, browser] = [await serve(places), await startBrowser()]
  try {
    return await read(browser, `${server.origin}/index.html`)
  } finally {
    await browser.close()
    server.close()
  }
}

async function read(browser, address) {
  const page = await browser.page()
  await page.goto(address)
  const answer = page.locator('#answer:not(:empty)')
  await answer.waitFor()
  return answer.textContent()
}

const run = (program, engine = [process.execPath]) => execFileSync(engine[0], [...engine.slice(1), program], { cwd: folder, encoding: 'utf8' }).trim()

describe('the npm package', () => {
  test('runs in Node from an empty folder', () => assert.equal(run('program.js'), SAYS))

  test('runs in Deno', () => assert.equal(run('program.js', [bin('deno'), 'run', '--allow-read']), SAYS))

  test('runs in Bun', () => assert.equal(run('program.js', [bin('bun'), 'run']), SAYS))

  test('its elements are left out where there is no page', () => {
    writeFileSync(join(folder, 'server.js'), "import { BetterWorkReport } from '@betterwork/report/element'\nconsole.log(typeof BetterWorkReport)\n")
    assert.equal(run('server.js'), 'undefined')
  })

  test('has types that fit its use, and refuse a wrong one', () => {
    const good = `${PROGRAM}const days: number = report.age.days\nconst tag: string | undefined = report.document.report.facility.name\nvoid [days, tag]\n`
    const wrong = `${PROGRAM}report.age.days = 0\n`
    const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--skipLibCheck', 'false', '--ignoreConfig']
    const check = text => {
      writeFileSync(join(folder, 'typed.ts'), text)
      return execFileSync(bin('tsc'), [...options, 'typed.ts'], { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
    }
    assert.equal(check(good), '')
    assert.throws(() => check(wrong), error => error.stdout.includes('read-only'))
  })

  test('has types for JSX, which leave no import behind', async () => {
    const react = join(folder, 'node_modules/react')
    mkdirSync(react)
    writeFileSync(join(react, 'package.json'), '{"name": "react", "types": "index.d.ts", "exports": {".": "./index.d.ts", "./jsx-runtime": "./index.d.ts"}}')
    writeFileSync(join(react, 'index.d.ts'), 'export namespace JSX { interface Element {} interface IntrinsicElements {} }')
    const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler', '--jsx', 'react-jsx', '--ignoreConfig']
    const check = attributes => {
      writeFileSync(join(folder, 'page.tsx'), `import type {} from '@betterwork/report/jsx'\nexport const view = <better-work-report ${attributes} />\n`)
      return execFileSync(bin('tsc'), [...options, 'page.tsx'], { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
    }
    assert.equal(check('src="a" trust="b" compact lang="ar" style={{ margin: 0 }} onreport-rejected={event => void event.detail.code.length}'), '')
    assert.throws(() => check('sources="a"'), error => error.stdout.includes('sources'))
    const { outputFiles } = await esbuild({ entryPoints: [join(folder, 'page.tsx')], bundle: true, write: false, format: 'esm', jsx: 'automatic', external: ['react/jsx-runtime'] })
    assert.ok(!outputFiles[0].text.includes('@betterwork'), outputFiles[0].text)
  })

  test('is served by copying one folder', async () => {
    const page = `${PAGE}<script type="module" src="/main.js"></script>`
    const main = SHOW.replace('@betterwork/report', '/package/verify.js')
    assert.equal(await shown({ '/index.html': page, '/main.js': main, '/package/': packaged }), SAYS)
  })

  test('is built by Vite as it is', async () => {
    await vite({ root: folder, logLevel: 'error', build: { target: 'es2022', outDir: join(folder, 'out') } })
    const assets = readdirSync(join(folder, 'out/assets'))
    assert.equal(assets.filter(name => name.endsWith('.wasm')).length, 1)
    assert.equal(await shown({ '/index.html': readFileSync(join(folder, 'out/index.html')), '/assets/': join(folder, 'out/assets') }), SAYS)
  })

  test('its elements are built by Vite as they are, with every language', async () => {
    const out = join(folder, 'out-element')
    await vite({ root: folder, logLevel: 'error', build: { target: 'es2022', outDir: out, rolldownOptions: { input: join(folder, 'element.html') } } })
    assert.equal(readdirSync(join(out, 'assets')).filter(name => name.endsWith('.json')).length, 7)
    const server = await serve({ '/element.html': readFileSync(join(out, 'element.html')), '/assets/': join(out, 'assets') })
    const browser = await startBrowser()
    try {
      const page = await browser.page()
      await page.clock.setFixedTime(AT)
      await page.goto(`${server.origin}/element.html`)
      await answered(page)
      await page.waitForFunction(() => document.querySelector('better-work-report').shadowRoot.querySelector('[lang]').dir === 'rtl')
      assert.ok((await textOf(page)).includes('Synthetic Loom & Thread'))
    } finally {
      await browser.close()
      server.close()
    }
  })

  test('is served by Vite while developing', async () => {
    const server = await createServer({ root: folder, logLevel: 'error', server: { port: 0, host: '127.0.0.1' } })
    const browser = await startBrowser()
    try {
      await server.listen()
      assert.equal(await read(browser, `http://127.0.0.1:${server.httpServer.address().port}/index.html`), SAYS)
    } finally {
      await browser.close()
      await server.close()
    }
  })

  test('is bundled by esbuild, with the WebAssembly file beside the bundle', async () => {
    await esbuild({ entryPoints: [join(folder, 'program.js')], outdir: join(folder, 'bundle'), bundle: true, format: 'esm', platform: 'node', target: 'node20' })
    writeFileSync(join(folder, 'bundle/verify.wasm'), readFileSync(join(packaged, 'verify.wasm')))
    assert.equal(run('bundle/program.js'), SAYS)
  })

  test('is bundled by webpack as it is', async () => {
    const out = join(folder, 'out-webpack')
    // It would hint at the size of the verifier in plain JavaScript, which no page loads that does not need it.
    const performance = { hints: false }
    const compiler = webpack({ context: folder, entry: './main.js', mode: 'production', target: 'web', performance, output: { path: out, filename: 'main.js' } })
    const stats = await new Promise((done, fail) => compiler.run((error, made) => (error ? fail(error) : done(made))))
    await new Promise(closed => compiler.close(closed))
    assert.deepEqual([stats.toJson().errors, stats.toJson().warnings], [[], []])
    const assets = Object.fromEntries(readdirSync(out).map(name => [`/${name}`, join(out, name)]))
    assert.equal(Object.keys(assets).filter(name => name.endsWith('.wasm')).length, 1)
    const files = Object.fromEntries(Object.entries(assets).map(([name, file]) => [name, readFileSync(file)]))
    assert.equal(await shown({ '/index.html': `${PAGE}<script type="module" src="/main.js"></script>`, ...files }), SAYS)
  })

  test('its elements are bundled by webpack, and what is pinned by its hash is left as it is', async () => {
    const out = join(folder, 'out-webpack-element')
    // As the README says.
    const module = { rules: [{ test: /verify\.wasm2js\.js$/, generator: { filename: '[name][ext]' } }] }
    const optimization = { minimizer: [new Minimizer({ exclude: /wasm2js/ })] }
    const compiler = webpack({ context: folder, entry: './element.js', mode: 'production', target: 'web', performance: { hints: false }, module, optimization, output: { path: out, filename: 'main.js' } })
    const stats = await new Promise((done, fail) => compiler.run((error, made) => (error ? fail(error) : done(made))))
    await new Promise(closed => compiler.close(closed))
    assert.deepEqual([stats.toJson().errors, stats.toJson().warnings], [[], []])
    const files = Object.fromEntries(readdirSync(out).map(name => [`/${name}`, readFileSync(join(out, name))]))
    assert.deepEqual(files['/verify.wasm2js.js'], readFileSync(join(packaged, 'verify.wasm2js.js')))
    const page = '<!doctype html><title>A page</title><script type="module" src="/main.js"></script><better-work-report src="/data/loom.sdjwt" trust="/data/trust.json"></better-work-report>'
    const server = await serve({ '/index.html': page, '/data/': data, ...files }, { policy: POLICY.replace("'wasm-unsafe-eval'", '') })
    const browser = await startBrowser()
    try {
      const page = await browser.page()
      await page.clock.setFixedTime(AT)
      await page.goto(`${server.origin}/index.html`)
      await answered(page)
      assert.equal(await page.evaluate(() => document.querySelector('better-work-report').state), 'shown')
    } finally {
      await browser.close()
      server.close()
    }
  })

  test('holds no machine path, no blob and no WebAssembly in text', () => {
    const files = readdirSync(packaged).filter(name => /\.(js|map|json)$/.test(name))
    for (const name of files) {
      const text = readFileSync(join(packaged, name), 'utf8')
      assert.ok(!/\/(home|root|work|Users)\/|\bblob:/.test(text), name)
      // Only the module for a page that is a single file.
      assert.equal(text.includes('AGFzbQ'), name === 'element.inline.js', name)
    }
    for (const name of ['verify.wasm', 'full.wasm']) assert.ok(!/\/(home|root|work|Users)\//.test(readFileSync(join(packaged, name), 'latin1')), name)
  })

  test('says what it is and under which licence', () => {
    const { name, license, exports, devDependencies } = JSON.parse(readFileSync(join(packaged, 'package.json'), 'utf8'))
    assert.deepEqual([name, license, devDependencies], ['@betterwork/report', 'MIT OR Apache-2.0', undefined])
    const files = Object.values(exports).flatMap(target => (typeof target === 'string' ? [target] : Object.values(target)))
    for (const file of [...files, 'README.md', 'LICENSE-MIT', 'LICENSE-APACHE', 'THIRD-PARTY.txt']) assert.ok(readFileSync(join(packaged, file)).length > 0, file)
    const others = readFileSync(join(packaged, 'THIRD-PARTY.txt'), 'utf8')
    for (const name of ['ed25519-dalek', 'curve25519-dalek', 'sha2', 'wasm-bindgen', 'lit-html']) assert.match(others, new RegExp(`^${name} \\d`, 'm'))
    const tarball = readdirSync(join(root, 'dist')).find(name => name.endsWith('.tgz'))
    assert.ok(gunzipSync(readFileSync(join(root, 'dist', tarball))).includes('package/types/verify.d.ts'))
  })

  // The goals are 45 KB and 75 KB. The first is missed, and may only come nearer; what is left of the second is for what a page must not do.
  test('weighs no more than it did', () => assert.ok(loaded('verify') <= MOST_BYTES, `${loaded('verify')} bytes`))

  test('an element’s first view weighs no more than it did', () => {
    const weight = ['element.js', 'verify.wasm'].reduce((sum, file) => sum + brotli(readFileSync(join(packaged, file))), 0)
    assert.ok(weight <= MOST_BYTES_OF_A_VIEW, `${weight} bytes`)
  })
})
