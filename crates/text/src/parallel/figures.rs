//! Figures and days in any script: digits as they are written in each language, with the names of
//! the months where a language has a table.

use crate::lint::tokens;
use case::Language;
use std::collections::BTreeSet;

/// The names of the months in a language, each by how it begins, and small numbers in letters.
#[derive(Clone, Copy)]
pub(super) struct Months {
    names: Option<&'static [&'static [&'static str]; 12]>,
    spelled: &'static [(&'static str, u32)],
}

const ENGLISH: [&[&str]; 12] = [
    &["january"],
    &["february"],
    &["march"],
    &["april"],
    &["may"],
    &["june"],
    &["july"],
    &["august"],
    &["september"],
    &["october"],
    &["november"],
    &["december"],
];
const FRENCH: [&[&str]; 12] = [
    &["janvier"],
    &["février"],
    &["mars"],
    &["avril"],
    &["mai"],
    &["juin"],
    &["juillet"],
    &["août"],
    &["septembre"],
    &["octobre"],
    &["novembre"],
    &["décembre"],
];
const ARABIC: [&[&str]; 12] = [
    &["يناير", "كانون الثاني"],
    &["فبراير", "شباط"],
    &["مارس", "آذار"],
    &["أبريل", "نيسان"],
    &["مايو", "أيار"],
    &["يونيو", "حزيران"],
    &["يوليو", "تموز"],
    &["أغسطس", "آب"],
    &["سبتمبر", "أيلول"],
    &["أكتوبر", "تشرين الأول"],
    &["نوفمبر", "تشرين الثاني"],
    &["ديسمبر", "كانون الأول"],
];
const UKRAINIAN: [&[&str]; 12] = [
    &["січня"],
    &["лютого"],
    &["березня"],
    &["квітня"],
    &["травня"],
    &["червня"],
    &["липня"],
    &["серпня"],
    &["вересня"],
    &["жовтня"],
    &["листопада"],
    &["грудня"],
];
const RUSSIAN: [&[&str]; 12] = [
    &["января"],
    &["февраля"],
    &["марта"],
    &["апреля"],
    &["мая"],
    &["июня"],
    &["июля"],
    &["августа"],
    &["сентября"],
    &["октября"],
    &["ноября"],
    &["декабря"],
];

