// Results that are documents with answers about them.

import type { ProgressReport, Statement, VerificationResult } from './documents.generated.js'

/** What verifying a progress report answers. */
export type ProgressVerificationResult = Omit<VerificationResult, 'document'> & { readonly document: ProgressReport }

/** A statement that was verified against its report. */
export interface VerifiedStatement {
  /** SHA-256 over the signing input: the statement's identity. */
  readonly digest: string
  /** Who makes it. */
  readonly role: 'facility' | 'programme' | 'committee' | 'buyer'
  /** Whether it is about a finding that this view of the report withholds: then it is neither shown nor published with the view. */
  readonly finding_withheld: boolean
  /** What it says. */
  readonly statement: Statement
}
