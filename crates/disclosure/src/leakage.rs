//! How much what a seat is shown lets it infer about a limit it was not told.
//!
//! A limit is one of finitely many (an option of a point, a step of a scale). What is known of it
//! before is a [`Prior`], and which of several things is shown for which limit is a [`Channel`].
//! What an observer gains from guessing well is a [`Gain`]; leakage is how much more it expects to
//! gain after it has seen what is shown (g-leakage; that of [`Gain::Exact`] is min-entropy leakage:
//! Alvim, Chatzikokolakis, Palamidessi and Smith, "Measuring Information Leakage Using Generalized
//! Gain Functions", CSF 2012).
//!
//! All figures are exact rationals. They grow with the numbers of limits, of things that may be
//! shown and of guesses; [`WORK_MAX`] is the most that is computed, and above it is an error: there
//! are no estimates here.

mod channel;
mod gain;
mod prior;

pub use channel::Channel;
pub use gain::Gain;
pub use prior::Prior;

use num_rational::BigRational;
use num_traits::Zero;

/// The most steps that a figure may take.
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
    /// A figure would take too long.
    #[error("`{0}` steps are more than are computed\nhint: fewer limits, or fewer things shown")]
    TooMuch(usize),
}

/// What an observer may expect to gain, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leakage {
    /// With what was known before.
    pub before: BigRational,
    /// With what is shown as well, on average over what may be shown.
    pub after: BigRational,
}

impl Leakage {
    /// What a channel lets an observer gain.
    ///
    /// # Errors
    ///
    /// If prior and channel are of different limits, or if it would take too long.
    pub fn of(prior: &Prior, channel: &Channel, gain: Gain) -> Result<Self, LeakageError> {
        let limits = fitting(prior, channel)?;
        let work = limits * channel.shown() * gain.guesses(limits);
        if work > WORK_MAX {
            return Err(LeakageError::TooMuch(work));
        }
        let after = (0..channel.shown()).map(|shown| {
            let joint: Vec<BigRational> = (0..limits)
                .map(|limit| prior.chance(limit) * channel.chance(limit, shown))
                .collect();
            gain.best(&joint)
        });
        Ok(Self {
            before: gain.best(prior.chances()),
            after: after.fold(BigRational::zero(), |sum, each| sum + each),
        })
    }

    /// How many times more the observer may expect to gain; `None` where it could gain nothing.
    #[must_use]
    pub fn ratio(&self) -> Option<BigRational> {
        (!self.before.is_zero()).then(|| &self.after / &self.before)
    }
}

