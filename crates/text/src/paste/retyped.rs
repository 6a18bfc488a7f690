//! A point typed anew: what somebody made of its print becomes the same point with other words.
//!
//! Whoever edits sees the point as it is printed and changes what is there. A bracket that still
//! offers what it offered is the same bracket, whatever stands around it; one whose options were
//! changed keeps its id and the options that are still there, so that nobody who holds an option is
//! taken to hold other words. A settled bracket prints as plain words, and stays where those words
//! still are.
//!
//! Invariant: a print typed back unchanged changes nothing.

use super::{PasteError, passages, question};
use crate::canonical::{Spot, check};
use crate::paste::passage::Passage;
use crate::{BracketText, ChoiceText, Part, PointText, Print, TextError};
use case::{BracketId, ChoiceId, Language, Wording};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeSet;

/// How much of the words on either side tells one place from another.
const CONTEXT: usize = 40;

/// A character of a point's words, or a bracket among them.
#[derive(Clone, PartialEq, Eq)]
enum Sign {
    Char(char),
    Open(BracketId),
}

impl PointText {
    /// Its words in a language as somebody edits them: its bracketed print.
    #[must_use]
    pub fn to_type(&self, language: &Language) -> String {
        self.printed_words(language, Print::Bracketed)
    }

    /// The same point with the words that somebody made of [`PointText::to_type`].
    ///
    /// A bracket that was opened stands at the end in the other languages until somebody places it
    /// there.
    ///
    /// # Errors
    /// Refuses the first thing that cannot be read, with its line and character.
    pub fn retyped(&self, typed: &str, language: &Language) -> Result<Self, PasteError> {
        let signs = signs(typed)?;
        let passages = passages(&signs)?;
        let typed = passages.iter().filter_map(|passage| match passage {
            Passage::Bracket { options, .. } => Some(options.clone()),
            Passage::Words(_) => None,
        });
        let mut matched = self
            .matched(&typed.collect::<Vec<_>>(), language)
            .into_iter();
        let (mut body, mut brackets) = (Vec::new(), Vec::new());
        for passage in passages {
            match passage {
                Passage::Words(words) => body.push(Part::Words(words)),
                Passage::Bracket { options, .. } => {
                    let kept = matched.next().flatten();
                    let bracket = match kept {
                        Some(kept) => kept.offering(&options, language)?,
                        None => {
                            self.opened(&brackets, &options, question(body.last()), language)?
                        }
                    };
                    body.push(Part::Open(bracket.id().clone()));
                    brackets.push(bracket);
                }
            }
        }
        let body = self.with_settled(body, &mut brackets, language);
        self.rewritten(body, brackets, language)
    }

    /// For each bracket that was typed, the open one that it is.
    fn matched(&self, typed: &[Vec<String>], language: &Language) -> Vec<Option<BracketText>> {
        let mut open = Vec::new();
        for part in self.words(language) {
            if let Part::Open(id) = part
                && let Some(bracket) = self.bracket(id).filter(|one| one.settled().is_none())
            {
                open.push((offered(bracket, language), bracket));
            }
        }
        let lists: Vec<&[String]> = open.iter().map(|(options, _)| options.as_slice()).collect();
        let news: Vec<&[String]> = typed.iter().map(Vec::as_slice).collect();
        let mut found: Vec<Option<usize>> = vec![None; typed.len()];
        let ops = capture_diff_slices(Algorithm::Myers, &lists, &news);
        for op in &ops {
            if let DiffOp::Equal { .. } = op {
                for (old, new) in op.old_range().zip(op.new_range()) {
                    found
                        .get_mut(new)
                        .into_iter()
                        .for_each(|at| *at = Some(old));
                }
            }
        }
        let mut free: BTreeSet<usize> = (0..open.len()).collect();
        for old in found.iter().flatten() {
            free.remove(old);
        }
        for (at, options) in news.iter().enumerate() {
            let moved = free
                .iter()
                .copied()
                .find(|old| lists.get(*old) == Some(options));
            if let (Some(slot @ None), Some(old)) = (found.get_mut(at), moved) {
                *slot = Some(old);
                free.remove(&old);
            }
        }
        for op in &ops {
            let mut olds = op
                .old_range()
                .filter(|old| free.contains(old))
                .collect::<Vec<_>>();
            olds.reverse();
            for new in op.new_range() {
                if let Some(slot @ None) = found.get_mut(new) {
                    *slot = olds.pop();
                }
            }
        }
        let found = found.into_iter().map(|old| Some(open.get(old?)?.1.clone()));
        found.collect()
    }

