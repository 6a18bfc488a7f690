//! What is shown for which limit.

use super::LeakageError;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::collections::BTreeSet;

/// For each limit, how likely each thing is to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    rows: Vec<Vec<BigRational>>,
    shown: usize,
}

impl Channel {
    /// One thing is shown for each limit. What is shown is numbered in the order of its own.
    #[must_use]
    pub fn of_shown<T: Ord>(shown: &[T]) -> Self {
        let kinds: BTreeSet<&T> = shown.iter().collect();
        let row = |thing: &T| {
            let each = kinds.iter().map(|kind| match *kind == thing {
                true => BigRational::one(),
                false => BigRational::zero(),
            });
            each.collect()
        };
        Self {
            rows: shown.iter().map(row).collect(),
            shown: kinds.len(),
        }
    }

    /// For each limit, things are shown as often as their weights say.
    ///
    /// # Errors
    ///
    /// Names the first limit whose weights are of another number than the first one's, or nothing.
    pub fn of_weights(rows: &[Vec<u32>]) -> Result<Self, LeakageError> {
        let shown = rows.first().map_or(0, Vec::len);
        let normal = (0..).zip(rows).map(|(limit, weights)| {
            let sum: u64 = weights.iter().map(|&weight| u64::from(weight)).sum();
            if sum == 0 || weights.len() != shown {
                return Err(LeakageError::Chances(limit));
            }
            let chance = |&weight| BigRational::new(BigInt::from(weight), BigInt::from(sum));
            Ok(weights.iter().map(chance).collect())
        });
        Ok(Self {
            rows: normal.collect::<Result<_, _>>()?,
            shown,
        })
    }

    /// How many limits it is of.
    #[must_use]
    pub const fn limits(&self) -> usize {
        self.rows.len()
    }

    /// How many things may be shown.
    #[must_use]
    pub const fn shown(&self) -> usize {
        self.shown
    }

    /// How likely this is to be shown for a limit.
    #[must_use]
    pub fn chance(&self, limit: usize, shown: usize) -> BigRational {
        let row = self.rows.get(limit);
        let chance = row.and_then(|row| row.get(shown)).cloned();
        chance.unwrap_or_else(BigRational::zero)
    }

    /// How many times more any observer may expect to gain from it at most, whatever it knows and
    /// wants (the multiplicative Bayes capacity; its logarithm is the min-capacity in bits). Where
    /// one thing is shown for each limit, it is the number of things.
    #[must_use]
    pub fn capacity(&self) -> BigRational {
        let largest = (0..self.shown).map(|shown| {
            let column = (0..self.limits()).map(|limit| self.chance(limit, shown));
            column.max().unwrap_or_else(BigRational::zero)
        });
        largest.sum()
    }

    /// Both are shown, each by itself.
    ///
    /// # Errors
    ///
    /// If they are of different limits.
    pub fn beside(&self, other: &Self) -> Result<Self, LeakageError> {
        if self.limits() != other.limits() {
            return Err(LeakageError::Limits {
                prior: self.limits(),
                channel: other.limits(),
            });
        }
        let rows = self.rows.iter().zip(&other.rows).map(|(one, other)| {
            let pairs = one
                .iter()
                .flat_map(|first| other.iter().map(move |second| first * second));
            pairs.collect()
        });
        Ok(Self {
            rows: rows.collect(),
            shown: self.shown * other.shown,
        })
    }

    /// The same, where some things look alike: each gets the number that stands at its place.
    #[must_use]
    pub fn merged(&self, numbers: &[usize]) -> Self {
        let shown = numbers.iter().max().map_or(0, |most| most + 1);
        let rows = self.rows.iter().map(|row| {
            let mut merged = vec![BigRational::zero(); shown];
            for (chance, number) in row.iter().zip(numbers) {
                if let Some(sum) = merged.get_mut(*number) {
                    *sum += chance;
                }
            }
            merged
        });
        Self {
            rows: rows.collect(),
            shown,
        }
    }
}
