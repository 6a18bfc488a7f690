//! From a party's own decimals to exact integer scores, and back.
//!
//! Invariant: a figure is rounded at most once, here, and the unit says whether it was.

use crate::Score;
use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

/// Whether scores are the party's figures to the last digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Every figure is a whole number of units.
    Exact,
    /// The figures need a finer unit than 64 bits hold: each was rounded to the nearest
    /// 10^-12 of the party's scale, once.
    FixedPoint,
}

/// What one unit of a party's score is worth in the party's own figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    value: BigRational,
    precision: Precision,
}

/// The most bits of a common denominator that is still followed up.
const BITS_MAX: u64 = 8_192;

/// The number itself, or, where its denominator passes [`BITS_MAX`], one a little greater.
fn coarser(number: BigRational) -> BigRational {
    let bits = number.denom().bits();
    if bits <= BITS_MAX {
        return number;
    }
    let shift = bits - BITS_MAX / 2;
    let (numerator, denominator) = number.into_raw();
    BigRational::new((numerator >> shift) + 1, denominator >> shift)
}

impl Unit {
    /// The largest unit in which all these figures are whole, or, where sums could then pass
    /// [`Score::LIMIT`], 10^-12 of the sum of their magnitudes.
    #[must_use]
    pub fn of<'a>(figures: impl IntoIterator<Item = &'a BigRational>) -> Self {
        let mut parts = BigInt::from(1);
        let mut total = BigRational::zero();
        for figure in figures {
            // Beyond this the figures cannot fit: no need to know by how much.
            if parts.bits() <= BITS_MAX {
                parts = parts.lcm(figure.denom());
            }
            total = coarser(total + figure.abs());
        }
        let fits = (&total * &parts).to_integer() <= BigInt::from(Score::LIMIT);
        if fits {
            Self {
                value: BigRational::new(BigInt::from(1), parts),
                precision: Precision::Exact,
            }
        } else {
            let parts = BigRational::from_integer(BigInt::from(10_u64.pow(12)));
            Self {
                value: total / parts,
                precision: Precision::FixedPoint,
            }
        }
    }

    /// The unit in which the figures are the scores themselves.
    #[must_use]
    pub fn one() -> Self {
        Self {
            value: BigRational::from_integer(1.into()),
            precision: Precision::Exact,
        }
    }

    /// What one unit is worth in the party's own figures.
    #[must_use]
    pub const fn value(&self) -> &BigRational {
        &self.value
    }

    /// Whether the scores are exact.
    #[must_use]
    pub const fn precision(&self) -> Precision {
        self.precision
    }

    /// The score of a figure: exact, or rounded to the nearest unit, halves away from zero.
    ///
    /// A figure beyond 64 bits of units gives the nearest score there is; [`Unit::of`] leaves no
    /// such figure among its own.
    #[must_use]
    pub fn score(&self, figure: &BigRational) -> Score {
        let units = (figure / &self.value).round().to_integer();
        let nearest = if units.is_negative() {
            i64::MIN
        } else {
            i64::MAX
        };
        Score::new(units.to_i64().unwrap_or(nearest))
    }

    /// The figure that so many units stand for.
    #[must_use]
    pub fn figure(&self, score: Score) -> BigRational {
        BigRational::from_integer(score.get().into()) * &self.value
    }

    /// The figure as a decimal with so many digits after the point, halves away from zero.
    #[must_use]
    pub fn decimal(&self, score: Score, digits: u32) -> String {
        let small = self.small_decimal(score, digits);
        small.unwrap_or_else(|| decimal(&self.figure(score), digits))
    }

    /// The same in machine integers, where they hold all that is met on the way: a picture has
    /// thousands of figures, and nearly all units are small.
    fn small_decimal(&self, score: Score, digits: u32) -> Option<String> {
        let (numerator, denominator) = (self.value.numer().to_i64()?, self.value.denom().to_i64()?);
        let power = 10_i128.checked_pow(digits)?;
        let whole = i128::from(score.get()).checked_mul(numerator.into())?;
        let twice = whole.checked_mul(power)?.checked_mul(2)?;
        let denominator = i128::from(denominator);
        let units = (twice.unsigned_abs() + denominator.unsigned_abs())
            / denominator.unsigned_abs().checked_mul(2)?;
        let sign = if twice < 0 && units > 0 { "-" } else { "" };
        Some(pointed(sign, &units.to_string(), digits))
    }
}

/// A rational as a decimal with so many digits after the point, halves away from zero.
#[must_use]
pub fn decimal(figure: &BigRational, digits: u32) -> String {
    let power = BigInt::from(10).pow(digits);
    let units = (figure * BigRational::from_integer(power))
        .round()
        .to_integer();
    let sign = if units.is_negative() { "-" } else { "" };
    pointed(sign, &units.magnitude().to_string(), digits)
}

