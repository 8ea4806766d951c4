// Every state of the elements in a browser: what is said, what is not, how it looks (a picture each) and whether everybody can use it.

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { root, sources } from '../build/places.js'
import { startBrowser } from './support/browser.js'
import { FALLBACK, answered, data, faults, open, report, textOf } from './support/elements.js'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PICTURES = join(root, 'target/wasm/pictures')
const WIDTHS = [320, 768, 1280]
const LOCALES = process.env.LOCALES?.split(',') ?? ['en', 'ar']
const MORE_LOCALES = ['bn', 'es', 'fr', 'id', 'km', 'vi']

const bytes = name => readFileSync(join(data, name), 'utf8')
const changed = bytes('loom.sdjwt').replace(/^([^.]+\.[^.]{40})./, (_, kept) => `${kept}${'A'}`)
const links = Array.from({ length: 14 }, (_, number) => `<li><a href="/data/list/${number}.sdjwt">Factory ${number}</a></li>`).join('')

/** The states: the tag, what must be read, what must not. */
const STATES = {
  loading: { body: report({ src: '/slow' }), says: ['Checking this report in your browser', FALLBACK], waits: true },
  stands: {
    body: report({ src: '/data/loom.sdjwt', statements: '/data/loom.response.jwt /data/loom.acceptance.jwt' }),
    says: ['Synthetic Loom & Thread', 'Vietnam', 'Genuine, and it still stands', 'findings shown', '10 other parts of the report are not shown', 'Two more exits were opened', 'https://buyer.example', 'Check it yourself', 'Test data'],
    never: [FALLBACK],
  },
  'full report': { body: report({ src: '/data/loom.full.sdjwt' }), says: ['Genuine, and it still stands', 'Evidence', 'Occupational safety and health', 'Child labourers', 'Further details', 'Keep the exits of the second floor free', 'Emergency preparedness', 'In progress', '1,340'], never: ['other parts'], opens: true },
  'findings and nothing else': { body: report({ src: '/data/loom.findings.sdjwt' }), says: ['All 135 findings shown', '48 other parts of the report are not shown'] },
  lapsed: { body: report({ src: '/data/summit.sdjwt' }), says: ['Genuine, but past its reliance period', 'Not withdrawn, as of', 'The issuer stood by it until'], never: ['it still stands', 'Yes'] },
  'without a status list': {
    body: report({ src: '/data/loom.sdjwt', status: false }),
    says: ['Genuine, but not known whether it still stands', 'no status list was given'],
    never: ['Genuine, and'],
  },
  'with a stale status list': {
    body: report({ src: '/data/loom.sdjwt', status: '/data/status-stale' }),
    says: ['Genuine, but not known whether it still stands', 'the status list is out of date'],
    never: ['Genuine, and'],
    complains: true,
  },
  superseded: { body: report({ src: '/data/delta.sdjwt' }), says: ['Genuine, but replaced by a newer report', 'Synthetic Delta Knitwear'], never: ['findings shown', 'Genuine, and'] },
  suspended: { body: report({ src: '/data/river.sdjwt' }), says: ['Genuine, but suspended by its issuer'], never: ['findings shown', 'Genuine, and'] },
  revoked: { body: report({ src: '/data/harbour.sdjwt' }), says: ['Genuine, but withdrawn by its issuer'], never: ['findings shown', 'Genuine, and'] },
  restricted: { body: report({ src: '/data/jasmine.sdjwt' }), says: ['not for public display'], never: ['Jasmine', 'Jordan', 'findings shown'] },
  'not yet public': { body: report({ src: '/data/meadow.sdjwt' }), says: ['not for public display'], never: ['Meadow', 'Haiti', 'findings shown'] },
  'restricted, internal': {
    body: report({ src: '/data/jasmine.full.sdjwt', internal: true }),
    says: ['Confidential', 'Synthetic Jasmine Apparel', 'findings shown'],
  },
  'superseded, internal': {
    body: report({ src: '/data/delta.full.sdjwt', internal: true }),
    says: ['Confidential', 'Genuine, but replaced by a newer report'],
    never: ['Genuine, and'],
  },
  'revoked, internal': { body: report({ src: '/data/harbour.sdjwt', internal: true }), says: ['Genuine, but withdrawn by its issuer'], never: ['findings shown', 'not for public display'] },
  'compact, restricted': { body: report({ src: '/data/jasmine.sdjwt', compact: true }), says: ['Genuine, but not for public display', 'Test data'], never: ['Jasmine', 'findings shown'], opens: true },
  compact: { body: report({ src: '/data/loom.sdjwt', compact: true }), says: ['Synthetic Loom & Thread', 'Genuine, and it still stands', 'findings shown', 'Test data'], opens: true },
  invalid: { body: report({ src: '/changed' }), says: ['This report cannot be relied on', FALLBACK], never: ['Loom', 'Genuine'], complains: true },
  unchecked: { body: report({ src: '/nowhere' }), says: ['This report could not be checked', FALLBACK], never: ['Genuine', 'cannot be relied on'], complains: true },
  list: {
    body: `<better-work-list trust="/data/trust.json" status="/data/status"><ul>${links}</ul></better-work-list>`,
    says: ['14 factories', 'Synthetic Loom & Thread 2', 'Factory 2'],
    never: ['Jasmine', 'Meadow'],
  },
}

