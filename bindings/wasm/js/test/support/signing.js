// The keys of the samples, which everybody knows: what a test changes of a document is signed anew.

import { createPrivateKey, sign } from 'node:crypto'
import { bytes } from './elements.js'

const [ROOT, REPORTS] = [1, 2]
const MASK = (1n << 64n) - 1n
/** What stands before the 32 bytes of a private key in PKCS #8 (RFC 8410, section 7). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Makes the key of a seed as the samples do, by SplitMix64. */
function key(seed) {
  const secret = Buffer.alloc(32)
  let state = BigInt(seed)
  for (let at = 0; at < 32; at += 8) {
    state = (state + 0x9e3779b97f4a7c15n) & MASK
    let word = ((state ^ (state >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK
    word = ((word ^ (word >> 27n)) * 0x94d049bb133111ebn) & MASK
    secret.writeBigUInt64LE(word ^ (word >> 31n), at)
  }
  return createPrivateKey({ key: Buffer.concat([PKCS8, secret]), format: 'der', type: 'pkcs8' })
}

/** Signs the trust list of the pages with another payload. */
export function trustList(change) {
  const list = JSON.parse(bytes('trust.json'))
  const payload = JSON.parse(Buffer.from(list.payload, 'base64url'))
  change(payload)
  const text = Buffer.from(JSON.stringify(payload)).toString('base64url')
  const signatures = list.signatures.map(({ protected: header }) => ({ protected: header, signature: sign(null, Buffer.from(`${header}.${text}`), key(ROOT)).toString('base64url') }))
  return JSON.stringify({ payload: text, signatures })
}

/** Signs a report of the pages with another payload. */
export function resigned(name, change) {
  const [token, ...disclosures] = bytes(name).toString().split('~')
  const [header, text] = token.split('.')
  const payload = JSON.parse(Buffer.from(text, 'base64url'))
  change(payload)
  const input = `${header}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`
  return [`${input}.${sign(null, Buffer.from(input), key(REPORTS)).toString('base64url')}`, ...disclosures].join('~')
}
