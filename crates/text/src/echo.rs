//! Echoes: whether some words say again what other words said, in whatever letters and digits.
//!
//! What gives words away is a figure, or a run of words in their order. Both are compared in
//! a folded
//! form, so that `40.000 t`, `٤٠٠٠٠ t`, `40k t` and `forty thousand t` are the same figure. A
//! paraphrase without a figure is no echo: this finds what was copied, not what was understood.

use crate::figure::{Figure, figure_in};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How many words in their order are a run that nobody says by chance.
const RUN: usize = 5;
/// The fewest words that are a run where there are no more.
const RUN_MIN: usize = 3;
/// How many letters a word has that is more than a joint of a sentence.
const WEIGHTY: usize = 5;
/// How many of the words of a run must be so.
const WEIGHTY_MIN: usize = 2;

/// Words as they are compared: folded, and with their figures read.
#[derive(Clone, Default)]
pub struct Folded {
    words: Vec<String>,
    figures: Vec<Figure>,
    places: BTreeMap<String, Vec<usize>>,
}

/// What of some words would give them away where it stands in others.
#[derive(Clone, Copy)]
pub enum Telltale<'a> {
    /// A figure.
    Figure(&'a Figure),
    /// Words in their order.
    Run(&'a [String]),
}

/// What gives words away, in short: a number for each figure and each run. Where words have no
/// number in common with others they are no echo of them; where they have, the words tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prints(Box<[u32]>);

/// The numbers of everything in some words that could be an echo.
#[derive(Debug, Clone, Default)]
pub struct Said(Vec<u32>);

impl Prints {
    /// Of all that gives these words away.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let folded = words.into_iter().map(Folded::of);
        let prints = folded.flat_map(|one| one.telltales().filter_map(print).collect::<Vec<_>>());
        Self(sorted(prints.collect()).into())
    }

    /// Whether these words may be an echo.
    #[must_use]
    pub fn may_stand_in(&self, said: &Said) -> bool {
        self.0
            .iter()
            .any(|print| said.0.binary_search(print).is_ok())
    }
}

impl Said {
    /// Everything in these words.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a Folded>) -> Self {
        let mut prints = Vec::new();
        for folded in words {
            let figures = folded.figures.iter().map(Telltale::Figure);
            prints.extend(figures.filter_map(print));
            for length in RUN_MIN..=RUN {
                let runs = folded.words.windows(length);
                prints.extend(runs.filter_map(|run| print(Telltale::Run(run))));
            }
        }
        Self(sorted(prints))
    }
}

fn sorted(mut prints: Vec<u32>) -> Vec<u32> {
    prints.sort_unstable();
    prints.dedup();
    prints
}

/// The number of a telltale, equal for equal ones (FNV-1a, folded to half); none of a figure that
/// gives nothing away.
fn print(telltale: Telltale<'_>) -> Option<u32> {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut take = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    match telltale {
        Telltale::Figure(figure) => {
            let (digits, noughts, counts) = figure.given_away()?;
            take(&digits.to_le_bytes());
            take(&noughts.to_le_bytes());
            take(counts.unwrap_or_default().as_bytes());
        }
        Telltale::Run(run) => {
            for word in run {
                take(word.as_bytes());
                take(&[0xff]);
            }
        }
    }
    let half = (hash >> 32) ^ (hash & u64::from(u32::MAX));
    u32::try_from(half).ok()
}

impl Folded {
    /// These words.
    #[must_use]
    pub fn of(words: &str) -> Self {
        let mut folded = Self::default();
        let plain: Vec<String> = pieces(words);
        let mut rest = plain.as_slice();
        while let Some((first, after)) = rest.split_first() {
            if let Some((figure, taken)) = figure_in(rest) {
                folded.add(figure.to_string());
                folded.figures.push(figure);
                rest = rest.get(taken..).unwrap_or_default();
            } else {
                folded.add(first.clone());
                rest = after;
            }
        }
        folded
    }

    fn add(&mut self, word: String) {
        let place = self.words.len();
        self.places.entry(word.clone()).or_default().push(place);
        self.words.push(word);
    }

