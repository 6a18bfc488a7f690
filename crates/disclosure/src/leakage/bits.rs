//! How much a factor is in bits.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::One;
use std::fmt;

/// The logarithm of a factor to the base of two, in hundredths of a bit, to the nearest.
///
/// It is found in whole numbers: no figure of this module ever was a float.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Bits(u32);

impl Bits {
    /// Of a factor; one of less than one is none.
    #[must_use]
    pub fn of(factor: &BigRational) -> Self {
        if *factor <= BigRational::one() {
            return Self(0);
        }
        // The power is as many halves of a hundredth as it has binary digits behind the first.
        let over: BigInt = factor.numer().pow(200_u32);
        let under: BigInt = factor.denom().pow(200_u32);
        let halves = (over / under).bits().saturating_sub(1);
        Self(u32::try_from(halves.div_ceil(2)).unwrap_or(u32::MAX))
    }

    /// Of a factor that is a whole number, such as how many things can be told apart.
    #[must_use]
    pub fn of_count(count: usize) -> Self {
        Self::of(&BigRational::from_integer(count.into()))
    }

    /// Hundredths of a bit.
    #[must_use]
    pub const fn hundredths(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Bits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        let noun = if self.0 == 100 { "bit" } else { "bits" };
        write!(f, "{whole}.{rest:02} {noun}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_in_bits_is_right_to_the_nearest_hundredth() {
        let factor = |over: i32, under: i32| BigRational::new(over.into(), under.into());
        let table = [
            (factor(1, 2), "0.00 bits"),
            (factor(1, 1), "0.00 bits"),
            (factor(2, 1), "1.00 bit"),
            (factor(3, 2), "0.58 bits"),
            (factor(6, 1), "2.58 bits"),
            (factor(82, 1), "6.36 bits"),
            (factor(1024, 1), "10.00 bits"),
        ];
        for (factor, words) in table {
            assert_eq!(Bits::of(&factor).to_string(), words, "{factor}");
        }
    }
}
