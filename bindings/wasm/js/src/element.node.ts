// @betterwork/report/element where there is no page, as on a server that renders one: the browser defines the elements.

/** The class of `<better-work-report>`: there is none here. */
export const BetterWorkReport = undefined

/** The class of `<better-work-list>`: there is none here. */
export const BetterWorkList = undefined
