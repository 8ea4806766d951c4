//! What is generated: one entry for each generator.

use std::path::PathBuf;

use betterwork::schema;

/// Names below the generator's folder, with their bytes.
pub(crate) type Files = Vec<(PathBuf, Vec<u8>)>;

/// Makes every JSON file of one folder.
pub(crate) struct Generator {
    pub(crate) name: &'static str,
    pub(crate) folder: &'static str,
    pub(crate) make: fn() -> Result<Files, String>,
}

/// Every generator of the project.
pub(crate) fn all() -> Vec<Generator> {
    vec![
        Generator { name: "schemas", folder: "schemas", make: schemas },
        Generator { name: "vectors", folder: "tests/vectors", make: vectors },
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
    let below = |(path, bytes): (PathBuf, Vec<u8>)| {
        let name = path.file_name().ok_or_else(|| format!("{}: no file name", path.display()))?;
        Ok((PathBuf::from(name), bytes))
    };
    conformance::generate().into_iter().map(below).collect()
}
