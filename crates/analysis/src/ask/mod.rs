//! The next best question: which, to which party, is expected to tell most about which package to
//! pick, less what it costs to ask.
//!
//! Everything is worked out over draws that agree with what was said so far: a question parts them
//! by the answer, and it is worth what the best pick in each part gains over the best pick now
//! ([`problem::ask::gain`]). One answer alone often leaves the pick as it is although many would
//! not; so a question is worth its share in what is still open too: what one would gain by knowing
//! everything, as far as the answer tells which package is then best ([`Worth::promise`]).

mod proposal;
mod question;
pub mod trial;

#[cfg(test)]
mod tests;

use crate::robust::{Draws, Point, Robust, least, places};
use problem::ask::Ask;
use problem::robust::Lineup;
use problem::{Index, PartyIx};
pub use proposal::proposals;
pub use question::questions;
use rayon::prelude::*;

/// What asking costs, in millionths of a party's whole scale; nothing where it must not be
/// asked.
pub type Price<'p> = &'p dyn Fn(PartyIx, &Ask) -> Option<u64>;

/// What is known of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worth {
    /// To whom.
    pub party: PartyIx,
    /// The question.
    pub ask: Ask,
    /// How many of the draws give the first of its answers.
    pub first: u64,
    /// Of how many draws.
    pub of: u64,
    /// How much better the pick is expected to be, in millionths of a party's scale.
    pub gain: u64,
    /// Its share in what is still open, in the same: what the pick would gain if everything were
    /// known, times the part by which the answer makes it less likely that two draws differ in
    /// which package is best (the index of Gini, as in Breiman and others 1984).
    pub promise: u64,
    /// What asking costs, in the same.
    pub price: u64,
}

impl Worth {
    /// How evenly the answers part the draws: the draws of the one times those of the other.
    #[must_use]
    pub const fn evenness(&self) -> u64 {
        self.first
            .saturating_mul(self.of.saturating_sub(self.first))
    }

    /// What is left of gain and promise when the price is paid.
    #[must_use]
    pub fn net(&self) -> i64 {
        let worth = self.gain.saturating_add(self.promise);
        let [worth, price] = [worth, self.price].map(|n| i64::try_from(n).unwrap_or(i64::MAX));
        worth.saturating_sub(price)
    }
}

/// The best pick among the packages of a line-up: its place, and what the party served worst is
/// expected to have of it, in millionths of its scale.
#[must_use]
pub fn pick(robust: &Robust<'_>, draws: &Draws) -> Option<(usize, i64)> {
    let known = Known::of(robust, draws);
    let (place, sum) = known.best_now()?;
    Some((place, sum / i64::try_from(known.points.len()).ok()?.max(1)))
}

/// The questions that are open, best first; of those of equal worth the ones whose answer is least
/// known.
#[must_use]
pub fn worth_asking(
    robust: &Robust<'_>,
    draws: &Draws,
    asks: &[(PartyIx, Ask)],
    price: Price<'_>,
) -> Vec<Worth> {
    worth_asking_of(&Known::of(robust, draws), asks, price)
}

fn worth_asking_of(known: &Known, asks: &[(PartyIx, Ask)], price: Price<'_>) -> Vec<Worth> {
    let each = asks
        .par_iter()
        .filter_map(|(party, ask)| known.worth(*party, ask));
    let found: Vec<Worth> = each.collect();
    let priced = found.into_iter().filter_map(|worth| {
        let price = price(worth.party, &worth.ask)?;
        Some(Worth { price, ..worth })
    });
    let mut worth: Vec<Worth> = priced.collect();
    worth.sort_by(|one, other| {
        let order = other.net().cmp(&one.net());
        let order = order.then(other.evenness().cmp(&one.evenness()));
        let order = order.then(one.party.cmp(&other.party));
        order.then_with(|| one.ask.cmp(&other.ask))
    });
    worth
}

/// Draws, and how good each package is in each of them.
pub(crate) struct Known {
    /// A point for each party, draw by draw.
    points: Vec<Vec<Point>>,
    /// How good each package is in each draw, in millionths.
    gains: Vec<Vec<i64>>,
    totals: Vec<i64>,
    /// Which package is best in each draw.
    best_in: Vec<usize>,
    /// What the pick would gain if everything were known, over all draws.
    open: i64,
}

/// A question is open where each answer is given by at least one draw in so many.
const OPEN: usize = 33;

impl Known {
    fn of(robust: &Robust<'_>, draws: &Draws) -> Self {
        let batches = 0..draws.batches();
        let known = Self {
            points: batches
                .flat_map(|number| robust.points(draws, number))
                .collect(),
            gains: Vec::new(),
            totals: Vec::new(),
            best_in: Vec::new(),
            open: 0,
        };
        known.weigh(robust.lineup())
    }

