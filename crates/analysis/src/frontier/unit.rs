//! The integer widths in which partial vectors are held.
//!
//! Memory traffic decides the speed of a large frontier, so a problem is solved in the narrowest
//! width that holds every sum. Vectors are shifted so that no partial sum is negative.

use std::cmp::Ordering;

/// An unsigned integer wide enough for every partial sum of the problem at hand.
pub(super) trait Unit:
    Copy + Ord + Default + Send + Sync + std::fmt::Debug + 'static
{
    /// The narrowed number; the caller has checked that it fits.
    fn narrow(wide: u64) -> Self;

    /// The number at full width.
    fn wide(self) -> u64;

    /// The sum; the caller has checked that every sum of the problem fits.
    fn plus(self, other: Self) -> Self;

    /// The difference, if it is not negative.
    fn minus(self, other: Self) -> Option<Self>;

    /// The lexicographic order of two vectors of up to three parties.
    fn order<const D: usize>(one: &[Self; D], other: &[Self; D]) -> Ordering;
}

macro_rules! unit {
    ($width:ty, $order:expr) => {
        impl Unit for $width {
            #[inline(always)]
            fn narrow(wide: u64) -> Self {
                wide as Self
            }

            #[inline(always)]
            fn wide(self) -> u64 {
                u64::from(self)
            }

            #[inline(always)]
            fn plus(self, other: Self) -> Self {
                self.wrapping_add(other)
            }

            #[inline(always)]
            fn minus(self, other: Self) -> Option<Self> {
                self.checked_sub(other)
            }

            #[inline(always)]
            fn order<const D: usize>(one: &[Self; D], other: &[Self; D]) -> Ordering {
                $order(one, other)
            }
        }
    };
}

unit!(u16, |one, other| packed(one, 16).cmp(&packed(other, 16)));
unit!(u32, |one, other| packed(one, 32).cmp(&packed(other, 32)));
unit!(u64, |one: &[u64; D], other: &[u64; D]| one.cmp(other));

/// Up to three numbers of so many bits as one, which compares faster than a list.
#[inline(always)]
fn packed<W: Unit, const D: usize>(vector: &[W; D], bits: u32) -> u128 {
    vector
        .iter()
        .fold(0, |sum, unit| sum << bits | u128::from(unit.wide()))
}
