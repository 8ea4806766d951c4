//! Rust structs of the documents that a first view reads, from their schemas, as serde's derive would have them: with no rule of ours.
//!
//! The benchmark of the web weighs them: what a reader made of serde weighs at the least.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::Value;

/// Schema, and the name of its struct.
const ROOTS: [(&str, &str); 3] =
    [("assessment-report-1.view.json", "Report"), ("trust-list-1.json", "TrustList"), ("status-list-1.json", "StatusList")];

const HEAD: &str = "// Structs of the documents, for what the benchmark weighs. Generated from schemas/ by `cargo xtask gen`; do not edit.
use std::collections::BTreeMap;

use serde::Deserialize;
";

/// Writes the structs of all documents as one file.
pub(super) fn documents(schemas: &BTreeMap<String, Value>) -> Result<String, String> {
    let mut structs = Structs::default();
    for (file, name) in ROOTS {
        let schema = schemas.get(file).ok_or_else(|| format!("there is no schema {file}"))?;
        structs.declare(name, schema, schema)?;
    }
    Ok(format!("{HEAD}{}", structs.text))
}

#[derive(Default)]
struct Structs {
    declared: BTreeSet<String>,
    text: String,
}

impl Structs {
    /// Declares a struct, once, and those that it mentions before it.
    fn declare(&mut self, name: &str, schema: &Value, document: &Value) -> Result<(), String> {
        if !self.declared.insert(name.to_owned()) {
            return Ok(());
        }
        let properties = schema.get("properties").and_then(Value::as_object).ok_or_else(|| format!("{name}: no object"))?;
        let required = schema.get("required").and_then(Value::as_array);
        let mut text = format!("\n#[derive(Deserialize)]\npub(crate) struct {name} {{\n");
        for (member, property) in properties {
            let is_required = required.is_some_and(|required| required.iter().any(|name| name == member));
            let kind = self.kind(member, property, document)?;
            let kind = if is_required { kind } else { format!("Option<{kind}>") };
            let raw = if matches!(member.as_str(), "type" | "use") { "r#" } else { "" };
            let _ = writeln!(text, "    pub(crate) {raw}{member}: {kind},");
        }
        self.text += &(text + "}\n");
        Ok(())
    }

    /// Returns the type of a member's value.
    fn kind(&mut self, member: &str, schema: &Value, document: &Value) -> Result<String, String> {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let name = reference.rsplit('/').next().unwrap_or_default();
            let definition = document.pointer(&format!("/$defs/{name}")).ok_or_else(|| format!("no definition of {name}"))?;
            if definition.get("properties").is_none() {
                return self.kind(member, definition, document);
            }
            self.declare(name, definition, document)?;
            return Ok(name.to_owned());
        }
        let words = ["enum", "examples", "oneOf"].iter().any(|list| schema.get(list).is_some());
        Ok(match schema.get("type").and_then(Value::as_str) {
            Some("string") => "String".to_owned(),
            _ if words => "String".to_owned(),
            Some("integer") => "u64".to_owned(),
            Some("boolean") => "bool".to_owned(),
            Some("object") => "BTreeMap<String, String>".to_owned(),
            Some("array") => {
                let items = schema.get("items").ok_or_else(|| format!("{member}: a list of what?"))?;
                format!("Vec<{}>", self.kind(member, items, document)?)
            }
            _ => return Err(format!("there is no rule for `{member}`")),
        })
    }
}
