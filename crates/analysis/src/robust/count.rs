//! What is true of packages in a draw, counted.
#![expect(
    clippy::float_arithmetic,
    reason = "draws are floats; what is counted and told are whole numbers"
)]
#![expect(
    clippy::indexing_slicing,
    reason = "tables of one line-up, sized where they are made"
)]

use super::point::places;
use super::walk::Walk;
use problem::robust::{Counts, Lineup, Loss, Often};

/// A batch in the making.
pub(super) struct Judge<'l> {
    lineup: &'l Lineup,
    /// The options of each package by place.
    options: Vec<Vec<usize>>,
    /// What each package is worth to each party in the draw at hand.
    worth: Vec<Vec<f64>>,
    draws: u64,
    accepted: Vec<Vec<u64>>,
    by_all: Vec<u64>,
    efficient: Vec<u64>,
    better: Vec<Vec<Vec<u64>>>,
    regret: Vec<Vec<Loss>>,
}

impl<'l> Judge<'l> {
    pub(super) fn of(lineup: &'l Lineup) -> Self {
        let (parties, packages) = (lineup.parties().len(), lineup.packages().len());
        let options = lineup.packages().iter().map(places);
        Self {
            lineup,
            options: options.collect(),
            worth: vec![vec![0.0; packages]; parties],
            draws: 0,
            accepted: vec![vec![0; packages]; parties],
            by_all: vec![0; packages],
            efficient: vec![0; packages],
            better: vec![vec![vec![0; packages]; packages]; parties],
            regret: vec![vec![Loss::default(); packages]; parties],
        }
    }

    /// Counts a draw: one value function for each party.
    pub(super) fn take(&mut self, walks: &[Walk<'_>]) {
        self.draws += 1;
        for (worth, walk) in self.worth.iter_mut().zip(walks) {
            for (worth, options) in worth.iter_mut().zip(&self.options) {
                *worth = walk.point().worth(options);
            }
        }
        for package in 0..self.options.len() {
            let mut by_all = true;
            for (party, (walk, barred)) in walks.iter().zip(self.lineup.barred().rows()).enumerate()
            {
                let accepts =
                    !barred[package] && self.worth[party][package] >= walk.point().no_deal;
                by_all &= accepts;
                self.accepted[party][package] += u64::from(accepts);
            }
            self.by_all[package] += u64::from(by_all);
            let improved = (0..self.options.len()).any(|by| self.improves(package, by));
            self.efficient[package] += u64::from(!improved);
        }
        for party in 0..walks.len() {
            self.lose(party);
        }
    }

    fn improves(&self, on: usize, by: usize) -> bool {
        let mut gains = false;
        for worth in &self.worth {
            if worth[by] < worth[on] {
                return false;
            }
            gains |= worth[by] > worth[on];
        }
        gains
    }

    fn lose(&mut self, party: usize) {
        let worth = &self.worth[party];
        let best = worth.iter().copied().fold(0.0, f64::max);
        for (package, own) in worth.iter().enumerate() {
            let better = worth.iter().filter(|other| *other > own).count();
            self.better[party][package][better] += 1;
            // From 0 to a million: in range, and cut to the millionth below.
            let lost = ((best - own) * 1_000_000.0) as u64;
            let loss = &mut self.regret[party][package];
            loss.sum += u128::from(lost);
            loss.worst = loss.worst.max(lost);
        }
    }

    pub(super) fn finish(self) -> Counts {
        let often = |counts: Vec<u64>| -> Vec<Often> {
            let each = counts.into_iter().map(|count| Often {
                count,
                squares: u128::from(count) * u128::from(count),
            });
            each.collect()
        };
        Counts {
            draws: self.draws,
            batches: 1,
            accepted: self.accepted.into_iter().map(often).collect(),
            by_all: often(self.by_all),
            efficient: often(self.efficient),
            better: self.better.into_iter().collect(),
            regret: self.regret.into_iter().collect(),
        }
    }
}
