//! Words that bind nobody, measures that each side may take its own way, and what is called agreed
//! while it is open.

use super::super::{FindingKind, Page, Report, Sentence};
use super::verbs::{is_determiner, is_state};
use super::{At, time};

/// How a text binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Binds {
    /// It says `shall`.
    ByShall,
    /// It does not.
    Otherwise,
}

/// Words that leave a choice where somebody is to act.
const SOFT: [&[&str]; 12] = [
    &["is", "encouraged", "to"],
    &["are", "encouraged", "to"],
    &["is", "invited", "to"],
    &["are", "invited", "to"],
    &["best", "efforts"],
    &["every", "effort"],
    &["all", "efforts"],
    &["endeavour", "to"],
    &["endeavor", "to"],
    &["seek", "to"],
    &["strive", "to"],
    &["intends", "to"],
];

/// Measures that are nobody's.
const VAGUE: [&[&str]; 36] = [
    &["reasonable"],
    &["reasonably"],
    &["as", "appropriate"],
    &["where", "appropriate"],
    &["if", "appropriate"],
    &["appropriate"],
    &["promptly"],
    &["prompt"],
    &["as", "soon", "as", "possible"],
    &["as", "soon", "as", "practicable"],
    &["adequate"],
    &["adequately"],
    &["sufficient"],
    &["significant"],
    &["substantial"],
    &["substantially"],
    &["timely"],
    &["in", "a", "timely", "manner"],
    &["in", "due", "course"],
    &["in", "due", "time"],
    &["without", "delay"],
    &["without", "undue", "delay"],
    &["where", "possible"],
    &["if", "possible"],
    &["to", "the", "extent", "possible"],
    &["as", "far", "as", "possible"],
    &["gradually"],
    &["as", "needed"],
    &["as", "necessary"],
    &["if", "necessary"],
    &["where", "necessary"],
    &["in", "principle"],
    &["a", "number", "of"],
    &["periodically"],
    &["from", "time", "to", "time"],
    &["swiftly"],
];

/// Weak words and vague measures of a sentence.
pub(super) fn reports(at: At<'_>, binds: Binds) -> Vec<Report> {
    let mut reports: Vec<Report> = soft(at, binds);
    let mut free = 0;
    for place in 0..at.sentence.len() {
        let longest = VAGUE
            .iter()
            .filter(|words| stands(at.sentence, place, words));
        let Some(words) = longest.max_by_key(|words| words.len()) else {
            continue;
        };
        if place >= free && !is_negated(at.sentence, place) {
            free = place + words.len();
            let what = format!(
                "“{}” can be measured in more than one way.",
                words.join(" ")
            );
            reports.push(at.report(FindingKind::Vague, (place, free - 1), what));
        }
    }
    reports
}

fn is_negated(sentence: &Sentence, place: usize) -> bool {
    place
        .checked_sub(1)
        .is_some_and(|before| sentence.low(before) == "not")
}

fn stands(sentence: &Sentence, from: usize, words: &[&str]) -> bool {
    (from..)
        .zip(words)
        .all(|(at, word)| sentence.low(at) == *word)
}

fn soft(at: At<'_>, binds: Binds) -> Vec<Report> {
    let sentence = at.sentence;
    let mut reports = Vec::new();
    for place in 0..sentence.len() {
        let found = match sentence.low(place) {
            "should" if !is_condition(sentence, place) => Some(1),
            // A text that binds by `shall` and then writes `will` leaves open whether it binds.
            "will" if binds == Binds::ByShall && !is_noun(sentence, place) => {
                (!is_state(sentence, place)).then_some(1)
            }
            "may" if is_duty_in_time(sentence, place) => Some(1),
            _ => soft_at(sentence, place),
        };
        let Some(words) = found else {
            continue;
        };
        let last = place + words - 1;
        let what = format!("“{}” may be read as no duty.", at.words(place, last));
        reports.push(at.report(FindingKind::SoftWord, (place, last), what));
    }
    reports
}

