// Types of the elements in JSX. For React: `import '@betterwork/report/jsx'`; others take `BetterWorkElements`.

import type { BetterWorkListAttributes, BetterWorkReportAttributes } from './element/api.js'

/** Attributes in JSX: none is required, and each may be left out. */
type Optional<T> = { [Name in keyof T]?: NonNullable<T[Name]> }

/** What every element has. */
interface Common {
  children?: unknown
  class?: string
  className?: string
  hidden?: boolean
  id?: string
  key?: string | number
  lang?: string
  ref?: unknown
  slot?: string
}

export interface BetterWorkElements {
  'better-work-report': Common & Optional<BetterWorkReportAttributes>
  'better-work-list': Common & Optional<BetterWorkListAttributes>
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends BetterWorkElements {}
  }
}
