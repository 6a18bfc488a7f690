//! Figures about every package there is: how many, acceptable to whom, worth how much.

use crate::{Claim, Package, PartyIx, Problem, Reach, Score, Table};
use num_bigint::{BigInt, BigUint};

/// What there is to say of one party over all packages that keep the rules of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// The least that a package gives it, in its own units.
    pub least: Score,
    /// The most that a package gives it.
    pub most: Score,
    /// The sum over all packages; divided by how many there are, the mean.
    pub sum: BigInt,
    /// How many packages it accepts: no red line of its own crossed, no worse than no deal.
    pub accepted: BigUint,
}

/// Figures about all packages that keep the rules of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statistics {
    /// How many packages there are.
    pub packages: BigUint,
    /// How many of them every party accepts.
    pub acceptable: BigUint,
    /// How many of those are better than no deal for every party that has such a value. Where
    /// there are no red lines, their share is what NegMAS calls the rational fraction.
    pub gainful: BigUint,
    /// What there is to say of each party.
    pub parties: Table<PartyIx, Figures>,
}

impl Problem {
    /// The figures by their definition, or nothing if no package keeps the rules. Slow.
    #[must_use]
    pub fn statistics(&self) -> Option<Statistics> {
        let mut packages = self.packages().filter(|package| self.is_possible(package));
        let mut figures = self.figures_of_one(&packages.next()?);
        for package in packages {
            let one = self.figures_of_one(&package);
            figures.packages += one.packages;
            figures.acceptable += one.acceptable;
            figures.gainful += one.gainful;
            let pairs = figures.parties.rows().zip(one.parties.rows());
            figures.parties = pairs.map(|(all, one)| all.with(one)).collect();
        }
        Some(figures)
    }

    fn figures_of_one(&self, package: &Package) -> Statistics {
        let count = |holds: bool| BigUint::from(u8::from(holds));
        let of_party = |stance: &crate::Stance| Figures {
            least: stance.score(package),
            most: stance.score(package),
            sum: BigInt::from(stance.score(package).get()),
            accepted: count(stance.accepts(package)),
        };
        let accepted = self.stances().rows().all(|stance| stance.accepts(package));
        let gains = self.stances().rows().all(|stance| {
            stance
                .reservation
                .is_none_or(|none| stance.score(package) > none)
        });
        Statistics {
            packages: count(true),
            acceptable: count(accepted),
            gainful: count(accepted && gains),
            parties: self.stances().map(of_party),
        }
    }

    /// Checks what can be checked of the figures without the method that found them: the counts
    /// nest, the sums lie between the extremes, and no challenger escapes the figures.
    #[must_use]
    pub fn statistics_hold(
        &self,
        claim: &Claim<Option<Statistics>>,
        challengers: &[Package],
    ) -> bool {
        let mut possible = challengers
            .iter()
            .filter(|package| self.is_possible(package));
        let Some(all) = &claim.answer else {
            return claim.reach != Reach::Complete || possible.next().is_none();
        };
        let packages = BigInt::from(all.packages.clone());
        let holds = |figures: &Figures| {
            let times = |score: Score| BigInt::from(score.get()) * &packages;
            times(figures.least) <= figures.sum
                && figures.sum <= times(figures.most)
                && all.acceptable <= figures.accepted
                && figures.accepted <= all.packages
        };
        let reaches = |package: &Package| {
            let pairs = self.stances().rows().zip(all.parties.rows());
            let scores = pairs.map(|(stance, figures)| (stance.score(package), figures));
            scores.into_iter().all(|(s, f)| f.least <= s && s <= f.most)
        };
        all.packages <= self.package_count()
            && all.gainful <= all.acceptable
            && all.parties.rows().all(holds)
            && possible.all(reaches)
    }
}

impl Figures {
    /// The figures over these packages and those.
    fn with(&self, other: &Self) -> Self {
        Self {
            least: self.least.min(other.least),
            most: self.most.max(other.most),
            sum: &self.sum + &other.sum,
            accepted: &self.accepted + &other.accepted,
        }
    }
}