/// How many words a phrase takes that leaves the choice: `is invited to`, with what is to be done.
fn soft_at(sentence: &Sentence, place: usize) -> Option<usize> {
    let words = SOFT
        .iter()
        .find(|words| stands(sentence, place, words))?
        .len();
    let next = sentence.low(place + words);
    let is_thing = ["the", "a", "an", "its", "their", "all"].contains(&next);
    let leads = sentence.low(place + words - 1) == "to";
    (!leads || !is_thing).then_some(words)
}

/// Whether `should` stands for `if`: `should either side fail`.
fn is_condition(sentence: &Sentence, place: usize) -> bool {
    let next = sentence.low(place + 1);
    let before = place.checked_sub(1).map(|at| sentence.low(at));
    let is_subject = ["it", "they", "there", "one"].contains(&next) || is_determiner(next);
    next == "the" || before.is_none() || before == Some(",") && is_subject
}

/// Whether `will` is somebody's will.
fn is_noun(sentence: &Sentence, place: usize) -> bool {
    let before = place.checked_sub(1).map_or("", |at| sentence.low(at));
    [
        "the",
        "free",
        "their",
        "its",
        "his",
        "her",
        "good",
        "political",
    ]
    .contains(&before)
}

/// Whether `may` stands beside a last day, which a mere permission does not need.
fn is_duty_in_time(sentence: &Sentence, place: usize) -> bool {
    let is_month = place
        .checked_sub(1)
        .is_some_and(|before| time::is_number(sentence.low(before)))
        || time::is_number(sentence.low(place + 1));
    let is_negative = sentence.low(place + 1) == "not" || sentence.has(&["no", "only"]);
    // A choice has a last day too.
    let choices = [
        "choose", "ask", "elect", "object", "extend", "renew", "refuse", "propose", "appeal",
    ];
    let is_choice = (place..sentence.len()).any(|at| choices.contains(&sentence.low(at)));
    let limits = (place..sentence.len()).any(|at| match sentence.low(at) {
        "within" => true,
        "by" => {
            time::is_month(sentence.low(at + 1))
                || time::is_number(sentence.low(at + 1)) && time::is_month(sentence.low(at + 2))
        }
        "later" => sentence.low(at + 1) == "than",
        _ => false,
    });
    !is_month && !is_negative && !is_choice && limits
}

/// Open brackets in sentences that call their matter agreed.
pub(super) fn called_agreed(pages: &[Page<'_>]) -> Vec<Report> {
    let mut reports = Vec::new();
    for (page, each) in (0..).zip(pages) {
        for open in &each.reading.open {
            let Some(sentence) = each.reading.sentence_at(open.start) else {
                continue;
            };
            let agreed = (0..sentence.len()).find(|at| calls_agreed(sentence, *at));
            if agreed.is_some() {
                let what = "The sentence says that this is agreed, and the bracket in it is open.";
                let report = Report::new(
                    FindingKind::AgreedOpen,
                    (page, open.clone()),
                    what.to_owned(),
                );
                reports.push(report);
            }
        }
    }
    reports
}

fn calls_agreed(sentence: &Sentence, at: usize) -> bool {
    let is_agreed = ["agreed", "settled", "accepted"].contains(&sentence.low(at));
    // `has not been agreed`, `is not yet fully agreed`: what denies it stands before these.
    let joints = [
        "been", "is", "are", "fully", "finally", "already", "ever", "was", "were",
    ];
    let mut before = (0..at).rev().map(|at| sentence.low(at));
    let denies = before.find(|word| !joints.contains(word)).unwrap_or("");
    let denials = [
        "not",
        "never",
        "nothing",
        "neither",
        "nor",
        "be",
        "otherwise",
        "until",
        "unless",
        "yet",
        "if",
        "cannot",
    ];
    is_agreed && !denials.contains(&denies)
}
