//! The scenarios of `tests/vectors/`: each is stated here, with what must come out, and checked while it is written.

mod answers;
mod authority;
mod consistency;
mod disclosures;
mod form;
mod header;
mod log;
mod payload;
mod status_lists;
mod time;
mod trust_lists;
mod versions;
mod views;
mod world;

use std::path::PathBuf;

use betterwork::ErrorKind;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::vector::{Bytes, SignedTrustList, Vector, Verb};

/// Makes every vector: path from the root of the repository, content.
///
/// # Panics
/// Where this SDK does not answer as the scenario demands.
pub fn generate() -> Vec<(PathBuf, Vec<u8>)> {
    let file = |vector: Vector| (PathBuf::from(format!("tests/vectors/{}.json", vector.name)), vector.to_json().into_bytes());
    let (mut files, mut complaints) = (Vec::new(), Vec::new());
    for scenario in all() {
        match scenario.finish() {
            Ok(vector) => files.push(file(vector)),
            Err(complaint) => complaints.push(complaint),
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    files.sort();
    for pair in files.windows(2) {
        assert_ne!(pair[0].0, pair[1].0, "a name occurs twice");
    }
    files
}

fn all() -> Vec<Scenario> {
    [
        form::scenarios(),
        header::scenarios(),
        payload::scenarios(),
        versions::scenarios(),
        authority::scenarios(),
        disclosures::scenarios(),
        consistency::scenarios(),
        time::scenarios(),
        answers::scenarios(),
        trust_lists::scenarios(),
        status_lists::scenarios(),
        views::scenarios(),
        log::scenarios(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What is given, and what is demanded of the answer.
struct Scenario {
    vector: Vector,
    demanded: Demanded,
}

enum Demanded {
    Refusal(ErrorKind),
    /// JSON pointers into the result, with the value that must stand there.
    Result(Vec<(&'static str, Value)>),
}

/// A report that is refused.
fn refused(kind: ErrorKind, name: &str, description: &str, token: impl Into<Bytes>) -> Scenario {
    Scenario { vector: verifying(name, description, token), demanded: Demanded::Refusal(kind) }
}

/// A report that is accepted.
fn accepted(name: &str, description: &str, token: impl Into<Bytes>) -> Scenario {
    Scenario { vector: verifying(name, description, token), demanded: Demanded::Result(Vec::new()) }
}

fn verifying(name: &str, description: &str, token: impl Into<Bytes>) -> Vector {
    Vector {
        name: name.to_owned(),
        description: description.to_owned(),
        at: Some(world::AT.to_owned()),
        trust: Some(SignedTrustList::parse(&world::trust())),
        token: Some(token.into()),
        ..Vector::default()
    }
}

impl Scenario {
    /// Demands a value at a place of the result.
    fn with(mut self, pointer: &'static str, value: impl Into<Value>) -> Self {
        match &mut self.demanded {
            Demanded::Result(demands) => demands.push((pointer, value.into())),
            Demanded::Refusal(_) => panic!("{} is refused", self.vector.name),
        }
        self
    }

    fn at(mut self, instant: &str) -> Self {
        self.vector.at = Some(instant.to_owned());
        self
    }

    fn trust(mut self, document: &str) -> Self {
        self.vector.trust = Some(SignedTrustList::parse(document));
        self
    }

    fn under_the_wide_trust_list(self) -> Self {
        self.trust(&world::wide_trust())
    }

    fn status(mut self, tokens: &[&str]) -> Self {
        self.vector.status = Some(tokens.iter().map(|token| (*token).to_owned()).collect());
        self
    }

    fn about_progress(mut self) -> Self {
        self.vector.verb = Verb::VerifyProgressReport;
        self
    }

    /// Asks this SDK, and sets what is expected; or says in what its answer is another than demanded.
    fn finish(self) -> Result<Vector, String> {
        let Scenario { mut vector, demanded } = self;
        let name = &vector.name;
        match (demanded, vector.outcome()) {
            (Demanded::Refusal(kind), Err(error)) if error.kind() == kind => vector.expected.error = Some(kind.code().to_owned()),
            (Demanded::Result(demands), Ok(json)) => {
                let result: Value = serde_json::from_str(&json).unwrap();
                if let Some((pointer, value)) = demands.iter().find(|(pointer, value)| result.pointer(pointer) != Some(value)) {
                    return Err(format!("{name}: {pointer} is not {value} but {:?}", result.pointer(pointer)));
                }
                vector.expected.result = Some(RawValue::from_string(json).unwrap());
            }
            (Demanded::Refusal(kind), other) => return Err(format!("{name}: not {} but {:?}", kind.code(), other.err())),
            (Demanded::Result(_), Err(error)) => return Err(format!("{name}: {error:?}")),
        }
        Ok(vector)
    }
}

impl From<String> for Bytes {
    fn from(text: String) -> Self {
        Bytes::Text(text)
    }
}

impl From<&str> for Bytes {
    fn from(text: &str) -> Self {
        Bytes::Text(text.to_owned())
    }
}
