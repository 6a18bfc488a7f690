//! Names, ids and moments in an event.

use super::Fault;
use super::json::Json;
use super::node::Node;
use case::{
    BracketId, ChoiceId, EventClass, Exact, Firmness, Language, PointId, Role, Status, Tone,
    VerbalGrade,
};
use disclosure::{Audience, PartyId, ReleaseClass, Seat};
use jiff::civil::{Date, Time};
use proceedings::{
    Answer, Attribution, CheckEnd, EventId, Footing, Form, Hand, Label, MessageKind, Moment, Named,
    Outcome, Recording, Response, Telling, Words,
};
use serde_json::{Number, Value};

macro_rules! by_name {
    ($($set:ty),*) => {
        $(impl Json for $set {
            fn to(&self) -> Option<Value> {
                Some(Value::from(self.name()))
            }

            fn of(node: &Node<'_>) -> Result<Self, Fault> {
                let name = node.text()?;
                Self::of_name(name).ok_or_else(|| node.unknown(name))
            }
        })*
    };
}

by_name!(
    Answer,
    Attribution,
    CheckEnd,
    EventClass,
    Firmness,
    Form,
    Hand,
    MessageKind,
    Outcome,
    Footing,
    Recording,
    ReleaseClass,
    Response,
    Role,
    Status,
    Telling,
    Tone,
    VerbalGrade
);

/// The longest short name.
const NAME_MAX: usize = 200;

macro_rules! by_id {
    ($($id:ty),*) => {
        $(impl Json for $id {
            fn to(&self) -> Option<Value> {
                Some(Value::from(self.as_str()))
            }

            fn of(node: &Node<'_>) -> Result<Self, Fault> {
                let name = node.text()?;
                if name.is_empty() || name.len() > NAME_MAX || name.chars().any(char::is_control) {
                    return Err(node.wrong("short name"));
                }
                Ok(Self::new(name))
            }
        })*
    };
}

by_id!(BracketId, ChoiceId, PartyId, PointId);

impl Json for Language {
    fn to(&self) -> Option<Value> {
        Some(Value::from(self.tag()))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        let tag = node.text()?;
        let plain = tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if tag.is_empty() || tag.len() > NAME_MAX || !plain {
            return Err(node.wrong("language"));
        }
        Ok(Self::new(tag))
    }
}

impl Json for EventId {
    fn to(&self) -> Option<Value> {
        Some(Value::from(self.to_string()))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        Self::of_hex(node.text()?).ok_or_else(|| node.wrong("id of 32 hexadecimal digits"))
    }
}

impl Json for Moment {
    fn to(&self) -> Option<Value> {
        Some(Value::from(self.micros()))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        let micros = node.value.as_number().and_then(Number::as_i64);
        let micros = micros.ok_or_else(|| node.wrong("moment"))?;
        Ok(Self::of_micros(micros))
    }
}

impl Json for Date {
    fn to(&self) -> Option<Value> {
        Some(Value::from(self.to_string()))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        node.text()?.parse().map_err(|_| node.wrong("date"))
    }
}

impl Json for Time {
    fn to(&self) -> Option<Value> {
        Some(Value::from(self.strftime("%H:%M").to_string()))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        let read = Self::strptime("%H:%M", node.text()?);
        read.map_err(|_| node.wrong("hour such as 10:30"))
    }
}

impl Json for Audience {
    fn to(&self) -> Option<Value> {
        Some(Value::from(self.to_string()))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        let name = node.text()?;
        Self::of_name(name).ok_or_else(|| node.unknown(name))
    }
}

impl Json for Seat {
    fn to(&self) -> Option<Value> {
        let name = match self {
            Self::Mediator => "mediator".to_owned(),
            Self::Public => "public".to_owned(),
            Self::Delegation(party) => format!("delegation {party}"),
            Self::Partner(party) => format!("partner {party}"),
            Self::Observer(party) => format!("observer {party}"),
        };
        Some(Value::from(name))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        let name = node.text()?;
        let seat = match name.split_once(' ') {
            None if name == "mediator" => Some(Self::Mediator),
            None if name == "public" => Some(Self::Public),
            Some((kind, party)) if !party.is_empty() && party.len() <= NAME_MAX => {
                let party = PartyId::new(party);
                match kind {
                    "delegation" => Some(Self::Delegation(party)),
                    "partner" => Some(Self::Partner(party)),
                    "observer" => Some(Self::Observer(party)),
                    _ => None,
                }
            }
            Some(_) | None => None,
        };
        seat.ok_or_else(|| node.unknown(name))
    }
}

impl Json for Words {
    fn to(&self) -> Option<Value> {
        Some(Value::from(self.as_str()))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        let same = |words: &Self, text: &str| words.as_str() == text;
        let text = node.text()?;
        let words = Self::new(text).ok().filter(|words| same(words, text));
        words.ok_or_else(|| node.wrong_as("this text".to_owned(), "text in canonical form"))
    }
}

impl Json for Label {
    fn to(&self) -> Option<Value> {
        Some(Value::from(self.as_str()))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        let same = |label: &Self, text: &str| label.as_str() == text;
        let text = node.text()?;
        let label = Self::new(text).ok().filter(|label| same(label, text));
        label.ok_or_else(|| node.wrong_as("this text".to_owned(), "line in canonical form"))
    }
}

impl Json for Exact {
    fn to(&self) -> Option<Value> {
        Some(Value::from(format!("{}/{}", self.numer(), self.denom())))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        let wrong = || node.wrong("fraction");
        let text = node.text()?;
        let (above, below) = text.split_once('/').ok_or_else(wrong)?;
        if text.len() > 10_000 {
            return Err(wrong());
        }
        let above: num_bigint::BigInt = above.parse().map_err(|_| wrong())?;
        let below: num_bigint::BigInt = below.parse().map_err(|_| wrong())?;
        if below.sign() != num_bigint::Sign::Plus {
            return Err(wrong());
        }
        Ok(Self::new(above, below))
    }
}
