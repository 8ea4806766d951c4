// Pages with the elements, as of a fixed instant: `cargo xtask test wasm` writes what they show.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packaged, root } from '../../build/places.js'
import { serve } from '../../build/serve.js'

/** Reports, trust list and status lists, in every state. */
export const data = join(root, 'target/wasm/pages')

/** Returns one of them. */
export const bytes = name => readFileSync(join(data, name))

/** The instant of the data. */
export const AT = '2026-06-01T12:00:00Z'

/** What stands in the page until a report is shown. */
export const FALLBACK = 'Ask the factory for its report.'

/** Writes the element's tag. */
export const report = (attributes, inside = `<p>${FALLBACK}</p>`) =>
  `<better-work-report ${Object.entries({ trust: '/data/trust.json', status: '/data/status', ...attributes })
    .filter(([, value]) => value !== false)
    .map(([name, value]) => (value === true ? name : `${name}="${value}"`))
    .join(' ')}>${inside}</better-work-report>`

/** Writes a whole page. */
export const pageOf = (body, { integrity, script = '/package/element.js' } = {}) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A page</title>
<link rel="stylesheet" href="/page.css">
<script type="module" src="${script}"${integrity ? ` integrity="${integrity}"` : ''}></script>
<main><h1>A page</h1><h2>Factories</h2>${body}</main></html>`

const CSS = 'html { color-scheme: light dark } body { margin: 1rem; background: light-dark(#fff, #14171a); color: light-dark(#111, #eee); font-family: sans-serif }'

/** Serves a page and opens it; `clock` sets the browser's own, `options` are those of the server. */
export async function open(browser, body, { places = {}, html = {}, watch, ...options } = {}) {
  const server = await serve({ '/page.html': pageOf(body, html), '/page.css': CSS, '/package/': packaged, '/data/': data, ...places }, options)
  const page = await browser.page()
  const said = []
  page.on('console', message => said.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', error => said.push(`uncaught: ${error.message}`))
  const { clock } = { clock: AT, ...options }
  if (clock) await page.clock.setFixedTime(clock)
  await page.addInitScript(() => {
    globalThis.told = []
    for (const name of ['report-verified', 'report-rejected']) {
      addEventListener(name, ({ detail: { report, ...detail } }) => told.push({ name, ...detail, named: report?.document.report.facility.name }))
    }
  })
  await watch?.(page)
  await page.goto(`${server.origin}/page.html`)
  const close = async () => {
    await page.close()
    server.close()
  }
  return { page, server, said, close, requests: server.requests }
}

/** Waits until every element of the page has its answer. */
export const answered = page =>
  page.waitForFunction(() =>
    [...document.querySelectorAll('better-work-report')].every(element => element.state && element.state !== 'loading') &&
    [...document.querySelectorAll('better-work-list')].every(element => element.shadowRoot && !element.shadowRoot.querySelector('progress')))

/** What a reader reads: visible text of the page, without the code that is folded away. */
export const textOf = page => page.evaluate(() => {
  const text = node => [...node.childNodes].flatMap(child => {
    if (child.nodeType === Node.TEXT_NODE) return [child.data]
    if (!(child instanceof Element) || ['STYLE', 'SCRIPT'].includes(child.tagName)) return []
    if (child instanceof HTMLSlotElement) return child.assignedNodes().flatMap(node => (node.nodeType === Node.TEXT_NODE ? [node.data] : text(node)))
    return text(child.shadowRoot ?? child)
  })
  return text(document.body).join(' ').replace(/\s+/g, ' ')
})

/** Checks that nothing is shown, the fallback stays, and both readers get a sentence. */
export function refused({ text, told, said }, { state, code, says }) {
  assert.deepEqual(told.map(({ name, state, code }) => ({ name, state, code })), [{ name: 'report-rejected', state, code }])
  assert.ok(text.includes(FALLBACK), text)
  assert.ok(!/Genuine|Synthetic|findings shown/.test(text), text)
  assert.ok(text.includes(state === 'invalid' ? 'This report cannot be relied on' : 'This report could not be checked'), text)
  const lines = said.filter(line => line.startsWith('error: better-work-report'))
  assert.equal(lines.length, 1, said.join('\n'))
  assert.match(lines[0], says)
}

/**
 * What is wrong with how the page looks: what sticks out, what is cut off, and texts that lie on one another.
 */
export const faults = page => page.evaluate(() => {
  const found = []
  if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} wide`)
  const texts = []
  const visit = (node, frame) => {
    for (const element of node.children) {
      // What is only spoken is clipped away.
      if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('svg') || getComputedStyle(element).clipPath !== 'none') continue
      const box = element.getBoundingClientRect()
      if (frame && box.width > 0 && (box.left < frame.left - 1 || box.right > frame.right + 1)) found.push(`${name(element)} sticks out: ${box.left}..${box.right} of ${frame.left}..${frame.right}`)
      if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && getComputedStyle(element).display !== 'inline') found.push(`${name(element)} is too narrow for what it holds`)
      for (const child of element.childNodes) {
        if (child.nodeType !== Node.TEXT_NODE || child.data.trim() === '') continue
        const range = document.createRange()
        range.selectNodeContents(child)
        for (const { left, right, top, bottom } of range.getClientRects()) if (right - left > 1) texts.push({ left, right, top, bottom, said: child.data.trim().slice(0, 40) })
      }
      if (element.shadowRoot) visit(element.shadowRoot, box)
      else visit(element, frame)
    }
  }
  const name = element => `${element.tagName.toLowerCase()}.${element.className.baseVal ?? element.className} (${element.textContent.trim().slice(0, 30)})`
  visit(document.body)
  // A line of text is higher than its letters: neighbours may touch, not cover each other.
  const covers = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.4 * Math.min(a.bottom - a.top, b.bottom - b.top)
  texts.sort((a, b) => a.top - b.top)
  texts.forEach((a, index) => {
    for (let other = index + 1; other < texts.length && texts[other].top < a.bottom; other += 1) {
      if (covers(a, texts[other])) found.push(`\`${a.said}\` lies on \`${texts[other].said}\``)
    }
  })
  return found
})
