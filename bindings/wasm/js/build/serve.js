// Serves a page with what it shows, at an address of this machine: node build/serve.js PAGE-FOLDER DATA-FOLDER [PORT]

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packaged } from './places.js'

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
}

/** The policy that the package must work under: nothing inline, nothing from elsewhere, no blob:, no eval. */
export const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; require-trusted-types-for 'script'"

/**
 * Serves folders and texts below one address: `{'/package/': folder, '/page.html': text}`, the first that fits. `change` may
 * answer otherwise, and with `stalls` leave the reader waiting for the rest. Every request is noted in `requests`.
 */
export async function serve(places, { policy = POLICY, change = () => undefined, port = 0 } = {}) {
  const requests = []
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname
    // The browser's own question, not the page's.
    if (path === '/favicon.ico') return response.writeHead(204).end()
    requests.push(path)
    const found = (await change(path)) ?? answer(places, path)
    response.writeHead(found.status ?? 200, { 'content-type': found.type, 'content-security-policy': policy })
    if (found.stalls) response.write(found.body)
    else response.end(found.body)
  })
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  return { origin: `http://127.0.0.1:${server.address().port}`, requests, close: () => server.close() }
}

function answer(places, asked) {
  const path = asked.endsWith('/') ? `${asked}index.html` : asked
  const place = Object.keys(places).find(place => (place.endsWith('/') ? path.startsWith(place) : path === place))
  if (place === undefined) return missing
  const type = TYPES[extname(path)] ?? 'text/plain; charset=utf-8'
  if (!place.endsWith('/')) return { type, body: places[place] }
  try {
    return { type, body: readFileSync(join(places[place], normalize(path.slice(place.length)))) }
  } catch {
    return missing
  }
}

const missing = { status: 404, type: 'text/html; charset=utf-8', body: '<!doctype html><html lang="en"><title>404</title><p>There is nothing here.' }

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [page, data, port = '8700'] = process.argv.slice(2)
  try {
    const { origin } = await serve({ '/report/': packaged, '/data/': data, '/': page }, { port: Number(port) })
    console.log(`${origin}/    (Ctrl-C ends it)`)
  } catch (error) {
    console.error(error.code === 'EADDRINUSE' ? `port ${port} is taken: end what uses it, or name another one (cargo xtask serve brand-page PORT)` : error.message)
    process.exitCode = 1
  }
}
