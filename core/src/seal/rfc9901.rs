//! The examples of RFC 9901 section 5.1, as far as they fit: which disclosure has which digest, and what it says.

use conformance::forge::Forger;

use super::sd_jwt::SdJwt;
use crate::json::{Apart, Reader};

/// The digests of the example's `_sd`, and of its two nationalities.
const SD: [&str; 8] = [
    "CrQe7S5kqBAHt-nMYXgc6bdt2SH5aTY1sU_M-PgkjPI",
    "JzYjH4svliH0R3PyEMfeZu6Jt69u5qehZo7F7EPYlSE",
    "PorFbpKuVu6xymJagvkFsFXAbRoc2JGlAUA2BA4o7cI",
    "TGf4oLbgwd5JQaHyKVQZU9UdGE0w5rtDsrZzfUaomLo",
    "XQ_3kPKt1XyX7KANkqVR6yZ2Va5NrPIvPYbyMvRKBMM",
    "XzFrzwscM6Gn6CJDc6vVK8BkMnfG8vOSKfpPIZdAfdE",
    "gbOsI4Edq2x2Kw-w5wPEzakob9hV1cRD0ATN3oQL9JM",
    "jsu9yVulwQQlhFlM_3JlzMaSFzglhQG0DpfayQwLUK4",
];
const NATIONALITIES: [&str; 2] = ["pFndjkZ_VCzmyTa6UjlZo3dh-ko8aIKQc9DlGzhaVYo", "7Cf6JkPudry3lcbwHgeZ8khAv1U1OSlerP0VkBJrWZ0"];

/// The disclosures of the example's object members.
const MEMBERS: [&str; 8] = [
    "WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgImdpdmVuX25hbWUiLCAiSm9obiJd",
    "WyJlbHVWNU9nM2dTTklJOEVZbnN4QV9BIiwgImZhbWlseV9uYW1lIiwgIkRvZSJd",
    "WyI2SWo3dE0tYTVpVlBHYm9TNXRtdlZBIiwgImVtYWlsIiwgImpvaG5kb2VAZXhhbXBsZS5jb20iXQ",
    "WyJlSThaV205UW5LUHBOUGVOZW5IZGhRIiwgInBob25lX251bWJlciIsICIrMS0yMDItNTU1LTAxMDEiXQ",
    "WyJRZ19PNjR6cUF4ZTQxMmExMDhpcm9BIiwgInBob25lX251bWJlcl92ZXJpZmllZCIsIHRydWVd",
    "WyJBSngtMDk1VlBycFR0TjRRTU9xUk9BIiwgImFkZHJlc3MiLCB7InN0cmVldF9hZGRyZXNzIjogIjEyMyBNYWluIFN0IiwgImxvY2FsaXR5IjogIkFueXRvd24iLCAicmVnaW9uIjogIkFueXN0YXRlIiwgImNvdW50cnkiOiAiVVMifV0",
    "WyJQYzMzSk0yTGNoY1VfbEhnZ3ZfdWZRIiwgImJpcnRoZGF0ZSIsICIxOTQwLTAxLTAxIl0",
    "WyJHMDJOU3JRZmpGWFE3SW8wOXN5YWpBIiwgInVwZGF0ZWRfYXQiLCAxNTcwMDAwMDAwXQ",
];

/// Those of its array elements, which our format does not have.
const ELEMENTS: [&str; 2] = ["WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIlVTIl0", "WyJuUHVvUW5rUkZxM0JJZUFtN0FuWEZBIiwgIkRFIl0"];

fn token(disclosures: &[&str]) -> String {
    let forger = Forger::new(2);
    format!("{}~{}~", forger.jws(forger.header("dc+sd-jwt"), "{}"), disclosures.join("~"))
}

#[test]
fn every_digest_finds_its_disclosure_and_is_read() {
    let token = token(&MEMBERS);
    let token = SdJwt::open(token.as_bytes()).unwrap();
    let content = token.decode().unwrap().content(&token).unwrap();
    let reader = Reader::new(&content.text, content.payload.clone(), Some(&content.disclosures));
    let mut read = Vec::new();
    for digest in SD {
        let part = content.disclosures.claim(digest).unwrap().unwrap();
        reader
            .elsewhere(part)
            .disclosure(|reader, name| {
                let value = reader.raw()?;
                read.push(format!("{}={}", &*name, reader.written(value)));
                Ok(())
            })
            .unwrap();
    }
    content.disclosures.check(false).unwrap();
    read.sort();
    assert_eq!(
        read,
        [
            r#"address={"street_address": "123 Main St", "locality": "Anytown", "region": "Anystate", "country": "US"}"#,
            r#"birthdate="1940-01-01""#,
            r#"email="johndoe@example.com""#,
            r#"family_name="Doe""#,
            r#"given_name="John""#,
            r#"phone_number="+1-202-555-0101""#,
            "phone_number_verified=true",
            "updated_at=1570000000",
        ]
    );
}

#[test]
fn a_disclosure_of_an_array_element_has_its_digest_and_is_not_read() {
    let token = token(&ELEMENTS);
    let token = SdJwt::open(token.as_bytes()).unwrap();
    let content = token.decode().unwrap().content(&token).unwrap();
    let reader = Reader::new(&content.text, content.payload.clone(), Some(&content.disclosures));
    for digest in NATIONALITIES {
        let part = content.disclosures.claim(digest).unwrap().unwrap();
        assert!(reader.elsewhere(part).disclosure(|reader, _| reader.skip()).is_err());
    }
}
