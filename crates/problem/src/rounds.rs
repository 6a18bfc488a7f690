//! Rounds: what parties said of each bracket, round by round, and what moved between two rounds.
//!
//! Nothing here is added up into one figure. Agreement is told for a bracket and for the parties
//! that are asked about, and assent is to words: what a party said of other words than those on the
//! table now is agreement with nobody.
//!
//! Invariant: a party's last word until the end of a round stands in it; a party that has not
//! spoken is silent, and silence is never taken for agreement.

mod between;
mod course;
mod moves;
#[cfg(test)]
mod sample;
mod stand;

pub use between::Between;
pub use course::Course;
pub use moves::{Kind, Move};
pub use stand::{Level, Stand, Word};

use crate::{BracketIx, ChoiceIx, PartyIx, Table};
use std::collections::{BTreeMap, BTreeSet};

/// One round: the words on the table, and what was said of them, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// The option that the draft on the table picks; nothing where that is not known.
    pub text: Table<BracketIx, Option<ChoiceIx>>,
    /// What was said.
    pub said: Vec<Word>,
}

/// Every round, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    parties: usize,
    brackets: usize,
    /// The brackets whose options stand on a scale, in its order.
    scales: BTreeSet<BracketIx>,
    texts: Vec<Table<BracketIx, Option<ChoiceIx>>>,
    /// What each party said of each bracket, in order.
    words: BTreeMap<(BracketIx, PartyIx), Vec<Stand>>,
}

impl History {
    /// The history of so many parties and brackets, round by round.
    #[must_use]
    pub fn new(parties: usize, brackets: usize, rounds: Vec<Round>) -> Self {
        let mut words: BTreeMap<(BracketIx, PartyIx), Vec<Stand>> = BTreeMap::new();
        let mut texts = Vec::new();
        for (at, round) in rounds.into_iter().enumerate() {
            for word in round.said {
                let own = words.entry((word.bracket, word.party)).or_default();
                own.push(Stand {
                    level: word.level,
                    holds: word.holds,
                    said_in: Some(at),
                });
            }
            texts.push(round.text);
        }
        Self {
            parties,
            brackets,
            scales: BTreeSet::new(),
            texts,
            words,
        }
    }

    /// The history in which the options of these brackets stand on a scale, in its order.
    #[must_use]
    pub fn on_scales(self, scales: BTreeSet<BracketIx>) -> Self {
        Self { scales, ..self }
    }

    /// How many rounds there are.
    #[must_use]
    pub const fn rounds(&self) -> usize {
        self.texts.len()
    }

    /// Where a party stands on a bracket at the end of a round: its last word until then.
    #[must_use]
    pub fn stand(&self, round: usize, party: PartyIx, bracket: BracketIx) -> Stand {
        let own = self.words.get(&(bracket, party));
        let until = own.into_iter().flatten();
        let until = until.take_while(|stand| stand.said_in <= Some(round));
        until.last().copied().unwrap_or(Stand::SILENT)
    }

    /// The option that the draft of a round picks.
    #[must_use]
    pub fn text(&self, round: usize, bracket: BracketIx) -> Option<ChoiceIx> {
        self.texts.get(round)?.get(bracket).copied().flatten()
    }

    /// Whether a party's last word on a bracket was about other words than those of this round, or
    /// than the last on record where it has none.
    #[must_use]
    pub fn overtaken(&self, round: usize, party: PartyIx, bracket: BracketIx) -> bool {
        let stand = self.stand(round, party, bracket);
        let Some(said_in) = stand.said_in else {
            return false;
        };
        let mut since = (said_in..=round).rev();
        let now = since.find_map(|at| self.text(at, bracket));
        // Where no words were on the table, they are those that the party itself stood behind.
        let said_of = self.text(said_in, bracket).or(stand.holds);
        now.is_some() && said_of != now
    }
}
