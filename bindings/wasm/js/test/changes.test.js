// What happens when a page changes its elements while they work: languages and places.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startBrowser } from './support/browser.js'
import { answered, open, report, textOf } from './support/elements.js'

let browser
before(async () => (browser = await startBrowser()))
after(() => browser.close())

/** Opens a page, does something with it, and closes it. */
async function having(body, options, act) {
  const opened = await open(browser, body, options)
  try {
    await act(opened)
  } finally {
    await opened.close()
  }
}

const spoken = id => document.getElementById(id).shadowRoot.querySelector('[lang]').lang

describe('a page that changes its elements', () => {
  test('the language that was asked for last is spoken, however long another one takes', async () => {
    let go
    const slow = new Promise(done => (go = done))
    const change = async path => (path.endsWith('fr.json') ? (await slow, undefined) : undefined)
    const body = report({ id: 'first', src: '/data/loom.sdjwt', locale: 'fr' }) + report({ id: 'second', src: '/data/loom.sdjwt', locale: 'fr' })
    await having(body, { change }, async ({ page }) => {
      await answered(page)
      await page.evaluate(() => (document.getElementById('first').locale = 'en'))
      go()
      await page.waitForFunction(() => document.getElementById('second').shadowRoot.querySelector('[lang]').lang === 'fr')
      assert.equal(await page.evaluate(spoken, 'first'), 'en')
    })
  })

  test('an element that is moved shows its report again, once', async () => {
    await having(`${report({ src: '/data/loom.sdjwt' })}<section></section>`, {}, async ({ page, said }) => {
      await answered(page)
      await page.evaluate(() => document.querySelector('section').append(document.querySelector('better-work-report')))
      await page.waitForFunction(() => globalThis.told.length === 2)
      assert.match(await textOf(page), /Genuine, and it still stands/)
      assert.deepEqual(said, [])
    })
  })
})
