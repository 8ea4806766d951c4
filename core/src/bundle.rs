//! Bundles: a report and what it takes to verify it without a network, in one file. A bundle proves nothing by itself.

use std::sync::Arc;

use crate::analysis::document::{check_schema, schema_of};
use crate::error::{Error, ErrorKind, Result};
use crate::json::{self, object};
use crate::log::{Event, InclusionProof, MAX_INCLUSION_PROOF_BYTES, SignedCheckpoint};
use crate::seal::MAX_TOKEN_BYTES;
use crate::statement::{MAX_STATEMENT_BYTES, VerifiedStatement, verify_statement};
use crate::text::Text;
use crate::time::Timestamp;
use crate::trust::{MAX_STATUS_LIST_BYTES, MAX_TRUST_LIST_BYTES, Pin, Root, StatusList, StatusLists, TrustList};
use crate::verify::{VerifiedProgressReport, VerifiedReport, verify, verify_progress_report};

/// The most bytes of a bundle.
pub const MAX_BUNDLE_BYTES: usize = 8 * 1024 * 1024;

/// The most documents in each list of a bundle: status lists, statements, progress reports.
pub const MAX_BUNDLED: usize = 256;

const KIND: &str = "bundle";

object! {
    /// A report and what it takes to verify it without a network. Every document is the text that was signed, as it came.
    pub(crate) struct BundleDocument {
        /// What kind of document this is, and its version: `https://schemas.betterwork.org/bundle/1`.
        required schema: Text,
        /// The assessment report, or a view of it.
        required report: Text,
        /// The trust list. It counts only for who holds its root, or the trust list before it.
        required trust_list: Text,
        /// Status lists: that of the report, those of the progress reports.
        list status_lists: Vec<Text>,
        /// Statements about the report.
        list statements: Vec<Text>,
        /// Progress reports that follow up the report.
        list progress_reports: Vec<Text>,
        /// Proof that the log holds the report, with the log's checkpoint (`inclusion-proof-1.json`).
        optional inclusion_proof: Option<Text>,
    }
}

/// A bundle that was read; nothing in it is verified.
///
/// Every document is kept byte for byte. Whoever makes a bundle chooses what is in it, its trust list too: that one counts
/// only under what the reader [`Held`] before.
#[derive(Clone, Debug, PartialEq)]
pub struct Bundle(BundleDocument);

