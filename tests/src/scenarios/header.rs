//! The protected header: three members, Ed25519, a known key.

use betterwork::ErrorKind::{BadSignature, Malformed, UnknownKey, UnsupportedAlgorithm, WrongDocument};

use super::world::{REPORT, RETIRED, ROOT, STRANGER, forger, report, token};
use super::{Scenario, accepted, refused};

pub(super) fn scenarios() -> Vec<Scenario> {
    let with = |member: &str| report().header("{", &format!("{{{member},")).done();
    let alg = |name: &str| report().header("EdDSA", name).done();
    vec![
        accepted("alg-ed25519", "The algorithm under its newer name (RFC 9864).", alg("Ed25519")).with("/disclosure/value", "complete"),
        refused(UnsupportedAlgorithm, "alg-none", "The header says that nothing is signed.", alg("none")),
        refused(UnsupportedAlgorithm, "alg-none-without-signature", "An unsecured JWS; its signature of 64 zero bytes says nothing.", {
            let token = alg("none");
            let (signed, disclosures) = token.split_once('~').unwrap();
            let input = signed.rsplit_once('.').unwrap().0;
            format!("{input}.{}~{disclosures}", "A".repeat(86))
        }),
        refused(UnsupportedAlgorithm, "alg-es256", "Another algorithm.", alg("ES256")),
        refused(UnsupportedAlgorithm, "alg-hs256", "A symmetric algorithm.", alg("HS256")),
        refused(UnsupportedAlgorithm, "alg-in-other-case", "Names of algorithms are told apart by case.", alg("eddsa")),
        refused(Malformed, "alg-not-a-string", "`alg` is an array.", report().header(r#""EdDSA""#, r#"["EdDSA"]"#).done()),
        refused(Malformed, "alg-missing", "The header has no `alg`.", report().header(r#""alg":"EdDSA","#, "").done()),
        refused(Malformed, "kid-missing", "The header has no `kid`.", {
            let member = format!(r#","kid":"{}""#, forger(REPORT).kid());
            report().header(&member, "").done()
        }),
        refused(Malformed, "crit-in-the-header", "`crit` is not a member of our headers.", with(r#""crit":["b64"]"#)),
        refused(Malformed, "b64-in-the-header", "`b64` is not a member of our headers.", with(r#""b64":true"#)),
        refused(
            Malformed,
            "jwk-in-the-header",
            "The signer brings its own key along: it is not even looked at.",
            with(r#""jwk":{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#),
        ),
        refused(
            Malformed,
            "jku-in-the-header",
            "The signer names an address for its keys.",
            with(r#""jku":"https://attacker.example/jwks""#),
        ),
        refused(Malformed, "x5c-in-the-header", "The signer brings a certificate along.", with(r#""x5c":["MA=="]"#)),
        refused(Malformed, "duplicate-name-in-the-header", "`alg` occurs twice.", with(r#""alg":"none""#)),
        refused(Malformed, "header-not-json", "The header is no JSON.", forger(REPORT).jws("alg=EdDSA", "{}") + "~"),
        refused(Malformed, "header-not-an-object", "The header is an array.", forger(REPORT).jws(r#"["EdDSA"]"#, "{}") + "~"),
        refused(WrongDocument, "typ-of-a-status-list", "Another type of document.", report().header("dc+sd-jwt", "statuslist+jwt").done()),
        refused(
            WrongDocument,
            "typ-of-older-sd-jwt",
            "The type that SD-JWT VC had in its drafts.",
            report().header("dc+sd-jwt", "vc+sd-jwt").done(),
        ),
        refused(Malformed, "typ-missing", "The header has no `typ`.", report().header(r#""typ":"dc+sd-jwt","#, "").done()),
        refused(UnknownKey, "kid-unknown", "Signed well with a key that the trust list does not have.", report().signed_by(STRANGER)),
        refused(
            UnknownKey,
            "kid-of-a-root-key",
            "A root key signs trust lists and nothing else; it is no key of an entity.",
            report().signed_by(ROOT),
        ),
        refused(
            BadSignature,
            "kid-of-another-key",
            "`kid` names a key of the trust list that did not sign.",
            report().header(forger(REPORT).kid(), forger(RETIRED).kid()).done(),
        )
        .under_the_wide_trust_list(),
        refused(
            BadSignature,
            "signed-by-a-stranger",
            "`kid` names the issuer's key, but somebody else signed.",
            report().sign(&forger(STRANGER)),
        ),
        refused(BadSignature, "header-changed", "The name of the algorithm was changed after signing.", {
            let (good, other) = (token(), alg("Ed25519"));
            let header = other.split_once('.').unwrap().0;
            format!("{header}.{}", good.split_once('.').unwrap().1)
        }),
    ]
}
