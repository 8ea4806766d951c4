//! Kotlin classes of the documents, from their schemas, with what reads them from JSON.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::Value;

/// The documents that Kotlin sees: schema, what of it, and the name of the class.
const ROOTS: [(&str, &str, &str); 11] = [
    ("verification-result-1.json", "/$defs/Signer", "Signer"),
    ("verification-result-1.json", "/$defs/Standing", "Standing"),
    ("verification-result-1.json", "/$defs/Age", "Age"),
    ("verification-result-1.json", "/$defs/PublicationState", "PublicationState"),
    ("verification-result-1.json", "/$defs/Against", "Against"),
    ("verification-result-1.json", "/$defs/Warning", "Warning"),
    ("verification-result-1.json", "/$defs/AssessmentBodyDocument", "AssessmentReport"),
    ("progress-report-1.view.json", "", "ProgressReport"),
    ("statement-1.json", "", "Statement"),
    ("decision-1.json", "", "Decision"),
    ("diff-1.json", "", "Diff"),
];

/// Written by hand: texts in one or more languages, and what a statement says.
const BY_HAND: [&str; 2] = ["LanguageMap", "StatementBody"];

/// What a class is a form of.
const FORMS: [(&str, &str); 1] = [("Consent", "StatementBody")];

/// The latest second of the format: an integer up to it is an instant.
const LATEST_SECOND: i64 = 253_402_300_799;

const HEAD: &str = "// Classes of the documents. Generated from schemas/ by `cargo xtask gen`; do not edit.
package org.betterwork

import java.time.Instant
import java.time.LocalDate
";

/// Writes the classes of all documents as one file.
pub(super) fn documents(schemas: &BTreeMap<String, Value>) -> Result<String, String> {
    let mut classes = Classes::default();
    for (file, place, name) in ROOTS {
        let schema = schemas.get(file).ok_or_else(|| format!("there is no schema {file}"))?;
        let root = schema.pointer(place).ok_or_else(|| format!("{file} has no {place}"))?;
        classes.declare(name, root, &Scope { root: name, schema })?;
    }
    Ok(format!("{HEAD}{}", classes.texts.concat()))
}

/// Where a reference is resolved.
struct Scope<'a> {
    root: &'a str,
    schema: &'a Value,
}

/// Classes that were written, those first that others mention.
#[derive(Default)]
struct Classes {
    declared: BTreeMap<String, Value>,
    texts: Vec<String>,
}

/// How a value is written in Kotlin: its type, and the expression that reads it.
struct Kind {
    name: String,
    read: String,
}

impl Kind {
    fn new(name: impl Into<String>, read: impl Into<String>) -> Self {
        Kind { name: name.into(), read: read.into() }
    }
}

struct Member {
    /// The member of the format.
    name: String,
    kind: Kind,
    presence: Presence,
    said: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Presence {
    Required,
    /// Null where it is absent.
    Optional,
    /// An empty list where it is absent.
    Empty,
}

impl Classes {
    /// Declares a class and those that it mentions, once. Another class of the same name is named after its document too.
    fn declare(&mut self, name: &str, schema: &Value, scope: &Scope<'_>) -> Result<String, String> {
        let name = match self.declared.get(name) {
            Some(same) if same == schema => return Ok(name.to_owned()),
            Some(_) => format!("{}{name}", scope.root),
            None => name.to_owned(),
        };
        if self.declared.get(&name).is_some_and(|same| same == schema) {
            return Ok(name);
        }
        self.declared.insert(name.clone(), schema.clone());
        let text = match codes(schema) {
            Some(codes) => code_class(&name, schema, &codes),
            None => {
                let members = self.members(schema, scope)?;
                data_class(&name, schema, &members) + &reader(&name, &members)?
            }
        };
        self.texts.push(text);
        Ok(name)
    }

    /// Returns the members, the required ones first.
    fn members(&mut self, schema: &Value, scope: &Scope<'_>) -> Result<Vec<Member>, String> {
        let properties = schema.get("properties").and_then(Value::as_object).ok_or_else(|| format!("{}: no object", scope.root))?;
        let required: Vec<&str> = strings(schema.get("required"));
        let optional = properties.keys().map(String::as_str).filter(|name| !required.contains(name));
        let mut members = Vec::new();
        for name in required.iter().copied().chain(optional) {
            let Some(property) = properties.get(name) else { continue };
            let is_list = property.get("type").and_then(Value::as_str) == Some("array");
            let presence = match (required.contains(&name), is_list && is_never_withheld(property)) {
                (true, _) => Presence::Required,
                (false, true) => Presence::Empty,
                (false, false) => Presence::Optional,
            };
            let kind = self.of(name, property, scope)?;
            members.push(Member { name: name.to_owned(), kind, presence, said: said(property) });
        }
        Ok(members)
    }

