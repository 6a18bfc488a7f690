//! Terms: what is used as though it were known, and what is given a meaning that nothing needs.

use super::super::{FindingKind, Page, Report, Sentence};
use super::At;
use case::Language;
use std::collections::BTreeSet;
use std::ops::Range;

/// Nouns that a text makes into a term of its own by a capital and `the`.
const HEADS: [&str; 47] = [
    "commission",
    "committee",
    "mission",
    "zone",
    "area",
    "areas",
    "line",
    "territory",
    "territories",
    "centre",
    "center",
    "mechanism",
    "fund",
    "council",
    "secretariat",
    "period",
    "forces",
    "board",
    "group",
    "panel",
    "guarantor",
    "guarantors",
    "monitors",
    "observers",
    "signatories",
    "administration",
    "authority",
    "corridor",
    "register",
    "roadmap",
    "programme",
    "program",
    "facility",
    "force",
    "party",
    "parties",
    "coordinator",
    "chair",
    "expert",
    "experts",
    "installation",
    "vessels",
    "office",
    "tribunal",
    "court",
    "buffer",
    "date",
];

/// A term that the text gives a meaning.
struct Defined {
    term: String,
    at: (usize, Range<usize>),
}

/// What is known by name beside the text, in small letters.
pub(super) struct Known {
    parties: Vec<String>,
    /// The terms of the case that have a meaning.
    terms: BTreeSet<String>,
}

impl Known {
    /// What is known by name in a language.
    pub(super) fn of(known: &super::super::Known<'_>, language: &Language) -> Self {
        let parties = known.parties.iter().map(|name| name.to_lowercase());
        let terms = known.terms.iter().filter(|one| one.meaning.is_some());
        let terms = terms.filter_map(|one| one.words.in_kin(language));
        Self {
            parties: parties.collect(),
            terms: terms.map(str::to_lowercase).collect(),
        }
    }

    fn has(&self, term: &str) -> bool {
        self.terms.contains(term) || self.parties.iter().any(|name| name.contains(term))
    }
}

/// What terms leave open.
pub(super) fn reports(pages: &[Page<'_>], all: &[At<'_>], known: &Known) -> Vec<Report> {
    let defined = defined(pages, all);
    let mut reports = unused(pages, &defined);
    reports.extend(uncapped(pages, all, &defined));
    let mut seen: BTreeSet<String> = defined.into_iter().map(|one| one.term).collect();
    for at in all {
        for (first, last) in used(at.sentence) {
            let term = at.words(first, last).to_lowercase();
            // Each term is looked up once, however often it stands.
            if seen.insert(term.clone()) && !known.has(&term) && !is_introduced(all, &term) {
                let what = format!("Nothing says what “{}” is.", at.words(first, last));
                reports.push(at.report(FindingKind::Undefined, (first, last), what));
            }
        }
    }
    reports
}

/// The terms that a text gives a meaning: `“Zone” means …`, `(the “Zone”)`.
fn defined(pages: &[Page<'_>], all: &[At<'_>]) -> Vec<Defined> {
    let mut defined = Vec::new();
    for at in all {
        let Some(page) = pages.get(at.page) else {
            continue;
        };
        for quoted in quoted(page.reading.at(&at.sentence.span), at.sentence.span.start) {
            let before = page.reading.at(&(at.sentence.span.start..quoted.start));
            let after = page.reading.at(&(quoted.end..at.sentence.span.end));
            let after = after.trim_start_matches(['”', '"', ' ']);
            let before = before.trim_end_matches(['“', '"', ' ']);
            let means = ["means", "mean", "is understood", "refers to", "shall mean"];
            let means = means.iter().any(|word| after.starts_with(word));
            let named = [
                "(the",
                "(a",
                "(",
                "called",
                "as",
                "hereinafter",
                "hereafter",
            ];
            let named = named.iter().any(|word| before.ends_with(word));
            if means || named {
                defined.push(Defined {
                    term: page.reading.at(&quoted).to_lowercase(),
                    at: (at.page, quoted),
                });
            }
        }
    }
    defined
}

/// The stretches in quotation marks, without the marks.
fn quoted(words: &str, from: usize) -> Vec<Range<usize>> {
    let (mut all, mut open) = (Vec::new(), None);
    for (at, c) in words.char_indices() {
        match (c, open) {
            ('“', _) | ('"', None) => open = Some(at + c.len_utf8()),
            ('”' | '"', Some(start)) => {
                if start < at {
                    all.push(from + start..from + at);
                }
                open = None;
            }
            _ => {}
        }
    }
    all
}

