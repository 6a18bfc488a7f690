//! Trades on a package in hand, and the price of red lines.

mod price;

pub use price::prices;

use problem::trade::{Change, Exchange, Trade, changed, pairs};
use problem::{
    Bound, BracketIx, Claim, Effort, Index, Package, PartyIx, Pattern, Problem, Reach, Rule, Scope,
    Score, Table,
};
use std::collections::{BTreeMap, BTreeSet};

/// The trades between every two parties, from a package to packages of a scope: for each two
/// parties the best on each pair of brackets, best first, and how many there are.
///
/// A node is a pair of changes looked at. When the effort runs out, what is given holds for the
/// pairs of brackets looked at so far, which come in order.
#[must_use]
pub fn trades(
    problem: &Problem,
    (package, scope): (&Package, Scope),
    best_max: usize,
    effort: &Effort<'_>,
) -> Claim<Vec<Exchange>> {
    let mut market = Market::new(problem, package, scope);
    let mut reach = Reach::Complete;
    let brackets: Vec<BracketIx> = problem.sizes().ids().collect();
    'all: for (at, one) in brackets.iter().enumerate() {
        for other in brackets.iter().skip(at + 1) {
            if market.nodes >= effort.nodes_max || effort.watch.is_stopped() {
                reach = Reach::Stopped(Bound::Unknown);
                break 'all;
            }
            market.look(*one, *other);
        }
    }
    Claim {
        nodes: market.nodes,
        answer: market.exchanges(best_max),
        method: "every pair of changes, by the signs of each change alone",
        reach,
    }
}

/// What one change does to each party.
struct Offer {
    change: Change,
    apart: Table<PartyIx, Score>,
    gaining: Vec<u64>,
    losing: Vec<u64>,
}

/// The trades found so far.
struct Market<'a> {
    problem: &'a Problem,
    package: &'a Package,
    scope: Scope,
    offers: BTreeMap<BracketIx, Vec<Offer>>,
    /// Pairs of brackets that some bonus joins: two changes there are more than their sum.
    joined: BTreeSet<(BracketIx, BracketIx)>,
    /// Brackets that some rule or red line in question speaks of.
    bound: BTreeSet<BracketIx>,
    /// Whether the package itself keeps those rules and red lines.
    kept: bool,
    found: BTreeMap<[PartyIx; 2], Found>,
    nodes: u64,
}

/// The trades of two parties: the best of each pair of brackets, and how many there are.
#[derive(Default)]
struct Found {
    best: Vec<Trade>,
    trades: u64,
}

impl<'a> Market<'a> {
    fn new(problem: &'a Problem, package: &'a Package, scope: Scope) -> Self {
        let red_lines = problem.stances().rows().flat_map(|s| s.red_lines.rows());
        let rules = problem.rules().rows();
        let rules: Vec<&Rule> = match scope {
            Scope::Possible => rules.collect(),
            Scope::WithinRedLines | Scope::Acceptable => rules.chain(red_lines).collect(),
        };
        let here = problem.scores(package);
        let mut offers: BTreeMap<_, Vec<Offer>> = BTreeMap::new();
        for change in problem.changes_from(package) {
            let there = problem.scores(&changed(package, &[change]));
            let apart = there.rows().zip(here.rows()).map(|(a, b)| *a - *b);
            let offer = Offer::new(change, apart.collect());
            offers.entry(change.bracket).or_default().push(offer);
        }
        Self {
            problem,
            package,
            scope,
            offers,
            joined: joined(problem),
            bound: rules.iter().flat_map(|rule| rule.brackets()).collect(),
            kept: rules.iter().all(|rule| rule.admits(package)),
            found: BTreeMap::new(),
            nodes: 0,
        }
    }

    /// Looks at every two changes of two brackets.
    fn look(&mut self, one: BracketIx, other: BracketIx) {
        let mut best: BTreeMap<[PartyIx; 2], (Trade, u64)> = BTreeMap::new();
        let offers = |bracket| self.offers.get(&bracket).into_iter().flatten();
        let mut nodes = 0;
        for first in offers(one) {
            for second in offers(other) {
                nodes += 1;
                let Some(trade) = self.trade(first, second) else {
                    continue;
                };
                for parties in crosswise(first, second) {
                    if !trade.is_between(parties) {
                        continue;
                    }
                    let entry = best.entry(parties);
                    let (known, count) = entry.or_insert_with(|| (trade.clone(), 0));
                    *count += 1;
                    if trade.rank(parties) < known.rank(parties) {
                        *known = trade.clone();
                    }
                }
            }
        }
        self.nodes += nodes;
        for (parties, (trade, count)) in best {
            let found = self.found.entry(parties).or_default();
            found.best.push(trade);
            found.trades += count;
        }
    }