/// A number with its point before so many of its last digits.
fn pointed(sign: &str, text: &str, digits: u32) -> String {
    let digits = digits as usize;
    if digits == 0 {
        return format!("{sign}{text}");
    }
    let padded = format!("{text:0>width$}", width = digits + 1);
    let (whole, part) = padded.split_at(padded.len() - digits);
    format!("{sign}{whole}.{part}")
}

/// Reads a decimal such as `12`, `-0.45` or `1.5e-3` exactly.
///
/// Gives nothing for anything else: no infinities, no exponents beyond 400, no text over 1,000
/// characters.
#[must_use]
pub fn read_decimal(text: &str) -> Option<BigRational> {
    let text = text.trim();
    if text.len() > 1_000 {
        return None;
    }
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    if exponent.unsigned_abs() > 400 {
        return None;
    }
    let negative = mantissa.starts_with('-');
    let unsigned = mantissa.strip_prefix(['-', '+']).unwrap_or(mantissa);
    let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = format!("{whole}{part}");
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let units = BigInt::from(digits.parse::<BigUint>().ok()?);
    let power = exponent - i32::try_from(part.len()).ok()?;
    let ten = BigInt::from(10).pow(power.unsigned_abs());
    let value = if power >= 0 {
        BigRational::from_integer(units * ten)
    } else {
        BigRational::new(units, ten)
    };
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(texts: &[&str]) -> Vec<BigRational> {
        texts
            .iter()
            .map(|text| read_decimal(text).unwrap())
            .collect()
    }

    #[test]
    fn decimals_become_whole_numbers_of_a_common_unit_and_come_back() {
        let figures = figures(&["0.45", "-1.5e-3", "12", "+.25"]);
        let unit = Unit::of(&figures);
        assert_eq!(unit.precision(), Precision::Exact);
        let scores: Vec<i64> = figures.iter().map(|f| unit.score(f).get()).collect();
        assert_eq!(scores, [900, -3, 24_000, 500]);
        assert_eq!(unit.decimal(Score::new(-3), 4), "-0.0015");
        assert!(figures.iter().all(|f| unit.figure(unit.score(f)) == *f));
    }

    #[test]
    fn figures_too_fine_for_64_bits_are_rounded_once_and_say_so() {
        let figures = figures(&["0.3333333333333333333333333333", "2"]);
        let unit = Unit::of(&figures);
        assert_eq!(unit.precision(), Precision::FixedPoint);
        assert_eq!(unit.decimal(unit.score(&figures[0]), 10), "0.3333333333");
    }

    #[test]
    fn denominators_without_end_are_not_followed_up() {
        let figures: Vec<BigRational> = (1_u64..600)
            .map(|n| BigRational::new(1.into(), (2 * n + 1_000_001).into()))
            .collect();
        let unit = Unit::of(&figures);
        assert_eq!(unit.precision(), Precision::FixedPoint);
        assert!(unit.value.denom().bits() < 3 * BITS_MAX);
        let exact: BigRational = figures.iter().sum();
        assert_eq!(
            decimal(&unit.figure(Score::new(1_000_000_000_000)), 20),
            decimal(&exact, 20)
        );
    }

    #[test]
    fn only_decimals_are_read() {
        for text in [
            "", ".", "1.2.3", "inf", "NaN", "1e", "1e999", "0x1", "１", "1_000",
        ] {
            assert_eq!(read_decimal(text), None, "{text}");
        }
    }

    #[test]
    fn a_figure_is_written_alike_in_machine_integers_and_in_long_ones() {
        let scores = [0, 1, -1, 4, -5, 999, -1_000_001, i64::MAX, i64::MIN];
        let values = [
            (1, 1),
            (1, 2),
            (1, 200),
            (7, 3),
            (1, 64),
            (i64::MAX, 1_000_003),
        ];
        let mut quick = 0;
        for (numerator, denominator) in values {
            let unit = Unit {
                value: BigRational::new(numerator.into(), denominator.into()),
                precision: Precision::Exact,
            };
            for (score, digits) in scores.iter().flat_map(|s| (0..13).map(move |d| (*s, d))) {
                let score = Score::new(score);
                let slow = decimal(&unit.figure(score), digits);
                let small = unit.small_decimal(score, digits);
                quick += usize::from(small.is_some());
                assert_eq!(unit.decimal(score, digits), slow);
                assert!(small.is_none_or(|small| small == slow));
            }
        }
        assert!(quick > 400, "{quick} of 702");
    }

    #[test]
    fn decimals_are_written_with_sign_and_leading_zero() {
        let half = read_decimal("-0.005").unwrap();
        assert_eq!(decimal(&half, 2), "-0.01");
        assert_eq!(decimal(&read_decimal("7").unwrap(), 0), "7");
        assert_eq!(decimal(&BigRational::zero(), 2), "0.00");
    }
}
