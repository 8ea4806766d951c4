// The words in every language: the same keys and placeholders as in English, and every plural that the language has.

import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { build } from 'esbuild'
import { root, sources } from '../build/places.js'

const folder = join(sources, 'element/locales')
const read = file => JSON.parse(readFileSync(join(folder, file), 'utf8'))
const english = read('en.json')
const placeholders = text => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
/** Messages that English does not need: codes that are its words already. */
const isWords = key => /^(cluster|point|code|member)\.[a-z_]+$/.test(key)
/** What a browser writes that has the language: in the catalogue of a language that one lacks. */
const isWritten = key => /^(month|ago|country)\./.test(key)
const forms = message => (typeof message === 'string' ? { other: message } : message)

/** Members that a page shows by their names: all that the schema has below these. */
const { $defs } = JSON.parse(readFileSync(join(root, 'schemas/assessment-report-1.full.json'), 'utf8'))
const SHOWN_BY_NAME = ['Facility', 'Assessment', 'ImprovementItem', 'SocialDialogue', 'TrainingItem', 'Indicator', 'Industry', 'Identifier', 'Address', 'Coordinates', 'Ownership', 'Operations', 'Workforce', 'Tool', 'Process', 'DialogueQuestion']
const members = new Set([...SHOWN_BY_NAME.flatMap(name => Object.keys($defs[name].properties ?? {})), 'revision', 'basis', 'legal_references', 'tags'])

/** Our module of words, for Node. */
const { outputFiles: [{ text: module }] } = await build({
  entryPoints: [join(sources, 'element/messages.ts')],
  bundle: true,
  write: false,
  format: 'esm',
  alias: { '#words': join(sources, 'element/words.inline.ts') },
})
const { Messages } = await import(`data:text/javascript,${encodeURIComponent(module)}`)

for (const file of readdirSync(folder)) {
  const language = file.replace('.json', '')
  const words = read(file)
  describe(language, () => {
    test('has every message, and no other, in the same order', () => {
      const keys = Object.keys(words).filter(key => !(isWords(key) || isWritten(key)) || key in english)
      assert.deepEqual(keys, Object.keys(english))
    })

    test('has the placeholders of English in every form', () => {
      for (const [key, message] of Object.entries(words)) {
        if (isWritten(key)) continue
        for (const form of Object.values(forms(message))) assert.deepEqual(placeholders(form), placeholders(forms(english[key] ?? '').other), `${key}: ${form}`)
      }
    })

    test('has every plural of the language', () => {
      const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions()
      for (const [key, message] of Object.entries(words)) {
        assert.equal(typeof message, typeof (english[key] ?? ''), key)
        if (typeof message !== 'string') assert.deepEqual(Object.keys(message).sort(), [...pluralCategories].sort(), key)
      }
    })

    test('makes no report newer by how it says its age', () => {
      const ago = days => new Messages(language, language, words).ago(days)
      const numbered = (count, unit) => new Intl.RelativeTimeFormat(language, { numeric: 'always' }).format(-count, unit)
      assert.deepEqual([3, 60].map(ago), [numbered(3, 'day'), numbered(60, 'day')])
      assert.deepEqual([61, 91, 92, 730].map(ago), [2, 2, 3, 23].map(count => numbered(count, 'month')))
      assert.deepEqual([731, 1095, 1096].map(ago), [2, 2, 3].map(count => numbered(count, 'year')))
    })

    test('writes each number once in a count, for the eye to find', () => {
      const messages = new Messages(language, language, words)
      for (const key of Object.keys(words).filter(key => key.startsWith('count.'))) {
        for (const n of [0, 1, 2, 3, 11, 100, 1234]) assert.equal(messages.say(key, { n }).split(messages.number(n)).length, 2, key)
      }
    })

    if (language !== 'en') {
      test('names every member that is shown by its name', () => {
        const unnamed = [...members].filter(member => !(`member.${member}` in words) && !['started_on', 'ended_on'].includes(member))
        assert.deepEqual(unnamed, [])
      })

      test('names every cluster, point and code that French names', () => {
        assert.deepEqual(Object.keys(words).filter(isWords), Object.keys(read('fr.json')).filter(isWords))
      })

      test('is not English', () => {
        const same = Object.entries(words).filter(([key, message]) => JSON.stringify(message) === JSON.stringify(english[key]))
        assert.ok(same.length < 6, same.map(([key]) => key).join(', '))
      })
    }
  })
}

describe('a language that the browser lacks', () => {
  // Chromium has no Khmer; Node has: what the catalogue says instead is what Node would write.
  const khmer = new Messages('km', 'km', read('km.json'))
  const { supportedLocalesOf } = Intl.DateTimeFormat
  Intl.DateTimeFormat.supportedLocalesOf = () => []
  const lacking = new Messages('km', 'km', read('km.json'))
  Intl.DateTimeFormat.supportedLocalesOf = supportedLocalesOf

  test('has its days, ages and countries from the catalogue', () => {
    assert.equal(lacking.date('2026-04-22'), '22 មេសា 2026')
    assert.equal(lacking.time('2026-06-01T11:00:00Z'), '1 មិថុនា 2026 11:00 UTC')
    assert.equal(lacking.dates('2026-04-22', '2026-04-23'), '22 មេសា 2026 – 23 មេសា 2026')
    assert.equal(lacking.dates('2026-04-22', '2026-04-22'), '22 មេសា 2026')
    assert.equal(lacking.country('VN'), khmer.country('VN'))
    for (const days of [0, 3, 60, 61, 730, 731, 1096]) assert.equal(lacking.ago(days), khmer.ago(days))
  })
})
