//! When: days of the calendar, terms of days, events, and how often.

use super::super::Sentence;
use crate::MONTHS;
use jiff::civil::Date;

const UNITS: [&str; 14] = [
    "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years", "minute",
    "minutes", "working", "calendar",
];

const NUMBERS: [&str; 26] = [
    "a",
    "an",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fourteen",
    "fifteen",
    "twenty",
    "twenty-one",
    "thirty",
    "forty-five",
    "forty",
    "sixty",
    "ninety",
    "hundred",
    "seventy-two",
    "forty-eight",
];

/// Words that say how often, or from now on.
const OFTEN: [&str; 18] = [
    "daily",
    "weekly",
    "monthly",
    "quarterly",
    "yearly",
    "annually",
    "immediately",
    "forthwith",
    "permanently",
    "throughout",
    "always",
    "continuously",
    "annual",
    "hourly",
    "today",
    "tomorrow",
    "forever",
    "simultaneously",
];

/// Words that lead to an event.
pub(super) const LEADS: [&str; 12] = [
    "after",
    "before",
    "upon",
    "until",
    "following",
    "once",
    "when",
    "whenever",
    "from",
    "since",
    "on",
    "at",
];

/// What happens once and can be dated by.
const EVENTS: [&str; 44] = [
    "signature",
    "signing",
    "force",
    "ratification",
    "approval",
    "adoption",
    "completion",
    "date",
    "day",
    "withdrawal",
    "exchange",
    "release",
    "ceasefire",
    "cease-fire",
    "verification",
    "start",
    "end",
    "notification",
    "notice",
    "receipt",
    "beginning",
    "commencement",
    "opening",
    "closing",
    "election",
    "elections",
    "vote",
    "referendum",
    "deployment",
    "breach",
    "request",
    "complaint",
    "report",
    "dawn",
    "midnight",
    "noon",
    "confirmation",
    "certification",
    "return",
    "handover",
    "season",
    "meeting",
    "expiry",
    "step",
];

/// A day of the calendar as it stands in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Day {
    /// Its first and its last word.
    pub(super) words: (usize, usize),
    /// The day; `None` where there is no such day.
    pub(super) date: Option<Date>,
}

/// The days of the calendar that a sentence names in full.
pub(super) fn days(sentence: &Sentence) -> Vec<Day> {
    let mut days = Vec::new();
    let mut at = 0;
    while at < sentence.len() {
        match day_at(sentence, at) {
            Some(day) => {
                at = day.words.1 + 1;
                days.push(day);
            }
            None => at += 1,
        }
    }
    days
}

fn day_at(sentence: &Sentence, at: usize) -> Option<Day> {
    let low = |place: usize| sentence.low(place);
    let made = |words: (usize, usize), year: Option<i16>, month: i8, day: i8| {
        let date = year.and_then(|year| Date::new(year, month, day).ok());
        Some(Day { words, date })
    };
    if let Some((year, month, day)) = iso(low(at)) {
        return made((at, at), Some(year), month, day);
    }
    if let (Some(day), Some(month)) = (day_of_month(low(at)), month(low(at + 1))) {
        let year = year(low(at + 2))?;
        return made((at, at + 2), Some(year), month, day);
    }
    if let (Some(month), Some(day)) = (month(low(at)), day_of_month(low(at + 1))) {
        let comma = usize::from(low(at + 2) == ",");
        let year = year(low(at + 2 + comma))?;
        return made((at, at + 2 + comma), Some(year), month, day);
    }
    None
}

fn iso(word: &str) -> Option<(i16, i8, i8)> {
    let mut parts = word.split('-');
    let year = year(parts.next()?)?;
    let (month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    parts.next().is_none().then_some((year, month, day))
}

fn year(word: &str) -> Option<i16> {
    let is_year = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    is_year.then(|| word.parse().ok()).flatten()
}

fn day_of_month(word: &str) -> Option<i8> {
    let end = ["st", "nd", "rd", "th"];
    let cut = end.iter().find_map(|end| word.strip_suffix(end));
    let digits = cut.unwrap_or(word);
    digits.parse().ok().filter(|day| (1..=39).contains(day))
}

fn month(word: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|month| *month == word)?;
    i8::try_from(at + 1).ok()
}

/// Whether a word is a number, in digits or in letters.
pub(super) fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) || NUMBERS.contains(&word)
}

