//! A goal: what makes one package rank higher than another, and what that takes under prices.

use crate::stages::{PRICE_SUM_MAX, Stages};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use std::cmp::Ordering;

/// What to seek among the packages that meet the floors.
#[derive(Debug, Clone)]
pub(crate) struct Goal {
    /// What makes a package rank higher.
    pub(crate) kind: Kind,
    /// The least score each party may have, if there is one.
    pub(crate) floors: Vec<Option<i64>>,
    /// The most that a package gives each party, or anything above it.
    pub(crate) tops: Vec<i64>,
    /// A vector that does not count.
    pub(crate) except: Option<Vec<i64>>,
}

/// What makes a package rank higher.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// The greater least ratio of gain over `base` to `unit`, then the next least, and so on;
    /// parties whose unit is 0 do not count.
    Leximin { base: Vec<i64>, units: Vec<i64> },
    /// The greater product of gains over `base`, all of them positive.
    Product { base: Vec<i64> },
    /// The greater weighted sum of scores.
    Sum(Weights),
}

/// Exact weights of a sum, with prices that are as near as prices come.
#[derive(Debug, Clone)]
pub(crate) struct Weights {
    exact: Vec<BigInt>,
    small: Option<Vec<i128>>,
    pub(crate) prices: Vec<i64>,
    /// Prices are the weights, times 2^shift in a party's shifted units.
    shift: i32,
    /// The most that rounding the prices can hide.
    loss: i64,
}

impl Weights {
    pub(crate) fn new(stages: &Stages, exact: Vec<BigInt>) -> Self {
        let scaled: Vec<BigInt> = exact
            .iter()
            .zip(&stages.shifts)
            .map(|(weight, shift)| weight << *shift)
            .collect();
        let sum: BigInt = scaled.iter().map(Signed::abs).sum();
        let room = i64::from(PRICE_SUM_MAX.ilog2());
        let shift = room - sum.bits() as i64;
        let mut loss = 0;
        let mut prices = Vec::with_capacity(scaled.len());
        for (weight, span) in scaled.iter().zip(&stages.spans) {
            let magnitude = shifted(weight.magnitude(), shift);
            let is_cut = shifted(&magnitude, -shift) != *weight.magnitude();
            loss += i64::from(is_cut) * span;
            let price = magnitude.to_i64().unwrap_or(0);
            prices.push(if weight.is_negative() { -price } else { price });
        }
        let fits = exact.iter().map(Signed::abs).sum::<BigInt>().bits() < 63;
        let small: Option<Vec<i128>> = exact.iter().map(ToPrimitive::to_i128).collect();
        Self {
            small: small.filter(|_| fits),
            exact,
            prices,
            shift: shift as i32,
            loss,
        }
    }

    /// The sum that is worth so much under the prices, or more.
    pub(super) fn unpriced(&self, worth: BigRational) -> BigRational {
        let worth = worth + BigRational::from_integer(BigInt::from(self.loss));
        let unit = BigInt::from(1) << self.shift.unsigned_abs();
        if self.shift >= 0 {
            worth / BigRational::from_integer(unit)
        } else {
            worth * BigRational::from_integer(unit)
        }
    }

    fn sum(&self, scores: &[i64]) -> BigInt {
        let pairs = self.exact.iter().zip(scores);
        pairs.map(|(weight, score)| weight * score).sum()
    }

    fn compare(&self, one: &[i64], other: &[i64]) -> Ordering {
        match &self.small {
            Some(small) => {
                let sum = |scores: &[i64]| -> i128 {
                    let pairs = small.iter().zip(scores);
                    pairs
                        .map(|(weight, score)| weight * i128::from(*score))
                        .sum()
                };
                sum(one).cmp(&sum(other))
            }
            None => self.sum(one).cmp(&self.sum(other)),
        }
    }

    /// What a package that sums to as much is worth at least, under these prices.
    fn threshold(&self, scores: &[i64]) -> Option<i128> {
        let sum = self.sum(scores);
        let scaled = if self.shift >= 0 {
            sum << self.shift
        } else {
            sum >> -self.shift
        };
        scaled
            .to_i64()
            .map(|scaled| i128::from(scaled) - i128::from(self.loss))
    }
}

fn shifted(value: &BigUint, shift: i64) -> BigUint {
    if shift >= 0 {
        value << shift
    } else {
        value >> -shift
    }
}

impl Goal {
    /// Whether scores meet the floors and count.
    pub(crate) fn admits(&self, scores: &[i64]) -> bool {
        if self.except.as_deref() == Some(scores) {
            return false;
        }
        let pairs = self.floors.iter().zip(scores);
        let mut pairs = pairs.map(|(floor, score)| floor.is_none_or(|floor| *score >= floor));
        pairs.all(|meets| meets)
    }

