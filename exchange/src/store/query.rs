//! Named questions to a store, with typed answers in the words of the format.
//!
//! What is not asked here, ask in SQL: `docs/store.md` describes the tables.

use betterwork::report::{Audience, Publication};
use betterwork::{Day, PublicationState, StandingValue, Timestamp};

use super::sql::{self, Row, Value, values};
use super::{Result, Store};

/// Declares an answer's row: its members are the columns of its question, in this order.
macro_rules! answer {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
        #[non_exhaustive]
        #[allow(missing_docs, reason = "the words of the format")]
        pub struct $name { $($(#[$field_meta])* pub $field: $type,)* }

        impl $name {
            /// The names of the members, in their order.
            pub const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),*];

            pub(super) fn read(row: &$crate::store::sql::Row<'_>) -> $crate::store::sql::Result<Self> {
                Ok($name { $($field: row.get(stringify!($field))?,)* })
            }
        }
    };
}
pub(super) use answer;

answer! {
    /// A report.
    pub struct Report {
        facility_name: String,
        facility_country: String,
        sub: String,
        assessment_id: String,
        cycle: i64,
        started_on: String,
        revision: i64,
        /// As last known, as of `standing_as_of_at`.
        standing: String,
        standing_as_of_at: Option<String>,
        disclosure: String,
        findings_withheld_count: i64,
        /// Points with a visible finding that is not compliant.
        non_compliant_points_count: i64,
        /// Whether no newer revision is held.
        is_current: bool,
        superseded_by_digest: Option<String>,
        /// Why a person should look at it: a code.
        flag: Option<String>,
        is_test: bool,
        iss: String,
        jti: String,
        digest: String,
    }
}

answer! {
    /// A finding that is not compliant, in the newest report of its facility.
    pub struct NonCompliance {
        facility_name: String,
        facility_country: String,
        sub: String,
        cluster: String,
        compliance_point: String,
        question: String,
        text: String,
        /// Whether it is publicly disclosed.
        is_public: bool,
        started_on: String,
        standing: String,
        digest: String,
    }
}

answer! {
    /// How the newest reports of all facilities stand at one compliance point: counts, no rates.
    pub struct PointCount {
        cluster: String,
        compliance_point: String,
        /// Reports that carry the point.
        reports_count: i64,
        non_compliant_count: i64,
        compliant_count: i64,
        /// Reports in which something at the point is withheld, not assessed or not known, and nothing visible is not compliant.
        unknown_count: i64,
        no_result_count: i64,
    }
}

answer! {
    /// A supplier that a person or a program linked to a factory, with the newest report of that factory, if any is held.
    pub struct SupplierStatus {
        supplier_number: String,
        supplier_name: String,
        supplier_country: String,
        /// Whether a person said which factory it is.
        is_confirmed: bool,
        iss: String,
        sub: String,
        facility_name: Option<String>,
        facility_country: Option<String>,
        digest: Option<String>,
        assessment_id: Option<String>,
        cycle: Option<i64>,
        started_on: Option<String>,
        /// As last known, as of `standing_as_of_at`.
        standing: Option<String>,
        standing_as_of_at: Option<String>,
        disclosure: Option<String>,
        non_compliant_points_count: Option<i64>,
        findings_withheld_count: Option<i64>,
        flag: Option<String>,
        is_test: Option<bool>,
        signer_name: Option<String>,
        iat: Option<String>,
        exp: Option<String>,
    }
}

answer! {
    /// A document that was refused.
    pub struct Quarantined {
        source: String,
        code: String,
        reason: String,
        received_at: String,
        byte_count: i64,
        digest: Option<String>,
        sha256: String,
    }
}

/// Of each facility the newest assessment, in its newest revision.
pub(super) const NEWEST: &str = "SELECT report_id FROM newest_reports";

const REPORTS: &str = "SELECT *, (SELECT count(*) FROM compliance_point_rows
    WHERE row_id BETWEEN report_id << 20 AND (report_id << 20) + 1048575 AND result = 'non_compliant') AS non_compliant_points_count FROM reports";

const NON_COMPLIANCES: &str = "SELECT * FROM reports JOIN finding_rows ON row_id BETWEEN report_id << 20 AND (report_id << 20) + 1048575
    WHERE result = 'non_compliant'";

impl Store {
    /// Lists every report, superseded ones too.
    ///
    /// # Errors
    /// What the database says; so for every question.
    pub fn reports(&self) -> Result<Vec<Report>> {
        self.ask(&format!("{REPORTS} ORDER BY facility_name, sub, started_on, cycle, revision"), &[], Report::read)
    }