const change = async path => {
  if (path === '/slow') return new Promise(() => {})
  if (path === '/changed') return { type: 'application/octet-stream', body: changed }
}

let browser
before(async () => {
  browser = await startBrowser()
  rmSync(PICTURES, { recursive: true, force: true })
  mkdirSync(PICTURES, { recursive: true })
})
after(() => browser.close())

async function speak(page, locale) {
  await page.evaluate(locale => {
    document.documentElement.lang = locale
    document.documentElement.dir = locale === 'ar' ? 'rtl' : 'ltr'
    for (const element of document.querySelectorAll('better-work-report, better-work-list')) element.locale = locale
  }, locale)
  const spoken = locale => [...document.querySelectorAll('better-work-report, better-work-list')].every(({ shadowRoot }) => shadowRoot.querySelector('[lang]')?.lang === locale)
  await page.waitForFunction(spoken, locale, { timeout: 10_000 })
}

/** What axe finds, in words. */
async function barriers(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE)
  return page.evaluate(async () => {
    // How large what is pressed must be (WCAG 2.2 AA) is not asked for by itself.
    const { violations } = await axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.flat().join(' ')}: ${failureSummary}`))
  })
}

const openAll = page =>
  page.evaluate(() => {
    for (const element of document.querySelectorAll('better-work-report')) for (const details of element.shadowRoot.querySelectorAll('details')) details.open = true
  })

describe('every state', () => {
  for (const [name, { body, says, never = [], waits, opens, complains }] of Object.entries(STATES)) {
    test(name, { timeout: 300_000 }, async () => {
      const { page, said, close } = await open(browser, body, { change })
      try {
        await (waits ? page.waitForFunction(() => document.querySelector('better-work-report').shadowRoot?.textContent.includes('Checking')) : answered(page))
        const text = await textOf(page)
        for (const phrase of says) assert.ok(text.includes(phrase), `\`${phrase}\` is missing in: ${text}`)
        for (const phrase of never) assert.ok(!text.includes(phrase), `\`${phrase}\` stands in: ${text}`)
        assert.deepEqual(said.filter(line => !complains || !/^(error|warning): (better-work-report|Failed to load)/.test(line)), [])
        if (opens) await openAll(page)
        for (const locale of LOCALES) {
          await speak(page, locale)
          for (const scheme of ['light', 'dark']) {
            await page.emulateMedia({ colorScheme: scheme })
            for (const width of WIDTHS) {
              await page.setViewportSize({ width, height: 800 })
              const where = `${name}, ${locale}, ${scheme}, ${width}`
              assert.deepEqual(await faults(page), [], where)
              await page.screenshot({ path: join(PICTURES, `${name} ${locale} ${scheme} ${width}.png`.replaceAll(' ', '-')), fullPage: true })
            }
            assert.deepEqual(await barriers(page), [], `${name}, ${locale}, ${scheme}`)
          }
        }
        for (const locale of MORE_LOCALES) {
          await speak(page, locale)
          for (const scheme of ['light', 'dark']) {
            await page.emulateMedia({ colorScheme: scheme })
            assert.deepEqual(await barriers(page), [], `${name}, ${locale}, ${scheme}`)
          }
        }
      } finally {
        await close()
      }
    })
  }
})