    /// The trade of two changes, if it can be one between some two parties.
    fn trade(&self, first: &Offer, second: &Offer) -> Option<Trade> {
        let meets = |one: &[u64], other: &[u64]| one.iter().zip(other).any(|(a, b)| a & b != 0);
        let there = meets(&first.gaining, &second.losing);
        if !(there && meets(&first.losing, &second.gaining)) {
            return None;
        }
        let changes = [first.change, second.change];
        let brackets = (first.change.bracket, second.change.bracket);
        let trade = if self.joined.contains(&brackets) {
            self.problem.trade(self.package, changes)?
        } else {
            let pairs = first.apart.rows().zip(second.apart.rows());
            Trade {
                changes,
                apart: [first.apart.clone(), second.apart.clone()],
                together: pairs.map(|(a, b)| *a + *b).collect(),
            }
        };
        let free = !self.bound.contains(&brackets.0) && !self.bound.contains(&brackets.1);
        let within = if free && self.scope != Scope::Acceptable {
            self.kept
        } else {
            let reached = changed(self.package, &changes);
            self.problem.is_within(&reached, self.scope)
        };
        within.then_some(trade)
    }

    fn exchanges(self, best_max: usize) -> Vec<Exchange> {
        let mut found = self.found;
        let exchange = |parties| {
            let found: Found = found.remove(&parties)?;
            let of = Exchange::of(parties, found.best, best_max);
            Some(Exchange {
                trades: found.trades,
                ..of
            })
        };
        let all = pairs(self.problem.stances().len());
        all.into_iter().filter_map(exchange).collect()
    }
}

impl Offer {
    fn new(change: Change, apart: Table<PartyIx, Score>) -> Self {
        let words = apart.len().div_ceil(64);
        let bits = |holds: fn(&Score) -> bool| {
            let mut bits = vec![0_u64; words];
            for (place, _) in apart.rows().enumerate().filter(|(_, score)| holds(score)) {
                if let Some(word) = bits.get_mut(place / 64) {
                    *word |= 1 << (place % 64);
                }
            }
            bits
        };
        let (gaining, losing) = (bits(|s| *s > Score::ZERO), bits(|s| *s < Score::ZERO));
        Self {
            change,
            apart,
            gaining,
            losing,
        }
    }
}

/// Every two parties of whom one gains by the first change and loses by the second, and the other
/// the reverse.
fn crosswise(first: &Offer, second: &Offer) -> Vec<[PartyIx; 2]> {
    let both = |one: &[u64], other: &[u64]| {
        let words: Vec<u64> = one.iter().zip(other).map(|(a, b)| a & b).collect();
        let held = (0..words.len() * 64).filter(|at| {
            words
                .get(at / 64)
                .is_some_and(|word| word >> (at % 64) & 1 == 1)
        });
        held.filter_map(PartyIx::from_position).collect::<Vec<_>>()
    };
    let there = both(&first.gaining, &second.losing);
    let back = both(&first.losing, &second.gaining);
    let of = |one: &PartyIx| {
        let one = *one;
        back.iter()
            .map(move |other| [one.min(*other), one.max(*other)])
    };
    there.iter().flat_map(of).collect()
}

/// The pairs of brackets that lie in one bonus.
fn joined(problem: &Problem) -> BTreeSet<(BracketIx, BracketIx)> {
    let bonuses = problem.stances().rows().flat_map(|stance| &stance.bonuses);
    let brackets = |pattern: &Pattern| {
        let parts = pattern.parts().iter();
        parts.map(|(bracket, _)| *bracket).collect::<BTreeSet<_>>()
    };
    let mut joined = BTreeSet::new();
    for bonus in bonuses {
        let brackets = brackets(&bonus.pattern);
        for one in &brackets {
            joined.extend(brackets.range(one..).skip(1).map(|other| (*one, *other)));
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arbitrary::{Shape, problems, small};
    use problem::Watch;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_trades_are_those_of_the_definition(
            problem in problems(small()),
            pick in any::<prop::sample::Index>(),
            best_max in 0..4_usize,
        ) {
            let packages: Vec<Package> = problem.packages().collect();
            let package = &packages[pick.index(packages.len())];
            for scope in [Scope::Possible, Scope::WithinRedLines, Scope::Acceptable] {
                let watch = Watch::new();
                let effort = Effort::unbounded(&watch);
                let claim = trades(&problem, (package, scope), best_max, &effort);
                prop_assert_eq!(claim.answer, problem.trades(package, scope, best_max));
            }
        }

        #[test]
        fn a_small_effort_gives_trades_that_are_true(
            problem in problems(Shape { brackets: 4..=5, ..small() }),
            nodes_max in 0..30_u64,
        ) {
            let watch = Watch::new();
            let effort = Effort { nodes_max, ..Effort::unbounded(&watch) };
            let package = problem.packages().next().unwrap();
            let claim = trades(&problem, (&package, Scope::Possible), 9, &effort);
            for exchange in claim.answer {
                for trade in exchange.best {
                    prop_assert!(trade.is_between(exchange.parties));
                    prop_assert_eq!(problem.trade(&package, trade.changes), Some(trade));
                }
            }
        }
    }
}
