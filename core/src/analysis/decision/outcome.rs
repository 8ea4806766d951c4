//! What a decision says: outcome, reason, the rule that fired, and what it rests on.

use super::Context;
use crate::analysis::choices::choices;
use crate::analysis::crosswalk::Coverage;
use crate::analysis::{Crosswalk, Policy};
use crate::digest::Digest;
use crate::json::object;
use crate::report::Country;
use crate::text::Text;
use crate::time::Day;
use crate::verify::{Disclosure, VerifiedReport};

choices! {
    /// The answer, mildest first; of several the strictest counts.
    pub enum Outcome {
        /// No audit is needed.
        Accept = "accept",
        /// A short visit must look at what the report leaves open.
        TopUp = "top_up",
        /// Findings must be remedied, and the programme must have seen that.
        FollowUp = "follow_up",
        /// The report cannot be relied on: audit in full.
        FullAudit = "full_audit",
    }

    /// Why: one closed set of codes.
    pub enum Reason {
        /// Every rule is met and every clause is answered.
        Accepted = "accepted",
        /// There is no report.
        NoReport = "no_report",
        /// The issuer is not one whose reports count.
        IssuerNotAccepted = "issuer_not_accepted",
        /// The factory is in a country in which reports do not count.
        CountryNotAccepted = "country_not_accepted",
        /// The report is test data.
        TestData = "test_data",
        /// The report does not stand as it must.
        StandingNotAccepted = "standing_not_accepted",
        /// The status list that says how it stands is too old, or there is none.
        StatusTooOld = "status_too_old",
        /// The reliance period that the issuer set is over.
        Lapsed = "lapsed",
        /// The visit was too long ago.
        TooOld = "too_old",
        /// The visit was longer ago than it should be, within the days of grace.
        WithinGrace = "within_grace",
        /// The visit was not later than the last blocking assessment.
        NotLaterThanBlocking = "not_later_than_blocking",
        /// What must be shown is withheld.
        DisclosureInsufficient = "disclosure_insufficient",
        /// The factory knew of the visit.
        AnnouncedVisit = "announced_visit",
        /// The visit was too short.
        TooFewPersonDays = "too_few_person_days",
        /// No worker was interviewed.
        NoWorkerInterviews = "no_worker_interviews",
        /// No union representative was interviewed.
        NoUnionInterviews = "no_union_interviews",
        /// The report does not state what it must about the visit.
        NotStated = "not_stated",
        /// All that was asked is compliant.
        Compliant = "compliant",
        /// Nothing that was asked applies to this factory.
        NotApplicable = "not_applicable",
        /// A non-compliance that the policy accepts.
        NonComplianceAccepted = "non_compliance_accepted",
        /// A non-compliance that the programme has seen remedied.
        RemediationVerified = "remediation_verified",
        /// A non-compliance that must be remedied.
        NonCompliance = "non_compliance",
        /// A non-compliance that blocks.
        BlockingNonCompliance = "blocking_non_compliance",
        /// A non-compliance with a zero-tolerance tag.
        ZeroTolerance = "zero_tolerance",
        /// Findings are withheld.
        Withheld = "withheld",
        /// A question was not assessed, or has a result that this program does not know.
        NotAssessed = "not_assessed",
        /// The report has no such point or question.
        NotInReport = "not_in_report",
        /// Nothing in an assessment answers the clause.
        NotCovered = "not_covered",
        /// An assessment answers a part of the clause.
        PartlyCovered = "partly_covered",
        /// Nothing answers the clause, and the policy leaves it out.
        OutOfScope = "out_of_scope",
    }
}

object! {
    /// A decision, in full.
    pub struct Decided {
        /// What kind of document this is, and its version: `https://schemas.betterwork.org/decision/1`.
        required schema: Text,
        /// The answer.
        required outcome: Outcome,
        /// Why: the first of the strictest reasons.
        required reason: Reason,
        /// The rule that fired: a JSON Pointer (RFC 6901) into the policy.
        optional rule: Option<Text>,
        /// The instant for which it was decided, RFC 3339.
        required decided_at: Text,
        /// The report on which it rests.
        optional report: Option<JudgedReport>,
        /// What speaks against the report as a whole, and notes on it.
        list reasons: Vec<ReasonItem>,
        /// Every clause of the code of conduct, in its order.
        required clauses: Vec<ClauseDecision>,
        /// Non-compliances that no clause names and a rule of the policy does.
        list outside: Vec<FindingDecision>,
        /// When time alone may change the answer, RFC 3339; absent where it cannot.
        optional next_change_at: Option<Text>,
        /// Why it may then change.
        optional next_change_reason: Option<Reason>,
        /// The digests of everything that was taken into account.
        required inputs: Inputs,
    }
}

