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
/** Every part, but those that frame a whole view: who hides one of these shows nothing. */
const PARTS = modules[0].declarations.flatMap(({ cssParts }) => cssParts.map(({ name }) => name)).filter(name => !['report', 'badge', 'rows', 'loading'].includes(name))

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
    const css = `better-work-report::part(report) { visibility: hidden }\n${PARTS.map(name => `better-work-report::part(${name}) { visibility: visible }`).join('\n')}`
    const look = () => {
      const { shadowRoot } = document.querySelector('better-work-report')
      return ['.clusters', '.statement'].map(name => shadowRoot.querySelector(name).checkVisibility({ visibilityProperty: true }))
    }
    assert.deepEqual((await dressed(report({ ...LOOM, statements: '/data/loom.response.jwt' }), css, look)).found, [false, false])
  })

  test('no style sheet puts words or pictures into the frame', async () => {
    const picture = 'url(data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22/%3E)'
    const part = name => `better-work-report::part(${name}) { display: list-item !important; list-style: "Excellent" inside; content: ${picture}; background: ${picture}; border-image: ${picture} 1 }
      better-work-report::part(${name})::before, better-work-report::part(${name})::after { content: "Excellent factory" }`
    const css = `better-work-report { --better-work-paper: ${picture} }\n${['report', ...PARTS].map(part).join('\n')}`
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

  test('what the verdict inherits from the page changes neither its colour nor its size', async () => {
    const css = `better-work-report { --better-work-font: 0/0 serif; -webkit-text-fill-color: green; visibility: hidden; text-indent: -99rem; color: green; letter-spacing: -1em }`
    const look = () => {
      const { shadowRoot } = document.querySelector('better-work-report')
      return ['.verdict', '.banner'].map(name => {
        const { color, webkitTextFillColor, visibility, fontSize, textIndent, letterSpacing } = getComputedStyle(shadowRoot.querySelector(name))
        return [webkitTextFillColor === color, color === 'rgb(0, 128, 0)', visibility, Number.parseFloat(fontSize) > 14, textIndent, letterSpacing]
      })
    }
    const right = [true, false, 'visible', true, '0px', 'normal']
    assert.deepEqual((await dressed(report(LOOM), css, look)).found, [right, right])
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
  const OWN = ['mark', 'good', 'note', 'caution', 'bad', 'none', 'open']
  const OFFERED = ['ink', 'soft', 'paper', 'line', 'accent']
  const both = (property, own, offered) => [...OWN.map(name => property(`--${name}`, own)), ...OFFERED.map(name => property(`--better-work-${name}`, offered))].join('\n')
  const dresses = {
    'set on the element': `better-work-report, better-work-list { ${both((name, colour) => `${name}: ${colour} !important;`, 'green', 'transparent')} --better-work-font: 0/0 serif }`,
    'registered by the page': both((name, colour) => `@property ${name} { syntax: "<color>"; inherits: false; initial-value: ${colour} }`, 'green', 'transparent'),
    'registered as words': both((name, colour) => `@property ${name} { syntax: "${colour}"; inherits: false; initial-value: ${colour} }`, 'green', 'red'),
    'drawn upon the colour of a result': `better-work-report, better-work-list { --better-work-paper: #b3261e; --better-work-ink: #fff }`,
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