/// What a reader holds that a bundle's trust list must be signed by.
#[derive(Clone, Copy, Debug)]
pub enum Held<'a> {
    /// A pinned root: any trust list that it signed.
    Root(&'a Root),
    /// A trust list: the same again, or the next (TUF §5.3).
    TrustList(&'a TrustList),
}

/// A bundle of which every document was verified; nothing else makes one.
#[derive(Clone, Debug)]
pub struct VerifiedBundle {
    trust: TrustList,
    status: StatusLists,
    report: VerifiedReport,
    statements: Vec<VerifiedStatement>,
    progress_reports: Vec<VerifiedProgressReport>,
    inclusion: Option<(Event, SignedCheckpoint)>,
}

impl Bundle {
    /// Begins a bundle with the text of a report and of a trust list.
    pub fn new(report: impl Into<Text>, trust_list: impl Into<Text>) -> Self {
        Bundle(BundleDocument::new(schema_of(KIND).into(), report.into(), trust_list.into()))
    }

    /// Adds a status list.
    #[must_use]
    pub fn with_status_list(mut self, text: impl Into<Text>) -> Self {
        self.0.status_lists.push(text.into());
        self
    }

    /// Adds a statement about the report.
    #[must_use]
    pub fn with_statement(mut self, text: impl Into<Text>) -> Self {
        self.0.statements.push(text.into());
        self
    }

    /// Adds a progress report about the report.
    #[must_use]
    pub fn with_progress_report(mut self, text: impl Into<Text>) -> Self {
        self.0.progress_reports.push(text.into());
        self
    }

    /// Adds the proof that the log holds the report, in place of another one.
    #[must_use]
    pub fn with_inclusion_proof(mut self, text: impl Into<Text>) -> Self {
        self.0.inclusion_proof = Some(text.into());
        self
    }

    /// Returns whether the bytes say to be a bundle, of whatever version; whether they are one, [`Bundle::read`] says.
    pub fn claims(bytes: &[u8]) -> bool {
        let is_object = bytes.trim_ascii_start().first() == Some(&b'{') && bytes.len() <= MAX_BUNDLE_BYTES;
        let text = std::str::from_utf8(bytes).ok().filter(|_| is_object);
        text.is_some_and(|text| !matches!(check_schema(text, KIND), Err(error) if error.kind() == ErrorKind::WrongDocument))
            && memchr::memmem::find(bytes, b"\"schema\"").is_some()
    }

    /// Reads a bundle: its form and its limits. Nothing in it is verified.
    ///
    /// # Errors
    /// `too_large` beyond [`MAX_BUNDLE_BYTES`], beyond [`MAX_BUNDLED`] documents in a list, or where a document is beyond its
    /// own limit; `malformed` where it is not strict JSON of the right shape; `wrong_document` where it is of another kind;
    /// `unsupported_version` where it is of a later version.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        if bytes.len() > MAX_BUNDLE_BYTES {
            return Err(too_large(format!("the file has {} bytes, a bundle has at most {MAX_BUNDLE_BYTES}", bytes.len())));
        }
        if bytes.is_empty() {
            return Err(Error::new(ErrorKind::Malformed, "the file is empty, a bundle is JSON"));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| Error::new(ErrorKind::Malformed, "the file is not a bundle: it is not UTF-8"))?;
        check_schema(text, KIND)?;
        let document: BundleDocument = json::read(&Arc::new(text.to_owned())).map_err(|error| error.within(KIND))?;
        check_limits(&document)?;
        Ok(Bundle(document))
    }

    /// Writes the bundle.
    ///
    /// # Errors
    /// `too_large` where nobody could read it.
    pub fn to_json(&self) -> Result<String> {
        check_limits(&self.0)?;
        let json = serde_json::to_string(&self.0).map_err(|error| Error::new(ErrorKind::Malformed, error.to_string()))?;
        if json.len() > MAX_BUNDLE_BYTES {
            return Err(too_large(format!("the bundle would have {} bytes, at most {MAX_BUNDLE_BYTES} are allowed", json.len())));
        }
        Ok(json)
    }

    /// Returns the text of the report.
    pub fn report(&self) -> &str {
        &self.0.report
    }

    /// Returns the text of the trust list.
    pub fn trust_list(&self) -> &str {
        &self.0.trust_list
    }

    /// Iterates over the texts of the status lists.
    pub fn status_lists(&self) -> impl Iterator<Item = &str> {
        self.0.status_lists.iter().map(Text::as_str)
    }

    /// Iterates over the texts of the statements.
    pub fn statements(&self) -> impl Iterator<Item = &str> {
        self.0.statements.iter().map(Text::as_str)
    }

    /// Iterates over the texts of the progress reports.
    pub fn progress_reports(&self) -> impl Iterator<Item = &str> {
        self.0.progress_reports.iter().map(Text::as_str)
    }

    /// Returns the text of the proof that the log holds the report.
    pub fn inclusion_proof(&self) -> Option<&str> {
        self.0.inclusion_proof.as_deref()
    }

    /// Verifies every document of the bundle, under what the reader holds.
    ///
    /// `known` are the status lists that the reader has besides, so that what is left out of a bundle cannot hide what is
    /// known; `remembered` gives the newest `iat` that the reader has seen of the status list at an address. A status list
    /// that is stale or does not verify is no failure: the standing is then unknown, with the reason.
    ///
    /// # Errors
    /// Those of [`TrustList::open`] under a root and of [`TrustList::update`] under a trust list (`trust_rollback` where the
    /// bundle's is older); `status_rollback` where a status list is older than remembered; those of [`verify`],
    /// [`verify_statement`] and [`verify_progress_report`] for the documents, with the member in which the fault lies;
    /// `inconsistent` where they do not belong to one report, or a statement is about a finding that the view withholds;
    /// those of [`TrustList::feed`] and [`InclusionProof::verify`] for the proof.
    pub fn verify(
        &self,
        held: Held<'_>,
        known: &StatusLists,
        remembered: impl Fn(&str) -> Option<Timestamp>,
        at: Timestamp,
    ) -> Result<VerifiedBundle> {
        let trust = self.trusted(held, at).map_err(|error| error.within("trust_list"))?;
        let status = self.status(&trust, known, remembered, at)?;
        let report = verify(self.report().as_bytes(), &trust, &status, at).map_err(|error| error.within("report"))?;
        let statements = each(&self.0.statements, "statements", |text| {
            let statement = verify_statement(text.as_bytes(), &report, &trust, at)?;
            if statement.finding_withheld() {
                return Err(Error::new(ErrorKind::Inconsistent, "the statement is about a finding that this view of the report withholds"));
            }
            Ok(statement)
        })?;
        let progress_reports = each(&self.0.progress_reports, "progress_reports", |text| {
            let progress = verify_progress_report(text.as_bytes(), &trust, &status, at)?;
            progress.check_about(&report).map(|()| progress)
        })?;
        let proof = self.inclusion_proof().map(|proof| check_proof(proof, &report, &trust, at));
        let inclusion = proof.transpose().map_err(|error| error.within("inclusion_proof"))?;
        Ok(VerifiedBundle { trust, status, report, statements, progress_reports, inclusion })
    }

    fn trusted(&self, held: Held<'_>, at: Timestamp) -> Result<TrustList> {
        let bytes = self.trust_list().as_bytes();
        match held {
            Held::TrustList(list) => list.update(bytes, at),
            Held::Root(root) => TrustList::open(bytes, Pin::Root(root)).and_then(|list| list.check_expiry(at).map(|()| list)),
        }
    }

    fn status(
        &self,
        trust: &TrustList,
        known: &StatusLists,
        remembered: impl Fn(&str) -> Option<Timestamp>,
        at: Timestamp,
    ) -> Result<StatusLists> {
        let mut status = known.clone();
        for (index, text) in self.0.status_lists.iter().enumerate() {
            match StatusList::open(text.as_bytes(), trust, None, None, at) {
                Ok(list) => {
                    let newest = remembered(list.uri()).max(known.get(list.uri()).map(StatusList::as_of));
                    let checked = newest.map_or(Ok(()), |newest| list.check_seen(newest));
                    checked.map_err(|error| error.within_item(index).within("status_lists"))?;
                    status.hold(list);
                }
                Err(error) => status.hold_failure(&error),
            }
        }
        Ok(status)
    }
}

