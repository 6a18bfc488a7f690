//! Does it pay to break the agreement? What a breach brings a party at one stage of the plan,
//! against the answers that it has to expect, where each figure is known within bounds only.
//!
//! Breaking is worth `gain + daily × days − keeps − Σ credibility × cost`: what it brings at once
//! and each day until it is answered, less what the agreement would still have brought, less each
//! answer's cost weighted by how likely the answer is.
//!
//! Invariant: no bound stands the wrong way round; days, credibilities and costs are not negative,
//! and no credibility is above 1.

use num_rational::BigRational;
use num_traits::{One, Zero};

/// A figure that is known within bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    /// The least it can be.
    pub least: BigRational,
    /// The most it can be.
    pub most: BigRational,
}

/// What has to be expected from one guarantee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// How likely it is that the answer comes.
    pub credibility: Interval,
    /// What it costs the one that broke the agreement.
    pub cost: Interval,
}

/// What a breach brings one party at one stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Temptation {
    figures: Figures,
}

/// The figures of a [`Temptation`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// What the breach brings at once.
    pub gain: Interval,
    /// What it brings on each day until it is answered.
    pub daily: Interval,
    /// The days until it is answered.
    pub days: Interval,
    /// What the agreement would still have brought.
    pub keeps: Interval,
    /// The answers.
    pub answers: Vec<Answer>,
}

/// Bounds stand the wrong way round, or a figure is outside what it can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a figure of a breach has bounds that cannot be")]
pub struct NoSuchBounds;

/// Whether it pays to break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pays {
    /// Wherever the figures lie within their bounds.
    Surely,
    /// Nowhere within the bounds; what is worth nothing does not pay.
    Never,
    /// It depends on where within their bounds the figures lie.
    Depends,
}

/// A figure that somebody could change to make the agreement hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lever {
    /// How likely an answer is, by its place.
    Credibility(usize),
    /// What an answer costs, by its place.
    Cost(usize),
    /// How many days it takes to answer.
    Delay,
}

/// For which values of a figure breaking does not pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edge {
    /// For every value that it can have.
    Everywhere,
    /// For no value that it can have.
    Nowhere,
    /// From this value on, and for all above it.
    From(BigRational),
    /// Up to this value, and for all below it.
    UpTo(BigRational),
}

/// Where one figure decides whether the agreement enforces itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// The figure.
    pub lever: Lever,
    /// Where breaking does not pay, wherever the other figures lie.
    pub holds: Edge,
    /// Where breaking does not pay if the other figures lie as well for the agreement as they can:
    /// outside of this it pays in any case.
    pub may_hold: Edge,
}

/// One point within the bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The figures of the gain, each day, the days, and what the agreement would have brought.
    pub figures: [BigRational; 4],
    /// Credibility and cost of each answer.
    pub answers: Vec<(BigRational, BigRational)>,
}

impl Interval {
    /// A figure that is known.
    #[must_use]
    pub fn exactly(figure: BigRational) -> Self {
        Self {
            least: figure.clone(),
            most: figure,
        }
    }

    fn ends(&self) -> Vec<&BigRational> {
        if self.least == self.most {
            vec![&self.least]
        } else {
            vec![&self.least, &self.most]
        }
    }
}

impl Temptation {
    /// These figures.
    ///
    /// # Errors
    /// When bounds stand the wrong way round, or a figure is outside what it can be.
    pub fn new(figures: Figures) -> Result<Self, NoSuchBounds> {
        let (zero, one) = (BigRational::zero(), BigRational::one());
        let ordered = |each: &Interval| each.least <= each.most;
        let plain = [&figures.gain, &figures.daily, &figures.days, &figures.keeps];
        let fits = plain.into_iter().all(ordered)
            && figures.days.least >= zero
            && figures.answers.iter().all(|answer| {
                let (credibility, cost) = (&answer.credibility, &answer.cost);
                let within = credibility.least >= zero && credibility.most <= one;
                within && cost.least >= zero && ordered(credibility) && ordered(cost)
            });
        fits.then_some(Self { figures }).ok_or(NoSuchBounds)
    }

    /// Its figures.
    #[must_use]
    pub const fn figures(&self) -> &Figures {
        &self.figures
    }

    /// Every corner of the box of figures. As the worth is linear in each figure alone, its
    /// extremes lie there.
    ///
    /// Slow: two to the number of figures.
    #[must_use]
    pub fn corners(&self) -> Vec<Point> {
        let Figures {
            gain,
            daily,
            days,
            keeps,
            answers,
        } = &self.figures;
        let figures = [gain, daily, days, keeps];
        let answers = answers.iter();
        let answers = answers.flat_map(|answer| [&answer.credibility, &answer.cost]);
        let mut corners: Vec<Vec<&BigRational>> = vec![Vec::new()];
        for interval in figures.into_iter().chain(answers) {
            let longer = corners.iter().flat_map(|corner| {
                let ends = interval.ends().into_iter();
                ends.map(|end| corner.iter().copied().chain([end]).collect())
            });
            corners = longer.collect();
        }
        corners
            .into_iter()
            .filter_map(|corner| point(&corner))
            .collect()
    }

