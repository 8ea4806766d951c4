// Types of the elements in JSX. For React: `import type {} from '@betterwork/report/jsx'`; others take `BetterWorkElements`.

import type { BetterWorkEvents, BetterWorkListAttributes, BetterWorkReportAttributes } from './element/api.js'

/** Attributes in JSX: none is required, and each may be left out. */
type Optional<T> = { [Name in keyof T]?: NonNullable<T[Name]> }

/** Events, as React 19 listens to those of custom elements. */
type Listeners = { [Name in keyof BetterWorkEvents as `on${Name}`]?: (event: BetterWorkEvents[Name]) => void }

/** What every element has. */
interface Common extends Listeners {
  children?: unknown
  class?: string
  className?: string
  dir?: string
  hidden?: boolean
  id?: string
  key?: string | number
  lang?: string
  ref?: unknown
  slot?: string
  style?: unknown
  title?: string
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
