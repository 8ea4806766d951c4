//! One question about a whole batch: of which documents is nothing held?

use std::collections::HashSet;

use betterwork::VerifiedReport;

use super::Session;
use super::types::plain;
use crate::store::sql::Result;

const STRANGERS: &str = "SELECT digest FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])
    AS batch (digest, iss, jti, uri, idx)
    WHERE NOT EXISTS (SELECT FROM reports WHERE reports.digest = batch.digest)
    AND NOT EXISTS (SELECT FROM reports WHERE reports.iss = batch.iss AND reports.jti = batch.jti)
    AND NOT EXISTS (SELECT FROM reports WHERE reports.iss = batch.iss AND status_uri = uri AND status_idx = idx)
    AND NOT EXISTS (SELECT FROM quarantine WHERE quarantine.digest = batch.digest)";

impl Session {
    /// Returns the digests of the documents of which nothing is held, nor in quarantine.
    pub(in crate::store) fn strangers<'v>(&self, batch: impl Iterator<Item = &'v VerifiedReport>) -> Result<HashSet<String>> {
        let mut keys: [Vec<String>; 4] = Default::default();
        let mut indexes = Vec::new();
        for verified in batch {
            let document = verified.document();
            let row = [
                verified.digest().to_string(),
                plain(&document.iss).into(),
                plain(&document.jti).into(),
                plain(&document.status.uri).into(),
            ];
            keys.iter_mut().zip(row).for_each(|(column, key)| column.push(key));
            indexes.push(document.status.idx.cast_signed());
        }
        let statement = self.prepare(STRANGERS)?;
        let [digests, issuers, jtis, uris] = &keys;
        let rows = self.client.borrow_mut().query(&statement, &[digests, issuers, jtis, uris, &indexes])?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }
}
