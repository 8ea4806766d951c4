// <better-work-list trust status locale>: the reports of many factories, checked as they come into sight, to filter and to sort.

import { type PropertyValues, html, nothing, render, unsafeCSS } from 'lit'
import { type Answer, isNamed } from './answer.js'
import type { BetterWorkList, ReportRejected, ReportVerified } from './api.js'
import { shown } from './facts.js'
import { clustersOf, totalOf } from './figures.js'
import { number } from './findings.js'
import { languagesOf } from './languages.js'
import { type Key, initial, messagesFor } from './messages.js'
import { ask } from './question.js'
import { Shadowed, isSet } from './shadowed.js'
import styles from './styles.css'
import { mark, name, reason, titleOf, warnings, withheld } from './view.js'

/** How many reports are fetched and checked at once. */
const AT_ONCE = 4

/** How the rows are sorted. */
type Order = 'name' | 'age' | 'non_compliant'

/** One factory. */
interface Row {
  /** Where it stands: its own wherever it goes, and with it the focus and what is open. */
  readonly item: HTMLElement
  readonly src: string
  /** What the page calls it, until the report says its name. */
  called: string
  /** Addresses of statements about it, where the page has some. */
  statements: string | undefined
  answer: Answer
  /** Whether it has been in sight. */
  seen: boolean
  open: boolean
}

/**
 * Shows the reports that the links within it lead to. Without it they are links.
 *
 * @fires report-verified
 * @fires report-rejected
 */
export class ListElement extends Shadowed implements BetterWorkList {
  static override readonly styles = unsafeCSS(styles)

  static override readonly properties = { trust: {}, status: {}, locale: {}, internal: { converter: isSet } }

  declare trust: string | null
  declare status: string | null
  declare locale: string | null
  declare internal: boolean

  #rows: readonly Row[] = []
  /** Those that fit, in their order. */
  #visible: readonly Row[] = []
  #messages = initial
  #words = ''
  #country = ''
  #state = ''
  #order: Order = 'name'
  #asked: AbortController | undefined
  #sight: IntersectionObserver | undefined
  /** Whether any of it has been in sight. */
  #near = false
  #running = 0
  readonly #links = new MutationObserver(() => this.#take())

  constructor() {
    super()
    this.trust = this.status = this.locale = null
    this.internal = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#speak()
    this.#sight = new IntersectionObserver(entries => this.#seen(entries), { rootMargin: '50%' })
    this.#links.observe(this, { childList: true, subtree: true, attributeFilter: ['href', 'data-statements'] })
    if (this.hasUpdated) this.#begin()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#asked?.abort()
    this.#sight?.disconnect()
    this.#links.disconnect()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('locale')) void this.#speak()
    if (['trust', 'status', 'internal'].some(name => changed.has(name as never))) this.#begin()
  }

