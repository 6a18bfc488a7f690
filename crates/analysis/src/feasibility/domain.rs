//! Which options of each bracket are still open at a node of a search, and why the others are not.
//!
//! Invariant: a bracket's reason names every demand and decision that closed one of its options.

#![expect(
    clippy::indexing_slicing,
    reason = "kernel: every bracket lies below the layout's count, every word below its bracket's"
)]

use super::clause::Part;

/// Where each bracket's options and words lie in flat tables.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    /// The first option of each bracket in a flat list of all options, and their total.
    pub(crate) options: Vec<usize>,
    /// The first word of each bracket in a flat list of all words, and their total.
    pub(crate) words: Vec<usize>,
}

impl Layout {
    pub(crate) fn new(sizes: impl Iterator<Item = usize>) -> Self {
        let mut layout = Self {
            options: vec![0],
            words: vec![0],
        };
        for size in sizes {
            layout.push(size);
        }
        layout
    }

    /// Adds a bracket with so many options and gives its place.
    pub(crate) fn push(&mut self, size: usize) -> usize {
        let place = self.len();
        self.options.push(self.options[place] + size);
        self.words.push(self.words[place] + size.div_ceil(64));
        place
    }

    pub(crate) fn len(&self) -> usize {
        self.options.len() - 1
    }

    pub(crate) fn size(&self, bracket: usize) -> usize {
        self.options[bracket + 1] - self.options[bracket]
    }

    /// No option of a bracket.
    pub(crate) fn none(&self, bracket: usize) -> Vec<u64> {
        vec![0; self.words[bracket + 1] - self.words[bracket]]
    }

    /// Every option of a bracket.
    pub(crate) fn every(&self, bracket: usize) -> Vec<u64> {
        let mut words = self.none(bracket);
        (0..self.size(bracket)).for_each(|bit| words[bit / 64] |= 1 << (bit % 64));
        words
    }
}

/// The open options at a node.
#[derive(Debug, Clone)]
pub(crate) struct Domains {
    open: Vec<u64>,
    why: Vec<u64>,
    reason_words: usize,
    /// The combinations that a decision has set aside: those below are not counted.
    aside: Vec<u64>,
}

impl Domains {
    /// Every option open and no combination of so many set aside; reasons take so many words.
    pub(crate) fn full(layout: &Layout, combinations: usize, reason_words: usize) -> Self {
        let open = (0..layout.len()).flat_map(|bracket| layout.every(bracket));
        Self {
            open: open.collect(),
            why: vec![0; layout.len() * reason_words],
            reason_words,
            aside: vec![0; combinations.div_ceil(64)],
        }
    }

    /// Sets a combination aside.
    pub(crate) fn set_aside(&mut self, combination: usize) {
        self.aside[combination / 64] |= 1 << (combination % 64);
    }

    /// Whether a combination is set aside.
    pub(crate) fn is_aside(&self, combination: usize) -> bool {
        self.aside[combination / 64] >> (combination % 64) & 1 == 1
    }

    pub(crate) fn copy_from(&mut self, other: &Self) {
        self.open.copy_from_slice(&other.open);
        self.why.copy_from_slice(&other.why);
        self.aside.copy_from_slice(&other.aside);
    }

    #[inline]
    pub(crate) fn open(&self, layout: &Layout, bracket: usize) -> &[u64] {
        &self.open[layout.words[bracket]..layout.words[bracket + 1]]
    }

    /// How many options of a bracket are open.
    pub(crate) fn count(&self, layout: &Layout, bracket: usize) -> u32 {
        let open = self.open(layout, bracket).iter();
        open.map(|word| word.count_ones()).sum()
    }

    pub(crate) fn why(&self, bracket: usize) -> &[u64] {
        &self.why[bracket * self.reason_words..(bracket + 1) * self.reason_words]
    }

    /// Adds to the reason why options of a bracket are closed.
    pub(crate) fn blame(&mut self, bracket: usize, reason: &[u64]) {
        let from = bracket * self.reason_words;
        let why = &mut self.why[from..from + self.reason_words];
        why.iter_mut().zip(reason).for_each(|(a, b)| *a |= b);
    }

    /// Closes one option.
    pub(crate) fn close(&mut self, layout: &Layout, bracket: usize, choice: usize) {
        self.open[layout.words[bracket] + choice / 64] &= !(1 << (choice % 64));
    }

    /// Closes every option but one.
    pub(crate) fn take(&mut self, layout: &Layout, bracket: usize, choice: usize) {
        self.open[layout.words[bracket]..layout.words[bracket + 1]].fill(0);
        self.open[layout.words[bracket] + choice / 64] |= 1 << (choice % 64);
    }

    /// Closes every option outside a part's set; whether that closed any.
    pub(crate) fn keep(&mut self, layout: &Layout, part: &Part) -> bool {
        let open = &mut self.open[layout.words[part.bracket]..layout.words[part.bracket + 1]];
        let mut closed = 0;
        for (word, set) in open.iter_mut().zip(&part.set) {
            closed |= *word & !set;
            *word &= set;
        }
        closed != 0
    }

    /// Closes every option of a part's set.
    pub(crate) fn drop_part(&mut self, layout: &Layout, part: &Part) {
        let open = &mut self.open[layout.words[part.bracket]..layout.words[part.bracket + 1]];
        open.iter_mut()
            .zip(&part.set)
            .for_each(|(word, set)| *word &= !set);
    }

    /// Whether the part can still hold.
    #[inline]
    pub(crate) fn can_hold(&self, layout: &Layout, part: &Part) -> bool {
        let open = self.open(layout, part.bracket);
        open.iter().zip(&part.set).any(|(a, b)| a & b != 0)
    }

    /// Whether the part holds whatever is chosen.
    #[inline]
    pub(crate) fn must_hold(&self, layout: &Layout, part: &Part) -> bool {
        let open = self.open(layout, part.bracket);
        open.iter().zip(&part.set).all(|(a, b)| a & !b == 0)
    }

    /// Calls with every open option of a bracket, by its place in the bracket.
    #[inline(always)]
    pub(crate) fn each(&self, layout: &Layout, bracket: usize, mut visit: impl FnMut(usize)) {
        for (place, word) in self.open(layout, bracket).iter().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                visit(place * 64 + rest.trailing_zeros() as usize);
                rest &= rest - 1;
            }
        }
    }
}
