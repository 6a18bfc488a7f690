//! The nouns of proceedings in an event: messages, confidences, positions, dispatches, meetings.

use super::Fault;
use super::json::{Json, choices, records, variant};
use super::node::Node;
use super::wording::{option, option_in};
use case::{BracketId, ChoiceId, Condition, Exact, Figures};
use proceedings::{
    Admission, Ballot, Candidate, Carried, CarriedStanding, Cite, Confidence, Copy, Counted,
    Dispatch, Filing, Gate, InRoom, Matter, Message, Met, Minutes, Note, NoteLine, Parcel, Planned,
    Policy, Position, Published, Reach, Readout, Reclass, Reply, Round, Sighting, Terms, Told,
    Vote, Word,
};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

records! {
    Terms { provisos, conditional_on, expires }
    Message { kind, words, about, terms }
    Carried { message, attributed_to, standings }
    CarriedStanding { party, place, status }
    Reply { to, response, words }
    Word { said_by, on }
    Reach { class, to, unnamed }
    Confidence { matter, told, reach }
    Reclass { item, reach }
    Position { against, place, status, holds, words, condition, conditional_on, reach }
    Note { party, lines }
    NoteLine { note, line }
    Sighting { date, actor, speaker, event, tone, words, source }
    Cite { room, item, attribution }
    Copy { to, id }
    Dispatch { copies, parcel, gate }
    InRoom { room, id }
    Ballot { package, words }
    Vote { ballot, answer }
    Counted { ballot, outcome }
    Candidate { name, package, words, class }
    Planned { format, date, hour, place, level, who, words }
    Minutes { words, reach }
    Met { planned, format, date, place, lasted, present, minutes, next }
    Round { name, on }
    Readout { title, words, round, cites, embargo }
    Published { title, words, round }
    Admission { party, name, role, part }
    Figures { weights, values, bonuses, reservation }
}

choices! {
    Filing { "told" = Told, "stated" = Stated, "said" = Said, }
}

impl Json for Condition {
    fn to(&self) -> Option<Value> {
        Some(
            self.parts()
                .to()
                .unwrap_or_else(|| Value::Object(Map::new())),
        )
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        BTreeMap::<BracketId, BTreeSet<ChoiceId>>::of(node).map(Self::new)
    }
}

impl Json for (Condition, Exact) {
    fn to(&self) -> Option<Value> {
        let mut fields = Map::new();
        super::json::put(&mut fields, "when", &self.0);
        super::json::put(&mut fields, "adds", &self.1);
        Some(Value::Object(fields))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        node.only(&["when", "adds"])?;
        Ok((node.field("when")?, node.field("adds")?))
    }
}

impl Json for Matter {
    fn to(&self) -> Option<Value> {
        Some(match self {
            Self::Whole => Value::from("whole"),
            Self::Point(point) => variant("point", point.to()),
            Self::Bracket(bracket) => variant("bracket", bracket.to()),
            Self::Choice(bracket, choice) => option(bracket, choice),
        })
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        if node.value.as_str() == Some("whole") {
            return Ok(Self::Whole);
        }
        let (name, inner) = node.variant()?;
        match name {
            "point" => Json::of(&inner).map(Self::Point),
            "bracket" => Json::of(&inner).map(Self::Bracket),
            "option" => option_in(&inner).map(|(bracket, choice)| Self::Choice(bracket, choice)),
            unknown => Err(node.unknown(unknown)),
        }
    }
}

impl Json for Told {
    fn to(&self) -> Option<Value> {
        let mut fields = Map::new();
        Some(match self {
            Self::Said(telling, words) => {
                super::json::put(&mut fields, "kind", telling);
                super::json::put(&mut fields, "words", words);
                variant("said", Some(Value::Object(fields)))
            }
            Self::RedLine {
                firmness,
                words,
                never,
            } => {
                super::json::put(&mut fields, "firmness", firmness);
                super::json::put(&mut fields, "words", words);
                super::json::put(&mut fields, "never", never);
                variant("red_line", Some(Value::Object(fields)))
            }
            Self::Grades(grades) => variant("grades", grades.to()),
            Self::Preferences(grades) => variant("preferences", grades.to()),
            Self::Figures(figures) => variant("figures", figures.to()),
            Self::Valued(valuation) => variant("valued", valuation.to()),
        })
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        let (name, inner) = node.variant()?;
        match name {
            "said" => {
                inner.only(&["kind", "words"])?;
                Ok(Self::Said(inner.field("kind")?, inner.field("words")?))
            }
            "red_line" => {
                inner.only(&["firmness", "words", "never"])?;
                Ok(Self::RedLine {
                    firmness: inner.field("firmness")?,
                    words: inner.field("words")?,
                    never: inner.field("never")?,
                })
            }
            "grades" => Json::of(&inner).map(Self::Grades),
            "preferences" => Json::of(&inner).map(Self::Preferences),
            "figures" => Json::of(&inner).map(Self::Figures),
            "valued" => Json::of(&inner).map(Self::Valued),
            unknown => Err(node.unknown(unknown)),
        }
    }
}

