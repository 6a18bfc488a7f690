//! A point as a rule reads it: its words in one language, cut into sentences and words.
//!
//! A settled bracket reads as the words that the text takes; an open one as `[a | b]`, as it is
//! printed.
//!
//! Invariant: every span is a range of bytes of [`Reading::words`], at the bounds of characters.

use crate::{BracketText, ChoiceText, Part, PointText};
use case::Language;
use std::collections::BTreeSet;
use std::ops::Range;

/// The words of a point in one language.
pub(crate) struct Reading {
    /// The words.
    pub(crate) words: String,
    /// Where an open bracket stands.
    pub(crate) open: Vec<Range<usize>>,
    /// The sentences, in order; a line that ends ends a sentence.
    pub(crate) sentences: Vec<Sentence>,
}

/// A sentence, or a part of one that a semicolon ends.
pub(crate) struct Sentence {
    /// Where it stands.
    pub(crate) span: Range<usize>,
    tokens: Vec<Token>,
}

/// A word, a number or a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// As it stands there.
    pub(crate) word: String,
    /// In small letters.
    pub(crate) lower: String,
    /// Where it stands.
    pub(crate) span: Range<usize>,
}

/// Words that end in a full stop within a sentence.
const SHORT: [&str; 10] = ["no", "art", "para", "st", "mr", "ms", "dr", "vs", "ст", "п"];

impl Reading {
    /// The words of a point in a language; none where it has no words in it.
    pub(crate) fn of(point: &PointText, language: &Language) -> Self {
        let (words, open) = read(point, language);
        let sentences = sentences(&words);
        Self {
            words,
            open,
            sentences,
        }
    }

    /// The words of a span.
    pub(crate) fn at(&self, span: &Range<usize>) -> &str {
        self.words.get(span.clone()).unwrap_or("")
    }

    /// The sentence that holds a place.
    pub(crate) fn sentence_at(&self, place: usize) -> Option<&Sentence> {
        let mut all = self.sentences.iter();
        all.find(|sentence| sentence.span.start <= place && place < sentence.span.end)
    }
}

impl Sentence {
    /// Its words and marks.
    pub(crate) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The word at a place in small letters; empty beyond either end.
    pub(crate) fn low(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.lower.as_str())
    }

    /// The word at a place as it stands; empty beyond either end.
    pub(crate) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.word.as_str())
    }

    /// How many words and marks it has.
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Where the words from one place to another, both taken in, stand.
    pub(crate) fn span_of(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.tokens.get(from).map(|token| token.span.start);
        let end = self.tokens.get(to).or(self.tokens.last());
        let end = end.map(|token| token.span.end);
        match (start, end) {
            (Some(start), Some(end)) if start < end => start..end,
            _ => self.span.clone(),
        }
    }

    /// Whether it has one of these words.
    pub(crate) fn has(&self, words: &[&str]) -> bool {
        self.tokens
            .iter()
            .any(|token| words.contains(&token.lower.as_str()))
    }
}

impl Token {
    /// Whether it begins with a capital.
    pub(crate) fn is_capital(&self) -> bool {
        self.word.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it is a word or a number, and no mark.
    pub(crate) fn is_word(&self) -> bool {
        self.word.chars().next().is_some_and(char::is_alphanumeric)
    }
}

/// The words of a point in a language, and where an open bracket stands in them.
pub(crate) fn read(point: &PointText, language: &Language) -> (String, Vec<Range<usize>>) {
    let (mut words, mut open) = (String::new(), Vec::new());
    for part in point.body(language) {
        match part {
            Part::Words(more) => words.push_str(more),
            Part::Open(id) => {
                let Some(bracket) = point.bracket(id) else {
                    continue;
                };
                let from = words.len();
                words.push_str(&as_read(bracket, language));
                if bracket.settled().is_none() {
                    open.push(from..words.len());
                }
            }
        }
    }
    (words, open)
}

/// An option without words in the language says nothing in it: what it says in another one is no
/// part of these words.
fn as_read(bracket: &BracketText, language: &Language) -> String {
    let worded = |choice: &'_ ChoiceText| choice.words().by_language().get(language).cloned();
    if let Some(taken) = bracket.settled() {
        return worded(taken).unwrap_or_default();
    }
    let options = bracket.choices().iter().filter_map(worded);
    format!("[{}]", options.collect::<Vec<_>>().join(" | "))
}

/// The sentences of some words.
pub(crate) fn sentences(words: &str) -> Vec<Sentence> {
    let brackets = brackets(words);
    let (mut all, mut from, mut depth) = (Vec::new(), 0, 0_usize);
    let mut letters = words.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let mut after = at + c.len_utf8();
        match c {
            '[' if brackets.contains(&at) => depth += 1,
            ']' if brackets.contains(&at) => depth = depth.saturating_sub(1),
            _ => {}
        }
        let next = letters.peek().map(|(_, next)| *next);
        let ends = match c {
            '\n' => true,
            ';' | '.' | '?' | '!' | '؟' | '؛' => {
                depth == 0 && next.is_none_or(char::is_whitespace) && !is_short(words, at, c)
            }
            // No blank stands behind these; the mark that closes a quotation belongs to it.
            '。' | '！' | '？' | '；' => depth == 0,
            _ => false,
        };
        if ends && !c.is_ascii() {
            while let Some((at, c)) = letters.next_if(|(_, next)| "”’」』）".contains(*next))
            {
                after = at + c.len_utf8();
            }
        }
        if ends || letters.peek().is_none() {
            all.extend(sentence(words, from..after));
            from = after;
        }
    }
    all
}

