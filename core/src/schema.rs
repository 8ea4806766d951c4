//! JSON Schemas (2020-12) of every document, generated from the types that read it.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use crate::analysis::crosswalk::CrosswalkDocument;
use crate::analysis::decision::Decided;
use crate::analysis::diff::Diff;
use crate::analysis::policy::PolicyDocument;
use crate::analysis::rates::Rates;
use crate::bundle::BundleDocument;
use crate::json::MAX_INTEGER;
use crate::log::InclusionProof;
use crate::report::{AssessmentBody, Document, FORMAT_MAJOR, ProgressBody, Statement};
use crate::statement::VerifiedStatement;
use crate::trust::{StatusPayload, TrustListPayload};
use crate::verify::Verified;

/// Where the schemas' `$id`s begin.
const BASE: &str = "https://schemas.betterwork.org/";

/// Which members a schema demands.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// What an issuer writes: withholdable members too.
    Full,
    /// What a reader may get: withholdable members may be absent.
    View,
    /// What a person writes: a member that nobody knows is a mistake.
    Closed,
}

/// Returns every schema with the name of its file.
pub fn all() -> Vec<(String, Value)> {
    let file = |name: &str, form: &str| format!("{name}-{FORMAT_MAJOR}{form}.json");
    [
        (file("assessment-report", ".full"), schema::<Document<AssessmentBody>>("An assessment report: what an issuer writes", Form::Full)),
        (file("assessment-report", ".view"), schema::<Document<AssessmentBody>>("An assessment report: what a reader may get", Form::View)),
        (file("progress-report", ".full"), schema::<Document<ProgressBody>>("A progress report: what an issuer writes", Form::Full)),
        (file("progress-report", ".view"), schema::<Document<ProgressBody>>("A progress report: what a reader may get", Form::View)),
        (file("trust-list", ""), schema::<TrustListPayload>("The payload of a trust list", Form::View)),
        (file("status-list", ""), schema::<StatusPayload>("The payload of a status list token", Form::View)),
        (file("statement", ""), schema::<Statement>("The payload of a statement about a report", Form::View)),
        (file("inclusion-proof", ""), schema::<InclusionProof>("Proof that a log holds a record", Form::View)),
        (file("bundle", ""), schema::<BundleDocument>("A bundle: a report and what it takes to verify it without a network", Form::View)),
        (file("crosswalk", ""), schema::<CrosswalkDocument>("A crosswalk: a code of conduct and the points that answer it", Form::Closed)),
        (file("policy", ""), schema::<PolicyDocument>("A policy: a buyer's rules for relying on a report", Form::Closed)),
        (file("decision", ""), schema::<Decided>("A decision: must a factory still be audited, and why", Form::View)),
        (file("diff", ""), schema::<Diff>("A difference: what changed between two assessments of one facility", Form::View)),
        (file("rates", ""), schema::<Rates>("Rates: how often points and questions are not complied with", Form::View)),
        (file("verified-statement", ""), schema::<VerifiedStatement>("What verifying a statement about a report answers", Form::View)),
        (file("verification-result", ""), schema::<Verified<AssessmentBody>>("What verifying an assessment report answers", Form::View)),
    ]
    .into_iter()
    .map(|(name, schema)| {
        let schema = with_id(schema, &name);
        (name, schema)
    })
    .collect()
}

fn schema<T: JsonSchema>(title: &str, form: Form) -> Value {
    let generator = SchemaSettings::draft2020_12()
        .with_transform(RecursiveTransform(without_null))
        .with_transform(RecursiveTransform(without_width))
        .with_transform(RecursiveTransform(move |schema: &mut Schema| demand(schema, form)))
        .into_generator();
    let mut schema = generator.into_root_schema_for::<T>();
    schema.insert("title".to_owned(), title.into());
    schema.to_value()
}

/// Absent is absent: no member of the format is ever null.
fn without_null(schema: &mut Schema) {
    let Some(object) = schema.as_object_mut() else { return };
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(choices)) = object.get_mut("anyOf") {
        choices.retain(|choice| *choice != json!({"type": "null"}));
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            object.remove("anyOf");
            object.extend(only);
        }
    }
}

/// How wide an integer is in Rust says nothing about the format: its bounds do.
fn without_width(schema: &mut Schema) {
    if schema.get("type").is_some_and(|name| name == "integer") {
        schema.remove("format");
        if schema.get("minimum").is_some_and(|least| *least == 0) && schema.get("maximum").is_none() {
            schema.insert("maximum".to_owned(), MAX_INTEGER.into());
        }
    }
}

/// A full form demands its withholdable members as well, a closed one refuses what it does not name.
fn demand(schema: &mut Schema, form: Form) {
    let Some(object) = schema.as_object_mut() else { return };
    let Some(Value::Object(properties)) = object.get("properties") else { return };
    let withholdable = properties.iter().filter(|(_, property)| property.get("x-withholdable") == Some(&Value::Bool(true)));
    let withholdable: Vec<Value> = withholdable.map(|(name, _)| name.as_str().into()).collect();
    if form == Form::Closed {
        object.insert("additionalProperties".to_owned(), false.into());
        return;
    }
    if form != Form::Full || withholdable.is_empty() {
        return;
    }
    if let Value::Array(required) = object.entry("required").or_insert_with(|| json!([])) {
        required.extend(withholdable);
    }
}

fn with_id(schema: Value, name: &str) -> Value {
    let mut named = Map::new();
    named.insert("$id".to_owned(), format!("{BASE}{name}").into());
    if let Value::Object(members) = schema {
        named.extend(members);
    }
    Value::Object(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Value {
        all().into_iter().find(|(held, _)| held == name).map(|(_, schema)| schema).unwrap()
    }

    #[test]
    fn the_full_form_demands_what_the_view_may_lack() {
        let required = |name| named(name)["$defs"]["CompliancePoint"]["required"].as_array().unwrap().contains(&json!("findings"));
        assert!(required("assessment-report-1.full.json"));
        assert!(!required("assessment-report-1.view.json"));
    }

    #[test]
    fn nothing_may_be_null() {
        assert!(all().iter().all(|(_, schema)| !schema.to_string().contains("null")));
    }
}
