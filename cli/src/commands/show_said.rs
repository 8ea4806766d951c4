//! `show`, what others say of a report: verified statements, and what progress reports say of its findings.

use std::path::PathBuf;

use betterwork::report::{AssessmentBody, Statement, StatementBody};
use betterwork::{
    Error, MAX_STATEMENT_BYTES, Speaker, VerifiedProgressReport, VerifiedReport, VerifiedStatement, one_line, verify_progress_report,
    verify_statement,
};
use betterwork_exchange::store::Store;
use serde::Serialize;

use super::show_points::{Reading, hanging};
use crate::failure::{Failure, Result};
use crate::io;
use crate::output::{BAD, BOLD, CAUTION, FAINT, GOOD, styled};
use crate::trusted::Opened;

/// What others say of a report.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Said {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    statements: Vec<VerifiedStatement>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    progress_reports: Vec<VerifiedProgressReport>,
    /// Files of statements about findings that the view withholds: they are not shown with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    withheld: Vec<String>,
    /// Documents that do not verify: nobody's words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unverified: Vec<Unverified>,
}

#[derive(Debug, Serialize)]
struct Unverified {
    source: String,
    code: &'static str,
    detail: String,
}

impl Said {
    /// Verifies the files that somebody names beside a report. One that does not verify is no failure: it is shown as that.
    pub(crate) fn of_files(statements: &[PathBuf], progress: &[PathBuf], report: &VerifiedReport, opened: &Opened) -> Result<Self> {
        let mut said = Said::default();
        for file in statements {
            said.take_statement(&io::name(file), &io::read(file, MAX_STATEMENT_BYTES)?, report, opened);
        }
        for file in progress {
            said.take_progress_report(&io::name(file), &io::read(file, io::MAX_DOCUMENT_BYTES)?, report, opened);
        }
        Ok(said)
    }

    /// Verifies what a store has about a report.
    pub(crate) fn of_store(store: &Store, report: &VerifiedReport, opened: &Opened) -> Result<Self> {
        let mut said = Said::default();
        for token in store.statement_tokens(report.digest())? {
            said.take_statement("a statement of the store", &token, report, opened);
        }
        for token in store.progress_report_tokens(report.digest())? {
            said.take_progress_report("a progress report of the store", &token, report, opened);
        }
        Ok(said)
    }

    fn take_statement(&mut self, source: &str, bytes: &[u8], report: &VerifiedReport, opened: &Opened) {
        match verify_statement(bytes.trim_ascii_end(), report, &opened.trust, opened.at) {
            Ok(statement) if statement.finding_withheld() => self.withheld.push(source.to_owned()),
            Ok(statement) => self.statements.push(statement),
            Err(error) => self.refuse(source, &error),
        }
    }

    fn take_progress_report(&mut self, source: &str, bytes: &[u8], report: &VerifiedReport, opened: &Opened) {
        let verified = verify_progress_report(bytes, &opened.trust, &opened.status, opened.at);
        match verified.and_then(|progress| progress.check_about(report).map(|()| progress)) {
            Ok(progress) => self.progress_reports.push(progress),
            Err(error) => self.refuse(source, &error),
        }
    }

    /// Refuses to publish statements with a view that withholds what they are about.
    pub(super) fn check_withheld(&self) -> Result<()> {
        match self.withheld.first() {
            Some(source) => Err(Failure::usage(format!("{source} is about a finding that this view of the report withholds"))
                .advise("leave the statement out, or make the page of a fuller view")),
            None => Ok(()),
        }
    }

    fn refuse(&mut self, source: &str, error: &Error) {
        self.unverified.push(Unverified { source: source.to_owned(), code: error.kind().code(), detail: error.to_string() });
    }

    /// Writes what is said of one finding, to stand below it.
    pub(super) fn of_finding(&self, question: &str, reading: &Reading<'_>) -> Vec<String> {
        let mut lines = Vec::new();
        for verified in self.statements.iter().filter(|verified| verified.statement().question.as_deref() == Some(question)) {
            lines.extend(statement(verified, 8, reading));
        }
        for progress in &self.progress_reports {
            for item in progress.report().remediation.iter().filter(|item| &*item.question == question) {
                let result = one_line(item.result.code()).replace('_', " ");
                let style = match &*result {
                    "verified remediated" => GOOD,
                    "verified not remediated" => BAD,
                    _ => CAUTION,
                };
                let on = item.on.map_or_else(String::new, |day| format!(", {day}"));
                let standing = progress.standing().value.code();
                let standing = if standing == "valid" { String::new() } else { styled(CAUTION, format!(" (progress report: {standing})")) };
                let label = format!("progress report {}", progress.report().number);
                lines.extend(hanging(8, &label, &format!("{}{on}{standing}", styled(style, result))));
            }
        }
        lines
    }

    /// Writes what is said of the report as a whole, or of findings that are not printed; and what nobody can vouch for.
    pub(super) fn rest(&self, report: &AssessmentBody, reading: &Reading<'_>) -> Option<String> {
        let is_printed = |question: &str| {
            let mut findings = report.compliance_points.iter().flat_map(|point| point.all_findings());
            findings.any(|finding| *finding.question == *question && reading.prints(finding))
        };
        let mut lines = Vec::new();
        for verified in &self.statements {
            if !verified.statement().question.as_deref().is_some_and(is_printed) {
                lines.extend(statement(verified, 2, reading));
            }
        }
        for progress in &self.progress_reports {
            let label = format!("progress report {}", progress.report().number);
            let count = progress.report().remediation.len() as u64;
            let about = crate::output::counted(count, "publicly reported finding", "publicly reported findings");
            lines.extend(hanging(2, &label, &format!("as of {}, about {about}", progress.report().reported_on)));
        }
        for source in &self.withheld {
            let label = format!("not shown, {source}");
            lines.extend(hanging(2, &styled(CAUTION, label), "it is about a finding that this view of the report withholds"));
        }
        for refused in &self.unverified {
            let text = format!("{} {}", one_line(&refused.detail), styled(FAINT, format!("[{}]", refused.code)));
            lines.extend(hanging(2, &styled(BAD, format!("unverified, {}", refused.source)), &text));
        }
        (!lines.is_empty()).then(|| format!("{}\n{}", styled(BOLD, "What others say"), lines.join("\n")))
    }
}

fn statement(verified: &VerifiedStatement, indent: usize, reading: &Reading<'_>) -> Vec<String> {
    let Statement { kind, iat, question, body, iss, .. } = verified.statement();
    let who = match verified.speaker() {
        Speaker::Facility => "the facility".to_owned(),
        Speaker::Programme => "the programme".to_owned(),
        Speaker::Committee | Speaker::Buyer => one_line(iss).into_owned(),
    };
    let on = match question {
        Some(question) if indent < 8 => format!(" on {}", one_line(question)),
        _ => String::new(),
    };
    let said = match body {
        StatementBody::Text(text) => one_line(text.best(reading.languages)).into_owned(),
        StatementBody::Consent(consent) => {
            format!("{} may see the {} view", one_line(&consent.subscriber), one_line(&consent.view))
        }
    };
    hanging(indent, &format!("{} of {who}{on}, {}", one_line(kind.code()).replace('_', " "), iat.day()), &said)
}