    /// A bracket that was not there before.
    fn opened(
        &self,
        beside: &[BracketText],
        options: &[String],
        question: String,
        language: &Language,
    ) -> Result<BracketText, TextError> {
        let taken = |id: &BracketId| {
            self.bracket(id).is_some() || beside.iter().any(|bracket| bracket.id() == id)
        };
        let mut ids = (1_u32..).map(|at| BracketId::new(format!("{}-b{at}", self.id())));
        let id = ids.find(|id| !taken(id));
        let id = id.unwrap_or_else(|| BracketId::new(self.id().as_str()));
        let choices = (1..).zip(options).map(|(at, words)| {
            ChoiceText::new(ChoiceId::new(format!("o{at}")), &wording(words, language))
        });
        let choices = choices.collect::<Result<_, _>>()?;
        BracketText::new(id, &wording(&question, language), choices)
    }

    /// The words that were typed, with every settled bracket back where its words still stand.
    fn with_settled(
        &self,
        body: Vec<Part>,
        brackets: &mut Vec<BracketText>,
        language: &Language,
    ) -> Vec<Part> {
        let mut now = to_signs(&body);
        let settled = self.brackets().iter().filter(|one| one.settled().is_some());
        // a settled bracket that is not placed yet stands as the words that it prints
        let mut spelt: BTreeSet<&BracketId> = settled.clone().map(BracketText::id).collect();
        for bracket in settled {
            spelt.remove(bracket.id());
            let was = self.spelt(&spelt, language);
            let sign = Sign::Open(bracket.id().clone());
            let words: Vec<Sign> = settled_words(bracket, language).map(Sign::Char).collect();
            let at = was.iter().position(|one| *one == sign);
            let place = at.and_then(|at| best_place(&was, at, &words, &now));
            if let Some(place) = place {
                now.splice(place..place.saturating_add(words.len()), [sign]);
                brackets.push(bracket.clone());
            } else {
                spelt.insert(bracket.id());
            }
        }
        to_parts(now)
    }

    /// Its words with these settled brackets written out.
    fn spelt(&self, spelt: &BTreeSet<&BracketId>, language: &Language) -> Vec<Sign> {
        let mut signs = Vec::new();
        for sign in to_signs(self.words(language)) {
            match &sign {
                Sign::Open(id) if spelt.contains(id) => {
                    let words = self.bracket(id).into_iter();
                    let words = words.flat_map(|one| settled_words(one, language));
                    signs.extend(words.map(Sign::Char));
                }
                Sign::Open(_) | Sign::Char(_) => signs.push(sign),
            }
        }
        signs
    }

    fn rewritten(
        &self,
        body: Vec<Part>,
        brackets: Vec<BracketText>,
        language: &Language,
    ) -> Result<Self, PasteError> {
        let kept: BTreeSet<&BracketId> = brackets.iter().map(BracketText::id).collect();
        let mut parts = self.parts();
        for (_, words) in parts.body.iter_mut().filter(|(one, _)| *one != language) {
            words.retain(|part| match part {
                Part::Words(_) => true,
                Part::Open(id) => kept.contains(id),
            });
            for new in brackets
                .iter()
                .filter(|one| self.bracket(one.id()).is_none())
            {
                words.push(Part::Words(" ".to_owned()));
                words.push(Part::Open(new.id().clone()));
            }
        }
        parts.body.insert(language.clone(), body);
        parts.brackets = brackets;
        Ok(Self::new(parts)?)
    }
}

