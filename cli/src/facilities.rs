//! Which factory of a store somebody means: its id in the reports, or the end of it that people know.

use std::collections::BTreeSet;

use betterwork::{Digest, VerifiedReport, verify};
use betterwork_exchange::store::Store;

use crate::failure::{Failure, Result};
use crate::trusted::Opened;

/// Finds the factory (`sub`) that `id` names: the id itself, or its last part, such as `KH-1000`.
pub(crate) fn named(store: &Store, id: &str) -> Result<String> {
    let held: BTreeSet<String> = store.reports()?.into_iter().map(|report| report.sub).collect();
    if held.contains(id) {
        return Ok(id.to_owned());
    }
    let meant: Vec<&String> = held.iter().filter(|sub| ends_in(sub, id)).collect();
    match meant.as_slice() {
        [only] => Ok((*only).clone()),
        [] => Err(Failure::input_output("not_found", format!("the store has no report of the factory `{id}`"))
            .advise("`betterwork query reports --store DB` lists the factories")),
        several => {
            let ids: Vec<_> = several.iter().map(|sub| format!("`{sub}`")).collect();
            Err(Failure::usage(format!("`{id}` may be {}", ids.join(" or "))).advise("give the whole id"))
        }
    }
}

/// Verifies the newest report of a factory again from its signed bytes, whatever its standing.
pub(crate) fn newest_report(store: &Store, id: &str, opened: &Opened) -> Result<VerifiedReport> {
    let mut rows = store.facility_history(&named(store, id)?)?;
    rows.retain(|row| row.is_current);
    match rows.last() {
        Some(row) => stored_report(store, &row.digest, opened),
        None => Err(Failure::input_output("not_found", format!("the store has no report of `{id}`"))),
    }
}

/// Verifies a report of the store again from its signed bytes.
pub(crate) fn stored_report(store: &Store, digest: &str, opened: &Opened) -> Result<VerifiedReport> {
    let digest = Digest::parse(digest)?;
    let token = store.token(digest)?.unwrap_or_default();
    verify(&token, &opened.trust, &opened.status, opened.at)
        .map_err(|error| Failure::refused(&format!("the stored report {digest} is not verified"), &error))
}

/// Returns whether `id` is the last part of a factory's id, which is a URI.
pub(crate) fn ends_in(sub: &str, id: &str) -> bool {
    sub.rsplit([':', '/']).next() == Some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_known_by_its_last_part() {
        assert!(ends_in("urn:betterwork:facility:KH-1000", "KH-1000") && ends_in("https://programme.example/facilities/7", "7"));
        assert!(!ends_in("urn:betterwork:facility:KH-1000", "1000"));
    }
}
