//! SplitMix64 (Steele, Lea, Flood 2014): the same numbers in every language.

/// A stream of numbers that a seed fixes.
pub struct SplitMix {
    state: u64,
}

impl SplitMix {
    /// The stream of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next number.
    pub const fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A whole number of 2^-53 parts of one.
    pub const fn part(&mut self) -> u64 {
        self.next() >> 11
    }

    /// A number below a limit of at most 2^11.
    pub const fn below(&mut self, limit: u16) -> u16 {
        let product = self.part() as u128 * limit as u128;
        (product >> 53) as u16
    }
}
