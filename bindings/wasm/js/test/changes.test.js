// What happens when a page changes its elements while they work: attributes, languages, places; and what a list loads when.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startBrowser } from './support/browser.js'
import { answered, open, report, textOf } from './support/elements.js'

const links = Array.from({ length: 12 }, (_, number) => `<li><a href="/data/list/${number}.sdjwt">Factory ${number}</a></li>`).join('')
const LIST = `<better-work-list trust="/data/trust.json" status="/data/status"><ul>${links}</ul></better-work-list>`

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

/** A question of a page that waits: until `go`, no answer comes. */
function hold() {
  let [ask, go] = []
  const asked = new Promise(done => (ask = done))
  const free = new Promise(done => (go = done))
  return { asked, go, come: async () => (ask(), await free, undefined) }
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

  test('a list whose status list changes is checked again', async () => {
    await having(LIST, {}, async ({ page }) => {
      await answered(page)
      assert.match(await textOf(page), /Genuine, and it still stands/)
      await page.evaluate(() => (document.querySelector('better-work-list').status = '/data/status-stale'))
      await page.waitForFunction(() => document.querySelector('better-work-list').shadowRoot.querySelector('progress'))
      await answered(page)
      const text = await textOf(page)
      assert.ok(text.includes('not known whether it still stands') && !text.includes('Genuine, and'), text)
    })
  })

  test('an element that is moved keeps its report; one that was away shows it again, once', async () => {
    await having(`${report({ src: '/data/loom.sdjwt' })}<section></section>`, {}, async ({ page, said, requests }) => {
      await answered(page)
      await page.evaluate(() => document.querySelector('section').append(document.querySelector('better-work-report')))
      assert.match(await textOf(page), /Genuine, and it still stands/)
      await page.evaluate(async () => {
        const element = document.querySelector('better-work-report')
        element.remove()
        await Promise.resolve()
        document.querySelector('section').append(element)
      })
      await page.waitForFunction(() => globalThis.told.length === 2)
      assert.match(await textOf(page), /Genuine, and it still stands/)
      assert.equal(requests.filter(path => path === '/data/loom.sdjwt').length, 2)
      assert.deepEqual(said, [])
    })
  })
})

const list = page => page.locator('better-work-list')
const choice = (page, name) => list(page).getByRole('combobox', { name })
const names = page => list(page).locator('.rows > li > details > summary .badge-name').allTextContents()
const told = (page, count) => page.waitForFunction(count => globalThis.told.length >= count, count)

/** What is open in a list, and what has the focus. */
const held = page => page.evaluate(() => {
  const { shadowRoot } = document.querySelector('better-work-list')
  const name = summary => summary?.querySelector('.badge-name').textContent
  return { focused: name(shadowRoot.activeElement), open: [...shadowRoot.querySelectorAll('.rows > li > details[open] > summary')].map(name) }
})

describe('a list', () => {
  test('loads nothing until it comes near', async () => {
    const css = 'better-work-list { margin-top: 400vh }'
    const change = path => (path === '/page.css' ? { type: 'text/css', body: css } : undefined)
    await having(report({ src: '/data/loom.sdjwt' }) + LIST, { change }, async ({ page, requests }) => {
      await page.waitForFunction(() => document.querySelector('better-work-report').state === 'shown')
      assert.deepEqual(requests.filter(path => path.startsWith('/data/list/')), [])
      await page.evaluate(() => document.querySelector('better-work-list').scrollIntoView())
      await answered(page)
      assert.equal(requests.filter(path => path.startsWith('/data/list/')).length, 12)
    })
  })

  test('focus and what is open stay with the factory, wherever its row goes', async () => {
    let go
    const slow = new Promise(done => (go = done))
    const change = async path => (path.startsWith('/data/list/') ? (await slow, undefined) : undefined)
    await having(LIST, { change }, async ({ page, requests }) => {
      const summary = number => page.locator('better-work-list').locator('summary', { hasText: `Factory ${number}` }).first()
      await summary(0).click()
      await summary(6).focus()
      await page.keyboard.press('Enter')
      assert.deepEqual(await held(page), { focused: 'Factory 6', open: ['Factory 0', 'Factory 6'] })
      go()
      await answered(page)
      await page.waitForFunction(() => [...document.querySelector('better-work-list').shadowRoot.querySelectorAll('better-work-report')].every(({ state }) => state === 'shown'))
      const [loom, summit] = ['Synthetic Loom & Thread 2', 'Synthetic Summit Sportswear 8']
      assert.deepEqual(await held(page), { focused: summit, open: [loom, summit] })
      await page.locator('better-work-list').locator('select').last().selectOption('age')
      assert.deepEqual(await held(page), { focused: summit, open: [loom, summit] })
      assert.equal(requests.filter(path => path === '/data/list/0.sdjwt').length, 2, 'the list asks, and the report within')
    })
  })

  test('where a report cannot be checked, the page’s own link stays', async () => {
    const list = '<better-work-list trust="/data/trust.json"><a href="/nowhere">Factory 0</a></better-work-list>'
    await having(list, {}, async ({ page }) => {
      await answered(page)
      await page.locator('better-work-list').locator('summary').click()
      await page.locator('better-work-list').locator('better-work-report').locator('a[href$="/nowhere"]').waitFor()
    })
  })
})

