//! Bundles: a report and what it takes to verify it without a network, in one file.

use std::collections::HashMap;
use std::sync::Arc;

use betterwork::trust::Root;
use betterwork::{Held, MAX_BUNDLE_BYTES};

use crate::answer::{Answer, json, timestamp};
use crate::log::opened;
use crate::{StatusList, StatusLists, TrustList, VerifiedProgressReport, VerifiedReport, VerifiedStatement};

/// Returns the most bytes of a bundle: one byte more is enough to refuse what is longer.
#[uniffi::export]
pub fn longest_bundle() -> u32 {
    MAX_BUNDLE_BYTES as u32
}

/// A bundle that was read; nothing in it is verified.
#[derive(uniffi::Object)]
pub struct Bundle(betterwork::Bundle);

/// What a bundle is made of, each document as it came.
#[derive(uniffi::Record)]
pub struct BundleDocuments {
    /// The report.
    pub report: String,
    /// The trust list.
    pub trust_list: String,
    /// Status lists.
    pub status_lists: Vec<String>,
    /// Statements about the report.
    pub statements: Vec<String>,
    /// Progress reports that follow up the report.
    pub progress_reports: Vec<String>,
    /// Proof that the log holds the report.
    pub inclusion_proof: Option<String>,
}

#[uniffi::export]
impl Bundle {
    /// Reads a bundle: its form and its limits.
    #[uniffi::constructor]
    pub fn read(bytes: &[u8]) -> Answer<Arc<Self>> {
        Ok(Arc::new(Bundle(betterwork::Bundle::read(bytes)?)))
    }

    /// Makes a bundle.
    #[uniffi::constructor]
    pub fn of(documents: BundleDocuments) -> Arc<Self> {
        let mut bundle = betterwork::Bundle::new(documents.report, documents.trust_list);
        bundle = documents.status_lists.into_iter().fold(bundle, betterwork::Bundle::with_status_list);
        bundle = documents.statements.into_iter().fold(bundle, betterwork::Bundle::with_statement);
        bundle = documents.progress_reports.into_iter().fold(bundle, betterwork::Bundle::with_progress_report);
        Arc::new(Bundle(documents.inclusion_proof.into_iter().fold(bundle, betterwork::Bundle::with_inclusion_proof)))
    }

    /// Returns what it is made of.
    pub fn documents(&self) -> BundleDocuments {
        let texts = |texts: &mut dyn Iterator<Item = &str>| texts.map(str::to_owned).collect();
        BundleDocuments {
            report: self.0.report().to_owned(),
            trust_list: self.0.trust_list().to_owned(),
            status_lists: texts(&mut self.0.status_lists()),
            statements: texts(&mut self.0.statements()),
            progress_reports: texts(&mut self.0.progress_reports()),
            inclusion_proof: self.0.inclusion_proof().map(str::to_owned),
        }
    }

    /// Writes the bundle.
    pub fn to_json(&self) -> Answer<String> {
        Ok(self.0.to_json()?)
    }

    /// Verifies everything in it under a trust list that is held; `remembered` has the newest `iat` seen of each status list.
    pub fn verify(
        &self,
        trust: &TrustList,
        status: &StatusLists,
        remembered: HashMap<String, i64>,
        at: i64,
    ) -> Answer<Arc<VerifiedBundle>> {
        self.verify_under(Held::TrustList(&trust.0), status, &remembered, at)
    }

    /// Verifies everything in it under a pinned root, as JSON.
    pub fn verify_under_root(
        &self,
        root: String,
        status: &StatusLists,
        remembered: HashMap<String, i64>,
        at: i64,
    ) -> Answer<Arc<VerifiedBundle>> {
        self.verify_under(Held::Root(&Root::from_json(&root)?), status, &remembered, at)
    }
}

impl Bundle {
    fn verify_under(
        &self,
        held: Held<'_>,
        status: &StatusLists,
        remembered: &HashMap<String, i64>,
        at: i64,
    ) -> Answer<Arc<VerifiedBundle>> {
        let verified = self.0.verify(held, &status.0, |uri| remembered.get(uri).copied().map(timestamp), timestamp(at))?;
        Ok(Arc::new(VerifiedBundle(verified)))
    }
}

/// A bundle of which every document was verified.
#[derive(uniffi::Object)]
pub struct VerifiedBundle(betterwork::VerifiedBundle);

#[uniffi::export]
impl VerifiedBundle {
    /// Returns the trust list.
    pub fn trust(&self) -> Arc<TrustList> {
        Arc::new(TrustList(self.0.trust().clone()))
    }

    /// Returns the report.
    pub fn report(&self) -> Arc<VerifiedReport> {
        Arc::new(VerifiedReport(self.0.report().clone()))
    }

    /// Returns the status lists that could be opened, those that were known before among them.
    pub fn status_lists(&self) -> Vec<Arc<StatusList>> {
        self.0.status().iter().map(|list| Arc::new(StatusList(list.clone()))).collect()
    }

    /// Returns the statements about the report.
    pub fn statements(&self) -> Vec<Arc<VerifiedStatement>> {
        self.0.statements().iter().map(|statement| Arc::new(VerifiedStatement(statement.clone()))).collect()
    }

    /// Returns the progress reports that follow the report up.
    pub fn progress_reports(&self) -> Vec<Arc<VerifiedProgressReport>> {
        self.0.progress_reports().iter().map(|progress| Arc::new(VerifiedProgressReport(progress.clone()))).collect()
    }

    /// Returns what the log says of the report, and its checkpoint, as JSON.
    pub fn inclusion(&self) -> Option<String> {
        self.0.inclusion().map(|(event, signed)| json(&serde_json::json!({ "event": event, "checkpoint": opened(signed) })))
    }
}
