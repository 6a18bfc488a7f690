//! Blind checks in an event: questions, commitments and messages stand as the files they are.

use super::Fault;
use super::json::{Json, choices, records, variant};
use super::node::Node;
use overlap::{Answer, Ask, Commitment, OverlapError, Question, Role, Verdict};
use proceedings::{Check, CheckCame, CheckMove, CheckNews, CheckParcel, CheckPlan, CheckStep};
use serde_json::{Map, Value};

records! {
    Check { bracket, round, role, question, words }
    CheckPlan { bracket, question, asks, answers, words }
    CheckStep { check, step }
    CheckCame { check, news }
}

choices! {
    CheckMove {
        "committed" = Committed,
        "asked" = Asked,
        "answered" = Answered,
        "read" = Read,
    }
}

/// A file of the check, as it was written.
fn file<T>(
    node: &Node<'_>,
    read: fn(&str) -> Result<T, OverlapError>,
    written: fn(&T) -> String,
) -> Result<T, Fault> {
    let text = node.text()?;
    let found = read(text).ok().filter(|found| written(found) == text);
    found.ok_or_else(|| node.wrong_as("this text".to_owned(), "file of a blind check"))
}

macro_rules! files {
    ($($file:ty),*) => {
        $(impl Json for $file {
            fn to(&self) -> Option<Value> {
                Some(Value::from(self.written()))
            }

            fn of(node: &Node<'_>) -> Result<Self, Fault> {
                file(node, Self::read, Self::written)
            }
        })*
    };
}

files!(Question, Commitment, Ask, Answer);

impl Json for Role {
    fn to(&self) -> Option<Value> {
        Some(Value::from(self.words()))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        let name = node.text()?;
        let mut roles = [Self::Asks, Self::Answers].into_iter();
        let role = roles.find(|role| role.words() == name);
        role.ok_or_else(|| node.unknown(name))
    }
}

impl Json for Verdict {
    fn to(&self) -> Option<Value> {
        let name = match self {
            Self::Overlap => "overlap",
            Self::Apart => "apart",
        };
        Some(Value::from(name))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        match node.text()? {
            "overlap" => Ok(Self::Overlap),
            "apart" => Ok(Self::Apart),
            unknown => Err(node.unknown(unknown)),
        }
    }
}

impl Json for CheckNews {
    fn to(&self) -> Option<Value> {
        Some(match self {
            Self::Ask(ask) => variant("ask", ask.to()),
            Self::Answer(answer) => variant("answer", answer.to()),
            Self::Ended(verdict, end) => {
                let mut fields = Map::new();
                super::json::put(&mut fields, "verdict", verdict);
                super::json::put(&mut fields, "end", end);
                variant("ended", Some(Value::Object(fields)))
            }
        })
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        let (name, inner) = node.variant()?;
        match name {
            "ask" => Json::of(&inner).map(Self::Ask),
            "answer" => Json::of(&inner).map(Self::Answer),
            "ended" => {
                inner.only(&["verdict", "end"])?;
                Ok(Self::Ended(inner.field("verdict")?, inner.field("end")?))
            }
            unknown => Err(node.unknown(unknown)),
        }
    }
}

impl Json for CheckParcel {
    fn to(&self) -> Option<Value> {
        let mut fields = Map::new();
        Some(match self {
            Self::Put(plan, round) => {
                super::json::put(&mut fields, "plan", plan);
                super::json::put(&mut fields, "round", round);
                variant("put", Some(Value::Object(fields)))
            }
            Self::News(check, news) => {
                super::json::put(&mut fields, "check", check);
                super::json::put(&mut fields, "news", news);
                variant("news", Some(Value::Object(fields)))
            }
        })
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        let (name, inner) = node.variant()?;
        match name {
            "put" => {
                inner.only(&["plan", "round"])?;
                Ok(Self::Put(inner.field("plan")?, inner.field("round")?))
            }
            "news" => {
                inner.only(&["check", "news"])?;
                Ok(Self::News(inner.field("check")?, inner.field("news")?))
            }
            unknown => Err(node.unknown(unknown)),
        }
    }
}
