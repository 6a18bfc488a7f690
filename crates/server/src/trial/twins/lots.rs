//! Lots: numbers that look like chance and follow from a seed, and what is made of them.

/// A source of lots.
#[derive(Clone)]
pub(super) struct Lots(u64);

/// Words that nobody would mistake for anybody's.
const WORDS: [&str; 24] = [
    "harbour",
    "after",
    "the",
    "count",
    "of",
    "boats",
    "north",
    "and",
    "south",
    "agree",
    "on",
    "nothing",
    "yet",
    "forty",
    "crowns",
    "a",
    "year",
    "<b>bold</b>",
    "\"quoted\"",
    "åse",
    "50 000",
    "line",
    "seal",
    "& more",
];

impl Lots {
    /// The lots that follow from these numbers.
    pub(super) fn of(parts: &[u64]) -> Self {
        let mut lots = Self(0x5851_f42d_4c95_7f2d);
        for part in parts {
            lots.0 ^= part.wrapping_mul(0xd6e8_feb8_6659_fd93);
            lots.next();
        }
        lots
    }

    fn next(&mut self) -> u64 {
        // SplitMix64, Steele, Lea and Flood 2014.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below `most`.
    pub(super) fn up_to(&mut self, most: usize) -> usize {
        let most = u64::try_from(most.max(1)).unwrap();
        usize::try_from(self.next() % most).unwrap()
    }

    /// Whether the lot falls that falls once in so many times.
    pub(super) fn once_in(&mut self, times: usize) -> bool {
        self.up_to(times) == 0
    }

    /// One of these.
    pub(super) fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.up_to(all.len())]
    }

    /// Some words of any length; mostly few.
    pub(super) fn words(&mut self) -> String {
        let most = *self.one_of(&[2, 4, 9, 40]);
        let count = 1 + self.up_to(most);
        let words: Vec<&str> = (0..count).map(|_| *self.one_of(&WORDS)).collect();
        words.join(" ")
    }

    /// Words that a case file takes between quotation marks.
    pub(super) fn plain_words(&mut self) -> String {
        self.words().replace('"', "'")
    }
}
