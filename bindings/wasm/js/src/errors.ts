// What goes wrong: a document was refused, or the verifier could not be loaded. Wrong arguments are a TypeError.

import type { ErrorCode } from './documents.generated.js'

/** A document was refused. Callers match `code`; the message is for people and may change. */
export class VerificationError extends Error {
  override readonly name = 'VerificationError'
  /** Why: one of a closed set, the same in every language. */
  declare readonly code: ErrorCode
  /** The member in which the fault lies (`report.facility.country`); empty where it is the whole document. */
  declare readonly path: string

  constructor(code: ErrorCode, message: string, path = '') {
    super(message)
    this.code = code
    this.path = path
  }
}

/** The verifier itself could not be loaded: nothing was verified, and nothing is known about the document. */
export class LoadError extends Error {
  override readonly name = 'LoadError'
}

/** Makes the exception for an error of core; the WebAssembly side calls it, the small one without words. @internal */
export const refusal = (code: ErrorCode, message: string, path: string) => new VerificationError(code, message || bare(code, path), path)

/** Makes of an error of the fallback, which callers share and which knows no classes, one of this module. @internal */
export const owned = (error: unknown): unknown =>
  error instanceof Error && 'path' in error ? new VerificationError((error as VerificationError).code, error.message, (error as VerificationError).path) : error

const bare = (code: ErrorCode, path: string) => `refused as \`${code}\`${path && ` (in \`${path}\`)`}`

/** Returns whether an error says no more than its code and its place. @internal */
export const saysNoMore = ({ code, message, path }: VerificationError) => message === bare(code, path)
