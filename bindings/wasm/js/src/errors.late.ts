// What goes wrong, where another module makes the exceptions: callers match the classes of that one.

import type { refusal as Refuse } from './errors.js'

let refuse: typeof Refuse

/** Makes the exception for an error of core. @internal */
export const refusal: typeof Refuse = (...reason) => refuse(...reason)

/** Says who makes exceptions. @internal */
export function refuseWith(made: typeof Refuse): void {
  refuse = made
}
