// Rates of a store: the same in both databases.

use betterwork::analysis::rates::{By, Detail, Rates, Scope, rates};
use betterwork::report::FindingResult;
use betterwork::trust::StatusValue;
use betterwork::{View, redact};
use betterwork_exchange::store::Store;
use crate::common::{Samples, correction, import};
use conformance::sample::{self, Size};

/// Full reports, one of them in two cycles and one with a result that nobody knows; every third as its public view.
fn tokens(samples: &Samples) -> Vec<String> {
    let token = |seed: u64| {
        let mut report = sample::report(seed, Size { findings: 60, ..Size::SMALL });
        report.sub = format!("urn:betterwork:facility:VN-{}", seed % 5).into();
        report.report.assessment.cycle = 1 + seed / 5;
        let odd = &mut report.report.compliance_points[7].findings.as_mut().unwrap()[0];
        odd.result = Some(if seed == 4 { FindingResult::from("partly") } else { FindingResult::NotApplicable });
        let view = if seed.is_multiple_of(3) { View::Public } else { View::Full };
        redact(samples.issue(&report).as_bytes(), &view).unwrap()
    };
    (0..8).map(token).collect()
}

fn of_files(samples: &Samples, tokens: &[String], scope: &Scope) -> Rates {
    let reports: Vec<_> = tokens.iter().map(|token| samples.verify(token.as_bytes())).collect();
    rates(&reports, scope).unwrap()
}

#[test]
fn a_store_and_its_reports_give_the_same_rates() {
    let (folder, samples) = (folder(), Samples::default());
    let tokens = tokens(&samples);
    let mut store = Store::open(folder.store()).unwrap();
    import(&mut store, &samples, &tokens);
    for by in [None, Some(By::Cycle), Some(By::Country)] {
        let mut scope = Scope::default();
        scope.by = by;
        assert_eq!(store.rates(&scope).unwrap(), of_files(&samples, &tokens, &scope));
    }
}

#[test]
fn points_alone_give_the_same_point_rates() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    import(&mut store, &samples, &tokens(&samples));
    let all = store.rates(&Scope::default()).unwrap();
    let mut scope = Scope::default();
    scope.detail = Detail::Points;
    let points = store.rates(&scope).unwrap();
    assert_eq!((&points.groups[0].points, points.groups[0].questions.len()), (&all.groups[0].points, 0));
}

#[test]
fn a_correction_counts_in_place_of_what_it_corrects() {
    let (folder, samples) = (folder(), Samples::default());
    let first = samples.token(1);
    let second = samples.issue(&correction(&samples, &first, 1, 900));
    let mut store = Store::open(folder.store()).unwrap();
    import(&mut store, &samples, &[first, second]);
    let counts = store.rates(&Scope::default()).unwrap().reports;
    assert_eq!((counts.counted_count, counts.lower_revisions_count), (1, 1));
}

#[test]
fn what_is_known_to_be_revoked_is_left_out() {
    let (folder, mut samples) = (folder(), Samples::default());
    samples.status = samples.status(sample::SIGNED_AT, 1, StatusValue::Revoked);
    let mut store = Store::open(folder.store()).unwrap();
    import(&mut store, &samples, &[samples.token(1), samples.token(2)]);
    let counts = store.rates(&Scope::default()).unwrap().reports;
    assert_eq!((counts.counted_count, counts.revoked_count), (1, 1));
}
