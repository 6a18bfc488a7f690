//! Single values of a case file: days, whole numbers, flags, ids, words.

use super::figure;
use super::node::Node;
use case::{Exact, Language, When, Wording};
use jiff::civil::Date;

/// The most characters an id may have.
const ID_LENGTH_MAX: usize = 120;

/// The day written as `YYYY-MM-DD`.
pub(super) fn date(node: &Node<'_>) -> Option<Date> {
    let text = node.text()?;
    let digits = |part: &str, count: usize| {
        part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Whether a text has the form of a day, whether or not the calendar has it.
pub(super) fn looks_like_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

/// The whole number.
pub(super) fn whole(node: &Node<'_>) -> Option<u32> {
    let text = node.text()?;
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| text.parse().ok())?
}

/// The day of the calendar, or the days after a start.
pub(super) fn when(node: &Node<'_>) -> Option<When> {
    date(node)
        .map(When::Date)
        .or_else(|| whole(node).map(When::Day))
}

/// The flag.
pub(super) fn flag(node: &Node<'_>) -> Option<bool> {
    match node.text()? {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// The exact number.
pub(super) fn exact(node: &Node<'_>) -> Option<Exact> {
    figure::read(node.text()?)
}

/// The least and the greatest of a pair.
pub(super) fn bounds(node: &Node<'_>) -> Option<(Exact, Exact)> {
    match node.items() {
        [least, most] => Some((exact(least)?, exact(most)?)),
        _ => None,
    }
}

/// Words: a text in English, or texts by language.
pub(super) fn wording(node: &Node<'_>) -> Wording {
    if let Some(text) = node.text() {
        return Wording::english(text);
    }
    let by_language = node.entries().iter().filter_map(|(language, words)| {
        Some((Language::new(language.text()?), words.text()?.to_owned()))
    });
    Wording::new(by_language.collect())
}

/// Whether a text may be an id.
pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.chars().nth(ID_LENGTH_MAX).is_none()
        && text.trim() == text
        && !text.contains(['`', '\n', '\r', '\t'])
}

/// Whether a text may be a language tag (the outer form of BCP 47).
pub(super) fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let rest = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    (2..=8).contains(&first.len()) && letters(first) && parts.all(rest)
}

/// The parts of a list, or the one value itself.
pub(super) fn one_or_many<'a, 't>(node: &'a Node<'t>) -> &'a [Node<'t>] {
    if node.text().is_some() {
        std::slice::from_ref(node)
    } else {
        node.items()
    }
}
