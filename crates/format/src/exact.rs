//! Numbers as written: decimals read to exact rationals and written back, never through a float.
//!
//! Invariant: what [`written`] gives, [`read`] takes.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use problem::scale;

/// An exact number of a file.
pub type Exact = BigRational;

/// The most characters a number of a file may have; longer ones are refused, not rounded.
pub const LENGTH_MAX: usize = 120;

/// The largest exponent, either way, that a number of a file may have.
const EXPONENT_MAX: u32 = 60;

/// The digits after the point to which an endless decimal is rounded when it is written.
const DIGITS_ENDLESS: u32 = 30;

/// Whether a number was written to its last digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// The text is the number.
    None,
    /// The decimal has no end, or too many digits: the text is the nearest of 30 digits after the
    /// point.
    ToThirtyDigits,
}

/// Reads a decimal such as `12`, `-0.45` or `1.5E-3`, exactly.
///
/// Gives nothing for infinities, for what is no number, for more than 120 characters and for
/// exponents beyond 60.
#[must_use]
pub fn read(text: &str) -> Option<Exact> {
    let text = text.trim();
    if text.len() > LENGTH_MAX {
        return None;
    }
    if let Some((_, exponent)) = text.split_once(['e', 'E']) {
        let exponent: i32 = exponent.parse().ok()?;
        if exponent.unsigned_abs() > EXPONENT_MAX {
            return None;
        }
    }
    scale::read_decimal(text)
}

/// The number as a decimal that [`read`] takes, and whether it had to be rounded.
#[must_use]
pub fn written(number: &Exact) -> (String, Rounding) {
    if let Some(digits) = digits(number.denom()) {
        let text = scale::decimal(number, digits);
        if text.len() <= LENGTH_MAX {
            return (text, Rounding::None);
        }
    }
    let text = scale::decimal(number, DIGITS_ENDLESS);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let text = if text == "-0" { "0" } else { text };
    (text.to_owned(), Rounding::ToThirtyDigits)
}

/// How many digits after the point a decimal with this denominator has, if it ends.
fn digits(denominator: &BigInt) -> Option<u32> {
    let mut rest = denominator.clone();
    let mut most = 0;
    for prime in [2_u8, 5] {
        let mut count = 0;
        while (&rest % prime).is_zero() {
            rest /= prime;
            count += 1;
            if count > 400 {
                return None;
            }
        }
        most = most.max(count);
    }
    (rest == BigInt::from(1)).then_some(most)
}

/// The whole number, if it is one and fits 64 bits.
#[must_use]
pub fn whole(number: &Exact) -> Option<i64> {
    number.is_integer().then(|| number.to_integer().to_i64())?
}

/// A whole number as an exact one.
#[must_use]
pub fn of(whole: i64) -> Exact {
    Exact::from_integer(whole.into())
}

/// The number held between 0 and 1.
#[must_use]
pub fn unit_clamped(number: Exact) -> Exact {
    let one = of(1);
    if number.is_negative() {
        Exact::zero()
    } else if number > one {
        one
    } else {
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_comes_back_as_it_was_written() {
        for text in ["0", "-0.45", "12", "0.37808251708013424", "0.00001", "-3"] {
            assert_eq!(
                written(&read(text).unwrap()),
                (text.to_owned(), Rounding::None)
            );
        }
        assert_eq!(written(&read("3.25E-5").unwrap()).0, "0.0000325");
        assert_eq!(written(&read("1e3").unwrap()).0, "1000");
    }

    #[test]
    fn an_endless_decimal_is_rounded_and_says_so() {
        let third = Exact::new(1.into(), 3.into());
        let (text, rounding) = written(&third);
        assert_eq!(rounding, Rounding::ToThirtyDigits);
        assert_eq!(text, format!("0.{}", "3".repeat(30)));
        assert!(read(&text).is_some());
    }

    #[test]
    fn a_number_too_long_or_too_large_is_not_read() {
        for text in ["1e61", "1e-61", "inf", "-.inf", "NaN", &"9".repeat(121)] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
