// Trust lists: who may sign.

import { type Bytes, type Instant, bytesOf, instantOf } from './arguments.js'
import { type Core, ask } from './core.js'
import type { Root } from './documents.generated.js'
import { frozen } from './frozen.js'

/** Core's side of a trust list. @internal */
type Handle = Core['TrustList']['prototype']

/** What {@link TrustList.open} takes into account. */
export interface TrustListOptions {
  /**
   * The pinned root: its signatures count. Without one the list's own root counts: only where a person named the file,
   * never for a list that came with a report or a page.
   */
  readonly pin?: Root | TrustList
  /** The highest version that this host has held: an older list is `trust_rollback`. */
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
      if (Object(list) !== list || !(#handle in list)) {
        throw new TypeError('expected a trust list that `TrustList.open` of this same module made')
      }
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
   */
  static async open(document: Bytes, { pin, rememberedVersion }: TrustListOptions = {}): Promise<TrustList> {
    const root = pin instanceof TrustList ? pin.#handle.root() : pin && JSON.stringify(pin)
    return ask(engine => {
      const handle = engine.TrustList.open(bytesOf(engine, document), root, rememberedVersion)
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
