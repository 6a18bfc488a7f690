//! An event's JSON as it was parsed: its text stands where it stood in the bytes, and an object is
//! a short list, for a log of a hundred thousand events is read whole.
//!
//! Invariant: an object has each of its keys once, in the order of the alphabet.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};
use std::borrow::Cow;
use std::fmt;

/// A value.
pub(super) enum Parsed<'b> {
    Null,
    Truth(bool),
    Number(Number),
    Text(Cow<'b, str>),
    List(Vec<Self>),
    Object(Fields<'b>),
}

/// The keys of an object with their values.
pub(super) struct Fields<'b>(Vec<(Cow<'b, str>, Parsed<'b>)>);

impl<'b> Parsed<'b> {
    pub(super) fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Null | Self::Truth(_) | Self::Number(_) | Self::List(_) | Self::Object(_) => None,
        }
    }

    pub(super) fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) => Some(items),
            Self::Null | Self::Truth(_) | Self::Number(_) | Self::Text(_) | Self::Object(_) => None,
        }
    }

    pub(super) const fn as_object(&self) -> Option<&Fields<'b>> {
        match self {
            Self::Object(fields) => Some(fields),
            Self::Null | Self::Truth(_) | Self::Number(_) | Self::Text(_) | Self::List(_) => None,
        }
    }

    pub(super) const fn as_number(&self) -> Option<&Number> {
        match self {
            Self::Number(number) => Some(number),
            Self::Null | Self::Truth(_) | Self::Text(_) | Self::List(_) | Self::Object(_) => None,
        }
    }

    /// Whether it is the same value as one that is to be written.
    pub(super) fn is(&self, other: &Value) -> bool {
        match (self, other) {
            (Self::Null, Value::Null) => true,
            (Self::Truth(one), Value::Bool(other)) => one == other,
            (Self::Number(one), Value::Number(other)) => one == other,
            (Self::Text(one), Value::String(other)) => one == other,
            (Self::List(one), Value::Array(other)) => {
                let mut pairs = one.iter().zip(other);
                one.len() == other.len() && pairs.all(|(one, other)| one.is(other))
            }
            (Self::Object(one), Value::Object(other)) => {
                let mut pairs = one.iter().zip(other);
                let same = |(one, other): ((&str, &Self), (&String, &Value))| {
                    one.0 == other.0 && one.1.is(other.1)
                };
                one.len() == other.len() && pairs.all(same)
            }
            (_, _) => false,
        }
    }
}

impl<'b> Fields<'b> {
    /// The fields in their order; nothing if a key stands twice.
    fn new(mut fields: Vec<(Cow<'b, str>, Parsed<'b>)>) -> Option<Self> {
        if !is_in_order(&fields) {
            // Only what others wrote.
            fields.sort_by(|a, b| a.0.cmp(&b.0));
        }
        is_in_order(&fields).then_some(Self(fields))
    }

    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Parsed<'b>)> {
        self.0.iter().map(|(key, value)| (key.as_ref(), value))
    }

    pub(super) fn get(&self, key: &str) -> Option<(&str, &Parsed<'b>)> {
        self.iter().find(|(each, _)| *each == key)
    }
}

fn is_in_order(fields: &[(Cow<'_, str>, Parsed<'_>)]) -> bool {
    fields.is_sorted_by(|a, b| a.0 < b.0)
}

impl<'de> Deserialize<'de> for Parsed<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Parser)
    }
}

struct Parser;

impl<'de> Visitor<'de> for Parser {
    type Value = Parsed<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Parsed<'de>, E> {
        Ok(Parsed::Null)
    }

    // tidy: bool, because serde says what its visitors take
    fn visit_bool<E>(self, truth: bool) -> Result<Parsed<'de>, E> {
        Ok(Parsed::Truth(truth))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Parsed<'de>, E> {
        Ok(Parsed::Number(number.into()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Parsed<'de>, E> {
        Ok(Parsed::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Parsed<'de>, E> {
        Ok(Number::from_f64(number).map_or(Parsed::Null, Parsed::Number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Parsed<'de>, E> {
        Ok(Parsed::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Parsed<'de>, E> {
        Ok(Parsed::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Parsed<'de>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Parsed::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Parsed<'de>, A::Error> {
        let mut fields = Vec::new();
        while let Some((Key(key), value)) = map.next_entry()? {
            fields.push((key, value));
        }
        let twice = || A::Error::custom("a key stands twice");
        Fields::new(fields).map(Parsed::Object).ok_or_else(twice)
    }
}

/// A key, borrowed where it can be.
struct Key<'b>(Cow<'b, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Parsed::deserialize(deserializer)? {
            Parsed::Text(key) => Ok(Self(key)),
            Parsed::Null
            | Parsed::Truth(_)
            | Parsed::Number(_)
            | Parsed::List(_)
            | Parsed::Object(_) => Err(D::Error::custom("a key is text")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            "[a-c\"\\\\é\n]{0,6}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 5, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                proptest::collection::btree_map("[a-c\"é]{0,3}", inner, 0..5)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_was_written_is_parsed_as_it_was_and_as_nothing_else(
            (value, other) in (any_value(), any_value()),
        ) {
            let written = value.to_string();
            let parsed: Parsed<'_> = serde_json::from_str(&written).unwrap();
            prop_assert!(parsed.is(&value));
            prop_assert_eq!(parsed.is(&other), value == other);
        }
    }

    #[test]
    fn keys_are_put_in_order_and_none_is_taken_twice() {
        let parsed: Parsed<'_> = serde_json::from_str("{\"b\":1,\"a\":2}").unwrap();
        let fields = parsed.as_object().unwrap();
        assert_eq!(
            fields.iter().map(|(key, _)| key).collect::<Vec<_>>(),
            ["a", "b"]
        );
        assert_eq!(
            fields.get("b").unwrap().1.as_number().unwrap().as_u64(),
            Some(1)
        );
        assert!(fields.get("c").is_none());
        for twice in ["{\"a\":1,\"a\":2}", "{\"a\":1,\"b\":3,\"a\":1}"] {
            assert!(serde_json::from_str::<Parsed<'_>>(twice).is_err());
        }
    }
}
