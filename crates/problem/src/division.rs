//! Adjusted Winner: two parties divide points that can be shared in any proportion.
//!
//! Brams and Taylor 1996, *Fair Division*, chapter 4. It stands outside the discrete problem: a
//! point here is divisible, and each party spreads the same number of units over the points.
//!
//! Invariant: totals and shares are exact rationals.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::cmp::Ordering;

/// Two parties' units on divisible points, point by point: the first party's, the second's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contest {
    units: Vec<(u64, u64)>,
}

/// Why two parties' units cannot be divided by.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DivisionError {
    /// The two parties spread different totals.
    #[error(
        "the first party spreads {0} units over the points and the second {1}\n\
         hint: Adjusted Winner compares shares of equal totals, such as 100 each"
    )]
    Unequal(u128, u128),
    /// There is nothing to divide.
    #[error("no party puts a unit on any point")]
    Nothing,
}

/// Who gets how much of each point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// The first party's share of each point, 0 to 1; the second party has the rest.
    pub shares: Vec<BigRational>,
    /// What each party gets, in its own units; Adjusted Winner makes the two equal.
    pub totals: (BigRational, BigRational),
    /// The one point that is divided, if any, counted from 0.
    pub divided: Option<usize>,
}

impl Contest {
    /// The contest with these units.
    ///
    /// # Errors
    /// When the totals differ or are nothing.
    pub fn new(units: Vec<(u64, u64)>) -> Result<Self, DivisionError> {
        let first: u128 = units.iter().map(|(first, _)| u128::from(*first)).sum();
        let second: u128 = units.iter().map(|(_, second)| u128::from(*second)).sum();
        if first != second {
            return Err(DivisionError::Unequal(first, second));
        }
        if first == 0 {
            return Err(DivisionError::Nothing);
        }
        Ok(Self { units })
    }

    /// The units, point by point.
    #[must_use]
    pub fn units(&self) -> &[(u64, u64)] {
        &self.units
    }

    /// The division that Adjusted Winner makes.
    ///
    /// Each point goes to whoever puts more on it, ties to the first party; then points pass from
    /// the one who has more to the other, least loss per unit gained first, the last in part, until
    /// both have the same total.
    #[must_use]
    pub fn adjusted_winner(&self) -> Division {
        let won = |(first, second): &(u64, u64)| if first >= second { one() } else { zero() };
        let mut shares: Vec<BigRational> = self.units.iter().map(won).collect();
        let (first, second) = self.totals(&shares);
        let richer = if first >= second {
            Side::First
        } else {
            Side::Second
        };
        let mut divided = None;
        for point in self.passing_order(richer) {
            let (first, second) = self.totals(&shares);
            let excess = match richer {
                Side::First => first - second,
                Side::Second => second - first,
            };
            let (Some(units), Some(share)) = (self.units.get(point), shares.get_mut(point)) else {
                continue;
            };
            if excess <= zero() || !richer.holds(share) {
                continue;
            }
            // Passing a part p of the point narrows the excess by p times the units of both.
            let part = excess / (exact(units.0) + exact(units.1));
            if part < one() {
                divided = Some(point);
            }
            let part = part.min(one());
            match richer {
                Side::First => *share -= part,
                Side::Second => *share += part,
            }
        }
        let totals = self.totals(&shares);
        Division {
            shares,
            totals,
            divided,
        }
    }

    /// Whether a division is what Adjusted Winner promises, judged without the procedure.
    ///
    /// Equitable: equal totals. Envy-free: each has at least half by its own units. Efficient: no
    /// point, or part of one, could pass between the two to the gain of one and no loss of the
    /// other, which is so when nothing the first holds is worth relatively more to the second than
    /// something the second holds. At most one point is divided.
    #[must_use]
    pub fn is_fair(&self, division: &Division) -> bool {
        let shares = &division.shares;
        let within = shares.iter().all(|s| *s >= zero() && *s <= one());
        let whole: u128 = self.units.iter().map(|(first, _)| u128::from(*first)).sum();
        let half = BigRational::new(BigInt::from(whole), BigInt::from(2));
        let parts = shares.iter().filter(|s| **s > zero() && **s < one());
        shares.len() == self.units.len()
            && within
            && self.totals(shares) == division.totals
            && division.totals.0 == division.totals.1
            && division.totals.0 >= half
            && parts.count() == usize::from(division.divided.is_some())
            && self.is_efficient(shares)
    }

