//! Which documents of a batch have nothing to do with what the store holds: those need no further question.
//!
//! SQLite answers a question in microseconds and is asked about every document. PostgreSQL is asked once for a batch.

use std::collections::HashSet;

use betterwork::VerifiedReport;

use super::sql::{Database, Result};

/// The documents of a batch of which nothing is held.
#[derive(Default)]
pub(super) struct Strangers {
    /// Their digests; none where every document is asked about.
    digests: HashSet<String>,
    /// The keys of those that came earlier in the batch.
    taken: HashSet<String>,
}

impl Strangers {
    /// Finds them among the verified documents of a batch.
    #[cfg_attr(not(feature = "postgres"), allow(unused_variables, reason = "SQLite is asked about each document"))]
    pub(super) fn among<'v>(database: &Database, batch: impl Iterator<Item = &'v VerifiedReport>) -> Result<Self> {
        match database {
            Database::Sqlite(_) => Ok(Strangers::default()),
            #[cfg(feature = "postgres")]
            Database::Postgres(session) => Ok(Strangers { digests: session.strangers(batch)?, taken: HashSet::new() }),
        }
    }

    /// Returns whether a document is one, and takes note of it: a second one of the same report is none.
    pub(super) fn take(&mut self, verified: &VerifiedReport) -> bool {
        let digest = verified.digest().to_string();
        if self.digests.is_empty() {
            return false;
        }
        let document = verified.document();
        let jti = format!("{}\n{}", document.iss, document.jti);
        let index = format!("{}\n{}\n{}", document.iss, document.status.uri, document.status.idx);
        let is_stranger = self.digests.contains(&digest);
        // Each is noted, whichever was there already.
        [digest, jti, index].map(|key| self.taken.insert(key)).iter().all(|is_new| *is_new) && is_stranger
    }
}
