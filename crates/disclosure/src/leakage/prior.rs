//! What is known of a limit before anything is shown.

use super::{Channel, LeakageError, fitting};
use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::Zero;

/// How likely each limit is, as weights without a common factor.
///
/// Invariant: some limit has a weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prior {
    weights: Vec<BigUint>,
    sum: BigUint,
}

impl Prior {
    /// Limits that are as likely as their weights say.
    ///
    /// # Errors
    ///
    /// If none has a weight.
    pub fn of_weights(weights: &[u32]) -> Result<Self, LeakageError> {
        Self::normal(weights.iter().copied().map(BigUint::from).collect())
    }

    /// So many limits, each as likely as another.
    ///
    /// # Errors
    ///
    /// If there are none.
    pub fn uniform(limits: usize) -> Result<Self, LeakageError> {
        Self::of_weights(&vec![1; limits])
    }

    fn normal(mut weights: Vec<BigUint>) -> Result<Self, LeakageError> {
        let common = weights.iter().fold(BigUint::ZERO, |all, one| all.gcd(one));
        if common.is_zero() {
            return Err(LeakageError::Nothing(weights.len()));
        }
        for weight in &mut weights {
            *weight /= &common;
        }
        let sum = weights.iter().sum();
        Ok(Self { weights, sum })
    }

    /// What is known once this was shown, by its number in the channel. Who is shown several things
    /// one after the other, knows what is left after each.
    ///
    /// # Errors
    ///
    /// If the channel is of other limits, or never shows it for a limit that may be.
    pub fn after(&self, channel: &Channel, shown: usize) -> Result<Self, LeakageError> {
        fitting(self, channel)?;
        let mut left = vec![BigUint::ZERO; self.weights.len()];
        let column = self.joint(channel).into_iter().nth(shown);
        for (limit, weight) in column.unwrap_or_default() {
            if let Some(place) = left.get_mut(limit) {
                *place = weight;
            }
        }
        Self::normal(left)
    }

    /// For each thing that may be shown, how much every limit weighs that may be behind it. All
    /// weights are of one whole, which [`whole`](Self::whole) gives.
    pub(crate) fn joint(&self, channel: &Channel) -> Vec<Vec<(usize, BigUint)>> {
        let mut columns = vec![Vec::new(); channel.shown()];
        let whole = channel.whole();
        for (limit, (weight, row)) in self.weights.iter().zip(channel.rows()).enumerate() {
            if weight.is_zero() {
                continue;
            }
            let scaled = weight * (&whole / row.sum());
            for (shown, chance) in row.entries() {
                if let Some(column) = columns.get_mut(*shown) {
                    column.push((limit, &scaled * chance));
                }
            }
        }
        columns
    }

    /// What all weights of [`joint`](Self::joint) are parts of.
    pub(crate) fn whole(&self, channel: &Channel) -> BigInt {
        BigInt::from(&self.sum * channel.whole())
    }

    /// The limits that may be, with their weights, in order.
    pub(crate) fn weighed(&self) -> Vec<(usize, BigUint)> {
        let each = (0..).zip(self.weights.iter().cloned());
        each.filter(|(_, weight)| !weight.is_zero()).collect()
    }

    /// The sum of all weights.
    pub(crate) fn sum(&self) -> BigInt {
        BigInt::from(self.sum.clone())
    }

    /// How many limits it is of.
    #[must_use]
    pub const fn limits(&self) -> usize {
        self.weights.len()
    }

    /// The chance of a limit; of one that is not there it is none.
    #[must_use]
    pub fn chance(&self, limit: usize) -> BigRational {
        let weight = self.weights.get(limit).cloned().unwrap_or_default();
        BigRational::new(BigInt::from(weight), self.sum())
    }

    /// The limits that may be.
    pub fn possible(&self) -> impl Iterator<Item = usize> {
        let each = (0..).zip(&self.weights);
        each.filter_map(|(limit, weight)| (!weight.is_zero()).then_some(limit))
    }
}
