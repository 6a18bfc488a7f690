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
use rayon::ThreadPool;
use rayon::prelude::*;
use std::ops::Range;
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

    /// How many batches make a part that a process takes.
    pub const PART: u64 = 8;

    /// How many parts they are.
    #[must_use]
    pub const fn parts(&self) -> u64 {
        self.batches().div_ceil(Self::PART)
    }

    /// How many batches they are.
    #[must_use]
    pub const fn batches(&self) -> u64 {
        self.count.div_ceil(Self::BATCH)
    }
}

/// Where the batches of draws are shared out among processes: parts of [`Draws::PART`] batches.
pub trait Sharing {
    /// Why it cannot go on.
    type Fault;

    /// What there is to do; where others work on all that is left, it waits a moment.
    ///
    /// # Errors
    /// When it cannot be told.
    fn next(&mut self) -> Result<Next, Self::Fault>;

    /// Gives what a part comes to.
    ///
    /// # Errors
    /// When it cannot be kept.
    fn give(&mut self, part: u64, counts: &Counts) -> Result<(), Self::Fault>;

    /// What the parts come to that were given so far, by whomever.
    ///
    /// # Errors
    /// When they cannot be read.
    fn given(&mut self) -> Result<Vec<Counts>, Self::Fault>;
}

/// What there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// The part of this number.
    Part(u64),
    /// Nothing now: others work on what is left.
    Wait,
    /// Nothing more: all parts are given.
    Done,
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
        let pool = threads(effort);
        let step = u64::try_from(effort.threads.get()).unwrap_or(1).max(1) * 2;
        let mut next = 0;
        while next < wanted && !effort.watch.is_stopped() {
            let end = wanted.min(next.saturating_add(step));
            counts.take(&self.some(draws, next..end, pool.as_ref()));
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

    /// These batches, counted.
    fn some(&self, draws: &Draws, which: Range<u64>, pool: Option<&ThreadPool>) -> Counts {
        let each: Vec<Counts> = match pool {
            Some(pool) => pool.install(|| {
                let numbers = which.into_par_iter();
                numbers.map(|number| self.batch(draws, number)).collect()
            }),
            None => which.map(|number| self.batch(draws, number)).collect(),
        };
        let mut counts = Counts::none(self.grounds.len(), self.lineup.packages().len());
        each.iter().for_each(|batch| counts.take(batch));
        counts
    }

    /// All draws, of which this process does as many parts as it comes to; the counts are those of
    /// [`Robust::counts`], whoever did which part. Where somebody stops the work, what was given by
    /// then.
    ///
    /// # Errors
    /// When the parts cannot be shared any more.
    pub fn shared<S: Sharing>(
        &self,
        draws: &Draws,
        sharing: &mut S,
        effort: &Effort<'_>,
    ) -> Result<Claim<Counts>, S::Fault> {
        let pool = threads(effort);
        let mut last = 0;
        while !effort.watch.is_stopped() {
            match sharing.next()? {
                Next::Part(part) => {
                    let first = part.saturating_mul(Draws::PART);
                    let end = first.saturating_add(Draws::PART).min(draws.batches());
                    let counts = self.some(draws, first..end, pool.as_ref());
                    sharing.give(part, &counts)?;
                    last = last.max(end);
                    effort.watch.report(last, draws.batches());
                }
                Next::Wait => {}
                Next::Done => break,
            }
        }
        let mut counts = Counts::none(self.grounds.len(), self.lineup.packages().len());
        sharing.given()?.iter().for_each(|part| counts.take(part));
        let is_whole = counts.batches == draws.batches();
        Ok(Claim {
            nodes: counts.draws,
            answer: counts,
            method: METHOD,
            reach: if is_whole {
                Reach::Complete
            } else {
                Reach::Stopped(Bound::Unknown)
            },
        })
    }
}

fn threads(effort: &Effort<'_>) -> Option<ThreadPool> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(effort.threads.get());
    pool.build().ok()
}
