// What becomes of reports in a store: the same in both databases.

use betterwork::trust::StatusLists;
use betterwork::{Digest, Timestamp, View, redact};
use betterwork_exchange::store::Store;
use crate::common::{Samples, correction, count, import, row};
use conformance::sample::{self, SIGNED_AT, Size};

#[test]
fn a_report_becomes_rows_with_its_digest_and_the_words_of_the_format() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    let summary = import(&mut store, &samples, &[samples.token(7)]);
    assert_eq!((summary.imported, summary.quarantined), (1, 0));
    assert_eq!(row(&folder, "SELECT assessment_id, cycle, started_on, star, is_current FROM reports"), "50007|3|2026-02-03|7|1");
    assert_eq!(row(&folder, "SELECT count(*), count(DISTINCT digest), min(number), max(number) FROM findings"), "12|1|1|12");
    assert_eq!(row(&folder, "SELECT count(*) FROM findings JOIN reports USING (digest) WHERE findings.question = 'VN1-007'"), "1");
    assert_eq!(row(&folder, "SELECT count(*), sum(question_count) FROM compliance_points"), "38|12");
    assert_eq!(row(&folder, "SELECT count(*), min(CAST(sources AS TEXT)) FROM evidence"), r#"3|["documents","worker_interviews"]"#);
    assert_eq!(
        row(&folder, "SELECT tags, is_public, result FROM findings WHERE question = 'VN1-010'"),
        r#"["public_disclosure"]|1|compliant"#
    );
    assert_eq!(row(&folder, "SELECT result FROM compliance_points ORDER BY number LIMIT 1 OFFSET 3"), "compliant");
}

#[test]
fn the_signed_bytes_are_kept_as_they_came() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    let token = samples.token(7);
    import(&mut store, &samples, std::slice::from_ref(&token));
    assert_eq!(store.token(samples.digest(&token)).unwrap(), Some(token.into_bytes()));
    assert_eq!(store.token(Digest::of(b"another")).unwrap(), None);
}

#[test]
fn the_same_import_again_changes_nothing() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    let tokens = [samples.token(1), "no report".to_owned(), samples.token(2)];
    import(&mut store, &samples, &tokens);
    let before = crate::common::dump(&folder);
    let summary = import(&mut store, &samples, &tokens);
    assert_eq!((summary.imported, summary.enriched, summary.unchanged, summary.quarantined), (0, 0, 2, 1));
    assert_eq!(crate::common::dump(&folder), before);
}

#[test]
fn what_does_not_verify_goes_to_quarantine_and_into_no_row() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    let flipped = samples.token(1).replacen(".e", ".f", 1);
    let summary = import(&mut store, &samples, &[flipped, String::new(), "%PDF-1.7".to_owned()]);
    assert_eq!(summary.quarantined, 3);
    let codes: Vec<_> = store.quarantine().unwrap().into_iter().map(|refused| refused.code).collect();
    assert_eq!(codes, ["bad_signature", "malformed", "malformed"]);
    assert_eq!(
        row(&folder, "SELECT source, reason, received_at, byte_count FROM quarantine WHERE byte_count = 0"),
        "source 1|the file is empty|2026-02-15T00:00:00Z|0"
    );
    assert_eq!((count(&folder, "reports"), count(&folder, "finding_rows"), count(&folder, "documents")), (0, 0, 0));
}

#[test]
fn a_large_file_in_quarantine_is_kept_by_its_hash() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    import(&mut store, &samples, &["x".repeat(5 * 1024 * 1024)]);
    assert_eq!(row(&folder, "SELECT code, byte_count, token IS NULL FROM quarantine"), "too_large|5242880|1");
}

#[test]
fn what_a_newer_trust_list_cures_leaves_quarantine() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    let token = samples.token(1);
    let before_signing = Timestamp::parse("2026-01-01T00:00:00Z").unwrap();
    store.import([("early", &token)], &samples.trust, &StatusLists::none(), before_signing).unwrap();
    assert_eq!(store.quarantine().unwrap()[0].code, "not_yet_valid");
    import(&mut store, &samples, &[token]);
    assert_eq!((count(&folder, "quarantine"), count(&folder, "reports")), (0, 1));
}

#[test]
fn a_correction_supersedes_and_the_older_revision_stays() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    let first = samples.token(1);
    let second = samples.issue(&correction(&samples, &first, 1, 501));
    import(&mut store, &samples, &[first, second.clone()]);
    let superseded = row(&folder, "SELECT superseded_by_digest FROM reports WHERE revision = 1 AND NOT is_current");
    assert_eq!(superseded, samples.digest(&second).to_string());
    assert_eq!(row(&folder, "SELECT is_current, superseded_by_digest FROM reports WHERE revision = 2"), "1|");
    assert_eq!((count(&folder, "findings"), store.current_reports().unwrap().len()), (24, 1));
    assert_eq!(store.facility_history("urn:betterwork:facility:VN-1").unwrap().len(), 2);
}

