// One question of a page: the report, who may sign, what still stands, what others say; fetched, verified, answered.

import type { VerifiedStatement } from '../documents.generated.js'
import { LoadError, VerificationError, saysNoMore } from '../errors.js'
import { type Held, StatusList } from '../status.js'
import { TrustList } from '../trust.js'
import { verify, verifyStatement } from '../verify.js'
import { type Answer, answerOf, refusedAs } from './answer.js'
import { PINNED_ROOT, ROOT_IS_A_TEST } from './pin.js'
import { SourceError, addresses, bytesAt } from './sources.js'

/** What a page asks: attributes of an element. */
export interface Question {
  readonly src: string | null
  /** Addresses of trust lists: the first is signed by the pinned root, each other follows the one before it. */
  readonly trust: string | null
  /** Addresses of status lists. */
  readonly status: string | null
  /** Addresses of statements. */
  readonly statements: string | null
  readonly internal: boolean
}

/** Says something to who makes the page. */
export type Tell = (message: string) => void

/** Asks, and answers in every case; throws only where the question was taken back. */
export async function ask(question: Question, tell: Tell, signal: AbortSignal): Promise<Answer> {
  try {
    return await checked(question, tell, signal)
  } catch (error) {
    signal.throwIfAborted()
    return failed(error)
  }
}

async function checked({ src, trust, status, statements, internal }: Question, tell: Tell, signal: AbortSignal): Promise<Answer> {
  if (!src) throw new SourceError('not_given', 'the attribute `src` is missing: the address of a signed report')
  const chain = addresses(trust)
  if (chain.length === 0) throw new SourceError('not_given', 'the attribute `trust` is missing: the address of the trust list')
  const [bytes, list, others] = await Promise.all([
    bytesAt(src, signal),
    trustAt(chain),
    Promise.all(addresses(statements).map(address => bytesAt(address, signal).catch(error => unread(error, tell)))),
  ])
  const lists = await statusAt(status, list, tell)
  const held = lists.filter(one => one !== undefined)
  const asked = { at: new Date(), status: held }
  const report = await verify(bytes, list, asked)
  const verified = new Map<string, VerifiedStatement>()
  let refused = 0
  for (const statement of others) {
    const said = statement && (await verifyStatement(statement, bytes, list, asked).catch(error => unread(error, tell)))
    // Who is named twice has said it once.
    if (said) verified.set(said.digest, said)
    else refused += 1
  }
  const test = ROOT_IS_A_TEST || report.signer.test
  return answerOf(report, internal, { test, statements: [...verified.values()], refused, missed: held.length < lists.length })
}

function unread(error: unknown, tell: Tell): undefined {
  tell(`a statement is not shown: ${told(error)}`)
}

/** Says it to who makes the page; why a document was refused is a sentence that the small verifier does not have. */
function told(error: unknown): string {
  if (error instanceof VerificationError && saysNoMore(error)) return `it was ${error.message}; \`betterwork verify\` says why in a sentence`
  return error instanceof Error ? error.message : String(error)
}

/** Says what a failure means for who reads the page. */
export function failed(error: unknown): Answer {
  const message = told(error)
  if (error instanceof TrustError) return { state: 'unchecked', code: error.code, message: `trust list: ${message}` }
  if (error instanceof VerificationError) return { state: refusedAs(error.code), code: error.code, message }
  if (error instanceof SourceError) {
    const state = error.code === 'not_a_document' || error.code === 'too_large' ? 'invalid' : 'unchecked'
    return { state, code: error.code, message }
  }
  return { state: 'unchecked', code: error instanceof LoadError ? 'no_verifier' : 'internal', message }
}

/** The trust list could not be relied on: nothing is known about the report. */
class TrustError extends Error {
  constructor(readonly code: string, cause: Error) {
    super(told(cause), { cause })
  }
}

// The elements of a page share what they rest on; a failure is not kept.
const trusted = new Map<string, Promise<TrustList>>()
const held = new WeakMap<TrustList, Map<string, Promise<Held | undefined>>>()

/** How long something shared is good for, in milliseconds: a page may stay open for days. */
const GOOD_FOR = 5 * 60_000

const never = new AbortController().signal

function trustAt(chain: readonly string[]): Promise<TrustList> {
  return shared(trusted, chain.join(' '), () => openTrust(chain))
}

async function openTrust(chain: readonly string[]): Promise<TrustList> {
  try {
    const documents = await Promise.all(chain.map(address => bytesAt(address, never)))
    let trust: TrustList | undefined
    for (const document of documents) trust = await (trust ? trust.update(document) : TrustList.open(document, { pin: PINNED_ROOT }))
    return trust!
  } catch (error) {
    throw error instanceof VerificationError || error instanceof SourceError ? new TrustError(error.code, error) : error
  }
}

async function statusAt(list: string | null, trust: TrustList, tell: Tell): Promise<readonly (Held | undefined)[]> {
  const known = held.get(trust) ?? new Map<string, Promise<Held | undefined>>()
  held.set(trust, known)
  const open = async (address: string) => {
    const document = await bytesAt(address, never)
    // One that cannot be opened is asked all the same: the answer then says why the standing is unknown.
    return StatusList.open(document, trust).catch(error => {
      tell(`the status list at ${address} cannot be used: ${told(error)}`)
      return document
    })
  }
  const lists = addresses(list).map(address =>
    shared(known, address, () => open(address)).catch(error => {
      tell(`the status list could not be had: ${told(error)}`)
      return undefined
    }),
  )
  return Promise.all(lists)
}

function shared<T>(all: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const made = all.get(key) ?? make()
  if (!all.has(key)) {
    const forget = () => all.delete(key)
    all.set(key, made)
    made.catch(forget)
    setTimeout(forget, GOOD_FOR)
  }
  return made
}
