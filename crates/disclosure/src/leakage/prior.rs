//! What is known of a limit before anything is shown.

use super::{Channel, LeakageError, fitting};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

/// How likely each limit is; the chances come to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prior(Vec<BigRational>);

impl Prior {
    /// Limits that are as likely as their weights say.
    ///
    /// # Errors
    ///
    /// If none has a weight.
    pub fn of_weights(weights: &[u32]) -> Result<Self, LeakageError> {
        let chances: Vec<BigRational> = weights
            .iter()
            .map(|&weight| BigRational::from(BigInt::from(weight)))
            .collect();
        Self::normal(chances)
    }

    fn normal(weights: Vec<BigRational>) -> Result<Self, LeakageError> {
        let sum: BigRational = weights.iter().sum();
        if sum.is_zero() {
            return Err(LeakageError::Nothing(weights.len()));
        }
        Ok(Self(
            weights.into_iter().map(|weight| weight / &sum).collect(),
        ))
    }

    /// What is known once this was shown, by its number in the channel.
    ///
    /// # Errors
    ///
    /// If the channel is of other limits, or never shows it for a limit that may be.
    pub fn after(&self, channel: &Channel, shown: usize) -> Result<Self, LeakageError> {
        fitting(self, channel)?;
        let joint = (0..)
            .zip(&self.0)
            .map(|(limit, chance)| chance * channel.chance(limit, shown));
        Self::normal(joint.collect())
    }

    /// The chances of all limits.
    #[must_use]
    pub fn chances(&self) -> &[BigRational] {
        &self.0
    }

    /// The chance of a limit; of one that is not there it is none.
    #[must_use]
    pub fn chance(&self, limit: usize) -> BigRational {
        self.0.get(limit).cloned().unwrap_or_else(BigRational::zero)
    }

    /// The limits that may be.
    pub fn possible(&self) -> impl Iterator<Item = usize> {
        let each = (0..).zip(&self.0);
        each.filter_map(|(limit, chance)| (!chance.is_zero()).then_some(limit))
    }
}
