//! What an observer gains from a guess at a limit.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

/// What an observer gains from a guess at a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gain {
    /// One for the limit itself.
    Exact,
    /// One for a limit at most so many steps away.
    Within(usize),
    /// What is left of a sum when an offer is made that is at least the limit; the offer is refused
    /// where it is less.
    Squeeze(usize),
}

impl Gain {
    /// How many guesses there are at so many limits.
    pub(crate) const fn guesses(self, limits: usize) -> usize {
        limits
    }

    /// What the best guess gains, where each limit has this chance.
    pub(crate) fn best(self, chances: &[BigRational]) -> BigRational {
        let guesses = 0..self.guesses(chances.len());
        let each = guesses.map(|guess| self.expected(guess, chances));
        each.max().unwrap_or_else(BigRational::zero)
    }

    fn expected(self, guess: usize, chances: &[BigRational]) -> BigRational {
        let hit = |limit: usize| match self {
            Self::Exact => guess == limit,
            Self::Within(steps) => guess.abs_diff(limit) <= steps,
            Self::Squeeze(_) => guess >= limit,
        };
        let chance: BigRational = (0..)
            .zip(chances)
            .filter(|(limit, _)| hit(*limit))
            .map(|(_, chance)| chance)
            .sum();
        match self {
            Self::Exact | Self::Within(_) => chance,
            Self::Squeeze(sum) => chance * (BigInt::from(sum) - BigInt::from(guess)),
        }
    }
}
