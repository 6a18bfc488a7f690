//! The one text in an event: points, brackets, changes, drafts.

use super::Fault;
use super::json::{Json, choices, put, records, variant};
use super::node::Node;
use case::{BracketId, ChoiceId, Wording};
use proceedings::{
    Amended, Criticism, Endorsed, Issue, Issued, Judged, LeftOpen, PassedOver, Proposed,
    Understood, Verdict,
};
use serde_json::{Map, Value};
use text::{
    Amendment, BracketText, Change, ChoiceText, DraftNo, Hunk, Line, Part, Place, PointParts,
    PointText, Proposal, Revision, Text,
};

records! {
    Issued { number, form, text }
    Issue { issued, revision }
    Proposed { against, proposal, reason }
    Criticism { against, place, words }
    Understood { against, place, words }
    Amended { amendment, takes, takes_back }
    Amendment { against, proposal }
    PassedOver { proposal, reason }
    Judged { read_back, verdict }
    Endorsed { against, point, hand }
    LeftOpen { place, language, words, why, review }
    Hunk { at, struck, added }
}

choices! {
    Place { "point" = Point, "bracket" = Bracket, }
    Part { "words" = Words, "open" = Open, }
}

impl Json for DraftNo {
    fn to(&self) -> Option<Value> {
        self.number().to()
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        u32::of(node).map(Self::new)
    }
}

impl Json for Revision {
    fn to(&self) -> Option<Value> {
        self.amendments().to()
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        u32::of(node).map(Self::new)
    }
}

impl Json for Verdict {
    fn to(&self) -> Option<Value> {
        Some(match self {
            Self::Same => Value::from("same"),
            Self::Differs(words) => variant("differs", words.to()),
        })
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        if node.value.as_str() == Some("same") {
            return Ok(Self::Same);
        }
        match node.variant()? {
            ("differs", inner) => Json::of(&inner).map(Self::Differs),
            (unknown, _) => Err(node.unknown(unknown)),
        }
    }
}

