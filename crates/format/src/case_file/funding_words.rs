//! The words of funding, for its other formats: the same as in a case file.

use super::funding::{FOOTINGS, REPORTED};
use super::keys;
use case::{Exact, Footing, Instrument, Reported};

/// The word for a footing.
pub(crate) fn footing(of: Footing) -> &'static str {
    word(of, keys::FOOTINGS, &FOOTINGS)
}

/// The footing of a word.
pub(crate) fn read_footing(word: &str) -> Option<Footing> {
    meant(word, keys::FOOTINGS, &FOOTINGS)
}

/// The word for how a figure was reported.
pub(crate) fn reported(of: Reported) -> &'static str {
    word(of, keys::REPORTED, &REPORTED)
}

/// How a figure was reported, by its word.
pub(crate) fn read_reported(word: &str) -> Option<Reported> {
    meant(word, keys::REPORTED, &REPORTED)
}

/// The word for an instrument.
pub(crate) fn instrument(of: Instrument) -> &'static str {
    word(of, keys::INSTRUMENTS, &Instrument::ALL)
}

/// The instrument of a word.
pub(crate) fn read_instrument(word: &str) -> Option<Instrument> {
    meant(word, keys::INSTRUMENTS, &Instrument::ALL)
}

/// A figure as a case file writes it.
pub(crate) fn figure(of: &Exact) -> String {
    super::figure::written(of)
}

/// A figure as a case file has it.
pub(crate) fn read_figure(text: &str) -> Option<Exact> {
    super::figure::read(text)
}

/// What a word stands for.
pub(super) fn meant<T: Copy>(word: &str, words: &[&str], values: &[T]) -> Option<T> {
    let found = words.iter().zip(values).find(|(known, _)| **known == word);
    found.map(|(_, value)| *value)
}

fn word<T: PartialEq>(value: T, words: &[&'static str], values: &[T]) -> &'static str {
    let mut all = words.iter().zip(values);
    all.find(|(_, known)| **known == value)
        .map_or("", |(word, _)| *word)
}
