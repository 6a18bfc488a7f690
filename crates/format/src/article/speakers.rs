//! Speakers: names and pronouns beside verbs of saying.

use super::days::is_of_the_calendar;
use super::words::{Word, words};
use super::{Span, Speaker, SpeakerRule};

/// Verbs of saying.
pub(super) const VERBS: &[&str] = &[
    "said",
    "says",
    "say",
    "told",
    "tells",
    "added",
    "adds",
    "wrote",
    "writes",
    "posted",
    "stated",
    "states",
    "stressed",
    "warned",
    "warns",
    "insisted",
    "claimed",
    "claims",
    "announced",
    "declared",
    "argued",
    "noted",
    "replied",
    "confirmed",
    "denied",
    "explained",
    "called",
    "described",
    "acknowledged",
    "reiterated",
    "emphasized",
    "emphasised",
    "vowed",
    "suggested",
    "tweeted",
    "remarked",
];

/// Words that stand for somebody named before.
const STANDINS: &[&str] = &["he", "she", "they"];

/// Small words within names.
const WITHIN: &[&str] = &[
    "von", "van", "der", "de", "den", "al", "bin", "ibn", "la", "le", "of",
];

/// Words that begin with a capital only because a sentence does, or that name a day.
const NO_NAMES: &[&str] = &[
    "the",
    "a",
    "an",
    "in",
    "on",
    "at",
    "but",
    "and",
    "after",
    "before",
    "however",
    "meanwhile",
    "it",
    "this",
    "that",
    "there",
    "these",
    "those",
    "as",
    "for",
    "from",
    "with",
    "when",
    "while",
    "i",
    "we",
    "you",
    "his",
    "her",
    "their",
    "its",
    "earlier",
    "later",
    "also",
    "both",
    "asked",
    "according",
    "speaking",
    "yesterday",
    "today",
];

/// How many words away from its verb a name may stand.
const FAR: usize = 12;

/// The most words of a name.
const NAME_MAX: usize = 6;

/// Who speaks in a sentence, outside its quotations: the name or pronoun nearest to the first verb
/// of saying that has one.
pub(super) fn speaker(text: &str, sentence: &Span, quotes: &[Span]) -> Option<Speaker> {
    let mut quotes = quotes.iter().peekable();
    let all = words(text, sentence).into_iter();
    // Words stand in the order of the text, and so do quotations.
    let outside: Vec<Word<'_>> = all
        .filter(|word| {
            while quotes
                .next_if(|quote| quote.end <= word.span.start)
                .is_some()
            {}
            !quotes
                .peek()
                .is_some_and(|quote| quote.contains(&word.span.start))
        })
        .collect();
    let verbs = (0..).zip(&outside);
    let mut verbs = verbs.filter(|(_, word)| VERBS.contains(&word.small().as_str()));
    verbs.find_map(|(verb, _): (usize, _)| before(&outside, verb).or_else(|| after(&outside, verb)))
}

/// The last name or pronoun before a verb.
fn before(words: &[Word<'_>], verb: usize) -> Option<Speaker> {
    let from = verb.saturating_sub(FAR);
    let near = words.get(from..verb)?;
    if let Some(standin) = near.last().filter(|word| is_standin(word)) {
        return Some(pronoun(standin));
    }
    let last = near.iter().rposition(is_name)?;
    let run = near.get(..=last)?;
    let begin = run
        .iter()
        .rposition(|word| !is_name(word) && !is_within(word));
    named(run.get(begin.map_or(0, |at| at + 1)..)?)
}

/// The name or pronoun right after a verb, as in `said Berg`.
fn after(words: &[Word<'_>], verb: usize) -> Option<Speaker> {
    let near = words.get(verb + 1..)?;
    let near = near.get(..near.len().min(FAR))?;
    let first = near.first()?;
    if is_standin(first) {
        return Some(pronoun(first));
    }
    let start = usize::from(first.small() == "the");
    let near = near.get(start..)?;
    let begin = near.iter().position(is_name).filter(|at| *at < 4)?;
    let rest = near.get(begin..)?;
    let end = rest
        .iter()
        .position(|word| !is_name(word) && !is_within(word));
    named(rest.get(..end.unwrap_or(rest.len()))?)
}

/// A name made of these words, without small words at its ends.
fn named(run: &[Word<'_>]) -> Option<Speaker> {
    let first = run.iter().position(is_name)?;
    let last = run.iter().rposition(is_name)?;
    let first = first.max((last + 1).saturating_sub(NAME_MAX));
    let run = run.get(first..=last)?;
    let span = run.first()?.span.start..run.last()?.span.end;
    let name: Vec<&str> = run.iter().map(|word| possessor(word.text)).collect();
    Some(Speaker {
        name: name.join(" "),
        span,
        rule: SpeakerRule::Named,
    })
}

/// A word without the mark of the owner.
fn possessor(word: &str) -> &str {
    let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"));
    bare.unwrap_or(word)
}

fn pronoun(word: &Word<'_>) -> Speaker {
    Speaker {
        name: word.text.to_owned(),
        span: word.span.clone(),
        rule: SpeakerRule::LastNamed,
    }
}

fn is_standin(word: &Word<'_>) -> bool {
    STANDINS.contains(&word.small().as_str())
}

fn is_within(word: &Word<'_>) -> bool {
    WITHIN.contains(&word.text)
}

fn is_name(word: &Word<'_>) -> bool {
    let small = word.small();
    let is_common = NO_NAMES.contains(&small.as_str()) || is_of_the_calendar(&small);
    word.is_capital() && !is_common && !is_standin(word)
}
