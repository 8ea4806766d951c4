// Trust lists: who may sign.

import { type Bytes, type Instant, bytesOf, countOf, instantOf, unlike } from './arguments.js'
import { type Core, ask } from './core.js'
import type { Root } from './documents.generated.js'
import { frozen } from './frozen.js'

/** Core's side of a trust list. @internal */
type Handle = Core['TrustList']['prototype']

/** What {@link TrustList.open} takes into account. */
export interface TrustListOptions {
  /**
   * The pinned root: its signatures count. Where the option is left out the list's own root counts: only where a person
   * named the file, never for a list that came with a report or a page. One that is there and is no root, `undefined` too,
   * is a `TypeError`.
   */
  readonly pin?: Root | TrustList
  /** The highest version that this host has held, a whole number from 0 on: an older list is `trust_rollback`. */
  readonly rememberedVersion?: number
}

/** Returns a core's side of a trust list. @internal */
export let heldTrust: (engine: Core, list: TrustList) => Handle

/** A trust list that its root signed; {@link TrustList.open} makes one. */
export class TrustList {
  readonly #document: Bytes
  readonly #engine: Core
  readonly #handle: Handle
  /** 1, and one more with every list. */
  declare readonly version: number
  /** SHA-256 over the base64url payload. */
  declare readonly digest: string
  /** The root's fingerprint, for people to compare. */
  declare readonly root_fingerprint: string
  /** From when on it must not be used, RFC 3339. */
  declare readonly expires_at: string
  /** Whether the reports of this list are test data, and must be shown as such. */
  declare readonly test: boolean

  static {
    heldTrust = (engine, list) => {
      // A list of another copy of this package has its memory elsewhere.
      if (!(list instanceof TrustList)) throw unlike('a trust list that `TrustList.open` of this same module made', list)
      // Another core opens it anew: its own root counts, which was checked before.
      return engine === list.#engine ? list.#handle : engine.TrustList.open(bytesOf(engine, list.#document))
    }
  }

  private constructor(document: Bytes, engine: Core, handle: Handle) {
    this.#document = typeof document === 'string' ? document : bytesOf(engine, document).slice()
    this.#engine = engine
    this.#handle = handle
    Object.freeze(Object.assign(this, JSON.parse(handle.facts())))
  }

  /**
   * Opens a first trust list: any version that the pinned root signed. Whether it has expired is asked when it is used.
   *
   * @throws {VerificationError} It is not one.
   * @throws {TypeError} The pin is no root, or the version no whole number from 0 on.
   */
  static async open(document: Bytes, options: TrustListOptions = {}): Promise<TrustList> {
    const { pin, rememberedVersion = 0 } = options
    const root = pin instanceof TrustList ? pin.#handle.root() : JSON.stringify(pin)
    // Without a root core lets the list be its own: that takes more than a caller's empty variable.
    if ('pin' in options && root?.[0] !== '{') throw unlike('`pin` as a root or a trust list, or not at all', pin)
    return ask(engine => {
      const handle = engine.TrustList.open(bytesOf(engine, document), root, countOf(rememberedVersion, 'rememberedVersion'))
      return new TrustList(document, engine, handle)
    })
  }

  /**
   * Takes the next trust list: exactly one version on, signed by this root and by its own.
   *
   * @throws {VerificationError} It is not that.
   */
  async update(document: Bytes, { at }: { readonly at?: Instant } = {}): Promise<TrustList> {
    const instant = instantOf(at)
    return ask(engine => {
      const handle = heldTrust(engine, this).update(bytesOf(engine, document), instant)
      return new TrustList(document, engine, handle)
    })
  }

  /** The root: the pin that lists after this one are opened with. */
  get root(): Root {
    return frozen(this.#handle.root())
  }
}
