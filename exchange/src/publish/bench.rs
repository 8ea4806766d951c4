//! Appending events without their documents, to measure what a large log costs. Only for benchmarks (feature `bench`).

use betterwork::log::Event;

use super::{Publisher, Result};

impl Publisher {
    /// Appends an event to the log, whatever it says; returns its number.
    ///
    /// # Errors
    /// Where it is longer than an entry may be.
    pub fn append_event(&mut self, event: &Event) -> Result<u64> {
        self.ledger.append(event)
    }
}
