//! A score is an exact integer on one party's own scale.

use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

/// What a package, an option or a bonus is worth to one party, in that party's own units.
///
/// Decimals are scaled to integers where the case is read, so equal inputs are equal and a tie is
/// a tie. Scores of different parties are never compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Score(i64);

impl Score {
    /// Nothing gained and nothing lost.
    pub const ZERO: Self = Self(0);

    /// No sum of a problem's scores lies further from zero, so adding them cannot overflow.
    pub const LIMIT: i64 = 1 << 60;

    /// A score of so many units.
    #[must_use]
    pub const fn new(units: i64) -> Self {
        Self(units)
    }

    /// The units as an integer.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl Add for Score {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Score {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Score {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Score {
    fn sum<I: Iterator<Item = Self>>(scores: I) -> Self {
        scores.fold(Self::ZERO, Self::add)
    }
}
