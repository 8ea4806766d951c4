//! Answers beside their schemas.

use serde_json::Value;

/// A schema of `schemas/`, strict: a member that it does not name is a fault.
pub(crate) fn validator(schema: &str) -> jsonschema::Validator {
    let mut schema = serde_json::from_str(schema).unwrap();
    close(&mut schema);
    jsonschema::validator_for(&schema).unwrap()
}

fn close(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if members.contains_key("properties") {
                members.insert("additionalProperties".to_owned(), false.into());
            }
            members.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

/// What of an answer is not as its schema says.
pub(crate) fn faults(validator: &jsonschema::Validator, answer: &Value) -> Vec<String> {
    validator.iter_errors(answer).map(|error| format!("{error} at {}", error.instance_path())).collect()
}
