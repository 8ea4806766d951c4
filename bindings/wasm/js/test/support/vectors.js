// The vectors of tests/vectors, asked of a build of the package; the same in Node and in a browser.

/** The vectors of a page's or a folder's list: what JavaScript has a verb for. Nothing is signed in JavaScript. */
export const VERBS = {
  verify: async (lib, vector, trust) => lib.verify(bytes(vector.token), trust, { at: vector.at, status: vector.status }),
  verify_progress_report: async (lib, vector, trust) => lib.verifyProgressReport(bytes(vector.token), trust, { at: vector.at, status: vector.status }),
  redact: async (lib, vector) => ({ token: await lib.redact(bytes(vector.token), viewOf(vector.view)) }),
  open_trust_list: async (lib, { document, pin, remembered_version }) =>
    trustListOf(await lib.TrustList.open(bytes(document), { ...(pin && { pin }), rememberedVersion: remembered_version })),
  update_trust_list: async (lib, { document, at }, trust) => trustListOf(await trust.update(bytes(document), { at })),
  open_status_list: async (lib, { token, at, uri, remembered_at }, trust) =>
    statusListOf(await lib.StatusList.open(bytes(token), trust, { at, uri, remembered: remembered_at })),
  open_checkpoint: async (lib, { document, origin, keys }) => lib.openCheckpoint(bytes(document), { origin, keys }),
  verify_inclusion_proof: async (lib, { document, origin, keys }) => lib.verifyInclusionProof(bytes(document), { origin, keys }),
}

/** The verbs of the full build alone. */
export const NEEDS_FULL = ['redact', 'verify_progress_report', 'open_checkpoint', 'verify_inclusion_proof']

/** What comes of a vector: the same form as its `expected`. */
export async function outcome(lib, vector) {
  const trust = vector.trust && (await lib.TrustList.open(JSON.stringify(vector.trust)))
  try {
    return { result: await VERBS[vector.verb](lib, vector, trust) }
  } catch (error) {
    return { error: codeOf(lib, error) }
  }
}

/** What comes of a vector of tests/vectors/decisions. */
export async function decision(lib, vector) {
  const trust = await lib.TrustList.open(JSON.stringify(vector.trust))
  try {
    const { at, status, policy, crosswalk, statements, progress_reports, last_blocking_on } = vector
    const more = { statements, progressReports: progress_reports, lastBlockingOn: last_blocking_on }
    return { decision: await lib.decide(vector.token && bytes(vector.token), trust, { at, status, policy, crosswalk, ...more }) }
  } catch (error) {
    return { error: codeOf(lib, error) }
  }
}

/** The bytes in question: a text, or pieces to repeat and join. */
export function bytes(document) {
  const pieces = typeof document === 'string' ? [{ repeat: document, times: 1 }] : document
  return new TextEncoder().encode(pieces.map(({ repeat, times }) => repeat.repeat(times)).join(''))
}

// Anything else than a refusal is a fault of ours, and stays one.
function codeOf(lib, error) {
  if (error instanceof lib.VerificationError) return error.code
  throw error
}

const viewOf = view => (['full', 'public'].includes(view) ? view : view.split(','))

const trustListOf = ({ version, digest, root_fingerprint, test }) => ({ version, digest, root_fingerprint, test })

function statusListOf(list) {
  const first_values = [...Array(16).keys()].map(index => list.get(index)).filter(value => value !== undefined)
  const { uri, issuer, as_of_at, expires_at, length } = list
  return { uri, issuer, as_of_at, expires_at, length, first_values }
}