  protected override updated(): void {
    const list = this.renderRoot.querySelector('.rows')
    if (!list) return
    // A filter may leave no row to be seen.
    this.#sight?.observe(this)
    let next = list.firstChild
    for (const row of this.#visible) {
      const { item } = row
      render(this.#row(row), item)
      this.#sight?.observe(item)
      // What is moved loses the focus: the others give way.
      if (item.matches(':focus-within')) while (next !== item) list.append((next = next!.nextSibling)!.previousSibling!)
      if (next === item) next = item.nextSibling
      else list.insertBefore(item, next)
    }
    while (list.children.length > this.#visible.length) list.lastChild!.remove()
  }

  protected override render() {
    const messages = this.#messages
    if (this.#rows.length === 0) return html`<slot></slot>`
    const visible = (this.#visible = this.#sorted())
    const done = this.#rows.filter(({ answer }) => answer.state !== 'loading').length
    return html`<section class="root list" lang=${messages.language} dir=${messages.direction} aria-label=${messages.say('list')}>
      ${this.#controls()}
      <p class="small">
        <span role="status">${messages.say('list.count', { n: visible.length })}</span>
        ${done < this.#rows.length
          ? html` · ${messages.say('list.checked', { n: done, all: this.#rows.length })}
              <progress max=${this.#rows.length} value=${done} aria-label=${messages.say('list.checked', { n: done, all: this.#rows.length })}></progress>`
          : nothing}
      </p>
      <ul class="rows" role="list"></ul>
    </section>`
  }

  #controls() {
    const messages = this.#messages
    const change = (set: (value: string) => void) => (event: Event) => {
      set((event.target as HTMLInputElement).value)
      this.requestUpdate()
    }
    const choice = (label: Key, value: string, options: readonly (readonly [string, string])[], set: (value: string) => void) => html`<label>
      ${messages.say(label)} <select @change=${change(set)}>
        ${options.map(([code, word]) => html`<option value=${code} .selected=${code === value}>${word}</option>`)}
      </select></label>`
    const filter = (label: Key, chosen: string, found: readonly string[], word: (code: string) => string, set: (value: string) => void) => {
      // What is chosen can be taken back, even where nothing fits it any more.
      const codes = [...new Set(['', ...found, chosen])]
      return chosen || codes.length > 2 ? choice(label, chosen, codes.map(code => [code, code ? word(code) : messages.say('list.every')] as const), set) : nothing
    }
    return html`<div class=${this.#words || this.#country || this.#state ? 'filters on' : 'filters'}>
      <input type="search" aria-label=${messages.say('list.search')} placeholder=${messages.say('list.search')} .value=${this.#words}
        @input=${change(value => (this.#words = value))} />
      ${filter('list.country', this.#country, this.#rows.map(row => facilityOf(row)?.country ?? ''), code => messages.country(code), code => (this.#country = code))}
      ${filter('list.state', this.#state, this.#rows.map(({ answer }) => (answer.state === 'loading' ? '' : titleOf(answer))), key => messages.say(key as Key), key => (this.#state = key))}
      ${choice('list.sort', this.#order, (['name', 'age', 'non_compliant'] as const).map(order => [order, messages.say(`list.sort.${order}`)] as const), order => (this.#order = order as Order))}
    </div>`
  }

  #row(row: Row) {
    const { answer } = row
    return html`<details ?open=${row.open} @toggle=${(event: Event) => this.#open(row, event)}>
        <summary class="row">${this.#line(row)}</summary>
        ${row.open
          ? html`<better-work-report src=${row.src} trust=${this.trust ?? nothing} status=${this.status ?? nothing} statements=${row.statements ?? nothing}
              locale=${this.#messages.tag} ?internal=${this.internal === true}><a href=${row.src}>${row.called}</a></better-work-report>`
          : nothing}
      </details>
      ${answer.state === 'loading' ? html`<span class="small">…</span>` : nothing}`
  }

  #line(row: Row) {
    const { answer } = row
    const messages = this.#messages
    const called = name(facilityOf(row)?.name ?? row.called)
    if (answer.state === 'loading') return called
    const said = messages.say(titleOf(answer))
    if (answer.state !== 'shown') {
      const why = answer.state === 'withheld' ? withheld(answer, messages) : reason(answer.state, answer.code, messages)
      return html`${mark(answer)}
        <span>${called} <span class="line">${said} · ${why}${'report' in answer ? warnings(answer, messages) : nothing}</span></span>`
    }
    const total = totalOf(clustersOf(answer.report))
    return html`${mark(answer)}
      <span>${called} <span class="line">${messages.country(answer.report.document.report.facility.country)} · ${said} ·
        ${messages.say('assessed')} ${messages.date(answer.report.age.since_on)} · ${shown(total, messages)}${warnings(answer, messages)}</span></span>
      <span class="counts line">${number(total.of.non_compliant, 'non_compliant', messages)}</span>`
  }

  #sorted(): readonly Row[] {
    const { language, compare } = this.#messages
    const words = this.#words.toLocaleLowerCase(language).trim()
    const called = (row: Row) => facilityOf(row)?.name ?? row.called
    const fits = (row: Row) =>
      called(row).toLocaleLowerCase(language).includes(words) &&
      (this.#country === '' || facilityOf(row)?.country === this.#country) &&
      (this.#state === '' || titleOf(row.answer) === this.#state)
    const rank: Readonly<Record<Order, (row: Row) => number>> = {
      name: () => 0,
      age: ({ answer }) => (answer.state === 'shown' ? answer.report.age.days : Infinity),
      non_compliant: ({ answer }) => (answer.state === 'shown' ? -totalOf(clustersOf(answer.report)).of.non_compliant : 1),
    }
    const by = rank[this.#order]
    const ranked = this.#rows.filter(fits).map(row => ({ row, rank: by(row), name: called(row) }))
    ranked.sort((a, b) => (a.rank === b.rank ? compare(a.name, b.name) : a.rank - b.rank))
    return ranked.map(({ row }) => row)
  }

  #open(row: Row, event: Event) {
    row.open = (event.target as HTMLDetailsElement).open
    this.requestUpdate()
  }

  async #speak() {
    const { locale } = this
    const messages = await messagesFor(languagesOf(this, locale))
    // Another language may have been asked for in the meantime.
    if (locale !== this.locale) return
    this.#messages = messages
    this.requestUpdate()
  }

  /** Begins again: no row has an answer. */
  #begin() {
    this.#asked?.abort()
    this.#asked = new AbortController()
    this.#running = 0
    // What is observed again is reported again: that starts the questions.
    this.#sight?.disconnect()
    this.#near = false
    this.#rows = []
    this.#take()
  }

  /** Takes the links of the page. A row whose link is still there stays as it is. */
  #take() {
    const before = [...this.#rows]
    this.#rows = [...this.querySelectorAll<HTMLAnchorElement>('a[href]:not(svg *)')].map(link => {
      const href = link.getAttribute('href')!
      const src = href.startsWith('#') ? href : link.href
      const said = { called: link.textContent?.trim() ?? '', statements: link.dataset.statements }
      const at = before.findIndex(row => row.src === src)
      if (at < 0) return { item: document.createElement('li'), src, ...said, answer: { state: 'loading' }, seen: false, open: false }
      // Of two links to one report each has a row.
      return Object.assign(before.splice(at, 1)[0]!, said)
    })
    this.requestUpdate()
    this.#next()
  }

  #seen(entries: readonly IntersectionObserverEntry[]) {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue
      this.#near = true
      const row = this.#rows.find(({ item }) => item === target)
      if (row) row.seen = true
    }
    this.#next()
  }

  /** Once it is in sight: checks what is in sight first, then all others, for only then can they be sorted. */
  #next() {
    if (!this.#near) return
    const signal = this.#asked!.signal
    while (this.#running < AT_ONCE) {
      const row = this.#rows.find(({ seen, answer }) => seen && answer.state === 'loading' && !this.#under.has(answer)) ??
        this.#rows.find(({ answer }) => answer.state === 'loading' && !this.#under.has(answer))
      if (!row) return
      this.#under.add(row.answer)
      this.#running += 1
      void this.#ask(row, signal)
    }
  }

  /** Questions under way. */
  readonly #under = new WeakSet<Answer>()

  async #ask(row: Row, signal: AbortSignal) {
    const { trust, status } = this
    const tell = (message: string) => console.warn(`better-work-list ${row.src}: ${message}`)
    try {
      const answer = await ask({ src: row.src, trust, status, statements: null, internal: this.internal === true }, tell, signal)
      if (signal.aborted) return
      row.answer = answer
    } catch (error) {
      if (!signal.aborted) throw error
      return
    }
    this.#running -= 1
    // The page may have taken its link away.
    if (this.#rows.includes(row)) this.#say(row)
    this.requestUpdate()
    this.#next()
  }

  #say({ src, answer }: Row) {
    const dispatch = (name: string, detail: ReportVerified | ReportRejected) => this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
    if ('report' in answer) {
      dispatch('report-verified', { src, state: answer.state, report: answer.report })
    } else if (answer.state !== 'loading') {
      console.error(`better-work-list ${src}: ${answer.code}: ${answer.message}`)
      dispatch('report-rejected', { src, state: answer.state, code: answer.code, message: answer.message })
    }
  }
}

// Who may not be shown is not named, and not found by country.
const facilityOf = ({ answer }: Row) => ('report' in answer && isNamed(answer) ? answer.report.document.report.facility : undefined)
