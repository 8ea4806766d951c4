// What pages and their programs see of the elements.

import type { VerificationResult } from '../documents.generated.js'

/** What becomes of a report on a page. */
export type ReportState = 'loading' | 'shown' | 'withheld' | 'unchecked' | 'invalid'

/** What the event `report-verified` tells. */
export interface ReportVerified {
  /** The report's address. */
  readonly src: string
  /** `shown`, or `withheld` where it is not for public display. */
  readonly state: 'shown' | 'withheld'
  readonly report: VerificationResult
}

/** What the event `report-rejected` tells. */
export interface ReportRejected {
  /** The report's address; `null` where none was given. */
  readonly src: string | null
  /** `invalid`: not to be relied on; `unchecked`: nobody knows. */
  readonly state: 'invalid' | 'unchecked'
  /** A code of the format, or `network`, `not_found`, `not_a_document`, `not_given`, `no_verifier`, `internal`. */
  readonly code: string
  /** Why, for who makes the page. */
  readonly message: string
}

/** The attributes of `<better-work-list>`, and those that both elements have. */
export interface BetterWorkListAttributes {
  /** Addresses of trust lists, apart by spaces: the first signed by the pinned root, each other the next one. */
  trust: string | null
  /** Addresses of status lists, apart by spaces; without one it is not known whether a report still stands. */
  status: string | null
  /** The language, a BCP 47 tag, or several, best first; else that of the page, else that of the reader. `und` is no language: the reader's counts. */
  locale: string | null
  /** For a buyer's own portal: shows, under a banner, what is not public. */
  internal: boolean
}

/** The attributes of `<better-work-report>`. */
export interface BetterWorkReportAttributes extends BetterWorkListAttributes {
  /** The address of the signed report, or `#id` of a text in the page. */
  src: string | null
  /** Addresses of statements about the report, apart by spaces. */
  statements: string | null
  /** One line, which opens the report. */
  compact: boolean
}

/** `<better-work-report>`: shows a report, after checking it in the reader's own browser. */
export interface BetterWorkReport extends HTMLElement, BetterWorkReportAttributes {
  /** What was verified; `undefined` until then, and where it failed. */
  readonly report: VerificationResult | undefined
  readonly state: ReportState
}

/** `<better-work-list>`: shows the reports that the links within it lead to. */
export interface BetterWorkList extends HTMLElement, BetterWorkListAttributes {}

/** The events of both. */
export interface BetterWorkEvents {
  'report-verified': CustomEvent<ReportVerified>
  'report-rejected': CustomEvent<ReportRejected>
}
