// The elements in a page under a strict policy: what they load, what they refuse, and that no page makes them say more than the report does.

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { after, before, describe, test } from 'node:test'
import { hashOf } from '../build/hashes.js'
import { packaged } from '../build/places.js'
import { POLICY } from '../build/serve.js'
import { startBrowser } from './support/browser.js'
import { library } from './support/files.js'
import { resigned } from './support/signing.js'
import { AT, FALLBACK, answered, bytes, data, open, pageOf, refused, report, textOf } from './support/elements.js'

const told = page => page.evaluate(() => globalThis.told)
const LOOM = report({ src: '/data/loom.sdjwt' })

let browser
before(async () => (browser = await startBrowser()))
after(() => browser.close())

/** Opens a page, waits for its answers, and returns what can be seen. */
async function seen(body, options) {
  const opened = await open(browser, body, options)
  try {
    await answered(opened.page)
    await opened.page.waitForFunction(() => globalThis.told.length > 0)
    return { text: await textOf(opened.page), told: await told(opened.page), said: opened.said, requests: opened.requests }
  } finally {
    await opened.close()
  }
}

describe('what is loaded', () => {
  test('one report loads what it names and the verifier, each once', async () => {
    const { requests, said } = await seen(report({ src: '/data/loom.sdjwt', statements: '/data/loom.response.jwt' }))
    const named = ['/page.html', '/page.css', '/package/element.js', '/package/verify.wasm', '/data/loom.sdjwt', '/data/loom.response.jwt', '/data/trust.json', '/data/status']
    assert.deepEqual([...requests].sort(), named.sort())
    assert.deepEqual(said, [])
  })

  test('fifty reports share the verifier and the lists', async () => {
    const body = Array.from({ length: 50 }, (_, number) => report({ src: `/data/list/${number * 4}.sdjwt`, compact: number % 2 === 0 })).join('')
    const { requests, told, said } = await seen(body)
    assert.equal(requests.length, 50 + 6)
    assert.equal(new Set(requests).size, requests.length)
    assert.deepEqual(said, [])
    assert.ok(told.length > 0)
  })

  test('another language is one file more, and its hash is baked in', async () => {
    assert.ok((await seen(report({ src: '/data/loom.sdjwt', locale: 'fr' }))).requests.includes('/package/locales/fr.json'))
    const change = path => (path.endsWith('fr.json') ? { type: 'application/json', body: '{"verdict.stands":"Excellent factory"}' } : undefined)
    const { text } = await seen(report({ src: '/data/loom.sdjwt', locale: 'fr' }), { change })
    assert.ok(text.includes('Genuine, and it still stands') && !text.includes('Excellent'), text)
  })

  test('the hash in the script’s tag pins everything', async () => {
    const integrity = hashOf(join(packaged, 'element.js'))
    assert.equal((await seen(LOOM, { html: { integrity } })).told[0].state, 'shown')
    const body = Buffer.concat([readFileSync(join(packaged, 'element.js')), Buffer.from('\n')])
    const change = path => (path.endsWith('element.js') ? { type: 'text/javascript', body } : undefined)
    const { page, close } = await open(browser, LOOM, { html: { integrity }, change })
    try {
      assert.equal(await page.evaluate(() => customElements.get('better-work-report')), undefined)
      assert.ok((await textOf(page)).includes(FALLBACK))
    } finally {
      await close()
    }
  })

  test('a WebAssembly file that somebody changed is not run', async () => {
    const body = Buffer.from(readFileSync(join(packaged, 'verify.wasm')))
    body[body.length - 1] ^= 1
    const change = path => (path.endsWith('.wasm') ? { type: 'application/wasm', body } : undefined)
    refused(await seen(LOOM, { change }), { state: 'unchecked', code: 'no_verifier', says: /could not be loaded/ })
  })
})

