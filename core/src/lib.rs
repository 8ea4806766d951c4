//! Factory labour-standards reports that carry their own proof.
#![forbid(unsafe_code)]
