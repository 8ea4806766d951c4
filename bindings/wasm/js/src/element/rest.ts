// What a report holds beside its findings: the plan, the dialogue, training, figures, the factory, the visit; each member by its name.

import { type TemplateResult, html, nothing } from 'lit'
import type { LanguageMap, VerificationResult } from '../documents.generated.js'
import type { Messages } from './messages.js'
import { spelled, worded } from './text.js'

/** Shows the rest of a report; a member that is empty or withheld has no place. */
export function rest({ document }: VerificationResult, messages: Messages): TemplateResult | typeof nothing {
  const { facility, assessment, improvement_plan, social_dialogue, training, indicators, language } = document.report
  // What stands above already.
  const { name, country, ...factory } = facility
  const { started_on, ended_on, ...visit } = assessment
  const all = { improvement_plan, social_dialogue, training, indicators, facility: factory, assessment: visit }
  return isEmpty(all) ? nothing : html`<details class="evidence"><summary>${messages.say('rest')}</summary>${members(all, messages, language)}</details>`
}

const members = (object: object, messages: Messages, own: string): TemplateResult => html`<dl>
  ${Object.entries(object).map(([key, value]) => isEmpty(value) ? nothing : html`<div><dt>${labelled(key, messages)}</dt><dd>${valued(key, value, messages, own)}</dd></div>`)}
</dl>`

function valued(key: string, value: unknown, messages: Messages, own: string): unknown {
  if (Array.isArray(value)) return html`<ul>${value.map(one => html`<li>${valued(key, one, messages, own)}</li>`)}</ul>`
  if (typeof value === 'object') return isText(value!) ? worded(value, messages, own) : members(value!, messages, own)
  if (typeof value === 'number' && !key.endsWith('_year')) return messages.number(value)
  if (key.endsWith('_on')) return messages.date(String(value))
  if (key === 'country') return messages.country(String(value))
  if (key === 'compliance_point') return messages.list(String(value).split('/').map((code, index) => named(index ? 'point' : 'cluster', code, messages)))
  if (typeof value === 'boolean' || CODES.includes(key)) return named('code', String(value), messages)
  return html`<bdi>${value}</bdi>`
}

/** Members whose values are codes. */
const CODES: readonly string[] = ['type', 'status', 'answer']

const named = (kind: string, code: string, messages: Messages) => messages.find(`${kind}.${code}`) ?? spelled(code)
const labelled = (key: string, messages: Messages) => messages.find(`member.${key}`) ?? spelled(key.replace(/_(on|count)$/, ''))

/** A text has languages for members. */
const isText = (value: object): value is LanguageMap => Object.keys(value).every(key => key !== 'id' && /^[a-z]{2,3}(-|$)/.test(key))

const isEmpty = (value: unknown): boolean => value === undefined || (typeof value === 'object' && Object.values(value!).every(isEmpty))
