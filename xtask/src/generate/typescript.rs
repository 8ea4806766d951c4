//! TypeScript types of the documents, from their schemas.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use betterwork::ErrorKind;
use serde_json::{Map, Value};

/// The documents that JavaScript sees: schema and the name of its type. Of a trust list it sees the root alone.
const ROOTS: [(&str, &str); 8] = [
    ("verification-result-1.json", "VerificationResult"),
    ("progress-report-1.view.json", "ProgressReport"),
    ("verified-statement-1.json", "VerifiedStatement"),
    ("decision-1.json", "Decision"),
    ("diff-1.json", "Diff"),
    ("policy-1.json", "Policy"),
    ("crosswalk-1.json", "Crosswalk"),
    ("trust-list-1.json#Root", "Root"),
];

/// Names that say more in JavaScript, where the envelope with its content is the report.
const RENAMED: [(&str, &str); 1] = [("AssessmentBodyDocument", "AssessmentReport")];

const HEAD: &str = "// Types of the documents. Generated from schemas/ by `cargo xtask gen`; do not edit.\n";

/// Writes the types of all documents as one module.
pub(super) fn module(schemas: &BTreeMap<String, Value>) -> Result<String, String> {
    let mut types = Types::default();
    for (place, name) in ROOTS {
        let (file, definition) = place.split_once('#').unwrap_or((place, ""));
        let schema = schemas.get(file).ok_or_else(|| format!("there is no schema {file}"))?;
        let root = if definition.is_empty() { Some(schema) } else { schema.pointer(&format!("/$defs/{definition}")) };
        types.declare(name, root.ok_or_else(|| format!("{file} defines no {definition}"))?, &Scope { root: name, schema });
    }
    let codes: Vec<String> = ErrorKind::ALL.iter().map(|kind| format!("\n  | {}", quoted(kind.code()))).collect();
    let codes = format!(
        "/** Why a document was refused: a closed set, the same in every language. */\nexport type ErrorCode ={}\n",
        codes.concat()
    );
    let declared: Vec<String> = types.declared.into_values().map(|declared| declared.text).collect();
    Ok(format!("{HEAD}\n{codes}\n{}", declared.join("\n")))
}

/// Where a reference is resolved.
struct Scope<'a> {
    root: &'a str,
    schema: &'a Value,
}

#[derive(Default)]
struct Types {
    declared: BTreeMap<String, Declared>,
}

struct Declared {
    schema: Value,
    text: String,
}

impl Types {
    /// Declares a type and those that it mentions, once. Another type of the same name is named after its document too.
    fn declare(&mut self, name: &str, schema: &Value, scope: &Scope<'_>) -> String {
        let name = RENAMED.iter().find(|(known, _)| *known == name).map_or(name, |(_, renamed)| *renamed);
        let name = match self.declared.get(name) {
            Some(same) if same.schema == *schema => return name.to_owned(),
            Some(_) => format!("{}{name}", scope.root),
            None => name.to_owned(),
        };
        if self.declared.get(&name).is_some_and(|same| same.schema == *schema) {
            return name;
        }
        // Held before it is written, so that a type may mention itself.
        self.declared.insert(name.clone(), Declared { schema: schema.clone(), text: String::new() });
        let mut text = comment(schema, "");
        let _ = match schema.get("properties") {
            Some(Value::Object(properties)) => writeln!(text, "export interface {name} {}", self.members(properties, schema, scope)),
            _ => writeln!(text, "export type {name} = {}", self.of(schema, scope)),
        };
        if let Some(declared) = self.declared.get_mut(&name) {
            declared.text = text;
        }
        name
    }

    fn members(&mut self, properties: &Map<String, Value>, schema: &Value, scope: &Scope<'_>) -> String {
        let required: BTreeSet<&str> =
            schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let mut text = "{\n".to_owned();
        for (name, property) in properties {
            let mark = if required.contains(name.as_str()) { "" } else { "?" };
            let _ = writeln!(text, "{}  readonly {name}{mark}: {}", comment(property, "  "), self.of(property, scope));
        }
        text + "}"
    }

