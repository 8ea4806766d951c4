// <better-work-report src trust status locale>: one report, checked in the reader's own browser.

import { type PropertyValues, html, nothing, unsafeCSS } from 'lit'
import type { VerificationResult } from '../documents.generated.js'
import type { Answer } from './answer.js'
import type { BetterWorkReport, ReportRejected, ReportVerified } from './api.js'
import { type Filter, NO_FILTER } from './findings.js'
import { initial, messagesFor } from './messages.js'
import { languagesOf } from './languages.js'
import { ask, failed } from './question.js'
import { Shadowed, isSet } from './shadowed.js'
import { addresses } from './sources.js'
import styles from './styles.css'
import { view } from './view.js'

/**
 * Shows a report, after checking it here. What it holds in the page stays where the report cannot be shown.
 *
 * No attribute changes what is said of the report.
 *
 * @fires report-verified
 * @fires report-rejected
 */
export class ReportElement extends Shadowed implements BetterWorkReport {
  static override readonly styles = unsafeCSS(styles)

  static override readonly properties = {
    src: {},
    trust: {},
    status: {},
    statements: {},
    locale: {},
    internal: { converter: isSet },
    compact: { type: Boolean },
  }

  declare src: string | null
  declare trust: string | null
  declare status: string | null
  declare statements: string | null
  declare locale: string | null
  declare internal: boolean
  declare compact: boolean

  #answer: Answer = { state: 'loading' }
  #messages = initial
  #filter: Filter = NO_FILTER
  #asked: AbortController | undefined

  constructor() {
    super()
    this.src = this.trust = this.status = this.statements = this.locale = null
    this.internal = this.compact = false
  }

  get report(): VerificationResult | undefined {
    return 'report' in this.#answer ? this.#answer.report : undefined
  }

  get state(): Answer['state'] {
    return this.#answer.state
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#speak()
    if (this.#asked?.signal.aborted) void this.#ask()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    // What is only moved is there again, and keeps its answer.
    queueMicrotask(() => this.isConnected || this.#asked?.abort())
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('locale')) void this.#speak()
    if (['src', 'trust', 'status', 'statements', 'internal'].some(name => changed.has(name as never))) void this.#ask()
  }

  protected override render() {
    const { direction, language } = this.#messages
    const content = this.#content()
    const own = ['shown', 'withheld'].includes(this.#answer.state)
    // Not a blank stands beside it: the page's own style could draw upon one.
    return html`<div class="root" lang=${language} dir=${direction} aria-busy=${this.#answer.state === 'loading' ? 'true' : nothing}>${content}</div>${own ? nothing : html`<slot></slot>`}`
  }

  #content() {
    const scene = {
      answer: this.#answer,
      messages: this.#messages,
      compact: this.compact,
      filter: this.#filter,
      wish: (filter: Filter) => this.#set(() => (this.#filter = filter)),
      src: this.src,
      trust: addresses(this.trust),
      status: addresses(this.status),
    }
    try {
      return view(scene)
    } catch (error) {
      // Half a report is none.
      return view({ ...scene, answer: (this.#answer = failed(error)) })
    }
  }

  async #speak() {
    const { locale } = this
    const messages = await messagesFor(languagesOf(this, locale))
    // Another language may have been asked for in the meantime.
    if (locale === this.locale && messages !== this.#messages) this.#set(() => (this.#messages = messages))
  }

  async #ask() {
    this.#asked?.abort()
    const { signal } = (this.#asked = new AbortController())
    const { src, trust, status, statements } = this
    this.#answer = { state: 'loading' }
    this.#filter = NO_FILTER
    const tell = (message: string) => console.warn(`better-work-report ${src}: ${message}`)
    try {
      const answer = await ask({ src, trust, status, statements, internal: this.internal === true }, tell, signal)
      if (signal.aborted) return
      this.#set(() => (this.#answer = answer))
      await this.updateComplete
      if (!signal.aborted) this.#say(this.#answer)
    } catch (error) {
      // The question was taken back: another one is under way, or the element is gone.
      if (!signal.aborted) throw error
    }
  }

  #say(answer: Answer) {
    if ('report' in answer) {
      this.#dispatch<ReportVerified>('report-verified', { src: this.src ?? '', state: answer.state, report: answer.report })
    } else if (answer.state !== 'loading') {
      const { state, code, message } = answer
      console.error(`better-work-report ${this.src}: ${code}: ${message}`)
      this.#dispatch<ReportRejected>('report-rejected', { src: this.src, state, code, message })
    }
  }

  #dispatch<T>(name: string, detail: T) {
    this.dispatchEvent(new CustomEvent<T>(name, { detail, bubbles: true, composed: true }))
  }

  #set(change: () => void) {
    change()
    this.requestUpdate()
  }
}