object! {
    /// The report on which a decision rests.
    pub struct JudgedReport {
        /// Its issuer.
        required iss: Text,
        /// The facility, as the issuer names it.
        required sub: Text,
        /// The report's id.
        required jti: Text,
        /// Its revision.
        required revision: u64,
        /// The facility's name.
        required facility_name: Text,
        /// The facility's country.
        required facility_country: Country,
        /// First day of the visit.
        required started_on: Day,
        /// Days since the visit.
        required age_days: u64,
        /// Whether it still stands.
        required standing: Text,
        /// How many findings its view withholds: every view of a report has the same digest.
        required findings_withheld_count: u64,
        /// How many members it withholds.
        required members_withheld_count: u64,
    }
}

object! {
    /// Something that holds for the report as a whole.
    pub struct ReasonItem {
        /// What follows from it.
        required outcome: Outcome,
        /// What it is.
        required reason: Reason,
        /// The rule that fired: a JSON Pointer into the policy.
        optional rule: Option<Text>,
        /// What was found, such as a number of days.
        optional found: Option<Text>,
    }
}

object! {
    /// What follows for one clause.
    pub struct ClauseDecision {
        /// The clause.
        required clause: Text,
        /// How much of it an assessment answers.
        required coverage: Coverage,
        /// What follows.
        required outcome: Outcome,
        /// Why.
        required reason: Reason,
        /// The rule that fired: a JSON Pointer into the policy.
        optional rule: Option<Text>,
        /// The compliance points on which it rests: JSON Pointers into the report's payload.
        list points: Vec<Text>,
        /// The findings that are not compliant, and what each means.
        list findings: Vec<FindingDecision>,
        /// What a short visit would have to look at.
        list top_up: Vec<TopUp>,
    }
}

object! {
    /// A finding that is not compliant, and what it means.
    pub struct FindingDecision {
        /// A JSON Pointer into the report's payload, all of it disclosed.
        required path: Text,
        /// The point, `cluster/point`.
        required compliance_point: Text,
        /// The question of the national tool.
        required question: Text,
        /// What follows from it.
        required outcome: Outcome,
        /// Why.
        required reason: Reason,
        /// The rule that fired: a JSON Pointer into the policy.
        optional rule: Option<Text>,
        /// What the newest progress report says of it.
        optional progress: Option<Text>,
    }
}

object! {
    /// Something that a short visit would have to look at.
    pub struct TopUp {
        /// Why.
        required reason: Reason,
        /// The point, `cluster/point`; absent where it is the clause itself.
        optional compliance_point: Option<Text>,
        /// The questions; all of the point where there are none.
        list questions: Vec<Text>,
    }
}

object! {
    /// The digests of everything that a decision took into account.
    pub struct Inputs {
        /// The report: SHA-256 over its signing input.
        optional report: Option<Digest>,
        /// The policy: SHA-256 over its bytes.
        required policy: Digest,
        /// The crosswalk: SHA-256 over its bytes.
        required crosswalk: Digest,
        /// The trust list.
        optional trust_list: Option<Digest>,
        /// The status list.
        optional status_list: Option<Digest>,
        /// The statements, sorted.
        list statements: Vec<Digest>,
        /// The progress reports, sorted.
        list progress_reports: Vec<Digest>,
        /// The day of the last assessment that blocked the factory.
        optional last_blocking_on: Option<Day>,
    }
}

pub(super) fn judged_report(report: &VerifiedReport) -> JudgedReport {
    let (document, body) = (report.document(), report.report());
    let (findings_withheld_count, members_withheld_count) = match report.disclosure() {
        Disclosure::Complete => (0, 0),
        Disclosure::Partial { findings, members } => (*findings, *members),
    };
    // Copies: text of the report would keep all of it in memory for as long as the decision.
    JudgedReport::new(
        Text::from(&*document.iss),
        Text::from(&*document.sub),
        Text::from(&*document.jti),
        body.revision,
        Text::from(&*body.facility.name),
        body.facility.country,
        body.assessment.started_on,
        u64::try_from(report.age().days).unwrap_or(0),
        report.standing().value.code().into(),
        findings_withheld_count,
        members_withheld_count,
    )
}

pub(super) fn inputs(report: Option<&VerifiedReport>, policy: &Policy, crosswalk: &Crosswalk, context: &Context<'_>) -> Inputs {
    let mut inputs = Inputs::new(policy.digest(), crosswalk.digest());
    inputs.last_blocking_on = context.last_blocking_on;
    let Some(report) = report else { return inputs };
    inputs.report = Some(report.digest());
    inputs.trust_list = Some(report.against().trust_list);
    inputs.status_list = report.against().status_list;
    inputs.statements = context.statements.iter().map(|statement| statement.digest()).collect();
    inputs.statements.sort_unstable();
    inputs.progress_reports = context.progress_reports.iter().map(|progress| progress.digest()).collect();
    inputs.progress_reports.sort_unstable();
    inputs
}