    /// Returns the type of a value, as it stands in a member.
    fn of(&mut self, schema: &Value, scope: &Scope<'_>) -> String {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let name = reference.rsplit('/').next().unwrap_or_default();
            let definition = scope.schema.pointer(&format!("/$defs/{name}")).cloned().unwrap_or_default();
            return self.declare(name, &definition, scope);
        }
        if let Some(constant) = schema.get("const") {
            return constant.as_str().map_or_else(|| constant.to_string(), quoted);
        }
        if let Some(choices) = ["oneOf", "anyOf"].into_iter().find_map(|name| schema.get(name)?.as_array()) {
            return choices.iter().map(|choice| self.of(choice, scope)).collect::<Vec<_>>().join(" | ");
        }
        match schema.get("type").and_then(Value::as_str) {
            Some("string") => text(schema),
            Some("integer" | "number") => "number".to_owned(),
            Some("boolean") => "boolean".to_owned(),
            Some("array") => schema.get("items").map_or_else(|| "readonly unknown[]".to_owned(), |items| list(&self.of(items, scope))),
            Some("object") => match (schema.get("properties"), schema.get("additionalProperties")) {
                (Some(Value::Object(properties)), _) => inline(&self.members(properties, schema, scope)),
                (_, Some(values @ Value::Object(_))) => format!("{{ readonly [name: string]: {} }}", self.of(values, scope)),
                _ => "{ readonly [name: string]: unknown }".to_owned(),
            },
            _ => "unknown".to_owned(),
        }
    }
}

/// Text; of a closed list of words, or of an open one.
fn text(schema: &Value) -> String {
    let words = |name: &str| -> Option<String> {
        let words: Vec<String> = schema.get(name)?.as_array()?.iter().filter_map(Value::as_str).map(quoted).collect();
        (!words.is_empty()).then(|| words.join(" | "))
    };
    match (words("enum"), words("examples")) {
        (Some(closed), _) => closed,
        // An editor offers the known words; a later version may have more.
        (None, Some(open)) => format!("{open} | (string & {{}})"),
        (None, None) => "string".to_owned(),
    }
}

fn list(item: &str) -> String {
    if item.contains([' ', '|']) { format!("readonly ({item})[]") } else { format!("readonly {item}[]") }
}

/// An object that has no name of its own, on one line.
fn inline(members: &str) -> String {
    let without_comments = members.lines().filter(|line| !line.trim_start().starts_with("/**"));
    let lines: Vec<&str> = without_comments.map(str::trim).filter(|line| !matches!(*line, "{" | "}")).collect();
    format!("{{ {} }}", lines.join("; "))
}

fn comment(schema: &Value, indent: &str) -> String {
    let said = schema.get("description").or_else(|| schema.get("title")).and_then(Value::as_str);
    let Some(said) = said else { return String::new() };
    let lines: Vec<&str> = said.lines().collect();
    match lines.as_slice() {
        [line] => format!("{indent}/** {line} */\n"),
        lines => {
            let body: String = lines.iter().map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n").collect();
            format!("{indent}/**\n{body}{indent} */\n")
        }
    }
}

fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\\', "\\\\").replace('\'', "\\'"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn declared(schema: &Value) -> String {
        let mut types = Types::default();
        types.declare("Thing", schema, &Scope { root: "Document", schema });
        types.declared.into_values().map(|declared| declared.text).collect()
    }

    #[test]
    fn a_member_that_may_be_absent_has_a_question_mark() {
        let schema = json!({"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}, "required": ["b"]});
        assert_eq!(declared(&schema), "export interface Thing {\n  readonly a?: string\n  readonly b: number\n}\n");
    }

    #[test]
    fn a_list_of_codes_stays_open() {
        let schema = json!({"type": "array", "items": {"type": "string", "examples": ["one"]}});
        assert_eq!(declared(&schema), "export type Thing = readonly ('one' | (string & {}))[]\n");
    }

    #[test]
    fn another_type_of_the_same_name_is_named_after_its_document() {
        let mut types = Types::default();
        let schema = json!({});
        types.declare("Thing", &json!({"type": "string"}), &Scope { root: "One", schema: &schema });
        assert_eq!(types.declare("Thing", &json!({"type": "integer"}), &Scope { root: "Other", schema: &schema }), "OtherThing");
    }
}
