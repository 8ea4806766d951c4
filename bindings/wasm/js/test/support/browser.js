// A browser, and a server for its pages on this machine.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { chromium } from 'playwright-core'

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json', '.wasm': 'application/wasm' }

/** The policy that the package must work under: nothing inline, nothing from elsewhere, no blob:, no eval. */
export const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; require-trusted-types-for 'script'"

// Without these the browser asks its maker's servers for news.
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
const MORE = ['--disable-component-update', '--disable-sync']

/** Starts the browser; `close` ends it and removes its profile. */
export async function startBrowser() {
  const profile = mkdtempSync(join(tmpdir(), 'betterwork-chromium-'))
  const options = { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...ARGUMENTS, ...MORE] }
  const context = await chromium.launchPersistentContext(profile, options)
  const close = async () => {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  }
  return { page: () => context.newPage(), close }
}

/**
 * Serves folders and texts below one address: `{'/package/': folder, '/page.html': text}`. `change` may answer otherwise.
 * Every request is noted in `requests`.
 */
export async function serve(places, { policy = POLICY, change = () => undefined } = {}) {
  const requests = []
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname
    // The browser's own question, not the page's.
    if (path === '/favicon.ico') return response.writeHead(204).end()
    requests.push(path)
    const found = change(path) ?? answer(places, path)
    response.writeHead(found.status ?? 200, { 'content-type': found.type, 'content-security-policy': policy })
    response.end(found.body)
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  return { origin: `http://127.0.0.1:${server.address().port}`, requests, close: () => server.close() }
}

function answer(places, path) {
  const type = TYPES[extname(path)] ?? 'text/plain'
  const place = Object.keys(places).find(place => (place.endsWith('/') ? path.startsWith(place) : path === place))
  if (place === undefined) return { status: 404, type: 'text/html', body: '<!doctype html><title>404</title>' }
  if (!place.endsWith('/')) return { type, body: places[place] }
  try {
    return { type, body: readFileSync(join(places[place], normalize(path.slice(place.length)))) }
  } catch {
    return { status: 404, type: 'text/plain', body: 'not found' }
  }
}
