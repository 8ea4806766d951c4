//! Synthetic reports, keys, trust and status lists of any size, the same at every run.

use betterwork::report::*;
use betterwork::seal::{RandomSource, SigningKey, random_jti};
use betterwork::trust::{
    Entity, EntityRole, Feed, Key, KeyState, KeyUse, Pin, Purpose, Root, StatusDraft, StatusLists, StatusValue, TrustList,
    TrustListPayload, sign_trust_list,
};
use betterwork::{Day, Result, Timestamp};

/// The issuer of the samples.
pub const ISSUER: &str = "https://programme.example";

/// The address of the samples' status list.
pub const STATUS_URI: &str = "https://exchange.example/status/2026-1";

/// The origin of the samples' log.
pub const ORIGIN: &str = "exchange.example/test";

/// The key that signs its checkpoints, by its seed.
pub const FEED_KEY: u64 = 10;

/// When the samples are signed: 2026-02-15T00:00:00Z.
pub const SIGNED_AT: Timestamp = Timestamp::from_seconds(1_771_113_600);

/// Random-looking bytes that are the same at every run. Never for real keys.
#[derive(Clone, Debug)]
pub struct FixedRandom(u64);

impl FixedRandom {
    /// Begins a sequence.
    pub fn new(seed: u64) -> Self {
        FixedRandom(seed)
    }
}

impl RandomSource for FixedRandom {
    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut word = self.0;
            word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            let word = (word ^ (word >> 31)).to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
    }
}

/// The keys of the samples' programme and its root.
pub struct Keys {
    /// Signs trust lists.
    pub root: SigningKey,
    /// Signs reports.
    pub report: SigningKey,
    /// Signs status lists.
    pub status: SigningKey,
}

impl Default for Keys {
    fn default() -> Self {
        Keys { root: key(1), report: key(2), status: key(3) }
    }
}

/// A key that is the same at every run.
pub fn key(seed: u64) -> SigningKey {
    SigningKey::generate(&mut FixedRandom::new(seed))
}

/// What the samples' trust list says: a test list, valid from 2020 to 2036.
pub fn trust_payload(keys: &Keys) -> TrustListPayload {
    let countries = ["BD", "HT", "ID", "JO", "KH", "VN"].map(|code| Country::parse(code).unwrap());
    let [from, to] = [Day::from_ymd(2020, 1, 1), Day::from_ymd(2036, 1, 1)].map(|day| day.unwrap().start());
    let entry = |key: &SigningKey, r#use| {
        let mut entry = Key::new(key.public().jwk(), r#use, from, to, KeyState::Active);
        entry.countries = countries.to_vec();
        entry
    };
    let keys_of = vec![entry(&keys.report, KeyUse::Report), entry(&keys.status, KeyUse::Status)];
    let mut programme = Entity::new(ISSUER.into(), "Synthetic Programme".into(), EntityRole::Programme, keys_of);
    programme.status_uris = vec![STATUS_URI.into()];
    let root = Root::new(vec![keys.root.public().jwk()], 1);
    TrustListPayload::new(1, SIGNED_AT, to, Purpose::Test, root, vec![programme])
}

/// What the trust list of a programme says that publishes an exchange: as [`trust_payload`], with a log and its key.
pub fn trust_payload_with_feed(keys: &Keys) -> TrustListPayload {
    let mut payload = trust_payload(keys);
    let programme = &mut payload.entities[0];
    let mut feed = programme.keys[0].clone();
    (feed.jwk, feed.r#use) = (key(FEED_KEY).public().jwk(), KeyUse::Feed);
    programme.keys.push(feed);
    payload.feeds = vec![Feed::new(ORIGIN.into(), "https://exchange.example/".into(), programme.id.clone())];
    payload
}

/// The samples' trust list, signed.
pub fn trust_document(keys: &Keys) -> String {
    sign_trust_list(&trust_payload(keys), &[&keys.root]).unwrap()
}

/// The samples' trust list, opened.
pub fn trust(keys: &Keys) -> TrustList {
    TrustList::open(trust_document(keys).as_bytes(), Pin::NamedFile).unwrap()
}

/// A status list on which the indexes below `given_out` are valid, signed as of [`SIGNED_AT`] for 14 days.
pub fn status_document(keys: &Keys, given_out: u64) -> String {
    let mut draft = StatusDraft::new(STATUS_URI, 1024);
    for index in 0..given_out {
        draft.set(index, StatusValue::Valid).unwrap();
    }
    draft.sign(&keys.status, SIGNED_AT, SIGNED_AT.plus_seconds(14 * 86_400)).unwrap()
}

/// How large a sample is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// How many findings it has, over all points.
    pub findings: usize,
    /// Every how-manieth finding has evidence; 0 for none.
    pub evidence_every: usize,
    /// How long a question's text is, in bytes.
    pub text_bytes: usize,
    /// How long an explanation of evidence is, in bytes.
    pub explanation_bytes: usize,
}

