// Where the words of other languages are on the web: beside this module, each with its hash.

import type { Catalogue } from './messages.js'
import { PATIENCE } from './sources.js'

declare const LOCALE_HASHES: Readonly<Record<string, string>>

// Each address is written out, so that bundlers see the file.
const FILES: Readonly<Record<string, () => URL>> = {
  ar: () => new URL('./locales/ar.json', import.meta.url),
  bn: () => new URL('./locales/bn.json', import.meta.url),
  es: () => new URL('./locales/es.json', import.meta.url),
  fr: () => new URL('./locales/fr.json', import.meta.url),
  id: () => new URL('./locales/id.json', import.meta.url),
  km: () => new URL('./locales/km.json', import.meta.url),
  vi: () => new URL('./locales/vi.json', import.meta.url),
}

/** Whether there are words of a language. */
export const speaks = (language: string) => language in FILES

/** Loads the words of a language. */
export async function wordsOf(language: string): Promise<Catalogue> {
  const answer = await fetch(FILES[language]!(), { integrity: LOCALE_HASHES[language]!, signal: AbortSignal.timeout(PATIENCE) })
  return answer.json()
}