    /// The least and the most that breaking can be worth, by the definition.
    #[must_use]
    pub fn worth(&self) -> Option<Interval> {
        let worths = self.corners().into_iter().map(|corner| corner.worth());
        let worths: Vec<BigRational> = worths.collect();
        Some(Interval {
            least: worths.iter().min()?.clone(),
            most: worths.iter().max()?.clone(),
        })
    }

    /// The same with one figure at a value that it can have.
    #[must_use]
    pub fn with(&self, lever: Lever, value: &BigRational) -> Option<Self> {
        let mut figures = self.figures.clone();
        let slot = match lever {
            Lever::Credibility(place) => &mut figures.answers.get_mut(place)?.credibility,
            Lever::Cost(place) => &mut figures.answers.get_mut(place)?.cost,
            Lever::Delay => &mut figures.days,
        };
        let most = match lever {
            Lever::Credibility(_) => Some(BigRational::one()),
            Lever::Cost(_) | Lever::Delay => None,
        };
        if *value < BigRational::zero() || most.is_some_and(|most| *value > most) {
            return None;
        }
        *slot = Interval::exactly(value.clone());
        Some(Self { figures })
    }

    /// Every figure that somebody could change.
    #[must_use]
    pub fn levers(&self) -> Vec<Lever> {
        let places = 0..self.figures.answers.len();
        let answers = places.flat_map(|place| [Lever::Credibility(place), Lever::Cost(place)]);
        answers.chain([Lever::Delay]).collect()
    }
}

/// The point with these figures, in the order of [`Temptation::corners`].
fn point(figures: &[&BigRational]) -> Option<Point> {
    let (figures, answers) = figures.split_first_chunk::<4>()?;
    let answers = answers.chunks_exact(2).filter_map(|pair| match pair {
        [credibility, cost] => Some(((*credibility).clone(), (*cost).clone())),
        _ => None,
    });
    Some(Point {
        figures: figures.map(Clone::clone),
        answers: answers.collect(),
    })
}

impl Point {
    /// What breaking is worth there.
    #[must_use]
    pub fn worth(&self) -> BigRational {
        let [gain, daily, days, keeps] = &self.figures;
        let expected = self.answers.iter().map(|(chance, cost)| chance * cost);
        let expected: BigRational = expected.sum();
        gain + daily * days - keeps - expected
    }
}

impl Pays {
    /// Whether it pays, where the worth lies within these bounds.
    #[must_use]
    pub fn of(worth: &Interval) -> Self {
        if worth.least > BigRational::zero() {
            Self::Surely
        } else if worth.most <= BigRational::zero() {
            Self::Never
        } else {
            Self::Depends
        }
    }
}

impl Edge {
    /// Whether breaking does not pay for a value.
    #[must_use]
    pub fn holds_at(&self, value: &BigRational) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Nowhere => false,
            Self::From(least) => value >= least,
            Self::UpTo(most) => value <= most,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(figure: i64) -> BigRational {
        BigRational::from_integer(figure.into())
    }

    fn interval(least: i64, most: i64) -> Interval {
        Interval {
            least: whole(least),
            most: whole(most),
        }
    }

    fn figures(gain: Interval, answers: Vec<Answer>) -> Figures {
        Figures {
            gain,
            daily: interval(1, 2),
            days: interval(3, 10),
            keeps: interval(5, 5),
            answers,
        }
    }

    fn answer(credibility: Interval, cost: Interval) -> Answer {
        Answer { credibility, cost }
    }

    #[test]
    fn what_a_breach_is_worth_lies_between_its_corners() {
        let half = BigRational::new(1.into(), 2.into());
        let certain = Interval {
            least: half,
            most: whole(1),
        };
        let answers = vec![answer(certain, interval(10, 20))];
        let it = Temptation::new(figures(interval(4, 6), answers)).unwrap();
        // 4 + 1 × 3 − 5 − 1 × 20, and 6 + 2 × 10 − 5 − 1/2 × 10
        assert_eq!(it.worth(), Some(interval(-18, 16)));
        assert_eq!(Pays::of(&it.worth().unwrap()), Pays::Depends);
    }

    #[test]
    fn what_is_worth_nothing_does_not_pay() {
        assert_eq!(Pays::of(&interval(-1, 0)), Pays::Never);
        assert_eq!(Pays::of(&interval(0, 1)), Pays::Depends);
        assert_eq!(Pays::of(&interval(1, 1)), Pays::Surely);
    }

    #[test]
    fn figures_that_cannot_be_are_refused() {
        let wrong = [
            figures(interval(2, 1), vec![]),
            figures(interval(0, 1), vec![answer(interval(0, 2), interval(1, 1))]),
            figures(
                interval(0, 1),
                vec![answer(interval(0, 1), interval(-1, 1))],
            ),
        ];
        for figures in wrong {
            assert_eq!(Temptation::new(figures), Err(NoSuchBounds));
        }
    }
}
