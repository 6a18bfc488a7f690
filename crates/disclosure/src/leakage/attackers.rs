//! Simulated attackers: whatever they do with what they are shown, on average they gain no more
//! than the meter says, give or take what chance explains.

use super::{Channel, Gain, Leakage, Prior};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use std::collections::BTreeMap;

/// How many attacks are made; `ONETEXT_ATTACKS` asks for more.
const ATTACKS: u64 = 24_000;
/// How many attacks are made on one drawn problem.
const EACH: u64 = 200;
/// How many things an attacker that learns has seen before it guesses.
const LEARNED: usize = 300;
const LIMITS: usize = 12;
const SHOWN: usize = 5;

/// Numbers that look like chance and follow from a seed.
struct Dice(u64);

impl Dice {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    fn up_to(&mut self, most: u32) -> u32 {
        u32::try_from(self.bits() % u64::from(most)).unwrap()
    }

    /// One of these places, as often as the weights say.
    fn place(&mut self, weights: &[u32]) -> usize {
        let mut left = self.up_to(weights.iter().sum());
        weights
            .iter()
            .position(|&weight| {
                let is_here = left < weight;
                left = left.saturating_sub(weight);
                is_here
            })
            .unwrap()
    }

    fn weights(&mut self, count: usize) -> Vec<u32> {
        let mut weights: Vec<u32> = (0..count).map(|_| self.up_to(7)).collect();
        weights[0] += 1;
        weights
    }
}

/// What is known and shown, by weights.
struct World {
    prior: Vec<u32>,
    rows: Vec<Vec<u32>>,
}

impl World {
    fn drawn(dice: &mut Dice) -> Self {
        Self {
            prior: dice.weights(LIMITS),
            rows: (0..LIMITS).map(|_| dice.weights(SHOWN)).collect(),
        }
    }

    fn happens(&self, dice: &mut Dice) -> (usize, usize) {
        let limit = dice.place(&self.prior);
        (limit, dice.place(&self.rows[limit]))
    }

    /// What is known of each limit after something is shown, to whoever knows the chances.
    fn posterior(&self, shown: usize) -> Vec<u64> {
        let sums = self.rows.iter().map(|row| row.iter().sum::<u32>());
        let sums: Vec<u64> = sums.map(u64::from).collect();
        let whole: u64 = sums.iter().product();
        let each = (0..LIMITS).map(|limit| {
            let chance = u64::from(self.rows[limit][shown]) * (whole / sums[limit]);
            u64::from(self.prior[limit]) * (chance >> 16)
        });
        each.collect()
    }

    /// How often each limit stood behind something shown, for whoever has only watched.
    fn watched(&self, dice: &mut Dice) -> Vec<Vec<u64>> {
        let mut seen = vec![vec![0; LIMITS]; SHOWN];
        for _ in 0..LEARNED {
            let (limit, shown) = self.happens(dice);
            seen[shown][limit] += 1;
        }
        seen
    }
}

fn gain_of(gain: Gain, guess: usize, limit: usize) -> u64 {
    match gain {
        Gain::Exact => u64::from(guess == limit),
        Gain::Within(steps) => u64::from(guess.abs_diff(limit) <= steps),
        Gain::Squeeze(sum) if guess >= limit => u64::try_from(sum.saturating_sub(guess)).unwrap(),
        Gain::Tries(_) | Gain::Squeeze(_) => 0,
    }
}

/// The guess that gains most, where limits weigh so much.
fn guess(gain: Gain, weights: &[u64]) -> usize {
    let expected = |guess: usize| -> u128 {
        let each = weights.iter().enumerate();
        each.map(|(limit, &weight)| u128::from(weight) * u128::from(gain_of(gain, guess, limit)))
            .sum()
    };
    (0..LIMITS).max_by_key(|guess| expected(*guess)).unwrap()
}

/// Gains beyond the meter, summed; and the sum of their squares.
#[derive(Default)]
struct Tally {
    sum: BigRational,
    squares: BigRational,
}

impl Tally {
    /// Adds gains that were measured against one meter.
    fn add(&mut self, gained: &[u64], meter: &BigRational) {
        let whole = |sum: u64| BigRational::from_integer(BigInt::from(sum));
        let count = whole(u64::try_from(gained.len()).unwrap());
        let sum = whole(gained.iter().sum());
        let squares = whole(gained.iter().map(|gained| gained * gained).sum());
        self.sum += &sum - meter * &count;
        self.squares += squares - meter * sum * BigInt::from(2) + meter * meter * count;
    }

    /// Whether the gains lie above the meter by more than three standard errors.
    fn beats(&self) -> bool {
        self.sum > BigRational::zero() && &self.sum * &self.sum > &self.squares * BigInt::from(9)
    }
}

fn attacked(
    seed: u64,
    meter_of: impl Fn(&Prior, &Channel, Gain) -> BigRational,
) -> BTreeMap<String, Tally> {
    let asked = std::env::var("ONETEXT_ATTACKS").ok();
    let attacks = asked.map_or(ATTACKS, |count| count.parse().unwrap());
    let mut dice = Dice(seed);
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for _ in 0..attacks.div_ceil(EACH) {
        let world = World::drawn(&mut dice);
        let prior = Prior::of_weights(&world.prior).unwrap();
        let channel = Channel::of_weights(&world.rows).unwrap();
        let known: Vec<Vec<u64>> = (0..SHOWN).map(|shown| world.posterior(shown)).collect();
        let watched = world.watched(&mut dice);
        for gain in [Gain::Exact, Gain::Within(1), Gain::Squeeze(LIMITS)] {
            let meter = meter_of(&prior, &channel, gain);
            let bayes: Vec<usize> = known.iter().map(|weights| guess(gain, weights)).collect();
            let counts: Vec<usize> = watched.iter().map(|weights| guess(gain, weights)).collect();
            for (name, guesses) in [("bayesian", bayes), ("frequency", counts)] {
                let tally = tallies.entry(format!("{name}, {gain:?}")).or_default();
                let gained = (0..EACH).map(|_| {
                    let (limit, shown) = world.happens(&mut dice);
                    gain_of(gain, guesses[shown], limit)
                });
                tally.add(&gained.collect::<Vec<_>>(), &meter);
            }
        }
    }
    println!("{attacks} attacks of each kind, seed {seed}");
    tallies
}

#[test]
fn no_simulated_attacker_gains_more_than_the_meter_says() {
    let told = |prior: &Prior, channel: &Channel, gain| {
        let leakage = Leakage::of(prior, channel, gain).unwrap();
        leakage.after.value().clone()
    };
    let tallies = attacked(4, told);
    assert_eq!(tallies.len(), 6);
    for (name, tally) in tallies {
        assert!(!tally.beats(), "{name} gained {} beyond", tally.sum);
    }
}

#[test]
fn a_meter_that_leaves_out_what_is_shown_is_beaten() {
    let before = |prior: &Prior, _: &Channel, gain| super::before(prior, gain);
    let tallies = attacked(4, before);
    assert!(tallies["bayesian, Exact"].beats());
    assert!(tallies["bayesian, Squeeze(12)"].beats());
}
