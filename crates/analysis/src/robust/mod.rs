//! Packages under many value functions that agree with what was said: seeded draws, counted.
//!
//! Draws come in batches, each with a seed of its own and its own walk from an inner point, so a
//! batch is the same wherever it is worked on, and batches may be taken in any order. A walk
//! changes one quantity at a time within what the others leave it (Gibbs sampling of a uniform
//! density, also called coordinate hit-and-run: Smith 1984, Turchin 1971; for SMAA Tervonen, van
//! Valkenhoef, Baştürk and Postmus 2013).
//!
//! Weights are drawn from all that add up to 1, the worth of an option from 0 to the weight of its
//! bracket, no deal from 0 to 1, each evenly but for what was said. That evenness is a choice: with
//! [`Spread::Near`] weights lie nearer to each other.

mod count;
mod point;
mod walk;

#[cfg(test)]
mod tests;

use crate::statement::inside;
use count::Judge;
pub(crate) use point::{Point, least, places};
use problem::robust::{Counts, Lineup};
use problem::statement::ValueFunction;
use problem::{Bound, Claim, Effort, Index, PartyIx, Reach, Table};
use rayon::prelude::*;
use walk::{Ground, Walk};

/// How weights are spread where nothing was said of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spread {
    /// Every division of the whole is as likely.
    Even,
    /// Divisions in which brackets count alike are more likely: as the product of the weights.
    Near,
}

/// Which draws are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Draws {
    /// What all of them follow from.
    pub seed: u64,
    /// How many; made up to whole batches.
    pub count: u64,
    /// How weights are spread.
    pub spread: Spread,
}

impl Draws {
    /// How many draws make a batch.
    pub const BATCH: u64 = 250;

    /// How many batches they are.
    #[must_use]
    pub const fn batches(&self) -> u64 {
        self.count.div_ceil(Self::BATCH)
    }
}

/// A line-up made ready to be drawn for.
pub struct Robust<'l> {
    lineup: &'l Lineup,
    grounds: Table<PartyIx, Ground>,
}

const METHOD: &str = "seeded draws of value functions that agree, one quantity at a time (Gibbs)";

impl<'l> Robust<'l> {
    /// Makes a line-up ready: finds a point for each party from which to walk. Nothing where what a
    /// party says does not hold together, or the effort ran out.
    #[must_use]
    pub fn ready(lineup: &'l Lineup, effort: &Effort<'_>) -> Option<Self> {
        let each = lineup.parties().rows();
        let starts = each.map(|party| Some(Point::of(party, &inside(party, effort).answer?)));
        let starts: Option<Vec<Point>> = starts.collect();
        Some(Self::at(lineup, starts?))
    }

    /// A line-up made ready at points that are known to agree, one for each party.
    pub(crate) fn at(lineup: &'l Lineup, starts: Vec<Point>) -> Self {
        let parties = lineup.parties().rows().zip(starts);
        Self {
            lineup,
            grounds: parties
                .map(|(party, start)| Ground::new(party, start))
                .collect(),
        }
    }

    /// The line-up.
    #[must_use]
    pub const fn lineup(&self) -> &'l Lineup {
        self.lineup
    }

    /// How many options each bracket has.
    pub(crate) fn sizes(&self) -> Vec<usize> {
        let first = self.lineup.parties().rows().next();
        let sizes = first
            .into_iter()
            .flat_map(|party| party.space().sizes().rows());
        sizes.map(|size| usize::from(*size)).collect()
    }

    /// The draws of a batch: a point for each party.
    pub(crate) fn points(&self, draws: &Draws, number: u64) -> Vec<Vec<Point>> {
        let mut all = Vec::new();
        self.walk(draws, number, |walks| {
            all.push(walks.iter().map(|walk| walk.point().clone()).collect());
        });
        all
    }

    /// One batch: what its draws come to. It depends on the draws and its number alone.
    #[must_use]
    pub fn batch(&self, draws: &Draws, number: u64) -> Counts {
        let mut judge = Judge::of(self.lineup);
        self.walk(draws, number, |walks| judge.take(walks));
        judge.finish()
    }

    /// The value functions of a batch, draw by draw, as exact fractions.
    #[must_use]
    pub fn functions(&self, draws: &Draws, number: u64) -> Vec<Table<PartyIx, ValueFunction>> {
        let points = self.points(draws, number).into_iter();
        points
            .map(|draw| draw.iter().map(Point::function).collect())
            .collect()
    }

    fn walk(&self, draws: &Draws, number: u64, mut each: impl FnMut(&[Walk<'_>])) {
        let mut walks: Vec<Walk<'_>> = self
            .grounds
            .iter()
            .map(|(party, ground)| {
                let place = u64::try_from(Index::position(party)).unwrap_or(u64::MAX);
                Walk::begin(ground, draws, number, place)
            })
            .collect();
        for _ in 0..Draws::BATCH {
            walks.iter_mut().for_each(Walk::go);
            each(&walks);
        }
    }

    /// All draws, counted; where somebody stops the work, those of the batches that were finished.
    #[must_use]
    pub fn counts(&self, draws: &Draws, effort: &Effort<'_>) -> Claim<Counts> {
        let batches = draws.batches();
        let most = effort.nodes_max / Draws::BATCH;
        let wanted = batches.min(most);
        let (parties, packages) = (self.grounds.len(), self.lineup.packages().len());
        let mut counts = Counts::none(parties, packages);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(effort.threads.get());
        let pool = pool.build().ok();
        let step = u64::try_from(effort.threads.get()).unwrap_or(1).max(1) * 2;
        let mut next = 0;
        while next < wanted && !effort.watch.is_stopped() {
            let end = wanted.min(next.saturating_add(step));
            let some: Vec<Counts> = match &pool {
                Some(pool) => pool.install(|| {
                    let numbers = (next..end).into_par_iter();
                    numbers.map(|number| self.batch(draws, number)).collect()
                }),
                None => (next..end)
                    .map(|number| self.batch(draws, number))
                    .collect(),
            };
            some.iter().for_each(|batch| counts.take(batch));
            next = end;
            effort.watch.report(next, batches);
        }
        Claim {
            nodes: counts.draws,
            answer: counts,
            method: METHOD,
            reach: if next == batches {
                Reach::Complete
            } else {
                Reach::Stopped(Bound::Unknown)
            },
        }
    }
}
