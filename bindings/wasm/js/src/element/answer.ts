// What may be shown of a report: the claims guard. Attributes decide what is asked, never what is answered.

import type { StandingValue, VerificationResult, VerifiedStatement } from '../documents.generated.js'

/** Why a report is not shown publicly. */
export type Withheld = 'restricted' | 'not_yet' | 'superseded' | 'suspended' | 'revoked'

/** What was checked beside the signature, in one word: the colour of everything follows from it alone. */
export type Mark = 'stands' | 'lapsed' | 'unknown' | 'superseded'

/** What is shown. */
export type Answer =
  | { readonly state: 'loading' }
  /** Genuine, and for whoever looks at this page. */
  | { readonly state: 'shown'; readonly mark: Mark; readonly report: VerificationResult; readonly confidential: boolean } & Beside
  /** Genuine, and not for public display. */
  | { readonly state: 'withheld'; readonly reason: Withheld; readonly report: VerificationResult } & Beside
  /** Nobody knows: something is missing that a check needs. */
  | { readonly state: 'unchecked'; readonly code: string; readonly message: string }
  /** Not to be relied on. */
  | { readonly state: 'invalid'; readonly code: string; readonly message: string }

interface Beside {
  /** Whether the data is test data. */
  readonly test: boolean
  /** Statements that were verified. */
  readonly statements: readonly VerifiedStatement[]
  /** How many statements could not be verified: nothing of them is shown. */
  readonly refused: number
  /** Whether a status list could not be loaded. */
  readonly missed: boolean
}

/** Whether the public is told which factory it is, where it lies and where the file is: what is not public is not pointed at. */
export const isNamed = (answer: Answer): boolean =>
  answer.state === 'shown' || (answer.state === 'withheld' && answer.reason !== 'restricted' && answer.reason !== 'not_yet')

/** What a portal of a buyer may show under a banner: what is not public, but has not been taken back. */
const INTERNAL: readonly string[] = ['restricted', 'not_yet', 'superseded']

/** Decides what is shown of a report that was verified. */
export function answerOf(report: VerificationResult, internal: boolean, beside: Beside): Answer {
  const { publication, standing, age } = report
  // A restricted report may be revoked as well: `restricted` is only the first reason that fits, and the one that the public is told.
  const reason = (internal && isTakenBack(standing.value) ? standing.value : (publication.reason ?? 'restricted')) as Withheld
  if (!publication.public && !(internal && INTERNAL.includes(reason))) {
    return { state: 'withheld', reason, report, ...beside }
  }
  return { state: 'shown', mark: markOf(standing.value, age.lapsed), report, confidential: !publication.public, ...beside }
}

const isTakenBack = (standing: StandingValue) => standing === 'revoked' || standing === 'suspended'

function markOf(standing: StandingValue, lapsed: boolean): Mark {
  if (standing === 'superseded') return 'superseded'
  if (standing !== 'valid') return 'unknown'
  return lapsed ? 'lapsed' : 'stands'
}

/** Codes of a refusal that say nothing about the report: a clock, a trust list, a program that is too old. */
const SAYS_NOTHING: readonly string[] = ['not_yet_valid', 'trust_expired', 'trust_rollback', 'unsupported_version']

/** Says what a refusal means for who reads the page. */
export const refusedAs = (code: string) => (SAYS_NOTHING.includes(code) ? 'unchecked' : 'invalid')
