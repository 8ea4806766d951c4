// What a page tries that wants to look better than its report, without a program of its own: markup and style sheets.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startBrowser } from './support/browser.js'
import { answered, open, report, textOf } from './support/elements.js'

const LOOM = { src: '/data/loom.sdjwt' }

let browser
before(async () => (browser = await startBrowser()))
after(() => browser.close())

/** Opens a page with a style sheet, and returns what `look` finds in the element's shadow. */
async function dressed(body, css, look) {
  const { page, close } = await open(browser, body, { change: path => (path === '/page.css' ? { type: 'text/css', body: css } : undefined) })
  try {
    await answered(page)
    return { found: await page.evaluate(look), text: await textOf(page) }
  } finally {
    await close()
  }
}

describe('a hostile page', () => {
  test('a shadow that stands in the markup is thrown away', async () => {
    const fake = '<template shadowrootmode="open"><link rel="stylesheet" href="/page.css"><p>Excellent factory</p></template>'
    const look = () => {
      const { shadowRoot } = document.querySelector('better-work-report')
      return [shadowRoot.querySelectorAll('link').length, getComputedStyle(shadowRoot.querySelector('.verdict')).display]
    }
    const { found, text } = await dressed(report(LOOM, fake), '.verdict { display: none !important }', look)
    assert.deepEqual(found, [0, 'flex'])
    assert.ok(text.includes('Genuine, and it still stands') && !text.includes('Excellent'), text)
  })
})
