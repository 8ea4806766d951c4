//! Standing as last known: refreshed with newer status lists, never set back to an older one.

use betterwork::report::StatusReference;
use betterwork::trust::{StatusLists, TrustList};
use betterwork::{Standing, StandingValue, Timestamp};
use serde::Serialize;

use super::changes::{self, ChangeKind};
use super::sql::{self, Database, Row, values};
use super::{Result, Store};

/// What a refresh changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StandingSummary {
    /// How many reports were asked about.
    pub reports: u64,
    /// How many of them have another standing now.
    pub changed: u64,
}

impl Store {
    /// Asks the status lists about every report, as of `at`, in one transaction; of a list whose signer this trust list does not let sign it, nothing is known.
    ///
    /// # Errors
    /// As [`Store::import`]; then nothing is changed.
    pub fn refresh_standing(&mut self, trust: &TrustList, status: &StatusLists, at: Timestamp) -> Result<StandingSummary> {
        let (status, _) = self.heed(trust, status, at)?;
        refresh_all(&self.database, trust, &status, at).map_err(|error| self.fault(error))
    }
}

fn refresh_all(database: &Database, trust: &TrustList, status: &StatusLists, at: Timestamp) -> sql::Result<StandingSummary> {
    let transaction = database.write()?;
    let (mut summary, mut changed) = (StandingSummary::default(), Vec::new());
    let sql = "SELECT report_id, iss, status_uri, status_idx, standing, standing_reason, standing_as_of_at FROM reports ORDER BY report_id";
    database.each(sql, &[], |row| {
        let (issuer, uri) = (row.text(1)?, row.get::<String>(2)?);
        let reference = StatusReference::new(row.get::<i64>(3)?.cast_unsigned(), uri.into());
        let (held, fresh) = (Known::read(row, 4)?, Known::from(&Standing::of(&issuer, &reference, status, trust, at)));
        summary.reports += 1;
        if held.gives_way_to(&fresh) {
            changed.push((row.get::<i64>(0)?, held, fresh));
        }
        Ok::<_, sql::Fault>(())
    })?;
    for (report_id, held, fresh) in &changed {
        fresh.write(database, *report_id, held, at)?;
        summary.changed += u64::from(fresh.value != held.value);
    }
    refresh_progress_reports(database, trust, status, at)?;
    transaction.commit()?;
    Ok(summary)
}

/// Asks the status lists about every progress report: whoever asks for remediation needs to know.
fn refresh_progress_reports(database: &Database, trust: &TrustList, status: &StatusLists, at: Timestamp) -> sql::Result<()> {
    let sql = "SELECT digest, iss, status_uri, status_idx, standing, standing_reason, standing_as_of_at FROM progress_reports";
    let rows = database.all(sql, &[], |row| {
        let reference = StatusReference::new(row.get::<i64>(3)?.cast_unsigned(), row.get::<String>(2)?.into());
        Ok((row.get::<String>(0)?, Known::read(row, 4)?, Known::from(&Standing::of(&row.text(1)?, &reference, status, trust, at))))
    })?;
    for (digest, held, fresh) in rows {
        if held.gives_way_to(&fresh) {
            let sql = "UPDATE progress_reports SET standing = ?2, standing_reason = ?3, standing_as_of_at = ?4 WHERE digest = ?1";
            database.execute(sql, values![&digest, &fresh.value, fresh.reason.as_ref(), fresh.as_of_at.as_ref()])?;
        }
    }
    Ok(())
}

/// A standing as a row has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) value: String,
    pub(super) reason: Option<String>,
    pub(super) as_of_at: Option<String>,
}

impl From<&Standing> for Known {
    fn from(standing: &Standing) -> Self {
        Known {
            value: standing.value.code().to_owned(),
            reason: standing.reason.map(str::to_owned),
            as_of_at: standing.as_of_at.map(|instant| instant.to_string()),
        }
    }
}

impl Known {
    /// Reads `standing, standing_reason, standing_as_of_at`, of which `first` is the first.
    pub(super) fn read(row: &Row<'_>, first: usize) -> sql::Result<Self> {
        Ok(Known { value: row.get(first)?, reason: row.get(first + 1)?, as_of_at: row.get(first + 2)? })
    }

    /// Whether `fresh` says something else or something newer. What is known stays known: no list, a stale one or an
    /// older one changes nothing. Instants of the store order as texts.
    pub(super) fn gives_way_to(&self, fresh: &Known) -> bool {
        let unknown = |standing: &Known| standing.value == StandingValue::Unknown.code();
        let says_more = if unknown(fresh) { unknown(self) } else { fresh.as_of_at >= self.as_of_at };
        says_more && self != fresh
    }

    /// Writes it in the place of what was held, and that it changed, where it did.
    pub(super) fn write(&self, database: &Database, report_id: i64, held: &Known, at: Timestamp) -> sql::Result<()> {
        let sql = "UPDATE reports SET standing = ?2, standing_reason = ?3, standing_as_of_at = ?4 WHERE report_id = ?1";
        database.execute(sql, values![report_id, &self.value, self.reason.as_ref(), self.as_of_at.as_ref()])?;
        if self.value != held.value {
            let standing = (Some(&*held.value), Some(&*self.value));
            changes::record(database, report_id, ChangeKind::StandingChanged, standing, at)?;
        }
        Ok(())
    }
}
