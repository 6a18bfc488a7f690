//! Words of order that name nothing.

use super::super::{FindingKind, Known, Report, Sentence};
use super::{At, time};

/// Words that need an event or a step behind them.
const NEEDS: [&str; 7] = [
    "after",
    "before",
    "upon",
    "following",
    "prior",
    "pending",
    "until",
];

/// Words that point to something said elsewhere.
const POINTS: [&str; 7] = ["this", "that", "these", "those", "which", "then", "such"];

/// Words that say an order by themselves and name nothing.
const ALONE: [&str; 8] = [
    "thereafter",
    "subsequently",
    "afterwards",
    "thereupon",
    "later",
    "beforehand",
    "eventually",
    "meanwhile",
];

/// Words that put things side by side, and need to say with what.
const BESIDE: [&[&str]; 6] = [
    &["in", "parallel"],
    &["simultaneously"],
    &["at", "the", "same", "time"],
    &["concurrently"],
    &["in", "sequence"],
    &["step", "by", "step"],
];

/// What a sentence leaves unsaid of order.
pub(super) fn reports(at: At<'_>, known: &Known<'_>) -> Vec<Report> {
    let sentence = at.sentence;
    let mut reports = Vec::new();
    for place in 0..sentence.len() {
        let low = sentence.low(place);
        if NEEDS.contains(&low) && needs_event(sentence, place, &known.parties) {
            let last =
                place + usize::from(sentence.low(place + 1).starts_with(char::is_alphabetic));
            let what = format!("“{}” names no event or step.", at.words(place, last));
            reports.push(at.report(FindingKind::Order, (place, last), what));
        } else if ALONE.contains(&low) && stands_alone(sentence, place) {
            let what = format!("“{low}” does not say after or beside what.");
            reports.push(at.report(FindingKind::Order, (place, place), what));
        } else if let Some(words) = beside(sentence, place) {
            let last = place + words - 1;
            let what = format!("“{}” does not say with which step.", at.words(place, last));
            reports.push(at.report(FindingKind::Order, (place, last), what));
        }
    }
    reports
}

/// Whether a word that needs an event has none: the clause ends, or only points elsewhere.
fn needs_event(sentence: &Sentence, place: usize, parties: &[&str]) -> bool {
    let low = sentence.low(place);
    let before = place.checked_sub(1).map_or("", |at| sentence.low(at));
    // `the following points`; `the day before`, which a day names.
    if low == "following" && (is_article(before) || place == 0 && lists(sentence)) {
        return false;
    }
    let next = if low == "prior" { place + 2 } else { place + 1 };
    if low == "prior" && sentence.low(place + 1) != "to" {
        return false;
    }
    let word = sentence.low(next);
    if ends_clause(word) {
        // `30 days before`, `the week after`: the term is named, the event is not.
        return true;
    }
    POINTS.contains(&word) && !is_named(sentence, next, parties)
}

/// Whether a word that points elsewhere is followed by what it means: `that withdrawal`.
fn is_named(sentence: &Sentence, at: usize, parties: &[&str]) -> bool {
    let next = sentence.low(at + 1);
    let is_thing = next.starts_with(char::is_alphabetic)
        && ![
            "has", "have", "is", "are", "and", "or", "the", "shall", "each", "both", "a", "all",
            "parties", "in",
        ]
        .contains(&next);
    // Whoever acts next is not what came before: `after that South opens the port`.
    let is_party = parties.iter().any(|name| {
        let mut words = name.split_whitespace().zip(at + 1..);
        words.all(|(word, at)| sentence.word(at) == word)
    });
    is_thing && !is_party && !["which", "then"].contains(&sentence.low(at))
}

fn lists(sentence: &Sentence) -> bool {
    sentence.has(&[":"])
}

fn is_article(word: &str) -> bool {
    ["the", "a", "an", "each", "its", "their"].contains(&word)
}

fn ends_clause(word: &str) -> bool {
    word.is_empty() || [",", ".", ";", ":", ")", "]", "|", "and", "or"].contains(&word)
}

/// Whether nothing else in the sentence says when.
fn stands_alone(sentence: &Sentence, place: usize) -> bool {
    // `no later than`, `not later than`, `30 days later`, `the later of`.
    let next = sentence.low(place + 1);
    let before = place.checked_sub(1).map_or("", |at| sentence.low(at));
    if sentence.low(place) == "later" {
        return ends_clause(next) && !time::is_unit(before);
    }
    if (0..place).any(|at| sentence.low(at) == "first") {
        return false;
    }
    // What the clause itself has said before is what follows.
    let verb = (0..place)
        .rev()
        .find(|at| ["shall", "must", "will"].contains(&sentence.low(*at)));
    !(place > 1 && time::says_when_from(sentence, verb.unwrap_or(0)))
}

fn beside(sentence: &Sentence, place: usize) -> Option<usize> {
    let words = BESIDE.iter().find(|words| {
        (place..)
            .zip(**words)
            .all(|(at, word)| sentence.low(at) == *word)
    })?;
    let before = place.checked_sub(1).map_or("", |at| sentence.low(at));
    let after = sentence.low(place + words.len());
    let says_with = ["with", "as", "to", "for"].contains(&after);
    // Two in one clause are beside each other: `North and South shall withdraw simultaneously`.
    let verb = (0..place)
        .rev()
        .find(|at| ["shall", "must", "will"].contains(&sentence.low(*at)));
    let two = verb.is_some_and(|verb| {
        (0..verb).any(|at| ["and", "both", "parties", "sides"].contains(&sentence.low(at)))
    });
    (!says_with && !two && before != "not").then_some(words.len())
}