#[test]
fn an_older_revision_that_comes_late_is_never_current() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    let first = samples.token(1);
    let second = samples.issue(&correction(&samples, &first, 1, 501));
    import(&mut store, &samples, &[second, first]);
    assert_eq!(row(&folder, "SELECT is_current FROM reports WHERE revision = 1"), "0");
    assert_eq!(row(&folder, "SELECT count(*) FROM reports WHERE superseded_by_digest IS NOT NULL"), "1");
    assert_eq!(store.current_reports().unwrap()[0].revision, 2);
}

#[test]
fn a_later_assessment_deletes_nothing() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    let mut later = sample::report(2, Size::SMALL);
    later.sub = sample::report(1, Size::SMALL).sub;
    later.report.assessment.cycle = 4;
    import(&mut store, &samples, &[samples.issue(&later), samples.token(1)]);
    let current = store.current_reports().unwrap();
    assert_eq!((count(&folder, "reports"), current.len(), current[0].cycle), (2, 1, 4));
    assert_eq!(row(&folder, "SELECT count(*) FROM reports WHERE is_current"), "2");
}

#[test]
fn a_fuller_copy_adds_rows_and_a_thinner_one_removes_none() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    let full = samples.token(1);
    let public = redact(full.as_bytes(), &View::Public).unwrap();
    import(&mut store, &samples, std::slice::from_ref(&public));
    assert_eq!(row(&folder, "SELECT disclosure, findings_withheld_count, locality FROM reports"), "partial|11|");
    assert_eq!(row(&folder, "SELECT count(*) FROM compliance_points WHERE result = 'unknown'"), "11");
    assert_eq!(import(&mut store, &samples, std::slice::from_ref(&full)).enriched, 1);
    assert_eq!(row(&folder, "SELECT disclosure, findings_withheld_count, locality FROM reports"), "complete|0|Testville");
    assert_eq!((count(&folder, "reports"), count(&folder, "findings"), count(&folder, "evidence")), (1, 12, 3));
    assert_eq!(import(&mut store, &samples, &[public]).unchanged, 1);
    assert_eq!((count(&folder, "findings"), store.token(samples.digest(&full)).unwrap()), (12, Some(full.into_bytes())));
}

#[test]
fn two_partial_copies_join_to_what_both_disclose() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    let full = samples.token(1);
    let [address, findings] =
        ["facility.address", "compliance_points.findings"].map(|view| redact(full.as_bytes(), &view.parse().unwrap()).unwrap());
    import(&mut store, &samples, &[address, findings]);
    assert_eq!(row(&folder, "SELECT locality, findings_withheld_count FROM reports"), "Testville|0");
    assert_eq!((count(&folder, "findings"), count(&folder, "evidence")), (12, 0));
    let kept = store.token(samples.digest(&full)).unwrap().unwrap();
    assert_eq!(samples.verify(&kept).digest(), samples.digest(&full));
}

#[test]
fn a_second_document_for_one_revision_is_quarantined_and_the_first_is_flagged() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    let mut other = sample::report(1, Size::SMALL);
    other.report.assessment.cycle = 9;
    import(&mut store, &samples, &[samples.token(1), samples.issue(&other)]);
    crate::common::assert_contradiction(&folder, "revision 1 of this report is held already");
}

#[test]
fn a_second_document_for_one_status_index_is_quarantined_and_the_first_is_flagged() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    let mut other = sample::report(2, Size::SMALL);
    other.status.idx = 1;
    import(&mut store, &samples, &[samples.token(1), samples.issue(&other)]);
    crate::common::assert_contradiction(&folder, "another document has the same index 1");
}

#[test]
fn a_correction_about_another_facility_is_quarantined() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    let first = samples.token(1);
    let mut second = correction(&samples, &first, 1, 501);
    second.sub = "urn:betterwork:facility:VN-2".into();
    import(&mut store, &samples, &[first, samples.issue(&second)]);
    crate::common::assert_contradiction(&folder, "revision 1 of this report is about another facility");
}

