//! Whether any package meets a set of demands, and how many do.
//!
//! Every definition here looks at each package in turn.

use crate::{Claim, Demand, Package, PartyIx, Problem, Score, Table};
use num_bigint::BigUint;

/// Who must accept a possible package for it to be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Acceptors {
    /// Nobody need accept: every package that keeps the rules of the text.
    Anybody,
    /// This party.
    Party(PartyIx),
    /// Every party.
    All,
    /// Exactly so many parties, whichever they are.
    Exactly(usize),
    /// Parties enough for the decision rule.
    Enough,
}

impl Problem {
    /// The first package that meets all of these demands. Slow.
    #[must_use]
    pub fn package_meeting(&self, demands: &[Demand]) -> Option<Package> {
        self.packages()
            .find(|package| demands.iter().all(|demand| self.meets(package, *demand)))
    }

    /// The first package that is possible and passes under the decision rule. Slow.
    #[must_use]
    pub fn passing_package(&self) -> Option<Package> {
        self.packages().find(|package| self.passes(package))
    }

    /// The demands of the text and of these parties: what a coalition of them needs.
    #[must_use]
    pub fn demands_of(&self, parties: &[PartyIx]) -> Vec<Demand> {
        let mut demands = self.demands();
        demands.retain(|demand| demand.holder().is_none_or(|p| parties.contains(&p)));
        demands
    }

    /// Whether a package is possible and accepted by those it takes.
    #[must_use]
    pub fn is_accepted(&self, package: &Package, by: Acceptors) -> bool {
        let accepting = |parties: Table<PartyIx, bool>| parties.rows().filter(|a| **a).count();
        self.is_possible(package)
            && match by {
                Acceptors::Anybody => true,
                Acceptors::Party(party) => {
                    let stance = self.stances().get(party);
                    stance.is_some_and(|stance| stance.accepts(package))
                }
                Acceptors::All => accepting(self.accepts(package)) == self.stances().len(),
                Acceptors::Exactly(count) => accepting(self.accepts(package)) == count,
                Acceptors::Enough => self.decision().passes(&self.accepts(package)),
            }
    }

    /// How many packages are possible and accepted by those it takes. Slow.
    #[must_use]
    pub fn count(&self, by: Acceptors) -> BigUint {
        let accepted = self.packages().filter(|p| self.is_accepted(p, by));
        BigUint::from(accepted.count())
    }

    /// The most that a party can get from a package that meets these demands. Slow.
    #[must_use]
    pub fn best(&self, party: PartyIx, demands: &[Demand]) -> Option<Score> {
        let stance = self.stances().get(party)?;
        self.packages()
            .filter(|package| demands.iter().all(|demand| self.meets(package, *demand)))
            .map(|package| stance.score(&package))
            .max()
    }
}

/// How many packages there are by who accepts them, each count with its own reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Those that keep the rules of the text.
    pub possible: Claim<BigUint>,
    /// Those that every party accepts.
    pub all: Claim<BigUint>,
    /// Those that pass under the decision rule.
    pub enough: Claim<BigUint>,
    /// Those that each party accepts.
    pub parties: Table<PartyIx, Claim<BigUint>>,
    /// Those that no party, exactly one, exactly two … and all of them accept.
    pub acceptors: Vec<Claim<BigUint>>,
}

impl Tally {
    /// One of its counts, if it has it.
    #[must_use]
    pub fn of(&self, by: Acceptors) -> Option<&Claim<BigUint>> {
        match by {
            Acceptors::Anybody => Some(&self.possible),
            Acceptors::Party(party) => self.parties.get(party),
            Acceptors::All => Some(&self.all),
            Acceptors::Exactly(count) => self.acceptors.get(count),
            Acceptors::Enough => Some(&self.enough),
        }
    }
}
