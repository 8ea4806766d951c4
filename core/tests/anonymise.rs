//! The anonymised data set: nothing of a factory leaves, every factory hides among k, and the counts add up.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

mod arbitrary;

use std::collections::{BTreeMap, BTreeSet};

use betterwork::analysis::anonymise::{
    AssessmentRow, FindingRow, Key, PublicFindings, ReportRows, Rules, Suppressed, Survey, TABLES, readme,
};
use betterwork::analysis::table::Kind;
use betterwork::report::*;
use betterwork::seal::random_jti;
use betterwork::trust::{StatusDraft, StatusList, StatusLists, StatusValue};
use betterwork::{Day, VerifiedReport, View, issue, redact, verify};
use conformance::sample::{self, FixedRandom, Keys, SIGNED_AT, STATUS_URI, Size};
use proptest::prelude::*;
use serde_json::Value;

/// Members whose values are codes and ids, which may leave.
const CODES: [&str; 21] = [
    "country",
    "isic",
    "cluster",
    "id",
    "question",
    "global_question",
    "basis",
    "result",
    "kind",
    "tags",
    "language",
    "version",
    "audience",
    "type",
    "sources",
    "status",
    "kty",
    "crv",
    "announced",
    "about",
    "scheme",
];

/// What somebody may know of an assessment beforehand.
type Cell = (String, Option<String>, Option<&'static str>, Option<i64>, Option<i64>);

#[test]
fn no_text_of_a_report_leaves_but_codes() {
    let reports: Vec<_> = (1..=5).map(marked).collect();
    let inputs: Vec<_> = reports.iter().map(|report| verified(report, &View::Full)).collect();
    for public_findings in [PublicFindings::LeaveOut, PublicFindings::Keep] {
        let mut rules = Rules::new(5);
        rules.public_findings = public_findings;
        let (rows, suppressed) = anonymised(&inputs, rules.clone(), 1);
        assert_eq!(rows.len(), 5);
        let output = format!("{}\n{}\n{}", text(&rows), readme(&rules, &suppressed, true), serde_json::to_string(&suppressed).unwrap());
        for input in &inputs {
            for forbidden in forbidden(input) {
                assert!(!output.contains(&forbidden), "`{forbidden}` leaves in\n{output}");
            }
        }
        assert!(!output.contains("MARK"), "{output}");
    }
}

#[test]
fn codes_that_this_version_does_not_know_leave_as_other() {
    let inputs: Vec<_> = (1..=5)
        .map(|seed| {
            let mut report = shaped(seed, "VN", 1_200, 3, 2026);
            let finding = &mut report.report.compliance_points[3].findings.as_mut().unwrap()[0];
            (finding.result, finding.basis) = (Some(FindingResult::from("MARK_one")), Some(Basis::from("MARK_two")));
            verified(&report, &View::Full)
        })
        .collect();
    let (rows, _) = anonymised(&inputs, Rules::new(5), 1);
    assert!(!text(&rows).contains("MARK"));
    assert_eq!(rows[0].findings.iter().filter(|row| row.result == "other" && row.basis == Some("other")).count(), 1);
}

#[test]
fn a_question_that_is_not_written_as_a_code_stays() {
    let inputs: Vec<_> = (1..=5)
        .map(|seed| {
            let mut report = shaped(seed, "VN", 1_200, 3, 2026);
            let point = &mut report.report.compliance_points[3];
            point.findings.as_mut().unwrap()[0].question = "MARK of a sentence".into();
            point.evidence = Some(Vec::new());
            verified(&report, &View::Full)
        })
        .collect();
    let (rows, suppressed) = anonymised(&inputs, Rules::new(5), 1);
    assert!(!text(&rows).contains("MARK") && suppressed.findings_not_a_code == 5, "{suppressed:?}");
}

#[test]
fn one_key_gives_one_pseudonym_and_another_key_another() {
    let inputs = alike(5);
    let facilities =
        |key| anonymised(&inputs, Rules::new(5), key).0.iter().map(|rows| rows.assessment.facility.clone()).collect::<BTreeSet<_>>();
    assert_eq!(facilities(1), facilities(1));
    assert!(facilities(1).is_disjoint(&facilities(2)));
}

#[test]
fn a_factory_keeps_its_pseudonym_in_every_assessment() {
    let inputs: Vec<_> = (1..=5).flat_map(|seed| [of_factory(seed, seed, 3, 2025), of_factory(seed + 50, seed, 4, 2026)]).collect();
    let (rows, _) = anonymised(&inputs, Rules::new(5), 1);
    let facilities: BTreeSet<_> = rows.iter().map(|rows| &rows.assessment.facility).collect();
    let assessments: BTreeSet<_> = rows.iter().map(|rows| &rows.assessment.assessment).collect();
    assert_eq!((rows.len(), facilities.len(), assessments.len()), (10, 5, 10));
}

#[test]
fn a_factory_with_a_longer_history_hides_behind_its_newest_assessment() {
    let mut inputs = vec![of_factory(50, 1, 2, 2025)];
    inputs.extend((1..=5).map(|seed| of_factory(seed, seed, 3, 2026)));
    let (rows, suppressed) = anonymised(&inputs, Rules::new(5), 1);
    assert_eq!((rows.len(), suppressed.assessments_older_suppressed), (5, 1));
    assert!(rows.iter().all(|rows| rows.assessment.year == Some(2026)));
}

#[test]
fn fewer_than_k_factories_are_not_published_at_all() {
    let (rows, suppressed) = anonymised(&alike(4), Rules::new(5), 1);
    assert_eq!((rows.len(), suppressed.assessments_suppressed, suppressed.findings_read), (0, 4, 0));
}

#[test]
fn the_order_of_the_input_says_nothing() {
    let mut inputs = alike(6);
    let forwards = anonymised(&inputs, Rules::new(5), 1);
    inputs.reverse();
    let backwards = anonymised(&inputs, Rules::new(5), 1);
    assert_eq!((text(&forwards.0), forwards.1), (text(&backwards.0), backwards.1));
    let pseudonyms: Vec<_> = forwards.0.iter().map(|rows| rows.assessment.facility.clone()).collect();
    assert!(pseudonyms.is_sorted());
}

#[test]
fn a_zero_tolerance_question_is_left_out_of_every_report() {
    let inputs: Vec<_> = (1..=5)
        .map(|seed| {
            let mut report = shaped(seed, "VN", 1_200, 3, 2026);
            if seed == 1 {
                let point = &mut report.report.compliance_points[3];
                let finding = &mut point.findings.as_mut().unwrap()[0];
                (finding.tags, finding.result) = (vec![ZERO_TOLERANCE.into()], Some(FindingResult::NonCompliant));
                point.evidence = Some(Vec::new());
            }
            verified(&report, &View::Full)
        })
        .collect();
    let question = inputs[0].report().compliance_points[3].findings.as_ref().unwrap()[0].question.to_string();
    let (rows, suppressed) = anonymised(&inputs, Rules::new(5), 1);
    assert!(rows.iter().flat_map(|rows| &rows.findings).all(|row| row.question != question));
    assert_eq!(suppressed.findings_zero_tolerance, 5);
}

#[test]
fn a_question_that_few_factories_carry_is_left_out() {
    let inputs: Vec<_> = (1..=5)
        .map(|seed| {
            let mut report = shaped(seed, "VN", 1_200, 3, 2026);
            if seed > 1 {
                report.report.compliance_points[3].findings.as_mut().unwrap()[0].question = format!("VN1-9{seed}").into();
                report.report.compliance_points[3].evidence = Some(Vec::new());
            }
            verified(&report, &View::Full)
        })
        .collect();
    let (rows, suppressed) = anonymised(&inputs, Rules::new(5), 1);
    assert_eq!(suppressed.findings_rare_question, 5);
    let carried = carriers(&rows);
    assert!(carried.values().all(|factories| factories.len() >= 5), "{carried:?}");
}

#[test]
fn publicly_disclosed_findings_are_there_only_when_asked_for() {
    let mut rules = Rules::new(5);
    let (without, suppressed) = anonymised(&alike(5), rules.clone(), 1);
    assert!(suppressed.findings_public == 5 && without.iter().flat_map(|rows| &rows.findings).all(|row| !row.is_public));
    rules.public_findings = PublicFindings::Keep;
    let (with, suppressed) = anonymised(&alike(5), rules, 1);
    assert!(suppressed.findings_public == 0 && with.iter().flat_map(|rows| &rows.findings).filter(|row| row.is_public).count() == 5);
}

#[test]
fn withdrawn_reports_and_older_revisions_are_left_out() {
    let keys = Keys::default();
    let mut draft = StatusDraft::new(STATUS_URI, 1024);
    (1..=9).for_each(|index| draft.set(index, StatusValue::Valid).unwrap());
    draft.set(1, StatusValue::Revoked).unwrap();
    draft.set(2, StatusValue::Suspended).unwrap();
    draft.set(3, StatusValue::Superseded).unwrap();
    let document = draft.sign(&keys.status, SIGNED_AT, SIGNED_AT.plus_seconds(86_400)).unwrap();
    let mut lists = StatusLists::none();
    lists.hold(StatusList::open(document.as_bytes(), &sample::trust(&keys), None, None, SIGNED_AT).unwrap());
    let mut inputs: Vec<_> = (1..=7).map(|seed| standing(&shaped(seed, "VN", 1_200, 3, 2026), &View::Full, &lists)).collect();
    let mut correction = shaped(7, "VN", 1_200, 3, 2026);
    (correction.report.revision, correction.report.supersedes) = (2, Some(inputs[6].digest()));
    inputs.push(standing(&correction, &View::Full, &lists));
    let (rows, suppressed) = anonymised(&inputs, Rules::new(5), 1);
    assert_eq!((rows.len(), suppressed.reports_withdrawn, suppressed.reports_older_revision), (5, 2, 1));
}

#[test]
fn what_is_withheld_is_empty_and_the_row_says_partial() {
    let inputs: Vec<_> = (1..=5).map(|seed| verified(&shaped(seed, "VN", 1_200, 3, 2026), &View::Public)).collect();
    let (rows, _) = anonymised(&inputs, Rules::new(5), 1);
    assert!(
        rows.iter().all(|rows| rows.assessment.disclosure == "partial" && rows.assessment.size_band.is_none() && rows.findings.is_empty())
    );
}

#[test]
fn the_dictionary_is_that_of_the_rows() {
    let (rows, _) = anonymised(&alike(5), Rules::new(5), 1);
    let lengths = (rows[0].assessment.values().len(), rows[0].findings[0].values().len());
    assert_eq!(lengths, (AssessmentRow::TABLE.columns.len(), FindingRow::TABLE.columns.len()));
    for column in TABLES.iter().flat_map(|table| table.columns) {
        assert!(!column.meaning.is_empty() && !column.unit.is_empty() && !column.source.is_empty(), "{}", column.name);
    }
    let year = AssessmentRow::TABLE.columns.iter().find(|column| column.name == "year").unwrap();
    assert_eq!((year.kind, year.nullable), (Kind::Integer, true));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_report_says_no_text_of_it_leaves(report in arbitrary::report()) {
        let inputs = [1, 2].map(|seed| {
            let mut report = report.clone();
            (report.sub, report.jti) = (format!("factory {seed}").into(), random_jti(&mut FixedRandom::new(seed)).into());
            verified(&report, &View::Full)
        });
        let (rows, suppressed) = anonymised(&inputs, Rules::new(2), 1);
        prop_assert_eq!(rows.len(), 2);
        let output = text(&rows);
        let mut texts = Vec::new();
        gather(&serde_json::to_value(inputs[0].document()).unwrap(), "", &CODES, &mut texts);
        // A short text may stand in a code or a pseudonym by chance.
        for forbidden in texts.iter().filter(|text| text.chars().count() > 5) {
            prop_assert!(!output.contains(forbidden.as_str()), "{forbidden:?} leaves in {output}");
        }
        adds_up(&suppressed, &rows)?;
    }

    #[test]
    fn every_published_combination_has_k_factories_and_the_counts_add_up(
        k in 2_u64..5,
        factories in prop::collection::vec((0_usize..2, 0_usize..3, prop::collection::vec((1_u64..3, 2025_i32..2027), 1..3)), 1..14),
    ) {
        let mut inputs = Vec::new();
        for (factory, (country, size, visits)) in factories.iter().enumerate() {
            for (visit, (cycle, year)) in visits.iter().enumerate() {
                let seed = (factory * 10 + visit) as u64;
                let mut report = shaped(seed, ["VN", "KH"][*country], [100, 1_200, 9_000][*size], *cycle, *year);
                report.sub = format!("urn:betterwork:facility:F-{factory}").into();
                inputs.push(verified(&report, &View::Full));
            }
        }
        let (rows, suppressed) = anonymised(&inputs, Rules::new(k), 1);
        for (cell, factories) in cells(&rows) {
            prop_assert!(factories.len() as u64 >= k, "{cell:?} has {}", factories.len());
        }
        for (profile, factories) in profiles(&rows) {
            prop_assert!(factories.len() as u64 >= k, "{profile:?} has {}", factories.len());
        }
        for (question, factories) in carriers(&rows) {
            prop_assert!(factories.len() as u64 >= k, "{question:?} has {}", factories.len());
        }
        adds_up(&suppressed, &rows)?;
    }
}

fn adds_up(suppressed: &Suppressed, rows: &[ReportRows]) -> Result<(), TestCaseError> {
    let s = suppressed;
    let published = s.assessments_published();
    prop_assert_eq!(
        s.reports_read,
        s.reports_older_revision + s.reports_withdrawn + s.assessments_suppressed + s.assessments_older_suppressed + published
    );
    prop_assert_eq!(published, rows.len() as u64);
    let left_out = s.findings_facts + s.findings_zero_tolerance + s.findings_public + s.findings_not_a_code + s.findings_rare_question;
    prop_assert_eq!(s.findings_read, left_out + s.findings_published);
    prop_assert_eq!(s.findings_published, rows.iter().map(|rows| rows.findings.len() as u64).sum::<u64>());
    Ok(())
}

fn cell(row: &AssessmentRow) -> Cell {
    (row.country.clone(), row.isic.clone(), row.size_band, row.cycle, row.year)
}

/// By published cell, its factories.
fn cells(rows: &[ReportRows]) -> BTreeMap<Cell, BTreeSet<String>> {
    let mut cells = BTreeMap::<_, BTreeSet<_>>::new();
    rows.iter().for_each(|rows| _ = cells.entry(cell(&rows.assessment)).or_default().insert(rows.assessment.facility.clone()));
    cells
}

/// By what all rows of a factory show together, the factories.
fn profiles(rows: &[ReportRows]) -> BTreeMap<Vec<Cell>, BTreeSet<String>> {
    let mut factories = BTreeMap::<_, Vec<_>>::new();
    rows.iter().for_each(|rows| factories.entry(rows.assessment.facility.clone()).or_default().push(cell(&rows.assessment)));
    let mut profiles = BTreeMap::<_, BTreeSet<_>>::new();
    for (factory, mut cells) in factories {
        cells.sort();
        profiles.entry(cells).or_default().insert(factory);
    }
    profiles
}

/// By country and question as published, the factories.
fn carriers(rows: &[ReportRows]) -> BTreeMap<Vec<String>, BTreeSet<String>> {
    let mut carriers = BTreeMap::<_, BTreeSet<_>>::new();
    for ReportRows { assessment, findings, .. } in rows {
        for row in findings {
            let basis = row.basis.unwrap_or_default().to_owned();
            let names = [
                &assessment.country,
                &row.cluster,
                &row.compliance_point,
                &row.question,
                &row.global_question.clone().unwrap_or_default(),
                &basis,
            ];
            carriers.entry(names.map(String::clone).to_vec()).or_default().insert(assessment.facility.clone());
        }
    }
    carriers
}

fn anonymised(inputs: &[VerifiedReport], rules: Rules, key: u8) -> (Vec<ReportRows>, Suppressed) {
    let key = Key::new(std::array::from_fn(|index| key.wrapping_mul(31).wrapping_add(index as u8))).unwrap();
    let mut survey = Survey::new(key, rules);
    inputs.iter().for_each(|verified| survey.add(verified));
    let mut plan = survey.plan();
    let of = |digest| inputs.iter().find(|verified| verified.digest() == digest).unwrap();
    let rows = plan.order().into_iter().map(|digest| plan.rows(of(digest)).unwrap()).collect();
    (rows, plan.suppressed())
}

fn text(rows: &[ReportRows]) -> String {
    let lines = rows.iter().flat_map(|rows| [rows.assessment.values()].into_iter().chain(rows.findings.iter().map(FindingRow::values)));
    lines.map(|values| values.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")).collect::<Vec<_>>().join("\n")
}

/// Every text of a report but its codes, and its digest.
fn forbidden(verified: &VerifiedReport) -> Vec<String> {
    let mut texts = vec![verified.digest().to_string()];
    gather(&serde_json::to_value(verified.document()).unwrap(), "", &CODES, &mut texts);
    texts.retain(|text| text.len() > 3);
    assert!(texts.len() > 40, "{texts:?}");
    texts
}

fn gather(value: &Value, name: &str, allowed: &[&str], texts: &mut Vec<String>) {
    match value {
        Value::String(text) if !allowed.contains(&name) || text.contains("MARK") => texts.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| gather(item, name, allowed, texts)),
        Value::Object(members) => members.iter().for_each(|(name, member)| gather(member, name, allowed, texts)),
        _ => {}
    }
}

/// Factories of one cell, five of which have the same questions.
fn alike(count: u64) -> Vec<VerifiedReport> {
    (1..=count).map(|seed| verified(&shaped(seed, "VN", 1_200, 3, 2026), &View::Full)).collect()
}

fn of_factory(seed: u64, factory: u64, cycle: u64, year: i32) -> VerifiedReport {
    let mut report = shaped(seed, "VN", 1_200, cycle, year);
    report.sub = format!("urn:betterwork:facility:F-{factory}").into();
    verified(&report, &View::Full)
}

fn shaped(seed: u64, country: &str, workers: u64, cycle: u64, year: i32) -> AssessmentReport {
    let mut report = sample::report(seed, Size::SMALL);
    report.report.facility.country = Country::parse(country).unwrap();
    report.report.facility.workforce.as_mut().unwrap().total_count = Some(workers);
    let assessment = &mut report.report.assessment;
    (assessment.cycle, assessment.started_on, assessment.ended_on) = (cycle, Day::from_ymd(year, 1, 20).unwrap(), None);
    report
}

/// A report with a mark in every member that holds a text.
fn marked(seed: u64) -> AssessmentReport {
    let mark = |name: &str| Into::<betterwork::Text>::into(format!("MARK {name} {seed}"));
    let words = |name: &str| LanguageMap::single("en", mark(name)).with("vi", mark("other language"));
    let mut report = shaped(seed, "VN", 1_200, 3, 2026);
    report.sub = mark("sub");
    let body = &mut report.report;
    body.facility.name = mark("name");
    body.facility.identifiers = vec![Identifier::new("star".into(), mark("star")), Identifier::new("MARK scheme".into(), mark("other"))];
    let address = body.facility.address.as_mut().unwrap();
    (address.lines, address.locality) = (vec![mark("line 1"), mark("line 2")], Some(mark("locality")));
    (address.region, address.postal_code) = (Some(mark("region")), Some(mark("postal code")));
    body.facility.ownership.as_mut().unwrap().parent_company = Some(mark("parent"));
    let operations = body.facility.operations.as_mut().unwrap();
    (operations.products, operations.customers) = (vec![mark("product")], vec![mark("customer")]);
    // The same of all, since those of one questionnaire alone are alike.
    (body.assessment.id, body.assessment.tool.id, body.assessment.tool.version) = (mark("assessment"), "MARK tool".into(), "MARK 1".into());
    let process = body.assessment.process.as_mut().unwrap();
    (process.concerns, process.good_practices) = (vec![words("concern")], vec![words("good practice")]);
    for point in &mut body.compliance_points {
        for finding in point.public_findings.iter_mut().chain(point.findings.iter_mut().flatten()) {
            finding.text = words("question text");
            finding.legal_references = vec![mark("article")];
            finding.tags.push(mark("tag"));
            if finding.kind == FindingKind::Fact {
                finding.value = Some(mark("fact"));
            }
        }
        for evidence in point.evidence.iter_mut().flatten() {
            evidence.explanation = words("explanation");
        }
        let fact = Finding::fact(format!("VN2-{}", point.id), words("fact question"), mark("fact value"));
        point.findings.as_mut().unwrap().push(fact);
        point.question_count += 1;
    }
    let mut item = ImprovementItem::new("working_time/overtime".into(), words("action"), ImprovementStatus::Pending);
    item.due_on = Day::from_ymd(2026, 6, 1);
    body.improvement_plan = Some(vec![item]);
    let days = [2025, 2026].map(|year| Day::from_ymd(year, 7, 1).unwrap());
    let value = Decimal::parse("123456.789").unwrap();
    body.indicators = Some(vec![Indicator::new("MARK_indicator".into(), words("indicator"), value, "MARK_unit".into(), days[0], days[1])]);
    report
}

fn verified(report: &AssessmentReport, view: &View) -> VerifiedReport {
    standing(report, view, &StatusLists::none())
}

fn standing(report: &AssessmentReport, view: &View, status: &StatusLists) -> VerifiedReport {
    let keys = Keys::default();
    let token = issue(report, &keys.report, &mut FixedRandom::new(1)).unwrap();
    let token = redact(token.as_bytes(), view).unwrap();
    verify(token.as_bytes(), &sample::trust(&keys), status, SIGNED_AT).unwrap()
}
