//! What is shown for which limit.

use super::LeakageError;
use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::collections::{BTreeMap, BTreeSet};

/// For each limit, how likely each thing is to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    rows: Vec<Row>,
    shown: usize,
}

/// What is shown for one limit: the things by number, in order, with their weights.
///
/// Invariant: there is one, no weight is zero, and the sum is theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    entries: Vec<(usize, BigUint)>,
    sum: BigUint,
}

impl Row {
    /// The things with their weights.
    pub(crate) fn entries(&self) -> &[(usize, BigUint)] {
        &self.entries
    }

    /// The sum of the weights.
    pub(crate) const fn sum(&self) -> &BigUint {
        &self.sum
    }

    fn of(entries: BTreeMap<usize, BigUint>) -> Option<Self> {
        let entries = entries.into_iter().filter(|(_, weight)| !weight.is_zero());
        let entries: Vec<(usize, BigUint)> = entries.collect();
        let sum: BigUint = entries.iter().map(|(_, weight)| weight).sum();
        (!sum.is_zero()).then_some(Self { entries, sum })
    }
}

impl Channel {
    /// One thing is shown for each limit. What is shown is numbered in the order of its own.
    #[must_use]
    pub fn of_shown<T: Ord>(shown: &[T]) -> Self {
        let any_of: Vec<Vec<&T>> = shown.iter().map(|thing| vec![thing]).collect();
        Self::of_ties(&any_of)
    }

    /// One of these things is shown for each limit, each as likely as the others of the same limit;
    /// a limit for which there is nothing shows nothing, and that is a thing too. What is shown is
    /// numbered in the order of its own, and behind it stands nothing.
    #[must_use]
    pub fn of_ties<T: Ord>(any_of: &[Vec<T>]) -> Self {
        let kinds: BTreeSet<&T> = any_of.iter().flatten().collect();
        let nothing = kinds.len();
        let numbers: BTreeMap<&T, usize> = kinds.into_iter().zip(0..).collect();
        let rows = any_of.iter().map(|things| {
            let mut entries = BTreeMap::new();
            for number in things.iter().filter_map(|thing| numbers.get(thing)) {
                *entries.entry(*number).or_insert(BigUint::ZERO) += BigUint::one();
            }
            Row::of(entries).unwrap_or_else(|| Row {
                entries: vec![(nothing, BigUint::one())],
                sum: BigUint::one(),
            })
        });
        let shown = nothing + usize::from(any_of.iter().any(Vec::is_empty));
        Self {
            rows: rows.collect(),
            shown,
        }
    }

    /// For each limit, things are shown as often as their weights say.
    ///
    /// # Errors
    ///
    /// Names the first limit whose weights are of another number than the first one's, or nothing.
    pub fn of_weights(rows: &[Vec<u32>]) -> Result<Self, LeakageError> {
        let shown = rows.first().map_or(0, Vec::len);
        let rows = rows.iter().enumerate().map(|(limit, weights)| {
            let each = weights.iter().copied().map(BigUint::from);
            let row = Row::of((0..).zip(each).collect());
            let fits = row.filter(|_| weights.len() == shown);
            fits.ok_or(LeakageError::Chances(limit))
        });
        Ok(Self {
            rows: rows.collect::<Result<_, _>>()?,
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

    /// How many chances it has that are not none: what a figure costs.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.rows.iter().map(|row| row.entries.len()).sum()
    }

    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// A whole of which the sum of every row is a part.
    pub(crate) fn whole(&self) -> BigUint {
        let sums = self.rows.iter().map(Row::sum);
        sums.fold(BigUint::one(), |whole, sum| whole.lcm(sum))
    }

    /// How likely this is to be shown for a limit.
    #[must_use]
    pub fn chance(&self, limit: usize, shown: usize) -> BigRational {
        let found = self.rows.get(limit).and_then(|row| {
            let entry = row.entries.iter().find(|(number, _)| *number == shown)?;
            let (over, under) = (entry.1.clone(), row.sum.clone());
            Some(BigRational::new(BigInt::from(over), BigInt::from(under)))
        });
        found.unwrap_or_else(BigRational::zero)
    }

    /// How many times more any observer may expect to gain from it at most, whatever it knows and
    /// wants (the multiplicative Bayes capacity; its logarithm is the min-capacity in bits). Where
    /// one thing is shown for each limit, it is the number of things.
    #[must_use]
    pub fn capacity(&self) -> BigRational {
        let whole = self.whole();
        let mut largest = vec![BigUint::ZERO; self.shown];
        for row in &self.rows {
            let scale = &whole / &row.sum;
            for (shown, weight) in &row.entries {
                if let Some(most) = largest.get_mut(*shown) {
                    *most = std::mem::take(most).max(weight * &scale);
                }
            }
        }
        let sum: BigUint = largest.iter().sum();
        BigRational::new(BigInt::from(sum), BigInt::from(whole))
    }

    /// Both are shown, each by itself; pairs that are never shown have no number.
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
        let pairs = self.rows.iter().zip(&other.rows);
        let pairs = pairs.map(|(one, other)| {
            let each = one.entries.iter().flat_map(|(first, weight)| {
                let seconds = other.entries.iter();
                seconds.map(move |(second, more)| ((*first, *second), weight * more))
            });
            each.collect()
        });
        let pairs: Vec<Vec<((usize, usize), BigUint)>> = pairs.collect();
        let kinds: BTreeSet<(usize, usize)> =
            pairs.iter().flatten().map(|(pair, _)| *pair).collect();
        let numbers: BTreeMap<(usize, usize), usize> = kinds.into_iter().zip(0..).collect();
        let rows = pairs.into_iter().map(|row| {
            let entries = row.into_iter().filter_map(|(pair, weight)| {
                let number = *numbers.get(&pair)?;
                Some((number, weight))
            });
            let entries: Vec<(usize, BigUint)> = entries.collect();
            let sum = entries.iter().map(|(_, weight)| weight).sum();
            Row { entries, sum }
        });
        Ok(Self {
            rows: rows.collect(),
            shown: numbers.len(),
        })
    }

    /// The same, where some things look alike: each gets the number that stands at its place, and
    /// those without one are one more thing.
    #[must_use]
    pub fn merged(&self, numbers: &[usize]) -> Self {
        let named = numbers.iter().max().map_or(0, |most| most + 1);
        let shown = named + usize::from(numbers.len() < self.shown);
        let rows = self.rows.iter().map(|row| {
            let mut entries = BTreeMap::new();
            for (number, weight) in &row.entries {
                let number = numbers.get(*number).copied().unwrap_or(named);
                *entries.entry(number).or_insert(BigUint::ZERO) += weight;
            }
            Row {
                entries: entries.into_iter().collect(),
                sum: row.sum.clone(),
            }
        });
        Self {
            rows: rows.collect(),
            shown,
        }
    }
}
