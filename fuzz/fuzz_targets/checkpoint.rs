//! Checkpoints of a log, verifier keys, proofs and paths, given any bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| conformance::fuzzing::checkpoint_target(data));
