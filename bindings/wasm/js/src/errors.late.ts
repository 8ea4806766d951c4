// What goes wrong, where another module makes the exceptions: callers match the classes of that one.

import type { refusal as Refuse } from './errors.js'

// Until somebody is named, an error with what a class would be made of.
let refuse = ((code, message, path) => Object.assign(new Error(message), { code, path })) as typeof Refuse

/** Makes the exception for an error of core. @internal */
export const refusal: typeof Refuse = (...reason) => refuse(...reason)

/** Says who makes exceptions. @internal */
export function refuseWith(made: typeof Refuse): void {
  refuse = made
}
