//! YAML read by serde-saphyr within tight budgets: no anchors, no aliases, no merge keys, one
//! document.

use super::{DEPTH_MAX, NODES_MAX, Node, Tree, TreeError, Value};
use crate::folder;
use crate::place::{Place, shown};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy, Options, Spanned};
use std::collections::BTreeSet;
use std::fmt;

/// Reads a YAML file.
///
/// # Errors
/// When it breaks the rules or the limits; see [`TreeError`].
pub fn read<'a>(file: &'a str, bytes: &'a [u8]) -> Result<Tree<'a>, TreeError> {
    let text = folder::text(file, bytes)?;
    let raw: Spanned<Raw> = serde_saphyr::from_str_with_options(text, options())
        .map_err(|error| syntax(file, &error))?;
    let root = node(file, text, raw)?;
    Ok(Tree { file, text, root })
}

fn options() -> Options {
    let budget = serde_saphyr::budget! {
        max_events: NODES_MAX * 2,
        max_nodes: NODES_MAX,
        max_aliases: 0,
        max_anchors: 0,
        max_depth: DEPTH_MAX,
        flow_nesting_limit: DEPTH_MAX,
        max_documents: 1,
        max_merge_keys: 0,
        max_inclusion_depth: 0,
    };
    serde_saphyr::options! {
        budget: budget,
        duplicate_keys: DuplicateKeyPolicy::Error,
        merge_keys: MergeKeyPolicy::Error,
        strict_booleans: true,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        reject_unsupported_tags: true,
        with_snippet: false,
    }
}

fn syntax(file: &str, error: &serde_saphyr::Error) -> TreeError {
    let place = error.location().map_or_else(
        || Place::file(file),
        |at| Place {
            file: file.to_owned(),
            line: usize::try_from(at.line()).unwrap_or(0),
            column: usize::try_from(at.column()).unwrap_or(0),
        },
    );
    let why = error.to_string();
    let why = why.lines().next().unwrap_or("").to_owned();
    TreeError::Syntax {
        place,
        why: format!("not YAML as read here: {}", shown(&why)),
    }
}

/// A node before its numbers are taken from the text.
enum Raw {
    Null,
    Truth(bool),
    Number,
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<Raw>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    // tidy: bool, because serde says what its visitors take
    fn visit_bool<E>(self, truth: bool) -> Result<Raw, E> {
        Ok(Raw::Truth(truth))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }
}

fn node(file: &str, text: &str, raw: Spanned<Raw>) -> Result<Node, TreeError> {
    let span = raw.referenced.span();
    let offset = span
        .byte_offset()
        .and_then(|at| usize::try_from(at).ok())
        .unwrap_or(0);
    let length = span
        .byte_len()
        .and_then(|at| usize::try_from(at).ok())
        .unwrap_or(0);
    let value = match raw.value {
        Raw::Null => Value::Null,
        Raw::Truth(truth) => Value::Truth(truth),
        Raw::Number => {
            let written = text
                .get(offset..offset.saturating_add(length))
                .unwrap_or("");
            Value::Number(written.trim().to_owned())
        }
        Raw::Text(text) => Value::Text(text),
        Raw::List(items) => {
            let items = items.into_iter().map(|item| node(file, text, item));
            Value::List(items.collect::<Result<_, _>>()?)
        }
        Raw::Map(raw) => {
            let mut entries = Vec::new();
            let mut keys = BTreeSet::new();
            for (key, value) in raw {
                let key = node(file, text, key)?;
                let name = written(&key.value);
                if !keys.insert(name.clone()) {
                    let place = Place::at(file, text, key.offset);
                    return Err(TreeError::Twice {
                        place,
                        key: shown(&name),
                    });
                }
                entries.push((name, node(file, text, value)?));
            }
            Value::Map(entries)
        }
    };
    Ok(Node { value, offset })
}

/// A key as written: a key that is no scalar comes out as what it is called.
fn written(key: &Value) -> String {
    match key {
        Value::Text(text) | Value::Number(text) => text.clone(),
        Value::Truth(truth) => truth.to_string(),
        Value::Null => "null".to_owned(),
        Value::List(_) | Value::Map(_) => key.described(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(text: &str) -> Result<Node, String> {
        read("a.yml", text.as_bytes())
            .map(|tree| tree.root)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn numbers_are_read_as_written_and_quoted_words_stay_words() {
        let text = "values: ['No', No, '10', 10]\nreserved_value: -.inf\n\
                    mapping: {0: 0.30000000000000004}\n";
        let root = root(text).unwrap();
        let Value::List(items) = &root.get("values").unwrap().value else {
            panic!("no list")
        };
        let values: Vec<Value> = items.iter().map(|item| item.value.clone()).collect();
        let word = |text: &str| Value::Text(text.into());
        assert_eq!(
            values,
            [
                word("No"),
                word("No"),
                word("10"),
                Value::Number("10".into())
            ]
        );
        assert_eq!(
            root.get("reserved_value").unwrap().value,
            Value::Number("-.inf".into())
        );
        let fine = root.get("mapping").unwrap().get("0").unwrap();
        assert_eq!(fine.value, Value::Number("0.30000000000000004".into()));
        assert_eq!(
            Place::at("a.yml", text, fine.offset).to_string(),
            "a.yml:3:14"
        );
    }

    #[test]
    fn bombs_are_refused() {
        let aliases = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
        let deep = "[".repeat(5_000);
        for text in [
            aliases,
            &deep,
            "a: 1\na: 2\n",
            "--- 1\n--- 2\n",
            "<<: {a: 1}\n",
            "a: [1",
        ] {
            let error = root(text).unwrap_err();
            assert!(error.starts_with("a.yml"), "{error}");
        }
    }
}