    /// The same draws, for the packages of a line-up.
    fn weigh(self, lineup: &Lineup) -> Self {
        let gains = lineup.packages().iter().enumerate().map(|(at, package)| {
            let is_barred = |barred: &Vec<bool>| barred.get(at).copied().unwrap_or(false);
            // What somebody bars is worth nothing.
            let barred = lineup.barred().rows().any(is_barred);
            let options = places(package);
            let gain = |draw: &Vec<Point>| {
                if barred {
                    0
                } else {
                    least(draw, &options).max(0)
                }
            };
            self.points.iter().map(gain).collect()
        });
        let gains: Vec<Vec<i64>> = gains.collect();
        Self::of_gains(self.points, gains)
    }

    /// Draws, a point for each party, in which packages are as good as this.
    pub(crate) fn of_gains(points: Vec<Vec<Point>>, gains: Vec<Vec<i64>>) -> Self {
        let totals: Vec<i64> = gains.iter().map(|gains| gains.iter().sum()).collect();
        let draws = 0..points.len();
        let tops = draws.filter_map(|draw| {
            let column: Vec<i64> = gains
                .iter()
                .filter_map(|gains| gains.get(draw).copied())
                .collect();
            best(&column)
        });
        let (best_in, tops): (Vec<usize>, Vec<i64>) = tops.unzip();
        let now = best(&totals).map_or(0, |(_, sum)| sum);
        Self {
            open: tops.iter().sum::<i64>() - now,
            best_in,
            totals,
            gains,
            points,
        }
    }

    /// The place of the best package over all draws, and its sum.
    pub(crate) fn best_now(&self) -> Option<(usize, i64)> {
        best(&self.totals)
    }

    /// In which draws the first answer is true.
    fn says(&self, party: PartyIx, ask: &Ask) -> Vec<bool> {
        let place = Index::position(party);
        let points = self.points.iter().filter_map(|draw| draw.get(place));
        points.map(|point| point.says_first(ask)).collect()
    }

    fn is_open(&self, party: PartyIx, ask: &Ask) -> bool {
        let says = self.says(party, ask);
        let first = says.iter().filter(|first| **first).count();
        first * OPEN >= says.len() && (says.len() - first) * OPEN >= says.len()
    }

    /// What is known of a question; nothing where its answer is known.
    pub(crate) fn worth(&self, party: PartyIx, ask: &Ask) -> Option<Worth> {
        let says = self.says(party, ask);
        let (of, first) = (says.len(), says.iter().filter(|first| **first).count());
        if of == 0 || first * OPEN < of || (of - first) * OPEN < of {
            return None;
        }
        let sums = self.gains.iter().map(|gains| {
            let named = gains.iter().zip(&says).filter(|(_, first)| **first);
            named.map(|(gain, _)| *gain).sum()
        });
        let sums: Vec<i64> = sums.collect();
        let rest = self.totals.iter().zip(&sums).map(|(all, own)| all - own);
        let rest: Vec<i64> = rest.collect();
        let now = best(&self.totals)?.1;
        let then = best(&sums)?.1 + best(&rest)?.1;
        let [of, first] = [of, first].map(|count| u64::try_from(count).unwrap_or(u64::MAX));
        Some(Worth {
            party,
            ask: ask.clone(),
            first,
            of,
            gain: u64::try_from(then - now).unwrap_or(0) / of,
            promise: self.promise(&says) / of,
            price: 0,
        })
    }
}

impl Known {
    /// What is open, times the part of the doubt about the best package that an answer takes.
    fn promise(&self, says: &[bool]) -> u64 {
        let mut counts = vec![(0_u64, 0_u64); self.gains.len()];
        for (package, first) in self.best_in.iter().zip(says) {
            if let Some((one, other)) = counts.get_mut(*package) {
                *(if *first { one } else { other }) += 1;
            }
        }
        let squares = |of: fn(&(u64, u64)) -> u64| {
            counts
                .iter()
                .map(|each| u128::from(of(each)).pow(2))
                .sum::<u128>()
        };
        let one: u128 = counts.iter().map(|(one, _)| u128::from(*one)).sum();
        let other: u128 = counts.iter().map(|(_, other)| u128::from(*other)).sum();
        let all = one + other;
        if one == 0 || other == 0 {
            return 0;
        }
        // Doubt before: all² - Σ(a + b)²; after: all² - all (Σa² / one + Σb² / other).
        let before = squares(|(one, other)| one + other);
        let after =
            squares(|(one, _)| *one) * all / one + squares(|(_, other)| *other) * all / other;
        let doubt = (all * all).saturating_sub(before);
        let open = u128::from(u64::try_from(self.open).unwrap_or(0));
        let taken = after.saturating_sub(before) * open;
        u64::try_from(taken.checked_div(doubt).unwrap_or(0)).unwrap_or(u64::MAX)
    }
}

/// The place of the greatest sum, the first of several.
fn best(sums: &[i64]) -> Option<(usize, i64)> {
    let each = sums.iter().copied().enumerate();
    each.reduce(|best, next| if next.1 > best.1 { next } else { best })
}
