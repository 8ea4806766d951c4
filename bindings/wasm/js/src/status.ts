// Status lists: whether a report still stands.

import { type Bytes, type Instant, bytesOf, countOf, instantOf, textual } from './arguments.js'
import { type Core, ask } from './core.js'
import type { StandingValue } from './documents.generated.js'
import { type TrustList, heldTrust } from './trust.js'

/** Core's side of status lists. @internal */
type Handle = Core['StatusLists']['prototype']

/** What {@link StatusList.open} takes into account. */
export interface StatusListOptions {
  /** The time of the question; now, where none is given. */
  readonly at?: Instant
  /** The address from which the list came: one about another address is `status_mismatch`. */
  readonly uri?: string
  /** The newest `as_of_at` of this list that this host has seen: an older list is `status_rollback`. */
  readonly remembered?: Instant
}

/** What a caller may hold: an opened list; or a document, and where that cannot be opened, the standing says why it is unknown. */
export type Held = StatusList | Bytes

/** What another core needs to open a list anew. */
interface Origin {
  readonly document: Uint8Array
  readonly trust: TrustList
  readonly instant: string
}

/** Asks a question of core with what is held of status lists. @internal */
export let withStatus: <T>(engine: Core, held: Held | readonly Held[], trust: TrustList, at: string, ask: (lists: Handle) => T) => T

/** A status list that its issuer signed and that was fresh when it was opened; {@link StatusList.open} makes one. */
export class StatusList {
  readonly #engine: Core
  readonly #handle: Handle
  readonly #origin: Origin
  /** The address of the list. */
  declare readonly uri: string
  /** Who signed it: an entity of the trust list. */
  declare readonly issuer: string
  /** When it was signed: what it says was so then, RFC 3339. */
  declare readonly as_of_at: string
  /** From when on it must not be used, RFC 3339. */
  declare readonly expires_at: string
  /** How many entries it has. */
  declare readonly length: number

  static {
    withStatus = (engine, held, trust, at, ask) => {
      if (held instanceof StatusList && held.#engine === engine) return ask(held.#handle)
      const lists = engine.StatusLists.none()
      try {
        for (const one of [held].flat() as readonly Held[]) {
          if (!(one instanceof StatusList)) lists.try_open(bytesOf(engine, one), heldTrust(engine, trust), at)
          else if (one.#engine === engine) lists.add(one.#handle)
          else lists.try_open(bytesOf(engine, one.#origin.document), heldTrust(engine, one.#origin.trust), one.#origin.instant)
        }
        return ask(lists)
      } finally {
        lists.free()
      }
    }
  }

  private constructor(engine: Core, handle: Handle, origin: Origin) {
    this.#engine = engine
    this.#handle = handle
    this.#origin = origin
    Object.freeze(Object.assign(this, JSON.parse(handle.facts())))
  }

  /**
   * Opens a status list.
   *
   * @throws {VerificationError} It is not one, or not a fresh one.
   */
  static async open(document: Bytes, trust: TrustList, { at, uri, remembered }: StatusListOptions = {}): Promise<StatusList> {
    const [instant, seen] = [instantOf(at), remembered === undefined ? undefined : instantOf(remembered)]
    return ask(engine => {
      const bytes = bytesOf(engine, document)
      const handle = engine.StatusLists.open(bytes, heldTrust(engine, trust), uri === undefined ? uri : textual(uri, 'uri'), seen, instant)
      return new StatusList(engine, handle, { document: bytes.slice(), trust, instant })
    })
  }

  /**
   * Returns the entry at this index, a whole number from 0 on; `undefined` beyond the end.
   *
   * @throws {TypeError} The index is none.
   */
  get(index: number): StandingValue | undefined {
    return this.#handle.value(countOf(index, 'index')) as StandingValue | undefined
  }
}