    fn is_efficient(&self, shares: &[BigRational]) -> bool {
        let held = || self.units.iter().zip(shares);
        held()
            .filter(|(_, share)| **share > zero())
            .all(|(mine, _)| {
                held()
                    .filter(|(_, share)| **share < one())
                    .all(|(yours, _)| {
                        let keep = u128::from(mine.0) * u128::from(yours.1);
                        let swap = u128::from(mine.1) * u128::from(yours.0);
                        keep >= swap
                    })
            })
    }

    fn totals(&self, shares: &[BigRational]) -> (BigRational, BigRational) {
        let pairs = || self.units.iter().zip(shares);
        let first = pairs()
            .map(|((first, _), share)| exact(*first) * share)
            .sum();
        let second = pairs()
            .map(|((_, second), share)| exact(*second) * (one() - share))
            .sum();
        (first, second)
    }

    /// The points in the order in which the richer side gives them up: the least units lost per
    /// unit that the other gains first; points that both leave empty last.
    fn passing_order(&self, richer: Side) -> Vec<usize> {
        let mut order: Vec<(usize, u128, u128)> = Vec::new();
        for (point, (first, second)) in self.units.iter().enumerate() {
            let (lost, gained) = match richer {
                Side::First => (*first, *second),
                Side::Second => (*second, *first),
            };
            if lost + gained > 0 {
                order.push((point, u128::from(lost), u128::from(gained)));
            }
        }
        order.sort_by(|a, b| match (a.1 * b.2).cmp(&(b.1 * a.2)) {
            Ordering::Equal => a.0.cmp(&b.0),
            unequal @ (Ordering::Less | Ordering::Greater) => unequal,
        });
        order.into_iter().map(|(point, _, _)| point).collect()
    }
}

#[derive(Debug, Clone, Copy)]
enum Side {
    First,
    Second,
}

impl Side {
    /// Whether the side holds a point of which the first party's share is this.
    fn holds(self, share: &BigRational) -> bool {
        match self {
            Self::First => !share.is_zero(),
            Self::Second => !share.is_one(),
        }
    }
}

fn exact(units: u64) -> BigRational {
    BigRational::from_integer(BigInt::from(units))
}

fn zero() -> BigRational {
    BigRational::zero()
}

fn one() -> BigRational {
    BigRational::one()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(parts: i64, whole: i64) -> BigRational {
        BigRational::new(BigInt::from(parts), BigInt::from(whole))
    }

    /// Panama Canal 1974: weights from Raiffa 1982, the United States first.
    const PANAMA: [(u64, u64); 10] = [
        (22, 9),
        (22, 15),
        (15, 15),
        (14, 3),
        (11, 15),
        (6, 5),
        (4, 11),
        (2, 7),
        (2, 7),
        (2, 13),
    ];

    #[test]
    fn panama_1974_divides_land_and_water_and_ends_at_66_each() {
        let contest = Contest::new(PANAMA.to_vec()).unwrap();
        let division = contest.adjusted_winner();
        assert_eq!(division.totals, (part(66, 1), part(66, 1)));
        assert_eq!(division.divided, Some(2));
        assert_eq!(division.shares[2], part(2, 15));
        assert!(contest.is_fair(&division));
    }

    #[test]
    fn who_is_listed_first_does_not_change_what_each_gets() {
        let turned = PANAMA.iter().map(|(first, second)| (*second, *first));
        let contest = Contest::new(turned.collect()).unwrap();
        let division = contest.adjusted_winner();
        assert_eq!(division.totals, (part(66, 1), part(66, 1)));
        assert_eq!(division.shares[2], part(13, 15));
        assert!(contest.is_fair(&division));
    }

    #[test]
    fn points_that_both_value_alike_are_shared_out_evenly() {
        let contest = Contest::new(vec![(50, 50), (30, 30), (20, 20), (0, 0)]).unwrap();
        let division = contest.adjusted_winner();
        assert_eq!(division.totals, (part(50, 1), part(50, 1)));
        assert!(contest.is_fair(&division));
    }

    #[test]
    fn a_division_that_could_be_bettered_is_not_fair() {
        let contest = Contest::new(vec![(60, 40), (40, 60)]).unwrap();
        let mut division = contest.adjusted_winner();
        assert!(contest.is_fair(&division));
        division.shares.reverse();
        division.totals = (part(40, 1), part(40, 1));
        assert!(!contest.is_fair(&division));
    }

    #[test]
    fn unequal_totals_and_empty_contests_are_refused() {
        assert_eq!(
            Contest::new(vec![(1, 2)]),
            Err(DivisionError::Unequal(1, 2))
        );
        assert_eq!(Contest::new(vec![]), Err(DivisionError::Nothing));
    }
}
