// Where the words of other languages are in a page that is a single file: in this module.

import type { Catalogue } from './messages.js'
import ar from './locales/ar.json'
import bn from './locales/bn.json'
import es from './locales/es.json'
import fr from './locales/fr.json'
import id from './locales/id.json'
import km from './locales/km.json'
import vi from './locales/vi.json'

const WORDS: Readonly<Record<string, Catalogue>> = { ar, bn, es, fr, id, km, vi }

/** Whether there are words of a language. */
export const speaks = (language: string) => language in WORDS

/** Returns the words of a language. */
export const wordsOf = async (language: string): Promise<Catalogue> => WORDS[language]!
