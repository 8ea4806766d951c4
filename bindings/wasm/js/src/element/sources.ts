// What a page points at: a file at an address, or a text in the page itself (`#id`). Small, whole, and not a web page.

/** The largest document, in bytes. */
const LARGEST = 4 * 1024 * 1024

/** How long a file may take, in milliseconds. */
export const PATIENCE = 30_000

/** Nothing could be had from an address: nothing is known about the document. */
export class SourceError extends Error {
  override readonly name = 'SourceError'
  constructor(
    /** Why, one word of a closed set. */
    readonly code: 'network' | 'not_found' | 'not_a_document' | 'too_large' | 'not_given',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** Returns the bytes at an address, or of the element with this id. */
export async function bytesAt(address: string, signal: AbortSignal): Promise<Uint8Array> {
  if (address.startsWith('#')) {
    const text = inPage(address)
    if (!text) throw new SourceError('not_found', `this page has no text with the id \`${address.slice(1)}\``)
    return new TextEncoder().encode(text)
  }
  const response = await answer(address, signal)
  if (response.status === 404 || response.status === 410) throw new SourceError('not_found', `there is no file at ${response.url}`)
  if (!response.ok) throw new SourceError('network', `${response.url} answers ${response.status}`)
  const bytes = await body(response, address)
  if (isMarkup(bytes)) throw new SourceError('not_a_document', `${response.url} answers with a web page, not with a signed file`)
  return bytes
}

/** Takes addresses apart, as `class` does names; of a property that is none, what it looks like. */
export const addresses = (list: unknown) => [list].flat().join(' ').split(/\s+/).filter(Boolean)

/** Returns where a reader gets the file: a text in the page becomes one. What is no address of a file, a script perhaps, nobody gets. */
export function download(address: string): string | undefined {
  if (address.startsWith('#')) return `data:,${encodeURIComponent(inPage(address) ?? '')}`
  return isWeb(parsed(address)) ? address : undefined
}

const inPage = (id: string) => document.getElementById(id.slice(1))?.textContent?.trim()

async function answer(address: string, signal: AbortSignal): Promise<Response> {
  const url = parsed(address)
  const { href, protocol } = url
  if (protocol === ':') throw new SourceError('not_found', `\`${address}\` is no address`)
  if (!isWeb(url)) {
    // An address of a file is most often that of a page opened from one.
    throw new SourceError('network', `${href} could not be loaded: ${protocol === 'file:' ? 'serve it over HTTP' : 'only HTTP is'}`)
  }
  try {
    return await fetch(href, { signal: impatient(signal) })
  } catch (cause) {
    signal.throwIfAborted()
    throw new SourceError('network', `${href} could not be loaded: ${cause instanceof Error ? cause.message : cause}`, { cause })
  }
}

const isWeb = ({ protocol }: HTMLAnchorElement) => /^https?:/.test(protocol)

/** Reads an address as a link of the page would be read: what is none has no protocol but its colon. */
const parsed = (address: string) => Object.assign(document.createElement('a'), { href: address })

/** A signal that comes when the other one does, or when it takes too long: what `AbortSignal.any` would make in browsers that have it. */
function impatient(other: AbortSignal): AbortSignal {
  const own = new AbortController()
  const { signal } = own
  other.addEventListener('abort', () => own.abort(), { signal })
  setTimeout(() => own.abort(new Error(`it took longer than ${PATIENCE / 1000} seconds`)), PATIENCE)
  return signal
}

/** Reads no more than any document may have. */
async function body(response: Response, address: string): Promise<Uint8Array> {
  const reader = response.body?.getReader()
  const parts: Uint8Array[] = []
  let length = 0
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      parts.push(part.value)
      length += part.value.length
      if (length > LARGEST) {
        await reader?.cancel()
        throw new SourceError('too_large', `${response.url} has more than ${LARGEST} bytes, the most that a report has`)
      }
    }
  } catch (cause) {
    if (cause instanceof SourceError) throw cause
    throw new SourceError('network', `${address} broke off: ${cause instanceof Error ? cause.message : cause}`, { cause })
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** No signed document begins with `<`. */
const isMarkup = (bytes: Uint8Array) => bytes.find(byte => byte > 0x20) === 0x3c
