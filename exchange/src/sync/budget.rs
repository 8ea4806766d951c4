//! A bound on the bytes that are fetched and not yet written: memory stays flat however large documents are.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// So many bytes may be on their way; fetching waits beyond it.
#[derive(Debug)]
pub(super) struct Budget {
    left: Mutex<i64>,
    freed: Condvar,
}

impl Budget {
    /// Gives out at most so many bytes, and one document more for each who takes.
    pub(super) fn new(bytes: i64) -> Self {
        Budget { left: Mutex::new(bytes), freed: Condvar::new() }
    }

    /// Takes bytes; waits while none are left.
    pub(super) fn take(&self, bytes: usize) {
        let mut left = self.lock();
        while *left <= 0 {
            left = self.freed.wait(left).unwrap_or_else(PoisonError::into_inner);
        }
        *left = left.saturating_sub_unsigned(bytes as u64);
    }

    /// Gives bytes back.
    pub(super) fn give(&self, bytes: usize) {
        let mut left = self.lock();
        *left = left.saturating_add_unsigned(bytes as u64);
        self.freed.notify_all();
    }

    /// Lets everybody go who waits, for good.
    pub(super) fn lift(&self) {
        *self.lock() = i64::MAX;
        self.freed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, i64> {
        self.left.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
