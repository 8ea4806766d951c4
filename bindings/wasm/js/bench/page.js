// The elements in Chromium: node bench/page.js DATA; prints, in JSON, what a first view weighs, how long one report takes from its
// bytes to its picture (ms each), and how much scripting a list of 200 factories is (ms each). A trace of the last view stays.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packaged, root } from '../build/places.js'
import { brotli } from '../build/sizes.js'
import { startBrowser } from '../test/support/browser.js'
import { answered, open, report } from '../test/support/elements.js'

// As of now: a clock that stands still measures nothing.
const OF_NOW = { clock: undefined, places: { '/data/': process.argv[2] } }
const VIEWS = 25
const LISTS = 7
const TRACE = join(root, 'target/wasm/first-view.trace.json')

const browser = await startBrowser()
const weight = ['element.js', 'verify.wasm'].reduce((sum, file) => sum + brotli(readFileSync(join(packaged, file))), 0)
const views = await firstViews()
const lists = []
for (let turn = 0; turn < LISTS; turn++) lists.push(await listOf200())
await browser.close()
console.log(JSON.stringify({ weight, views, lists }))

/** The verifier is compiled by the first report; every other is a new file, from its last byte to the frame that shows it. */
async function firstViews() {
  const { page, close } = await open(browser, report({ src: '/data/loom.sdjwt' }), OF_NOW)
  await answered(page)
  const took = []
  for (let turn = 0; turn <= VIEWS; turn++) {
    const trace = turn === VIEWS ? await traced(page) : undefined
    const ms = await page.evaluate(firstView, `/data/loom.sdjwt?${turn}`)
    await trace?.()
    // The first one only makes the code warm.
    if (turn > 0) took.push(ms)
  }
  await close()
  return took
}

function firstView(src) {
  const element = document.querySelector('better-work-report').cloneNode(true)
  element.setAttribute('src', src)
  const painted = new Promise((done, fail) => {
    element.addEventListener('report-rejected', ({ detail }) => fail(new Error(detail.message)))
    // A task that is posted within a frame comes after that frame was painted.
    element.addEventListener('report-verified', () => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => done(performance.now())
      port2.postMessage(0)
    }))
  })
  document.querySelector('better-work-report').replaceWith(element)
  return painted.then(end => end - performance.getEntriesByName(new URL(src, location.href).href)[0].responseEnd)
}

async function traced(page) {
  const session = await page.context().newCDPSession(page)
  const events = []
  session.on('Tracing.dataCollected', ({ value }) => events.push(...value))
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['devtools.timeline', 'v8.execute', 'loading'] } })
  return async () => {
    const complete = new Promise(done => session.once('Tracing.tracingComplete', done))
    await session.send('Tracing.end')
    await complete
    writeFileSync(TRACE, JSON.stringify({ traceEvents: events }))
  }
}

async function listOf200() {
  const links = Array.from({ length: 200 }, (_, number) => `<li><a href="/data/list/${number}.sdjwt">Factory ${number}</a></li>`).join('')
  let session
  const watch = async page => {
    session = await page.context().newCDPSession(page)
    await session.send('Performance.enable')
  }
  const { page, close } = await open(browser, `<better-work-list trust="/data/trust.json" status="/data/status"><ul>${links}</ul></better-work-list>`, { ...OF_NOW, watch })
  await answered(page)
  const { metrics } = await session.send('Performance.getMetrics')
  await close()
  return metrics.find(({ name }) => name === 'ScriptDuration').value * 1e3
}