    /// Which scores rank higher.
    pub(crate) fn compare(&self, one: &[i64], other: &[i64]) -> Ordering {
        match &self.kind {
            Kind::Leximin { base, units } => {
                let (one, other) = (ratios(one, base, units), ratios(other, base, units));
                let mut pairs = one.iter().zip(&other).map(|(a, b)| order(a, b));
                pairs.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
            }
            Kind::Product { base } => product(one, base).cmp(&product(other, base)),
            Kind::Sum(weights) => weights.compare(one, other),
        }
    }

    /// What any package must reach that ranks as high as the one with these scores.
    pub(crate) fn aim(&self, best: Option<&[i64]>) -> Aim<'_> {
        let floors = self.floors.clone();
        let Some(best) = best else {
            return Aim {
                corners: vec![floors],
                curve: Curve::None,
            };
        };
        match &self.kind {
            Kind::Leximin { base, units } => Aim {
                corners: self.leximin_corners(best, base, units),
                curve: Curve::None,
            },
            Kind::Product { base } => Aim {
                corners: vec![self.product_corner(best, base)],
                curve: Curve::Product(product(best, base), base),
            },
            Kind::Sum(weights) => Aim {
                corners: vec![floors],
                curve: Curve::Sum(weights, weights.threshold(best)),
            },
        }
    }

    /// Whatever ranks as high by leximin lies above one of these corners.
    ///
    /// Let `k` parties, in order of their greatest possible ratio, be unable to pass the `k` least
    /// ratios of the best so far. Then each of them must have exactly that, and the others must
    /// all pass the next least ratio, or all reach it with the rest at the one after.
    fn leximin_corners(&self, best: &[i64], base: &[i64], units: &[i64]) -> Vec<Vec<Option<i64>>> {
        let sorted = ratios(best, base, units);
        let mut corner = self.floors.clone();
        let mut rest: Vec<usize> = (0..units.len()).filter(|p| units[*p] > 0).collect();
        let top = |party: usize| (gain(self.tops[party], base[party]), units[party]);
        rest.sort_by(|a, b| order(&top(*a), &top(*b)));
        let mut stuck = 0;
        while let (Some(party), Some(ratio)) = (rest.get(stuck), sorted.get(stuck)) {
            if order(&top(*party), ratio).is_gt() {
                break;
            }
            raise(
                &mut corner[*party],
                reach(ratio, base[*party], units[*party]),
            );
            stuck += 1;
        }
        let (Some(ratio), rest) = (sorted.get(stuck), &rest[stuck..]) else {
            return vec![corner];
        };
        let mut corners = vec![corner.clone()];
        for party in rest {
            raise(
                &mut corners[0][*party],
                pass(ratio, base[*party], units[*party]),
            );
        }
        let next = sorted.get(stuck + 1).unwrap_or(ratio);
        for low in rest {
            let mut corner = corner.clone();
            for party in rest {
                let ratio = if party == low { ratio } else { next };
                raise(
                    &mut corner[*party],
                    reach(ratio, base[*party], units[*party]),
                );
            }
            corners.push(corner);
        }
        corners
    }

    /// To keep the product, a party's gain may fall only as far as all others can make up for.
    fn product_corner(&self, best: &[i64], base: &[i64]) -> Vec<Option<i64>> {
        let product = product(best, base);
        let gains: Vec<BigUint> = self
            .tops
            .iter()
            .zip(base)
            .map(|(top, base)| BigUint::from(gain(*top, *base).max(1) as u128))
            .collect();
        let mut corner = self.floors.clone();
        if product.is_zero() {
            return corner;
        }
        for party in 0..base.len() {
            let others = gains
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != party);
            let others: BigUint = others.map(|(_, gain)| gain).product();
            let least = (&product + &others - 1_u8) / &others;
            if let Some(least) = least.to_i64() {
                raise(&mut corner[party], base[party].saturating_add(least.max(1)));
            }
        }
        corner
    }
}

/// What a package must reach to rank as high as the best so far.
#[derive(Debug, Clone)]
pub(crate) struct Aim<'a> {
    /// It lies above at least one of these.
    pub(crate) corners: Vec<Vec<Option<i64>>>,
    curve: Curve<'a>,
}