impl VerifiedBundle {
    /// Returns the trust list: from now on the one to hold.
    pub fn trust(&self) -> &TrustList {
        &self.trust
    }

    /// Returns the status lists: the `iat` of each is from now on the newest that was seen of its address.
    pub fn status(&self) -> &StatusLists {
        &self.status
    }

    /// Returns the report; its standing says as of when.
    pub fn report(&self) -> &VerifiedReport {
        &self.report
    }

    /// Returns the statements about it.
    pub fn statements(&self) -> &[VerifiedStatement] {
        &self.statements
    }

    /// Returns the progress reports that follow it up.
    pub fn progress_reports(&self) -> &[VerifiedProgressReport] {
        &self.progress_reports
    }

    /// Returns the record of the log about the report, and the checkpoint to which the proof leads, where the bundle has one.
    pub fn inclusion(&self) -> Option<&(Event, SignedCheckpoint)> {
        self.inclusion.as_ref()
    }
}

fn each<T>(texts: &[Text], member: &str, verified: impl Fn(&str) -> Result<T>) -> Result<Vec<T>> {
    let one = |(index, text): (usize, &Text)| verified(text).map_err(|error| error.within_item(index).within(member));
    texts.iter().enumerate().map(one).collect()
}

fn check_proof(proof: &str, report: &VerifiedReport, trust: &TrustList, at: Timestamp) -> Result<(Event, SignedCheckpoint)> {
    let proof = InclusionProof::from_json(proof)?;
    let origin = SignedCheckpoint::claimed_origin(proof.checkpoint.as_bytes()).unwrap_or_default();
    let (feed, keys) = trust.feed(origin, at)?;
    if feed.entity != report.document().iss {
        return Err(Error::new(ErrorKind::Inconsistent, "the log is not that of the report's issuer"));
    }
    let (event, checkpoint) = proof.verify(origin, &keys)?;
    if event.digest() == Some(report.digest()) {
        return Ok((event, checkpoint));
    }
    Err(Error::new(ErrorKind::Inconsistent, "the proof is about another document"))
}

fn check_limits(bundle: &BundleDocument) -> Result<()> {
    check_length(&bundle.report, MAX_TOKEN_BYTES, "report")?;
    check_length(&bundle.trust_list, MAX_TRUST_LIST_BYTES, "trust_list")?;
    check_list(&bundle.status_lists, MAX_STATUS_LIST_BYTES, "status_lists")?;
    check_list(&bundle.statements, MAX_STATEMENT_BYTES, "statements")?;
    check_list(&bundle.progress_reports, MAX_TOKEN_BYTES, "progress_reports")?;
    bundle.inclusion_proof.as_ref().map_or(Ok(()), |proof| check_length(proof, MAX_INCLUSION_PROOF_BYTES, "inclusion_proof"))
}

fn check_list(texts: &[Text], limit: usize, member: &str) -> Result<()> {
    if texts.len() > MAX_BUNDLED {
        let message = format!("the bundle has {} of them, at most {MAX_BUNDLED} are allowed", texts.len());
        return Err(too_large(message).within(member));
    }
    texts.iter().try_for_each(|text| check_length(text, limit, member))
}

fn check_length(text: &str, limit: usize, member: &str) -> Result<()> {
    if text.len() <= limit {
        return Ok(());
    }
    Err(too_large(format!("the document has {} bytes, at most {limit} are allowed", text.len())).within(member))
}

fn too_large(message: String) -> Error {
    Error::new(ErrorKind::TooLarge, message)
}
