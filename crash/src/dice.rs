//! Chance that follows from a seed (SplitMix64), so that a run can be had again.

/// Numbers that follow from a seed.
pub(crate) struct Dice(u64);

impl Dice {
    /// The numbers of a seed, and of a place among those who draw from it.
    pub(crate) const fn of(seed: u64, place: u64) -> Self {
        let mut dice = Self(seed.wrapping_add(place.wrapping_mul(0xd134_2543_de82_ef95)));
        dice.next();
        dice
    }

    /// The next number.
    pub(crate) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below another.
    pub(crate) const fn below(&mut self, most: u64) -> u64 {
        // Of none the first: nobody asks for one of nothing.
        match self.next().checked_rem(most) {
            Some(number) => number,
            None => 0,
        }
    }

    /// 128 bits.
    pub(crate) fn bits(&mut self) -> u128 {
        (u128::from(self.next()) << 64) | u128::from(self.next())
    }

    /// One of them; nothing of nothing.
    pub(crate) fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let at = self.below(u64::try_from(of.len()).unwrap_or(1));
        of.get(usize::try_from(at).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_place_give_the_same_numbers_and_others_do_not() {
        let drawn = |seed, place| Dice::of(seed, place).bits();
        assert_eq!(drawn(7, 1), drawn(7, 1));
        assert_ne!(drawn(7, 1), drawn(7, 2));
        assert_ne!(drawn(7, 1), drawn(8, 1));
    }
}