    /// Returns how the value of a member is written.
    fn of(&mut self, member: &str, schema: &Value, scope: &Scope<'_>) -> Result<Kind, String> {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let name = reference.rsplit('/').next().unwrap_or_default();
            let definition = scope.schema.pointer(&format!("/$defs/{name}")).ok_or_else(|| format!("no definition of {name}"))?;
            if BY_HAND.contains(&name) {
                // What it is made of is declared all the same.
                for choice in definition.get("anyOf").and_then(Value::as_array).into_iter().flatten() {
                    self.of(member, choice, scope)?;
                }
                return Ok(Kind::new(name, format!("read{name}()")));
            }
            let class = self.declare(name, definition, scope)?;
            return Ok(match codes(definition) {
                Some(_) => Kind::new(&class, format!("code({class})")),
                None => Kind::new(&class, format!("read{class}()")),
            });
        }
        match schema.get("type").and_then(Value::as_str) {
            Some("string") => Ok(text(member, schema)),
            Some("integer") if schema.get("maximum").and_then(Value::as_i64) == Some(LATEST_SECOND) => Ok(Kind::new("Instant", "second()")),
            Some("integer") => Ok(Kind::new("Long", "long()")),
            Some("boolean") => Ok(Kind::new("Boolean", "boolean()")),
            Some("array") => {
                let items = schema.get("items").ok_or_else(|| format!("{member}: a list of what?"))?;
                let item = self.of(member, items, scope)?;
                Ok(Kind::new(format!("List<{}>", item.name), format!("list {{ {} }}", item.read)))
            }
            _ => Err(format!("{}: there is no rule for `{member}`", scope.root)),
        }
    }
}

/// A list that is absent is empty, except where what is absent may be withheld.
fn is_never_withheld(property: &Value) -> bool {
    property.get("x-withholdable").is_none()
}

/// Text: a day, an instant, or words.
fn text(member: &str, schema: &Value) -> Kind {
    match schema.get("format").and_then(Value::as_str) {
        Some("date") => Kind::new("LocalDate", "day()"),
        Some("date-time") => Kind::new("Instant", "instant()"),
        None if member.ends_with("_at") => Kind::new("Instant", "instant()"),
        _ => Kind::new("String", "text()"),
    }
}

/// The words of a list of codes, with what is said about each.
fn codes(schema: &Value) -> Option<Vec<(&str, Option<String>)>> {
    if let Some(choices) = schema.get("oneOf").and_then(Value::as_array) {
        return choices.iter().map(|choice| Some((choice.get("const")?.as_str()?, said(choice)))).collect();
    }
    let words = [strings(schema.get("enum")), strings(schema.get("examples"))].into_iter().find(|words| !words.is_empty())?;
    Some(words.into_iter().map(|word| (word, None)).collect())
}

fn code_class(name: &str, schema: &Value, codes: &[(&str, Option<String>)]) -> String {
    let said = said(schema).unwrap_or_else(|| format!("A {name}."));
    let mut text = format!("\n{}", comment(&said, ""));
    let _ = writeln!(text, "public class {name} private constructor(code: String) : Code(code) {{");
    let _ = writeln!(text, "    public companion object : Codes<{name}>() {{");
    for (word, said) in codes {
        text += &comment(said.as_deref().unwrap_or(&format!("`{word}`.")), "        ");
        let _ = writeln!(text, "        @JvmField public val {}: {name} = {name}({})\n", word.to_uppercase(), quoted(word));
    }
    let known: Vec<String> = codes.iter().map(|(word, _)| word.to_uppercase()).collect();
    let _ = writeln!(text, "        override val known: List<{name}> = listOf({})\n", known.join(", "));
    let _ = writeln!(text, "        override fun unknown(code: String): {name} = {name}(code)\n    }}\n}}");
    text
}

fn data_class(name: &str, schema: &Value, members: &[Member]) -> String {
    let said = said(schema).unwrap_or_else(|| format!("A {name}."));
    let mut text = format!("\n{}public data class {name}(\n", comment(&said, ""));
    for member in members {
        text += &member.said.as_deref().map(|said| comment(said, "    ")).unwrap_or_default();
        let (mark, absent) = match member.presence {
            Presence::Required => ("", ""),
            Presence::Optional => ("?", " = null"),
            Presence::Empty => ("", " = emptyList()"),
        };
        let _ = writeln!(text, "    val {}: {}{mark}{absent},", camel(&member.name), member.kind.name);
    }
    let form = FORMS.iter().find(|(class, _)| *class == name).map(|(_, form)| format!(" : {form}")).unwrap_or_default();
    text + ")" + &form + "\n"
}

