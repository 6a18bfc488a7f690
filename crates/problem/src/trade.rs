//! Trades: two changes to a package by which each of two parties gives on one bracket and gets more
//! on another (logrolling).
//!
//! A gain of one party is never added to a gain of another; trades between two parties are ranked
//! by the product of their gains, which does not depend on the units of either.

use crate::{BracketIx, ChoiceIx, Index, Package, PartyIx, Problem, Scope, Score, Table};
use std::collections::BTreeSet;

/// One bracket's change from one option to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Change {
    /// The bracket.
    pub bracket: BracketIx,
    /// Its option in the package in hand.
    pub from: ChoiceIx,
    /// Its option after the trade.
    pub to: ChoiceIx,
}

/// Two changes to a package in hand, and what they mean to every party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trade {
    /// The changes, in order of the brackets.
    pub changes: [Change; 2],
    /// What each party gets by each change alone; less than nothing is what it gives.
    pub apart: [Table<PartyIx, Score>; 2],
    /// What each party gets by both together. It differs from the sum of the two where a
    /// combination has a worth of its own.
    pub together: Table<PartyIx, Score>,
}

/// The trades between two parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The two parties, in order.
    pub parties: [PartyIx; 2],
    /// The best trade on each pair of brackets that has one, best first, and at most as many as
    /// were asked for.
    pub best: Vec<Trade>,
    /// How many pairs of brackets have a trade between the two.
    pub brackets: u64,
    /// How many trades there are between the two.
    pub trades: u64,
}

impl Trade {
    /// Whether both parties gain, and each gives on one bracket what the other gets there.
    #[must_use]
    pub fn is_between(&self, [one, other]: [PartyIx; 2]) -> bool {
        let [first, second] = &self.apart;
        let signs = |party| Some((sign(first, party)?, sign(second, party)?));
        let crosswise = matches!(
            (signs(one), signs(other)),
            (Some((1, -1)), Some((-1, 1))) | (Some((-1, 1)), Some((1, -1)))
        );
        crosswise && sign(&self.together, one) == Some(1) && sign(&self.together, other) == Some(1)
    }

    /// The parties that lose by it.
    #[must_use]
    pub fn losers(&self) -> Vec<PartyIx> {
        let losing = |(party, score): (PartyIx, &Score)| (*score < Score::ZERO).then_some(party);
        self.together.iter().filter_map(losing).collect()
    }

    /// What the best trade between two parties has least of: trades that cost nobody anything come
    /// first, then those with the greater product of the two gains, then the earlier changes.
    #[must_use]
    pub fn rank(&self, [one, other]: [PartyIx; 2]) -> impl Ord + use<> {
        let gain = |party| {
            self.together
                .get(party)
                .map_or(0, |score| i128::from(score.get()))
        };
        let product = gain(one) * gain(other);
        (
            !self.losers().is_empty(),
            std::cmp::Reverse(product),
            self.changes,
        )
    }
}

impl Problem {
    /// What two changes to a package mean; `None` unless they are real changes to two brackets, in
    /// order, that start from the package and end at options that exist.
    #[must_use]
    pub fn trade(&self, package: &Package, changes: [Change; 2]) -> Option<Trade> {
        let real = |change: &Change| {
            let size = self.sizes().get(change.bracket).copied().unwrap_or(0);
            package.choice(change.bracket) == Some(change.from)
                && change.to != change.from
                && change.to.position() < size
        };
        let [first, second] = changes;
        if first.bracket >= second.bracket || !changes.iter().all(real) {
            return None;
        }
        let here = self.scores(package);
        let by = |changes: &[Change]| {
            let there = self.scores(&changed(package, changes));
            let pairs = there.rows().zip(here.rows());
            pairs.map(|(there, here)| *there - *here).collect()
        };
        Some(Trade {
            changes,
            apart: [by(&[first]), by(&[second])],
            together: by(&changes),
        })
    }

    /// The trades between every two parties, starting from a package and ending within a scope, by
    /// trying every two changes. Slow.
    #[must_use]
    pub fn trades(&self, package: &Package, scope: Scope, best_max: usize) -> Vec<Exchange> {
        let changes = self.changes_from(package);
        let twos = changes.iter().flat_map(|one| {
            let later = changes.iter().filter(|other| one.bracket < other.bracket);
            later.map(move |other| [*one, *other])
        });
        let within = |trade: &Trade| self.is_within(&changed(package, &trade.changes), scope);
        let all: Vec<Trade> = twos
            .filter_map(|changes| self.trade(package, changes))
            .filter(within)
            .collect();
        let exchange = |parties| {
            let between = all.iter().filter(|trade| trade.is_between(parties));
            Exchange::of(parties, between.cloned().collect(), best_max)
        };
        let exchanges = pairs(self.stances().len()).into_iter().map(exchange);
        exchanges.filter(|exchange| exchange.trades > 0).collect()
    }

