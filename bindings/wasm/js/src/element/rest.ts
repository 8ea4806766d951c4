// What a report holds beside its findings: the plan, the dialogue, training, figures, the factory, the visit; each member by its name.

import { type TemplateResult, html, nothing } from 'lit'
import type { LanguageMap, VerificationResult } from '../documents.generated.js'
import type { Messages } from './messages.js'
import { spelled, worded } from './text.js'

/** Shows the rest of a report; a member that is empty has no place, and those that are withheld are counted. */
export function rest({ document, disclosure }: VerificationResult, messages: Messages): TemplateResult {
  const { facility, assessment, improvement_plan, social_dialogue, training, indicators, language, compliance_points } = document.report
  // What stands above already.
  const { name, country, ...factory } = facility
  const { started_on, ended_on, ...visit } = assessment
  const all = { improvement_plan, social_dialogue, training, indicators, facility: factory, assessment: visit }
  // A point whose findings are withheld is counted by them, with its evidence.
  let hidden = disclosure.value === 'partial' ? disclosure.members : 0
  for (const { findings, evidence } of compliance_points) if (!findings) hidden -= evidence ? 1 : 2
  return html`${isEmpty(all) ? nothing : html`<details class="evidence"><summary>${messages.say('rest')}</summary>${members(all, messages, language)}</details>`}
    ${hidden > 0 ? html`<p class="small">${messages.say('rest.hidden', { n: hidden })}</p>` : nothing}`
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