impl Size {
    /// 250 findings, a token of about 60 KB.
    pub const KB_60: Size = Size { findings: 250, evidence_every: 25, text_bytes: 30, explanation_bytes: 100 };
    /// 250 findings, a token of about 120 KB.
    pub const KB_120: Size = Size { findings: 250, evidence_every: 4, text_bytes: 90, explanation_bytes: 260 };
    /// 12 findings, for tests that look at a report.
    pub const SMALL: Size = Size { findings: 12, evidence_every: 4, text_bytes: 40, explanation_bytes: 60 };
}

/// An unsigned synthetic report: its findings spread over the 38 points, every tenth publicly disclosed.
pub fn report(seed: u64, size: Size) -> AssessmentReport {
    let mut random = FixedRandom::new(seed);
    let points: Vec<_> =
        taxonomy::CLUSTERS.iter().flat_map(|cluster| cluster.points.iter().map(move |point| (cluster.id, point.id))).collect();
    let mut compliance_points = Vec::new();
    let mut number = 0;
    for (index, (cluster, id)) in points.iter().enumerate() {
        let count = (size.findings * (index + 1)) / points.len() - (size.findings * index) / points.len();
        let mut point = CompliancePoint::new((*cluster).into(), (*id).into(), count as u64, Vec::new());
        let (mut findings, mut evidence) = (Vec::new(), Vec::new());
        for _ in 0..count {
            number += 1;
            let finding = finding(number, size, &mut random);
            if size.evidence_every > 0 && number % size.evidence_every == 0 {
                evidence.push(explanation(&finding, size, &mut random));
            }
            if finding.tags.is_empty() { findings.push(finding) } else { point.public_findings.push(finding) }
        }
        (point.findings, point.evidence) = (Some(findings), Some(evidence));
        compliance_points.push(point);
    }
    let status = StatusReference::new(seed % 1024, STATUS_URI.into());
    let mut report = AssessmentReport::new(
        ISSUER,
        format!("urn:betterwork:facility:VN-{seed}"),
        random_jti(&mut random),
        status,
        body(seed, compliance_points),
    );
    report.iat = SIGNED_AT;
    report
}

/// A sample as a signed token with everything in it.
pub fn token(keys: &Keys, seed: u64, size: Size) -> Result<String> {
    betterwork::issue(&report(seed, size), &keys.report, &mut FixedRandom::new(seed ^ 0xdead_beef))
}

/// A progress report about an assessment report as a signed token, one of whose findings is remedied; `seed` is its index in the status list too.
pub fn progress_token(keys: &Keys, about: &str, seed: u64) -> Result<String> {
    let report = betterwork::verify(about.as_bytes(), &trust(keys), &StatusLists::none(), SIGNED_AT)?;
    let document = report.document();
    let about = About::new(document.jti.clone(), document.report.revision, report.digest());
    let publication = Publication::new(document.report.publication.audience.clone());
    let mut body = ProgressBody::new("1.0".into(), Vec::new(), 1, "en".into(), publication, about, 1, SIGNED_AT.day());
    body.remediation = vec![Remediation::new("VN1-007".into(), RemediationResult::VerifiedRemediated)];
    let status = StatusReference::new(seed, STATUS_URI.into());
    let jti = random_jti(&mut FixedRandom::new(seed));
    let mut progress = ProgressReport::of(ISSUER.into(), document.sub.clone(), jti.into(), status, body);
    progress.iat = SIGNED_AT;
    betterwork::issue(&progress, &keys.report, &mut FixedRandom::new(seed + 1))
}

