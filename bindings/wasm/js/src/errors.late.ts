// What goes wrong, where another module makes the exceptions: callers match the classes of that one.

import type { VerificationError } from './errors.js'

/** Makes of an error of core what a caller's own class is made of. @internal */
export const refusal = (code: string, message: string, path: string) => Object.assign(new Error(message), { code, path }) as VerificationError