impl Json for Policy {
    fn to(&self) -> Option<Value> {
        Some(match self {
            Self::Alone => Value::from("alone"),
            Self::SecondPerson => Value::from("second person"),
            Self::Hold(seconds) => variant("hold", seconds.to()),
        })
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        match node.value.as_str() {
            Some("alone") => Ok(Self::Alone),
            Some("second person") => Ok(Self::SecondPerson),
            Some(unknown) => Err(node.unknown(unknown)),
            None => match node.variant()? {
                ("hold", inner) => Json::of(&inner).map(Self::Hold),
                (unknown, _) => Err(node.unknown(unknown)),
            },
        }
    }
}

impl Json for Gate {
    fn to(&self) -> Option<Value> {
        Some(match self {
            Self::Open => Value::from("open"),
            Self::SecondPerson => Value::from("second person"),
            Self::Until(moment) => variant("until", moment.to()),
        })
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        match node.value.as_str() {
            Some("open") => Ok(Self::Open),
            Some("second person") => Ok(Self::SecondPerson),
            Some(unknown) => Err(node.unknown(unknown)),
            None => match node.variant()? {
                ("until", inner) => Json::of(&inner).map(Self::Until),
                (unknown, _) => Err(node.unknown(unknown)),
            },
        }
    }
}

impl Json for Parcel {
    fn to(&self) -> Option<Value> {
        let mut fields = Map::new();
        Some(match self {
            Self::Message { message, cites } => {
                super::json::put(&mut fields, "message", message);
                super::json::put(&mut fields, "cites", cites);
                variant("message", Some(Value::Object(fields)))
            }
            Self::Filed { line, filing, word } => {
                super::json::put(&mut fields, "line", line);
                super::json::put(&mut fields, "filing", filing);
                super::json::put(&mut fields, "word", word);
                variant("filed", Some(Value::Object(fields)))
            }
            Self::Count { ballot, outcome } => {
                super::json::put(&mut fields, "ballot", ballot);
                super::json::put(&mut fields, "outcome", outcome);
                variant("count", Some(Value::Object(fields)))
            }
            Self::Issue(issue) => variant("issue", issue.to()),
            Self::Ballot(ballot) => variant("ballot", ballot.to()),
            Self::Check(check) => variant("check", check.to()),
            Self::Readout(readout) => variant("readout", readout.to()),
            Self::Admission(admission) => variant("admission", admission.to()),
        })
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        let (name, inner) = node.variant()?;
        match name {
            "message" => {
                inner.only(&["message", "cites"])?;
                Ok(Self::Message {
                    message: inner.field("message")?,
                    cites: inner.field("cites")?,
                })
            }
            "filed" => {
                inner.only(&["line", "filing", "word"])?;
                Ok(Self::Filed {
                    line: inner.field("line")?,
                    filing: inner.field("filing")?,
                    word: inner.field("word")?,
                })
            }
            "count" => {
                inner.only(&["ballot", "outcome"])?;
                Ok(Self::Count {
                    ballot: inner.field("ballot")?,
                    outcome: inner.field("outcome")?,
                })
            }
            "issue" => Json::of(&inner).map(Self::Issue),
            "ballot" => Json::of(&inner).map(Self::Ballot),
            "check" => Json::of(&inner).map(Self::Check),
            "readout" => Json::of(&inner).map(Self::Readout),
            "admission" => Json::of(&inner).map(Self::Admission),
            unknown => Err(node.unknown(unknown)),
        }
    }
}