/// Whether a word counts time.
pub(super) fn is_unit(word: &str) -> bool {
    UNITS.contains(&word)
}

/// Whether a word is a month.
pub(super) fn is_month(word: &str) -> bool {
    MONTHS.contains(&word)
}

/// A term of days as it stands in a sentence: the place of its number and of its unit.
pub(super) fn terms(sentence: &Sentence) -> Vec<(usize, usize)> {
    let mut terms = Vec::new();
    for at in 0..sentence.len() {
        if !is_number(sentence.low(at)) {
            continue;
        }
        let mut unit = at + 1;
        while ["working", "calendar", "full", "consecutive", "(", ")"].contains(&sentence.low(unit))
            || sentence.low(unit).bytes().all(|b| b.is_ascii_digit()) && unit < sentence.len()
        {
            unit += 1;
        }
        if is_unit(sentence.low(unit)) {
            terms.push((at, unit));
        }
    }
    terms
}

/// Whether a sentence names an event that time is counted by, from a place on.
pub(super) fn has_event(sentence: &Sentence) -> bool {
    (0..sentence.len()).any(|at| leads_to_event(sentence, at))
}

/// Whether the word at a place leads to an event.
pub(super) fn leads_to_event(sentence: &Sentence, at: usize) -> bool {
    if !LEADS.contains(&sentence.low(at)) && !["of", "by"].contains(&sentence.low(at)) {
        return false;
    }
    let strong = [
        "once",
        "when",
        "whenever",
        "until",
        "after",
        "before",
        "upon",
        "following",
    ];
    let tail = (at + 1..sentence.len()).take_while(|at| sentence.low(*at) != ",");
    let mut tail = tail.take(8);
    let is_event = |place: usize| EVENTS.contains(&sentence.low(place));
    let next = sentence.low(at + 1);
    if ["it", "they", "he", "she", "each", "either"].contains(&next) {
        return strong.contains(&sentence.low(at));
    }
    if strong.contains(&sentence.low(at)) {
        return tail.any(|place| {
            is_event(place) || sentence.low(place).ends_with("ing") || is_verb(sentence, place)
        }) || names_step(sentence, at + 1);
    }
    tail.take(5).any(is_event)
}

/// Whether a point or a step is named.
fn names_step(sentence: &Sentence, at: usize) -> bool {
    let places = at..at + 3;
    places.into_iter().any(|place| {
        ["point", "points", "step", "phase", "stage", "paragraph"].contains(&sentence.low(place))
    })
}

/// Whether a verb seems to stand there: `has withdrawn`, `is open`.
fn is_verb(sentence: &Sentence, place: usize) -> bool {
    [
        "has", "have", "is", "are", "was", "were", "begins", "ends", "enters", "signs", "opens",
    ]
    .contains(&sentence.low(place))
}

/// Whether a sentence says when, by a day, a term, an event or how often.
pub(super) fn says_when(sentence: &Sentence) -> bool {
    let often = sentence.has(&OFTEN)
        || (0..sentence.len()).any(|at| {
            let next = sentence.low(at + 1);
            match sentence.low(at) {
                "each" | "every" | "per" | "that" | "same" => is_unit(next) || next == "spring",
                "at" => ["once", "all"].contains(&next),
                "as" => next == "long",
                "while" | "during" => true,
                _ => false,
            }
        });
    let month = (0..sentence.len()).any(|at| {
        is_month(sentence.low(at))
            && (year(sentence.low(at + 1)).is_some()
                || day_of_month(sentence.low(at + 1)).is_some()
                || at
                    .checked_sub(1)
                    .is_some_and(|at| day_of_month(sentence.low(at)).is_some()))
    });
    often
        || month
        || !days(sentence).is_empty()
        || !terms(sentence).is_empty()
        || has_event(sentence)
}

/// Whether an event is named before a place.
pub(super) fn has_event_before(sentence: &Sentence, place: usize) -> bool {
    (0..place).any(|at| leads_to_event(sentence, at))
}

/// Whether a day, a term or an event is named from a place on.
pub(super) fn says_when_from(sentence: &Sentence, place: usize) -> bool {
    (place..sentence.len()).any(|at| leads_to_event(sentence, at))
        || days(sentence).iter().any(|day| day.words.0 >= place)
        || terms(sentence).iter().any(|term| term.0 >= place)
}
