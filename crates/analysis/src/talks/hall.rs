//! The house in which a sitting is held: the rooms, the text, and the mediator's own chance.

use crate::instances::SplitMix;
use problem::talks::{Manner, Put, Reply, Said, Sitter, Sitting, may_be_put};
use problem::{BracketIx, ChoiceIx, Index, Package, PartyIx, Problem, Table};

/// The house in which a sitting is held.
pub(super) struct Hall<'p> {
    pub(super) problem: &'p Problem,
    sitters: Table<PartyIx, Sitter<'p>>,
    said: Vec<Said>,
    texts: Vec<Package>,
    /// The text as it stands.
    pub(super) text: Package,
    /// How many rounds there are.
    pub(super) rounds: u32,
    /// The round that is held.
    pub(super) round: u32,
    /// The mediator's chance; that of the parties is apart from it.
    pub(super) mix: SplitMix,
    coins: SplitMix,
}

/// How often something is drawn again that may not be put.
const TRIES: u32 = 256;

/// How many packages are looked at in order where drawing finds none that may be put.
const LOOKED_AT: usize = 100_000;

impl<'p> Hall<'p> {
    /// The house, with a first text drawn by chance; nothing where no text may be put.
    pub(super) fn open(
        problem: &'p Problem,
        manners: &Table<PartyIx, Manner>,
        (rounds, seed): (u32, u64),
    ) -> Option<Self> {
        let mut mix = SplitMix::new(seed);
        let coins = SplitMix::new(mix.next());
        let text = first_text(problem, &mut mix)?;
        let stances = problem.stances().rows().zip(manners.rows());
        Some(Self {
            problem,
            sitters: stances.map(|(s, manner)| Sitter::new(s, *manner)).collect(),
            said: Vec::new(),
            texts: Vec::new(),
            text,
            rounds,
            round: 0,
            mix,
            coins,
        })
    }

    /// The parties, in the order in which the mediator goes from room to room.
    pub(super) fn parties(&self) -> Vec<PartyIx> {
        self.sitters.ids().collect()
    }

    /// Puts something to a party.
    pub(super) fn put(&mut self, party: PartyIx, put: Put) -> Reply {
        let coin = self.coins.next();
        let when = (self.round, self.rounds);
        let sitter = self.sitters.get_mut(party);
        let reply = sitter.map_or(Reply::No, |sitter| sitter.reply(&put, when, coin));
        self.said.push(Said {
            round: self.round,
            party,
            put,
            coin,
            reply: reply.clone(),
        });
        reply
    }

    /// Puts the same to everybody.
    pub(super) fn put_to_all(&mut self, put: &Put) -> Vec<Reply> {
        let parties = self.parties().into_iter();
        parties.map(|party| self.put(party, put.clone())).collect()
    }

    /// Ends the round.
    pub(super) fn next_round(&mut self) {
        self.texts.push(self.text.clone());
        self.round += 1;
    }

    /// Whether there is a round left.
    pub(super) const fn is_open(&self) -> bool {
        self.round < self.rounds
    }

    /// Puts the text for signature.
    pub(super) fn signed(self) -> Sitting {
        let Self { sitters, text, .. } = self;
        Sitting {
            rounds: self.rounds,
            said: self.said,
            texts: self.texts,
            signed: sitters.map(|sitter| sitter.signs(&text)),
            last: text,
        }
    }

    /// Whether a text may be put.
    pub(super) fn may_be_put(&self, text: &Package) -> bool {
        may_be_put(self.problem, text)
    }

    /// A number below this one; 0 for 0.
    pub(super) const fn below(&mut self, limit: usize) -> usize {
        match limit {
            0 => 0,
            _ => ((self.mix.part() as u128 * limit as u128) >> 53) as usize,
        }
    }

    /// The text with one bracket changed by chance to another option; nothing where none of the
    /// draws may be put.
    pub(super) fn flip(&mut self) -> Option<Package> {
        let sizes = self.problem.sizes();
        let open: Vec<(BracketIx, u16)> = sizes
            .iter()
            .filter(|(_, size)| **size > 1)
            .map(|(bracket, size)| (bracket, *size))
            .collect();
        for _ in 0..TRIES {
            let (bracket, size) = *open.get(self.below(open.len()))?;
            let here = self.text.choice(bracket).map_or(0, ChoiceIx::position);
            let step = u16::try_from(self.below(usize::from(size - 1))).ok()? + 1;
            let text = self.text.with(bracket, ChoiceIx::new((here + step) % size));
            if self.may_be_put(&text) {
                return Some(text);
            }
        }
        None
    }
}

/// A text that may be put, drawn by chance; where that fails, the first in order.
fn first_text(problem: &Problem, mix: &mut SplitMix) -> Option<Package> {
    let draw = |mix: &mut SplitMix| {
        let below = |size: &u16| {
            let product = u128::from(mix.part()) * u128::from(*size);
            u16::try_from(product >> 53).unwrap_or(0)
        };
        let places: Vec<u16> = problem.sizes().rows().map(below).collect();
        Package::at(&places)
    };
    for _ in 0..TRIES {
        let text = draw(mix);
        if may_be_put(problem, &text) {
            return Some(text);
        }
    }
    let mut packages = problem.packages().take(LOOKED_AT);
    packages.find(|text| may_be_put(problem, text))
}

/// The place of a party.
pub(super) fn place(party: PartyIx) -> usize {
    Index::position(party)
}