describe('a list that begins again', () => {
  const [LOOM, SUMMIT] = ['Synthetic Loom & Thread', 'Synthetic Summit Sportswear']
  const begin = {
    'for another status list': page => page.evaluate(() => (document.querySelector('better-work-list').status = '/data/status-stale')),
    'in another place': page => page.evaluate(() => document.querySelector('section').append(document.querySelector('better-work-list'))),
  }
  const filters = {
    country: [page => choice(page, 'Country').selectOption('VN'), [`${LOOM} 2`, `${LOOM} 9`, `${SUMMIT} 8`]],
    words: [page => list(page).getByRole('searchbox').fill('summit'), [`${SUMMIT} 8`]],
  }

  for (const [why, again] of Object.entries(begin)) {
    for (const [what, [filter, expected]] of Object.entries(filters)) {
      test(`${why} checks everything, whatever ${what} the reader looks for`, async () => {
        await having(`${LIST}<section></section>`, {}, async ({ page }) => {
          await told(page, 12)
          await filter(page)
          assert.deepEqual(await names(page), expected)
          await again(page)
          await told(page, 24)
          await answered(page)
          assert.deepEqual(await names(page), expected)
        })
      })
    }
  }

  test('shows a filter that nothing fits any more, to take it back', async () => {
    await having(LIST, {}, async ({ page }) => {
      await told(page, 12)
      await choice(page, 'Report').selectOption('verdict.stands')
      assert.deepEqual(await names(page), [`${LOOM} 2`, `${LOOM} 9`])
      await begin['for another status list'](page)
      await told(page, 24)
      await answered(page)
      assert.deepEqual(await names(page), [])
      assert.equal(await choice(page, 'Report').inputValue(), 'verdict.stands')
      await choice(page, 'Report').selectOption('')
      assert.equal((await names(page)).length, 12)
    })
  })

  test('says nothing of an answer to what it asked before', async () => {
    const holds = Object.fromEntries(['/data/status', '/data/status-stale'].map(path => [path, hold()]))
    const change = path => holds[path]?.come()
    await having(LIST + report({ src: '/data/loom.sdjwt' }), { change }, async ({ page }) => {
      await holds['/data/status'].asked
      await begin['for another status list'](page)
      await holds['/data/status-stale'].asked
      // The report waits for the same status list as the rows, and for longer.
      holds['/data/status'].go()
      await page.waitForFunction(() => document.querySelector('better-work-report').state === 'shown')
      holds['/data/status-stale'].go()
      await told(page, 13)
      await answered(page)
      assert.equal(await page.evaluate(() => globalThis.told.length), 13)
    })
  })
})

