// Who signed, when, whether it still stands, how much of it is shown: each with its own answer.

import { type TemplateResult, html, nothing } from 'lit'
import type { VerificationResult } from '../documents.generated.js'
import type { Counts } from './figures.js'
import type { Messages } from './messages.js'

/** Shows the answers about a report. */
export function facts(report: VerificationResult, total: Counts | undefined, missed: boolean, messages: Messages): TemplateResult {
  const { signer, age, document } = report
  const { started_on, ended_on } = document.report.assessment
  return html`<dl>
    <div><dt>${messages.say('signed')}</dt><dd><bdi>${signer.name}</bdi><p class="small">${messages.say('signed.how')}</p></dd></div>
    <div><dt>${messages.say('assessed')}</dt><dd>${messages.dates(started_on, ended_on)}<p class="small">${messages.ago(age.days)}</p></dd></div>
    <div><dt>${messages.say('stands')}</dt><dd>${stands(report, missed, messages)}${lapsed(report, messages)}</dd></div>
    ${total ? html`<div><dt>${messages.say('shown')}</dt><dd><span class="line">${shown(total, messages)}</span></dd></div>` : nothing}
  </dl>`
}

/** Says how much of the report is shown, so that a part never reads as the whole. */
export function shown({ shown, hidden }: Counts, messages: Messages): string {
  const all = shown + hidden
  return hidden > 0 ? messages.say('shown.of', { shown, all }) : messages.say('shown.all', { all })
}

function stands({ standing, age }: VerificationResult, missed: boolean, messages: Messages) {
  const { value, reason, as_of_at } = standing
  if (value !== 'unknown' && as_of_at !== undefined) return messages.say(`stands.${value === 'valid' && age.lapsed ? 'lapsed' : value}`, { date: messages.time(as_of_at) })
  // Core knows the lists that it was given, and not that another one did not come.
  const code = missed && ['none_held', 'status_mismatch'].includes(reason!) ? 'not_loaded' : (reason ?? value)
  const why = messages.find(`why.${code}`) ?? messages.say('why.other', { code })
  return html`${messages.say('stands.unknown')}<p class="small">${why}</p>`
}

function lapsed({ age, document }: VerificationResult, messages: Messages) {
  if (!age.lapsed || document.exp === undefined) return nothing
  return html`<p class="small">${messages.say('stands.until', { date: messages.date(new Date(document.exp * 1000).toISOString()) })}</p>`
}
