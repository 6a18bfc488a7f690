//! What a delegation reads on its own table beside the statuses: its words as they were kept, how
//! the last draft issued to it has each question, and which answers are waited for.
//!
//! Invariant: it is made of the seat's own room, of what was said in front of everybody, and of the
//! drafts issued to it; the mediation team, which sees every room, has none of it.

use crate::seated::Seated;
use crate::world;
use case::{BracketId, Language, PointId};
use disclosure::{PartyId, Seat};
use proceedings::{MessageKind, Saying};
use std::collections::BTreeMap;
use text::{Place, Text};

/// A delegation's own lines of the table.
#[derive(Default)]
pub(crate) struct OwnLines {
    kept: BTreeMap<BracketId, String>,
    issued: Option<BTreeMap<BracketId, String>>,
    waits: BTreeMap<PointId, Vec<String>>,
}

impl OwnLines {
    /// The lines of the party on this seat, if there is one.
    pub(crate) fn of(seated: &Seated) -> Self {
        let Some(party) = seated.seat().party() else {
            return Self::default();
        };
        let text = seated.sitting().text();
        Self {
            kept: kept(seated, party),
            issued: text.map(|text| issued(text, &seated.language())),
            waits: waits(seated),
        }
    }

    /// The party's own words on a question, as they were taken down.
    pub(crate) fn kept(&self, question: &BracketId) -> String {
        self.kept.get(question).cloned().unwrap_or_default()
    }

    /// How the last draft has a question; nothing where no draft has been issued to this seat.
    pub(crate) fn issued(&self, question: &BracketId) -> String {
        let issued = self.issued.as_ref();
        issued.map_or_else(String::new, |issued| {
            let stands = issued.get(question).cloned();
            stands.unwrap_or_else(|| "not issued".to_owned())
        })
    }

    /// The answers on a point that are waited for.
    pub(crate) fn waits(&self, point: &PointId) -> String {
        let waits = self.waits.get(point);
        waits.map_or_else(String::new, |lines| lines.join("; "))
    }
}

fn kept(seated: &Seated, party: &PartyId) -> BTreeMap<BracketId, String> {
    let (sitting, view) = (seated.sitting(), seated.view());
    let brackets = view.points().flat_map(|point| view.brackets(point.item));
    let words = brackets.filter_map(|seen| {
        let place = Place::Bracket(seen.item.id.clone());
        let words = sitting.position(party, &place)?.what.words.as_ref()?;
        Some((seen.item.id.clone(), words.as_str().to_owned()))
    });
    words.collect()
}

fn issued(text: &Text, language: &Language) -> BTreeMap<BracketId, String> {
    let brackets = text.points().iter().flat_map(|point| point.brackets());
    let words = brackets.map(|bracket| {
        let words = match bracket
            .settled()
            .map(|one| one.words().in_language(language))
        {
            Some("") => "issued: nothing stands here".to_owned(),
            Some(words) => format!("issued: “{words}”"),
            None => "issued open".to_owned(),
        };
        (bracket.id().clone(), words)
    });
    words.collect()
}

/// The open asks, offers and ideas that name a point, in words for whoever reads the table.
fn waits(seated: &Seated) -> BTreeMap<PointId, Vec<String>> {
    let sitting = seated.sitting();
    let mut waits: BTreeMap<PointId, Vec<String>> = BTreeMap::new();
    for audience in sitting.audiences() {
        let open = sitting.sayings(audience, seated.now());
        for saying in open.filter(Saying::is_open) {
            let Some(words) = wait_words(seated.seat(), &saying) else {
                continue;
            };
            for point in &saying.said.what.message.about {
                let lines = waits.entry(point.clone()).or_default();
                lines.push(words.clone());
            }
        }
    }
    waits
}

/// Who waits for whom; nothing where another delegation asked in the joint session.
fn wait_words(seat: &Seat, saying: &Saying<'_>) -> Option<String> {
    let day = world::day_words(saying.said.at);
    let kind = saying.said.what.message.kind;
    // What the team took down in a room, it took down for the party of that room.
    let is_own = saying.said.by == *seat || saying.said.word.is_some();
    match (saying.is_from_team(), is_own, kind) {
        (true, _, MessageKind::Ask) => Some(format!("you were asked for an answer on {day}")),
        (true, _, MessageKind::Offer | MessageKind::Idea) => {
            Some(format!("an idea of {day} waits for your answer"))
        }
        (false, true, MessageKind::Ask) => Some(format!("you asked for an answer on {day}")),
        (false, true, MessageKind::Offer | MessageKind::Idea) => {
            Some(format!("your offer of {day} waits for an answer"))
        }
        (_, _, MessageKind::Words) | (false, false, _) => None,
    }
}
