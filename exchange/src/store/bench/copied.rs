//! The rows of reports as `COPY` takes them, encoded beforehand: what PostgreSQL itself costs.

use std::num::NonZeroUsize;

use betterwork::{Timestamp, VerifiedReport};

use crate::store::sql::{Database, Fault};
use crate::store::write::Gathered;
use crate::store::{Result, Store};

/// The rows of verified reports, by batch.
pub struct Copied(Vec<Gathered>);

impl Copied {
    /// Encodes the rows of reports, each with its signed bytes, for a new store.
    ///
    /// # Errors
    /// None that is expected.
    pub fn of(store: &Store, reports: &[(VerifiedReport, &[u8])], batch: NonZeroUsize, at: Timestamp) -> Result<Self> {
        let encode = || {
            let mut batches = Vec::new();
            let mut ids = 1..;
            for reports in reports.chunks(batch.get()) {
                let mut gathered = Gathered::new()?;
                for ((verified, token), report_id) in reports.iter().zip(&mut ids) {
                    gathered.add(report_id, verified, token, at)?;
                }
                batches.push(gathered);
            }
            Ok::<_, Fault>(batches)
        };
        encode().map(Copied).map_err(|error| store.fault(error))
    }

    /// Sends the rows: the same tables, indexes and transactions as an import has, and nothing else.
    ///
    /// # Errors
    /// What the database says.
    pub fn send(self, store: &Store) -> Result<()> {
        let Database::Postgres(session) = &store.database else { return Ok(()) };
        let send = |gathered: Gathered| {
            let transaction = store.database.write()?;
            gathered.send(session)?;
            transaction.commit()
        };
        self.0.into_iter().try_for_each(send).map_err(|error| store.fault(error))
    }
}
