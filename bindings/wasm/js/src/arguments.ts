// What callers give: bytes, texts and times, in the forms that core takes.

import type { Core } from './core.js'

/** A document: its bytes, or its text. */
export type Bytes = string | ArrayBuffer | ArrayBufferView

/** The time of the question: a date, or RFC 3339 text to the second in UTC (`2026-02-03T08:30:00Z`). */
export type Instant = Date | string

const encoder = new TextEncoder()

/** Returns a document's bytes; of one that is larger than any may be, enough for core to say so. @internal */
export function bytesOf(core: Core, document: Bytes): Uint8Array {
  const longest = core.longest_input()
  if (typeof document === 'string') return encoder.encode(document.slice(0, longest))
  if (document instanceof ArrayBuffer) document = new Uint8Array(document)
  if (ArrayBuffer.isView(document)) return new Uint8Array(document.buffer, document.byteOffset, Math.min(document.byteLength, longest))
  throw unlike('a document as string, Uint8Array or ArrayBuffer', document)
}

/** Returns a document's text. What is no UTF-8 is no document: core sees the replacement characters, and refuses them. @internal */
export function textOf(core: Core, document: Bytes): string {
  return typeof document === 'string' ? document.slice(0, core.longest_input()) : new TextDecoder().decode(bytesOf(core, document))
}

/** Returns the time of the question as RFC 3339 text; now, where none is given. @internal */
export function instantOf(at: Instant = new Date()): string {
  if (typeof at === 'string') return at
  if (at instanceof Date && Number.isSafeInteger(at.getTime())) return `${at.toISOString().slice(0, -5)}Z`
  throw unlike('`at` as a valid Date or as text such as 2026-02-03T08:30:00Z', at)
}

/** Returns a whole number from 0 on: core would take what is none for the nearest. @internal */
export function countOf(number: number, name: string): number {
  if (Number.isSafeInteger(number) && number >= 0) return number
  throw unlike(`\`${name}\` as a whole number from 0 on`, number)
}

/** Returns what must be text: core would take what is not there for what nobody gave. @internal */
export function textual(text: string, name: string): string {
  if (typeof text === 'string') return text
  throw unlike(`\`${name}\` as text, or not at all`, text)
}

/** Says what was expected, and what was given instead. @internal */
export const unlike = (expected: string, value: unknown) => new TypeError(`expected ${expected}, found ${kindOf(value)}`)

const kindOf = (value: unknown) => (value instanceof Date || typeof value === 'number' || value === null ? `${value}` : typeof value)
