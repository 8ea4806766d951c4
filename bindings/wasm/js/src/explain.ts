// Why a document was refused, in words: the small verifier has only the code and the place, the one in plain JavaScript has the sentence.

import { fallback } from '#fallback'
import type { Core } from './core.js'
import { VerificationError, saysNoMore } from './errors.js'

let loading: Promise<Core | undefined> | undefined

/** Returns the error with its sentence, asked again of the verifier that has it; as it is where that cannot be loaded. @internal */
export async function explained(error: unknown, question: (engine: Core) => unknown): Promise<unknown> {
  if (!(error instanceof VerificationError) || !saysNoMore(error)) return error
  // A page that was offline may ask again.
  const engine = await (loading ??= fallback().then(start => start() as Core).catch(() => (loading = undefined)))
  try {
    if (engine) question(engine)
  } catch (told) {
    // Only its sentence is taken over: what was decided is decided.
    const { code, message } = told as VerificationError
    if (code === error.code) return new VerificationError(code, message, error.path)
  }
  return error
}
