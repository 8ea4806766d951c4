// Words, dates and numbers in the reader's language. A language is one JSON file; English is built in.

import { speaks, wordsOf } from '#words'
import english from './locales/en.json'

type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>
/** The messages of a language. */
export type Catalogue = Readonly<Record<string, string | Forms>>

/** A message of the catalogue. */
export type Key = keyof typeof english

/** What may stand in a message: numbers are written in the reader's way. */
type Values = Readonly<Record<string, string | number>>

/** One language. */
export class Messages {
  /** How a phrase of another language than this one is marked. */
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  readonly #catalogue: Catalogue
  /** The language with its region. */
  readonly tag: string
  /** Whether the browser writes this language: Chromium has no Khmer. What it would write is then in the catalogue. */
  readonly #written: boolean
  readonly #plurals: Intl.PluralRules
  readonly #numbers: Intl.NumberFormat

  constructor(tag: string, language: string, catalogue: Catalogue) {
    this.language = language
    this.direction = language === 'ar' ? 'rtl' : 'ltr'
    this.#catalogue = catalogue
    this.tag = tag
    this.#written = Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0
    this.#plurals = new Intl.PluralRules(tag)
    this.#numbers = new Intl.NumberFormat(tag)
  }

  /** Returns a message; `n` chooses among its forms. */
  say(key: Key, values: Values = {}): string {
    const found = this.#catalogue[key] ?? (english as Catalogue)[key] ?? key
    const form = typeof found === 'string' ? found : (found[this.#plurals.select(Number(values.n))] ?? found.other ?? key)
    return form.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values[name]
      return value === undefined ? whole : typeof value === 'number' ? this.#numbers.format(value) : value
    })
  }

  /** Returns a message where there is one: codes of later versions have none, nor in English those that are words already. */
  find(key: string, values?: Values): string | undefined {
    return key in this.#catalogue || key in english ? this.say(key as Key, values) : undefined
  }

  /** Writes a number. */
  number(number: number): string {
    return this.#numbers.format(number)
  }

  /** Writes a day (`2026-02-03`) or an instant. */
  date(day: string): string {
    const at = new Date(day)
    return this.#written ? this.#dates().format(at) : `${at.getUTCDate()} ${this.find(`month.${at.getUTCMonth() + 1}`)} ${at.getUTCFullYear()}`
  }

  /** Writes an instant to the minute. */
  time(instant: string): string {
    return `${this.#written ? this.#dates('short').format(new Date(instant)) : `${this.date(instant)} ${instant.slice(11, 16)}`} UTC`
  }

  /** Writes the days from one to another. */
  dates(from: string, to = from): string {
    if (this.#written) return this.#dates().formatRange(new Date(from), new Date(to))
    return from === to ? this.date(from) : `${this.date(from)} – ${this.date(to)}`
  }

  /** Writes how long ago so many days are, in the unit that fits; months and years from two on, for "last month" sounds newer than it is. */
  ago(days: number): string {
    const [length, unit] = days < 61 ? ([1, 'day'] as const) : days < 731 ? ([30.44, 'month'] as const) : ([365.25, 'year'] as const)
    const n = Math.floor(days / length)
    if (this.#written) return new Intl.RelativeTimeFormat(this.tag, { numeric: 'auto' }).format(-n, unit)
    return this.find(`ago.${unit}.${n}`) ?? this.find(`ago.${unit}`, { n })!
  }

  /** Names a country by its code. */
  country(code: string): string {
    return this.find(`country.${code}`) ?? new Intl.DisplayNames(this.tag, { type: 'region', fallback: 'code' }).of(code) ?? code
  }

  /** Joins phrases. */
  list(phrases: readonly string[]): string {
    return new Intl.ListFormat(this.tag, { type: 'unit' }).format(phrases)
  }

  /** Compares names as this language sorts them. */
  readonly compare = (a: string, b: string) => a.localeCompare(b, this.tag, { numeric: true })

  // A day is a day everywhere: without a zone it would be the one before in the west, without a calendar another year in some regions.
  #dates(timeStyle?: 'short') {
    return new Intl.DateTimeFormat(this.tag, { calendar: 'gregory', dateStyle: 'medium', timeStyle, timeZone: 'UTC' })
  }
}

const ENGLISH = new Messages('en', 'en', english)
const loaded = new Map<string, Promise<Messages>>()

/** Returns the messages of the first of these tags that there is a language for; English where there is none. */
export function messagesFor(tags: readonly string[]): Promise<Messages> {
  for (const tag of tags) {
    const base = valid(tag)
    const language = base?.split('-')[0]
    if (language === 'en') return Promise.resolve(new Messages(base!, language, english))
    if (language && speaks(language)) return languageOf(base!, language)
  }
  return Promise.resolve(ENGLISH)
}

/** The language before the first answer. */
export const initial = ENGLISH

function languageOf(tag: string, language: string): Promise<Messages> {
  const made = loaded.get(tag) ?? load(tag, language)
  loaded.set(tag, made)
  return made
}

async function load(tag: string, language: string): Promise<Messages> {
  try {
    return new Messages(tag, language, await wordsOf(language))
  } catch (error) {
    loaded.delete(tag)
    console.warn(`better-work-report: the texts in \`${language}\` could not be loaded, English is shown: ${error}`)
    return ENGLISH
  }
}

/** The tag without what would choose other digits: an attribute shows no figure in a way that its reader cannot read. */
function valid(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag.replaceAll('_', '-')).baseName
  } catch {
    return undefined
  }
}