const SPELLED_ENGLISH: [(&str, u32); 18] = [
    ("two", 2),
    ("both", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("fourteen", 14),
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("sixty", 60),
];
const SPELLED_FRENCH: [(&str, u32); 17] = [
    ("deux", 2),
    ("trois", 3),
    ("quatre", 4),
    ("cinq", 5),
    ("six", 6),
    ("sept", 7),
    ("huit", 8),
    ("neuf", 9),
    ("dix", 10),
    ("onze", 11),
    ("douze", 12),
    ("quatorze", 14),
    ("quinze", 15),
    ("vingt", 20),
    ("trente", 30),
    ("quarante", 40),
    ("soixante", 60),
];

impl Months {
    /// Those of a language; a language without a table has none, and no day is read in it.
    pub(super) fn of(language: &Language) -> Self {
        let (names, spelled): (_, &[(&str, u32)]) = match Some(language.primary()) {
            Some("en") => (Some(&ENGLISH), &SPELLED_ENGLISH),
            Some("fr") => (Some(&FRENCH), &SPELLED_FRENCH),
            Some("ar") => (Some(&ARABIC), &[]),
            Some("uk") => (Some(&UKRAINIAN), &[]),
            Some("ru") => (Some(&RUSSIAN), &[]),
            _ => (None, &[]),
        };
        Self { names, spelled }
    }

    /// Whether days are read in it.
    pub(super) const fn are_known(self) -> bool {
        self.names.is_some()
    }

    /// Whether small numbers in letters are read in it.
    pub(super) const fn spells(self) -> bool {
        !self.spelled.is_empty()
    }

    fn month(self, words: &str) -> Option<u32> {
        let names = (1..).zip(self.names?);
        let found = names.filter(|(_, names)| names.contains(&words));
        found.map(|(number, _)| number).next()
    }
}

/// A word with its digits as ASCII, if it is a number: `٣٠٬٠٠٠`, `1er`, `30,000`.
fn digits(word: &str) -> Option<String> {
    let plain: String = word.chars().map(plain).collect();
    let end = plain.find(|c: char| !(c.is_ascii_digit() || ".,٬٫".contains(c)));
    let (number, tail) = plain.split_at(end.unwrap_or(plain.len()));
    let is_tail = ["", "er", "re", "st", "nd", "rd", "th", "e"].contains(&tail);
    (number.starts_with(|c: char| c.is_ascii_digit()) && is_tail).then(|| number.to_owned())
}

fn plain(c: char) -> char {
    let value = match c {
        '\u{660}'..='\u{669}' => u32::from(c) - 0x660,
        '\u{6f0}'..='\u{6f9}' => u32::from(c) - 0x6f0,
        _ => return c,
    };
    char::from_digit(value, 10).unwrap_or(c)
}

/// A number without what parts its thousands, its decimals behind a point.
fn whole(number: &str) -> String {
    let parts: Vec<&str> = number.split(['.', ',', '٬', '٫']).collect();
    let thousands = parts.len() > 1 && parts.iter().skip(1).all(|part| part.len() == 3);
    let joint = if thousands { "" } else { "." };
    let whole = parts.join(joint);
    whole.trim_end_matches('.').to_owned()
}

/// The numbers of some words.
pub(super) fn numbers(words: &str, months: Months) -> BTreeSet<String> {
    let words = tokens(words, 0);
    let mut numbers = BTreeSet::new();
    let mut at = 0;
    while let Some(token) = words.get(at) {
        at += 1;
        for part in token.lower.split('-') {
            let spelled = months.spelled.iter().find(|(word, _)| *word == part);
            numbers.extend(spelled.map(|(_, value)| value.to_string()));
        }
        let Some(mut number) = digits(&token.lower) else {
            continue;
        };
        // `30 000`: three digits behind a blank go on with what is before them.
        while number.len() <= 7
            && number.bytes().all(|b| b.is_ascii_digit())
            && let Some(more) = words.get(at).and_then(|next| digits(&next.lower))
            && more.len() == 3
            && more.bytes().all(|b| b.is_ascii_digit())
        {
            number.push_str(&more);
            at += 1;
        }
        numbers.insert(whole(&number));
    }
    numbers
}

/// The days of the calendar of some words, as `day-month`, with the year where it stands.
pub(super) fn days(words: &str, months: Months) -> BTreeSet<String> {
    let words = tokens(words, 0);
    let low = |at: usize| words.get(at).map_or("", |token| token.lower.as_str());
    let mut days = BTreeSet::new();
    for at in 0..words.len() {
        let two = format!("{} {}", low(at), low(at + 1));
        let (month, long) = match (months.month(low(at)), months.month(&two)) {
            (_, Some(month)) => (month, 2),
            (Some(month), None) => (month, 1),
            (None, None) => continue,
        };
        let before = at.checked_sub(1).and_then(|at| digits(low(at)));
        let after = digits(low(at + long));
        let (day, year) = match (before, after) {
            (Some(day), year) => (day, year),
            (None, Some(day)) if day.len() <= 2 => {
                let comma = usize::from(low(at + long + 1) == ",");
                (day, digits(low(at + long + 1 + comma)))
            }
            (None, year) => (String::new(), year),
        };
        if day.is_empty() && year.is_none() {
            continue;
        }
        let year = year.filter(|year| year.len() == 4).unwrap_or_default();
        days.insert(format!("{day}-{month}-{year}"));
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_in_every_script_and_however_its_thousands_are_parted() {
        let read = |tag: &str, words: &str| numbers(words, Months::of(&Language::new(tag)));
        let wanted: BTreeSet<String> = ["30000".to_owned()].into();
        for words in [
            "30,000 t",
            "30 000 t",
            "30.000 t",
            "30\u{a0}000 t",
            "٣٠٬٠٠٠ طن",
            "30000",
        ] {
            assert_eq!(read("en", words), wanted, "{words}");
        }
        assert_eq!(read("en", "2.5 m"), ["2.5".to_owned()].into());
        assert_eq!(read("fr", "trois bateaux"), ["3".to_owned()].into());
    }

    #[test]
    fn a_day_is_the_same_in_each_language_that_has_a_table() {
        let read = |tag: &str, words: &str| days(words, Months::of(&Language::new(tag)));
        let wanted: BTreeSet<String> = ["1-6-2031".to_owned()].into();
        for (tag, words) in [
            ("en", "by 1 June 2031"),
            ("en", "on June 1, 2031"),
            ("fr", "le 1er juin 2031"),
            ("ar", "في ١ يونيو ٢٠٣١"),
            ("ar", "في 1 حزيران 2031"),
            ("uk", "до 1 червня 2031 року"),
            ("ru", "до 1 июня 2031 года"),
        ] {
            assert_eq!(read(tag, words), wanted, "{words}");
        }
        assert!(!Months::of(&Language::new("zh")).are_known());
    }
}