fn body(seed: u64, compliance_points: Vec<CompliancePoint>) -> AssessmentBody {
    let day = |text| Day::parse(text).unwrap();
    let mut publication = Publication::new(Audience::Public);
    publication.from = Some(day("2026-02-15"));
    let mut facility = Facility::new(format!("Synthetic Garments {seed}").into(), Country::parse("VN").unwrap());
    facility.industry = Some(Industry::new("1410".into()));
    facility.identifiers = vec![Identifier::new("star".into(), seed.to_string().into())];
    let mut address = Address::default();
    (address.lines, address.locality) = (vec![format!("{seed} Test Road").into()], Some("Testville".into()));
    let mut workforce = Workforce::default();
    (workforce.total_count, workforce.women_count) = (Some(1_200), Some(960));
    let mut coordinates = Coordinates::default();
    (coordinates.latitude, coordinates.longitude) = (Decimal::parse("10.5").ok(), Decimal::parse("-106.25").ok());
    let mut operations = Operations::default();
    (operations.began_year, operations.products) = (Some(2004), vec!["Knit tops".into()]);
    let mut ownership = Ownership::default();
    ownership.parent_company = Some("Synthetic Holdings".into());
    (facility.address, facility.coordinates, facility.ownership) = (Some(address), Some(coordinates), Some(ownership));
    (facility.operations, facility.workforce) = (Some(operations), Some(workforce));
    let tool = Tool::new("better-work-vn".into(), "2026.1".into());
    let mut assessment = Assessment::new(format!("5{seed:04}").into(), 3, AssessmentType::Full, day("2026-02-03"), tool);
    (assessment.ended_on, assessment.announced) = (Some(day("2026-02-04")), Some(false));
    (assessment.assessor_count, assessment.person_days) = (Some(2), Decimal::parse("4").ok());
    assessment.process = Some(Process::default());
    let mut body = AssessmentBody::new("1.0".into(), Vec::new(), 1, "en".into(), publication, facility, assessment, compliance_points);
    (body.improvement_plan, body.training, body.indicators) = (Some(Vec::new()), Some(Vec::new()), Some(Vec::new()));
    body.social_dialogue = Some(SocialDialogue::default());
    body
}

fn finding(number: usize, size: Size, random: &mut FixedRandom) -> Finding {
    let text = LanguageMap::single("en", words(size.text_bytes, random));
    let question = format!("VN1-{number:03}");
    if number % 25 == 24 {
        return Finding::fact(question, text, (number % 90).to_string());
    }
    let result = if number.is_multiple_of(7) { FindingResult::NonCompliant } else { FindingResult::Compliant };
    let mut finding = Finding::compliance(question, text, result);
    finding.basis = Some(Basis::NationalLaw);
    if number.is_multiple_of(3) {
        finding.legal_references = vec![format!("Labour Code, article {number}").into()];
    }
    if number.is_multiple_of(10) {
        finding.tags = vec![PUBLIC_DISCLOSURE.into()];
    }
    finding
}

fn explanation(finding: &Finding, size: Size, random: &mut FixedRandom) -> Evidence {
    let text = LanguageMap::single("en", words(size.explanation_bytes, random));
    let mut evidence = Evidence::new(finding.question.clone(), text, vec![Source::Documents, Source::WorkerInterviews]);
    evidence.workers_affected_count = Some(120);
    evidence
}

/// Plain words of about so many bytes.
fn words(bytes: usize, random: &mut FixedRandom) -> String {
    const WORDS: &[&str] =
        &["the", "employer", "keeps", "records", "of", "hours", "and", "wages", "for", "all", "workers", "in", "each", "section"];
    let mut text = String::from("Synthetic:");
    while text.len() < bytes {
        let mut byte = [0];
        random.fill(&mut byte);
        text.push(' ');
        text.push_str(WORDS[usize::from(byte[0]) % WORDS.len()]);
    }
    text
}
