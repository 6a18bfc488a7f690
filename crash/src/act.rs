//! What is done at the table: each act is known again by its number, however often it is sent.

use crate::dice::Dice;
use crate::talks::{Person, Talks};
use crate::way::{Answer, JSON, Request, Way, form};
use anyhow::{Context, Result};
use disclosure::Audience;
use serde_json::json;

/// Of so many acts of the team one issues a draft.
const ISSUES_OF: u64 = 12;
/// And so many of them bring a message to a room.
const CARRIED_OF: u64 = 5;

/// Something that is done, once, however often it is sent.
#[derive(Debug, Clone)]
pub(crate) struct Act {
    /// Its one-time id.
    pub(crate) id: u128,
    /// Who does it.
    pub(crate) by: usize,
    /// What it is.
    pub(crate) what: What,
    /// Its words, which no other act has.
    pub(crate) words: String,
}

/// What is done.
#[derive(Debug, Clone)]
pub(crate) enum What {
    /// Something is said: one event in one log.
    Say(Audience),
    /// The team brings a message to a room: one event in its own log, one in the room's.
    Carry(String),
    /// The team issues a draft to every room: one event in its own log, one in each of theirs.
    Issue,
}

/// What came of an act that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It was acknowledged.
    Done,
    /// It was refused, with this status.
    Refused(u16),
    /// Nothing came back.
    Unheard,
}

impl Act {
    /// An act of somebody, drawn.
    pub(crate) fn drawn(talks: &Talks, by: usize, dice: &mut Dice) -> Result<Self> {
        let id = dice.bits();
        let what = what(talks, by, dice)?;
        // Of very different lengths: a page of the file more or less.
        let more = "and what is asked for, ".repeat(usize::try_from(dice.below(60)).unwrap_or(0));
        let words = format!("Of the draft on the table, {more}number {id:032x}.");
        let what = match what {
            Some(what) => what,
            None => What::Say(said_in(talks.person(by)?, dice)?),
        };
        Ok(Self {
            id,
            by,
            what,
            words,
        })
    }

    /// Sends it, and says what came of it.
    pub(crate) fn sent(&self, way: &mut Way, talks: &Talks) -> Fate {
        match self.asked(way, talks) {
            // What is not in every room yet is kept all the same.
            Ok(answer) if matches!(answer.status, 201 | 202 | 303) => Fate::Done,
            Ok(answer) => Fate::Refused(answer.status),
            Err(_) => Fate::Unheard,
        }
    }

    fn asked(&self, way: &mut Way, talks: &Talks) -> Result<Answer> {
        let person = talks.person(self.by)?;
        let act = format!("{:032x}", self.id);
        let act = act.as_str();
        let (place, body) = match &self.what {
            What::Say(to) => {
                let said = json!({
                    "act": act,
                    "to": to.to_string(),
                    "kind": "words",
                    "words": self.words,
                    "knowing": person.is_team,
                });
                let said = said.to_string();
                let line = "POST /api/v1/messages".to_owned();
                return way.ask(&Request {
                    line,
                    who: &person.bearer,
                    body: Some((JSON, said)),
                });
            }
            What::Carry(room) => {
                let fields = [
                    ("act", act),
                    ("kind", "idea"),
                    ("words", self.words.as_str()),
                    ("seen", "on"),
                    ("knowing", "on"),
                ];
                (format!("carry/{room}/say"), form(&fields))
            }
            What::Issue => {
                let rooms: Vec<String> = talks.rooms.iter().map(ToString::to_string).collect();
                let mut fields = vec![("act", act), ("what", "bracketed")];
                fields.extend(rooms.iter().map(|room| ("to", room.as_str())));
                ("draft/issued".to_owned(), form(&fields))
            }
        };
        way.ask(&Request {
            line: format!("POST {}/{place}", person.at),
            who: &person.cookie,
            body: Some(body),
        })
    }
}

/// What the team does beside speaking.
fn what(talks: &Talks, by: usize, dice: &mut Dice) -> Result<Option<What>> {
    if !talks.person(by)?.is_team {
        return Ok(None);
    }
    Ok(match dice.below(ISSUES_OF) {
        0 => Some(What::Issue),
        drawn if drawn <= CARRIED_OF => {
            let room = dice.one(&talks.room_keys).context("no room")?;
            Some(What::Carry(room.clone()))
        }
        _ => None,
    })
}

fn said_in(person: &Person, dice: &mut Dice) -> Result<Audience> {
    let place = dice.one(&person.speaks_in);
    place.cloned().context("somebody who may not speak")
}
