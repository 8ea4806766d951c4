// @betterwork/report: verifies reports. Bytes, trust, status and time are arguments; no network but for its own WebAssembly file.

import { type Bytes, type Instant, bytesOf, instantOf } from './arguments.js'
import { type Core, ask } from './core.js'
import type { VerificationResult, VerifiedStatement } from './documents.generated.js'
import { frozen } from './frozen.js'
import { type Held, withStatus } from './status.js'
import { type TrustList, heldTrust } from './trust.js'

export type { Bytes, Instant } from './arguments.js'
export type * from './documents.generated.js'
export { LoadError, VerificationError } from './errors.js'
export { type WasmSource, load } from './load.js'
export { type Held, StatusList, type StatusListOptions } from './status.js'
export { TrustList, type TrustListOptions } from './trust.js'

/** What a verification takes into account beside the trust list. */
export interface VerifyOptions {
  /** The time of the question; now, where none is given. */
  readonly at?: Instant
  /** The status lists that are held; without a usable one the standing is `unknown`. */
  readonly status?: Held | readonly Held[]
}

/**
 * Verifies an assessment report.
 *
 * The answer is frozen, with a separate answer to each question: signer, standing, age, disclosure, publication. A report
 * that is genuine but superseded, revoked or of unknown standing is no error: look at `standing`.
 *
 * @throws {VerificationError} It cannot be relied on; `code` says why.
 */
export async function verify(report: Bytes, trust: TrustList, { at, status = [] }: VerifyOptions = {}): Promise<VerificationResult> {
  const instant = instantOf(at)
  const question = (engine: Core) =>
    withStatus(engine, status, trust, instant, lists => engine.verify(bytesOf(engine, report), heldTrust(engine, trust), lists, instant))
  return frozen(await ask(question))
}

/**
 * Verifies a statement about a report, and the report with it.
 *
 * @throws {VerificationError} One of them cannot be relied on, or they do not belong together.
 */
export async function verifyStatement(
  statement: Bytes,
  about: Bytes,
  trust: TrustList,
  { at, status = [] }: VerifyOptions = {},
): Promise<VerifiedStatement> {
  const instant = instantOf(at)
  const question = (engine: Core) => {
    const [bytes, report] = [bytesOf(engine, statement), bytesOf(engine, about)]
    return withStatus(engine, status, trust, instant, lists => engine.verify_statement(bytes, report, heldTrust(engine, trust), lists, instant))
  }
  return frozen(await ask(question))
}
