//! Statements beside the reports of a store: each verified against its report.

use betterwork::report::StatementBody;
use betterwork::trust::TrustList;
use betterwork::{Digest, Error, Speaker, Timestamp, VerifiedReport, verify_statement};
use serde::Serialize;

use super::attached::Outcome;
use super::changes::{self, ChangeKind};
use super::sql::{self, Database, values};
use super::{Result, Store};

/// A verified statement of a store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StoredStatement {
    /// The report that it is about.
    pub report_digest: String,
    /// What it does.
    pub kind: String,
    /// Who says it: facility, programme, committee or buyer.
    pub speaker: String,
    /// The id of who says it.
    pub iss: String,
    /// The finding that is meant; the report as a whole where absent.
    pub question: Option<String>,
    /// What is said: texts by language, or what a consent allows.
    pub body: serde_json::Value,
    /// When it was signed, RFC 3339.
    pub iat: String,
    /// Its digest.
    pub digest: String,
}

/// Verifies a statement about a report and keeps it, in the transaction of the caller.
pub(super) fn keep(
    database: &Database,
    bytes: &[u8],
    report: &VerifiedReport,
    trust: &TrustList,
    at: Timestamp,
) -> sql::Result<Result<Outcome, Error>> {
    let verified = match verify_statement(bytes, report, trust, at) {
        Ok(verified) => verified,
        Err(error) => return Ok(Err(error)),
    };
    let statement = verified.statement();
    let body = match &statement.body {
        StatementBody::Text(text) => serde_json::to_string(text),
        StatementBody::Consent(consent) => serde_json::to_string(consent),
    };
    let (about, digest, body) = (report.digest().to_string(), verified.digest().to_string(), body.unwrap_or_default());
    let (iat, at) = (statement.iat.to_string(), at.to_string());
    let sql = "INSERT INTO statements (digest, report_digest, jti, iss, speaker, kind, question, body, iat, imported_at, token)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT (digest) DO NOTHING";
    let values = values![
        &digest,
        &about,
        statement.jti.as_str(),
        statement.iss.as_str(),
        name(verified.speaker()),
        statement.kind.code(),
        statement.question.as_deref(),
        &body,
        &iat,
        &at,
        bytes,
    ];
    if database.execute(sql, values)? == 0 {
        return Ok(Ok(Outcome::Unchanged));
    }
    changes::record_attached(database, &about, ChangeKind::StatementAdded, &at)?;
    Ok(Ok(Outcome::Imported))
}

impl Store {
    /// Lists the statements about a report, or all of them, the oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn statements(&self, report: Option<Digest>) -> Result<Vec<StoredStatement>> {
        let sql = "SELECT report_digest, kind, speaker, iss, question, body, iat, digest FROM statements
            WHERE ?1 IS NULL OR report_digest = ?1 ORDER BY iat, statement_id";
        self.ask(sql, values![report.map(|digest| digest.to_string()).as_deref()], |row| {
            let body: String = row.get(5)?;
            Ok(StoredStatement {
                report_digest: row.get(0)?,
                kind: row.get(1)?,
                speaker: row.get(2)?,
                iss: row.get(3)?,
                question: row.get(4)?,
                body: serde_json::from_str(&body).unwrap_or_default(),
                iat: row.get(6)?,
                digest: row.get(7)?,
            })
        })
    }

    /// Returns the signed bytes of the statements about a report, the oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn statement_tokens(&self, report: Digest) -> Result<Vec<Vec<u8>>> {
        let sql = "SELECT token FROM statements WHERE report_digest = ?1 ORDER BY iat, statement_id";
        self.ask(sql, values![&report.to_string()], |row| row.get(0))
    }
}

fn name(speaker: Speaker) -> &'static str {
    match speaker {
        Speaker::Facility => "facility",
        Speaker::Programme => "programme",
        Speaker::Committee => "committee",
        Speaker::Buyer => "buyer",
    }
}
