// Hashes of files, as `integrity` has them (Subresource Integrity).

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** Returns the hash of a file. */
export const hashOf = (file, kind = 'sha256') => `${kind}-${createHash(kind).update(readFileSync(file)).digest('base64')}`
