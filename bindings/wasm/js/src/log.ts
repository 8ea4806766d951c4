// The transparency log: what it says of itself, and proof that it holds a record.

import { type Bytes, bytesOf, textOf } from './arguments.js'
import { core } from './core.js'
import { frozen } from './frozen.js'

/** A log that is trusted: its origin and its keys. */
export interface Log {
  /** Its origin line. */
  readonly origin: string
  /** Its keys, as verifier keys (C2SP signed-note). */
  readonly keys: readonly string[]
}

/** What a log says of itself, and signed. */
export interface Checkpoint {
  /** Its origin line. */
  readonly origin: string
  /** How many entries it has. */
  readonly size: number
  /** The root hash of its tree. */
  readonly root: string
  /** Lines after the root hash; what they mean is not this format's. */
  readonly extensions: readonly string[]
}

/** A record that a log holds. */
export interface Inclusion {
  /** What the record says. */
  readonly event: { readonly event: string; readonly [member: string]: unknown }
  /** The checkpoint of the log in which it stands. */
  readonly checkpoint: Checkpoint
}

/**
 * Opens a checkpoint of this log.
 *
 * @throws {VerificationError} It is none, or none of this log.
 */
export async function openCheckpoint(note: Bytes, { origin, keys }: Log): Promise<Checkpoint> {
  const engine = await core()
  return frozen(engine.open_checkpoint(bytesOf(engine, note), origin, keys.join('\n')))
}

/**
 * Checks that this log holds a record, offline, by an inclusion proof.
 *
 * @throws {VerificationError} The proof does not hold.
 */
export async function verifyInclusionProof(proof: Bytes, { origin, keys }: Log): Promise<Inclusion> {
  const engine = await core()
  return frozen(engine.verify_inclusion_proof(textOf(engine, proof), origin, keys.join('\n')))
}
