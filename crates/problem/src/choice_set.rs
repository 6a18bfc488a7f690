//! A set of options of one bracket.

use crate::{ChoiceIx, Index};

/// Some of the options of one bracket, kept as bits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ChoiceSet {
    words: Vec<u64>,
}

impl ChoiceSet {
    /// The set that holds no option.
    #[must_use]
    pub const fn empty() -> Self {
        Self { words: Vec::new() }
    }

    /// The set with one option.
    #[must_use]
    pub fn just(choice: ChoiceIx) -> Self {
        [choice].into_iter().collect()
    }

    /// Whether the set holds an option.
    #[must_use]
    pub fn holds(&self, choice: ChoiceIx) -> bool {
        let bit = Index::position(choice);
        self.words
            .get(bit / 64)
            .is_some_and(|word| word >> (bit % 64) & 1 == 1)
    }

    /// Puts an option into the set.
    pub fn insert(&mut self, choice: ChoiceIx) {
        let bit = Index::position(choice);
        if self.words.len() <= bit / 64 {
            self.words.resize(bit / 64 + 1, 0);
        }
        if let Some(word) = self.words.get_mut(bit / 64) {
            *word |= 1 << (bit % 64);
        }
    }

    /// How many options the set holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words
            .iter()
            .map(|word| word.count_ones() as usize)
            .sum()
    }

    /// Whether the set holds no option.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// The options, in order.
    pub fn iter(&self) -> impl Iterator<Item = ChoiceIx> {
        (0..self.words.len() * 64)
            .filter_map(ChoiceIx::from_position)
            .filter(|c| self.holds(*c))
    }
}

impl FromIterator<ChoiceIx> for ChoiceSet {
    fn from_iter<I: IntoIterator<Item = ChoiceIx>>(choices: I) -> Self {
        let mut set = Self::empty();
        for choice in choices {
            set.insert(choice);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_in_and_nothing_else() {
        let set: ChoiceSet = [3, 64, 130].map(ChoiceIx::new).into_iter().collect();
        assert_eq!(
            set.iter().map(ChoiceIx::position).collect::<Vec<_>>(),
            [3, 64, 130]
        );
        assert_eq!(set.len(), 3);
        assert!(!set.holds(ChoiceIx::new(2)) && !set.holds(ChoiceIx::new(500)));
    }
}
