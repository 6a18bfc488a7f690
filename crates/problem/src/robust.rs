//! Packages under everything that parties may want, as far as they have said it: how often a
//! package is accepted, how often no other improves on it, and what is lost by it (stochastic
//! multicriteria acceptability analysis, SMAA: Lahdelma and Salminen 2001).
//!
//! A draw is one value function for each party. This page says what is true of a package in one
//! draw, exactly; how often it is true over many draws is counted, and told as an interval.

use crate::statement::{Statements, ValueFunction};
use crate::{Package, PartyIx, Table};
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};

/// The packages that are compared, and the parties that compare them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lineup {
    parties: Table<PartyIx, Statements>,
    packages: Vec<Package>,
    barred: Table<PartyIx, Vec<bool>>,
}

/// Why packages cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LineupError {
    /// The parts do not fit together.
    #[error("the packages, the parties and what they bar do not fit together")]
    Misfit,
    /// Too many.
    #[error(
        "more than {} packages cannot be compared at once",
        Lineup::PACKAGES_MAX
    )]
    TooMany,
}

/// What is true of each package in one draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// Whether each party accepts it: it is worth no less than no deal, and is not barred.
    pub accepted: Table<PartyIx, Vec<bool>>,
    /// Whether no other of them gives some party more and none less.
    pub efficient: Vec<bool>,
    /// How many of them each party likes better.
    pub better: Table<PartyIx, Vec<usize>>,
    /// How much less it is worth to each party than the best of them, as a part of the whole.
    pub regret: Table<PartyIx, Vec<BigRational>>,
}

/// In how many of so many draws something was true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// In how many.
    pub count: u64,
    /// Of how many.
    pub of: u64,
    /// As many draws that do not depend on each other tell as much.
    pub independent: u64,
}

/// What a batch of draws, or all of them, comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// How many draws.
    pub draws: u64,
    /// How many batches.
    pub batches: u64,
    /// How often each party accepts each package.
    pub accepted: Table<PartyIx, Vec<Often>>,
    /// How often all accept it.
    pub by_all: Vec<Often>,
    /// How often it is efficient.
    pub efficient: Vec<Often>,
    /// How often so many packages are liked better, by party and package.
    pub better: Table<PartyIx, Vec<Vec<u64>>>,
    /// What is lost by it, by party.
    pub regret: Table<PartyIx, Vec<Loss>>,
}

/// How often something was true, with the squares of what was counted in each batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Often {
    /// In how many draws.
    pub count: u64,
    /// The squares of the counts of the batches, added up.
    pub squares: u128,
}

/// What is lost, in millionths of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Loss {
    /// Added up over all draws.
    pub sum: u128,
    /// The most in any draw.
    pub worst: u64,
}

impl Lineup {
    /// The most packages that are compared at once.
    pub const PACKAGES_MAX: usize = 64;

    /// These packages under what these parties have said; what a party bars it accepts in no draw.
    ///
    /// # Errors
    /// When a package is not one of the parties' options, or there are too many.
    pub fn new(
        parties: Table<PartyIx, Statements>,
        packages: Vec<Package>,
        barred: Table<PartyIx, Vec<bool>>,
    ) -> Result<Self, LineupError> {
        if packages.len() > Self::PACKAGES_MAX {
            return Err(LineupError::TooMany);
        }
        let fits = |statements: &Statements, package: &Package| {
            let space = statements.space();
            package.iter().count() == space.sizes().len()
                && package
                    .iter()
                    .all(|(bracket, choice)| space.has(bracket, choice))
        };
        let all_fit = parties
            .rows()
            .all(|party| packages.iter().all(|package| fits(party, package)));
        let barred_fit = barred.len() == parties.len()
            && barred.rows().all(|barred| barred.len() == packages.len());
        if all_fit && barred_fit && !parties.is_empty() {
            Ok(Self {
                parties,
                packages,
                barred,
            })
        } else {
            Err(LineupError::Misfit)
        }
    }

    /// The parties, by what they have said.
    #[must_use]
    pub const fn parties(&self) -> &Table<PartyIx, Statements> {
        &self.parties
    }

    /// The packages.
    #[must_use]
    pub fn packages(&self) -> &[Package] {
        &self.packages
    }

    /// Which packages each party bars.
    #[must_use]
    pub const fn barred(&self) -> &Table<PartyIx, Vec<bool>> {
        &self.barred
    }

