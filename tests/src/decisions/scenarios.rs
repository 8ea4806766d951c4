//! The scenarios: one rule each, what it does and what it does not.

use betterwork::ErrorKind;
use betterwork::report::{Decimal, Finding, FindingResult, LanguageMap};
use betterwork::trust::StatusValue;
use serde_json::json;

use super::given::{Given, given};

pub(super) fn all() -> Vec<Given> {
    [report_as_a_whole(), visit(), findings(), clauses(), refusals()].into_iter().flatten().collect()
}

fn report_as_a_whole() -> Vec<Given> {
    vec![
        given("accepted", "Every rule is met and every clause is compliant")
            .gives("accept", "accepted")
            .with("/clauses/0/reason", "compliant".into())
            .with("/next_change_at", "2027-02-05T00:00:00Z".into())
            .with("/next_change_reason", "too_old".into()),
        given("no-report", "There is no report").without_report().gives("full_audit", "no_report"),
        given("issuer-not-accepted", "The policy names another issuer")
            .rule("issuers", json!(["https://other-programme.example"]))
            .gives("full_audit", "issuer_not_accepted"),
        given("country-not-accepted", "The policy names another country")
            .rule("countries", json!(["KH"]))
            .gives("full_audit", "country_not_accepted"),
        given("test-data", "The trust list is a test one, and the policy does not say that test data counts")
            .test_data()
            .gives("full_audit", "test_data"),
        given("test-data-accepted", "The trust list is a test one, and the policy says that test data counts")
            .test_data()
            .rule("accept_test_data", json!(true))
            .gives("accept", "accepted"),
        given("superseded", "The report is superseded")
            .standing(Some(StatusValue::Superseded))
            .gives("full_audit", "standing_not_accepted")
            .with("/reasons/0/found", "superseded".into()),
        given("revoked", "The report is revoked").standing(Some(StatusValue::Revoked)).gives("full_audit", "standing_not_accepted"),
        given("standing-unknown", "No status list is held").standing(None).gives("full_audit", "standing_not_accepted"),
        given("standing-unknown-accepted", "No status list is held, and the policy takes that")
            .standing(None)
            .rule("standings", json!(["valid", "unknown"]))
            .gives("accept", "accepted"),
        given("status-too-old", "The status list is five days old, and may be four")
            .rule("maximum_status_age_days", json!(4))
            .gives("full_audit", "status_too_old"),
        given("status-soon-too-old", "The status list is five days old, and may be six")
            .rule("maximum_status_age_days", json!(6))
            .gives("accept", "accepted")
            .with("/next_change_at", "2026-02-21T00:00:00Z".into())
            .with("/next_change_reason", "status_too_old".into()),
        given("lapsed", "The reliance period that the issuer set is over")
            .report(|report| report.exp = Some(report.iat.plus_seconds(86_400)))
            .gives("full_audit", "lapsed"),
        given("too-old", "The visit was 16 days ago, and may have been 15")
            .rule("maximum_age_days", json!(15))
            .gives("full_audit", "too_old")
            .with("/rule", "/maximum_age_days".into()),
        given("old-enough", "The visit was 16 days ago, and may have been 16")
            .rule("maximum_age_days", json!(16))
            .gives("accept", "accepted")
            .with("/next_change_at", "2026-02-21T00:00:00Z".into()),
        given("within-grace", "The visit was 16 days ago, may have been 10, and there are 6 days of grace")
            .rule("maximum_age_days", json!(10))
            .rule("grace_days", json!(6))
            .gives("accept", "accepted")
            .with("/reasons/0/reason", "within_grace".into()),
        given("grace-over", "The visit was 16 days ago, may have been 10, and there are 5 days of grace")
            .rule("maximum_age_days", json!(10))
            .rule("grace_days", json!(5))
            .gives("full_audit", "too_old"),
        given("not-later-than-blocking", "A blocking assessment was on the day of the visit")
            .blocked_on("2026-02-03")
            .gives("full_audit", "not_later_than_blocking"),
        given("later-than-blocking", "A blocking assessment was on the day before the visit")
            .blocked_on("2026-02-02")
            .gives("accept", "accepted"),
        given("disclosure-insufficient", "The public view is given, and the policy wants all")
            .view("public")
            .gives("full_audit", "disclosure_insufficient"),
        given("required-points-disclosed", "The policy wants the findings of points whose findings are shown")
            .view("compliance_points.findings")
            .rule("disclosure", json!(["working_time/overtime"]))
            .gives("accept", "accepted"),
        given("required-point-not-in-report", "The policy wants the findings of a point that the tool does not have")
            .rule("disclosure", json!(["working_time/overtime", "forced_labour/coercion"]))
            .gives("top_up", "not_in_report")
            .with("/rule", "/disclosure".into())
            .with("/reasons/0/found", "forced_labour/coercion".into()),
    ]
}

