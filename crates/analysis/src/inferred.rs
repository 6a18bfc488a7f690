//! Whether inferred limits hold as often as they say: simulated parties whose limits are known
//! answer the same questions, and it is counted.

use crate::instances::SplitMix;
use num_rational::BigRational;
use num_traits::ToPrimitive;
use problem::Score;
use problem::inferred::{Heard, Inferred, Noise};
use problem::robust::Share;

/// How often a run of at least some chance held the limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reliability {
    /// The chance that was asked for.
    pub asked: BigRational,
    /// The chance that the runs stated, mean over the parties, in ten-thousandths.
    pub stated: u64,
    /// How often they held the limit.
    pub held: Share,
}

/// How often runs of these chances hold the limit of so many simulated parties, which answer about
/// the same packages and are wrong as often as is said here, whatever is taken for granted.
#[must_use]
pub fn reliability(
    heard: &Heard,
    (wrong, parties, seed): (Noise, u64, u64),
    asked: &[BigRational],
) -> Vec<Reliability> {
    let mut mix = SplitMix::new(seed);
    let mut sums = vec![(0_u64, 0_u64); asked.len()];
    for _ in 0..parties {
        let Some(limit) = drawn(heard, &mut mix) else {
            break;
        };
        let mut answers = heard.answers.clone();
        for (worth, yes) in &mut answers {
            let other = below(&mut mix, u64::from(wrong.of)) < u64::from(wrong.wrong);
            *yes = (*worth >= limit) != other;
        }
        let own = Heard {
            answers,
            ..heard.clone()
        };
        let found = Inferred::of(&own);
        for (least, (stated, held)) in asked.iter().zip(&mut sums) {
            if let Some(run) = found.as_ref().and_then(|found| found.run(least)) {
                let parts = (&run.chance * BigRational::from_integer(10_000.into())).to_integer();
                *stated += parts.to_u64().unwrap_or(0);
                *held += u64::from(run.holds(limit));
            }
        }
    }
    let each = asked.iter().zip(sums);
    let each = each.map(|(asked, (stated, held))| Reliability {
        asked: asked.clone(),
        stated: stated / parties.max(1),
        held: Share {
            count: held,
            of: parties,
            independent: parties,
        },
    });
    each.collect()
}

/// A limit by the weights of the prior.
fn drawn(heard: &Heard, mix: &mut SplitMix) -> Option<Score> {
    let whole: u64 = heard
        .limits
        .iter()
        .map(|(_, weight)| u64::from(*weight))
        .sum();
    let mut rest = below(mix, whole);
    heard.limits.iter().find_map(|(limit, weight)| {
        let weight = u64::from(*weight);
        if rest < weight {
            return Some(*limit);
        }
        rest -= weight;
        None
    })
}

/// A number below a limit.
fn below(mix: &mut SplitMix, limit: u64) -> u64 {
    let product = u128::from(mix.next()) * u128::from(limit);
    u64::try_from(product >> 64).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard() -> Heard {
        let limits = (0..21).map(|step| (Score::new(step * 5), 1));
        let answers = [12, 30, 33, 47, 52, 58, 66, 71, 90];
        Heard {
            limits: limits.collect(),
            noise: Noise { wrong: 1, of: 20 },
            answers: answers.map(|worth| (Score::new(worth), true)).to_vec(),
        }
    }

    fn asked() -> Vec<BigRational> {
        [50, 80, 90, 95]
            .map(|parts| BigRational::new(parts.into(), 100.into()))
            .to_vec()
    }

    #[test]
    fn runs_hold_the_limit_at_their_stated_rate() {
        let noise = Noise { wrong: 1, of: 20 };
        let found = reliability(&heard(), (noise, 4_000, 7), &asked());
        for row in &found {
            let (low, high) = row.held.interval().unwrap();
            let stated = u32::try_from(row.stated).unwrap();
            // The stated rate is a mean cut to whole ten-thousandths.
            assert!(low <= stated + 1 && stated <= high, "{row:?}");
            let least = (&row.asked * BigRational::from_integer(10_000.into())).to_integer();
            assert!(u64::try_from(least).unwrap() <= row.stated + 1, "{row:?}");
        }
    }

    #[test]
    fn parties_that_mislead_more_often_than_is_taken_for_granted_are_held_less_often() {
        let often = Noise { wrong: 6, of: 20 };
        let found = reliability(&heard(), (often, 2_000, 7), &asked());
        for row in &found {
            let (_, high) = row.held.interval().unwrap();
            assert!(u64::from(high) < row.stated, "{row:?}");
        }
    }

    #[test]
    fn one_seed_gives_one_table() {
        let noise = Noise { wrong: 1, of: 20 };
        let table = |seed| reliability(&heard(), (noise, 200, seed), &asked());
        assert_eq!(table(1), table(1));
        assert_ne!(table(1), table(2));
    }
}
