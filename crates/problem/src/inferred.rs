//! What a party's value of no deal may be, inferred from what it said yes and no to.
//!
//! The limit is one of finitely many steps of the party's scale, with a prior. A party says yes to
//! a package that is worth at least its limit and no to one that is worth less, and by mistake or
//! for show the other way in a stated part of all answers, independently each time. The posterior
//! is that of Bayes, in whole numbers; nothing is rounded.

use crate::Score;
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::Zero;

/// In how many of so many answers a party says the other thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Noise {
    /// In so many.
    pub wrong: u32,
    /// Of so many; more than twice as many, so that an answer tells something.
    pub of: u32,
}

/// What is taken for granted, and what was heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// The limits that may be, rising, each with its weight before any answer.
    pub limits: Vec<(Score, u32)>,
    /// How often an answer is the other way.
    pub noise: Noise,
    /// What each package was worth that was asked about, and whether the answer was yes.
    pub answers: Vec<(Score, bool)>,
}

/// How likely each limit is after the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inferred {
    limits: Vec<Score>,
    weights: Vec<BigUint>,
    whole: BigUint,
}

/// A run of limits next to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The least.
    pub low: Score,
    /// The greatest.
    pub high: Score,
    /// How likely it is that the limit is one of them.
    pub chance: BigRational,
}

impl Inferred {
    /// What follows from what was heard; nothing where no limit may be.
    #[must_use]
    pub fn of(heard: &Heard) -> Option<Self> {
        let Noise { wrong, of } = heard.noise;
        let right = of.checked_sub(wrong)?;
        let weight = |(limit, prior): &(Score, u32)| {
            let agrees = |(worth, yes): &&(Score, bool)| (worth >= limit) == *yes;
            let agree = heard.answers.iter().filter(agrees).count();
            let differ = heard.answers.len() - agree;
            let power = |base: u32, times: usize| {
                BigUint::from(base).pow(u32::try_from(times).unwrap_or(u32::MAX))
            };
            BigUint::from(*prior) * power(right, agree) * power(wrong, differ)
        };
        let weights: Vec<BigUint> = heard.limits.iter().map(weight).collect();
        let whole: BigUint = weights.iter().sum();
        (!whole.is_zero()).then(|| Self {
            limits: heard.limits.iter().map(|(limit, _)| *limit).collect(),
            weights,
            whole,
        })
    }

    /// Each limit with how likely it is.
    pub fn chances(&self) -> impl Iterator<Item = (Score, BigRational)> {
        let each = self.limits.iter().zip(&self.weights);
        each.map(|(limit, weight)| (*limit, self.part(weight)))
    }

    /// The shortest run of limits that holds the limit with at least this chance; of several as
    /// short the most likely, and of these the lowest.
    #[must_use]
    pub fn run(&self, least: &BigRational) -> Option<Run> {
        (1..=self.limits.len()).find_map(|length| {
            let runs = self
                .weights
                .windows(length)
                .zip(self.limits.windows(length));
            let runs = runs.map(|(weights, limits)| (weights.iter().sum::<BigUint>(), limits));
            let best = runs.reduce(|best, next| if next.0 > best.0 { next } else { best });
            let (weight, limits) = best?;
            let chance = self.part(&weight);
            (chance >= *least).then_some(Run {
                low: *limits.first()?,
                high: *limits.last()?,
                chance,
            })
        })
    }

    fn part(&self, weight: &BigUint) -> BigRational {
        let [part, whole] = [weight, &self.whole].map(|n| BigInt::from(n.clone()));
        BigRational::new(part, whole)
    }
}

