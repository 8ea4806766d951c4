// What a page tries that wants to look better than its report, without a program of its own: markup and style sheets.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sources } from '../build/places.js'
import { startBrowser } from './support/browser.js'
import { answered, open, report, textOf } from './support/elements.js'

const LOOM = { src: '/data/loom.sdjwt' }
const { modules } = JSON.parse(readFileSync(join(sources, '../custom-elements.json'), 'utf8'))
const PARTS = [...new Set(modules[0].declarations.flatMap(({ cssParts }) => cssParts.map(({ name }) => name)))]

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
  test('a closed shadow that stands in the markup is taken over too', async () => {
    const fake = '<template shadowrootmode="closed"><p>Excellent factory</p></template>'
    const list = `<better-work-list trust="/data/trust.json" status="/data/status">${fake}<a href="/data/loom.sdjwt">Loom</a></better-work-list>`
    const { page, said, close } = await open(browser, report(LOOM, fake) + list)
    try {
      await page.waitForFunction(() => globalThis.told.length === 2)
      assert.deepEqual(await page.evaluate(() => globalThis.told.map(({ name, state }) => [name, state])), [['report-verified', 'shown'], ['report-verified', 'shown']])
      assert.ok(!(await page.locator('main').ariaSnapshot()).includes('Excellent'))
      assert.deepEqual(said, [])
    } finally {
      await close()
    }
  })

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

  test('no part takes a warning, the findings or the signed file away', async () => {
    const css = PARTS.map(name => `better-work-report::part(${name}) { display: none !important; visibility: hidden; opacity: 0; position: fixed; left: -99rem }`).join('\n')
    const look = () => {
      const { shadowRoot } = document.querySelector('better-work-report')
      const seen = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.getBoundingClientRect().left >= 0
      return ['.verdict', '.banner', '.hidden', 'dl', '.clusters', 'footer a'].filter(name => !seen(shadowRoot.querySelector(name)))
    }
    assert.deepEqual((await dressed(report(LOOM), css, look)).found, [])
  })

  test('no style sheet shows what others say without what was found', async () => {
    const css = `better-work-report { visibility: hidden }\n${PARTS.map(name => `better-work-report::part(${name}) { visibility: visible }`).join('\n')}`
    const look = () => {
      const { shadowRoot } = document.querySelector('better-work-report')
      return ['.clusters', '.statement', '.verdict', '.line'].map(name => shadowRoot.querySelector(name).checkVisibility({ visibilityProperty: true }))
    }
    assert.deepEqual((await dressed(report({ ...LOOM, statements: '/data/loom.response.jwt' }), css, look)).found, [false, false, false, false])
  })

  test('no style sheet puts words or pictures into the frame', async () => {
    const picture = 'url(data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22/%3E)'
    const part = name => `better-work-report::part(${name}) { display: list-item !important; list-style: "Excellent" inside; content: ${picture}; background: ${picture}; border-image: ${picture} 1 }
      better-work-report::part(${name})::before, better-work-report::part(${name})::after { content: "Excellent factory" }`
    const css = `better-work-report { --better-work-accent: ${picture}; --better-work-line: ${picture} }\n${PARTS.map(part).join('\n')}`
    const look = () => {
      const { shadowRoot } = document.querySelector('better-work-report')
      const wrong = element => {
        const { display, content, backgroundImage, borderImageSource } = getComputedStyle(element)
        const around = ['::before', '::after'].map(place => getComputedStyle(element, place).content)
        return display === 'list-item' || !['normal', 'none'].includes(content) || `${backgroundImage} ${borderImageSource}` !== 'none none' || around.some(text => text.includes('Excellent'))
      }
      return [...shadowRoot.querySelectorAll('.root, [part]')].filter(wrong).map(({ outerHTML }) => outerHTML.slice(0, 60))
    }
    assert.deepEqual((await dressed(report(LOOM), css, look)).found, [])
  })

  /** How a page may write its own text; none of it may reach a report's. */
  const WRITING = `font: 0/0 Evil !important; color: green !important; -webkit-text-fill-color: green; -webkit-text-security: disc; -webkit-text-stroke: 9px #fff; text-emphasis: "✔" green;
    text-indent: -99rem; letter-spacing: -1em; word-spacing: 9em; text-shadow: 0 0 9px #000; text-transform: uppercase; text-decoration: line-through 40px #fff4d6; font-variant: small-caps; line-height: 0;
    --better-work-font: 0/0 serif; --better-work-ink: transparent; --better-work-soft: transparent; --better-work-paper: #000`

  test('how the page writes its own text changes not a pixel of a report', async () => {
    // The page around it stays where it is.
    const around = 'body { margin: 8px } h1, h2 { font-size: 30px; margin: 10px }'
    const picture = async css => {
      const change = path => (path === '/page.css' ? { type: 'text/css', body: `${around} ${css}` } : undefined)
      const { page, close } = await open(browser, report(LOOM), { change })
      try {
        await answered(page)
        await page.waitForTimeout(100)
        return (await page.locator('better-work-report').locator('.root').screenshot()).toString('base64')
      } finally {
        await close()
      }
    }
    const [plain, again, hostile] = [await picture(''), await picture(''), await picture(`html { font-size: 0 } better-work-report { ${WRITING} }`)]
    assert.equal(again === plain, true, 'a picture is the same each time')
    assert.equal(hostile === plain, true)
  })

  test('a part paints nowhere but in its own place', async () => {
    const css = PARTS.map(name => `better-work-report::part(${name}) { position: relative; inset: -5rem; background: green; outline: 40rem solid green; box-shadow: 0 0 0 50rem green; filter: drop-shadow(0 9rem green);
      transform: scale(9); clip-path: none; z-index: 99; text-shadow: 0 5rem green; -webkit-text-stroke: 20rem green; mix-blend-mode: difference; font-family: Evil }`).join('\n')
    const change = path => (path === '/page.css' ? { type: 'text/css', body: css } : undefined)
    const pictures = async options => {
      const { page, close } = await open(browser, report(LOOM), options)
      try {
        await answered(page)
        await page.setViewportSize({ width: 1000, height: 3000 })
        const shadow = page.locator('better-work-report')
        return await Promise.all(['.banner', '.verdict', '.hidden', '.clusters > details'].map(async name => (await shadow.locator(name).first().screenshot()).toString('base64')))
      } finally {
        await close()
      }
    }
    const plain = await pictures({ change: path => (path === '/page.css' ? { type: 'text/css', body: '' } : undefined) })
    const hostile = await pictures({ change })
    assert.deepEqual(hostile.map((picture, at) => picture === plain[at]), [true, true, true, true])
  })

  test('no font of the page writes a word of a report', async () => {
    const css = `* { font-family: Evil !important } better-work-report, better-work-list { font: 1rem/1 Evil !important }\n${PARTS.map(name => `better-work-report::part(${name}) { font-family: Evil !important }`).join('\n')}`
    const look = () => [...new Set([...document.querySelector('better-work-report').shadowRoot.querySelectorAll('.root, .root *')].map(element => getComputedStyle(element).fontFamily))].sort()
    assert.deepEqual((await dressed(report(LOOM), css, look)).found, ['monospace', 'system-ui, sans-serif', 'ui-monospace, monospace'])
  })

  /** Colours, sizes and grounds of what says how a report stands, how much of it is shown, and how a finding came out. */
  const verdicts = () => {
    const shadows = [...document.querySelectorAll('better-work-report, better-work-list')].map(({ shadowRoot }) => shadowRoot)
    const names = '.verdict, .verdict .icon, .banner, .mark .icon, .line, .hidden, .result, .result .icon, .bar, .bar rect'
    return shadows.flatMap(shadow => [...shadow.querySelectorAll(names)].map(element => {
      const { color, fill, stroke, backgroundColor, borderInlineStartColor, fontSize, visibility, opacity } = getComputedStyle(element)
      // A bar has no text and no border, and what a finding came out as is as large as the finding.
      const text = element.matches('.bar') ? [] : [color, borderInlineStartColor]
      const size = element.matches('.verdict, .banner, .line, .hidden') ? [fontSize] : []
      return [element.getAttribute('class') ?? element.localName, fill, stroke, backgroundColor, ...text, ...size, visibility, opacity].join(' ')
    }))
  }
  const ALL = `${report(LOOM)}${report({ ...LOOM, compact: true })}${report({ src: '/data/jasmine.sdjwt', internal: true })}${report({ src: '/data/delta.sdjwt' })}${report({ src: '/data/nowhere' })}
    <better-work-list trust="/data/trust.json" status="/data/status"><a href="/data/loom.sdjwt">Loom</a> <a href="/data/delta.sdjwt">Delta</a></better-work-list>`
  const OWN = ['line', 'accent']
  const OFFERED = ['line', 'accent', 'radius']
  const both = (property, own, offered) => [...OWN.map(name => property(`--${name}`, own)), ...OFFERED.map(name => property(`--better-work-${name}`, offered))].join('\n')
  const dresses = {
    'set on the element': `better-work-report, better-work-list { ${both((name, colour) => `${name}: ${colour} !important;`, 'green', 'transparent')} ${WRITING} }`,
    'registered by the page': both((name, colour) => `@property ${name} { syntax: "<color>"; inherits: false; initial-value: ${colour} }`, 'green', 'transparent'),
    'registered as words': both((name, colour) => `@property ${name} { syntax: "${colour}"; inherits: false; initial-value: ${colour} }`, 'green', 'red'),
    'smaller with the root of the page': 'html { font-size: 1px }',
  }
  for (const [how, css] of Object.entries(dresses)) {
    test(`no custom property changes what a verdict looks like: ${how}`, async () => {
      const [plain, hostile] = [await dressed(ALL, '', verdicts), await dressed(ALL, css, verdicts)]
      assert.ok(plain.found.length > 30, plain.found.join('\n'))
      assert.deepEqual(hostile.found, plain.found)
    })
  }
})
