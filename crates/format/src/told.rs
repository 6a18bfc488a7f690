//! Sentences about what was left out: each once, and of very many the first.

use std::collections::BTreeSet;

/// The most sentences kept.
const TOLD_MAX: usize = 200;

/// What whoever takes the lines in must know.
pub(crate) const PUBLIC: &str = "every line is read as public: give it a `release` where it is not";

/// Sentences, each told once.
#[derive(Debug, Default)]
pub(crate) struct Told {
    told: Vec<String>,
    known: BTreeSet<String>,
    more: usize,
}

impl Told {
    /// Tells a sentence, unless it was told before.
    pub(crate) fn tell(&mut self, words: String) {
        if self.known.contains(&words) {
            return;
        }
        if self.told.len() >= TOLD_MAX {
            self.more += 1;
            return;
        }
        self.known.insert(words.clone());
        self.told.push(words);
    }

    /// The sentences, and how many more there were.
    pub(crate) fn words(self) -> Vec<String> {
        let Self { mut told, more, .. } = self;
        if more > 0 {
            told.push(format!("{more} more of this kind"));
        }
        told
    }
}