impl Run {
    /// Whether a limit is one of the run.
    #[must_use]
    pub fn holds(&self, limit: Score) -> bool {
        (self.low..=self.high).contains(&limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(one: i64, of: i64) -> BigRational {
        BigRational::new(one.into(), of.into())
    }

    fn heard(limits: &[u32], answers: &[(i64, bool)], (wrong, of): (u32, u32)) -> Heard {
        let limits = (0..)
            .zip(limits)
            .map(|(at, weight)| (Score::new(at), *weight));
        let answers = answers
            .iter()
            .map(|(worth, yes)| (Score::new(*worth), *yes));
        Heard {
            limits: limits.collect(),
            noise: Noise { wrong, of },
            answers: answers.collect(),
        }
    }

    #[test]
    fn one_yes_and_one_no_enclose_the_limit() {
        // Four limits as likely; yes to 2, no to 1; one answer in ten is the other way.
        let found = Inferred::of(&heard(&[1; 4], &[(2, true), (1, false)], (1, 10))).unwrap();
        let chances: Vec<BigRational> = found.chances().map(|(_, chance)| chance).collect();
        // Limits 0 and 1 agree with the yes alone, 2 with both, 3 with the no alone.
        assert_eq!(
            chances,
            [part(9, 108), part(9, 108), part(81, 108), part(9, 108)]
        );
        let run = found.run(&part(1, 2)).unwrap();
        assert_eq!(
            (run.low, run.high, &run.chance),
            (Score::new(2), Score::new(2), &part(3, 4))
        );
        let run = found.run(&part(8, 10)).unwrap();
        assert_eq!((run.low, run.high), (Score::new(1), Score::new(2)));
        assert!(run.holds(Score::new(1)) && !run.holds(Score::new(3)));
    }

    #[test]
    fn without_answers_the_prior_stands_and_without_a_limit_there_is_nothing() {
        let found = Inferred::of(&heard(&[3, 0, 1], &[], (0, 1))).unwrap();
        let chances: Vec<BigRational> = found.chances().map(|(_, chance)| chance).collect();
        assert_eq!(chances, [part(3, 4), part(0, 1), part(1, 4)]);
        assert_eq!(Inferred::of(&heard(&[0, 0], &[], (0, 1))), None);
        // Never wrong, and still yes below and no above: no limit agrees.
        assert_eq!(
            Inferred::of(&heard(&[1, 1], &[(0, true), (5, false)], (0, 1))),
            None
        );
    }

    /// What runs of some chance say, and how often they hold, over all that may be answered about
    /// these packages.
    fn said_and_held(
        prior: &[u32],
        worths: &[i64],
        (wrong, least): (u32, i64),
    ) -> [BigRational; 2] {
        let (mut said, mut held) = (part(0, 1), part(0, 1));
        for pattern in 0_u32..1 << worths.len() {
            let answers = (0..).zip(worths);
            let answers = answers.map(|(at, worth)| (*worth, (pattern >> at) & 1 == 1));
            let answers: Vec<(i64, bool)> = answers.collect();
            let heard = heard(prior, &answers, (wrong, 10));
            let Some(found) = Inferred::of(&heard) else {
                continue;
            };
            let run = found.run(&part(least, 20)).unwrap();
            assert!(run.chance >= part(least, 20));
            for (limit, weight) in &heard.limits {
                let mut likely = part(i64::from(*weight), 1);
                for (worth, yes) in &answers {
                    let agrees = (Score::new(*worth) >= *limit) == *yes;
                    let chance = if agrees { 10 - wrong } else { wrong };
                    likely *= part(i64::from(chance), 10);
                }
                said += &likely * &run.chance;
                if run.holds(*limit) {
                    held += likely;
                }
            }
        }
        [said, held]
    }

    #[test]
    fn a_run_holds_the_limit_exactly_as_often_as_it_says() {
        let priors: [&[u32]; 4] = [&[1], &[1, 1, 1], &[3, 1, 2, 1, 1], &[1, 2, 3, 2, 1, 1]];
        let asked: [&[i64]; 4] = [&[], &[2], &[0, 1, 3], &[1, 1, 2, 4, 5]];
        for prior in priors {
            for worths in asked {
                for wrong in 0..4 {
                    for least in [1, 10, 16, 19] {
                        let [said, held] = said_and_held(prior, worths, (wrong, least));
                        assert_eq!(said, held, "{prior:?} {worths:?} {wrong} {least}");
                    }
                }
            }
        }
    }
}
