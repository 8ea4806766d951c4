// What a report holds beside its findings: the plan, the dialogue, training, figures, the factory, the visit; each member by its name.

import { type TemplateResult, html, nothing } from 'lit'
import type { LanguageMap, VerificationResult } from '../documents.generated.js'
import type { Key, Messages } from './messages.js'
import { primary, spelled, worded } from './text.js'

/** Shows the rest of a report, what a later version adds among it; a member that is empty has no place, and those that are withheld are counted. */
export function rest({ document, disclosure }: VerificationResult, messages: Messages): TemplateResult {
  // What stands above already, or is for programs.
  const { facility, assessment, compliance_points, language, publication, must_understand, version, follows, supersedes, ...others } = document.report
  const { name, country, ...factory } = facility
  const { started_on, ended_on, ...visit } = assessment
  const all = { ...others, facility: factory, assessment: visit }
  // A point whose findings are withheld is counted by them, with its evidence.
  let hidden = disclosure.value === 'partial' ? disclosure.members : 0
  for (const { findings, evidence } of compliance_points) if (!findings) hidden -= evidence ? 1 : 2
  return html`${folded('rest', members(all, messages, language), messages)}
    ${hidden > 0 ? html`<p class="small">${messages.say('rest.hidden', { n: hidden })}</p>` : nothing}`
}

/** Shows members, each by its name. */
export const members = (object: object, messages: Messages, own: string): TemplateResult | typeof nothing => isEmpty(object) ? nothing : html`<dl>
  ${Object.entries(object).map(([key, value]) => isEmpty(value) ? nothing : html`<div><dt>${labelled(key, messages)}</dt><dd>${valued(key, value, messages, own)}</dd></div>`)}
</dl>`

/** Shows what is there when the reader asks for it. */
export const folded = (title: Key, content: unknown, messages: Messages) =>
  content === nothing ? nothing : html`<details class="evidence"><summary>${messages.say(title)}</summary>${content}</details>`

function valued(key: string, value: unknown, messages: Messages, own: string): unknown {
  if (Array.isArray(value)) return html`<ul role="list">${value.map(one => html`<li>${valued(key, one, messages, own)}</li>`)}</ul>`
  if (typeof value === 'object') return isText(value!, own) ? worded(value, messages, own) : members(value!, messages, own)
  if (typeof value === 'number' && !key.endsWith('_year')) return messages.number(value)
  // What a later version adds may be named alike and be something else.
  if (key.endsWith('_on') && /^....-..-..$/.test(value as string) && Date.parse(value as string)) return messages.date(value as string)
  if (key === 'country' && /^[A-Z]{2}$/.test(value as string)) return messages.country(value as string)
  if (key === 'compliance_point') return messages.list(String(value).split('/').map((code, index) => named(index ? 'point' : 'cluster', code, messages)))
  if (typeof value === 'boolean' || CODES.includes(key)) return named('code', String(value), messages)
  return html`<bdi>${value}</bdi>`
}

/** Members whose values are codes. */
const CODES: readonly string[] = ['type', 'status', 'answer', 'basis', 'tags']

const named = (kind: string, code: string, messages: Messages) => messages.find(`${kind}.${code}`) ?? spelled(code)
const labelled = (key: string, messages: Messages) => messages.find(`member.${key}`) ?? spelled(key.replace(/_(on|count)$/, ''))

/** A text has languages for members: one, or among several the report's own or English, for other names may be as short. */
function isText(value: object, own: string): value is LanguageMap {
  const tags = Object.keys(value)
  const isOne = Object.entries(value).every(([key, text]) => key !== 'id' && /^[a-z]{2,3}(-|$)/.test(key) && typeof text === 'string')
  return isOne && (tags.length === 1 || tags.some(tag => [primary(own), 'en'].includes(primary(tag))))
}

/** Whether there is nothing to show of it. */
export const isEmpty = (value: unknown): boolean => value == null || (typeof value === 'object' && Object.values(value).every(isEmpty))