    /// What of these words would give them away: each figure that is more than a small count, and
    /// each run that is more than the joints of a sentence.
    pub fn telltales(&self) -> impl Iterator<Item = Telltale<'_>> {
        let figures = self.figures.iter().map(Telltale::Figure);
        let runs = self.words.windows(RUN.min(self.words.len()).max(RUN_MIN));
        let runs = runs.filter(|run| is_weighty(run)).map(Telltale::Run);
        figures.chain(runs)
    }

    /// Whether something that gives other words away stands in these.
    #[must_use]
    pub fn has(&self, telltale: Telltale<'_>) -> bool {
        match telltale {
            Telltale::Figure(figure) => self.figures.iter().any(|own| own.is_echo_of(figure)),
            Telltale::Run(run) => {
                let first = run.first().and_then(|first| self.places.get(first));
                let mut starts = first.into_iter().flatten();
                starts.any(|start| self.words.get(*start..start + run.len()) == Some(run))
            }
        }
    }
}

/// Whether a run is more than the joints of a sentence.
fn is_weighty(run: &[String]) -> bool {
    let weighty = run.iter().filter(|word| {
        word.chars().count() >= WEIGHTY || word.chars().any(|letter| letter.is_ascii_digit())
    });
    weighty.count() >= WEIGHTY_MIN
}