    /// What is true of each package in a draw.
    #[must_use]
    pub fn judge(&self, draw: &Table<PartyIx, ValueFunction>) -> Judged {
        let worth: Table<PartyIx, Vec<BigRational>> =
            draw.map(|function| self.packages.iter().map(|p| function.package(p)).collect());
        let accepted = draw.iter().map(|(party, function)| {
            let barred = self.barred.get(party).into_iter().flatten();
            let worth = worth.get(party).into_iter().flatten();
            let each = worth.zip(barred);
            each.map(|(worth, barred)| !barred && *worth >= function.no_deal)
                .collect()
        });
        let at = |party: PartyIx, place: usize| worth.get(party).and_then(|w| w.get(place));
        let improves = |on: usize, by: usize| {
            let parties = || worth.ids();
            parties().all(|party| at(party, by) >= at(party, on))
                && parties().any(|party| at(party, by) > at(party, on))
        };
        let count = self.packages.len();
        let better = |worth: &Vec<BigRational>| {
            let each = worth.iter();
            each.map(|own| worth.iter().filter(|other| *other > own).count())
                .collect()
        };
        let regret = |worth: &Vec<BigRational>| {
            let best = worth
                .iter()
                .max()
                .cloned()
                .unwrap_or_else(BigRational::zero);
            worth.iter().map(|own| &best - own).collect()
        };
        Judged {
            accepted: accepted.collect(),
            efficient: (0..count)
                .map(|on| !(0..count).any(|by| improves(on, by)))
                .collect(),
            better: worth.map(better),
            regret: worth.map(regret),
        }
    }
}

impl Counts {
    /// Nothing counted yet, for so many parties and packages.
    #[must_use]
    pub fn none(parties: usize, packages: usize) -> Self {
        fn of<V: Clone>(parties: usize, value: V) -> Table<PartyIx, V> {
            Table::new(vec![value; parties])
        }
        Self {
            draws: 0,
            batches: 0,
            accepted: of(parties, vec![Often::default(); packages]),
            by_all: vec![Often::default(); packages],
            efficient: vec![Often::default(); packages],
            better: of(parties, vec![vec![0; packages]; packages]),
            regret: of(parties, vec![Loss::default(); packages]),
        }
    }

    /// Takes other batches in. The order in which batches are taken does not matter.
    pub fn take(&mut self, other: &Self) {
        fn often(own: &mut [Often], other: &[Often]) {
            for (own, other) in own.iter_mut().zip(other) {
                own.count += other.count;
                own.squares += other.squares;
            }
        }
        fn each<V>(
            own: &mut Table<PartyIx, V>,
            other: &Table<PartyIx, V>,
            with: impl Fn(&mut V, &V),
        ) {
            for (party, other) in other.iter() {
                if let Some(own) = own.get_mut(party) {
                    with(own, other);
                }
            }
        }
        self.draws += other.draws;
        self.batches += other.batches;
        each(&mut self.accepted, &other.accepted, |own, other| {
            often(own, other)
        });
        often(&mut self.by_all, &other.by_all);
        often(&mut self.efficient, &other.efficient);
        each(&mut self.better, &other.better, |own, other| {
            let cells = own.iter_mut().flatten().zip(other.iter().flatten());
            cells.for_each(|(own, other)| *own += other);
        });
        each(&mut self.regret, &other.regret, |own, other| {
            for (own, other) in own.iter_mut().zip(other) {
                own.sum += other.sum;
                own.worst = own.worst.max(other.worst);
            }
        });
    }

    /// How often a party accepts a package.
    #[must_use]
    pub fn acceptance(&self, party: PartyIx, package: usize) -> Share {
        self.share(self.accepted.get(party).and_then(|each| each.get(package)))
    }

    /// How often all accept a package.
    #[must_use]
    pub fn consent(&self, package: usize) -> Share {
        self.share(self.by_all.get(package))
    }

    /// How often a package is efficient.
    #[must_use]
    pub fn efficiency(&self, package: usize) -> Share {
        self.share(self.efficient.get(package))
    }

    /// How often a party likes no other of the packages better.
    #[must_use]
    pub fn first(&self, party: PartyIx, package: usize) -> u64 {
        let ranks = self.better.get(party).and_then(|each| each.get(package));
        ranks.and_then(|ranks| ranks.first()).copied().unwrap_or(0)
    }

    /// What a party loses by a package, on average and at worst, in ten-thousandths of the whole,
    /// the parts left over counted as one.
    #[must_use]
    pub fn lost(&self, party: PartyIx, package: usize) -> (u64, u64) {
        let loss = self.regret.get(party).and_then(|each| each.get(package));
        let loss = loss.copied().unwrap_or_default();
        let mean = loss.sum.div_ceil(u128::from(self.draws.max(1)) * 100);
        (
            u64::try_from(mean).unwrap_or(u64::MAX),
            loss.worst.div_ceil(100),
        )
    }