fn visit() -> Vec<Given> {
    let visit = |name, description, rules| given(name, description).rule("visit", rules);
    vec![
        visit(
            "visit-as-demanded",
            "The visit was as the policy demands",
            json!({"unannounced": true, "minimum_person_days": "4", "worker_interviews": true, "union_interviews": true}),
        )
        .gives("accept", "accepted"),
        visit("announced-visit", "The factory knew of the visit", json!({"unannounced": true}))
            .report(|report| report.report.assessment.announced = Some(true))
            .gives("full_audit", "announced_visit"),
        visit("announcement-not-stated", "The report does not say whether the factory knew", json!({"unannounced": true}))
            .report(|report| report.report.assessment.announced = None)
            .gives("full_audit", "not_stated")
            .with("/rule", "/visit/unannounced".into()),
        visit("too-few-person-days", "3.75 person-days, and 4 are demanded", json!({"minimum_person_days": "4"}))
            .report(|report| report.report.assessment.person_days = Decimal::parse("3.75").ok())
            .gives("full_audit", "too_few_person_days"),
        visit("no-worker-interviews", "No worker was interviewed", json!({"worker_interviews": true}))
            .report(|report| report.report.assessment.process.as_mut().unwrap().workers_interviewed_count = Some(0))
            .gives("full_audit", "no_worker_interviews"),
        visit("no-union-interviews", "No union representative was interviewed", json!({"union_interviews": true}))
            .report(|report| report.report.assessment.process.as_mut().unwrap().union_representatives_interviewed_count = Some(0))
            .gives("full_audit", "no_union_interviews"),
        visit("interviews-withheld", "How the visit went is withheld", json!({"worker_interviews": true}))
            .view("compliance_points.findings")
            .rule("disclosure", json!([]))
            .gives("full_audit", "not_stated"),
    ]
}

