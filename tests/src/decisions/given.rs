//! What the scenarios begin with: a good report of two clauses, a policy that accepts it, and what may be changed in them.

use betterwork::report::{
    About, AssessmentReport, CompliancePoint, Finding, FindingKind, FindingResult, LanguageMap, ProgressBody, ProgressReport, Publication,
    Remediation, Statement, StatementBody, StatementKind, StatusReference,
};
use betterwork::seal::random_jti;
use betterwork::trust::{Key, KeyState, KeyUse, Purpose, StatusDraft, StatusValue, sign_trust_list};
use betterwork::{ErrorKind, View, issue, issue_statement, redact, verify};
use serde_json::{Value, json};

use super::{DecisionVector, ExpectedDecision};
use crate::sample::{self, FixedRandom, ISSUER, Keys, SIGNED_AT, STATUS_URI, Size, key};
use crate::vector::SignedTrustList;

/// When the scenarios ask: five days after the report was signed, 16 after the visit.
const AT: &str = "2026-02-20T00:00:00Z";
const STATEMENT_KEY: u64 = 6;

/// A scenario in the making.
pub(super) struct Given {
    name: &'static str,
    description: &'static str,
    pub(super) report: Option<AssessmentReport>,
    pub(super) policy: Value,
    pub(super) crosswalk: Value,
    view: View,
    standing: Option<StatusValue>,
    purpose: Purpose,
    remedied: Vec<&'static str>,
    progress: Vec<(&'static str, &'static str)>,
    last_blocking_on: Option<&'static str>,
    demanded: Demanded,
}