    /// What was counted, with how much it tells: draws of one batch depend on each other, so the
    /// counts of the batches spread wider than those of draws that do not, and as much wider as
    /// they spread, as many fewer draws are counted (batch means; Geyer 1992).
    fn share(&self, often: Option<&Often>) -> Share {
        let often = often.copied().unwrap_or_default();
        let (count, of) = (often.count, self.draws);
        let misses = of.saturating_sub(count);
        if count == 0 || misses == 0 || self.batches < 2 {
            // Without a spread to go by, a batch tells as much as one draw.
            let independent = self.batches;
            return Share {
                count,
                of,
                independent,
            };
        }
        // Between batches: (B Σk² - (Σk)²) / (B (B - 1)). By chance alone: Σk (n - Σk) / (n B).
        let [k, m, n, b] = [count, misses, of, self.batches].map(BigUint::from);
        let between = &b * BigUint::from(often.squares);
        let square = &k * &k;
        let between = if between > square {
            between - square
        } else {
            BigUint::zero()
        };
        let between = between * &n;
        let chance = &k * &m * (&b - 1_u32);
        let independent = if between <= chance {
            of
        } else {
            let fewer = &n * chance / between;
            fewer.to_u64().unwrap_or(of).max(1)
        };
        Share {
            count,
            of,
            independent,
        }
    }
}

impl Share {
    /// The interval of Wilson 1927 at 95 per cent, in ten-thousandths, rounded outwards; none
    /// where nothing was drawn.
    #[must_use]
    pub fn interval(&self) -> Option<(u32, u32)> {
        if self.of == 0 || self.independent == 0 {
            return None;
        }
        let [k, of, n] = [self.count, self.of, self.independent].map(u128::from);
        // With p = k / of and z = 1.96 the bounds are
        // (2np + z² ∓ z √(z² + 4np(1 - p))) / (2 (n + z²)); everything times `scale`.
        let scale = BigUint::from(1_000_000_000_000_u64);
        let z = |times: &BigUint| times * BigUint::from(196_u32) / BigUint::from(100_u32);
        let hits = BigUint::from(n * 2 * k) * &scale / BigUint::from(of);
        let square = z(&z(&scale));
        let spread = BigUint::from(4 * n * k) * BigUint::from(of - k) * &scale
            / (BigUint::from(of) * BigUint::from(of));
        let root = z(&((&square + spread) * &scale).sqrt());
        let below = (BigUint::from(n) * &scale + &square) * 2_u32;
        let middle = hits + square;
        let parts = BigUint::from(10_000_u32);
        let low = if middle > root {
            &middle - &root
        } else {
            BigUint::zero()
        };
        let low = low * &parts / &below;
        let high = ((middle + root) * &parts + (&below - 1_u32)) / &below;
        let low = if k == 0 { 0 } else { low.to_u32().unwrap_or(0) };
        let high = if k == of {
            10_000
        } else {
            high.to_u32().unwrap_or(10_000).min(10_000)
        };
        Some((low, high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(count: u64, of: u64) -> (u32, u32) {
        let share = Share {
            count,
            of,
            independent: of,
        };
        share.interval().unwrap()
    }

    /// 0.2553 to 0.3662 for 81 of 263 and so on, as Newcombe 1998 has them (*Two-sided confidence
    /// intervals for the single proportion*, table I, method 3), rounded outwards.
    #[test]
    fn the_interval_is_that_of_wilson() {
        assert_eq!(interval(81, 263), (2_552, 3_663));
        assert_eq!(interval(15, 148), (623, 1_605));
        assert_eq!(interval(0, 20), (0, 1_612));
        assert_eq!(interval(1, 29), (61, 1_718));
        assert_eq!(interval(20, 20), (8_388, 10_000));
    }

    #[test]
    fn draws_that_depend_on_each_other_count_for_fewer() {
        // Four batches of ten: all alike within each batch.
        let mut counts = Counts::none(1, 1);
        counts.draws = 40;
        counts.batches = 4;
        let often = |batches: [u64; 4]| Often {
            count: batches.iter().sum(),
            squares: batches.iter().map(|k| u128::from(k * k)).sum(),
        };
        counts.by_all = vec![often([10, 0, 10, 0])];
        assert_eq!(counts.consent(0).independent, 3);
        counts.by_all = vec![often([5, 5, 5, 5])];
        assert_eq!(counts.consent(0).independent, 40);
        counts.by_all = vec![often([10, 10, 10, 10])];
        assert_eq!(counts.consent(0).independent, 4);
    }
}