fn findings() -> Vec<Given> {
    let rules = |rules| json!({"default": "follow_up", "rules": rules});
    let overtime = |name, description| given(name, description).found("VN-1", "non_compliant");
    vec![
        overtime("non-compliance", "A non-compliance, and no rule about it")
            .gives("follow_up", "non_compliance")
            .with("/rule", "/non_compliance/default".into())
            .with("/clauses/0/findings/0/path", "/report/compliance_points/0/findings/0".into()),
        overtime("non-compliance-accepted", "A rule accepts a non-compliance at the point")
            .rule("non_compliance", rules(json!([{"compliance_point": "working_time/overtime", "action": "accept"}])))
            .gives("accept", "accepted")
            .with("/clauses/0/reason", "non_compliance_accepted".into()),
        overtime("blocking-non-compliance", "A rule about the question is finer than one about its point")
            .rule(
                "non_compliance",
                rules(json!([
                    {"compliance_point": "working_time/overtime", "action": "accept"},
                    {"question": "VN-1", "action": "block"}
                ])),
            )
            .gives("full_audit", "blocking_non_compliance")
            .with("/rule", "/non_compliance/rules/1".into()),
        given("global-question-rule", "A rule about the global question blocks")
            .found("VN-3", "non_compliant")
            .rule("non_compliance", rules(json!([{"global_question": "G-3", "action": "block"}])))
            .gives("full_audit", "blocking_non_compliance"),
        overtime("zero-tolerance", "A rule accepts it, but the question is tagged zero_tolerance")
            .tagged("VN-1", "zero_tolerance")
            .rule("non_compliance", rules(json!([{"question": "VN-1", "action": "accept"}])))
            .gives("full_audit", "zero_tolerance"),
        given("zero-tolerance-compliant", "A compliant question that is tagged zero_tolerance")
            .tagged("VN-1", "zero_tolerance")
            .gives("accept", "accepted"),
        overtime("remediation-verified", "The programme has seen the non-compliance remedied")
            .remedied("VN-1")
            .gives("accept", "accepted")
            .with("/clauses/0/reason", "remediation_verified".into()),
        overtime("remediation-of-another", "The programme has seen another finding remedied")
            .remedied("VN-2")
            .gives("follow_up", "non_compliance"),
        overtime("remediation-does-not-lift-a-block", "The programme has seen it remedied, but the policy blocks")
            .rule("non_compliance", rules(json!([{"question": "VN-1", "action": "block"}])))
            .remedied("VN-1")
            .gives("full_audit", "blocking_non_compliance"),
        overtime("progress-is-shown-and-lifts-nothing", "A progress report says that it is remedied")
            .progress("VN-1", "verified_remediated")
            .gives("follow_up", "non_compliance")
            .with("/clauses/0/findings/0/progress", "verified_remediated".into()),
        given("outside-the-code", "A non-compliance that no clause names and no rule")
            .found("VN-5", "non_compliant")
            .gives("accept", "accepted"),
        given("outside-the-code-blocked", "A non-compliance that no clause names, and a rule blocks")
            .found("VN-5", "non_compliant")
            .rule("non_compliance", rules(json!([{"compliance_point": "compensation/paid_leave", "action": "block"}])))
            .gives("full_audit", "blocking_non_compliance")
            .with("/outside/0/question", "VN-5".into()),
        given("outside-the-code-not-assessed", "A question that no clause names was not assessed, and a rule blocks its point")
            .found("VN-5", "not_assessed")
            .rule("non_compliance", rules(json!([{"compliance_point": "compensation/paid_leave", "action": "block"}])))
            .gives("top_up", "not_assessed")
            .with("/reasons/0/found", "compensation/paid_leave VN-5".into()),
        given("outside-the-code-withheld", "A point that no clause names withholds findings, and a rule blocks it")
            .view("compliance_points[working_time/overtime].findings,compliance_points[occupational_safety_and_health/emergency_preparedness].findings")
            .rule("disclosure", json!([]))
            .rule("zero_tolerance_tags", json!([]))
            .rule("non_compliance", rules(json!([{"compliance_point": "compensation/paid_leave", "action": "block"}])))
            .gives("top_up", "withheld")
            .with("/rule", "/non_compliance/rules/0".into()),
        given("zero-tolerance-withheld", "A point that no clause names withholds findings, which may have a zero-tolerance tag")
            .view("compliance_points[working_time/overtime].findings,compliance_points[occupational_safety_and_health/emergency_preparedness].findings")
            .rule("disclosure", json!([]))
            .gives("top_up", "withheld")
            .with("/rule", "/zero_tolerance_tags/0".into()),
        given("outside-the-code-withheld-and-no-rule", "A point that no clause names withholds findings, and nothing could make them count")
            .view("compliance_points[working_time/overtime].findings,compliance_points[occupational_safety_and_health/emergency_preparedness].findings")
            .rule("disclosure", json!([]))
            .rule("zero_tolerance_tags", json!([]))
            .gives("accept", "accepted"),
    ]
}

