// Makes what the benchmark weighs as small as the package is made: BINDGEN=PROGRAM node build/weight.js

import { optimise } from './optimise.js'
import { weighed } from './places.js'

optimise('weight', weighed)