#[test]
fn a_correction_of_another_document_is_quarantined_in_either_order() {
    for reversed in [false, true] {
        let (folder, samples) = (folder(), Samples::default());
        let mut store = Store::open(folder.store()).unwrap();
        let first = samples.token(1);
        let mut second = correction(&samples, &first, 1, 501);
        second.report.supersedes = Some(Digest::of(b"another"));
        let mut tokens = [first, samples.issue(&second)];
        tokens[..].rotate_left(usize::from(reversed));
        import(&mut store, &samples, &tokens);
        crate::common::assert_contradiction(&folder, "revision 2 supersedes another document than revision 1");
    }
}

#[test]
fn standing_follows_the_newest_status_list_and_never_goes_back() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    import(&mut store, &samples, &[samples.token(1), samples.token(2)]);
    let later = SIGNED_AT.plus_seconds(86_400);
    let revoked = samples.status(later, 1, betterwork::trust::StatusValue::Revoked);
    let summary = store.refresh_standing(&samples.trust, &revoked, later).unwrap();
    assert_eq!((summary.reports, summary.changed), (2, 1));
    let standing = "SELECT standing, standing_as_of_at, standing_reason FROM reports WHERE star = '1'";
    assert_eq!(row(&folder, standing), "revoked|2026-02-16T00:00:00Z|");
    store.refresh_standing(&samples.trust, &samples.status, later).unwrap();
    store.refresh_standing(&samples.trust, &StatusLists::none(), later).unwrap();
    assert_eq!(import(&mut store, &samples, &[samples.token(1)]).unchanged, 1);
    assert_eq!(row(&folder, standing), "revoked|2026-02-16T00:00:00Z|");
}

#[test]
fn an_unknown_standing_says_why() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    store.import([("one", samples.token(1))], &samples.trust, &StatusLists::none(), SIGNED_AT).unwrap();
    let standing = "SELECT standing, standing_reason FROM reports";
    assert_eq!(row(&folder, standing), "unknown|none_held");
    assert_eq!(store.refresh_standing(&samples.trust, &samples.status, SIGNED_AT).unwrap().changed, 1);
    assert_eq!(row(&folder, standing), "valid|");
    assert_eq!(store.reports().unwrap()[0].standing, "valid");
}

#[test]
fn public_issues_are_those_that_may_be_shown() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    let tokens: Vec<_> = (1..4).map(|seed| samples.sized(seed, Size { findings: 140, ..Size::SMALL })).collect();
    import(&mut store, &samples, &tokens);
    let (before, from) = (SIGNED_AT.plus_seconds(-1), SIGNED_AT);
    assert_eq!((store.public_issues(before).unwrap().len(), store.public_issues(from).unwrap().len()), (0, 6));
    store.refresh_standing(&samples.trust, &samples.status(from, 1, betterwork::trust::StatusValue::Suspended), from).unwrap();
    assert_eq!(store.public_issues(from).unwrap().len(), 4);
}

#[test]
fn questions_are_answered_from_the_newest_reports() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    import(&mut store, &samples, &[samples.token(1), samples.token(2)]);
    let findings = store.non_compliances(None).unwrap();
    assert_eq!((findings.len(), &*findings[0].question, findings[0].is_public), (2, "VN1-007", false));
    assert_eq!(store.non_compliances(Some("urn:betterwork:facility:VN-2")).unwrap().len(), 1);
    let counts = store.point_counts().unwrap();
    assert_eq!((counts.len(), counts.iter().map(|point| point.non_compliant_count).sum::<i64>(), counts[0].reports_count), (38, 2, 2));
    assert_eq!(store.reports().unwrap()[1].non_compliant_points_count, 1);
    assert_eq!(count(&folder, "reports"), 2);
}

#[test]
fn a_thousand_reports_are_imported_in_batches() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    let tokens = (0..1_000).map(|seed| (format!("{seed}.sdjwt"), samples.token(seed)));
    let summary = store.import(tokens, &samples.trust, &samples.status, SIGNED_AT).unwrap();
    assert_eq!((summary.imported, summary.quarantined), (1_000, 0));
    assert_eq!((count(&folder, "reports"), count(&folder, "findings"), store.current_reports().unwrap().len()), (1_000, 12_000, 1_000));
}

#[test]
fn the_questions_in_the_docs_are_answered() {
    let (folder, samples) = (folder(), Samples::default());
    import(&mut Store::open(folder.store()).unwrap(), &samples, &[samples.token(1)]);
    let docs = include_str!("../../../docs/store.md");
    let questions: Vec<_> = docs.split("```sql").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let answers: Vec<_> = questions.iter().map(|sql| crate::common::rows(&folder, &sql.replace("= ?", "= digest")).len()).collect();
    assert_eq!(answers, [1, 0, 1, 1, 0, 0, 38, 1]);
}
