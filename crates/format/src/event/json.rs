//! How values of Rust stand in an event's JSON: numbers, lists, names, and what is absent.

use super::Fault;
use super::node::Node;
use super::parsed::Parsed;
use serde_json::{Map, Number, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A value that stands in an event.
pub(super) trait Json: Sized {
    /// The value as JSON; nothing where it is left out.
    fn to(&self) -> Option<Value>;

    /// The value in a node.
    fn of(node: &Node<'_>) -> Result<Self, Fault>;

    /// What it is where it was left out, if it may be.
    fn absent() -> Option<Self> {
        None
    }
}

/// Puts a value under a key, unless it is left out.
pub(super) fn put(fields: &mut Map<String, Value>, key: &str, value: &impl Json) {
    if let Some(value) = value.to() {
        fields.insert(key.to_owned(), value);
    }
}

/// An object of one key: the form of a choice between several.
pub(super) fn variant(key: &str, value: Option<Value>) -> Value {
    let mut fields = Map::new();
    fields.insert(
        key.to_owned(),
        value.unwrap_or_else(|| Value::Object(Map::new())),
    );
    Value::Object(fields)
}

/// A whole number that fits.
fn whole<T: TryFrom<u64>>(node: &Node<'_>) -> Result<T, Fault> {
    let number = node.value.as_number().and_then(Number::as_u64);
    let number = number.and_then(|number| T::try_from(number).ok());
    number.ok_or_else(|| node.wrong("number"))
}

impl Json for u64 {
    fn to(&self) -> Option<Value> {
        Some(Value::from(*self))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        whole(node)
    }
}

impl Json for u32 {
    fn to(&self) -> Option<Value> {
        Some(Value::from(*self))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        whole(node)
    }
}

impl Json for usize {
    fn to(&self) -> Option<Value> {
        Some(Value::from(*self))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        whole(node)
    }
}

impl Json for String {
    fn to(&self) -> Option<Value> {
        Some(Value::from(self.as_str()))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        node.text().map(str::to_owned)
    }
}

impl<T: Json> Json for Option<T> {
    fn to(&self) -> Option<Value> {
        self.as_ref().and_then(Json::to)
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        T::of(node).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Json> Json for Box<T> {
    fn to(&self) -> Option<Value> {
        T::to(self)
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        T::of(node).map(Self::new)
    }
}

impl<T: Json> Json for Vec<T> {
    fn to(&self) -> Option<Value> {
        let items = || self.iter().filter_map(Json::to);
        (!self.is_empty()).then(|| Value::Array(items().collect()))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        node.items()
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

impl<T: Json + Ord> Json for BTreeSet<T> {
    fn to(&self) -> Option<Value> {
        let items = || self.iter().filter_map(Json::to);
        (!self.is_empty()).then(|| Value::Array(items().collect()))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        let items: Vec<T> = node.items()?;
        let count = items.len();
        let set: Self = items.into_iter().collect();
        if set.len() < count {
            return Err(node.wrong_as("list with one thing twice".to_owned(), "set"));
        }
        Ok(set)
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

impl<K: Json + Ord, V: Json> Json for BTreeMap<K, V> {
    fn to(&self) -> Option<Value> {
        let mut fields = Map::new();
        for (key, value) in self {
            if let Some(Value::String(key)) = key.to() {
                fields.insert(key, value.to().unwrap_or_else(|| Value::Array(Vec::new())));
            }
        }
        (!self.is_empty()).then_some(Value::Object(fields))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        let mut map = Self::new();
        // In a map of maps, one that is empty was written as an empty list.
        if node.value.as_list().is_some_and(<[_]>::is_empty) {
            return Ok(map);
        }
        for (name, _) in node.object()?.iter() {
            let value = Parsed::Text(name.into());
            let key = K::of(&Node::root(&value, node.extracts)).map_err(|_| node.unknown(name))?;
            map.insert(key, node.field(name)?);
        }
        Ok(map)
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

/// Structs whose fields stand under their own names.
macro_rules! records {
    ($($record:path { $($field:ident),* $(,)? })*) => {
        $(impl $crate::event::json::Json for $record {
            fn to(&self) -> Option<serde_json::Value> {
                let mut fields = serde_json::Map::new();
                $($crate::event::json::put(&mut fields, stringify!($field), &self.$field);)*
                Some(serde_json::Value::Object(fields))
            }

            fn of(
                node: &$crate::event::node::Node<'_>,
            ) -> Result<Self, $crate::event::Fault> {
                node.only(&[$(stringify!($field)),*])?;
                Ok(Self { $($field: node.field(stringify!($field))?,)* })
            }
        })*
    };
}

/// Enums each of whose variants holds one value, under a name of its own.
macro_rules! choices {
    ($($choice:ty { $($name:literal = $variant:ident,)* })*) => {
        $(impl $crate::event::json::Json for $choice {
            fn to(&self) -> Option<serde_json::Value> {
                Some(match self {
                    $(Self::$variant(value) => $crate::event::json::variant($name, value.to()),)*
                })
            }

            fn of(
                node: &$crate::event::node::Node<'_>,
            ) -> Result<Self, $crate::event::Fault> {
                let (name, inner) = node.variant()?;
                match name {
                    $($name => $crate::event::json::Json::of(&inner).map(Self::$variant),)*
                    unknown => Err(node.unknown(unknown)),
                }
            }
        })*
    };
}

pub(super) use {choices, records};
