//! Paragraphs, sentences and words of an article.

use super::Span;
use super::speakers::VERBS;

/// Short forms after which a full stop ends no sentence.
const SHORT: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "sen", "rep", "gov", "st", "jan", "feb",
    "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "no", "vs", "u.s",
    "u.n", "e.u", "u.k", "a.m", "p.m", "e.g", "i.e",
];

/// Stretches between empty lines; a single line end is a space.
pub(super) fn paragraphs(text: &str) -> Vec<Span> {
    let mut paragraphs = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            paragraphs.push(start..at);
            start = at + line.len();
        }
        at += line.len();
    }
    paragraphs.push(start..at);
    let full = |span: &Span| {
        text.get(span.clone())
            .is_some_and(|words| !words.trim().is_empty())
    };
    paragraphs.retain(full);
    paragraphs
}

/// The sentences of a paragraph; what stands in quotation marks ends none by itself.
pub(super) fn sentences(text: &str, paragraph: &Span, quotes: &[Span]) -> Vec<Span> {
    let mut sentences = Vec::new();
    let mut start = paragraph.start;
    let mut quotes = quotes.iter().peekable();
    let body = text.get(paragraph.clone()).unwrap_or_default();
    let mut word_start = 0;
    for (at, letter) in body.char_indices() {
        let place = paragraph.start + at;
        while quotes.next_if(|quote| quote.end <= place).is_some() {}
        let within = quotes.peek().is_some_and(|quote| quote.contains(&place));
        if letter.is_whitespace() {
            word_start = at + letter.len_utf8();
        }
        if within || !matches!(letter, '.' | '!' | '?' | '…' | '”' | '"' | '»') {
            continue;
        }
        let end = at + letter.len_utf8();
        let word = body.get(word_start..at).unwrap_or_default();
        let is_close = matches!(letter, '”' | '"' | '»');
        let ended = !is_close || word.ends_with(['.', '!', '?', '…']);
        let mut rest = body.get(end..).unwrap_or_default().chars();
        let parted = rest.next().is_none_or(char::is_whitespace);
        let next = rest.find(|c| !c.is_whitespace());
        let begins = next.is_none_or(|c| !c.is_lowercase());
        if ended && parted && begins && !(letter == '.' && is_short(word)) {
            sentences.push(start..paragraph.start + end);
            start = paragraph.start + end;
        }
    }
    if start < paragraph.end {
        sentences.push(start..paragraph.end);
    }
    sentences
}

/// Whether a word before a full stop is a short form, or a single letter as in `J. Berg`.
fn is_short(word: &str) -> bool {
    if word.len() > 16 {
        return false;
    }
    let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let single = bare.chars().count() == 1 && bare.chars().all(char::is_uppercase);
    single || SHORT.contains(&bare.to_lowercase().as_str())
}

/// Words with single spaces, and without what cannot be seen.
pub(super) fn clean(text: &str) -> String {
    let hidden = |c: &char| {
        c.is_control()
            || matches!(*c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
    };
    let words = text.split_whitespace();
    let words = words.map(|word| word.chars().filter(|c| !hidden(c)).collect::<String>());
    let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// A word with its place; letters, digits, hyphens, apostrophes and full stops within.
#[derive(Debug, Clone)]
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    pub(super) span: Span,
}

impl Word<'_> {
    /// The word in small letters.
    pub(super) fn small(&self) -> String {
        self.text.to_lowercase()
    }

    /// Whether it begins with a capital.
    pub(super) fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// The words of a stretch.
pub(super) fn words<'t>(text: &'t str, span: &Span) -> Vec<Word<'t>> {
    let body = text.get(span.clone()).unwrap_or_default();
    let mut words = Vec::new();
    let mut start = None;
    let mut put = |from: usize, to: usize| {
        let word = body.get(from..to).unwrap_or_default();
        let word = word.trim_end_matches(['.', '\'', '’', '-']);
        if !word.is_empty() {
            let begin = span.start + from;
            words.push(Word {
                text: word,
                span: begin..begin + word.len(),
            });
        }
    };
    for (at, letter) in body.char_indices() {
        let inner = matches!(letter, '\'' | '’' | '-' | '.') && start.is_some();
        if letter.is_alphanumeric() || inner {
            start = start.or(Some(at));
        } else if let Some(from) = start.take() {
            put(from, at);
        }
    }
    if let Some(from) = start {
        put(from, body.len());
    }
    words
}

/// Whether a sentence tells what somebody said: more stands after a verb of saying than two words.
pub(super) fn tells(text: &str, sentence: &Span) -> bool {
    let words = words(text, sentence);
    let verb = words
        .iter()
        .position(|word| VERBS.contains(&word.small().as_str()));
    verb.is_some_and(|at| words.len() > at + 3 || at > 4)
}