    /// Every change of one bracket of a package, in order.
    #[must_use]
    pub fn changes_from(&self, package: &Package) -> Vec<Change> {
        let mut changes = Vec::new();
        for (bracket, size) in self.sizes().iter() {
            let Some(from) = package.choice(bracket) else {
                continue;
            };
            let options = (0..*size).map(ChoiceIx::new).filter(|to| *to != from);
            changes.extend(options.map(|to| Change { bracket, from, to }));
        }
        changes
    }
}

impl Exchange {
    /// The exchange of two parties that these trades between them make.
    #[must_use]
    pub fn of(parties: [PartyIx; 2], mut trades: Vec<Trade>, best_max: usize) -> Self {
        let count = trades.len() as u64;
        trades.sort_by_cached_key(|trade| trade.rank(parties));
        let mut seen = BTreeSet::new();
        trades.retain(|trade| seen.insert(trade.changes.map(|change| change.bracket)));
        let brackets = trades.len() as u64;
        trades.truncate(best_max);
        Self {
            parties,
            best: trades,
            brackets,
            trades: count,
        }
    }
}

/// A package with some brackets changed.
#[must_use]
pub fn changed(package: &Package, changes: &[Change]) -> Package {
    let choice = |(bracket, choice): (BracketIx, ChoiceIx)| {
        let change = changes.iter().find(|change| change.bracket == bracket);
        change.map_or(choice, |change| change.to)
    };
    Package::new(package.iter().map(choice).collect())
}

fn sign(scores: &Table<PartyIx, Score>, party: PartyIx) -> Option<i64> {
    scores.get(party).map(|score| score.get().signum())
}

/// Every two of so many parties, in order.
#[must_use]
pub fn pairs(count: usize) -> Vec<[PartyIx; 2]> {
    let ids = || (0..count).filter_map(PartyIx::from_position);
    let of = |one| {
        ids()
            .filter(move |other| one < *other)
            .map(move |other| [one, other])
    };
    ids().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Bonus, DecisionRule, Pattern, Stance};

    /// Two brackets of two options: North cares for the first, South for the second.
    fn fjord(bonuses: Vec<Bonus>) -> Problem {
        let stance = |scores: [[i64; 2]; 2], bonuses| Stance {
            scores: scores
                .map(|row| row.map(Score::new).to_vec())
                .into_iter()
                .collect(),
            bonuses,
            red_lines: Table::new(vec![]),
            reservation: None,
        };
        let stances = vec![
            stance([[0, 8], [3, 0]], bonuses),
            stance([[2, 0], [0, 9]], vec![]),
        ];
        let sizes = Table::new(vec![2, 2]);
        let rules = Table::new(vec![]);
        Problem::new(sizes, rules, Table::new(stances), DecisionRule::Unanimity).unwrap()
    }

    const BOTH: [PartyIx; 2] = [PartyIx::new(0), PartyIx::new(1)];

    #[test]
    fn each_side_gives_on_one_bracket_and_gets_more_on_the_other() {
        let exchanges = fjord(vec![]).trades(&Package::at(&[0, 0]), Scope::Possible, 5);
        assert_eq!(exchanges.len(), 1);
        let trade = &exchanges[0].best[0];
        assert_eq!(exchanges[0].parties, BOTH);
        assert_eq!(
            trade.together.rows().map(|s| s.get()).collect::<Vec<_>>(),
            [5, 7]
        );
        assert_eq!(
            trade.apart[0].rows().map(|s| s.get()).collect::<Vec<_>>(),
            [8, -2]
        );
        assert!(trade.losers().is_empty());
    }

    #[test]
    fn from_the_package_that_the_trade_reaches_there_is_no_trade_left() {
        let problem = fjord(vec![]);
        assert!(
            problem
                .trades(&Package::at(&[1, 1]), Scope::Possible, 5)
                .is_empty()
        );
    }

    #[test]
    fn a_combination_with_a_worth_of_its_own_can_spoil_a_trade() {
        let corner = Pattern::all(&[
            (BracketIx::new(0), ChoiceIx::new(1)),
            (BracketIx::new(1), ChoiceIx::new(1)),
        ]);
        let spoilt = fjord(vec![Bonus {
            pattern: corner,
            score: Score::new(-6),
        }]);
        assert!(
            spoilt
                .trades(&Package::at(&[0, 0]), Scope::Possible, 5)
                .is_empty()
        );
    }
}
