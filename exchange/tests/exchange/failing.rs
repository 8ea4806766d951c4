//! A place that fails at the n-th write or removal, as a full disk does.

use std::cell::Cell;

use betterwork_exchange::publish::{Caching, Lock, Place, PlaceError};

#[derive(Debug)]
pub(crate) struct Failing<P> {
    inner: P,
    left: Cell<u32>,
}

impl<P: Place> Failing<P> {
    /// Lets so many writes and removals succeed.
    pub(crate) fn after(writes: u32, inner: P) -> Self {
        Failing { inner, left: writes.into() }
    }
}

impl<P> Failing<P> {
    fn count(&self, path: &str) -> Result<(), PlaceError> {
        let left = self.left.get().checked_sub(1);
        self.left.set(left.ok_or_else(|| PlaceError::Unwritable { path: path.to_owned(), reason: "no space left on device".to_owned() })?);
        Ok(())
    }
}

impl<P: Place> Place for Failing<P> {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, PlaceError> {
        self.inner.read(path)
    }
    fn write(&self, path: &str, bytes: &[u8], caching: Caching) -> Result<(), PlaceError> {
        self.count(path)?;
        self.inner.write(path, bytes, caching)
    }
    fn takes_compressed_copies(&self) -> bool {
        self.inner.takes_compressed_copies()
    }
    fn remove(&self, path: &str) -> Result<(), PlaceError> {
        self.count(path)?;
        self.inner.remove(path)
    }
    fn list(&self, folder: &str) -> Result<Vec<String>, PlaceError> {
        self.inner.list(folder)
    }
    fn settle(&self) -> Result<(), PlaceError> {
        self.inner.settle()
    }
    fn lock(&self) -> Result<Box<dyn Lock>, PlaceError> {
        self.inner.lock()
    }
    fn address(&self) -> &str {
        self.inner.address()
    }
}