/// Terms with a meaning that stand nowhere else.
fn unused(pages: &[Page<'_>], defined: &[Defined]) -> Vec<Report> {
    let mut reports = Vec::new();
    let lower = pages.iter().map(|page| page.reading.words.to_lowercase());
    let lower: Vec<String> = lower.collect();
    for one in defined {
        let found = (0..).zip(&lower).any(|(page, words)| {
            let mut places = words.match_indices(one.term.as_str());
            places.any(|(at, found)| {
                (page, at) != (one.at.0, one.at.1.start) && is_whole(words, at..at + found.len())
            })
        });
        if !found {
            let what = format!(
                "“{}” is given a meaning, and stands nowhere else.",
                one.term
            );
            reports.push(Report::new(FindingKind::Unused, one.at.clone(), what));
        }
    }
    reports
}

/// Whether a stretch is a word by itself, or its plural.
fn is_whole(words: &str, found: Range<usize>) -> bool {
    let before = words
        .get(..found.start)
        .and_then(|before| before.chars().next_back());
    let after = words.get(found.end..).unwrap_or("");
    let after = after.strip_prefix('s').unwrap_or(after).chars().next();
    ![before, after]
        .into_iter()
        .flatten()
        .any(char::is_alphanumeric)
}

/// Terms with a meaning that also stand in small letters, where they may mean something else.
fn uncapped(pages: &[Page<'_>], all: &[At<'_>], defined: &[Defined]) -> Vec<Report> {
    let mut reports = Vec::new();
    for one in defined {
        let as_defined = pages
            .get(one.at.0)
            .map_or("", |page| page.reading.at(&one.at.1));
        if !as_defined.starts_with(char::is_uppercase) {
            continue;
        }
        let words: Vec<&str> = one.term.split(' ').collect();
        for at in all {
            let place = (1..at.sentence.len()).find(|place| {
                let mut each = (*place..).zip(&words);
                let same = each.all(|(at_word, word)| at.sentence.word(at_word) == *word);
                same && ["the", "this", "that"].contains(&at.sentence.low(place - 1))
            });
            if let Some(place) = place {
                let what =
                    format!("“{as_defined}” has a meaning; in small letters it may have another.");
                let last = place + words.len() - 1;
                reports.push(at.report(FindingKind::TwoNames, (place, last), what));
            }
        }
    }
    reports
}

/// The terms that a sentence uses as though they were known: `the Joint Commission`.
fn used(sentence: &Sentence) -> Vec<(usize, usize)> {
    let mut used = Vec::new();
    for at in 0..sentence.len() {
        if sentence.low(at) != "the" {
            continue;
        }
        let tokens = sentence.tokens().iter().skip(at + 1);
        let capitals = tokens
            .take_while(|token| token.is_capital() && token.is_word())
            .count();
        let last = at + capitals;
        // `the UN Security Council` has a name of its own.
        let is_body = (at + 1..last).any(|place| {
            let word = sentence.word(place);
            word.len() > 1 && word.chars().all(char::is_uppercase)
        }) || sentence.low(last - usize::from(last > 0)) == "security";
        if (1..=3).contains(&capitals)
            && !is_body
            && HEADS.contains(&sentence.low(last))
            && !["of", "for"].contains(&sentence.low(last + 1))
        {
            used.push((at + 1, last));
        }
    }
    used
}

/// Whether the text brings something in before it is known: `a Joint Commission is set up`.
fn is_introduced(all: &[At<'_>], term: &str) -> bool {
    let words: Vec<&str> = term.split(' ').collect();
    let parties = ["parties", "party", "signatories", "date", "chair"];
    let is_plain = words.len() == 1 && words.iter().any(|word| parties.contains(word));
    is_plain && words.first() != Some(&"date")
        || all.iter().any(|at| {
            (0..at.sentence.len()).any(|place| {
                ["a", "an", "one"].contains(&at.sentence.low(place))
                    && (place + 1..)
                        .zip(&words)
                        .all(|(at_word, word)| at.sentence.low(at_word) == *word)
            })
        })
        || is_proper(all, &words)
}

/// Whether the last word also stands with a name of its own that tells what it is, as in `the
/// Joint Commission of North and South`.
fn is_proper(all: &[At<'_>], words: &[&str]) -> bool {
    let last = words.len();
    all.iter().any(|at| {
        (0..at.sentence.len()).any(|place| {
            let same = (place..)
                .zip(words)
                .all(|(at_word, word)| at.sentence.low(at_word) == *word);
            same && ["of", "for"].contains(&at.sentence.low(place + last))
                && at.sentence.word(place).starts_with(char::is_uppercase)
        })
    })
}
