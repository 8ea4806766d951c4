// The verifier as plain JavaScript, which stands beside this module; loaded when it is asked for.

import type { Fallback } from './load.js'

declare const FALLBACK_FILE: string
declare const importAt: (address: string) => Promise<{ fallback: Fallback }>

/** Loads it. @internal */
export const fallback = async (): Promise<Fallback> => (await importAt(new URL(FALLBACK_FILE, import.meta.url).href)).fallback
