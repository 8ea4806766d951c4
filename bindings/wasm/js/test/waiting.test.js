// A server that takes a question and never answers, or stops half way: the elements say so, and the page's own content stays.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { packaged } from '../build/places.js'
import { POLICY } from '../build/serve.js'
import { startBrowser } from './support/browser.js'
import { AT, answered, open, refused, report, textOf } from './support/elements.js'

const LOOM = report({ src: '/data/loom.sdjwt' })

let browser
before(async () => (browser = await startBrowser()))
after(() => browser.close())

describe('a server that keeps a page waiting', () => {
  const NO_VERIFIER = { state: 'unchecked', code: 'no_verifier', says: /could not be loaded/ }
  const files = {
    'loom.sdjwt': { state: 'unchecked', code: 'network', says: /could not be loaded|broke off/ },
    'verify.wasm': NO_VERIFIER,
    'verify.wasm2js.js': { ...NO_VERIFIER, policy: POLICY.replace("'wasm-unsafe-eval'", '') },
  }
  const waits = {
    'that never comes': () => new Promise(() => {}),
    'that stops half way': () => ({ type: 'application/wasm', body: readFileSync(join(packaged, 'verify.wasm')).subarray(0, 9_000), stalls: true }),
  }
  /** Signals wait by the browser's own clock: here by timers, which the test can wind on. */
  const wound = () => {
    AbortSignal.timeout = wait => {
      const late = new AbortController()
      setTimeout(() => late.abort(new DOMException('it took too long', 'TimeoutError')), wait)
      return late.signal
    }
  }
  const watch = async page => {
    await page.clock.install({ time: AT })
    await page.addInitScript(wound)
  }

  for (const [file, expected] of Object.entries(files)) {
    for (const [how, wait] of Object.entries(waits)) {
      test(`for ${file}, ${how}`, async () => {
        let asked
        const waiting = new Promise(done => (asked = done))
        const change = path => (path.endsWith(`/${file}`) ? (asked(), wait()) : undefined)
        const { page, said, close } = await open(browser, LOOM, { change, watch, policy: expected.policy, clock: false })
        try {
          await waiting
          assert.match(await textOf(page), /Checking this report/)
          await page.clock.fastForward('00:30')
          await page.waitForFunction(() => globalThis.told.length > 0)
          refused({ text: await textOf(page), told: await page.evaluate(() => globalThis.told), said }, expected)
        } finally {
          await close()
        }
      })
    }
  }

  for (const [how, wait] of Object.entries(waits)) {
    test(`for the words of a language, ${how}: English stays, and who made the page is told`, async () => {
      let asked
      const waiting = new Promise(done => (asked = done))
      const change = path => (path.endsWith('/fr.json') ? (asked(), wait()) : undefined)
      const { page, said, close } = await open(browser, report({ src: '/data/loom.sdjwt', locale: 'fr' }), { change, watch, clock: false })
      try {
        await waiting
        await answered(page)
        const late = page.waitForEvent('console', { predicate: message => message.type() === 'warning' })
        await page.clock.fastForward('00:30')
        await late
        assert.match(await textOf(page), /Genuine, and it still stands/)
        assert.match(said.filter(line => line.startsWith('warning: better-work-report')).join(), /`fr` could not be loaded, English is shown/)
      } finally {
        await close()
      }
    })
  }
})
