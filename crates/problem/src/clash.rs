//! Clashes: the smallest sets of demands that no package meets together, and the smallest sets
//! that must be given up so that some package meets the rest.
//!
//! Reiter (1987) calls them conflict sets and diagnoses; Liffiton and Sakallah (2008) minimal
//! unsatisfiable subsets and minimal correction sets.

use crate::{Demand, Package, Problem};

/// A smallest set of demands that no package meets together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clash {
    /// The demands, in their order in the problem.
    pub demands: Vec<Demand>,
    /// For each of them in turn, a package that meets all the others.
    pub without: Vec<Package>,
}

/// A smallest set of demands to give up so that some package meets all the others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Correction {
    /// The demands given up, in their order in the problem.
    pub demands: Vec<Demand>,
    /// A package that meets all the others.
    pub witness: Package,
}

/// Every clash and every correction among a set of demands.
///
/// Each correction meets every clash, and each clash every correction; where nothing clashes, the
/// one correction gives up nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clashes {
    /// The clashes, the smallest first.
    pub clashes: Vec<Clash>,
    /// The corrections, the smallest first.
    pub corrections: Vec<Correction>,
}

impl Clashes {
    /// Puts both lists into their order: the smallest first, then by the demands.
    pub fn sort(&mut self) {
        self.clashes
            .sort_by(|a, b| (a.demands.len(), &a.demands).cmp(&(b.demands.len(), &b.demands)));
        self.corrections
            .sort_by(|a, b| (a.demands.len(), &a.demands).cmp(&(b.demands.len(), &b.demands)));
    }
}

impl Problem {
    /// Every clash and correction among these demands, by trying each of their subsets.
    ///
    /// Slow: it refuses more than 20 demands.
    #[must_use]
    pub fn clashes(&self, demands: &[Demand]) -> Option<Clashes> {
        if demands.len() > 20 {
            return None;
        }
        let met = |package: &Package| {
            let bits = demands.iter().enumerate();
            bits.filter(|(_, demand)| self.meets(package, **demand))
                .fold(0_u32, |set, (bit, _)| set | 1 << bit)
        };
        let mut met: Vec<(u32, Package)> = self.packages().map(|p| (met(&p), p)).collect();
        met.sort();
        met.dedup_by_key(|(set, _)| *set);
        let witness = |set: u32| met.iter().find(|(m, _)| m & set == set).map(|(_, p)| p);
        let subset = |set: u32| {
            let bits = demands.iter().enumerate();
            bits.filter(move |(bit, _)| set >> bit & 1 == 1)
                .map(|(_, demand)| *demand)
                .collect::<Vec<Demand>>()
        };
        let all = (1_u32 << demands.len()) - 1;
        let bits = |set: u32| (0..demands.len()).filter(move |bit| set >> bit & 1 == 1);
        let mut found = Clashes::default();
        for set in 0..=all {
            let less: Vec<_> = bits(set).map(|bit| witness(set & !(1 << bit))).collect();
            if witness(set).is_none() && less.iter().all(Option::is_some) {
                found.clashes.push(Clash {
                    demands: subset(set),
                    without: less.into_iter().flatten().cloned().collect(),
                });
            }
            let more = bits(all & !set).all(|bit| witness(set | 1 << bit).is_none());
            if let (Some(package), true) = (witness(set), more) {
                found.corrections.push(Correction {
                    demands: subset(all & !set),
                    witness: package.clone(),
                });
            }
        }
        found.sort();
        Some(found)
    }

    /// Whether a clash is as small as it says: leaving out any one demand, some package meets the
    /// rest. That no package meets all of them is [`Problem::package_meeting`]'s to say.
    #[must_use]
    pub fn is_minimal(&self, clash: &Clash) -> bool {
        let others = |left_out: usize, package: &Package| {
            let demands = clash.demands.iter().enumerate();
            demands
                .filter(|(place, _)| *place != left_out)
                .all(|(_, demand)| self.meets(package, *demand))
        };
        clash.without.len() == clash.demands.len()
            && clash
                .without
                .iter()
                .enumerate()
                .all(|(place, package)| self.fits(package) && others(place, package))
    }

    /// Whether giving up a correction's demands leaves a package that meets all the others.
    #[must_use]
    pub fn is_correction(&self, correction: &Correction, among: &[Demand]) -> bool {
        self.fits(&correction.witness)
            && among
                .iter()
                .filter(|demand| !correction.demands.contains(demand))
                .all(|demand| self.meets(&correction.witness, *demand))
    }

    /// Whether clashes and corrections fit together without the method that found them.
    ///
    /// Every clash and correction is checked against its witnesses; none contains another of its
    /// kind; and every correction gives up part of every clash. That nothing is missing, and that
    /// the clashes are clashes, [`Problem::clashes`] says on small problems.
    #[must_use]
    pub fn clashes_hold(&self, found: &Clashes, among: &[Demand]) -> bool {
        let clashes: Vec<_> = found.clashes.iter().map(|c| &c.demands).collect();
        let corrections: Vec<_> = found.corrections.iter().map(|c| &c.demands).collect();
        found.clashes.iter().all(|clash| self.is_minimal(clash))
            && found
                .corrections
                .iter()
                .all(|c| self.is_correction(c, among))
            && none_contains_another(&clashes)
            && none_contains_another(&corrections)
            && clashes.iter().all(|clash| {
                corrections
                    .iter()
                    .all(|c| c.iter().any(|d| clash.contains(d)))
            })
    }
}

fn none_contains_another(sets: &[&Vec<Demand>]) -> bool {
    sets.iter().enumerate().all(|(place, one)| {
        let mut others = sets.iter().enumerate().filter(|(other, _)| *other != place);
        !others.any(|(_, other)| one.iter().all(|demand| other.contains(demand)))
    })
}