describe('a list whose links change', () => {
  /** Adds a link to the list. */
  const add = (page, href, text = 'New') => page.evaluate(([href, text]) => {
    const link = document.querySelector('better-work-list > ul').appendChild(document.createElement('li')).appendChild(document.createElement('a'))
    link.href = href
    link.append(text)
  }, [href, text])

  test('checks one that is added, whatever the reader looks for, and no other again; what is open and in focus stays', async () => {
    await having(LIST, {}, async ({ page, requests }) => {
      await told(page, 12)
      await choice(page, 'Country').selectOption('VN')
      await list(page).locator('summary', { hasText: 'Summit' }).click()
      await told(page, 13)
      const asked = requests.length
      await add(page, '/data/list/13.sdjwt')
      await told(page, 14)
      await answered(page)
      const summit = 'Synthetic Summit Sportswear'
      assert.deepEqual((await names(page)).slice(2), [`${summit} 8`, `${summit} 15`])
      assert.deepEqual(await held(page), { focused: `${summit} 8`, open: [`${summit} 8`] })
      assert.deepEqual(requests.slice(asked), ['/data/list/13.sdjwt'])
    })
  })

  test('drops one that is taken away, and says nothing of it any more', async () => {
    const first = hold()
    const change = path => (path === '/data/list/0.sdjwt' ? first.come() : undefined)
    await having(LIST, { change }, async ({ page }) => {
      await told(page, 11)
      await page.evaluate(() => document.querySelector('better-work-list a').remove())
      first.go()
      await add(page, '/data/list/12.sdjwt')
      await told(page, 12)
      await answered(page)
      assert.equal((await names(page)).length, 12)
      assert.deepEqual(await page.evaluate(() => globalThis.told.filter(({ src }) => src.endsWith('/0.sdjwt'))), [])
    })
  })

  test('checks one that leads elsewhere', async () => {
    await having(LIST, {}, async ({ page, requests }) => {
      await told(page, 12)
      const asked = requests.length
      await page.evaluate(() => (document.querySelector('better-work-list a').href = '/data/list/13.sdjwt'))
      await told(page, 13)
      const now = await names(page)
      assert.deepEqual([now.length, now.includes('Synthetic Loom & Thread 2'), now.includes('Synthetic Summit Sportswear 15')], [12, false, true])
      assert.deepEqual(requests.slice(asked), ['/data/list/13.sdjwt'])
    })
  })

  test('fills as the page comes: a link without words, and then its words', async () => {
    await having('<better-work-list trust="/data/trust.json"><ul></ul></better-work-list>', {}, async ({ page }) => {
      await add(page, '/nowhere', '')
      await told(page, 1)
      await page.evaluate(() => document.querySelector('better-work-list a').append('Factory 0'))
      await list(page).locator('summary', { hasText: 'Factory 0' }).waitFor()
      await add(page, '/nowhere', 'Factory 1')
      await told(page, 2)
      assert.deepEqual(await names(page), ['Factory 0', 'Factory 1'])
    })
  })

  test('while it is away shows them where it is back, and follows them there', async () => {
    await having(LIST, {}, async ({ page }) => {
      await told(page, 12)
      await page.evaluate(() => {
        globalThis.away = document.querySelector('better-work-list')
        away.remove()
      })
      await page.evaluate(() => {
        away.querySelector('a').remove()
        document.querySelector('main').append(away)
      })
      await told(page, 23)
      assert.equal((await names(page)).length, 11)
      await add(page, '/data/list/12.sdjwt')
      await told(page, 24)
      assert.equal((await names(page)).length, 12)
    })
  })
})

describe('what a list cannot show', () => {
  /** The sign of a verdict: its colour and its shape. */
  const sign = mark => mark.evaluate(mark => [mark.dataset.mark, mark.querySelector('path').getAttribute('d')])

  for (const [state, src] of Object.entries({ unchecked: '/nowhere', invalid: '/page.html' })) {
    test(`has the sign that it has alone: ${state}`, async () => {
      const body = `<better-work-list trust="/data/trust.json"><a href="${src}">Factory 0</a></better-work-list>${report({ src })}`
      await having(body, {}, async ({ page }) => {
        await told(page, 2)
        assert.equal(await page.evaluate(() => document.querySelector('better-work-report').state), state)
        assert.deepEqual(await sign(list(page).locator('.mark')), await sign(page.locator('better-work-report .verdict')))
      })
    })
  }
})

describe('what is confidential says so', () => {
  test('in one line', async () => {
    await having(report({ src: '/data/jasmine.full.sdjwt', internal: true, compact: true }), {}, async ({ page }) => {
      await answered(page)
      assert.match(await page.locator('better-work-report').locator('summary').first().textContent(), /Confidential/)
    })
  })

  test('in a list', async () => {
    const list = '<better-work-list internal trust="/data/trust.json" status="/data/status"><a href="/data/jasmine.full.sdjwt">Factory 0</a></better-work-list>'
    await having(list, {}, async ({ page }) => {
      await answered(page)
      assert.match(await page.locator('better-work-list').locator('summary').first().textContent(), /Confidential/)
    })
  })
})
