// The root that everything on a page rests on. It is compiled in: no attribute and no file can bring another.

import type { Root } from '../documents.generated.js'

declare const ROOT: Root
declare const IS_TEST_ROOT: boolean

/** The pinned root: `cargo xtask package wasm --root FILE`. */
export const PINNED_ROOT = ROOT

/** Whether that is the test root, whose secret everybody knows: then all there is, is test data. */
export const ROOT_IS_A_TEST = IS_TEST_ROOT
