//! What is generated: one entry for each generator.

use std::path::{Path, PathBuf};

use betterwork::schema;
use betterwork::trust::Root;
use conformance::sample::Keys;

use crate::{kotlin, python, rust, typescript};

/// Names below the generator's folder, with their bytes.
pub(crate) type Files = Vec<(PathBuf, Vec<u8>)>;

const VECTORS: &str = "tests/vectors";

/// Makes every generated file of one folder.
pub(crate) struct Generator {
    pub(crate) name: &'static str,
    pub(crate) folder: &'static str,
    pub(crate) makes: Makes,
    pub(crate) make: fn() -> Result<Files, String>,
}

/// How much of its folder a generator makes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Makes {
    /// Every JSON file in it: another one is a stray.
    All,
    /// Some files among others.
    Some,
}

/// Every generator of the project.
pub(crate) fn all() -> Vec<Generator> {
    vec![
        Generator { name: "schemas", folder: "schemas", makes: Makes::All, make: schemas },
        Generator { name: "vectors", folder: VECTORS, makes: Makes::All, make: vectors },
        Generator { name: "types for JavaScript", folder: "bindings/wasm/js/src", makes: Makes::Some, make: types },
        Generator { name: "classes for Python", folder: "bindings/python/betterwork", makes: Makes::Some, make: classes },
        Generator { name: "classes for Kotlin", folder: "bindings/kotlin/kotlin/org/betterwork", makes: Makes::Some, make: kotlin_classes },
        Generator { name: "structs to be weighed", folder: "bindings/wasm/bench", makes: Makes::Some, make: weighed },
        Generator { name: "test root of the elements", folder: "bindings/wasm", makes: Makes::Some, make: test_root },
    ]
}

fn schemas() -> Result<Files, String> {
    let file = |(name, schema): (String, _)| {
        let text = serde_json::to_string_pretty(&schema).map_err(|error| format!("{name}: {error}"))?;
        Ok((PathBuf::from(name), (text + "\n").into_bytes()))
    };
    schema::all().into_iter().map(file).collect()
}

fn vectors() -> Result<Files, String> {
    let file = |(path, bytes): (PathBuf, Vec<u8>)| match path.strip_prefix(Path::new(VECTORS)) {
        Ok(name) => Ok((name.to_owned(), bytes)),
        Err(_) => Err(format!("{} is not below {VECTORS}", path.display())),
    };
    conformance::generate().into_iter().chain(conformance::decisions::generate()).map(file).collect()
}

fn types() -> Result<Files, String> {
    let module = typescript::module(&schema::all().into_iter().collect())?;
    Ok(vec![(PathBuf::from("documents.generated.ts"), module.into_bytes())])
}

fn classes() -> Result<Files, String> {
    let documents = python::documents(&schema::all().into_iter().collect())?;
    Ok(vec![(PathBuf::from("_documents.py"), documents.into_bytes()), (PathBuf::from("_errors.py"), python::errors().into_bytes())])
}

fn kotlin_classes() -> Result<Files, String> {
    let documents = kotlin::documents(&schema::all().into_iter().collect())?;
    Ok(vec![(PathBuf::from("Documents.kt"), documents.into_bytes())])
}

fn weighed() -> Result<Files, String> {
    let documents = rust::documents(&schema::all().into_iter().collect())?;
    Ok(vec![(PathBuf::from("weight/documents.rs"), documents.into_bytes())])
}

/// The root of the samples: whoever wants can sign with it.
fn test_root() -> Result<Files, String> {
    let root = Root::new(vec![Keys::default().root.public().jwk()], 1);
    let text = serde_json::to_string_pretty(&root).map_err(|error| error.to_string())?;
    Ok(vec![(PathBuf::from("test-root.json"), (text + "\n").into_bytes())])
}
