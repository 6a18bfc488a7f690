//! Figures in words: the numbers that stand in a text, in digits or spelled out in English.

use crate::parallel::figures::{Table, spelled};
use case::Language;
use std::fmt;

/// A number with what it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Its digits, without noughts at their end.
    digits: u64,
    /// How many noughts follow them; how many decimals they have, where it is below nought.
    noughts: i32,
    /// The word after it, where that is no joint of the sentence.
    counts: Option<String>,
}

/// From here on a number is a figure by itself, whatever it counts.
const LARGE: u64 = 100;
/// Below this, a whole number is a small count, which gives nothing away.
const SMALL: u64 = 10;
/// Numbers that are mostly years.
const YEARS: std::ops::RangeInclusive<u64> = 1_900..=2_100;

const JOINTS: [&str; 30] = [
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "for", "from", "if", "in", "is",
    "may", "not", "of", "on", "or", "per", "so", "that", "the", "to", "was", "were", "will",
    "with", "would",
];

/// The figure that folded words begin with, and how many of them it takes.
pub(crate) fn figure_in(words: &[String]) -> Option<(Figure, usize)> {
    let first = words.first()?;
    let (mut digits, mut noughts, mut taken) = if first.starts_with(|c: char| c.is_ascii_digit()) {
        let (digits, noughts) = written(first)?;
        (digits, noughts, 1)
    } else {
        let (value, taken) = spelled_out(words)?;
        (value, 0, taken)
    };
    while let Some(more) = words.get(taken).and_then(|word| scale(word)) {
        noughts = noughts.checked_add(more)?;
        taken += 1;
    }
    while digits != 0 && digits % 10 == 0 {
        digits /= 10;
        noughts = noughts.checked_add(1)?;
    }
    let counts = words.get(taken).filter(|word| {
        let is_word = word.starts_with(|c: char| !c.is_ascii_digit());
        is_word && !JOINTS.contains(&word.as_str())
    });
    let counts = counts.map(|word| word.strip_suffix('s').unwrap_or(word).to_owned());
    let figure = Figure {
        digits,
        noughts,
        counts: counts.filter(|word| !word.is_empty()),
    };
    Some((figure, taken))
}

/// Digits as a number, and how many decimals it has, below nought.
fn written(digits: &str) -> Option<(u64, i32)> {
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let number = format!("{whole}{decimals}").parse().ok()?;
    Some((number, -i32::try_from(decimals.len()).ok()?))
}

/// How many noughts a word adds to the number before it.
fn scale(word: &str) -> Option<i32> {
    match word {
        "hundred" => Some(2),
        "k" | "thousand" => Some(3),
        "mn" | "million" | "millions" => Some(6),
        "bn" | "billion" | "billions" => Some(9),
        _ => None,
    }
}

/// A number in letters, as English has them.
fn spelled_out(words: &[String]) -> Option<(u64, usize)> {
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    match word(0) {
        "zero" => Some((0, 1)),
        _ => spelled(word, &Table::of(&Language::english())),
    }
}

impl Figure {
    /// The number, where it is a whole one that can be counted.
    fn whole(&self) -> Option<u64> {
        let noughts = u32::try_from(self.noughts).ok()?;
        self.digits.checked_mul(10_u64.checked_pow(noughts)?)
    }

    /// Whether a figure says again what another said: the same number, and of the same thing where
    /// the number is one that people use every day.
    pub(crate) fn is_echo_of(&self, other: &Self) -> bool {
        let told = other.given_away();
        told.is_some() && self.given_away() == told
    }

    /// What it gives away: its number, and what that counts where the number alone says nothing;
    /// nothing where it is a small count.
    pub(crate) fn given_away(&self) -> Option<(u64, i32, Option<&str>)> {
        let counts = self.counts.as_deref();
        let says_alone = match self.whole() {
            // Decimals, or more than can be counted.
            None => self.noughts > 0,
            Some(whole) if whole < SMALL => {
                counts.filter(|counts| *counts == "percent")?;
                false
            }
            Some(whole) => whole >= LARGE && !YEARS.contains(&whole),
        };
        let counts = match says_alone {
            true => None,
            false => Some(counts?),
        };
        Some((self.digits, self.noughts, counts))
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}e{}", self.digits, self.noughts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> Option<(String, usize)> {
        let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
        let (figure, taken) = figure_in(&words)?;
        Some((figure.to_string(), taken))
    }

    #[test]
    fn a_number_is_read_from_digits_and_from_words() {
        for (words, figure, taken) in [
            ("40000 t", "4e4", 1),
            ("40 k", "4e4", 2),
            ("forty thousand t", "4e4", 2),
            ("thirty five boats", "35e0", 2),
            ("two hundred and fifty boats", "25e1", 4),
            ("two hundred boats", "2e2", 2),
            ("2.50 percent", "25e-1", 1),
            ("0 boats", "0e0", 1),
            ("1 million", "1e6", 2),
        ] {
            assert_eq!(read(words), Some((figure.to_owned(), taken)), "{words}");
        }
        assert_eq!(read("boats"), None);
        assert_eq!(read("99999999999999999999999"), None);
    }
}
