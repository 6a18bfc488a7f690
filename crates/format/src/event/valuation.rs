//! What a party says of what it values in an event: comparisons and bounds.

use super::Fault;
use super::json::{Json, put, records, variant};
use super::node::Node;
use case::{BracketId, ChoiceId, Compared, Deal, Likes, Valuation};
use serde_json::{Map, Value};

records! {
    Compared<ChoiceId> { this, likes, other }
    Compared<BracketId> { this, likes, other }
    Compared<Deal> { this, likes, other }
}

impl Json for Likes {
    fn to(&self) -> Option<Value> {
        Some(Value::from(match self {
            Self::More => "more",
            Self::AsMuch => "as much",
        }))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        match node.text()? {
            "more" => Ok(Self::More),
            "as much" => Ok(Self::AsMuch),
            unknown => Err(node.unknown(unknown)),
        }
    }
}

impl Json for Deal {
    fn to(&self) -> Option<Value> {
        Some(match self {
            Self::NoDeal => Value::from("no deal"),
            Self::Package(options) => variant("package", options.to()),
        })
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        if node.value.as_str() == Some("no deal") {
            return Ok(Self::NoDeal);
        }
        match node.variant()? {
            ("package", inner) => Json::of(&inner).map(Self::Package),
            (unknown, _) => Err(node.unknown(unknown)),
        }
    }
}

impl Json for Valuation {
    fn to(&self) -> Option<Value> {
        let mut fields = Map::new();
        Some(match self {
            Self::Options(bracket, pair) => {
                put(&mut fields, "bracket", bracket);
                put(&mut fields, "compared", pair);
                variant("options", Some(Value::Object(fields)))
            }
            Self::Packages(pair) => variant("packages", pair.to()),
            Self::Importance(pair) => variant("importance", pair.to()),
            Self::Within(bracket, choice, least, most) => {
                put(&mut fields, "bracket", bracket);
                put(&mut fields, "option", choice);
                put(&mut fields, "least", least);
                put(&mut fields, "most", most);
                variant("within", Some(Value::Object(fields)))
            }
        })
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        let (name, inner) = node.variant()?;
        match name {
            "options" => {
                inner.only(&["bracket", "compared"])?;
                Ok(Self::Options(
                    inner.field("bracket")?,
                    inner.field("compared")?,
                ))
            }
            "packages" => Json::of(&inner).map(Self::Packages),
            "importance" => Json::of(&inner).map(Self::Importance),
            "within" => {
                inner.only(&["bracket", "option", "least", "most"])?;
                Ok(Self::Within(
                    inner.field("bracket")?,
                    inner.field("option")?,
                    inner.field("least")?,
                    inner.field("most")?,
                ))
            }
            unknown => Err(node.unknown(unknown)),
        }
    }
}
