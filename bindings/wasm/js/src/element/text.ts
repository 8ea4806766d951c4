// Texts of a report: in the reader's language where the report has it, else in one that it has, marked as that.

import { type TemplateResult, html } from 'lit'
import type { LanguageMap } from '../documents.generated.js'
import type { Messages } from './messages.js'

/** Shows a text of a language map. */
export function worded(map: LanguageMap, messages: Messages, own: string): TemplateResult {
  const [language, text] = chosen(map, messages.language, own)
  return html`<bdi lang=${language}>${text}</bdi>`
}

/** Returns language and text. */
export function chosen(map: LanguageMap, wanted: string, own: string): readonly [string, string] {
  const names = Object.keys(map)
  const found = [wanted, own, 'en'].map(tag => names.find(name => primary(name) === primary(tag))).find(Boolean) ?? names[0]
  return found === undefined ? ['', ''] : [found, map[found] ?? '']
}

/** Names a code for which there may be no word: by its words. */
export const spelled = (code: string) => code.replace(/_/g, ' ').replace(/^./, first => first.toUpperCase())

/** Returns the language of a tag, without script and region. */
export const primary = (tag: string) => tag.toLowerCase().split('-')[0]!
