// Signs beside words, never instead of them; each mark and each result has a shape of its own, for who sees no colours.

import { type TemplateResult, svg } from 'lit'
import type { Mark } from './answer.js'
import type { Result } from './figures.js'

const SHAPES = {
  // A seal: genuine and standing. A tick would say that all is well in the factory.
  stands: 'm8 .6 1.9 1.4 2.3-.1.6 2.2 1.9 1.3-.8 2.1.8 2.1-1.9 1.3-.6 2.2-2.3-.1L8 14.4l-1.9-1.4-2.3.1-.6-2.2-1.9-1.3.8-2.1-.8-2.1 1.9-1.3.6-2.2 2.3.1zM8 3.4a4.1 4.1 0 1 0 0 8.2 4.1 4.1 0 0 0 0-8.2m0 1.1a3 3 0 1 1 0 6 3 3 0 0 1 0-6',
  caution: 'M8 1 15.5 14.5H.5zM7.2 5.5v4.5h1.6V5.5zm0 5.5v1.6h1.6V11z',
  question: 'M8 .8a7.2 7.2 0 1 1 0 14.4A7.2 7.2 0 0 1 8 .8M7.2 10.8v1.6h1.6v-1.6zM8 3.6c-1.7 0-2.7 1-2.8 2.4h1.6c.1-.6.5-1 1.2-1s1.1.4 1.1 1c0 1-1.9 1.2-1.9 3.2h1.6c0-1.3 1.9-1.5 1.9-3.3C10.7 4.5 9.6 3.6 8 3.6',
  stop: 'M5 1h6l4 4v6l-4 4H5l-4-4V5zM5.7 4.6 4.6 5.7 6.9 8l-2.3 2.3 1.1 1.1L8 9.1l2.3 2.3 1.1-1.1L9.1 8l2.3-2.3-1.1-1.1L8 6.9z',
  closed: 'M4.5 7V4.5a3.5 3.5 0 0 1 7 0V7H13v8H3V7zM6 7h4V4.5a2 2 0 0 0-4 0z',
  diamond: 'M8 1 15 8l-7 7-7-7z',
  disc: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11',
  ring: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11m0 2a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7',
  bar: 'M2 6.5h12v3H2z',
  square: 'M3 3h10v10H3z',
  plus: 'M6.5 2h3v4.5H14v3H9.5V14h-3V9.5H2v-3h4.5z',
  frame: 'M2 2h12v12H2zM4 4v8h8V4z',
} as const

/** What is said of a report, as a sign: its mark, or why there is none. */
export type Sign = Mark | 'suspended' | 'closed' | 'stop'

const OF_SIGN: Readonly<Record<Sign, keyof typeof SHAPES>> = {
  stands: 'stands',
  lapsed: 'caution',
  superseded: 'caution',
  suspended: 'caution',
  unknown: 'question',
  closed: 'closed',
  stop: 'stop',
}

const OF_RESULT: Readonly<Record<Result | 'withheld', keyof typeof SHAPES>> = {
  non_compliant: 'diamond',
  compliant: 'disc',
  not_assessed: 'ring',
  not_applicable: 'bar',
  fact: 'square',
  other: 'plus',
  withheld: 'frame',
}

/** Draws one. */
const icon = (shape: keyof typeof SHAPES): TemplateResult =>
  svg`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path fill-rule="evenodd" d=${SHAPES[shape]}></path></svg>` as unknown as TemplateResult

export const iconOfSign = (sign: Sign) => icon(OF_SIGN[sign])
export const iconOfResult = (result: Result | 'withheld') => icon(OF_RESULT[result])
