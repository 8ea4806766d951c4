// The package as it was built, and the vectors, as files.

import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { packaged, root } from '../../build/places.js'
import { VERBS } from './vectors.js'

/** A module of the package. */
export const library = file => import(new URL(`file://${join(packaged, file)}`))

const folder = name => {
  const names = readdirSync(join(root, name)).filter(file => file.endsWith('.json'))
  return names.map(file => JSON.parse(readFileSync(join(root, name, file), 'utf8')))
}

/** Every vector; `issue` alone has no verb in JavaScript. */
export const everyVector = () => folder('tests/vectors')

/** The vectors that JavaScript has a verb for. */
export const vectors = () => everyVector().filter(({ verb }) => verb in VERBS)

/** The vectors of decisions. */
export const decisions = () => folder('tests/vectors/decisions')

/** One vector. */
export const vector = name => JSON.parse(readFileSync(join(root, 'tests/vectors', `${name}.json`), 'utf8'))
