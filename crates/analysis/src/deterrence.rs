//! Whether it pays to break, by interval arithmetic: each figure occurs once in the worth of a
//! breach, so the bounds of the worth are exact (Moore 1966), and so is each threshold.

use num_rational::BigRational;
use num_traits::{One, Zero};
use problem::deterrence::{Answer, Edge, Figures, Interval, Lever, Temptation, Threshold};
use problem::{Claim, Reach};

/// The least and the most that breaking can be worth.
#[must_use]
pub fn worth(of: &Temptation) -> Claim<Interval> {
    claim(sum(of.figures(), None), of)
}

/// For each figure that somebody could change: where it makes the agreement enforce itself.
#[must_use]
pub fn thresholds(of: &Temptation) -> Claim<Vec<Threshold>> {
    let levers = of.levers().into_iter();
    let found = levers.filter_map(|lever| threshold(of.figures(), lever));
    claim(found.collect(), of)
}

fn claim<T>(answer: T, of: &Temptation) -> Claim<T> {
    let figures = of.figures().answers.len().saturating_mul(2);
    Claim {
        answer,
        method: "interval arithmetic in exact fractions (Moore 1966)",
        nodes: u64::try_from(figures.saturating_add(4)).unwrap_or(u64::MAX),
        reach: Reach::Complete,
    }
}

/// The worth without the part in which a figure stands.
fn sum(figures: &Figures, without: Option<Lever>) -> Interval {
    let mut least = &figures.gain.least - &figures.keeps.most;
    let mut most = &figures.gain.most - &figures.keeps.least;
    if without != Some(Lever::Delay) {
        let days = product(&figures.daily, &figures.days);
        least += days.least;
        most += days.most;
    }
    for (place, answer) in figures.answers.iter().enumerate() {
        let own = [Lever::Credibility(place), Lever::Cost(place)].map(Some);
        if !own.contains(&without) {
            let expected = product(&answer.credibility, &answer.cost);
            least -= expected.most;
            most -= expected.least;
        }
    }
    Interval { least, most }
}

fn product(one: &Interval, other: &Interval) -> Interval {
    let ends = [
        &one.least * &other.least,
        &one.least * &other.most,
        &one.most * &other.least,
        &one.most * &other.most,
    ];
    let [first, rest @ ..] = ends;
    let (mut least, mut most) = (first.clone(), first);
    for end in rest {
        if end < least {
            least.clone_from(&end);
        }
        if end > most {
            most = end;
        }
    }
    Interval { least, most }
}

fn threshold(figures: &Figures, lever: Lever) -> Option<Threshold> {
    let rest = sum(figures, Some(lever));
    // What one unit more of the figure does to the worth: the most, and the least.
    let slope = match lever {
        Lever::Credibility(place) => minus(&figures.answers.get(place)?.cost),
        Lever::Cost(place) => {
            let Answer { credibility, .. } = figures.answers.get(place)?;
            minus(credibility)
        }
        Lever::Delay => figures.daily.clone(),
    };
    let most = matches!(lever, Lever::Credibility(_)).then(BigRational::one);
    Some(Threshold {
        lever,
        holds: edge(&rest.most, &slope.most, most.as_ref()),
        may_hold: edge(&rest.least, &slope.least, most.as_ref()),
    })
}

fn minus(interval: &Interval) -> Interval {
    Interval {
        least: -&interval.most,
        most: -&interval.least,
    }
}

/// Where `rest + slope × x` is at most 0, for x from 0 to the most that it can be.
fn edge(rest: &BigRational, slope: &BigRational, most: Option<&BigRational>) -> Edge {
    let zero = BigRational::zero();
    let holds_at = |x: &BigRational| rest + slope * x <= zero;
    if *slope == zero || most.is_some_and(|most| holds_at(most) == holds_at(&zero)) {
        return if holds_at(&zero) {
            Edge::Everywhere
        } else {
            Edge::Nowhere
        };
    }
    let turn = -rest / slope;
    match (*slope < zero, turn < zero) {
        (true, _) if turn <= zero => Edge::Everywhere,
        (true, _) => Edge::From(turn),
        (false, true) => Edge::Nowhere,
        (false, false) => Edge::UpTo(turn),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use problem::deterrence::Pays;
    use proptest::prelude::*;

    fn fraction(range: std::ops::RangeInclusive<i64>) -> impl Strategy<Value = BigRational> {
        (range, 1_i64..=4).prop_map(|(above, below)| BigRational::new(above.into(), below.into()))
    }

    fn interval(range: std::ops::RangeInclusive<i64>) -> impl Strategy<Value = Interval> {
        (fraction(range.clone()), fraction(range)).prop_map(|(one, other)| {
            let (least, most) = if one <= other {
                (one, other)
            } else {
                (other, one)
            };
            Interval { least, most }
        })
    }

    fn chance() -> impl Strategy<Value = Interval> {
        let quarter = |n: i64| BigRational::new(n.into(), 4.into());
        (0_i64..=4, 0_i64..=4).prop_map(move |(one, other)| Interval {
            least: quarter(one.min(other)),
            most: quarter(one.max(other)),
        })
    }

    prop_compose! {
        fn temptation()(
            gain in interval(-9..=9),
            daily in interval(-3..=3),
            days in interval(0..=5),
            keeps in interval(-9..=9),
            answers in prop::collection::vec((chance(), interval(0..=20)), 0..=2),
        ) -> Temptation {
            let answers = answers.into_iter();
            let answers = answers.map(|(credibility, cost)| Answer { credibility, cost });
            let answers = answers.collect();
            Temptation::new(Figures { gain, daily, days, keeps, answers }).unwrap()
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn interval_arithmetic_finds_the_corners_of_the_definition(of in temptation()) {
            prop_assert_eq!(Some(worth(&of).answer), of.worth());
        }

        #[test]
        fn a_threshold_says_for_every_value_whether_breaking_pays(
            of in temptation(),
            value in fraction(0..=12),
        ) {
            for threshold in thresholds(&of).answer {
                let turns = [&threshold.holds, &threshold.may_hold];
                let turns = turns.into_iter().filter_map(|edge| match edge {
                    Edge::From(turn) | Edge::UpTo(turn) => Some(turn.clone()),
                    Edge::Everywhere | Edge::Nowhere => None,
                });
                // Around each turning point too, where the answer changes.
                let near = BigRational::new(1.into(), 1000.into());
                let values = turns.flat_map(|turn| [&turn - &near, turn.clone(), turn + &near]);
                for value in values.chain([value.clone()]) {
                    let Some(there) = of.with(threshold.lever, &value) else {
                        continue;
                    };
                    let worth = there.worth().unwrap();
                    let never = Pays::of(&worth) == Pays::Never;
                    prop_assert_eq!(threshold.holds.holds_at(&value), never);
                    let surely = Pays::of(&worth) == Pays::Surely;
                    prop_assert_eq!(threshold.may_hold.holds_at(&value), !surely);
                }
            }
        }
    }
}
