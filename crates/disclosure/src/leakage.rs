//! How much what a seat is shown lets it infer about a limit it was not told.
//!
//! A limit is one of finitely many (an option of a point, a step of a scale). What is known of it
//! before is a [`Prior`], and which of several things is shown for which limit is a [`Channel`].
//! What an observer gains from guessing well is a [`Gain`]; leakage is how much more it expects to
//! gain after it has seen what is shown (g-leakage; that of [`Gain::Exact`] is min-entropy leakage:
//! Alvim, Chatzikokolakis, Palamidessi and Smith, "Measuring Information Leakage Using Generalized
//! Gain Functions", CSF 2012).
//!
//! All figures are exact rationals. A channel of more than [`WORK_MAX`] chances is not computed: it
//! gets a bound that holds for every channel of its size, and the [`Figure`] says that it is one.
//!
//! What the figures mean is said in the [`definition`]; the fast way beside it looks at each chance
//! once.

mod bits;
mod channel;
pub mod definition;
mod gain;
mod prior;

pub use bits::Bits;
pub use channel::Channel;
pub use gain::Gain;
pub use prior::Prior;

use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::Zero;

/// The most chances of a channel that a figure is computed over.
pub const WORK_MAX: usize = 10_000_000;

/// Why there is no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LeakageError {
    /// A prior without any limit that may be.
    #[error("of `{0}` limits none may be\nhint: give at least one a weight")]
    Nothing(usize),
    /// Chances that do not come to one.
    #[error("the chances of what is shown for limit `{0}` do not come to one")]
    Chances(usize),
    /// Prior and channel are of different limits.
    #[error("a prior of `{prior}` limits, and what is shown for `{channel}`")]
    Limits {
        /// Of the prior.
        prior: usize,
        /// Of the channel.
        channel: usize,
    },
}

/// What a guess may be expected to gain: found exactly, or bounded from above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// So much.
    Exact(BigRational),
    /// At most so much.
    AtMost(BigRational),
}

/// What an observer may expect to gain, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leakage {
    /// With what was known before.
    pub before: BigRational,
    /// With what is shown as well, on average over what may be shown.
    pub after: Figure,
}

/// The one thing shown that lets an observer gain most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worst {
    /// Its number in the channel.
    pub shown: usize,
    /// What the best guess then gains.
    pub gain: BigRational,
    /// How many limits may still be behind it.
    pub possible: usize,
}

impl Figure {
    /// The figure, exact or not.
    #[must_use]
    pub const fn value(&self) -> &BigRational {
        match self {
            Self::Exact(value) | Self::AtMost(value) => value,
        }
    }

    /// Whether it was found exactly.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
        match self {
            Self::Exact(_) => true,
            Self::AtMost(_) => false,
        }
    }
}

impl Leakage {
    /// What a channel lets an observer gain: exactly, unless it has more than [`WORK_MAX`] chances.
    ///
    /// # Errors
    ///
    /// If prior and channel are of different limits.
    pub fn of(prior: &Prior, channel: &Channel, gain: Gain) -> Result<Self, LeakageError> {
        Self::within(WORK_MAX, (prior, channel), gain)
    }

    /// The same: exactly, unless the channel has more than so many chances.
    ///
    /// # Errors
    ///
    /// If prior and channel are of different limits.
    pub fn within(
        work_max: usize,
        (prior, channel): (&Prior, &Channel),
        gain: Gain,
    ) -> Result<Self, LeakageError> {
        fitting(prior, channel)?;
        if channel.entries() > work_max {
            return Ok(Self::bound(prior, channel.shown(), gain));
        }
        let columns = prior.joint(channel);
        let best: BigUint = columns.iter().map(|column| gain.best(column)).sum();
        let after = BigRational::new(BigInt::from(best), prior.whole(channel));
        Ok(Self {
            before: before(prior, gain),
            after: Figure::Exact(after),
        })
    }

    /// The most that any channel can let an observer gain that shows at most so many things: no
    /// channel multiplies a gain by more than their number, or by more than there are limits.
    #[must_use]
    pub fn bound(prior: &Prior, shown: usize, gain: Gain) -> Self {
        let before = before(prior, gain);
        let times = BigInt::from(shown.min(prior.possible().count()));
        let most = BigRational::from_integer(BigInt::from(gain.most()));
        let after = (&before * times).min(most);
        Self {
            before,
            after: Figure::AtMost(after),
        }
    }

    /// How many times more the observer may expect to gain; `None` where it could gain nothing.
    #[must_use]
    pub fn ratio(&self) -> Option<BigRational> {
        (!self.before.is_zero()).then(|| self.after.value() / &self.before)
    }

    /// The same in bits; none where the observer could gain nothing before.
    #[must_use]
    pub fn bits(&self) -> Bits {
        self.ratio()
            .map_or_else(Bits::default, |ratio| Bits::of(&ratio))
    }
}

impl Worst {
    /// Of what a channel may show, the thing after which the best guess gains most.
    ///
    /// # Errors
    ///
    /// If prior and channel are of different limits.
    pub fn of(prior: &Prior, channel: &Channel, gain: Gain) -> Result<Option<Self>, LeakageError> {
        fitting(prior, channel)?;
        let columns = prior.joint(channel).into_iter().enumerate();
        let each = columns.filter_map(|(shown, column)| {
            let whole: BigUint = column.iter().map(|(_, weight)| weight).sum();
            let best = BigInt::from(gain.best(&column));
            let possible = column.len();
            (possible > 0).then(|| Self {
                shown,
                gain: BigRational::new(best, BigInt::from(whole)),
                possible,
            })
        });
        // Of two that give as much, the one that leaves fewer limits; of these the first.
        let rank = |one: &Self| {
            (
                one.gain.clone(),
                std::cmp::Reverse((one.possible, one.shown)),
            )
        };
        Ok(each.max_by_key(rank))
    }
}

/// What the best guess gains with what is known before.
#[must_use]
pub fn before(prior: &Prior, gain: Gain) -> BigRational {
    BigRational::new(BigInt::from(gain.best(&prior.weighed())), prior.sum())
}

pub(crate) fn fitting(prior: &Prior, channel: &Channel) -> Result<usize, LeakageError> {
    let (of_prior, of_channel) = (prior.limits(), channel.limits());
    if of_prior == of_channel {
        Ok(of_prior)
    } else {
        Err(LeakageError::Limits {
            prior: of_prior,
            channel: of_channel,
        })
    }
}

#[cfg(test)]
mod attackers;
#[cfg(test)]
mod tests;