impl Json for Wording {
    fn to(&self) -> Option<Value> {
        self.by_language().to()
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        Json::of(node).map(Self::new)
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}

/// The value, if it is in the canonical form in which it was written.
fn canonical<T: Json, E>(node: &Node<'_>, made: Result<T, E>) -> Result<T, Fault> {
    let is_same = |value: &T| value.to().is_some_and(|value| node.value.is(&value));
    let same = made.ok().filter(is_same);
    same.ok_or_else(|| node.wrong_as("this".to_owned(), "text in canonical form"))
}

impl Json for Text {
    fn to(&self) -> Option<Value> {
        let points = self.points().iter().filter_map(|point| point.to());
        Some(Value::Array(points.collect()))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        canonical(node, Self::new(node.items()?))
    }
}

impl Json for PointText {
    fn to(&self) -> Option<Value> {
        let mut fields = Map::new();
        put(&mut fields, "id", self.id());
        put(&mut fields, "number", &self.number());
        put(&mut fields, "title", self.title());
        put(&mut fields, "body", self.bodies());
        put(&mut fields, "brackets", &self.brackets().to_vec());
        Some(Value::Object(fields))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        node.only(&["id", "number", "title", "body", "brackets"])?;
        let parts = PointParts {
            id: node.field("id")?,
            number: node.field("number")?,
            title: node.field("title")?,
            body: node.field("body")?,
            brackets: node.field("brackets")?,
        };
        canonical(node, Self::new(parts))
    }
}

impl Json for BracketText {
    fn to(&self) -> Option<Value> {
        let mut fields = Map::new();
        put(&mut fields, "id", self.id());
        put(&mut fields, "question", self.question());
        put(&mut fields, "options", &self.choices().to_vec());
        let settled = self.settled().map(|choice| choice.id().clone());
        put(&mut fields, "settled", &settled);
        Some(Value::Object(fields))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        node.only(&["id", "question", "options", "settled"])?;
        let question: Wording = node.field("question")?;
        let made = Self::new(node.field("id")?, &question, node.field("options")?);
        let settled = node.field("settled")?;
        canonical(node, made.and_then(|bracket| bracket.with_settled(settled)))
    }
}

impl Json for ChoiceText {
    fn to(&self) -> Option<Value> {
        let mut fields = Map::new();
        put(&mut fields, "id", self.id());
        put(&mut fields, "words", self.words());
        Some(Value::Object(fields))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        node.only(&["id", "words"])?;
        let words: Wording = node.field("words")?;
        canonical(node, Self::new(node.field("id")?, &words))
    }
}

/// An option by its bracket and itself.
pub(super) fn option(bracket: &BracketId, choice: &ChoiceId) -> Value {
    let mut fields = Map::new();
    put(&mut fields, "bracket", bracket);
    put(&mut fields, "option", choice);
    variant("option", Some(Value::Object(fields)))
}

/// The option that a node names.
pub(super) fn option_in(node: &Node<'_>) -> Result<(BracketId, ChoiceId), Fault> {
    node.only(&["bracket", "option"])?;
    Ok((node.field("bracket")?, node.field("option")?))
}

impl Json for Line {
    fn to(&self) -> Option<Value> {
        Some(match self {
            Self::Title => Value::from("title"),
            Self::Question(bracket) => variant("question", bracket.to()),
            Self::Choice(bracket, choice) => option(bracket, choice),
        })
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        if node.value.as_str() == Some("title") {
            return Ok(Self::Title);
        }
        let (name, inner) = node.variant()?;
        match name {
            "question" => Json::of(&inner).map(Self::Question),
            "option" => option_in(&inner).map(|(bracket, choice)| Self::Choice(bracket, choice)),
            unknown => Err(node.unknown(unknown)),
        }
    }
}

/// A variant of named fields, written and read in one place each.
macro_rules! shapes {
    ($shape:ty {
        $($name:literal = $variant:ident { $($key:literal = $field:ident),* },)*
    } else {
        $($one_name:literal = $one:ident,)*
    }) => {
        impl Json for $shape {
            fn to(&self) -> Option<Value> {
                Some(match self {
                    $(Self::$variant { $($field),* } => {
                        let mut fields = Map::new();
                        $(put(&mut fields, $key, $field);)*
                        variant($name, Some(Value::Object(fields)))
                    })*
                    $(Self::$one(value) => variant($one_name, value.to()),)*
                })
            }

            fn of(node: &Node<'_>) -> Result<Self, Fault> {
                let (name, inner) = node.variant()?;
                match name {
                    $($name => {
                        inner.only(&[$($key),*])?;
                        Ok(Self::$variant { $($field: inner.field($key)?),* })
                    })*
                    $($one_name => Json::of(&inner).map(Self::$one),)*
                    unknown => Err(node.unknown(unknown)),
                }
            }
        }
    };
}

shapes! {
    Change {
        "number" = Number { "was" = was, "now" = now },
        "line" = Line { "line" = line, "language" = language, "was" = was, "now" = now },
        "words" = Words { "language" = language, "hunk" = hunk },
        "option_added" = ChoiceAdded { "bracket" = bracket, "at" = at, "option" = choice },
        "option_dropped" = ChoiceDropped { "bracket" = bracket, "at" = at, "option" = choice },
        "settled" = Settled { "bracket" = bracket, "was" = was, "now" = now },
    } else {
        "bracket_opened" = BracketOpened,
        "bracket_dropped" = BracketDropped,
    }
}

shapes! {
    Proposal {
        "change" = Change { "point" = point, "changes" = changes },
        "add" = Add { "after" = after, "point" = point },
        "drop" = Drop { "after" = after, "point" = point },
        "move" = Move { "point" = point, "was" = was, "now" = now },
    } else {}
}
