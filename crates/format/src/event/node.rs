//! A place in an event's JSON, so that a fault can say where it is.

use super::Fault;
use super::extracts::Extracts;
use super::json::Json;
use super::parsed::{Fields, Parsed};

/// A value with its place.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    pub(super) value: &'a Parsed<'a>,
    /// The cases that were read before.
    pub(super) extracts: &'a Extracts,
    up: Option<(&'a Node<'a>, Step<'a>)>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Item(usize),
}

impl<'a> Node<'a> {
    pub(super) const fn root(value: &'a Parsed<'a>, extracts: &'a Extracts) -> Self {
        let up = None;
        Self {
            value,
            extracts,
            up,
        }
    }

    /// The place, such as `/deed/told/matter`.
    pub(super) fn place(&self) -> String {
        match self.up {
            None => "the event".to_owned(),
            Some((up, step)) => {
                let above = if up.up.is_none() {
                    String::new()
                } else {
                    up.place()
                };
                match step {
                    Step::Key(key) => format!("{above}/{key}"),
                    Step::Item(at) => format!("{above}/{at}"),
                }
            }
        }
    }

    pub(super) fn object(&self) -> Result<&'a Fields<'a>, Fault> {
        self.value.as_object().ok_or_else(|| self.wrong("object"))
    }

    pub(super) fn text(&self) -> Result<&'a str, Fault> {
        self.value.as_str().ok_or_else(|| self.wrong("text"))
    }

    /// The value of a key, or what it is where the key is absent.
    pub(super) fn field<T: Json>(&self, key: &str) -> Result<T, Fault> {
        match self.object()?.get(key) {
            Some((key, value)) => T::of(&Node {
                value,
                extracts: self.extracts,
                up: Some((self, Step::Key(key))),
            }),
            None => T::absent().ok_or_else(|| Fault::Missing {
                place: self.place(),
                key: key.to_owned(),
            }),
        }
    }

    /// That there are no other keys.
    pub(super) fn only(&self, known: &[&str]) -> Result<(), Fault> {
        let mut keys = self.object()?.iter().map(|(key, _)| key);
        match keys.find(|key| !known.contains(key)) {
            Some(key) => Err(Fault::Unknown {
                place: self.place(),
                key: key.chars().take(40).collect(),
            }),
            None => Ok(()),
        }
    }

    /// The items of a list.
    pub(super) fn items<T: Json>(&self) -> Result<Vec<T>, Fault> {
        let items = self.value.as_list().ok_or_else(|| self.wrong("list"))?;
        let items = items.iter().enumerate().map(|(at, value)| {
            let (extracts, up) = (self.extracts, Some((self, Step::Item(at))));
            T::of(&Node {
                value,
                extracts,
                up,
            })
        });
        items.collect()
    }

    /// The only key of an object with its value: the form of a choice between several.
    pub(super) fn variant(&self) -> Result<(&'a str, Node<'_>), Fault> {
        let object = self.object()?;
        match (object.iter().next(), object.len()) {
            (Some((key, value)), 1) => {
                let (extracts, up) = (self.extracts, Some((self, Step::Key(key))));
                let node = Node {
                    value,
                    extracts,
                    up,
                };
                Ok((key, node))
            }
            (Some(_) | None, _) => Err(self.wrong("object of one key")),
        }
    }

    /// A name that is not one of those known here.
    pub(super) fn unknown(&self, key: &str) -> Fault {
        Fault::Unknown {
            place: self.place(),
            key: key.chars().take(40).collect(),
        }
    }

    /// Something else than was expected; text is not repeated, for it may be a confidence.
    pub(super) fn wrong(&self, expected: &'static str) -> Fault {
        let found = match self.value {
            Parsed::Null => "null".to_owned(),
            Parsed::Truth(set) => set.to_string(),
            Parsed::Number(number) => number.to_string(),
            Parsed::Text(_) => "text".to_owned(),
            Parsed::List(_) => "list".to_owned(),
            Parsed::Object(_) => "object".to_owned(),
        };
        self.wrong_as(found, expected)
    }

    /// Something else than was expected, in words of the caller's.
    pub(super) fn wrong_as(&self, found: String, expected: &'static str) -> Fault {
        Fault::Wrong {
            place: self.place(),
            found,
            expected,
        }
    }
}
