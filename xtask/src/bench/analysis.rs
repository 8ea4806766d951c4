//! Part `analysis`: what follows from verified reports.

mod decide;
mod portfolio;
mod rates;

use betterwork::analysis::{Crosswalk, Policy};
use betterwork::trust::{StatusDraft, StatusList, StatusLists, StatusValue, TrustList};
use betterwork::{Timestamp, issue};
use conformance::sample::{self, FixedRandom, Keys, SIGNED_AT, STATUS_URI, Size};

use crate::goals::Figure;

/// As many reports as the largest case has.
const REPORTS: u64 = 20_000;

/// What every decision needs beside the report.
pub(crate) struct World {
    keys: Keys,
    trust: TrustList,
    status: StatusLists,
    policy: Policy,
    crosswalk: Crosswalk,
    at: Timestamp,
}

impl World {
    fn new() -> Self {
        let keys = Keys::default();
        let trust = sample::trust(&keys);
        let mut draft = StatusDraft::new(STATUS_URI, REPORTS);
        (0..REPORTS).for_each(|index| draft.set(index, StatusValue::Valid).expect("the list has so many entries"));
        let token = draft.sign(&keys.status, SIGNED_AT, SIGNED_AT.plus_seconds(86_400)).expect("a status list can be signed");
        let list = StatusList::open(token.as_bytes(), &trust, None, None, SIGNED_AT).expect("the status list is good");
        let policy = include_str!("../../../examples/policies/brand.json");
        let crosswalk = include_str!("../../../examples/crosswalks/eti-base-code.json");
        World {
            keys,
            trust,
            status: list.into(),
            policy: Policy::from_json(policy).expect("the example is a policy"),
            crosswalk: Crosswalk::from_json(crosswalk).expect("the example is a crosswalk"),
            at: SIGNED_AT,
        }
    }

    /// The report of a facility in one of its cycles, about 60 KB; each has its own entry of the status list.
    fn token(&self, facility: u64, cycle: u64) -> String {
        let mut report = sample::report(facility, Size::KB_60);
        let number = facility * 2 + cycle;
        report.status.idx = number;
        report.jti = betterwork::seal::random_jti(&mut FixedRandom::new(number ^ 0x5eed)).into();
        report.report.assessment.cycle = cycle + 1;
        issue(&report, &self.keys.report, &mut FixedRandom::new(number)).expect("a sample can be signed")
    }
}

/// Every figure of the part.
pub(crate) fn run() -> Vec<Figure> {
    let world = World::new();
    let mut figures = vec![decide::run(&world)];
    figures.extend(portfolio::run(&world));
    figures.extend(rates::run());
    figures
}
