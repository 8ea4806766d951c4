//! What comes of a vector: this SDK's answer, as the JSON that is compared with what is expected.

use betterwork::log::{Event, InclusionProof, NoteKey, SignedCheckpoint};
use betterwork::report::AssessmentReport;
use betterwork::seal::{PublicKey, SigningKey};
use betterwork::trust::{Pin, Root, StatusList, StatusLists, TrustList};
use betterwork::{Jwk, Result, Text, Timestamp, View, issue, redact, verify, verify_outline, verify_progress_report};
use serde::Serialize;

use crate::forge;
use crate::vector::{PinnedRoot, Vector, Verb};

/// How deep a result stands in its vector.
const INDENT: &str = "\n    ";

#[derive(Serialize)]
struct Token {
    token: String,
}

#[derive(Serialize)]
struct OpenedTrustList {
    version: u64,
    digest: String,
    root_fingerprint: String,
    test: bool,
}

#[derive(Serialize)]
struct OpenedCheckpoint<'a> {
    origin: &'a str,
    size: u64,
    root: String,
    extensions: &'a [Text],
}

#[derive(Serialize)]
struct VerifiedInclusion<'a> {
    event: Event,
    checkpoint: OpenedCheckpoint<'a>,
}

#[derive(Serialize)]
struct OpenedStatusList {
    uri: String,
    issuer: String,
    as_of_at: String,
    expires_at: String,
    length: u64,
    first_values: Vec<&'static str>,
}

impl Vector {
    /// Asks this SDK; its result is JSON.
    ///
    /// # Errors
    /// Whatever the verb says. What the vector merely holds, such as its trust list, must be right.
    pub fn outcome(&self) -> Result<String> {
        match self.verb {
            Verb::Verify => verify(&self.token(), &self.trust(), &self.status(), self.at()).map(|report| json(&report)),
            Verb::VerifyProgressReport => {
                verify_progress_report(&self.token(), &self.trust(), &self.status(), self.at()).map(|report| json(&report))
            }
            Verb::Redact => {
                let view: View = self.view.as_deref().unwrap().parse()?;
                redact(&self.token(), &view).map(|token| json(&Token { token }))
            }
            Verb::Issue => self.issue().map(|token| json(&Token { token })),
            Verb::OpenTrustList => self.open_trust_list().map(|list| json(&opened_trust_list(&list))),
            Verb::UpdateTrustList => self.trust().update(&self.document(), self.at()).map(|list| json(&opened_trust_list(&list))),
            Verb::OpenStatusList => {
                let remembered = self.remembered_at.as_deref().map(|text| Timestamp::parse(text).unwrap());
                StatusList::open(&self.token(), &self.trust(), self.uri.as_deref(), remembered, self.at())
                    .map(|list| json(&opened_status_list(&list)))
            }
            Verb::OpenCheckpoint => {
                SignedCheckpoint::open(&self.document(), self.origin(), &self.log_keys()).map(|signed| json(&opened_checkpoint(&signed)))
            }
            Verb::VerifyInclusionProof => {
                let proof = InclusionProof::from_json(&String::from_utf8(self.document()).unwrap())?;
                let (event, signed) = proof.verify(self.origin(), &self.log_keys())?;
                Ok(json(&VerifiedInclusion { event, checkpoint: opened_checkpoint(&signed) }))
            }
        }
    }

    /// Asks this SDK to verify the report in outline; nothing where the vector is of another verb.
    pub fn outcome_in_outline(&self) -> Option<Result<String>> {
        let verify = || verify_outline(&self.token(), &self.trust(), &self.status(), self.at()).map(|report| json(&report));
        (self.verb == Verb::Verify).then(verify)
    }

    fn issue(&self) -> Result<String> {
        let report = AssessmentReport::from_json(self.report.as_ref().unwrap().get())?;
        let key = SigningKey::from_jwk_json(self.key.as_ref().unwrap().get()).unwrap();
        let mut salts = self.salts.iter().flatten();
        let mut random = |bytes: &mut [u8]| bytes.copy_from_slice(&forge::decode(salts.next().unwrap()));
        issue(&report, &key, &mut random)
    }

    fn origin(&self) -> &str {
        self.origin.as_deref().unwrap()
    }

    fn log_keys(&self) -> Vec<PublicKey> {
        self.keys.iter().flatten().map(|vkey| NoteKey::parse(vkey).unwrap().key().clone()).collect()
    }

    fn open_trust_list(&self) -> Result<TrustList> {
        let root = self.pin.as_ref().map(PinnedRoot::root);
        let list = TrustList::open(&self.document(), root.as_ref().map_or(Pin::NamedFile, Pin::Root))?;
        match self.remembered_version {
            Some(version) => list.not_older_than(version),
            None => Ok(list),
        }
    }

    fn trust(&self) -> TrustList {
        TrustList::open(self.trust.as_ref().unwrap().document().as_bytes(), Pin::NamedFile).unwrap()
    }

    fn status(&self) -> StatusLists {
        let mut lists = StatusLists::none();
        for token in self.status.iter().flatten() {
            match StatusList::open(token.as_bytes(), &self.trust(), None, None, self.at()) {
                Ok(list) => lists.hold(list),
                Err(error) => lists.hold_failure(&error),
            }
        }
        lists
    }

    fn at(&self) -> Timestamp {
        Timestamp::parse(self.at.as_deref().unwrap()).unwrap()
    }

    fn token(&self) -> Vec<u8> {
        self.token.as_ref().unwrap().join()
    }

    fn document(&self) -> Vec<u8> {
        self.document.as_ref().unwrap().join()
    }
}

impl PinnedRoot {
    fn root(&self) -> Root {
        let keys = self.keys.iter().map(|key| Jwk::new(key.kty.as_str().into(), key.crv.as_str().into(), key.x.as_str().into()));
        Root::new(keys.collect(), self.threshold)
    }
}

fn opened_trust_list(list: &TrustList) -> OpenedTrustList {
    OpenedTrustList {
        version: list.version(),
        digest: list.digest().to_string(),
        root_fingerprint: list.payload().root.fingerprint().unwrap().to_string(),
        test: list.is_test(),
    }
}

fn opened_status_list(list: &StatusList) -> OpenedStatusList {
    use betterwork::trust::StatusValue;
    let name = |value| match value {
        StatusValue::Valid => "valid",
        StatusValue::Revoked => "revoked",
        StatusValue::Suspended => "suspended",
        StatusValue::Superseded => "superseded",
    };
    OpenedStatusList {
        uri: list.uri().to_owned(),
        issuer: list.issuer().to_owned(),
        as_of_at: list.as_of().to_string(),
        expires_at: list.expires().to_string(),
        length: list.len(),
        first_values: (0..16).filter_map(|index| list.get(index)).map(name).collect(),
    }
}

/// Writes a result as it stands in a vector's file.
fn json(result: &impl Serialize) -> String {
    serde_json::to_string_pretty(result).unwrap().replace('\n', INDENT)
}

fn opened_checkpoint(signed: &SignedCheckpoint) -> OpenedCheckpoint<'_> {
    let checkpoint = signed.checkpoint();
    OpenedCheckpoint {
        origin: &checkpoint.origin,
        size: checkpoint.size,
        root: checkpoint.root.to_string(),
        extensions: signed.extensions(),
    }
}
