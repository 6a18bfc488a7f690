//! How alike passages are: by the words that they share, each counted once for each time it stands.

use std::collections::BTreeMap;

/// How alike words must be that are taken for the same, in hundredths.
pub(super) const ALIKE: usize = 60;

/// A number for each word, the same wherever it stands.
#[derive(Default)]
pub(super) struct Lexicon(BTreeMap<String, usize>);

/// The words of a passage, as numbers in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Bag(Vec<usize>);

impl Lexicon {
    /// The words of a passage.
    pub(super) fn bag(&mut self, passage: &str) -> Bag {
        let words = passage.split(|sign: char| !sign.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty()).map(str::to_lowercase);
        let numbers = words.map(|word| {
            let next = self.0.len();
            *self.0.entry(word).or_insert(next)
        });
        let mut numbers: Vec<usize> = numbers.collect();
        numbers.sort_unstable();
        Bag(numbers)
    }
}

impl Bag {
    /// How many words it shares with another, in hundredths of all their words.
    pub(super) fn alike(&self, other: &Self) -> usize {
        let all = self.0.len() + other.0.len();
        let most = self.0.len().min(other.0.len());
        if 200 * most < ALIKE * all {
            // too short, whatever it shares
            return 0;
        }
        let (mut ours, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0;
        while let (Some(one), Some(two)) = (ours.peek(), theirs.peek()) {
            let (one, two) = (**one, **two);
            shared += usize::from(one == two);
            ours.next_if(|_| one <= two);
            theirs.next_if(|_| two <= one);
        }
        (200_usize * shared).checked_div(all).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_are_as_alike_as_they_share_words() {
        let mut lexicon = Lexicon::default();
        let mut alike = |one: &str, other: &str| {
            let (one, other) = (lexicon.bag(one), lexicon.bag(other));
            assert_eq!(one.alike(&other), other.alike(&one));
            one.alike(&other)
        };
        assert_eq!(
            alike("The old border, the line", "the OLD border the line"),
            100
        );
        assert_eq!(alike("a b c d", "a b c e"), 75);
        assert_eq!(alike("a a b", "a b b"), 66);
        assert_eq!(alike("a b c", "d e f"), 0);
        assert_eq!(alike("", ""), 0);
        assert_eq!(alike("a", "a b c d e f"), 0);
    }
}
