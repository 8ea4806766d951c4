// What both elements are: a shadow of their own, whatever the page's markup holds.

import { LitElement, adoptStyles } from 'lit'

/** An element with a shadow of its own. */
export class Shadowed extends LitElement {
  readonly #shadow: ShadowRoot

  constructor() {
    super()
    // One that stands in the page's markup is taken over, which empties it: its words would stay, its style sheets would reach ours.
    this.#shadow = this.attachShadow({ mode: this.attachInternals().shadowRoot?.mode ?? 'open' })
  }

  protected override createRenderRoot(): ShadowRoot {
    adoptStyles(this.#shadow, (this.constructor as typeof LitElement).elementStyles)
    return this.#shadow
  }
}

/** An attribute that is there counts, but for what a template wrote where it meant no; of a property, `true` alone. */
export const isSet = (value: string | null): boolean => value !== null && value !== 'false'