describe('every language', () => {
  for (const locale of MORE_LOCALES) {
    test(locale, { timeout: 120_000 }, async () => {
      const { page, close } = await open(browser, STATES['full report'].body + STATES.list.body)
      try {
        await page.evaluate(() => document.querySelector('better-work-list').scrollIntoView())
        await answered(page)
        await speak(page, locale)
        await openAll(page)
        for (const width of [320, 1280]) {
          await page.setViewportSize({ width, height: 800 })
          assert.deepEqual(await faults(page), [], `${locale}, ${width}`)
          await page.screenshot({ path: join(PICTURES, `language-${locale}-${width}.png`), fullPage: true })
        }
        assert.deepEqual(await barriers(page), [], locale)
      } finally {
        await close()
      }
    })
  }
})

describe('other ways to read', () => {
  const readers = { 'forced colours': { forcedColors: 'active' }, 'more contrast': { contrast: 'more' }, 'reduced motion': { reducedMotion: 'reduce' }, print: { media: 'print' } }
  for (const [name, media] of Object.entries(readers)) {
    test(name, { timeout: 60_000 }, async () => {
      const { page, close } = await open(browser, STATES.stands.body + STATES.compact.body)
      try {
        await answered(page)
        await page.emulateMedia(media)
        assert.deepEqual(await faults(page), [])
        await page.screenshot({ path: join(PICTURES, `${name.replaceAll(' ', '-')}.png`), fullPage: true })
        assert.deepEqual(await barriers(page), [])
      } finally {
        await close()
      }
    })
  }

  test('print says that something is filtered away', async () => {
    const { page, close } = await open(browser, STATES['full report'].body)
    try {
      await answered(page)
      await page.emulateMedia({ media: 'print' })
      const filters = page.locator('better-work-report').locator('.filters')
      assert.equal(await filters.isVisible(), false)
      await page.emulateMedia({ media: 'screen' })
      await page.locator('better-work-report').locator('button', { hasText: /^\s*Compliant/ }).click()
      await page.emulateMedia({ media: 'print' })
      assert.equal(await filters.isVisible(), true)
    } finally {
      await close()
    }
  })

  test('with the keyboard alone', async () => {
    const { page, close } = await open(browser, STATES['full report'].body)
    try {
      await answered(page)
      await page.locator('better-work-report').locator('input[type=search]').focus()
      await page.keyboard.type('exit')
      const focused = () => page.evaluate(() => document.activeElement.shadowRoot.activeElement?.outerHTML.slice(0, 60))
      assert.match(await focused(), /input/, 'typing keeps the focus')
      for (let back = 0; back < 4; back++) await page.keyboard.press('Shift+Tab')
      await page.keyboard.press('Enter')
      assert.match(await focused(), /button/, 'a press keeps the focus')
      const pressed = await page.evaluate(() => document.activeElement.shadowRoot.activeElement.getAttribute('aria-pressed'))
      assert.equal(pressed, 'true')
      const text = await textOf(page)
      assert.match(text, /[1-9]\d* findings? fit/)
      assert.ok(text.includes('Emergency exits'), text)
    } finally {
      await close()
    }
  })
})

test('the manifest names what the elements have', async () => {
  const { modules } = JSON.parse(readFileSync(join(sources, '../custom-elements.json'), 'utf8'))
  const { page, close } = await open(browser, STATES.stands.body + STATES.compact.body + STATES.list.body + STATES.loading.body, { change })
  try {
    const parts = new Set()
    await page.waitForFunction(() => document.querySelector('better-work-report').state === 'shown')
    for (const { tagName, attributes, cssParts, cssProperties } of modules[0].declarations) {
      const observed = await page.evaluate(name => customElements.get(name).observedAttributes, tagName)
      assert.deepEqual(attributes.map(({ name }) => name), observed)
      for (const { name } of cssParts) parts.add(name)
      const used = await page.evaluate(name => [...customElements.get(name).styles.cssText.matchAll(/var\((--better-work-[a-z]+)/g)].map(([, name]) => name), tagName)
      assert.deepEqual([...new Set(cssProperties.map(({ name }) => name))].sort(), [...new Set(used)].sort())
    }
    const there = await page.evaluate(() => [...document.querySelectorAll('better-work-report, better-work-list')].flatMap(element => [...element.shadowRoot.querySelectorAll('[part]')].map(({ part }) => part.value)))
    assert.deepEqual([...parts].sort(), [...new Set(there)].sort())
  } finally {
    await close()
  }
})
