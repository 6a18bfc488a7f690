//! The JSON Schema of the case file, for editors, made from the table of keys.
//!
//! Source: JSON Schema, draft 2020-12. A file of a folder holds some sections only, so no section
//! is required by the schema; the reader requires them of the whole.

use super::keys;
use super::shape::{Form, Key, Need, Shape};
use serde_json::{Map, Value, json};

/// The schema as JSON text.
#[must_use]
pub fn schema() -> String {
    let mut definitions = Map::new();
    let whole = record(&keys::CASE, &mut definitions);
    let mut root = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Onetext case file",
    });
    if let (Some(root), Value::Object(whole)) = (root.as_object_mut(), whole) {
        root.extend(whole);
        root.remove("required");
        definitions.extend(plain());
        root.insert("$defs".to_owned(), Value::Object(definitions));
    }
    format!("{root:#}\n")
}

/// The definitions of single values.
fn plain() -> Map<String, Value> {
    let text = json!({
        "description": "words; a number, or a bare yes or no, is taken as it is written",
        "anyOf": [{"type": "string", "minLength": 1}, {"type": "number"}, {"type": "boolean"}],
    });
    let wording = json!({
        "description": "words in English, or words by language tag",
        "anyOf": [
            {"$ref": "#/$defs/text"},
            {
                "type": "object",
                "minProperties": 1,
                "propertyNames": {"pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"},
                "additionalProperties": {"$ref": "#/$defs/text"},
            },
        ],
    });
    let decimal = r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?";
    let figure = json!({
        "description": "an exact decimal or fraction",
        "anyOf": [
            {"type": "number"},
            {"type": "string", "pattern": format!("^{decimal}(/{decimal})?$")},
        ],
    });
    let date = json!({
        "description": "a day as YYYY-MM-DD",
        "type": "string",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    });
    let named = [
        ("text", text),
        ("wording", wording),
        ("figure", figure),
        ("date", date),
    ];
    let named = named
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));
    named.collect()
}

/// The schema of a record, and of what stands in it.
fn record(shape: &'static Shape, definitions: &mut Map<String, Value>) -> Value {
    let mut properties = Map::new();
    for key in shape.keys() {
        properties.insert(key.name.to_owned(), property(key, definitions));
    }
    let required = shape.keys().filter(|key| key.need == Need::Must);
    let required: Vec<&str> = required.map(|key| key.name).collect();
    json!({
        "description": shape.about,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// The schema of a key; one that may be absent may also be null.
fn property(key: &Key, definitions: &mut Map<String, Value>) -> Value {
    let of_form = form(&key.form, definitions);
    match key.need {
        Need::Must => json!({"description": key.about, "allOf": [of_form]}),
        Need::May => json!({"description": key.about, "anyOf": [of_form, {"type": "null"}]}),
    }
}

fn whole() -> Value {
    json!({"type": "integer", "minimum": 0, "maximum": u32::MAX})
}

fn form(form: &Form, definitions: &mut Map<String, Value>) -> Value {
    let mut of = |each: &Form| self::form(each, definitions);
    match form {
        Form::Text => json!({"$ref": "#/$defs/text"}),
        Form::Wording => json!({"$ref": "#/$defs/wording"}),
        Form::Figure => json!({"$ref": "#/$defs/figure"}),
        Form::Date => json!({"$ref": "#/$defs/date"}),
        Form::When => json!({"anyOf": [{"$ref": "#/$defs/date"}, whole()]}),
        Form::Whole => whole(),
        Form::Flag => json!({"type": "boolean"}),
        Form::Word(words) => json!({"enum": words}),
        Form::Id(kind) | Form::New(kind) => json!({
            "description": format!("the id of a {}", kind.noun()),
            "$ref": "#/$defs/text",
        }),
        Form::List(each) => json!({"type": "array", "items": of(each)}),
        Form::OneOrMany(each) => {
            let each = of(each);
            json!({"anyOf": [each, {"type": "array", "items": each}]})
        }
        Form::Map(kind, each) => json!({
            "description": format!("{} by id", kind.nouns()),
            "type": "object",
            "additionalProperties": of(each),
        }),
        Form::Texts(each) => json!({"type": "object", "additionalProperties": of(each)}),
        Form::Bounds => json!({
            "type": "array",
            "items": {"$ref": "#/$defs/figure"},
            "minItems": 2,
            "maxItems": 2,
        }),
        Form::Record(shape) => {
            let name = shape
                .name
                .split_once(' ')
                .map_or(shape.name, |(_, noun)| noun);
            let name: String = name
                .chars()
                .map(|c| if c.is_alphabetic() { c } else { '_' })
                .collect();
            if !definitions.contains_key(&name) {
                let value = record(shape, definitions);
                definitions.insert(name.clone(), value);
            }
            json!({"$ref": format!("#/$defs/{name}")})
        }
        Form::Either(single, many) => json!({"anyOf": [of(single), of(many)]}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// Notes every record of a form under the name that the schema gives it.
    fn named(form: &'static Form, found: &mut BTreeMap<&'static str, Vec<*const Shape>>) {
        match form {
            Form::List(each) | Form::OneOrMany(each) | Form::Map(_, each) | Form::Texts(each) => {
                named(each, found)
            }
            Form::Either(single, many) => {
                named(single, found);
                named(many, found);
            }
            Form::Record(shape) => {
                let known = found.entry(shape.name).or_default();
                if !known.contains(&std::ptr::from_ref(*shape)) {
                    known.push(std::ptr::from_ref(*shape));
                    for key in shape.keys() {
                        named(&key.form, found);
                    }
                }
            }
            Form::Text
            | Form::Wording
            | Form::Figure
            | Form::Date
            | Form::Whole
            | Form::Flag
            | Form::Word(_)
            | Form::Id(_)
            | Form::New(_)
            | Form::When
            | Form::Bounds => (),
        }
    }

    #[test]
    fn no_two_records_share_a_name_in_the_schema() {
        let mut found = BTreeMap::new();
        for key in keys::CASE.keys() {
            named(&key.form, &mut found);
        }
        let shared = found.iter().filter(|(_, shapes)| shapes.len() > 1);
        let shared: Vec<&str> = shared.map(|(name, _)| *name).collect();
        assert!(shared.is_empty(), "{shared:?}");
    }
}
