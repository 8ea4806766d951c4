//! What `diff` and `rates` answer in JSON is what their schemas in `schemas/` say, and nothing that they do not name.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

mod answers;
mod assessments;

use answers::{faults, validator};
use assessments::{assessment, in_country, public, verified};
use betterwork::analysis::diff::diff_history;
use betterwork::analysis::rates::{By, Scope, rates};

#[test]
fn a_difference_is_what_its_schema_says() {
    let validator = validator(include_str!("../../schemas/diff-1.json"));
    let first = verified(&assessment(1, 1, &["Q1 non_compliant", "Q2 compliant", "Q3 non_compliant", "Q5 compliant text:Old?"]));
    let second = verified(&assessment(1, 2, &["Q1 non_compliant", "Q2 not_assessed", "Q3 compliant", "Q5 compliant text:New?"]));
    let third = public(&assessment(1, 3, &["Q1 non_compliant", "Q2 non_compliant", "Q4 compliant"]));
    for reports in [vec![&first, &second], vec![&first, &second, &third]] {
        let answer = serde_json::to_value(diff_history(&reports).unwrap()).unwrap();
        assert!(!answer["changes"].as_array().unwrap().is_empty());
        assert_eq!(faults(&validator, &answer), Vec::<String>::new());
    }
}

#[test]
fn rates_are_what_their_schema_says() {
    let validator = validator(include_str!("../../schemas/rates-1.json"));
    let reports = [
        verified(&assessment(1, 1, &["Q1 non_compliant", "Q2 compliant"])),
        verified(&assessment(1, 2, &["Q1 compliant", "Q2 not_assessed"])),
        public(&assessment(2, 1, &["Q1 non_compliant"])),
        verified(&in_country(assessment(3, 1, &["Q1 compliant"]), "KH")),
    ];
    for by in [None, Some(By::Country), Some(By::Cycle), Some(By::ToolVersion), Some(By::Year)] {
        let mut scope = Scope::default();
        (scope.by, scope.panel) = (by, by.map(|_| 1));
        let answer = serde_json::to_value(rates(&reports, &scope).unwrap()).unwrap();
        assert!(!answer["groups"].as_array().unwrap().is_empty());
        assert_eq!(faults(&validator, &answer), Vec::<String>::new());
    }
}
