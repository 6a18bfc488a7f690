//! One text and the next best question: in each room the question of yes or no whose answer is
//! expected to improve the text most (the asking core, [`crate::ask`]), worked out from draws of
//! what each party may want ([`super::belief`]).
//!
//! A room hears its own questions and no reply of another. Every text in a question is one that may
//! be put. In the last rounds the text itself is put to whoever has not called it good enough; at
//! the end the best text that all have called good enough is preferred, unless another one that
//! nobody has refused promises clearly more.

use super::belief::{Belief, DRAWS};
use super::hall::{Hall, place};
use crate::ask::Known;
use problem::ask::Ask;
use problem::talks::{Put, Reply};
use problem::{BracketIx, ChoiceIx, Package, PartyIx};
use std::collections::BTreeMap;

mod look;

use look::Look;

/// How many of the best texts are held against each other in questions.
const PAIRED: usize = 6;

/// How many of the best texts parties may be asked about signing.
const SIGNED: usize = 4;

/// A text that not all have called good enough must promise so much more, in millionths of a
/// party's way from no deal to its best.
const CLEARLY: i64 = 50_000;

pub(super) fn hold(hall: &mut Hall<'_>) {
    let mut team = Team::of(hall);
    let mut look = team.look(hall);
    let closing = 1 + hall.rounds / 6;
    while hall.is_open() {
        let pick = look.pick();
        let is_last = hall.round + closing >= hall.rounds;
        for party in hall.parties() {
            let put = if is_last && team.said(pick, party).is_none() {
                Some(Put::Text(pick.clone()))
            } else {
                team.question(hall, &look, party)
            };
            if let Some(put) = put {
                let reply = hall.put(party, put.clone());
                team.hear(party, &put, &reply);
            }
        }
        look = team.look(hall);
        hall.text = team.text(&look);
        hall.next_round();
    }
}

/// The mediation team: what it holds to be possible of each party, and who has said what of a text.
struct Team {
    beliefs: Vec<Belief>,
    /// Whether each party has called a text good enough, where it was asked.
    asked: BTreeMap<Package, Vec<Option<bool>>>,
}

impl Team {
    fn of(hall: &mut Hall<'_>) -> Self {
        let sizes = hall.problem.sizes().rows().map(|size| usize::from(*size));
        let sizes: Vec<usize> = sizes.collect();
        let seeds: Vec<u64> = hall.parties().iter().map(|_| hall.mix.next()).collect();
        let beliefs = seeds.into_iter().map(|seed| Belief::new(&sizes, seed));
        Self {
            beliefs: beliefs.collect(),
            asked: BTreeMap::new(),
        }
    }

    fn said(&self, text: &Package, party: PartyIx) -> Option<bool> {
        let said = self.asked.get(text)?;
        said.get(place(party)).copied().flatten()
    }

    fn hear(&mut self, party: PartyIx, put: &Put, reply: &Reply) {
        if let Some(belief) = self.beliefs.get_mut(place(party)) {
            belief.hear(put, reply);
        }
        if let Put::Text(text) = put {
            let parties = self.beliefs.len();
            let said = self
                .asked
                .entry(text.clone())
                .or_insert_with(|| vec![None; parties]);
            if let Some(said) = said.get_mut(place(party)) {
                *said = Some(*reply == Reply::Yes);
            }
        }
    }

    fn is_good_enough(&self, text: &Package) -> bool {
        let said = self.asked.get(text);
        said.is_some_and(|said| said.iter().all(|said| *said == Some(true)))
    }

    fn is_refused(&self, text: &Package) -> bool {
        let said = self.asked.get(text);
        said.is_some_and(|said| said.contains(&Some(false)))
    }

    fn look(&self, hall: &Hall<'_>) -> Look {
        let good = self.asked.keys().filter(|text| self.is_good_enough(text));
        let kept: Vec<Package> = good.chain([&hall.text]).cloned().collect();
        Look::of(&self.beliefs, hall, kept)
    }

    /// The text as it stands after a look.
    fn text(&self, look: &Look) -> Package {
        let pick = look.pick();
        let good = look.ranked().find(|(text, _)| self.is_good_enough(text));
        let first = look.ranked().next().map_or(0, |(_, worth)| worth);
        match good {
            Some((text, worth)) if self.is_refused(pick) || first - worth < CLEARLY => text.clone(),
            Some(_) | None => pick.clone(),
        }
    }

    /// The question to a party whose answer is expected to tell most.
    fn question(&self, hall: &Hall<'_>, look: &Look, party: PartyIx) -> Option<Put> {
        let mut best: Option<((i64, u64), Put)> = None;
        for put in self.questions(hall, look, party) {
            let ask = match &put {
                Put::Text(text) => Ask::deal(text),
                Put::Rather(one, other) => Ask::between(one, other),
                Put::Graded(..) | Put::Criticise(_) | Put::Improving(..) => continue,
            };
            let Some(worth) = look.known.worth(party, &ask) else {
                continue;
            };
            let rank = (worth.net(), worth.evenness());
            if best.as_ref().is_none_or(|(most, _)| rank > *most) {
                best = Some((rank, put));
            }
        }
        best.map(|(_, put)| put)
    }

    /// What may be asked: whether the best texts could be signed, which of two of them is better,
    /// and which of two options of a bracket, the rest being as in the best.
    fn questions(&self, hall: &Hall<'_>, look: &Look, party: PartyIx) -> Vec<Put> {
        let ranked: Vec<&Package> = look.ranked().map(|(text, _)| text).take(PAIRED).collect();
        let unsaid = ranked
            .iter()
            .take(SIGNED)
            .filter(|text| self.said(text, party).is_none());
        let mut puts: Vec<Put> = unsaid.map(|text| Put::Text((*text).clone())).collect();
        for (at, one) in ranked.iter().enumerate() {
            let others = ranked.iter().skip(at + 1);
            puts.extend(others.map(|other| Put::Rather((*one).clone(), (*other).clone())));
        }
        let pick = look.pick();
        for (bracket, size) in hall.problem.sizes().iter() {
            let texts = changed(hall, pick, bracket, *size);
            for (at, one) in texts.iter().enumerate() {
                let others = texts.iter().skip(at + 1);
                puts.extend(others.map(|other| Put::Rather(one.clone(), other.clone())));
            }
        }
        puts
    }
}

/// A text with each option of a bracket, as far as it may be put.
fn changed(hall: &Hall<'_>, text: &Package, bracket: BracketIx, size: u16) -> Vec<Package> {
    let texts = (0..size).map(|place| text.with(bracket, ChoiceIx::new(place)));
    texts.filter(|text| hall.may_be_put(text)).collect()
}

/// The place of a bracket.
fn at(bracket: BracketIx) -> usize {
    problem::Index::position(bracket)
}
