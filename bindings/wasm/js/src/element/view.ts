// A whole report, or the one line that opens it; in every state words first, and nothing of a report that failed.

import { type TemplateResult, html, nothing } from 'lit'
import type { Answer, Mark } from './answer.js'
import { facts, shown } from './facts.js'
import { type Filter, findings } from './findings.js'
import { type Counts, clustersOf, totalOf } from './figures.js'
import { icon, iconOfMark } from './icons.js'
import type { Key, Messages } from './messages.js'
import { rest } from './rest.js'
import { said } from './said.js'
import { download } from './sources.js'
import type { VerificationResult } from '../documents.generated.js'

/** What a view is made of. */
export interface Scene {
  readonly answer: Answer
  readonly messages: Messages
  readonly compact: boolean
  readonly filter: Filter
  readonly wish: (filter: Filter) => void
  /** Addresses for who wants to check. */
  readonly src: string | null
  readonly trust: readonly string[]
  readonly status: readonly string[]
}

type Shown = Extract<Answer, { state: 'shown' }>
type Withheld = Extract<Answer, { state: 'withheld' }>

/** Shows what there is to show. */
export function view(scene: Scene): TemplateResult {
  const { answer, messages, compact } = scene
  switch (answer.state) {
    case 'loading':
      return html`<p class="loading" role="status">${messages.say('loading')}</p>`
    case 'shown':
      return compact ? badge(answer, scene) : framed(answer, scene)
    case 'withheld':
      return framed(answer, scene)
    case 'unchecked':
      return verdict('unknown', 'question', 'verdict.unchecked', reason('unchecked', answer.code, messages), messages)
    case 'invalid':
      return verdict('stop', 'stop', 'verdict.invalid', reason('invalid', answer.code, messages), messages)
  }
}

/** Says why nothing is shown, in the words of who reads. */
export function reason(state: 'unchecked' | 'invalid', code: string, messages: Messages): string {
  const why = messages.find(`${state}.${code}`) ?? messages.say(`${state}.other`, { code })
  return `${why} ${messages.say('nothing.shown')}`
}

/** Names what was checked. */
export const verdictOf = (answer: Shown | Withheld): Key => (answer.state === 'shown' ? `verdict.${answer.mark}` : 'verdict.withheld')

function framed(answer: Shown | Withheld, scene: Scene) {
  return html`<article part="report">${banners(answer, scene.messages)} ${heading(answer, scene.messages)} ${content(answer, scene)}</article>`
}

function badge(answer: Shown, scene: Scene) {
  const { messages } = scene
  const total = totalOf(clustersOf(answer.report))
  return html`<details class="badge" part="badge">
    <summary>
      <span class="mark" data-mark=${answer.mark}>${iconOfMark(answer.mark)}</span>
      <span><bdi class="badge-name">${answer.report.document.report.facility.name}</bdi>
        <span class="line">${messages.say(verdictOf(answer))} · ${shown(total, messages)}${warnings(answer, messages)}</span>
      </span>
    </summary>
    ${framed(answer, scene)}
  </details>`
}

/** Says in one line what the banners of the whole view say. */
export const warnings = (answer: Shown | Withheld, messages: Messages) => html`${answer.test ? html` · <b>${messages.say('test.short')}</b>` : nothing}${
  isConfidential(answer) ? html` · <b>${messages.say('confidential')}</b>` : nothing}`

function banners(answer: Shown | Withheld, messages: Messages) {
  return html`${answer.test ? html`<p class="banner" role="note">${messages.say('test')}</p>` : nothing}
  ${isConfidential(answer) ? html`<p class="banner confidential" role="note">${messages.say('confidential')}</p>` : nothing}`
}

const isConfidential = (answer: Shown | Withheld) => 'confidential' in answer && answer.confidential

function heading(answer: Shown | Withheld, messages: Messages) {
  const { facility } = answer.report.document.report
  // Who may not be shown is not named either.
  const named = answer.state === 'shown' || !['restricted', 'not_yet'].includes(answer.reason)
  return html`<header>
    ${named
      ? html`<h3 part="name"><bdi>${facility.name}</bdi></h3>
          <p class="place" part="place">${messages.country(facility.country)}</p>`
      : nothing}
    ${answer.state === 'shown'
      ? verdict(answer.mark, undefined, verdictOf(answer), undefined, messages)
      : verdict('closed', 'closed', 'verdict.withheld', withheld(answer, messages), messages)}
  </header>`
}

/** Says why a genuine report is not displayed. */
export function withheld({ reason, report }: Withheld, messages: Messages): string {
  const from = report.document.report.publication.from
  const why = messages.say(`reason.${reason}`, from === undefined ? {} : { date: messages.date(from) })
  return `${why} ${messages.say('reason.findings')}`
}

function content(answer: Shown | Withheld, scene: Scene) {
  const { messages, filter, wish } = scene
  const { report } = answer
  const total: Counts | undefined = answer.state === 'shown' ? totalOf(clustersOf(report)) : undefined
  return html`${facts(report, total, answer.missed, messages)}
    ${total
      ? html`<section>
            <h4>${messages.say('found')} <span class="line">${shown(total, messages)}</span></h4>
            ${findings(report, messages, filter, wish)}
          </section>
          ${rest(report, messages)}
          ${said(answer.statements, answer.refused, report, messages)}`
      : nothing}
    ${answer.state === 'withheld' && ['restricted', 'not_yet'].includes(answer.reason) ? nothing : links(report, scene)}`
}

function links(report: VerificationResult, { src, trust, status, messages }: Scene) {
  const lists = (addresses: readonly string[], name: string, title: Key) => addresses.map(address => html`<p><a href=${download(address)} download=${name}>${messages.say(title)}</a></p>`)
  return html`<footer>
    <a href=${download(src!)} download="report.sdjwt">${messages.say('file')}</a>
    <details class="yourself">
      <summary>${messages.say('yourself')}</summary>
      <p>${messages.say('yourself.how')}</p>
      <pre dir="ltr"><code>betterwork verify report.sdjwt --trust trust.json --root FINGERPRINT${status.length > 0 ? ' --status status.jwt' : nothing}</code></pre>
      <dl class="codes">
        <div><dt>${messages.say('yourself.digest')}</dt><dd dir="ltr">${report.digest}</dd></div>
        <div><dt>${messages.say('yourself.key')}</dt><dd dir="ltr">${report.signer.kid}</dd></div>
      </dl>
      ${lists(trust, 'trust.json', 'trust')} ${lists(status, 'status.jwt', 'status')}
    </details>
  </footer>`
}

function verdict(mark: Mark | 'stop' | 'closed', shape: Parameters<typeof icon>[0] | undefined, title: Key, why: string | undefined, messages: Messages) {
  return html`<div class="verdict" role="status" data-mark=${mark}>
    ${shape ? icon(shape) : iconOfMark(mark as Mark)}
    <p><b>${messages.say(title)}</b>${why === undefined ? nothing : html`<span class="why">${why}</span>`}</p>
  </div>`
}
