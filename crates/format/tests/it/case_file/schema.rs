//! The schema for editors accepts every case that ships and says what the reader says.

use super::{FULL, shipped};
use format::case_file::schema;
use serde_json::{Map, Value};

fn root() -> Value {
    serde_json::from_str(&schema()).unwrap()
}

/// Why a value does not fit a schema, as far as the keywords go that our schema uses.
fn misfit(root: &Value, schema: &Value, value: &Value, path: &str) -> Option<String> {
    let empty = Map::new();
    let keywords = schema.as_object().unwrap_or(&empty);
    for (keyword, said) in keywords {
        let wrong = match keyword.as_str() {
            "$ref" => {
                let name = said.as_str().unwrap().trim_start_matches("#/$defs/");
                let target = root["$defs"].get(name);
                misfit(
                    root,
                    target.unwrap_or_else(|| panic!("no {name}")),
                    value,
                    path,
                )
            }
            "allOf" => said
                .as_array()
                .unwrap()
                .iter()
                .find_map(|s| misfit(root, s, value, path)),
            "anyOf" => {
                let all = said.as_array().unwrap().iter();
                let misfits: Option<Vec<String>> =
                    all.map(|s| misfit(root, s, value, path)).collect();
                misfits.map(|all| all.join("; "))
            }
            "type" => (!has_type(said, value)).then(|| format!("{path} is no {said}")),
            "enum" => {
                let known = said.as_array().unwrap().contains(value);
                (!known).then(|| format!("{path} is none of {said}"))
            }
            "properties" => value.as_object().and_then(|map| {
                map.iter().find_map(|(key, value)| {
                    let at = format!("{path}.{key}");
                    said.get(key)
                        .and_then(|schema| misfit(root, schema, value, &at))
                })
            }),
            "additionalProperties" => value.as_object().and_then(|map| {
                let known = schema.get("properties").and_then(Value::as_object);
                let mut others = map
                    .iter()
                    .filter(|(key, _)| known.is_none_or(|k| !k.contains_key(*key)));
                match said.as_bool() {
                    Some(_) => others.next().map(|(key, _)| format!("{path}.{key}?")),
                    None => others.find_map(|(key, value)| {
                        misfit(root, said, value, &format!("{path}.{key}"))
                    }),
                }
            }),
            "required" => value.as_object().and_then(|map| {
                let mut needed = said.as_array().unwrap().iter().filter_map(Value::as_str);
                let missing = needed.find(|key| !map.contains_key(*key));
                missing.map(|key| format!("{path} lacks {key}"))
            }),
            "items" => value.as_array().and_then(|items| {
                items
                    .iter()
                    .find_map(|item| misfit(root, said, item, &format!("{path}[]")))
            }),
            "minItems" => value.as_array().and_then(|items| {
                let least = usize::try_from(said.as_u64().unwrap()).unwrap();
                (items.len() < least).then(|| format!("{path} is short"))
            }),
            "description" | "title" | "$schema" | "$defs" | "pattern" | "propertyNames"
            | "minLength" | "minProperties" | "minimum" | "maximum" | "maxItems" => None,
            unknown => panic!("the schema uses `{unknown}`"),
        };
        if wrong.is_some() {
            return wrong;
        }
    }
    None
}

fn has_type(said: &Value, value: &Value) -> bool {
    match said.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("type {other}"),
    }
}

fn yaml(text: &str) -> Value {
    serde_saphyr::from_str(text).unwrap()
}

#[test]
fn the_schema_accepts_the_sample_and_every_case_that_ships() {
    let root = root();
    assert_eq!(misfit(&root, &root, &yaml(FULL), ""), None);
    for (name, files) in shipped() {
        for (file, bytes) in files {
            let text = String::from_utf8(bytes).unwrap();
            assert_eq!(
                misfit(&root, &root, &yaml(&text), ""),
                None,
                "{name}/{file}"
            );
        }
    }
}

#[test]
fn the_schema_refuses_keys_and_words_that_the_reader_refuses() {
    let root = root();
    for (text, misfits) in [
        ("acts: {vote: {titel: Vote}}", ".acts.vote.titel?"),
        ("acts: {vote: {points: []}}", ".acts.vote lacks title"),
        ("sources: {a: {grade: X}}", ".sources.a.grade is none of"),
        ("decision: {rule: lottery}", ".decision.rule is none of"),
        ("timeline: {}", ".timeline is no \"array\""),
    ] {
        let found = misfit(&root, &root, &yaml(text), "").unwrap();
        assert!(found.contains(misfits), "{text}: {found}");
    }
}

#[test]
fn the_sample_has_every_key_of_the_table() {
    // A key that the sample lacks is a key whose reading and writing nothing tests.
    let (root, sample) = (root(), yaml(FULL));
    let mut keys = std::collections::BTreeSet::new();
    fn collect(value: &Value, keys: &mut std::collections::BTreeSet<String>) {
        match value {
            Value::Object(map) => {
                keys.extend(map.keys().cloned());
                map.values().for_each(|value| collect(value, keys));
            }
            Value::Array(items) => items.iter().for_each(|item| collect(item, keys)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    collect(&sample, &mut keys);
    let shapes = root["$defs"].as_object().unwrap().values().chain([&root]);
    for shape in shapes {
        for key in shape["properties"]
            .as_object()
            .into_iter()
            .flat_map(Map::keys)
        {
            assert!(keys.contains(key), "the sample has no `{key}`");
        }
    }
}
