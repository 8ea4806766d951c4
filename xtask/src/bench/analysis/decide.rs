//! Deciding about one report, against verifying it.

use std::hint::black_box;
use std::time::Duration;

use betterwork::analysis::{Context, decide};
use betterwork::verify;

use super::World;
use crate::goals::Figure;
use crate::measure::{Case, Effort, round_robin};

const DECIDE: &str = "decide, nine clauses, 60 KB report";
const VERIFY: &str = "verify the same report";

pub(super) fn run(world: &World) -> Figure {
    let token = world.token(1, 0);
    let verified = || verify(token.as_bytes(), &world.trust, &world.status, world.at).expect("a sample is genuine");
    let report = verified();
    let cases = vec![
        Case::new(DECIDE, || {
            let decision = decide(Some(&report), &world.policy, &world.crosswalk, &Context::default(), world.at);
            black_box(decision.expect("the report was verified as of the same instant"));
        }),
        Case::new(VERIFY, || drop(black_box(verified()))),
    ];
    let measured = round_robin(cases, &Effort { rounds: 51, batch: Duration::from_millis(3) });
    measured.print("one decision", |_| String::new());
    measured.ratio("decide_over_verify", (DECIDE, 1.0), (VERIFY, 1.0), "ns")
}
