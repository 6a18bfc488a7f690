//! One text, carried from room to room: everything that was put and replied, and who signed.

use super::{Manner, Put, Reply, Sitter};
use crate::{Package, PartyIx, Problem, Scope, Table};

/// Something that was put to a party, and what it replied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// In which round, the first being 0.
    pub round: u32,
    /// To whom, and by whom it was replied.
    pub party: PartyIx,
    /// What was put.
    pub put: Put,
    /// The chance of the party.
    pub coin: u64,
    /// What it replied.
    pub reply: Reply,
}

/// Mediated talks on one text, from the first question to the signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    /// How many rounds there are at most: in each, at most one thing is put to each party.
    pub rounds: u32,
    /// Everything that was put, in order.
    pub said: Vec<Said>,
    /// The text as it stood after each round that was held.
    pub texts: Vec<Package>,
    /// The text that is put for signature.
    pub last: Package,
    /// Who signed it.
    pub signed: Table<PartyIx, bool>,
}

/// Whether a mediator may put a text: it keeps the rules of the text and crosses no red line that
/// the mediator was told.
#[must_use]
pub fn may_be_put(problem: &Problem, text: &Package) -> bool {
    problem.fits(text) && problem.is_within(text, Scope::WithinRedLines)
}

impl Sitting {
    /// Whether the text was agreed, by the rule of the case.
    #[must_use]
    pub fn is_agreed(&self, problem: &Problem) -> bool {
        problem.decision().passes(&self.signed)
    }

    /// How many questions were put.
    #[must_use]
    pub const fn asked(&self) -> usize {
        self.said.len()
    }

    /// How much all replies of one party can have told, in bits, at most.
    #[must_use]
    pub fn bits(&self, problem: &Problem, party: PartyIx) -> u64 {
        let own = self.said.iter().filter(|said| said.party == party);
        own.map(|said| u64::from(said.put.bits(problem.sizes())))
            .sum()
    }

    /// What one party was shown, in order: the questions put to it, the text for signature, and
    /// whether it was agreed. Nothing else of the talks reaches its room.
    #[must_use]
    pub fn shown_to(&self, problem: &Problem, party: PartyIx) -> (Vec<Put>, Package, bool) {
        let own = self.said.iter().filter(|said| said.party == party);
        let puts = own.map(|said| said.put.clone()).collect();
        (puts, self.last.clone(), self.is_agreed(problem))
    }

    /// Whether a sitting of parties that behave so is a true one: at most one question a party and
    /// round, in the order of the rounds; no text that may not be put; every reply the one that
    /// its party gives; and signed by whom it must be.
    #[must_use]
    pub fn holds(&self, problem: &Problem, manners: &Table<PartyIx, Manner>) -> bool {
        let stances = problem.stances().rows().zip(manners.rows());
        let mut sitters: Table<PartyIx, Sitter<'_>> = stances
            .map(|(stance, manner)| Sitter::new(stance, *manner))
            .collect();
        let mut turns = self.said.iter().zip(self.said.iter().skip(1));
        let in_order = turns.all(|(one, next)| (one.round, one.party) < (next.round, next.party));
        let true_replies = self.said.iter().all(|said| {
            let (text, other) = said.put.shown();
            let when = (said.round, self.rounds);
            let reply = sitters
                .get_mut(said.party)
                .map(|sitter| sitter.reply(&said.put, when, said.coin));
            said.round < self.rounds
                && may_be_put(problem, text)
                && other.is_none_or(|other| may_be_put(problem, other))
                && said.put.allows(&said.reply, problem.sizes())
                && reply.as_ref() == Some(&said.reply)
        });
        let mut texts = self.texts.iter().chain([&self.last]);
        in_order
            && true_replies
            && self.texts.len() as u64 <= u64::from(self.rounds)
            && texts.all(|text| may_be_put(problem, text))
            && self.signed == sitters.map(|sitter| sitter.signs(&self.last))
    }
}
