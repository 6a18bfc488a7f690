//! The smallest moves that reopen agreement: what to lift, or by how much to lower what.
//!
//! Moves of different parties are never weighed against each other: each party's own are listed,
//! and beside them what the parties could do together.

use crate::{Correction, Demand, Package, PartyIx, Problem, Rule, Score, Table};

/// One thing that its holder could give up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Move {
    /// A rule of the text or a red line falls away.
    Lift(Demand),
    /// A party takes less than its value of no deal.
    Lower {
        /// The party.
        party: PartyIx,
        /// The least by which it must go below, in its own units.
        by: Score,
    },
}

/// Some moves after which a package meets every demand that is left.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reopening {
    /// The moves, all of them needed.
    pub moves: Vec<Move>,
    /// A package that is then acceptable.
    pub witness: Package,
    /// The most that each party could then get.
    pub best: Table<PartyIx, Option<Score>>,
}

/// The reopenings, by who would have to move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reopenings {
    /// For each party, what it could do alone; empty where it cannot reopen agreement alone.
    pub alone: Table<PartyIx, Vec<Reopening>>,
    /// Changes of the text's own rules only.
    pub text: Vec<Reopening>,
    /// What takes more than one holder.
    pub together: Vec<Reopening>,
}

impl Problem {
    /// The problem after some moves: lifted demands ask nothing, values of no deal are lower.
    ///
    /// Every demand keeps its id.
    #[must_use]
    pub fn after(&self, moves: &[Move]) -> Self {
        let nothing = || Rule::AtMostOne(Vec::new());
        let lifted = |demand: Demand| moves.contains(&Move::Lift(demand));
        let keep = |demand: Demand, rule: &Rule| {
            if lifted(demand) {
                nothing()
            } else {
                rule.clone()
            }
        };
        let rules = self.rules().iter();
        let rules = rules
            .map(|(ix, rule)| keep(Demand::Rule(ix), rule))
            .collect();
        let stances = self.stances().iter().map(|(party, stance)| {
            let mut stance = stance.clone();
            stance.red_lines = stance
                .red_lines
                .iter()
                .map(|(line, rule)| keep(Demand::RedLine(party, line), rule))
                .collect();
            let lower = moves.iter().filter_map(|step| match step {
                Move::Lower { party: who, by } if *who == party => Some(*by),
                Move::Lower { .. } | Move::Lift(_) => None,
            });
            let by: Score = lower.sum();
            stance.reservation = match stance.reservation {
                Some(_) if lifted(Demand::Reservation(party)) => None,
                Some(reservation) => Some(reservation - by),
                None => None,
            };
            stance
        });
        let stances = stances.collect();
        self.with(rules, stances)
    }

    /// The reopenings that a correction of all the demands stands for. Slow.
    ///
    /// Its rules and red lines are lifted. Where it names values of no deal, they are lowered by
    /// the least amounts: once for each party that comes first, moves as little as it can, and
    /// lets the others follow in their order, so that every side sees its own best case.
    #[must_use]
    pub fn reopenings(&self, correction: &Correction) -> Vec<Reopening> {
        let mut left = self.demands();
        left.retain(|demand| !correction.demands.contains(demand));
        let within: Vec<Package> = self
            .packages()
            .filter(|package| left.iter().all(|demand| self.meets(package, *demand)))
            .collect();
        let mut found: Vec<Reopening> = correction
            .orders()
            .into_iter()
            .filter_map(|order| self.reopening(correction, &order, within.clone()))
            .collect();
        found.sort();
        found.dedup_by(|a, b| a.moves == b.moves);
        found
    }

    fn reopening(
        &self,
        correction: &Correction,
        order: &[PartyIx],
        mut within: Vec<Package>,
    ) -> Option<Reopening> {
        let mut moves = correction.lifts();
        for party in order {
            let stance = self.stances().get(*party)?;
            let most = within.iter().map(|package| stance.score(package)).max()?;
            within.retain(|package| stance.score(package) >= most);
            moves.push(Move::Lower {
                party: *party,
                by: stance.reservation? - most,
            });
        }
        moves.sort();
        let witness = within.first()?.clone();
        let eased = self.after(&moves);
        let demands = eased.demands();
        let best = eased
            .stances()
            .ids()
            .map(|party| eased.best(party, &demands));
        Some(Reopening {
            moves,
            witness,
            best: best.collect(),
        })
    }

    /// Whether after a reopening's moves its witness meets every demand, and the moves are all
    /// needed: with any one of them taken back the witness fails.
    #[must_use]
    pub fn is_reopening(&self, reopening: &Reopening) -> bool {
        let accepted = |moves: &[Move]| {
            let after = self.after(moves);
            let demands = after.demands();
            demands.iter().all(|d| after.meets(&reopening.witness, *d))
        };
        let without = |step: &Move| {
            let others = reopening.moves.iter().filter(|other| *other != step);
            others.copied().collect::<Vec<_>>()
        };
        self.fits(&reopening.witness)
            && accepted(&reopening.moves)
            && !reopening.moves.iter().any(|step| accepted(&without(step)))
    }
}

impl Correction {
    /// The moves that lift its rules and red lines.
    #[must_use]
    pub fn lifts(&self) -> Vec<Move> {
        let lines = self.demands.iter().filter(|demand| match demand {
            Demand::Rule(_) | Demand::RedLine(..) => true,
            Demand::Reservation(_) => false,
        });
        lines.map(|demand| Move::Lift(*demand)).collect()
    }

    /// The orders in which the parties whose value of no deal it names may move: each first once,
    /// the others after it in their order; one empty order where it names none.
    #[must_use]
    pub fn orders(&self) -> Vec<Vec<PartyIx>> {
        let parties: Vec<PartyIx> = self
            .demands
            .iter()
            .filter_map(|demand| match demand {
                Demand::Reservation(party) => Some(*party),
                Demand::Rule(_) | Demand::RedLine(..) => None,
            })
            .collect();
        if parties.is_empty() {
            return vec![Vec::new()];
        }
        let first = |party: &PartyIx| {
            let others = parties.iter().filter(|other| *other != party);
            std::iter::once(*party).chain(others.copied()).collect()
        };
        parties.iter().map(first).collect()
    }
}

impl Reopenings {
    /// The reopenings put under those who would have to move.
    #[must_use]
    pub fn new(parties: usize, found: Vec<Reopening>) -> Self {
        let mut sorted = Self {
            alone: (0..parties).map(|_| Vec::new()).collect(),
            text: Vec::new(),
            together: Vec::new(),
        };
        for reopening in found {
            let mut holders: Vec<_> = reopening.moves.iter().map(|m| m.holder()).collect();
            holders.sort_unstable();
            holders.dedup();
            match holders.as_slice() {
                [Some(party)] => match sorted.alone.get_mut(*party) {
                    Some(own) => own.push(reopening),
                    None => sorted.together.push(reopening),
                },
                [None] => sorted.text.push(reopening),
                [] | [_, _, ..] => sorted.together.push(reopening),
            }
        }
        sorted
    }
}

impl Move {
    /// Who would have to move; `None` for the text itself.
    #[must_use]
    pub const fn holder(self) -> Option<PartyIx> {
        match self {
            Self::Lift(demand) => demand.holder(),
            Self::Lower { party, .. } => Some(party),
        }
    }
}