fn clauses() -> Vec<Given> {
    let emergency = "occupational_safety_and_health/emergency_preparedness";
    vec![
        given("not-assessed", "A question was not assessed")
            .found("VN-2", "not_assessed")
            .gives("top_up", "not_assessed")
            .with("/clauses/0/top_up/0/questions", json!(["VN-2"])),
        given("unknown-result", "A question has a result that this version does not know")
            .found("VN-2", "partly_compliant")
            .gives("top_up", "not_assessed"),
        given("unknown-kind", "A question is of a kind that this version does not know: what its result means is not known either")
            .found("VN-2", "non_compliant")
            .kind("VN-2", "opinion")
            .gives("top_up", "not_assessed"),
        given("not-applicable", "Nothing that was asked applies")
            .found("VN-3", "not_applicable")
            .gives("accept", "accepted")
            .with("/clauses/1/reason", "not_applicable".into()),
        given("withheld", "The findings of a point are withheld, and the policy does not demand them")
            .view("assessment.process")
            .rule("disclosure", json!([]))
            .gives("top_up", "withheld")
            .with("/clauses/0/top_up/0/compliance_point", "working_time/overtime".into()),
        given("question-withheld", "A clause names one question, which may be among what is withheld")
            .view("assessment.process")
            .rule("disclosure", json!([]))
            .clause(0, "mappings", json!([{"compliance_point": "working_time/overtime", "questions": ["VN-1"]}]))
            .gives("top_up", "withheld")
            .with("/clauses/0/top_up/0/questions", json!(["VN-1"])),
        given("one-question-of-a-point", "A clause names one question; another of its point is non-compliant")
            .found("VN-2", "non_compliant")
            .clause(0, "mappings", json!([{"compliance_point": "working_time/overtime", "questions": ["VN-1"]}]))
            .gives("accept", "accepted"),
        given("global-question-of-a-point", "A clause names a global question, to which a national one maps")
            .found("VN-3", "non_compliant")
            .clause(1, "mappings", json!([{"compliance_point": emergency, "global_questions": ["G-3"]}]))
            .gives("follow_up", "non_compliance"),
        given("not-in-report", "The tool does not have a point that a clause names")
            .report(|report| report.report.compliance_points.truncate(1))
            .gives("top_up", "not_in_report")
            .with("/clauses/1/top_up/0/compliance_point", emergency.into()),
        given("question-not-in-report", "The tool does not have a question that a clause names")
            .clause(0, "mappings", json!([{"compliance_point": "working_time/overtime", "questions": ["VN-1", "VN-9"]}]))
            .gives("top_up", "not_in_report")
            .with("/clauses/0/top_up/0/questions", json!(["VN-9"])),
        given("facts-alone-answer-nothing", "A point that a clause names has facts alone")
            .report(|report| {
                let fact = Finding::fact("VN-F1", LanguageMap::single("en", "A synthetic question"), "1");
                report.report.compliance_points[0].findings = Some(vec![fact]);
            })
            .gives("top_up", "not_in_report"),
        uncovered("not-covered", "Nothing answers a clause").gives("top_up", "not_covered"),
        uncovered("out-of-scope", "Nothing answers a clause, and the policy leaves it out")
            .rule("uncovered_clause", json!("out_of_scope"))
            .gives("accept", "accepted")
            .with("/clauses/0/reason", "out_of_scope".into()),
        given("partly-covered", "A clause is answered in part").clause(0, "coverage", json!("partial")).gives("top_up", "partly_covered"),
        given("partly-covered-accepted", "A clause is answered in part, which is enough for the policy")
            .clause(0, "coverage", json!("partial"))
            .rule("partly_covered_clause", json!("accept"))
            .gives("accept", "accepted")
            .with("/clauses/0/reason", "partly_covered".into()),
        given("the-strictest-counts", "One clause needs a visit, another a remedy: the remedy is named, both are listed")
            .found("VN-1", "non_compliant")
            .found("VN-3", "not_assessed")
            .gives("follow_up", "non_compliance")
            .with("/clauses/1/outcome", "top_up".into()),
        given("clause-of-parts", "A clause of two parts: the parts are judged")
            .report(|report| report.report.compliance_points[0].findings.as_mut().unwrap()[0].result = Some(FindingResult::NonCompliant))
            .clause(0, "part_of", json!("A"))
            .clause(1, "part_of", json!("A"))
            .parent("A")
            .gives("follow_up", "non_compliance")
            .with("/clauses/1/clause", "2".into()),
    ]
}

