// @betterwork/report/full: all of `@betterwork/report`, and views, decisions, differences, progress reports and the transparency log; a larger file.

import { type Bytes, bytesOf, instantOf, textOf, textual, unlike } from './arguments.js'
import { type Core, core } from './core.js'
import type { Decision, Diff, ProgressReport, VerificationResult } from './documents.generated.js'
import { frozen } from './frozen.js'
import { withStatus } from './status.js'
import { type TrustList, heldTrust } from './trust.js'
import type { VerifyOptions } from './verify.js'

export * from './verify.js'
export { type Checkpoint, type Inclusion, type Log, openCheckpoint, verifyInclusionProof } from './log.js'

/** Core's side of status lists. @internal */
type Lists = Parameters<Core['verify']>[2]

/** What verifying a progress report answers. */
export type ProgressVerificationResult = Omit<VerificationResult, 'document'> & { readonly document: ProgressReport }

/** What a decision takes into account. */
export interface DecideOptions extends VerifyOptions {
  /** The buyer's rules, JSON text of `schemas/policy-1.json`; its digest is over these bytes. */
  readonly policy: Bytes
  /** The code of conduct, JSON text of `schemas/crosswalk-1.json`; its digest is over these bytes. */
  readonly crosswalk: Bytes
  /** Signed statements about the report. */
  readonly statements?: readonly Bytes[]
  /** Signed progress reports about it. */
  readonly progressReports?: readonly Bytes[]
  /** The day of the last assessment that blocked this factory (`2026-02-03`). */
  readonly lastBlockingOn?: string
}

/**
 * Makes a view of a report that shows only the named members, such as `facility.address`,
 * `compliance_points.findings` or `compliance_points[working_time/overtime].findings`; or `full`, or `public`.
 *
 * The report is not verified: whoever gets the view verifies it.
 *
 * @throws {VerificationError} It is no report, or has no such member.
 */
export async function redact(report: Bytes, view: 'full' | 'public' | readonly string[]): Promise<string> {
  const engine = await core()
  // Among names of members these words would show all the others.
  if (typeof view !== 'string' && view.some(name => /,|^(full|public)$/.test(name))) throw unlike('each name of a member by itself', view)
  return engine.redact(bytesOf(engine, report), typeof view === 'string' ? view : view.join(','))
}

/**
 * Decides whether a factory must still be audited, and if so, what exactly. Without a report the answer is a full audit.
 *
 * Everything that is given is verified first.
 *
 * @throws {VerificationError} Something of it cannot be relied on, or a rule cannot be read.
 */
export async function decide(report: Bytes | undefined, trust: TrustList, options: DecideOptions): Promise<Decision> {
  const [engine, instant] = [await core(), instantOf(options.at)]
  const texts = (documents: readonly Bytes[] = []) => documents.map(document => textOf(engine, document))
  const bytes = report === undefined ? undefined : bytesOf(engine, report)
  const [policy, crosswalk] = [textOf(engine, options.policy), textOf(engine, options.crosswalk)]
  const [statements, progress] = [texts(options.statements), texts(options.progressReports)]
  const blocked = options.lastBlockingOn === undefined ? undefined : textual(options.lastBlockingOn, 'lastBlockingOn')
  const ask = (lists: Lists) =>
    engine.decide(bytes, policy, crosswalk, statements, progress, blocked, heldTrust(engine, trust), lists, instant)
  return frozen(withStatus(engine, options.status ?? [], trust, instant, ask))
}

/**
 * Compares the last two of a facility's reports, the oldest first; those before tell since when a finding persists.
 *
 * @throws {VerificationError} One of them cannot be relied on, or they are not of one facility and in order.
 */
export async function diff(reports: readonly Bytes[], trust: TrustList, { at, status = [] }: VerifyOptions = {}): Promise<Diff> {
  const [engine, instant] = [await core(), instantOf(at)]
  const texts = reports.map(report => textOf(engine, report))
  return frozen(withStatus(engine, status, trust, instant, lists => engine.diff(texts, heldTrust(engine, trust), lists, instant)))
}

/**
 * Verifies a progress report; where `about` is given, also that it follows up that assessment report.
 *
 * @throws {VerificationError} It cannot be relied on, or is about another report.
 */
export async function verifyProgressReport(
  report: Bytes,
  trust: TrustList,
  { at, status = [], about }: VerifyOptions & { readonly about?: Bytes } = {},
): Promise<ProgressVerificationResult> {
  const [engine, instant] = [await core(), instantOf(at)]
  const [bytes, assessment] = [bytesOf(engine, report), about === undefined ? undefined : bytesOf(engine, about)]
  const ask = (lists: Lists) => engine.verify_progress_report(bytes, assessment, heldTrust(engine, trust), lists, instant)
  return frozen(withStatus(engine, status, trust, instant, ask))
}
