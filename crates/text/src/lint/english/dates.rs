//! Days that cannot be, days that do not go together, and terms that run from no day.

use super::super::{FindingKind, Report, Sentence};
use super::{At, time};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What a sentence by itself gets wrong.
pub(super) fn within(at: At<'_>) -> Vec<Report> {
    let sentence = at.sentence;
    let days = time::days(sentence);
    let mut reports: Vec<Report> = Vec::new();
    for day in days.iter().filter(|day| day.date.is_none()) {
        let what = format!("There is no {}.", at.words(day.words.0, day.words.1));
        reports.push(at.report(FindingKind::Dates, day.words, what));
    }
    for pair in days.windows(2) {
        let [first, second] = pair else {
            continue;
        };
        let (Some(one), Some(other)) = (first.date, second.date) else {
            continue;
        };
        let words = (first.words.0, second.words.1);
        if let Some(what) = clash(sentence, (first.words.0, one), (second.words.0, other)) {
            reports.push(at.report(FindingKind::Dates, words, what));
        }
    }
    reports.extend(without_start(at));
    reports
}

/// Why two days that follow each other in a sentence cannot both hold.
fn clash(sentence: &Sentence, first: (usize, Date), second: (usize, Date)) -> Option<String> {
    let ((at, one), (then, other)) = (first, second);
    let lead = |at: usize| {
        let near = at.saturating_sub(3)..at;
        let words: Vec<&str> = near.map(|at| sentence.low(at)).collect();
        words.join(" ")
    };
    let (before, between) = (lead(at), lead(then));
    let is_last = |words: &str| {
        ["by", "before", "until", "later than", "to", "and"]
            .iter()
            .any(|word| ends_with_word(words, word))
    };
    let is_first = |words: &str| {
        ["from", "after", "between", "earlier than", "since"]
            .iter()
            .any(|word| ends_with_word(words, word))
    };
    if is_first(&before) && is_last(&between) && other < one {
        return Some(format!(
            "It would end on {other}, before it begins on {one}."
        ));
    }
    if is_last(&before) && is_first(&between) && one < other {
        return Some(format!(
            "It is due by {one} and may not begin before {other}."
        ));
    }
    None
}

/// Whether some words end with others, and not with the end of a longer word: `nearby`.
fn ends_with_word(words: &str, last: &str) -> bool {
    let before = words.strip_suffix(last);
    before.is_some_and(|before| before.is_empty() || before.ends_with(' '))
}

/// Terms that run from no day: `within 30 days` of what?
fn without_start(at: At<'_>) -> Vec<Report> {
    let sentence = at.sentence;
    let mut reports = Vec::new();
    for (number, unit) in time::terms(sentence) {
        let lead = (number.saturating_sub(3)..number).find(|place| {
            let low = sentence.low(*place);
            low == "within" || (low == "than" && is_limit(sentence, *place))
        });
        let Some(lead) = lead else {
            continue;
        };
        let tail = unit + 1..(unit + 5).min(sentence.len());
        let mut tail = tail.map(|place| sentence.low(place));
        let runs = tail.any(|word| {
            [
                "of",
                "after",
                "from",
                "following",
                "before",
                "to",
                "prior",
                "thereof",
            ]
            .contains(&word)
        });
        if runs || time::has_event_before(sentence, lead) {
            continue;
        }
        let first = lead - usize::from(sentence.low(lead) == "than" && lead > 0);
        let words = at.words(first, unit);
        let what = format!("“{words}” does not say from when.");
        reports.push(at.report(FindingKind::Start, (first, unit), what));
    }
    reports
}

fn is_limit(sentence: &Sentence, than: usize) -> bool {
    let before = |back: usize| than.checked_sub(back).map_or("", |at| sentence.low(at));
    before(1) == "later" && ["no", "not"].contains(&before(2))
}

/// The same thing with two days in two places of the text.
pub(super) fn between(all: &[At<'_>]) -> Vec<Report> {
    let dated = all.iter().filter_map(|at| {
        let day = only_day(at.sentence)?;
        let date = day.date?;
        Some((*at, day.words, date, things(at.sentence)))
    });
    let dated: Vec<_> = dated.collect();
    let mut reports = Vec::new();
    for (place, (at, words, date, things)) in dated.iter().enumerate() {
        let mut earlier = dated.iter().take(place);
        let clashing = earlier.find(|(_, _, other, said)| other != date && is_same(things, said));
        if let Some((_, _, other, _)) = clashing {
            let what = format!("The same has the day {date} here and {other} elsewhere.");
            reports.push(at.report(FindingKind::Dates, *words, what));
        }
    }
    reports
}

/// The one day that a sentence names, if it names one only.
fn only_day(sentence: &Sentence) -> Option<time::Day> {
    let mut days = time::days(sentence).into_iter();
    let first = days.next()?;
    (days.next().is_none() && first.date.is_some()).then_some(first)
}

/// The words that say what a sentence is about.
fn things(sentence: &Sentence) -> BTreeSet<&str> {
    let tokens = sentence.tokens().iter();
    let words = tokens.map(|token| token.lower.as_str()).filter(|word| {
        word.len() > 2
            && word.chars().all(|c| c.is_alphabetic() || c == '-')
            && !time::is_month(word)
            && !SMALL.contains(word)
    });
    words.collect()
}

const SMALL: [&str; 30] = [
    "the", "and", "shall", "must", "will", "its", "their", "all", "not", "later", "than", "from",
    "before", "after", "with", "each", "that", "this", "has", "have", "into", "onto", "for", "are",
    "until", "both", "upon", "within", "every", "any",
];

/// Whether two sentences speak of the same: four words or more, nearly all of them in common.
fn is_same(one: &BTreeSet<&str>, other: &BTreeSet<&str>) -> bool {
    let common = one.intersection(other).count();
    common >= 3 && common * 5 >= one.len().max(other.len()) * 4
}