/// The words, with marks taken off their letters, letters that look the same made one, and each
/// number in a piece of its own.
fn pieces(words: &str) -> Vec<String> {
    let plain: Vec<char> = words
        .nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .map(plain)
        .collect();
    let mut pieces = Vec::new();
    let mut rest = plain.as_slice();
    while let Some(first) = rest.first() {
        let (piece, taken) = if first.is_ascii_digit() {
            number(rest)
        } else if first.is_alphabetic() {
            let word: String = rest.iter().take_while(|c| c.is_alphabetic()).collect();
            let taken = word.chars().count();
            (word, taken)
        } else if *first == '%' {
            ("percent".to_owned(), 1)
        } else {
            (String::new(), 1)
        };
        if !piece.is_empty() {
            pieces.push(piece);
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    pieces
}

/// The number that letters begin with, and how many of them it takes: without the marks between
/// its groups of three, and with a point before its decimals.
fn number(letters: &[char]) -> (String, usize) {
    let digits = |from: usize| -> String {
        let rest = letters.get(from..).unwrap_or_default().iter();
        rest.take_while(|c| c.is_ascii_digit()).collect()
    };
    let mut number = digits(0);
    let mut taken = number.len();
    let has_groups = number.len() <= 3 && !number.starts_with('0');
    loop {
        let more = digits(taken + 1);
        match letters.get(taken) {
            Some(' ' | ',' | '.' | '\'' | '\u{2019}' | '\u{66c}' | '_')
                if has_groups && more.len() == 3 =>
            {
                number.push_str(&more);
                taken += 4;
            }
            Some('.' | ',' | '\u{66b}') if !more.is_empty() => {
                number.push('.');
                number.push_str(&more);
                return (number, taken + 1 + more.len());
            }
            Some(_) | None => return (number, taken),
        }
    }
}

/// A letter or digit in the one form of all that look the same.
fn plain(letter: char) -> char {
    match letter {
        'а' | 'α' => 'a',
        'в' => 'b',
        'с' | 'ϲ' => 'c',
        'е' => 'e',
        'һ' | 'н' => 'h',
        'і' | 'ι' | 'ı' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' => 'm',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'у' | 'γ' => 'y',
        'υ' => 'u',
        'ν' => 'v',
        'х' | 'χ' => 'x',
        '\u{660}'..='\u{669}' => digit(letter, '\u{660}'),
        '\u{6f0}'..='\u{6f9}' => digit(letter, '\u{6f0}'),
        '\u{966}'..='\u{96f}' => digit(letter, '\u{966}'),
        blank if blank.is_whitespace() => ' ',
        other => other,
    }
}

fn digit(letter: char, nought: char) -> char {
    let value = u32::from(letter).saturating_sub(u32::from(nought));
    char::from_digit(value, 10).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether words say again what was said in confidence.
    fn echoes(told: &str, said: &str) -> bool {
        let (told, said) = (Folded::of(told), Folded::of(said));
        told.telltales().any(|telltale| said.has(telltale))
    }

    proptest::proptest! {
        #[test]
        fn words_that_have_no_number_in_common_are_no_echo(
            told in words_of_few(), said in words_of_few(),
        ) {
            let folded = Folded::of(&said);
            let may = Prints::of([told.as_str()]).may_stand_in(&Said::of([&folded]));
            proptest::prop_assert!(may || !echoes(&told, &said), "`{told}` in `{said}`");
        }
    }

    /// A line of few words, so that two lines often have a run in common.
    fn words_of_few() -> impl proptest::strategy::Strategy<Value = String> {
        let few = [
            "harbour",
            "lights",
            "of",
            "40 000",
            "forty thousand",
            "t",
            "7",
            "2 percent",
            "2031",
            "1.5",
        ];
        let word = proptest::sample::select(few.to_vec());
        let line = proptest::collection::vec(word, 0..12);
        proptest::strategy::Strategy::prop_map(line, |words| words.join(" "))
    }

    const LIMIT: &str = "not above 40 000 t";
    const RUNWAY: &str =
        "The minister cannot stay in office if the harbour is shared before spring.";

    #[test]
    fn a_figure_is_the_same_figure_in_whatever_digits_and_words_it_is_written() {
        for said in [
            "a limit of 40 000 t would be heard",
            "a limit of 40\u{202f}000 t would be heard",
            "a limit of 40,000 tonnes would be heard",
            "a limit of 40.000 would be heard",
            "40'000 of them",
            "40k and no more",
            "forty thousand tonnes",
            "Forty-thousand",
            "0.04 million t",
            "\u{664}\u{660}\u{66c}\u{660}\u{660}\u{660}",
            "\u{ff14}\u{ff10}\u{ff10}\u{ff10}\u{ff10}",
        ] {
            assert!(echoes(LIMIT, said), "{said}");
        }
    }

    #[test]
    fn another_figure_and_a_count_of_something_else_are_no_echo() {
        for (told, said) in [
            (LIMIT, "a limit of 40 001 t would be heard"),
            (LIMIT, "a limit of 4 000 t would be heard"),
            (LIMIT, "we meet in 40 minutes"),
            ("never under 30 boats", "we meet on 30 May at ten"),
            ("never under 30 boats", "it lasted 30 minutes"),
            ("not before 2031", "the fleet of 2031 was larger"),
            (
                "two harbours, or nothing",
                "two harbours were named in public",
            ),
        ] {
            assert!(!echoes(told, said), "{told} / {said}");
        }
        assert!(echoes("never under 30 boats", "would thirty boats do"));
        assert!(echoes("never under 250 boats", "would 250 do"));
        assert!(echoes("at most 2.5 %", "think of 2,5 percent"));
    }

    #[test]
    fn words_in_their_order_are_an_echo_whatever_letters_they_are_written_in() {
        for said in [
            "We hear that the minister cannot stay in office for long",
            "THE MINISTER: CANNOT STAY \u{2014} IN OFFICE",
            // With a Cyrillic o and an accent.
            "the minister cann\u{43e}t st\u{e1}y in office",
            "office if the harbour is shared, then",
        ] {
            assert!(echoes(RUNWAY, said), "{said}");
        }
        assert!(echoes("Harbour before spring", "the harbour before spring"));
    }

    #[test]
    fn what_is_said_every_day_and_what_is_said_otherwise_is_no_echo() {
        for said in [
            "The minister would not keep the office",
            "Cannot the minister stay?",
            "if it is to be in the end",
            "",
        ] {
            assert!(!echoes(RUNWAY, said), "{said}");
        }
        let joints = "and so it is that we would be at it";
        assert!(!echoes(joints, "and so it is that we can"));
        assert!(!echoes("No deal", "there is no deal yet"));
        assert!(!echoes("", "anything"));
    }
}
