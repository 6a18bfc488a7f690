//! What the figures mean, written to be read. Slow: the tests hold the fast way to it.
//!
//! Invariant: nothing here is shared with the fast way but the types that go in.

use super::{Channel, Gain, Prior};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};

/// What the best guess gains before anything is shown: the greatest, over all guesses, of the sum
/// over all limits of the chance of the limit times what the guess gains there.
#[must_use]
pub fn before(prior: &Prior, gain: Gain) -> BigRational {
    let chances: Vec<BigRational> = (0..prior.limits()).map(|x| prior.chance(x)).collect();
    best(&chances, gain)
}

/// What the best guess gains on average once something was shown: the sum, over all things shown,
/// of the greatest, over all guesses, of the sum over all limits of the chance that this is the
/// limit and that the thing is shown, times what the guess gains there.
#[must_use]
pub fn after(prior: &Prior, channel: &Channel, gain: Gain) -> BigRational {
    let each = (0..channel.shown()).map(|shown| {
        let joint = (0..prior.limits()).map(|x| prior.chance(x) * channel.chance(x, shown));
        best(&joint.collect::<Vec<_>>(), gain)
    });
    each.sum()
}

/// The sum, over all things shown, of the greatest chance with which a limit shows it.
#[must_use]
pub fn capacity(channel: &Channel) -> BigRational {
    let each = (0..channel.shown()).map(|shown| {
        let column = (0..channel.limits()).map(|limit| channel.chance(limit, shown));
        column.max().unwrap_or_else(BigRational::zero)
    });
    each.sum()
}

/// What the best of all guesses gains, where each limit has this chance.
fn best(chances: &[BigRational], gain: Gain) -> BigRational {
    let each = guesses(chances.len(), gain).into_iter().map(|guess| {
        let each = (0..).zip(chances);
        each.map(|(limit, chance)| chance * gained(gain, &guess, limit))
            .sum::<BigRational>()
    });
    each.max().unwrap_or_else(BigRational::zero)
}

/// All guesses: one limit, or as many as there are tries.
fn guesses(limits: usize, gain: Gain) -> Vec<Vec<usize>> {
    let size = match gain {
        Gain::Exact | Gain::Within(_) | Gain::Squeeze(_) => 1,
        Gain::Tries(tries) => tries.min(limits),
    };
    let mut all = vec![Vec::new()];
    for _ in 0..size {
        let longer = all.iter().flat_map(|guess: &Vec<usize>| {
            let first = guess.last().map_or(0, |last| last + 1);
            (first..limits).map(move |next| [guess.clone(), vec![next]].concat())
        });
        all = longer.collect();
    }
    all
}

/// What a guess gains where this is the limit.
fn gained(gain: Gain, guess: &[usize], limit: usize) -> BigRational {
    let hit = |is_hit: bool| match is_hit {
        true => BigRational::one(),
        false => BigRational::zero(),
    };
    let first = guess.first().copied().unwrap_or_default();
    match gain {
        Gain::Exact | Gain::Tries(_) => hit(guess.contains(&limit)),
        Gain::Within(steps) => hit(first.abs_diff(limit) <= steps),
        Gain::Squeeze(sum) if first >= limit => {
            BigRational::from_integer(BigInt::from(sum) - BigInt::from(first))
        }
        Gain::Squeeze(_) => BigRational::zero(),
    }
}
