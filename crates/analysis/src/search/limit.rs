//! What no package can pass, by one quote of prices: the bound that stands when a search stops.

use super::goal::{Goal, Kind};
use super::pool::Quote;
use crate::stages::{DEAD, Stages};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

/// The most that a product of gains, a least ratio or a weighted sum can be; nothing if these
/// prices do not say.
pub(super) fn limit(stages: &Stages, goal: &Goal, quote: &Quote) -> Option<BigRational> {
    let prices = &quote.prices;
    if quote.priced.bound <= DEAD / 2 {
        return None;
    }
    let bound = BigRational::from_integer(BigInt::from(quote.priced.bound));
    // What so many whole units of each party are worth, in shifted units.
    let worth = |units: &[i64]| -> BigRational {
        let parties = prices.iter().zip(units).zip(&stages.shifts);
        parties
            .map(|((price, units), shift)| {
                let value = BigInt::from(*price) * BigInt::from(*units);
                BigRational::new(value, BigInt::from(1) << *shift)
            })
            .sum()
    };
    match &goal.kind {
        Kind::Leximin { base, units } => {
            let is_told = |(price, unit): (&i64, &i64)| *price == 0 || *price > 0 && *unit > 0;
            let whole = worth(units);
            let tells = prices.iter().zip(units).all(is_told) && whole.is_positive();
            tells.then(|| (bound - worth(base)) / whole)
        }
        Kind::Product { base } => {
            if prices.iter().any(|price| *price <= 0) || prices.is_empty() {
                return None;
            }
            let count = BigRational::from_integer(BigInt::from(prices.len()));
            let mean = (bound - worth(base)) / count;
            if mean.is_negative() {
                return Some(BigRational::zero());
            }
            let shift: u32 = stages.shifts.iter().sum();
            let priced: BigInt = prices.iter().map(|price| BigInt::from(*price)).product();
            let unit = BigRational::new(BigInt::from(1) << shift, priced);
            Some(num_traits::pow(mean, prices.len()) * unit)
        }
        Kind::Sum(weights) => (weights.prices == *prices).then(|| weights.unpriced(bound)),
    }
}
