// @betterwork/report/element: defines <better-work-report> and <better-work-list>.

import type * as api from './element/api.js'
import { ListElement } from './element/list.js'
import { ReportElement } from './element/report.js'

export type * from './element/api.js'

/** The class of `<better-work-report>`. */
export const BetterWorkReport: { new (): api.BetterWorkReport; readonly prototype: api.BetterWorkReport } = ReportElement

/** The class of `<better-work-list>`. */
export const BetterWorkList: { new (): api.BetterWorkList; readonly prototype: api.BetterWorkList } = ListElement

declare global {
  interface HTMLElementTagNameMap {
    'better-work-report': api.BetterWorkReport
    'better-work-list': api.BetterWorkList
  }
  interface HTMLElementEventMap extends api.BetterWorkEvents {}
}

// A page may load this twice; the first stays.
const define = (name: string, element: CustomElementConstructor) => customElements.get(name) ?? customElements.define(name, element)
define('better-work-report', ReportElement)
define('better-work-list', ListElement)