/// The function that reads a class: what it does not know it passes over.
fn reader(name: &str, members: &[Member]) -> Result<String, String> {
    let mut hashes = BTreeMap::new();
    let mut text = format!("\ninternal fun JsonReader.read{name}(): {name} {{\n");
    for member in members {
        let (mark, absent) = if member.presence == Presence::Empty { ("", "emptyList()") } else { ("?", "null") };
        let _ = writeln!(text, "    var {}: {}{mark} = {absent}", camel(&member.name), member.kind.name);
    }
    text += "    open()\n    while (next()) {\n        when (nameHash) {\n";
    for member in members {
        let hash = hash(&member.name);
        if let Some(other) = hashes.insert(hash, &member.name) {
            return Err(format!("{name}: `{other}` and `{}` have the same hash", member.name));
        }
        let (word, variable, read) = (quoted(&member.name), camel(&member.name), &member.kind.read);
        let _ = writeln!(text, "            {hash} -> if (isNamed({word})) {variable} = {read} else skip()");
    }
    let _ = writeln!(text, "            else -> skip()\n        }}\n    }}\n    return {name}(");
    for member in members {
        let variable = camel(&member.name);
        let absent = if member.presence == Presence::Required { format!(" ?: missing({})", quoted(&member.name)) } else { String::new() };
        let _ = writeln!(text, "        {variable}{absent},");
    }
    Ok(text + "    )\n}\n")
}

/// The hash of a member's name, as `String.hashCode` of the JVM.
fn hash(name: &str) -> i32 {
    name.bytes().fold(0_i32, |hash, byte| hash.wrapping_mul(31).wrapping_add(i32::from(byte)))
}

fn strings(list: Option<&Value>) -> Vec<&str> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}

fn said(schema: &Value) -> Option<String> {
    schema.get("description").or_else(|| schema.get("title")).and_then(Value::as_str).map(str::to_owned)
}

fn comment(said: &str, indent: &str) -> String {
    // KDoc reads square brackets as links.
    let said = said.replace("*/", "* /").replace('[', "\\[");
    let lines: Vec<&str> = said.lines().collect();
    match lines.as_slice() {
        [line] => format!("{indent}/** {line} */\n"),
        lines => {
            let body: String = lines.iter().map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n").collect();
            format!("{indent}/**\n{body}{indent} */\n")
        }
    }
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    let capital = |word: &str| word.get(..1).map(str::to_uppercase).unwrap_or_default() + word.get(1..).unwrap_or_default();
    first + &words.map(capital).collect::<String>()
}

fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\"").replace('$', "\\$"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn declared(schema: &Value) -> String {
        let mut classes = Classes::default();
        classes.declare("Thing", schema, &Scope { root: "Document", schema }).unwrap();
        classes.texts.concat()
    }

    #[test]
    fn a_member_that_may_be_absent_is_nullable_and_comes_last() {
        let schema = json!({"type": "object", "properties": {"a_b": {"type": "string"}, "c": {"type": "integer"}}, "required": ["c"]});
        let class = declared(&schema);
        assert!(class.contains("    val c: Long,\n    val aB: String? = null,\n"), "{class}");
    }

    #[test]
    fn a_list_that_may_be_withheld_is_null_where_it_is_absent() {
        let list = |withholdable: Value| json!({"type": "object", "properties": {"a": withholdable}});
        let (plain, text) = (json!({"type": "array", "items": {"type": "string"}}), declared);
        let mut withheld = plain.clone();
        withheld["x-withholdable"] = json!(true);
        assert!(text(&list(plain)).contains("val a: List<String> = emptyList()"));
        assert!(text(&list(withheld)).contains("val a: List<String>? = null"));
    }

    #[test]
    fn a_list_of_codes_is_open() {
        let class = declared(&json!({"type": "string", "examples": ["non_compliant"]}));
        assert!(class.contains("val NON_COMPLIANT: Thing = Thing(\"non_compliant\")") && class.contains("fun unknown("), "{class}");
    }

    #[test]
    fn a_member_without_a_rule_is_an_error() {
        let schema = json!({"type": "object", "properties": {"a": {}}});
        let declared = Classes::default().declare("Thing", &schema, &Scope { root: "Document", schema: &schema });
        assert!(declared.is_err());
    }
}