fn uncovered(name: &'static str, description: &'static str) -> Given {
    given(name, description).clause(0, "coverage", json!("none")).clause(0, "mappings", json!([]))
}

fn refusals() -> Vec<Given> {
    vec![
        given("policy-with-a-typo", "A member of the policy is mistyped").rule("maximum_agee", json!(1)).refused_as(ErrorKind::Malformed),
        given("policy-with-an-unknown-word", "A word of the policy is not one of its words")
            .rule("uncovered_clause", json!("topup"))
            .refused_as(ErrorKind::Malformed),
        given("policy-of-another-kind", "The crosswalk is given as the policy")
            .rule("schema", json!("https://schemas.betterwork.org/crosswalk/1"))
            .refused_as(ErrorKind::WrongDocument),
        given("policy-of-a-later-version", "The policy is of a version that this program does not know")
            .rule("schema", json!("https://schemas.betterwork.org/policy/2"))
            .refused_as(ErrorKind::UnsupportedVersion),
        given("policy-with-a-rule-twice", "Two rules name the same question")
            .rule(
                "non_compliance",
                json!({"default": "accept", "rules": [{"question": "VN-1", "action": "block"}, {"question": "VN-1", "action": "accept"}]}),
            )
            .refused_as(ErrorKind::Inconsistent),
        given("policy-with-a-rule-about-nothing", "A rule names no point and no question")
            .rule("non_compliance", json!({"default": "accept", "rules": [{"action": "block"}]}))
            .refused_as(ErrorKind::Inconsistent),
        given("policy-without-issuers", "The policy accepts no issuer").rule("issuers", json!([])).refused_as(ErrorKind::Inconsistent),
        given("policy-without-countries", "The policy accepts no country").rule("countries", json!([])).refused_as(ErrorKind::Inconsistent),
        given("policy-with-a-mistyped-tag", "A zero-tolerance tag is written otherwise than programmes write it")
            .rule("zero_tolerance_tags", json!(["Zero-Tolerance"]))
            .refused_as(ErrorKind::Inconsistent),
        given("crosswalk-with-an-unknown-point", "A clause names a point that the taxonomy does not have")
            .clause(0, "mappings", json!([{"compliance_point": "working_time/overtimes"}]))
            .refused_as(ErrorKind::Malformed),
        given("crosswalk-with-a-clause-twice", "Two clauses have one id").clause(1, "id", json!("1")).refused_as(ErrorKind::Inconsistent),
        given("crosswalk-with-a-clause-without-mapping", "A clause maps to nothing and does not say so")
            .clause(0, "mappings", json!([]))
            .refused_as(ErrorKind::Inconsistent),
        given("crosswalk-with-a-cycle", "Two clauses are part of each other")
            .clause(0, "part_of", json!("2"))
            .clause(1, "part_of", json!("1"))
            .refused_as(ErrorKind::Inconsistent),
        given("crosswalk-with-a-stray-part", "A clause is part of one that is not there")
            .clause(0, "part_of", json!("9"))
            .refused_as(ErrorKind::Inconsistent),
        given("crosswalk-with-a-bad-language", "A title is in no language")
            .clause(0, "title", json!({"english": "Hours", "e": "Hours"}))
            .refused_as(ErrorKind::Malformed),
        crosswalk_for_another_taxonomy(),
    ]
}

fn crosswalk_for_another_taxonomy() -> Given {
    let mut given = given("crosswalk-for-another-taxonomy", "The crosswalk names the points of another taxonomy");
    given.crosswalk["taxonomy"] = json!("https://schemas.betterwork.org/taxonomy/2");
    given.refused_as(ErrorKind::Inconsistent)
}
