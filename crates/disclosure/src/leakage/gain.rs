//! What an observer gains from a guess at a limit.

use num_bigint::BigUint;

/// What an observer gains from a guess at a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gain {
    /// One for the limit itself.
    Exact,
    /// One for a limit at most so many steps away.
    Within(usize),
    /// One for a limit that is among so many guesses.
    Tries(usize),
    /// What is left of a sum when an offer is made that is at least the limit; the offer is refused
    /// where it is less.
    Squeeze(usize),
}

impl Gain {
    /// The most that any guess can gain.
    pub(crate) fn most(self) -> BigUint {
        match self {
            Self::Exact | Self::Within(_) | Self::Tries(_) => BigUint::from(1_u32),
            Self::Squeeze(sum) => BigUint::from(sum),
        }
    }

    /// What the best guess gains, where limits have these weights; those without one are left out,
    /// and the others stand in order.
    ///
    /// Each weight is looked at once: the best guess near a limit, or of an offer, lies at the edge
    /// of limits that have a weight.
    pub(crate) fn best(self, weights: &[(usize, BigUint)]) -> BigUint {
        match self {
            Self::Exact => {
                let largest = weights.iter().map(|(_, weight)| weight).max();
                largest.cloned().unwrap_or_default()
            }
            Self::Within(steps) => near(weights, steps),
            Self::Tries(tries) => {
                let mut each: Vec<&BigUint> = weights.iter().map(|(_, weight)| weight).collect();
                each.sort_unstable();
                each.into_iter().rev().take(tries).sum()
            }
            Self::Squeeze(sum) => squeezed(weights, sum),
        }
    }
}

/// The most weight that lies within so many steps of one limit.
fn near(weights: &[(usize, BigUint)], steps: usize) -> BigUint {
    let (mut within, mut best) = (BigUint::ZERO, BigUint::ZERO);
    let mut behind = weights.iter().peekable();
    for (limit, weight) in weights {
        within += weight;
        let far = |oldest: &&(usize, BigUint)| limit.abs_diff(oldest.0) > steps.saturating_mul(2);
        while let Some((_, left)) = behind.next_if(far) {
            within -= left;
        }
        best = best.max(within.clone());
    }
    best
}

/// What the best offer leaves of a sum: it is one of the limits, for a higher one only costs more.
fn squeezed(weights: &[(usize, BigUint)], sum: usize) -> BigUint {
    let (mut accepted, mut best) = (BigUint::ZERO, BigUint::ZERO);
    for (limit, weight) in weights {
        accepted += weight;
        best = best.max(&accepted * sum.saturating_sub(*limit));
    }
    best
}