impl BracketText {
    /// The same bracket with these options; one whose words are new is a new option.
    fn offering(self, options: &[String], language: &Language) -> Result<Self, TextError> {
        if offered(&self, language) == options {
            return Ok(self);
        }
        let mut choices: Vec<ChoiceText> = Vec::new();
        for words in options {
            let same = |choice: &&ChoiceText| choice.words().in_language(language) == words;
            if let Some(kept) = self.choices().iter().find(same) {
                choices.push(kept.clone());
                continue;
            }
            let mut ids = (1_u32..).map(|at| ChoiceId::new(format!("o{at}")));
            let id = ids.find(|id| {
                self.choice(id).is_none() && !choices.iter().any(|choice| choice.id() == id)
            });
            let id = id.unwrap_or_else(|| ChoiceId::new(words.as_str()));
            choices.push(ChoiceText::new(id, &wording(words, language))?);
        }
        Self::new(self.id().clone(), self.question(), choices)
    }
}

/// What a bracket offers, as its print is read.
fn offered(bracket: &BracketText, language: &Language) -> Vec<String> {
    let mut offered: Vec<String> = Vec::new();
    for choice in bracket.choices() {
        let words = choice.words().in_language(language).to_owned();
        if !offered.contains(&words) {
            offered.push(words);
        }
    }
    if offered.len() == 1 && !offered.iter().any(String::is_empty) {
        offered.push(String::new());
    }
    offered
}

/// The words that a settled bracket prints.
fn settled_words<'a>(bracket: &'a BracketText, language: &Language) -> std::str::Chars<'a> {
    let words = bracket
        .settled()
        .map(|choice| choice.words().in_language(language));
    words.unwrap_or_default().chars()
}

fn wording(words: &str, language: &Language) -> Wording {
    Wording::new([(language.clone(), words.to_owned())].into())
}

fn signs(typed: &str) -> Result<Vec<(char, Spot)>, PasteError> {
    let plain = typed.replace("\r\n", "\n").replace('\t', " ");
    if plain.len() > super::PASTE_BYTES_MAX {
        return Err(PasteError::TooLong { bytes: plain.len() });
    }
    check(&plain).map_err(TextError::from)?;
    let lines = (1..).zip(plain.trim().split_inclusive('\n'));
    let signs = lines.flat_map(|(line, words)| {
        let chars = (1..).zip(words.chars());
        chars.map(move |(column, sign)| (sign, Spot { line, column }))
    });
    Ok(signs.collect())
}

fn to_signs(parts: &[Part]) -> Vec<Sign> {
    let mut signs = Vec::new();
    for part in parts {
        match part {
            Part::Words(words) => signs.extend(words.chars().map(Sign::Char)),
            Part::Open(id) => signs.push(Sign::Open(id.clone())),
        }
    }
    signs
}

fn to_parts(signs: Vec<Sign>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for sign in signs {
        match (sign, parts.last_mut()) {
            (Sign::Char(c), Some(Part::Words(words))) => words.push(c),
            (Sign::Char(c), Some(Part::Open(_)) | None) => parts.push(Part::Words(c.to_string())),
            (Sign::Open(id), _) => parts.push(Part::Open(id)),
        }
    }
    parts
}

