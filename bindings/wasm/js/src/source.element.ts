// Where the verifier of the elements is: in the WebAssembly file beside this module; where WebAssembly is refused, in the same as plain
// JavaScript. Each is known by the hash that was its own when the package was made, and is waited for as long as any other file.

import { PATIENCE } from './element/sources.js'
import type { Fallback } from './load.js'
import { ours as webAssembly } from './source.web.js'

declare const FALLBACK_FILE: string
declare const FALLBACK_HASH: string
declare const importAt: (address: string) => Promise<{ fallback: Fallback }>

interface Policy {
  createScriptURL(url: string): string
}
declare global {
  var trustedTypes: { createPolicy(name: string, rules: Policy): Policy } | undefined
}

export const ours = () => (isRefused() ? plain() : webAssembly({ signal: AbortSignal.timeout(PATIENCE) }))

/** Whether this browser, or the page's policy, runs no WebAssembly: the smallest file there is tells. */
function isRefused(): boolean {
  try {
    return !new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))
  } catch {
    return true
  }
}

let policy: Policy | undefined

/** Only a script's tag runs a module if its hash fits, and no other; what it loaded is then had by its address. */
async function plain(): Promise<Fallback> {
  const { href } = new URL(FALLBACK_FILE, import.meta.url)
  policy ??= globalThis.trustedTypes?.createPolicy('betterwork-report', { createScriptURL: () => href })
  const script = document.createElement('script')
  const loaded = new Promise((loads, fails) => {
    script.onload = loads
    script.onerror = () => fails(new Error(`WebAssembly is refused here, and ${href} is missing, late or changed`))
    setTimeout(script.onerror, PATIENCE)
  })
  script.type = 'module'
  script.integrity = FALLBACK_HASH
  script.src = policy ? policy.createScriptURL(href) : href
  document.head.append(script)
  await loaded.finally(() => script.remove())
  return (await importAt(href)).fallback
}