describe('bad input', () => {
  const wrong = {
    'a wrong address': [report({ src: '/data/nowhere.sdjwt' }), { state: 'unchecked', code: 'not_found', says: /there is no file at http/ }],
    'a web page instead of a report': [report({ src: '/page.html' }), { state: 'invalid', code: 'not_a_document', says: /answers with a web page/ }],
    'a picture': [report({ src: '/picture' }), { state: 'invalid', code: 'malformed', says: /malformed/ }],
    'an empty file': [report({ src: '/empty' }), { state: 'invalid', code: 'malformed', says: /malformed/ }],
    'a file of 50 MB': [report({ src: '/large' }), { state: 'invalid', code: 'too_large', says: /more than 4194304 bytes/ }],
    'an address that is none': [report({ src: 'http://' }), { state: 'unchecked', code: 'not_found', says: /`http:\/\/` is no address/ }],
    'a trust list at an address that is none': [report({ src: '/data/loom.sdjwt', trust: 'https://:' }), { state: 'unchecked', code: 'not_found', says: /trust list: `https:\/\/:` is no address/ }],
    'a data: address': [report({ src: 'data:,x' }), { state: 'unchecked', code: 'network', says: /data:,x could not be loaded: only HTTP is$/ }],
    'a blob: address': [report({ src: 'blob:x' }), { state: 'unchecked', code: 'network', says: /blob:x could not be loaded: only HTTP is$/ }],
    'an address of a file': [report({ src: 'file:///x' }), { state: 'unchecked', code: 'network', says: /file:\/\/\/x could not be loaded: serve it over HTTP$/ }],
    'no address': [report({ src: false }), { state: 'unchecked', code: 'not_given', says: /`src` is missing/ }],
    'no trust list': [report({ src: '/data/loom.sdjwt', trust: false }), { state: 'unchecked', code: 'not_given', says: /`trust` is missing/ }],
    'a trust list that is not there': [report({ src: '/data/loom.sdjwt', trust: '/data/no.json' }), { state: 'unchecked', code: 'not_found', says: /no\.json/ }],
    'a trust list that is none': [report({ src: '/data/loom.sdjwt', trust: '/data/status' }), { state: 'unchecked', code: 'malformed', says: /trust list/ }],
    'a web page instead of a trust list': [report({ src: '/data/loom.sdjwt', trust: '/page.html' }), { state: 'unchecked', code: 'not_a_document', says: /trust list: .* answers with a web page/ }],
    'a trust list of 50 MB': [report({ src: '/data/loom.sdjwt', trust: '/large' }), { state: 'unchecked', code: 'too_large', says: /trust list: .* more than 4194304 bytes/ }],
    'a trust list without an address': [report({ src: '/data/loom.sdjwt', trust: ' ' }), { state: 'unchecked', code: 'not_given', says: /`trust` is missing/ }],
    'a trust list of another root': [report({ src: '/data/loom.sdjwt', trust: '/forged.json' }), { state: 'unchecked', code: 'bad_signature', says: /trust list/ }],
    'a server that fails': [report({ src: '/broken' }), { state: 'unchecked', code: 'network', says: /answers 500/ }],
    'a text that the page does not have': [report({ src: '#none' }), { state: 'unchecked', code: 'not_found', says: /no text with the id `none`/ }],
  }
  const forged = bytes('trust.json').toString().replace(/"signature":\s*"(.)/, (_, first) => `"signature":"${first === 'A' ? 'B' : 'A'}`)
  const answers = {
    '/picture': { type: 'image/png', body: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex') },
    '/empty': { type: 'application/octet-stream', body: '' },
    '/large': { type: 'application/octet-stream', body: Buffer.alloc(50_000_000, 0x61) },
    '/broken': { status: 500, type: 'text/plain', body: 'broken' },
    '/forged.json': { type: 'application/json', body: forged },
  }
  for (const [name, [body, expected]] of Object.entries(wrong)) {
    test(name, async () => refused(await seen(body, { change: path => answers[path] }), expected))
  }

  test('an expired trust list', async () => {
    refused(await seen(LOOM, { clock: '2027-06-01T00:00:00Z' }), { state: 'unchecked', code: 'trust_expired', says: /trust_expired/ })
  })

  test('a clock that is far off', async () => {
    refused(await seen(LOOM, { clock: '1970-01-02T00:00:00Z' }), { state: 'unchecked', code: 'not_yet_valid', says: /not_yet_valid/ })
  })

  test('a network that is gone', async () => {
    const watch = page => page.route('**/data/**', route => route.abort('internetdisconnected'))
    refused(await seen(LOOM, { watch }), { state: 'unchecked', code: 'network', says: /could not be loaded/ })
  })

  test('a network that breaks off in the middle', async () => {
    const watch = page => page.route('**/data/loom.sdjwt', route => route.fulfill({ body: bytes('loom.sdjwt').subarray(0, 9_000) }))
    const { told, text } = await seen(LOOM, { watch })
    assert.equal(told[0].state, 'invalid')
    assert.ok(!text.includes('Synthetic'))
  })

  test('a slow network shows nothing until everything is there', async () => {
    let go
    const slow = new Promise(done => (go = done))
    const change = async path => (path === '/data/status' ? (await slow, undefined) : undefined)
    const { page, close } = await open(browser, LOOM, { change })
    try {
      await page.waitForFunction(() => document.querySelector('better-work-report').state === 'loading')
      await page.waitForTimeout(300)
      const text = await textOf(page)
      assert.ok(text.includes(FALLBACK) && text.includes('Checking') && !text.includes('Synthetic'), text)
      go()
      await answered(page)
      assert.ok((await textOf(page)).includes('Synthetic Loom & Thread'))
    } finally {
      await close()
    }
  })

  test('a page opened from a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'betterwork-file-'))
    const page = await browser.page()
    try {
      // Browsers load no module from a file: the script stands in the page, as in `show --html`.
      const script = readFileSync(join(packaged, 'element.js'), 'utf8').replaceAll('</script', '<\\/script')
      writeFileSync(join(folder, 'page.html'), pageOf(`${LOOM}<script type="module">${script}</script>`))
      const said = []
      page.on('console', message => said.push(message.text()))
      await page.goto(pathToFileURL(join(folder, 'page.html')).href)
      await page.waitForFunction(() => document.querySelector('better-work-report').state === 'unchecked')
      const text = await textOf(page)
      assert.ok(text.includes(FALLBACK) && text.includes('This report could not be checked'), text)
      assert.ok(said.some(line => line.includes('serve it over HTTP')), said.join('\n'))
    } finally {
      await page.close()
      rmSync(folder, { recursive: true })
    }
  })
})

describe('the claims guard', () => {
  test('no attribute, slot, style or hosted text changes the verdict', async () => {
    const body = `<style></style>${report({
      src: '/data/delta.sdjwt', state: 'shown', mark: 'stands', verdict: 'Excellent', standing: 'valid', class: 'stands', title: 'Best factory',
      'data-mark': 'stands', at: '2020-01-01T00:00:00Z', now: '2020-01-01', test: 'false', root: '{}', pin: 'x',
    })}`
    const { text, told } = await seen(body)
    assert.equal(told[0].state, 'withheld')
    assert.ok(text.includes('Genuine, but replaced by a newer report') && !text.includes('findings shown') && text.includes('Test data'), text)
  })

  test('no address is a link that runs', async () => {
    const { page, close } = await open(browser, report({ src: '/data/loom.sdjwt', status: 'javascript:(globalThis.ran=1,void(0)) data:text/html,x https://:' }))
    try {
      await answered(page)
      const links = await page.evaluate(() => [...document.querySelector('better-work-report').shadowRoot.querySelectorAll('.yourself a, footer > a')].map(link => link.getAttribute('href')))
      assert.deepEqual(links, ['/data/loom.sdjwt', 'https://github.com/betterwork/betterwork#readme', '/data/trust.json'])
    } finally {
      await close()
    }
  })

  test('what is said twice is said once', async () => {
    const { text } = await seen(report({ src: '/data/loom.sdjwt', statements: '/data/loom.acceptance.jwt /data/loom.acceptance.jwt /data/loom.acceptance.jwt' }))
    assert.equal(text.match(/accepts this report/g).length, 1)
    assert.ok(!text.includes('could not be verified'), text)
  })

  test('what a template wrote for no opens nothing', async () => {
    const { told, text } = await seen(report({ src: '/data/jasmine.full.sdjwt', internal: 'false' }))
    assert.equal(told[0].state, 'withheld')
    assert.ok(!text.includes('Jasmine'), text)
    const { page, close } = await open(browser, report({ src: '/data/jasmine.full.sdjwt' }))
    try {
      await answered(page)
      const state = async internal => {
        await page.evaluate(internal => (document.querySelector('better-work-report').internal = internal), internal)
        await answered(page)
        return page.evaluate(() => document.querySelector('better-work-report').state)
      }
      assert.deepEqual([await state('false'), await state('true'), await state(true)], ['withheld', 'withheld', 'shown'])
    } finally {
      await close()
    }
  })

  test('a text in another language than the report’s is a text', async () => {
    const body = resigned('loom.full.sdjwt', ({ report }) => (report.note = { vi: 'Synthetic: giữ lối thoát' }, report.remark = { 'en-GB': 'Synthetic: keep it free' }, report.reach = { tel: '1', fax: '2' }))
    const change = path => (path === '/other' ? { type: 'application/sd-jwt', body } : undefined)
    const { page, close } = await open(browser, report({ src: '/other', internal: true }), { change })
    try {
      await answered(page)
      const languages = await page.evaluate(() => [...document.querySelector('better-work-report').shadowRoot.querySelectorAll('.evidence bdi[lang]')].map(({ lang, textContent }) => [lang, textContent]))
      for (const one of [['vi', 'Synthetic: giữ lối thoát'], ['en-GB', 'Synthetic: keep it free']]) assert.ok(languages.some(([lang, text]) => lang === one[0] && text === one[1]), String(one))
      assert.match(await textOf(page), /Reach Tel 1 Fax 2/)
    } finally {
      await close()
    }
  })

  test('evidence is shown without the finding that it is of', async () => {
    const { redact } = await library('full.node.js')
    const body = await redact(bytes('loom.full.sdjwt'), ['compliance_points.evidence'])
    const change = path => (path === '/evidence' ? { type: 'application/sd-jwt', body } : undefined)
    const { text } = await seen(report({ src: '/evidence' }), { change })
    assert.equal(text.match(/Records of the last three months/g).length, 11)
  })

  test('what is said of a finding is shown with it, and with no view that withholds it', async () => {
    const statements = '/data/loom.response.jwt /data/loom.response-to-withheld.jwt'
    const [replied, withheld] = ['Two more exits were opened', 'The records were put in order']
    const { text } = await seen(report({ src: '/data/loom.sdjwt', statements }))
    assert.ok(text.includes(replied) && !text.includes(withheld) && !text.includes('S-1000'), text)
    const full = (await seen(report({ src: '/data/loom.full.sdjwt', statements, internal: '' }))).text
    assert.ok(full.includes(replied) && full.includes(withheld), full)
  })

  test('who says something is named as the trust list has it', async () => {
    const { text } = await seen(report({ src: '/data/loom.sdjwt', statements: '/data/loom.acceptance.jwt /data/loom.response.jwt' }))
    assert.match(text, /A buyer https:\/\/buyer\.example · accepts this report · .*The factory · response · /)
  })

  test('what is withheld beside findings is counted once, and where nothing is, not at all', async () => {
    const parts = async src => /(\d+) other parts? of the report (is|are) not shown/.exec((await seen(report({ src, internal: true }))).text)?.[1]
    assert.deepEqual(await Promise.all(['loom', 'loom.findings', 'loom.full'].map(name => parts(`/data/${name}.sdjwt`))), ['10', '48', undefined])
  })

  test('no language makes a date or a number another one', async () => {
    const { text } = await seen(report({ src: '/data/loom.sdjwt', locale: 'en-TH-u-ca-buddhist-nu-thai' }))
    assert.ok(text.includes('2026') && text.includes('24 of 135 findings shown') && !/2569|[๐-๙]/.test(text), text)
    assert.ok((await seen(report({ src: '/data/loom.sdjwt', locale: 'fr_FR' }))).requests.includes('/package/locales/fr.json'))
  })

  test('a page’s style reaches neither the verdict nor the marks', async () => {
    const css = `better-work-report { --mark: green; --good: red; --bad: green } better-work-report::part(verdict) { display: none }
      .verdict, .banner, [data-mark] { display: none !important; color: green }`
    const { page, close } = await open(browser, LOOM, { change: path => (path === '/page.css' ? { type: 'text/css', body: css } : undefined) })
    try {
      await answered(page)
      const marks = await page.evaluate(() => {
        const shadow = document.querySelector('better-work-report').shadowRoot
        const verdict = getComputedStyle(shadow.querySelector('.verdict'))
        return { verdict: verdict.display, banner: getComputedStyle(shadow.querySelector('.banner')).display, mark: verdict.borderInlineStartColor }
      })
      assert.deepEqual(marks, { verdict: 'flex', banner: 'block', mark: 'rgb(11, 98, 168)' })
    } finally {
      await close()
    }
  })

  test('what follows a failure replaces what was shown', async () => {
    const { page, close } = await open(browser, LOOM)
    try {
      await answered(page)
      await page.evaluate(() => (document.querySelector('better-work-report').src = '/nowhere'))
      await page.waitForFunction(() => document.querySelector('better-work-report').state === 'unchecked')
      assert.ok(!(await textOf(page)).includes('Synthetic'))
      assert.equal(await page.evaluate(() => document.querySelector('better-work-report').report), undefined)
    } finally {
      await close()
    }
  })

  test('what a later version adds is shown by its name, whatever it is', async () => {
    const { text, told, said } = await seen(report({ src: '/data/later.sdjwt' }))
    assert.deepEqual([told[0].name, told[0].state], ['report-verified', 'shown'])
    const added = [/Season The rainy one/, /Based interviews/, /Begins 2026-99-99/, /Lot 1234-12-12/, /Shifts Max 3 Min 2/, /Branch Country Viet Nam/, /Asked twice Yes/, /Legal references Labour Code, Article 1 \(synthetic\)/, /Heard by the whole line/]
    assert.deepEqual(added.filter(what => !what.test(text)), [], text)
    assert.ok(!/Nothing|Invalid Date/.test(text.replace('Nothing on this page is proof', '')), text)
    assert.deepEqual(said, [])
  })

  test('a status list that did not come is not one that was never named', async () => {
    assert.match((await seen(report({ src: '/data/loom.sdjwt', status: '/data/nowhere' }))).text, /Not known whether it still stands a status list could not be loaded/)
    assert.match((await seen(report({ src: '/data/loom.sdjwt', status: false }))).text, /Not known whether it still stands no status list was given/)
  })

  test('who checks it alone is told not to believe this page’s trust list', async () => {
    const { text } = await seen(report({ src: '/data/loom.sdjwt' }))
    assert.match(text, /whose root has the fingerprint that the programme publishes/)
    assert.match(text, /--trust trust\.json --root FINGERPRINT --status status\.jwt/)
    assert.match(text, /The trust list The status list/)
  })

  test('text of a report is text', async () => {
    const { page, said, close } = await open(browser, report({ src: '/data/markup.sdjwt' }))
    try {
      await answered(page)
      assert.ok((await textOf(page)).includes('Synthetic <img src=x onerror=alert(1)><script>alert(2)</script> Mill'))
      const made = () => document.querySelector('better-work-report').shadowRoot.querySelectorAll('script, img, iframe, object, embed').length
      assert.equal(await page.evaluate(made), 0)
      assert.deepEqual(said, [])
    } finally {
      await close()
    }
  })
})

describe('what a reader looks for', () => {
  test('is found by the cluster, the point and the evidence, too', async () => {
    const { page, close } = await open(browser, report({ src: '/data/loom.full.sdjwt', internal: true }))
    try {
      await answered(page)
      const search = page.locator('better-work-report').locator('input[type=search]')
      const fit = async words => {
        await search.fill(words)
        return Number(/(\d+) findings? fit/.exec(await page.locator('better-work-report').locator('.clusters').evaluate(({ previousElementSibling }) => previousElementSibling.textContent))[1])
      }
      assert.equal(await fit('child labour'), 8)
      assert.equal(await fit('months interviews'), 11)
      assert.equal(await fit('no such word'), 0)
    } finally {
      await close()
    }
  })
})

describe('who makes the page', () => {
  test('is told why a status list is of no use', async () => {
    const { said } = await seen(report({ src: '/data/loom.sdjwt', status: '/data/status-stale' }))
    assert.match(said.join('\n'), /^warning: better-work-report \/data\/loom\.sdjwt: the status list at \/data\/status-stale cannot be used: it was refused as `status_stale`.*; `betterwork verify` says why in a sentence$/)
  })

  test('may give addresses as a list', async () => {
    const { page, close } = await open(browser, report({ src: '/data/loom.sdjwt', trust: false }))
    try {
      await answered(page)
      await page.evaluate(() => (document.querySelector('better-work-report').trust = ['/data/trust.json']))
      await page.waitForFunction(() => document.querySelector('better-work-report').state === 'shown')
    } finally {
      await close()
    }
  })
})

describe('a list', () => {
  const links = Array.from({ length: 40 }, (_, number) => `<li><a href="/data/list/${number}.sdjwt">Factory ${number}</a></li>`).join('')
  const list = `<better-work-list trust="/data/trust.json" status="/data/status"><ul>${links}</ul></better-work-list>`
  const names = page => page.evaluate(() => [...document.querySelector('better-work-list').shadowRoot.querySelectorAll('.badge-name')].map(({ textContent }) => textContent.trim()))

  test('filters and sorts', async () => {
    const { page, close, said } = await open(browser, list)
    try {
      await answered(page)
      assert.equal((await names(page)).length, 40)
      await page.locator('better-work-list').locator('input[type=search]').fill('summit')
      assert.ok((await names(page)).every(name => name.includes('Summit')))
      await page.locator('better-work-list').locator('input[type=search]').fill('')
      await page.locator('better-work-list').locator('select').last().selectOption('age')
      assert.match((await names(page))[0], /Loom/)
      assert.ok((await textOf(page)).includes('Genuine, but replaced by a newer report'))
      const state = page.locator('better-work-list').locator('label', { hasText: 'Report' }).locator('select')
      await state.selectOption({ label: 'Genuine, but withdrawn by its issuer' })
      assert.ok((await names(page)).length > 0 && (await names(page)).every(name => name.includes('Harbour')), (await names(page)).join())
      assert.deepEqual(said, [])
    } finally {
      await close()
    }
  })

  test('takes a text in the page, and what is said of a factory', async () => {
    const token = bytes('loom.sdjwt').toString()
    const body = `<div hidden id="loom">${token}</div><better-work-list trust="/data/trust.json" status="/data/status">
      <svg><a href="/nowhere"></a></svg> <a href="#loom" data-statements="/data/loom.acceptance.jwt">Loom</a></better-work-list>`
    const { page, close } = await open(browser, body)
    try {
      await answered(page)
      assert.deepEqual(await names(page), ['Synthetic Loom & Thread'])
      await page.locator('better-work-list').locator('summary', { hasText: 'Loom' }).first().click()
      await page.waitForFunction(() => document.querySelector('better-work-list').shadowRoot.querySelector('better-work-report')?.state === 'shown')
      assert.ok((await textOf(page)).includes('accepts this report'))
    } finally {
      await close()
    }
  })

  test('a row opens its report', async () => {
    const { page, close } = await open(browser, list)
    try {
      await answered(page)
      await page.locator('better-work-list').locator('summary', { hasText: 'Loom' }).first().click()
      await page.waitForFunction(() => document.querySelector('better-work-list').shadowRoot.querySelector('better-work-report')?.state === 'shown')
    } finally {
      await close()
    }
  })
})

describe('where WebAssembly is refused', () => {
  const policy = POLICY.replace("'wasm-unsafe-eval'", '')
  const PLAIN = 'verify.wasm2js.js'

  test('by the page’s policy, the verifier as plain JavaScript shows the same', async () => {
    const [usual, plain] = [await seen(LOOM), await seen(LOOM, { policy })]
    assert.deepEqual([plain.text, plain.told], [usual.text, usual.told])
    assert.ok(plain.requests.includes(`/package/${PLAIN}`) && !plain.requests.some(path => path.endsWith('.wasm')), plain.requests.join(' '))
  })

  test('by the browser, the verifier as plain JavaScript shows the report', async () => {
    const { told, said, requests } = await seen(LOOM, { watch: page => page.addInitScript(() => delete globalThis.WebAssembly) })
    assert.equal(told[0].state, 'shown')
    assert.deepEqual(said, [])
    assert.equal(requests.filter(path => path.endsWith(PLAIN)).length, 1)
  })

  test('its policy for Trusted Types has a name that a page can allow, and no other', async () => {
    assert.equal((await seen(LOOM, { policy: `${policy}; trusted-types betterwork-report lit-html` })).told[0].state, 'shown')
  })

  test('a forged report is invalid there as well', async () => {
    const body = bytes('loom.sdjwt').toString().replace(/^([^.]+\.[^.]{40})./, (_, kept) => `${kept}A`)
    const change = path => (path === '/data/loom.sdjwt' ? { type: 'application/sd-jwt', body } : undefined)
    assert.equal((await seen(LOOM, { policy, change })).told[0].state, 'invalid')
  })

  const NO_VERIFIER = { state: 'unchecked', code: 'no_verifier', says: /WebAssembly is refused here, and http.* is missing, late or changed/ }

  test('and the plain JavaScript is missing, a page says so', async () => {
    const change = path => (path.endsWith(PLAIN) ? { status: 404, type: 'text/html', body: 'no' } : undefined)
    refused(await seen(LOOM, { policy, change }), NO_VERIFIER)
  })

  test('a file of plain JavaScript that somebody changed is not run', async () => {
    const body = `globalThis.ran = true;${readFileSync(join(packaged, PLAIN), 'utf8')}`
    const change = path => (path.endsWith(PLAIN) ? { type: 'text/javascript', body } : undefined)
    const { page, said, close } = await open(browser, LOOM, { policy, change })
    try {
      await answered(page)
      await page.waitForFunction(() => globalThis.told.length > 0)
      assert.equal(await page.evaluate(() => globalThis.ran), undefined)
      refused({ text: await textOf(page), told: await told(page), said }, NO_VERIFIER)
    } finally {
      await close()
    }
  })
})

test(`the data is as of ${AT}`, async () => {
  const { told } = await seen(LOOM)
  assert.equal(told[0].named, 'Synthetic Loom & Thread')
})