/// Where the words of a settled bracket stand now: where what is around them is most alike.
fn best_place(was: &[Sign], at: usize, words: &[Sign], now: &[Sign]) -> Option<usize> {
    let before = was.get(..at).unwrap_or_default();
    let behind = was.get(at.saturating_add(1)..).unwrap_or_default();
    let mut best: Option<(usize, usize)> = None;
    for place in 0..=now.len() {
        let Some(rest) = now.get(place..).and_then(|rest| rest.strip_prefix(words)) else {
            continue;
        };
        let first = now.get(..place).unwrap_or_default();
        // blanks around words that were left out are not printed, so they tell nothing
        let inked = |sign: &&Sign| !matches!(sign, Sign::Char(c) if c.is_whitespace());
        let left = before
            .iter()
            .rev()
            .filter(inked)
            .zip(first.iter().rev().filter(inked));
        let left = left.take(CONTEXT).take_while(|(a, b)| a == b).count();
        let right = behind.iter().filter(inked).zip(rest.iter().filter(inked));
        let right = right.take(CONTEXT).take_while(|(a, b)| a == b).count();
        let score = left.saturating_add(right);
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, place));
        }
    }
    let least = usize::from(words.is_empty() && !now.is_empty());
    best.filter(|(score, _)| *score >= least)
        .map(|(_, place)| place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arbitrary::model;
    use crate::{Text, pasted};
    use proptest::prelude::*;

    fn english() -> Language {
        Language::english()
    }

    fn point(draft: &str) -> PointText {
        let text: Text = pasted(draft, &english()).unwrap();
        text.points()[0].as_ref().clone()
    }

    fn retyped(point: &PointText, typed: &str) -> PointText {
        point.retyped(typed, &english()).unwrap()
    }

    fn settled(point: &PointText, at: usize, choice: &str) -> PointText {
        let mut parts = point.parts();
        let bracket = parts.brackets[at].clone();
        let choice = Some(ChoiceId::new(choice));
        parts.brackets[at] = bracket.with_settled(choice).unwrap();
        PointText::new(parts).unwrap()
    }

    fn ids(point: &PointText) -> Vec<&str> {
        point
            .brackets()
            .iter()
            .map(|one| one.id().as_str())
            .collect()
    }

    #[test]
    fn words_around_a_bracket_change_and_the_bracket_stays_the_same() {
        let was = point("1. Fish\n\n    The quota is [30 | 40] a year.");
        let now = retyped(&was, "The yearly quota is\n[30 | 40] for each side.");
        assert_eq!(now.brackets(), was.brackets());
        assert_eq!(
            now.to_type(&english()),
            "The yearly quota is\n[30 | 40] for each side.\n"
        );
    }

    #[test]
    fn a_new_option_is_nobody_elses_and_those_that_stay_keep_their_ids() {
        let was = point("1. Fish\n\n    Quota: [30 | 40]");
        let now = retyped(&was, "Quota: [40 | 35]");
        let bracket = &now.brackets()[0];
        let kept = bracket.choices().iter().map(|choice| choice.id().as_str());
        assert_eq!(bracket.id(), was.brackets()[0].id());
        assert_eq!(kept.collect::<Vec<_>>(), ["o2", "o3"]);
    }

    #[test]
    fn a_bracket_taken_out_does_not_take_its_neighbours_place() {
        let was = point("1. Fish\n\n    In [a | b] and in [c | d] and in [e | f].");
        let now = retyped(&was, "In [a | b] and in [e | f] and [new | old].");
        assert_eq!(ids(&now), ["p1-b1", "p1-b3", "p1-b4"]);
        let swapped = retyped(&was, "In [e | f] and in [c | d] and in [a | b].");
        assert_eq!(ids(&swapped), ["p1-b3", "p1-b2", "p1-b1"]);
    }

    #[test]
    fn a_settled_bracket_stays_while_its_words_do() {
        let was = settled(
            &point("1. Fish\n\n    40 boats, 40 crews, [40 | 50] nets."),
            0,
            "o1",
        );
        assert_eq!(was.to_type(&english()), "40 boats, 40 crews, 40 nets.\n");
        let now = retyped(&was, "Not more than 40 boats, 40 crews, 40 large nets.");
        assert_eq!(ids(&now), ["p1-b1"]);
        let printed = now.to_type(&english());
        assert_eq!(
            printed,
            "Not more than 40 boats, 40 crews, 40 large nets.\n"
        );
        assert!(now.brackets()[0].settled().is_some());
        let gone = retyped(&was, "Boats and crews, fifty nets.");
        assert!(gone.brackets().is_empty());
    }

    #[test]
    fn what_cannot_be_read_is_refused_where_it_stands() {
        let was = point("1. Fish\n\n    Quota: [30 | 40]");
        let refused = was.retyped("Quota:\n  [30", &english()).unwrap_err();
        assert_eq!(refused, PasteError::Unclosed(Spot { line: 2, column: 3 }));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn a_print_typed_back_changes_nothing(model in model()) {
            let was = model.point();
            let now = was.retyped(&was.to_type(&english()), &english()).unwrap();
            prop_assert_eq!(now.to_type(&english()), was.to_type(&english()));
            let sorted = |point: &PointText| {
                let mut brackets = point.brackets().to_vec();
                brackets.sort();
                brackets
            };
            prop_assert_eq!(sorted(&now), sorted(&was));
        }
    }
}
