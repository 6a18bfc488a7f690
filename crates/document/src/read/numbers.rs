//! The numbers that Word puts before paragraphs: they stand in no word of the document, and are
//! counted again here.

use std::collections::BTreeMap;

/// The deepest level of a list.
const LEVELS: usize = 9;

/// How a level of a list is numbered.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    /// The first number.
    pub(super) start: Option<u32>,
    /// The kind of signs, such as `decimal`.
    pub(super) signs: String,
    /// The numbers and the words around them, such as `%1.%2.`.
    pub(super) words: String,
}

/// The lists of a document.
#[derive(Default)]
pub(super) struct Lists {
    /// The levels of each kind of list.
    pub(super) kinds: BTreeMap<String, BTreeMap<usize, Level>>,
    /// The kind of each list.
    pub(super) lists: BTreeMap<String, String>,
    /// Where a list begins anew at a level.
    pub(super) starts: BTreeMap<(String, usize), u32>,
    /// How far each list has been counted; lists of a kind count together unless they begin anew.
    counted: BTreeMap<String, [Option<u32>; LEVELS]>,
}

impl Lists {
    /// The number of the next paragraph of a list at a level, as it stands before it.
    pub(super) fn next(&mut self, list: &str, level: usize) -> Option<String> {
        let kind = self.lists.get(list)?;
        let levels = self.kinds.get(kind)?;
        let mut from = self.starts.range((list.to_owned(), 0)..);
        let own = from.next().is_some_and(|((other, _), _)| other == list);
        let counter = if own {
            format!("#{list}")
        } else {
            kind.clone()
        };
        let start = |level: usize| {
            let anew = self.starts.get(&(list.to_owned(), level)).copied();
            anew.or_else(|| levels.get(&level)?.start).unwrap_or(1)
        };
        let counts = self.counted.entry(counter).or_insert([None; LEVELS]);
        let here = counts.get(level).copied().flatten();
        let now = here.map_or_else(|| start(level), |last| last.saturating_add(1));
        *counts.get_mut(level)? = Some(now);
        counts
            .iter_mut()
            .skip(level + 1)
            .for_each(|deeper| *deeper = None);
        let shape = levels.get(&level)?;
        if shape.signs == "bullet" || shape.signs == "none" {
            return (shape.signs == "bullet").then(|| "•".to_owned());
        }
        let mut words = String::new();
        let mut signs = shape.words.chars();
        while let Some(sign) = signs.next() {
            let digit = match sign {
                '%' => signs.next().and_then(|digit| digit.to_digit(10)),
                other => {
                    words.push(other);
                    continue;
                }
            };
            let at = digit.and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1));
            let Some(at) = at else { continue };
            let count = counts
                .get(at)
                .copied()
                .flatten()
                .unwrap_or_else(|| start(at));
            let kind = levels
                .get(&at)
                .map_or("decimal", |level| level.signs.as_str());
            words.push_str(&written(count, kind));
        }
        Some(words)
    }
}

/// A number in the signs of a list.
fn written(count: u32, kind: &str) -> String {
    match kind {
        "lowerLetter" => letters(count),
        "upperLetter" => letters(count).to_uppercase(),
        "lowerRoman" => roman(count),
        "upperRoman" => roman(count).to_uppercase(),
        _ => count.to_string(),
    }
}

fn letters(count: u32) -> String {
    let at = count.saturating_sub(1);
    let letter = char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
    let times = usize::try_from(at / 26).unwrap_or(0).min(10);
    letter.to_string().repeat(times + 1)
}

fn roman(count: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1_000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if count > 3_999 {
        return count.to_string();
    }
    let (mut left, mut words) = (count, String::new());
    for (value, sign) in SIGNS {
        while left >= value {
            words.push_str(sign);
            left -= value;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists() -> Lists {
        let level = |signs: &str, words: &str| Level {
            start: Some(1),
            signs: signs.to_owned(),
            words: words.to_owned(),
        };
        let levels = [
            (0, level("decimal", "%1.")),
            (1, level("lowerLetter", "%1(%2)")),
            (2, level("upperRoman", "%3")),
        ];
        Lists {
            kinds: [("0".to_owned(), levels.into())].into(),
            lists: ["1", "2"]
                .map(|list| (list.to_owned(), "0".to_owned()))
                .into(),
            starts: [(("2".to_owned(), 0), 7)].into(),
            ..Lists::default()
        }
    }

    #[test]
    fn numbers_are_counted_as_word_counts_them() {
        let mut lists = lists();
        let mut next = |list: &str, level| lists.next(list, level).unwrap();
        assert_eq!(next("1", 0), "1.");
        assert_eq!(next("1", 1), "1(a)");
        assert_eq!(next("1", 1), "1(b)");
        assert_eq!(next("1", 2), "I");
        assert_eq!(next("1", 0), "2.");
        assert_eq!(next("1", 1), "2(a)");
        assert_eq!(next("2", 0), "7.");
        assert_eq!(next("2", 0), "8.");
        assert_eq!(next("1", 0), "3.");
    }

    #[test]
    fn many_lists_that_begin_anew_do_not_slow_each_other() {
        let mut lists = lists();
        let many = (0..200_000).map(|at| ((format!("many{at}"), 0), 1));
        lists.starts.extend(many);
        for now in 1..200_000 {
            assert_eq!(lists.next("1", 0).unwrap(), format!("{now}."));
        }
    }

    #[test]
    fn letters_and_roman_numbers_are_those_of_a_list() {
        assert_eq!(
            ["a", "z", "aa"],
            [1, 26, 27].map(letters).each_ref().map(String::as_str)
        );
        assert_eq!(
            ["iv", "xiv", "mcmxc"],
            [4, 14, 1990].map(roman).each_ref().map(String::as_str)
        );
    }
}
