//! Standing, where the time of the question is another than that at which the status list was opened.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use betterwork::trust::{Entity, EntityRole, KeyState, KeyUse, Pin, StatusList, StatusLists, TrustList, TrustListPayload, sign_trust_list};
use betterwork::{Error, StandingValue, Timestamp, VerifiedReport, verify};
use conformance::sample::{self, Keys, SIGNED_AT, Size};

/// When the sample's status list expires.
const EXPIRY: Timestamp = Timestamp::from_seconds(1_771_113_600 + 14 * 86_400);

fn opened(token: &str) -> Result<StatusList, Error> {
    StatusList::open(token.as_bytes(), &sample::trust(&Keys::default()), None, None, SIGNED_AT)
}

fn verified(lists: &StatusLists, at: Timestamp) -> VerifiedReport {
    let keys = Keys::default();
    let token = sample::token(&keys, 7, Size::SMALL).unwrap();
    verify(token.as_bytes(), &sample::trust(&keys), lists, at).unwrap()
}

fn answer(lists: &StatusLists, at: Timestamp) -> (StandingValue, Option<&'static str>) {
    let report = verified(lists, at);
    (report.standing().value, report.standing().reason)
}

#[test]
fn a_list_that_was_opened_in_time_goes_stale() {
    let lists = opened(&sample::status_document(&Keys::default(), 8)).unwrap().into();
    assert_eq!(answer(&lists, EXPIRY.plus_seconds(-1)), (StandingValue::Valid, None));
    assert_eq!(answer(&lists, EXPIRY), (StandingValue::Unknown, Some("status_stale")));
}

#[test]
fn what_one_trust_list_vouched_for_another_may_not() {
    let keys = Keys::default();
    let lists = StatusLists::from(opened(&sample::status_document(&keys, 8)).unwrap());
    let token = sample::token(&keys, 7, Size::SMALL).unwrap();
    let answer = |change: fn(&mut TrustListPayload)| {
        let mut payload = sample::trust_payload(&keys);
        change(&mut payload);
        let trust = TrustList::open(sign_trust_list(&payload, &[&keys.root]).unwrap().as_bytes(), Pin::NamedFile).unwrap();
        let report = verify(token.as_bytes(), &trust, &lists, SIGNED_AT).unwrap();
        (report.standing().value, report.standing().reason)
    };
    assert_eq!(answer(|list| list.version += 1), (StandingValue::Valid, None));
    assert_eq!(
        answer(|list| list.entities[0]
            .keys
            .iter_mut()
            .filter(|key| key.r#use == KeyUse::Status)
            .for_each(|key| key.state = KeyState::Compromised)),
        (StandingValue::Unknown, Some("key_not_valid"))
    );
    // What another entity signs with the same key is another list.
    assert_eq!(
        answer(|list| {
            let mut other = Entity::new("https://other.example".into(), "Synthetic Other".into(), EntityRole::Programme, Vec::new());
            other.status_uris = list.entities[0].status_uris.clone();
            let (status, rest) = std::mem::take(&mut list.entities[0].keys).into_iter().partition(|key| key.r#use == KeyUse::Status);
            (list.entities[0].keys, other.keys) = (rest, status);
            list.entities.push(other);
        }),
        (StandingValue::Unknown, Some("not_authorised"))
    );
    assert_eq!(
        answer(|list| list.entities[0].keys.retain(|key| key.r#use != KeyUse::Status)),
        (StandingValue::Unknown, Some("unknown_key"))
    );
    assert_eq!(answer(|list| list.entities[0].status_uris.push("https://exchange.example/another".into())).0, StandingValue::Valid);
}

#[test]
fn the_first_list_that_failed_is_the_reason() {
    let mut lists = StatusLists::none();
    lists.hold_failure(&opened("").unwrap_err());
    lists.hold_failure(&opened(&sample::token(&Keys::default(), 7, Size::SMALL).unwrap()).unwrap_err());
    assert_eq!(answer(&lists, SIGNED_AT), (StandingValue::Unknown, Some("malformed")));
}

#[test]
fn what_failed_matters_no_more_once_a_list_is_held() {
    let mut lists = StatusLists::none();
    lists.hold_failure(&opened("").unwrap_err());
    lists.hold(opened(&sample::status_document(&Keys::default(), 8)).unwrap());
    assert_eq!(answer(&lists, SIGNED_AT), (StandingValue::Valid, None));
}
