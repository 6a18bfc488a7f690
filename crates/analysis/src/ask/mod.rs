//! The next best question: which, to which party, is expected to tell most about which package to
//! pick, less what it costs to ask.
//!
//! Everything is worked out over draws that agree with what was said so far: a question parts them
//! by the answer, and it is worth what the best pick in each part gains over the best pick now.

mod proposal;
mod question;
pub mod trial;

#[cfg(test)]
mod tests;

use crate::robust::{Draws, Point, Robust, places};
use problem::ask::Ask;
use problem::robust::Lineup;
use problem::{Index, PartyIx};
pub use proposal::proposals;
pub use question::questions;
use rayon::prelude::*;

/// What asking costs, in ten-thousandths of a party's whole scale; nothing where it must not be
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
    /// How much better the pick is expected to be, in ten-thousandths of a party's scale.
    pub gain: u64,
    /// What asking costs, in the same.
    pub price: u64,
}

impl Worth {
    /// What is left of the gain when the price is paid.
    #[must_use]
    pub fn net(&self) -> i64 {
        let [gain, price] = [self.gain, self.price].map(|n| i64::try_from(n).unwrap_or(i64::MAX));
        gain.saturating_sub(price)
    }
}

/// The best pick among the packages of a line-up: its place, and the least gain of any party that
/// is expected of it, in millionths.
#[must_use]
pub fn pick(robust: &Robust<'_>, draws: &Draws) -> Option<(usize, i64)> {
    let known = Known::of(robust, draws);
    let (place, sum) = known.best_now()?;
    Some((place, sum / i64::try_from(known.points.len()).ok()?.max(1)))
}

/// The questions that are open, best first; questions of equal worth in their own order.
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
        let order = order.then(one.party.cmp(&other.party));
        order.then_with(|| one.ask.cmp(&other.ask))
    });
    worth
}

/// Draws, and how good each package is in each of them.
struct Known {
    /// A point for each party, draw by draw.
    points: Vec<Vec<Point>>,
    /// The least gain by package and draw, in millionths.
    gains: Vec<Vec<i64>>,
    totals: Vec<i64>,
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
        };
        known.weigh(robust.lineup())
    }

    /// The same draws, for the packages of a line-up.
    fn weigh(self, lineup: &Lineup) -> Self {
        let gains = lineup.packages().iter().enumerate().map(|(at, package)| {
            let is_barred = |barred: &Vec<bool>| barred.get(at).copied().unwrap_or(false);
            // What somebody bars is worth no more than no deal to anybody.
            let barred = lineup.barred().rows().any(is_barred);
            let most = if barred { 0 } else { i64::MAX };
            let options = places(package);
            let gain = |draw: &Vec<Point>| {
                let gains = draw.iter().map(|point| point.gain(&options));
                gains.min().unwrap_or(0).min(most)
            };
            self.points.iter().map(gain).collect()
        });
        let gains: Vec<Vec<i64>> = gains.collect();
        Self {
            totals: gains.iter().map(|gains| gains.iter().sum()).collect(),
            gains,
            points: self.points,
        }
    }

    fn best_now(&self) -> Option<(usize, i64)> {
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

    fn worth(&self, party: PartyIx, ask: &Ask) -> Option<Worth> {
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
            gain: u64::try_from(then - now).unwrap_or(0) / of / 100,
            price: 0,
        })
    }
}

/// The place of the greatest sum, the first of several.
fn best(sums: &[i64]) -> Option<(usize, i64)> {
    let each = sums.iter().copied().enumerate();
    each.reduce(|best, next| if next.1 > best.1 { next } else { best })
}
