// What the factory and others say of a report: signed by them, and not a part of it.

import { type TemplateResult, html, nothing } from 'lit'
import type { LanguageMap, VerificationResult, VerifiedStatement } from '../documents.generated.js'
import type { Messages } from './messages.js'
import { chosen, spelled, worded } from './text.js'

/** Shows statements that were verified; of the others, how many there are. */
export function said(statements: readonly VerifiedStatement[], refused: number, report: VerificationResult, messages: Messages): TemplateResult | typeof nothing {
  // A consent is between the factory and whoever publishes: nothing for a page. What is said of a finding goes with it.
  const shown = statements.filter(({ finding_withheld, statement }) => !finding_withheld && statement.kind !== 'consent')
  if (shown.length === 0 && refused === 0) return nothing
  return html`<section>
    <h4>${messages.say('said')}</h4>
    ${shown.map(statement => one(statement, report, messages))}
    ${refused > 0 ? html`<p class="small">${messages.say('said.refused', { n: refused })}</p>` : nothing}
  </section>`
}

function one({ role, statement }: VerifiedStatement, report: VerificationResult, messages: Messages) {
  const { iss, kind, iat, body, question } = statement
  const own = report.document.report.language
  const about = question && finding(question, report)
  return html`<figure class="statement">
    <figcaption>
      <b>${messages.say(`role.${role}`)}</b>${role === 'facility' ? nothing : html` <bdi>${iss}</bdi>`} · ${messages.find(`kind.${kind}`) ?? spelled(kind)} · ${messages.date(new Date(iat * 1000).toISOString())}
      ${about ? html`<p class="small">${messages.say('about', { text: chosen(about.text, messages.language, own)[1] })}</p>` : nothing}
    </figcaption>
    <blockquote>${worded(body as LanguageMap, messages, own)}</blockquote>
    <p class="small">${messages.say(role === 'programme' ? 'said.programme' : 'said.unverified')}</p>
  </figure>`
}

/** Returns the finding that answers a question, where it is shown. */
const finding = (asked: string, { document }: VerificationResult) =>
  document.report.compliance_points.flatMap(point => [...point.public_findings, ...(point.findings ?? [])]).find(({ question }) => question === asked)