#[derive(Debug, Clone)]
enum Curve<'a> {
    None,
    Product(BigUint, &'a [i64]),
    Sum(&'a Weights, Option<i128>),
}

impl Aim<'_> {
    /// The least that such a package is worth under these prices, in shifted units; `i64::MIN` if
    /// these prices do not say.
    ///
    /// What lies beyond any package's worth is cut: it forbids all packages or none, cut or not.
    pub(crate) fn threshold(&self, stages: &Stages, prices: &[i64]) -> i64 {
        const FAR: i128 = 1 << 62;
        let corner = self.corner(stages, prices);
        let curve = match &self.curve {
            Curve::None => None,
            Curve::Product(best, base) => on_product(stages, prices, best, base),
            Curve::Sum(weights, value) => {
                let over = prices.iter().zip(&weights.prices).map(|(a, b)| a - b);
                let rest = self.corner(stages, &over.collect::<Vec<_>>());
                // Where nothing is known of the rest, nothing is of the sum.
                rest.zip(*value).map(|(rest, value)| rest + value)
            }
        };
        let known = corner.max(curve).map(|least| least.clamp(-FAR, FAR));
        known.map_or(i64::MIN, |least| least as i64)
    }

    fn corner(&self, stages: &Stages, prices: &[i64]) -> Option<i128> {
        let worth = |corner: &Vec<Option<i64>>| {
            let mut sum = 0;
            for (party, price) in prices.iter().enumerate().filter(|(_, price)| **price != 0) {
                let least = corner[party].filter(|_| *price > 0)?;
                sum += i128::from(*price) * i128::from(stages.shifted(least, party, 1));
            }
            Some(sum)
        };
        let worths: Option<Vec<i128>> = self.corners.iter().map(worth).collect();
        worths?.into_iter().min()
    }
}

/// By the inequality of means: gains `g` with a product of at least `best` have, under prices
/// `w`, a sum `w·g` of at least `P (best Π w)^(1/P)`.
fn on_product(stages: &Stages, prices: &[i64], best: &BigUint, base: &[i64]) -> Option<i128> {
    let parties = prices.len() as u32;
    if best.is_zero() || parties == 0 || prices.iter().any(|price| *price <= 0) {
        return None;
    }
    let shift: u32 = stages.shifts.iter().sum();
    // Shifted gains are rounded up, so their product is at least best / 2^shift.
    let weighted = prices
        .iter()
        .map(|price| BigUint::from(price.unsigned_abs()));
    let product = weighted.product::<BigUint>() * best * BigUint::from(parties).pow(parties);
    let product = product >> shift;
    // A whole number whose power reaches a whole product is at least the root, rounded up.
    let root = product.nth_root(parties);
    let root = if root.pow(parties) < product {
        root + 1_u8
    } else {
        root
    };
    let starts = base.iter().enumerate().map(|(party, base)| {
        i128::from(prices[party]) * i128::from(stages.shifted(*base, party, -1))
    });
    root.to_i128().map(|root| root + starts.sum::<i128>())
}

pub(super) fn gain(score: i64, base: i64) -> i128 {
    i128::from(score) - i128::from(base)
}

type Ratio = (i128, i64);

/// The ratios of the parties that count, least first.
fn ratios(scores: &[i64], base: &[i64], units: &[i64]) -> Vec<Ratio> {
    let parties = scores
        .iter()
        .zip(base)
        .zip(units)
        .filter(|(_, unit)| **unit > 0);
    let mut ratios: Vec<Ratio> = parties
        .map(|((score, base), unit)| (gain(*score, *base), *unit))
        .collect();
    ratios.sort_by(order);
    ratios
}

fn order(one: &Ratio, other: &Ratio) -> Ordering {
    (one.0 * i128::from(other.1)).cmp(&(other.0 * i128::from(one.1)))
}

/// The least score whose ratio reaches this one.
fn reach(ratio: &Ratio, base: i64, unit: i64) -> i64 {
    let (part, whole) = (ratio.0 * i128::from(unit), i128::from(ratio.1));
    let up = part.div_euclid(whole) + i128::from(part.rem_euclid(whole) > 0);
    whole_score(i128::from(base) + up)
}

/// The least score whose ratio passes this one.
fn pass(ratio: &Ratio, base: i64, unit: i64) -> i64 {
    let (part, whole) = (ratio.0 * i128::from(unit), i128::from(ratio.1));
    whole_score(i128::from(base) + part.div_euclid(whole) + 1)
}

/// A score that a package must reach; one beyond all that there are is as much out of reach, or in.
fn whole_score(least: i128) -> i64 {
    least.clamp(i64::MIN.into(), i64::MAX.into()) as i64
}

fn raise(floor: &mut Option<i64>, least: i64) {
    *floor = Some(floor.map_or(least, |floor| floor.max(least)));
}

/// The product of gains, or 0 if one of them is not positive.
fn product(scores: &[i64], base: &[i64]) -> BigUint {
    let mut product = BigUint::from(1_u8);
    for (score, base) in scores.iter().zip(base) {
        let gain = gain(*score, *base);
        if gain <= 0 {
            return BigUint::zero();
        }
        product *= BigUint::from(gain as u128);
    }
    product
}