/// Where the brackets stand that have their other half on the same line.
fn brackets(words: &str) -> BTreeSet<usize> {
    let (mut open, mut whole) = (Vec::new(), BTreeSet::new());
    for (at, c) in words.char_indices() {
        match c {
            '[' => open.push(at),
            ']' => {
                if let Some(start) = open.pop() {
                    whole.extend([start, at]);
                }
            }
            '\n' => open.clear(),
            _ => {}
        }
    }
    whole
}

/// Whether a full stop ends a short form and no sentence: a known one, or letters each with a stop
/// of its own.
fn is_short(words: &str, at: usize, mark: char) -> bool {
    if mark != '.' {
        return false;
    }
    let (before, after) = words.split_at_checked(at).unwrap_or((words, ""));
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next();
    let last = last.unwrap_or("");
    let head = before.strip_suffix(last).unwrap_or("");
    let is_lone = last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
    let opens_line = head.is_empty() || head.ends_with('\n');
    let is_number = !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit());
    // `2031 г.` ends a sentence where the next word begins with a capital.
    let counts_years = ["г", "р"].contains(&last)
        && (!head.trim_end().ends_with(char::is_numeric)
            || !after
                .chars()
                .skip(1)
                .find(|c| !c.is_whitespace())
                .is_some_and(char::is_uppercase));
    SHORT.contains(&last.to_lowercase().as_str())
        || counts_years
        || (is_lone && head.ends_with('.'))
        || (opens_line && is_number)
}

fn sentence(words: &str, within: Range<usize>) -> Option<Sentence> {
    let whole = words.get(within.clone())?;
    let start = within.start + (whole.len() - whole.trim_start().len());
    let end = within.start + whole.trim_end().len();
    let span = start..end;
    let tokens = tokens(words.get(span.clone())?, start);
    (!tokens.is_empty()).then_some(Sentence { span, tokens })
}

/// The words and marks of some words that begin at a place.
pub(crate) fn tokens(words: &str, from: usize) -> Vec<Token> {
    let letters: Vec<(usize, char)> = words.char_indices().collect();
    let letter = |at: usize| letters.get(at).map(|(_, c)| *c);
    let (mut tokens, mut at) = (Vec::new(), 0);
    while let Some((start, c)) = letters.get(at).copied() {
        let mut end = at + 1;
        if c.is_alphanumeric() {
            while let Some(next) = letter(end) {
                if !joins(letter(end - 1), next, letter(end + 1)) {
                    break;
                }
                end += 1;
            }
        }
        if !c.is_whitespace() {
            let stop = letters.get(end).map_or(words.len(), |(stop, _)| *stop);
            let word = words.get(start..stop).unwrap_or("").to_owned();
            tokens.push(Token {
                lower: word.to_lowercase(),
                span: from + start..from + stop,
                word,
            });
        }
        at = end;
    }
    tokens
}

/// Whether a letter goes on with the word before it.
fn joins(before: Option<char>, letter: char, next: Option<char>) -> bool {
    let next_word = next.is_some_and(char::is_alphanumeric);
    let digits = before.is_some_and(char::is_numeric) && next.is_some_and(char::is_numeric);
    match letter {
        '-' | '\'' | '’' => next_word,
        '.' | ',' | '٬' | '٫' => digits,
        c => {
            c.is_alphanumeric()
                || ('\u{64b}'..='\u{65f}').contains(&c)
                || ('\u{300}'..='\u{36f}').contains(&c)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(words: &str) -> Vec<&str> {
        let all = sentences(words);
        all.into_iter().map(|one| &words[one.span]).collect()
    }

    #[test]
    fn a_sentence_ends_at_its_mark_and_not_within_a_number_a_bracket_or_a_short_form() {
        assert_eq!(
            cut("North pays 2.5 m. South agrees (see para. 3); it signs.\nAnd [a. B | c] too"),
            [
                "North pays 2.5 m.",
                "South agrees (see para. 3);",
                "it signs.",
                "And [a. B | c] too"
            ]
        );
    }

    #[test]
    fn a_sentence_does_not_end_at_the_stop_of_a_short_form_in_any_language() {
        for one in [
            "Boats, e.g. ferries, and i.e. tenders go.",
            "The U.S. draft of 2029 stands.",
            "До 1 июня 2031 г. согласно ст. 5 и п. 3 Север уходит.",
            "До 1 червня 2031 р. включно Північ іде.",
        ] {
            assert_eq!(cut(one), [one]);
        }
        let two = cut("Начало 1 июня 2031 г. Север уходит.");
        assert_eq!(two, ["Начало 1 июня 2031 г.", "Север уходит."]);
    }

    #[test]
    fn a_sentence_ends_at_an_ideographic_stop_and_a_stray_bracket_holds_nothing_together() {
        assert_eq!(
            cut("北方撤军。南方说：“同意。”东道国付款。"),
            ["北方撤军。", "南方说：“同意。”", "东道国付款。"]
        );
        assert_eq!(
            cut("North [pays. South signs. It is [a. B | c]. It ends."),
            [
                "North [pays.",
                "South signs.",
                "It is [a. B | c].",
                "It ends."
            ]
        );
    }

    #[test]
    fn a_word_keeps_its_hyphens_and_a_number_its_points() {
        let words: Vec<String> = tokens("by 2031-06-01, 30,000 cease-fires.", 0)
            .into_iter()
            .map(|token| token.word)
            .collect();
        assert_eq!(
            words,
            ["by", "2031-06-01", ",", "30,000", "cease-fires", "."]
        );
    }
}
