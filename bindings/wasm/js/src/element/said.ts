// What the factory and others say of a report: signed by them, and not a part of it.

import { type TemplateResult, html, nothing } from 'lit'
import type { LanguageMap, VerificationResult } from '../documents.generated.js'
import type { VerifiedStatement } from '../results.js'
import type { Messages } from './messages.js'
import { chosen, spelled, worded } from './text.js'

/** Shows statements that were verified; of the others, how many there are. */
export function said(statements: readonly VerifiedStatement[], refused: number, report: VerificationResult, messages: Messages): TemplateResult | typeof nothing {
  // A consent is between the factory and whoever publishes: nothing for a page.
  const shown = statements.filter(({ statement }) => statement.kind !== 'consent')
  if (shown.length === 0 && refused === 0) return nothing
  return html`<section>
    <h4>${messages.say('said')}</h4>
    ${shown.map(statement => one(statement, report, messages))}
    ${refused > 0 ? html`<p class="small">${messages.say('said.refused', { n: refused })}</p>` : nothing}
  </section>`
}

function one({ role, statement }: VerifiedStatement, report: VerificationResult, messages: Messages) {
  const { kind, iat, body, question } = statement
  const own = report.document.report.language
  const about = question && textOfQuestion(question, report, messages)
  return html`<figure class="statement">
    <figcaption>
      <b>${messages.say(`role.${role}`)}</b> · ${messages.find(`kind.${kind}`) ?? spelled(kind)} · ${messages.date(new Date(iat * 1000).toISOString())}
      ${about ? html`<p class="small">${messages.say('about', { text: about })}</p>` : nothing}
    </figcaption>
    <blockquote>${worded(body as LanguageMap, messages, own)}</blockquote>
    <p class="small">${messages.say(role === 'programme' ? 'said.programme' : 'said.unverified')}</p>
  </figure>`
}

/** A statement may be about a finding that is not shown: then by its id. */
function textOfQuestion(question: string, report: VerificationResult, messages: Messages): string {
  const { compliance_points, language } = report.document.report
  const findings = compliance_points.flatMap(point => [...point.public_findings, ...(point.findings ?? [])])
  const found = findings.find(finding => finding.question === question)
  return found ? chosen(found.text, messages.language, language)[1] : question
}
