// `betterwork show --html`: one file that verifies the report where it is opened.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { packaged, root } from '../build/places.js'
import { startBrowser } from './support/browser.js'
import { AT, answered, bytes, data, textOf } from './support/elements.js'

const SLOW = { timeout: 300_000 }

let browser
before(async () => (browser = await startBrowser()))
after(() => browser.close())

describe('`betterwork show --html`', () => {
  const folder = mkdtempSync(join(tmpdir(), 'betterwork-html-'))
  after(() => rmSync(folder, { recursive: true }))

  /** Takes the files that the page offers: names and texts. */
  async function taken(page) {
    await page.evaluate(() => document.querySelector('better-work-report').shadowRoot.querySelectorAll('.yourself').forEach(details => (details.open = true)))
    const files = []
    for (const link of await page.locator('better-work-report').locator('a[download]').all()) {
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
      files.push([download.suggestedFilename(), readFileSync(await download.path(), 'utf8')])
    }
    return files
  }

  /** Makes a page by the command line, opens it from its file, and returns what can be seen. */
  async function shown(file, { clock = AT, edit = html => html, more = [], languages } = {}) {
    const html = join(folder, 'report.html')
    const show = ['show', join(data, file), '--trust', join(data, 'trust.json'), '--status', join(data, 'status'), '--at', AT]
    const made = ['--html', html, '--element', packaged, '--statement', join(data, 'loom.response.jwt'), ...more]
    execFileSync('cargo', ['run', '--quiet', '--package', 'betterwork-cli', '--', ...show, ...made], { cwd: root })
    writeFileSync(html, edit(readFileSync(html, 'utf8')))
    const page = await browser.page()
    const asked = []
    page.on('request', request => asked.push(request.url()))
    try {
      await page.clock.setFixedTime(clock)
      if (languages) await page.addInitScript(languages => Object.defineProperty(navigator, 'languages', { value: languages }), languages)
      await page.goto(pathToFileURL(html).href)
      await answered(page)
      return { speaks: await page.evaluate(() => document.querySelector('better-work-report').shadowRoot.querySelector('[lang]').lang), text: await textOf(page), files: await taken(page), asked: asked.filter(url => !/^(file|data):/.test(url)) }
    } finally {
      await page.close()
    }
  }

  test('one file, opened without a server or a network', SLOW, async () => {
    const { text, asked } = await shown('loom.full.sdjwt')
    for (const said of ['Genuine, and it still stands', 'All 135 findings shown', 'Two more exits were opened', 'Test data']) assert.ok(text.includes(said), text)
    assert.deepEqual(asked, [])
  })

  test('the signed file can be taken out of it, as it was', SLOW, async () => {
    const { files } = await shown('loom.full.sdjwt')
    assert.deepEqual(files, [['report.sdjwt', bytes('loom.full.sdjwt').toString().trim()], ['trust.json', bytes('trust.json').toString().trim()], ['status.jwt', bytes('status').toString().trim()]])
  })

  test('it speaks the language that was asked for, else the reader’s', SLOW, async () => {
    assert.equal((await shown('loom.sdjwt', { languages: ['ar'] })).speaks, 'ar')
    const { speaks, text } = await shown('loom.sdjwt', { languages: ['ar'], more: ['--language', 'km,en'] })
    assert.equal(speaks, 'km')
    // Chromium has no Khmer of its own.
    assert.match(text, /22 មេសា 2026 – 23 មេសា 2026 39 ថ្ងៃ\u200bមុន/)
    assert.ok(text.includes('វៀតណាម'), text)
  })

  test('it verifies again where it is opened', SLOW, async () => {
    assert.match((await shown('loom.full.sdjwt', { clock: '2026-09-01T00:00:00Z' })).text, /not known whether it still stands/)
    const edit = html => html.replace(/(<div hidden id="report-0">[^.]+\.[^.]{40})./, (_, kept) => `${kept}A`)
    assert.match((await shown('loom.full.sdjwt', { edit })).text, /This report cannot be relied on/)
  })
})