enum Demanded {
    Nothing,
    Error(ErrorKind),
    Values(Vec<(&'static str, Value)>),
}

/// Begins a scenario.
pub(super) fn given(name: &'static str, description: &'static str) -> Given {
    Given {
        name,
        description,
        report: Some(report()),
        policy: policy(),
        crosswalk: crosswalk(),
        view: View::Full,
        standing: Some(StatusValue::Valid),
        purpose: Purpose::Production,
        remedied: Vec::new(),
        progress: Vec::new(),
        last_blocking_on: None,
        demanded: Demanded::Nothing,
    }
}

/// Two points that clauses name, one that none does; six questions and a fact.
fn report() -> AssessmentReport {
    let mut report = sample::report(1, Size { findings: 0, evidence_every: 0, text_bytes: 0, explanation_bytes: 0 });
    let text = || LanguageMap::single("en", "A synthetic question");
    let compliant = |question: &str| Finding::compliance(question, text(), FindingResult::Compliant);
    let point = |cluster: &str, id: &str, findings: Vec<Finding>| {
        let mut point = CompliancePoint::new(cluster.into(), id.into(), findings.len() as u64, Vec::new());
        (point.findings, point.evidence) = (Some(findings), Some(Vec::new()));
        point
    };
    let mut third = compliant("VN-3");
    third.global_question = Some("G-3".into());
    let not_applicable = Finding::compliance("VN-4", text(), FindingResult::NotApplicable);
    report.report.compliance_points = vec![
        point("working_time", "overtime", vec![compliant("VN-1"), compliant("VN-2")]),
        point("occupational_safety_and_health", "emergency_preparedness", vec![third, not_applicable, Finding::fact("VN-F", text(), "3")]),
        point("compensation", "paid_leave", vec![compliant("VN-5")]),
    ];
    let process = report.report.assessment.process.get_or_insert_default();
    (process.workers_interviewed_count, process.union_representatives_interviewed_count) = (Some(20), Some(2));
    report
}

fn policy() -> Value {
    json!({
        "schema": "https://schemas.betterwork.org/policy/1",
        "id": "synthetic-policy",
        "version": "1",
        "title": {"en": "A synthetic policy"},
        "issuers": [ISSUER],
        "maximum_age_days": 365,
        "disclosure": "complete",
        "uncovered_clause": "top_up",
        "partly_covered_clause": "top_up",
        "standings": ["valid"],
        "non_compliance": {"default": "follow_up"},
        "zero_tolerance_tags": ["zero_tolerance"],
        "later_than_last_blocking": true
    })
}

fn crosswalk() -> Value {
    let clause = |id: &str, title: &str, point: &str| json!({"id": id, "title": {"en": title}, "coverage": "full", "mappings": [{"compliance_point": point}], "rationale": {"en": "Synthetic"}});
    json!({
        "schema": "https://schemas.betterwork.org/crosswalk/1",
        "id": "synthetic-code",
        "version": "1",
        "title": {"en": "A synthetic code of two clauses"},
        "taxonomy": "https://schemas.betterwork.org/taxonomy/1",
        "clauses": [
            clause("1", "Working hours are not excessive", "working_time/overtime"),
            clause("2", "Everybody gets out in time", "occupational_safety_and_health/emergency_preparedness")
        ]
    })
}

impl Given {
    /// Sets a member of the policy.
    pub(super) fn rule(mut self, member: &str, value: Value) -> Self {
        self.policy[member] = value;
        self
    }

    /// Sets a member of a clause of the crosswalk.
    pub(super) fn clause(mut self, index: usize, member: &str, value: Value) -> Self {
        self.crosswalk["clauses"][index][member] = value;
        self
    }

    /// Adds a clause that others are part of.
    pub(super) fn parent(mut self, id: &str) -> Self {
        if let Some(clauses) = self.crosswalk["clauses"].as_array_mut() {
            clauses.push(json!({"id": id, "title": {"en": "A clause of parts"}}));
        }
        self
    }

    /// Sets the result of a question.
    pub(super) fn found(mut self, question: &str, code: &str) -> Self {
        self.finding(question).result = Some(FindingResult::from(code));
        self
    }

    /// Sets the kind of a question.
    pub(super) fn kind(mut self, question: &str, code: &str) -> Self {
        self.finding(question).kind = FindingKind::from(code);
        self
    }

    /// Gives a question a tag.
    pub(super) fn tagged(mut self, question: &str, tag: &str) -> Self {
        self.finding(question).tags.push(tag.into());
        self
    }

    /// Changes the report.
    pub(super) fn report(mut self, change: impl FnOnce(&mut AssessmentReport)) -> Self {
        change(self.report.as_mut().unwrap());
        self
    }

    pub(super) fn without_report(mut self) -> Self {
        self.report = None;
        self
    }

    pub(super) fn view(mut self, view: &str) -> Self {
        self.view = view.parse().unwrap();
        self
    }

    /// Sets the entry of the status list; `None` for no list at all.
    pub(super) fn standing(mut self, standing: Option<StatusValue>) -> Self {
        self.standing = standing;
        self
    }

    pub(super) fn test_data(mut self) -> Self {
        self.purpose = Purpose::Test;
        self
    }

    /// The programme says that it saw the finding remedied.
    pub(super) fn remedied(mut self, question: &'static str) -> Self {
        self.remedied.push(question);
        self
    }

    /// A progress report says something of a finding.
    pub(super) fn progress(mut self, question: &'static str, code: &'static str) -> Self {
        self.progress.push((question, code));
        self
    }

    pub(super) fn blocked_on(mut self, day: &'static str) -> Self {
        self.last_blocking_on = Some(day);
        self
    }

    /// Demands a code.
    pub(super) fn refused_as(mut self, kind: ErrorKind) -> Self {
        self.demanded = Demanded::Error(kind);
        self
    }

    /// Demands an outcome and its reason.
    pub(super) fn gives(self, outcome: &'static str, reason: &'static str) -> Self {
        self.with("/outcome", outcome.into()).with("/reason", reason.into())
    }

    /// Demands a value at a place of the decision.
    pub(super) fn with(mut self, pointer: &'static str, value: Value) -> Self {
        match &mut self.demanded {
            Demanded::Values(values) => values.push((pointer, value)),
            other => *other = Demanded::Values(vec![(pointer, value)]),
        }
        self
    }

    fn finding(&mut self, question: &str) -> &mut Finding {
        let points = &mut self.report.as_mut().unwrap().report.compliance_points;
        points.iter_mut().flat_map(|point| point.findings.iter_mut().flatten()).find(|finding| finding.question == question).unwrap()
    }

    /// Signs what must be signed, asks this SDK, and sets what is expected.
    pub(super) fn finish(self) -> DecisionVector {
        let keys = Keys::default();
        let mut vector = DecisionVector {
            name: self.name.to_owned(),
            description: self.description.to_owned(),
            at: AT.to_owned(),
            trust: SignedTrustList::parse(&self.trust(&keys)),
            status: self.standing.map(|standing| status(&keys, standing)).into_iter().collect(),
            token: None,
            statements: Vec::new(),
            progress_reports: Vec::new(),
            last_blocking_on: self.last_blocking_on.map(str::to_owned),
            policy: self.policy.to_string(),
            crosswalk: self.crosswalk.to_string(),
            expected: ExpectedDecision::default(),
        };
        if let Some(report) = &self.report {
            let token = issue(report, &keys.report, &mut FixedRandom::new(7)).unwrap();
            let about = self.about(&token, &keys);
            vector.statements = self.remedied.iter().map(|question| remedied(question, &about)).collect();
            vector.progress_reports = if self.progress.is_empty() { Vec::new() } else { vec![self.progress_report(about, &keys)] };
            vector.token = Some(redact(token.as_bytes(), &self.view).unwrap());
        }
        match (self.demanded, vector.outcome()) {
            (Demanded::Error(kind), Err(error)) if error.kind() == kind => vector.expected.error = Some(kind.code().to_owned()),
            (Demanded::Values(values), Ok(decision)) => {
                let json = decision.to_json();
                let result: Value = serde_json::from_str(&json).unwrap();
                for (pointer, value) in values {
                    assert_eq!(result.pointer(pointer), Some(&value), "{}: {pointer} of {json}", self.name);
                }
                vector.expected.decision = Some(serde_json::value::RawValue::from_string(json).unwrap());
            }
            (_, outcome) => panic!("{}: {outcome:?}", self.name),
        }
        vector
    }

    fn trust(&self, keys: &Keys) -> String {
        let mut payload = sample::trust_payload(keys);
        payload.purpose = self.purpose.clone();
        let keys_of = &mut payload.entities[0].keys;
        let mut statements =
            Key::new(key(STATEMENT_KEY).public().jwk(), KeyUse::Statement, keys_of[0].not_before, keys_of[0].not_after, KeyState::Active);
        statements.countries = keys_of[0].countries.clone();
        keys_of.push(statements);
        sign_trust_list(&payload, &[&keys.root]).unwrap()
    }

    fn about(&self, token: &str, keys: &Keys) -> About {
        let verified = verify(token.as_bytes(), &sample::trust(keys), &Default::default(), SIGNED_AT).unwrap();
        About::new(verified.document().jti.clone(), verified.report().revision, verified.digest())
    }

    fn progress_report(&self, about: About, keys: &Keys) -> String {
        let report = self.report.as_ref().unwrap();
        let publication = Publication::new(report.report.publication.audience.clone());
        let reported_on = SIGNED_AT.day();
        let mut body = ProgressBody::new("1.0".into(), Vec::new(), 1, "en".into(), publication, about, 1, reported_on);
        body.remediation = self.progress.iter().map(|(question, code)| Remediation::new((*question).into(), (*code).into())).collect();
        let status = StatusReference::new(2, STATUS_URI.into());
        let jti = random_jti(&mut FixedRandom::new(21));
        let mut progress = ProgressReport::of(ISSUER.into(), report.sub.clone(), jti.into(), status, body);
        progress.iat = SIGNED_AT;
        issue(&progress, &keys.report, &mut FixedRandom::new(22)).unwrap()
    }
}

fn status(keys: &Keys, standing: StatusValue) -> String {
    let mut draft = StatusDraft::new(STATUS_URI, 1024);
    draft.set(1, standing).unwrap();
    draft.set(2, StatusValue::Valid).unwrap();
    draft.sign(&keys.status, SIGNED_AT, SIGNED_AT.plus_seconds(14 * 86_400)).unwrap()
}

fn remedied(question: &str, about: &About) -> String {
    let body = StatementBody::Text(LanguageMap::single("en", "The programme has seen that this is remedied."));
    let jti = random_jti(&mut FixedRandom::new(31));
    let mut statement = Statement::new(ISSUER.into(), SIGNED_AT, jti.into(), about.clone(), StatementKind::RemediationVerified, body);
    statement.question = Some(question.into());
    issue_statement(&statement, &key(STATEMENT_KEY)).unwrap()
}
