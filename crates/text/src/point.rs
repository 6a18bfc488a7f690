//! A point of the text: a number, a title, words in which brackets stand open.
//!
//! Invariant: every bracket of a point stands exactly once in its words in each language, and its
//! words name no other; a point's id stays the same whatever number it carries.

use crate::bracket::line_wording;
use crate::canonical::canonical_piece;
use crate::{BracketText, TextError};
use case::{BracketId, Language, PointId, Wording};
use std::collections::{BTreeMap, BTreeSet};

/// A stretch of a point's words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Words.
    Words(String),
    /// The place of a bracket.
    Open(BracketId),
}

/// What a point is made of, before it has been looked over.
#[derive(Debug, Clone)]
pub struct PointParts {
    /// Its id, stable across renumbering.
    pub id: PointId,
    /// Its number; `None` for a matter outside the numbered text.
    pub number: Option<u32>,
    /// Its title.
    pub title: Wording,
    /// Its words by language.
    pub body: BTreeMap<Language, Vec<Part>>,
    /// Its brackets.
    pub brackets: Vec<BracketText>,
}

/// A point of the text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PointText {
    id: PointId,
    number: Option<u32>,
    title: Wording,
    body: BTreeMap<Language, Vec<Part>>,
    brackets: Vec<BracketText>,
}

impl PointText {
    /// The point made of these parts, in canonical form.
    ///
    /// # Errors
    /// Refuses the number 0, a bracket that is missing from the words, stands in them twice or is
    /// given twice, words that name a bracket which is not there, and characters that have no place
    /// in the text.
    pub fn new(parts: PointParts) -> Result<Self, TextError> {
        let PointParts {
            id,
            number,
            title,
            body,
            brackets,
        } = parts;
        if number == Some(0) {
            return Err(TextError::NumberNought { point: id });
        }
        let title = line_wording(&title)?;
        let mut tidy = BTreeMap::new();
        for (language, parts) in body {
            let parts = tidy_parts(parts)?;
            if !parts.is_empty() {
                tidy.insert(language, parts);
            }
        }
        let point = Self {
            id,
            number,
            title,
            body: tidy,
            brackets,
        };
        point.check_brackets()?;
        Ok(point.with_brackets_in_order())
    }

    /// What it is made of, to make another of it.
    #[must_use]
    pub fn parts(&self) -> PointParts {
        PointParts {
            id: self.id.clone(),
            number: self.number,
            title: self.title.clone(),
            body: self.body.clone(),
            brackets: self.brackets.clone(),
        }
    }

    /// Its id, stable across renumbering.
    #[must_use]
    pub const fn id(&self) -> &PointId {
        &self.id
    }

    /// Its number.
    #[must_use]
    pub const fn number(&self) -> Option<u32> {
        self.number
    }

    /// Its title.
    #[must_use]
    pub const fn title(&self) -> &Wording {
        &self.title
    }

    /// Its words in a language; empty if it has none in that language.
    #[must_use]
    pub fn body(&self, language: &Language) -> &[Part] {
        self.body.get(language).map_or(&[], Vec::as_slice)
    }

    /// Its words by language.
    #[must_use]
    pub const fn bodies(&self) -> &BTreeMap<Language, Vec<Part>> {
        &self.body
    }

    /// Its brackets, in the order of the words in its first language.
    #[must_use]
    pub fn brackets(&self) -> &[BracketText] {
        &self.brackets
    }

    /// The bracket with this id.
    #[must_use]
    pub fn bracket(&self, id: &BracketId) -> Option<&BracketText> {
        self.brackets.iter().find(|bracket| bracket.id() == id)
    }

    /// The languages in which it has a title or words.
    #[must_use]
    pub fn languages(&self) -> BTreeSet<&Language> {
        let titled = self.title.by_language().keys();
        titled.chain(self.body.keys()).collect()
    }

    pub(crate) fn with_number(&self, number: Option<u32>) -> Self {
        Self {
            number,
            ..self.clone()
        }
    }

    fn check_brackets(&self) -> Result<(), TextError> {
        let mut given = BTreeSet::new();
        for bracket in &self.brackets {
            if !given.insert(bracket.id()) {
                let bracket = bracket.id().clone();
                return Err(TextError::BracketTwice { bracket });
            }
        }
        if let (Some(bracket), true) = (self.brackets.first(), self.body.is_empty()) {
            let (bracket, point) = (bracket.id().clone(), self.id.clone());
            return Err(TextError::BracketUnplaced { bracket, point });
        }
        for parts in self.body.values() {
            let mut placed = BTreeSet::new();
            for bracket in parts.iter().filter_map(Part::bracket) {
                let (point, bracket) = (self.id.clone(), bracket.clone());
                if !given.contains(&bracket) {
                    return Err(TextError::BracketDangling { bracket, point });
                }
                if !placed.insert(bracket.clone()) {
                    return Err(TextError::BracketTwice { bracket });
                }
            }
            if let Some(missing) = given.iter().find(|id| !placed.contains(**id)) {
                let (bracket, point) = ((*missing).clone(), self.id.clone());
                return Err(TextError::BracketUnplaced { bracket, point });
            }
        }
        Ok(())
    }

    fn with_brackets_in_order(mut self) -> Self {
        let first = self.body.values().next().map_or(&[][..], Vec::as_slice);
        let order: BTreeMap<BracketId, usize> = (0..)
            .zip(first.iter().filter_map(Part::bracket))
            .map(|(at, id)| (id.clone(), at))
            .collect();
        self.brackets
            .sort_by_key(|bracket| order.get(bracket.id()).copied());
        self
    }
}

impl Part {
    /// The bracket that stands here, if one does.
    #[must_use]
    pub const fn bracket(&self) -> Option<&BracketId> {
        match self {
            Self::Open(bracket) => Some(bracket),
            Self::Words(_) => None,
        }
    }
}

/// Words joined, in canonical form, without blanks at either end and at the ends of lines.
fn tidy_parts(parts: Vec<Part>) -> Result<Vec<Part>, TextError> {
    let mut joined: Vec<Part> = Vec::new();
    for part in parts {
        match (joined.last_mut(), part) {
            (Some(Part::Words(before)), Part::Words(words)) => before.push_str(&words),
            (_, part) => joined.push(part),
        }
    }
    let last = joined.len().saturating_sub(1);
    let mut tidy = Vec::new();
    for (at, part) in joined.into_iter().enumerate() {
        match part {
            Part::Words(words) => {
                let mut words = tidy_lines(&canonical_piece(&words)?);
                if at == 0 {
                    words = words.trim_start().to_owned();
                }
                if at == last {
                    words = words.trim_end().to_owned();
                }
                if !words.is_empty() {
                    tidy.push(Part::Words(words));
                }
            }
            Part::Open(bracket) => tidy.push(Part::Open(bracket)),
        }
    }
    Ok(tidy)
}

/// No blanks at the ends and starts of inner lines, no two spaces in a row, at most one empty line.
pub(crate) fn tidy_lines(words: &str) -> String {
    let mut tidy = String::with_capacity(words.len());
    let mut newlines = 0_usize;
    for c in words.chars() {
        match c {
            '\n' => {
                while tidy.ends_with(' ') {
                    tidy.pop();
                }
                newlines += 1;
                if newlines <= 2 {
                    tidy.push('\n');
                }
            }
            ' ' if tidy.ends_with([' ', '\n']) => {}
            c => {
                if c != ' ' {
                    newlines = 0;
                }
                tidy.push(c);
            }
        }
    }
    tidy
}
