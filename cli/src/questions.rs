//! The named questions to a store: what each is for, and which of its columns a person reads.

use betterwork::Timestamp;
use betterwork_exchange::store::query::{NonCompliance, PointCount, Quarantined, Report, SupplierStatus};
use betterwork_exchange::store::{Change, Store};
use serde::Serialize;
use serde_json::Value;

use crate::failure::{Failure, Result};

/// A named question.
pub(crate) struct Question {
    /// The name of the store's function.
    pub(crate) name: &'static str,
    /// What it answers, in a sentence.
    pub(crate) sentence: &'static str,
    /// All columns of the answer.
    pub(crate) columns: &'static [&'static str],
    /// Those that a table shows, each with its heading.
    pub(crate) shown: &'static [(&'static str, &'static str)],
    ask: fn(&Store, &Asked<'_>) -> Result<Vec<Value>>,
}

/// What the person who asks has said beside the name.
pub(crate) struct Asked<'a> {
    pub(crate) facility: Option<&'a str>,
    pub(crate) at: Timestamp,
    /// The number of the last change that is known.
    pub(crate) since: i64,
    /// How many changes at most.
    pub(crate) limit: usize,
}

const REPORT: &[(&str, &str)] = &[
    ("facility_name", "factory"),
    ("facility_country", "country"),
    ("sub", "id"),
    ("started_on", "assessed"),
    ("cycle", "cycle"),
    ("non_compliant_points_count", "non-compliant points"),
    ("standing", "standing"),
    ("disclosure", "disclosure"),
    ("flag", "flag"),
];

const NON_COMPLIANCE: &[(&str, &str)] = &[
    ("facility_name", "factory"),
    ("facility_country", "country"),
    ("sub", "id"),
    ("compliance_point", "compliance point"),
    ("question", "question"),
    ("text", "finding"),
    ("is_public", "public"),
];

/// Every question.
pub(crate) const ALL: &[Question] = &[
    Question {
        name: "current_reports",
        sentence: "The newest report of every factory, whatever its standing.",
        columns: Report::COLUMNS,
        shown: REPORT,
        ask: |store, _| rows(store.current_reports()?),
    },
    Question {
        name: "reports",
        sentence: "Every report, superseded ones too.",
        columns: Report::COLUMNS,
        shown: REPORT,
        ask: |store, _| rows(store.reports()?),
    },
    Question {
        name: "facility_history",
        sentence: "Every report of one factory (--facility), the oldest first.",
        columns: Report::COLUMNS,
        shown: REPORT,
        ask: |store, asked| {
            let facility = asked.facility.ok_or_else(|| Failure::usage("`facility_history` needs `--facility ID`"))?;
            rows(store.facility_history(facility)?)
        },
    },
    Question {
        name: "non_compliances",
        sentence: "Every finding that is not compliant, in the newest report of each factory.",
        columns: NonCompliance::COLUMNS,
        shown: NON_COMPLIANCE,
        ask: |store, asked| rows(store.non_compliances(asked.facility)?),
    },
    Question {
        name: "public_issues",
        sentence: "The publicly disclosed ones that may be shown publicly now (or --at).",
        columns: NonCompliance::COLUMNS,
        shown: NON_COMPLIANCE,
        ask: |store, asked| rows(store.public_issues(asked.at)?),
    },
    Question {
        name: "point_counts",
        sentence: "The newest reports at each compliance point, revoked ones too: counts, no rates.",
        columns: PointCount::COLUMNS,
        shown: &[
            ("cluster", "cluster"),
            ("compliance_point", "compliance point"),
            ("reports_count", "reports"),
            ("non_compliant_count", "non-compliant"),
            ("compliant_count", "compliant"),
            ("unknown_count", "unknown"),
            ("no_result_count", "no result"),
        ],
        ask: |store, _| rows(store.point_counts()?),
    },
    Question {
        name: "supplier_status",
        sentence: "Every linked supplier with the newest report of its factory: for a vendor's master data.",
        columns: SupplierStatus::COLUMNS,
        shown: &[
            ("supplier_number", "supplier"),
            ("supplier_name", "name"),
            ("facility_name", "factory"),
            ("started_on", "assessed"),
            ("standing", "standing"),
            ("non_compliant_points_count", "non-compliant points"),
            ("is_confirmed", "confirmed"),
            ("flag", "flag"),
        ],
        ask: |store, _| rows(store.supplier_status()?),
    },
    Question {
        name: "changes",
        sentence: "What changed after a number (--since), the oldest first: for a system that follows the store.",
        columns: Change::COLUMNS,
        shown: &[
            ("change_id", "number"),
            ("changed_at", "changed"),
            ("kind", "change"),
            ("sub", "id"),
            ("standing_before", "was"),
            ("standing_after", "is"),
            ("digest", "report"),
        ],
        ask: |store, asked| rows(store.changes_since(asked.since, asked.limit)?),
    },
    Question {
        name: "quarantine",
        sentence: "What was refused, and why.",
        columns: Quarantined::COLUMNS,
        shown: &[("source", "file"), ("code", "code"), ("reason", "reason"), ("received_at", "received")],
        ask: |store, _| rows(store.quarantine()?),
    },
];

impl Question {
    /// Finds a question by its name.
    pub(crate) fn named(name: &str) -> Result<&'static Question> {
        ALL.iter().find(|question| question.name == name).ok_or_else(|| {
            let names: Vec<_> = ALL.iter().map(|question| question.name).collect();
            Failure::usage(format!("there is no question `{name}`")).advise(format!("the questions are {}", names.join(", ")))
        })
    }

    /// Asks a store; each row is an object of the question's columns.
    pub(crate) fn ask(&self, store: &Store, asked: &Asked<'_>) -> Result<Vec<Value>> {
        (self.ask)(store, asked)
    }
}

fn rows<T: Serialize>(answer: Vec<T>) -> Result<Vec<Value>> {
    let row = |row| serde_json::to_value(row).map_err(|error| Failure::input_output("store", error));
    answer.into_iter().map(row).collect()
}