    /// Lists the newest report of every facility, whatever its standing.
    ///
    /// # Errors
    /// What the database says.
    pub fn current_reports(&self) -> Result<Vec<Report>> {
        self.ask(&format!("{REPORTS} WHERE report_id IN ({NEWEST}) ORDER BY facility_name, sub"), &[], Report::read)
    }

    /// Lists every report of a facility (`sub`), the oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn facility_history(&self, sub: &str) -> Result<Vec<Report>> {
        self.ask(&format!("{REPORTS} WHERE sub = ?1 ORDER BY iss, started_on, cycle, revision"), values![sub], Report::read)
    }

    /// Lists what is not compliant in the newest report of every facility, or of one (`sub`).
    ///
    /// # Errors
    /// What the database says.
    pub fn non_compliances(&self, sub: Option<&str>) -> Result<Vec<NonCompliance>> {
        let sql = format!(
            "{NON_COMPLIANCES} AND report_id IN ({NEWEST}) AND (sub = ?1 OR ?1 IS NULL)
             ORDER BY facility_name, sub, row_id"
        );
        self.ask(&sql, values![sub], NonCompliance::read)
    }

    /// Lists the publicly disclosed issues that may be shown publicly at `at`, by what is known of their reports' standing.
    ///
    /// # Errors
    /// What the database says.
    pub fn public_issues(&self, at: Timestamp) -> Result<Vec<NonCompliance>> {
        let sql = format!("{NON_COMPLIANCES} AND is_public AND report_id IN ({NEWEST}) ORDER BY facility_name, sub, row_id");
        let issues = self.ask(&sql, &[], |row| Ok(may_be_shown(row, at)?.then_some(NonCompliance::read(row)?)))?;
        Ok(issues.into_iter().flatten().collect())
    }

    /// Counts results by compliance point over the newest report of every facility.
    ///
    /// # Errors
    /// What the database says.
    pub fn point_counts(&self) -> Result<Vec<PointCount>> {
        let sql = format!(
            "SELECT cluster, compliance_point, count(*) AS reports_count, sum(CASE result WHEN 'non_compliant' THEN 1 ELSE 0 END) AS non_compliant_count,
                sum(CASE result WHEN 'compliant' THEN 1 ELSE 0 END) AS compliant_count, sum(CASE result WHEN 'unknown' THEN 1 ELSE 0 END) AS unknown_count,
                sum(CASE result WHEN 'no_result' THEN 1 ELSE 0 END) AS no_result_count
             FROM compliance_point_rows WHERE row_id >> 20 IN ({NEWEST}) GROUP BY cluster, compliance_point ORDER BY cluster, compliance_point"
        );
        self.ask(&sql, &[], PointCount::read)
    }

    /// Lists every linked supplier with the newest report of its factory, by its number.
    ///
    /// # Errors
    /// What the database says.
    pub fn supplier_status(&self) -> Result<Vec<SupplierStatus>> {
        self.ask("SELECT * FROM supplier_status ORDER BY supplier_number", &[], SupplierStatus::read)
    }

    /// Lists the documents that were refused, in the order in which they came.
    ///
    /// # Errors
    /// What the database says.
    pub fn quarantine(&self) -> Result<Vec<Quarantined>> {
        self.ask("SELECT * FROM quarantine ORDER BY quarantine_id", &[], Quarantined::read)
    }

    pub(super) fn ask<T>(&self, sql: &str, parameters: &[Value<'_>], read: impl FnMut(&Row<'_>) -> sql::Result<T>) -> Result<Vec<T>> {
        self.database.all(sql, parameters, read).map_err(|error| self.fault(error))
    }
}

/// Asks core whether a report of the store may be shown publicly.
fn may_be_shown(report: &Row<'_>, at: Timestamp) -> sql::Result<bool> {
    let [audience, iat, standing]: [String; 3] = [report.get("audience")?, report.get("iat")?, report.get("standing")?];
    let from: Option<String> = report.get("from_on")?;
    let mut publication = Publication::new(Audience::from(&*audience));
    publication.from = from.and_then(|day| Day::parse(&day).ok());
    let standing = StandingValue::ALL.iter().find(|value| value.code() == standing);
    Ok(match (Timestamp::parse(&iat), standing) {
        (Ok(iat), Some(standing)) => PublicationState::of(&publication, iat, *standing, at).public,
        _ => false,
    })
}
