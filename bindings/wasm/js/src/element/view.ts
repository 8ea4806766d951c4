// A whole report, or the one line that opens it; in every state words first, and nothing of a report that failed.

import { type TemplateResult, html, nothing } from 'lit'
import { type Answer, isNamed } from './answer.js'
import { facts, shown } from './facts.js'
import { type Filter, findings } from './findings.js'
import { type Counts, clustersOf, totalOf } from './figures.js'
import { type Sign, iconOfSign } from './icons.js'
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
    case 'withheld':
      return compact ? badge(answer, scene) : framed(answer, scene)
    case 'unchecked':
    case 'invalid':
      return verdict(answer, reason(answer.state, answer.code, messages), messages)
  }
}

/** Says why nothing is shown, in the words of who reads. */
export function reason(state: 'unchecked' | 'invalid', code: string, messages: Messages): string {
  const why = messages.find(`${state}.${code}`) ?? messages.say(`${state}.other`, { code })
  return `${why} ${messages.say('nothing.shown')}`
}

/** Says in a few words what became of a report. */
export function titleOf(answer: Answer): Key {
  if (answer.state === 'loading') return 'loading'
  if (answer.state === 'shown') return `verdict.${answer.mark}`
  // What everybody is told of a report that was taken back or replaced; of any other, that it is not public.
  return answer.state === 'withheld' && isNamed(answer) ? `verdict.${answer.reason as 'superseded' | 'suspended' | 'revoked'}` : `verdict.${answer.state}`
}

/** Says the same with a sign. */
function signOf(answer: Exclude<Answer, { state: 'loading' }>): Sign {
  if (answer.state === 'shown') return answer.mark
  if (answer.state === 'unchecked') return 'unknown'
  if (answer.state === 'invalid' || answer.reason === 'revoked') return 'stop'
  return isNamed(answer) ? (answer.reason as Sign) : 'closed'
}

function framed(answer: Shown | Withheld, scene: Scene) {
  return html`<article>${banners(answer, scene.messages)} ${heading(answer, scene.messages)} ${content(answer, scene)}</article>`
}

function badge(answer: Shown | Withheld, scene: Scene) {
  const { messages } = scene
  const { report } = answer
  const much = answer.state === 'shown' ? shown(totalOf(clustersOf(report)), messages) : withheld(answer, messages)
  return html`<details class="badge">
    <summary class="row">
      ${mark(answer)}
      <span>${isNamed(answer) ? name(report.document.report.facility.name) : nothing}
        <span class="line">${messages.say(titleOf(answer))} · ${much}${warnings(answer, messages)}</span>
      </span>
    </summary>
    ${framed(answer, scene)}
  </details>`
}

/** The sign at the beginning of a line. */
export const mark = (answer: Parameters<typeof signOf>[0]) => html`<span class="mark" data-mark=${signOf(answer)}>${iconOfSign(signOf(answer))}</span>`

/** A factory's name, in its own direction, where the line begins. */
export const name = (name: string) => html`<span class="badge-name"><bdi>${name}</bdi></span>`

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
  return html`<header>
    ${isNamed(answer)
      ? html`<h3><bdi>${facility.name}</bdi></h3>
          <p class="place">${messages.country(facility.country)}</p>`
      : nothing}
    ${verdict(answer, answer.state === 'shown' ? undefined : withheld(answer, messages), messages)}
  </header>`
}

/** Says why a genuine report is not displayed, where the headline does not, and what that means. */
export function withheld(answer: Withheld, messages: Messages): string {
  const findings = messages.say('reason.findings')
  if (isNamed(answer)) return findings
  const from = answer.report.document.report.publication.from
  const why = messages.say(`reason.${answer.reason as 'restricted' | 'not_yet'}`, from === undefined ? {} : { date: messages.date(from) })
  return `${why} ${findings}`
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
    ${isNamed(answer) ? links(report, scene) : nothing}`
}

function links(report: VerificationResult, { src, trust, status, messages }: Scene) {
  const lists = (addresses: readonly string[], name: string, title: Key) => addresses.map(download).map(href => href && html`<p><a href=${href} download=${name}>${messages.say(title)}</a></p>`)
  return html`<footer>
    <a href=${download(src!)} download="report.sdjwt">${messages.say('file')}</a>
    <details class="yourself">
      <summary>${messages.say('yourself')}</summary>
      <p>${messages.say('yourself.how')} <a href="https://github.com/betterwork/betterwork#readme">betterwork</a></p>
      <pre dir="ltr"><code>betterwork verify report.sdjwt --trust trust.json --root FINGERPRINT${status.length > 0 ? ' --status status.jwt' : nothing}</code></pre>
      <dl class="codes">
        <div><dt>${messages.say('yourself.digest')}</dt><dd dir="ltr">${report.digest}</dd></div>
        <div><dt>${messages.say('yourself.key')}</dt><dd dir="ltr">${report.signer.kid}</dd></div>
      </dl>
      ${lists(trust, 'trust.json', 'trust')} ${lists(status, 'status.jwt', 'status')}
    </details>
  </footer>`
}

function verdict(answer: Parameters<typeof signOf>[0], why: string | undefined, messages: Messages) {
  return html`<div class="verdict" role="status" data-mark=${signOf(answer)}>
    ${iconOfSign(signOf(answer))}
    <p><b>${messages.say(titleOf(answer))}</b>${why === undefined ? nothing : html`<span class="why">${why}</span>`}</p>
  </div>`
}