pub(crate) fn fitting(prior: &Prior, channel: &Channel) -> Result<usize, LeakageError> {
    let (of_prior, of_channel) = (prior.chances().len(), channel.limits());
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
mod tests {
    use super::*;
    use num_bigint::BigInt;
    use proptest::prelude::*;

    fn ratio(over: i64, under: i64) -> BigRational {
        BigRational::new(BigInt::from(over), BigInt::from(under))
    }

    /// The middle between a limit of 0 to 9 and 9, rounded down, is shown.
    fn middle() -> (Prior, Channel) {
        let prior = Prior::of_weights(&[1; 10]).unwrap();
        let channel = Channel::of_shown(&(0..10).map(|limit| (limit + 9) / 2).collect::<Vec<_>>());
        (prior, channel)
    }

    /// `security.md` (f): the small exact case.
    #[test]
    fn a_package_in_the_middle_tells_what_the_design_says_it_tells() {
        let (prior, channel) = middle();
        let exact = Leakage::of(&prior, &channel, Gain::Exact).unwrap();
        assert_eq!((exact.before, exact.after), (ratio(1, 10), ratio(3, 5)));
        let near = Leakage::of(&prior, &channel, Gain::Within(1)).unwrap();
        assert_eq!((near.before, near.after), (ratio(3, 10), ratio(1, 1)));
        assert_eq!(channel.capacity(), ratio(6, 1));
        // 6 is the third thing that may be shown, behind 4 and 5.
        let left = prior.after(&channel, 2).unwrap();
        let three_or_four: Vec<usize> = left.possible().collect();
        assert_eq!(three_or_four, [3, 4]);
        assert_eq!(left.chance(3), ratio(1, 2));
    }

    #[test]
    fn what_is_shown_whatever_the_limit_tells_nothing() {
        let prior = Prior::of_weights(&[3, 1, 4, 1, 5]).unwrap();
        let channel = Channel::of_shown(&[7; 5]);
        for gain in [Gain::Exact, Gain::Within(1), Gain::Squeeze(5)] {
            let told = Leakage::of(&prior, &channel, gain).unwrap();
            assert_eq!(told.before, told.after);
        }
        assert_eq!(prior.after(&channel, 0).unwrap(), prior);
    }

    #[test]
    fn a_prior_of_other_limits_and_a_figure_that_takes_too_long_are_refused() {
        let prior = Prior::of_weights(&[1; 4]).unwrap();
        let other = Leakage::of(&prior, &Channel::of_shown(&[1; 5]), Gain::Exact);
        let limits = LeakageError::Limits {
            prior: 4,
            channel: 5,
        };
        assert_eq!(other.unwrap_err(), limits);
        assert_eq!(Prior::of_weights(&[0, 0]), Err(LeakageError::Nothing(2)));
        let many = Prior::of_weights(&[1; 300]).unwrap();
        let each: Vec<usize> = (0..300).collect();
        let told = Leakage::of(&many, &Channel::of_shown(&each), Gain::Exact);
        assert_eq!(told.unwrap_err(), LeakageError::TooMuch(27_000_000));
    }

    fn weights() -> impl Strategy<Value = Vec<u32>> {
        proptest::collection::vec(0_u32..9, 2..7).prop_filter("one may be", |weights| {
            weights.iter().any(|&weight| weight > 0)
        })
    }

    fn noisy(limits: usize) -> impl Strategy<Value = Channel> {
        let row = proptest::collection::vec(1_u32..6, 3);
        proptest::collection::vec(row, limits).prop_map(|rows| Channel::of_weights(&rows).unwrap())
    }

    /// Weights of the same ratios as fractions that are written down.
    fn weights_of(fractions: &serde_json::Value, length: usize) -> Vec<u32> {
        let fractions = fractions.as_object().unwrap();
        let read = |place: usize| -> BigRational {
            let written = fractions.get(&place.to_string());
            written.map_or_else(BigRational::zero, |each| {
                each.as_str().unwrap().parse().unwrap()
            })
        };
        let all: Vec<BigRational> = (0..length).map(read).collect();
        let under = all
            .iter()
            .fold(BigInt::from(1), |under, each| under * each.denom());
        let whole = all.iter().map(|each| (each * &under).to_integer());
        let whole: Vec<BigInt> = whole.collect();
        let common = whole
            .iter()
            .fold(BigInt::zero(), |common, each| gcd(common, each.clone()));
        whole
            .iter()
            .map(|each| u32::try_from(each / &common).unwrap())
            .collect()
    }

    fn gcd(one: BigInt, other: BigInt) -> BigInt {
        if other.is_zero() {
            one
        } else {
            gcd(other.clone(), one % other)
        }
    }

    /// The 200 figures of the design, where they are there.
    #[test]
    fn every_shared_figure_is_found_exactly() {
        let file = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../../shared/data/vectors/leak_vectors.json"
        );
        let Ok(file) = std::fs::read_to_string(file) else {
            println!("leakage: skipped (no shared data)");
            return;
        };
        let figures: serde_json::Value = serde_json::from_str(&file).unwrap();
        let figures = figures.as_array().unwrap();
        assert_eq!(figures.len(), 200);
        for figure in figures {
            let limits = figure["prior"].as_object().unwrap().len();
            let prior = Prior::of_weights(&weights_of(&figure["prior"], limits)).unwrap();
            let channel = |name: &str| {
                let rows = (0..limits).map(|limit| weights_of(&figure[name][limit.to_string()], 8));
                Channel::of_weights(&rows.collect::<Vec<_>>()).unwrap()
            };
            let (one, other) = (channel("channel"), channel("channel2"));
            let both = one.beside(&other).unwrap();
            let sum = figure["squeeze_b"].as_str().unwrap().parse().unwrap();
            let told = |channel: &Channel, gain| Leakage::of(&prior, channel, gain).unwrap();
            let found = [
                ("V1_prior", told(&one, Gain::Exact).before),
                ("V1_post", told(&one, Gain::Exact).after),
                ("within1_prior", told(&one, Gain::Within(1)).before),
                ("within1_post", told(&one, Gain::Within(1)).after),
                ("squeeze_prior", told(&one, Gain::Squeeze(sum)).before),
                ("squeeze_post", told(&one, Gain::Squeeze(sum)).after),
                ("bayes_capacity", one.capacity()),
                ("V1_post_both", told(&both, Gain::Exact).after),
                ("capacity_both", both.capacity()),
            ];
            for (name, found) in found {
                assert_eq!(found.to_string(), figure[name].as_str().unwrap(), "{name}");
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_never_a_loss_and_its_gain_is_bounded_by_the_capacity(
            (weights, one, other) in weights().prop_flat_map(|weights| {
                let limits = weights.len();
                (Just(weights), noisy(limits), noisy(limits))
            }),
        ) {
            let prior = Prior::of_weights(&weights).unwrap();
            let both = one.beside(&other).unwrap();
            prop_assert!(both.capacity() <= one.capacity() * other.capacity());
            for gain in [Gain::Exact, Gain::Within(1), Gain::Squeeze(4)] {
                let told = Leakage::of(&prior, &one, gain).unwrap();
                prop_assert!(told.after >= told.before);
                prop_assert!(told.after <= &told.before * one.capacity());
                let more = Leakage::of(&prior, &both, gain).unwrap();
                prop_assert!(more.after >= told.after);
                // Telling two things apart no longer tells no more.
                let less = Leakage::of(&prior, &one.merged(&[0, 1, 1]), gain).unwrap();
                prop_assert!(less.after <= told.after);
            }
        }
    }
}
