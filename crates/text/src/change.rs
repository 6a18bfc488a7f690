//! A change of one point: what was there, and what is there now.
//!
//! Each change carries both sides, so it can be taken back, shown as a redline, and compared with
//! another change of the same words.
//!
//! Invariant: the changes between two states of a point, applied to the first, give the second; and
//! taken back from the second, give the first.

use crate::hunk::{Hunk, hunks};
use crate::{BracketText, ChoiceText, PointText};
use case::{BracketId, ChoiceId, Language, Wording};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeSet;

/// A line of a point that stands outside its running words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Line {
    /// The title.
    Title,
    /// The question of a bracket.
    Question(BracketId),
    /// The words of an option.
    Choice(BracketId, ChoiceId),
}

/// One change of a point.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Another number.
    Number {
        /// The number before.
        was: Option<u32>,
        /// The number now.
        now: Option<u32>,
    },
    /// Other words on a line, in one language.
    Line {
        /// Which line.
        line: Line,
        /// In which language.
        language: Language,
        /// The words before; `None` where there were none.
        was: Option<String>,
        /// The words now; `None` where there are none.
        now: Option<String>,
    },
    /// Running words struck and added.
    Words {
        /// In which language.
        language: Language,
        /// Where and what.
        hunk: Hunk,
    },
    /// A bracket opened; its place is in the words.
    BracketOpened(BracketText),
    /// A bracket taken out of the point.
    BracketDropped(BracketText),
    /// An option added.
    ChoiceAdded {
        /// To which bracket.
        bracket: BracketId,
        /// How many of the options there were stand before it.
        at: usize,
        /// The option.
        choice: ChoiceText,
    },
    /// An option taken out.
    ChoiceDropped {
        /// Of which bracket.
        bracket: BracketId,
        /// How many of the options there were stood before it.
        at: usize,
        /// The option.
        choice: ChoiceText,
    },
    /// A bracket settled, settled otherwise, or opened again.
    Settled {
        /// Which bracket.
        bracket: BracketId,
        /// The option taken before.
        was: Option<ChoiceId>,
        /// The option taken now.
        now: Option<ChoiceId>,
    },
}

impl Change {
    /// The bracket that is changed itself, apart from its place in the words.
    #[must_use]
    pub const fn bracket(&self) -> Option<&BracketId> {
        match self {
            Self::Number { .. } | Self::Words { .. } => None,
            Self::Line { line, .. } => line.bracket(),
            Self::BracketOpened(bracket) | Self::BracketDropped(bracket) => Some(bracket.id()),
            Self::ChoiceAdded { bracket, .. }
            | Self::ChoiceDropped { bracket, .. }
            | Self::Settled { bracket, .. } => Some(bracket),
        }
    }
}

impl Line {
    /// The bracket it belongs to.
    #[must_use]
    pub const fn bracket(&self) -> Option<&BracketId> {
        match self {
            Self::Title => None,
            Self::Question(bracket) | Self::Choice(bracket, _) => Some(bracket),
        }
    }
}

/// What turns one state of a point into another, in a fixed order.
#[must_use]
pub(crate) fn changes(was: &PointText, now: &PointText) -> Vec<Change> {
    let mut changes = Vec::new();
    if was.number() != now.number() {
        changes.push(Change::Number {
            was: was.number(),
            now: now.number(),
        });
    }
    lines(&mut changes, &Line::Title, (was.title(), now.title()));
    for bracket in was.brackets() {
        match now.bracket(bracket.id()) {
            Some(after) => bracket_changes(&mut changes, bracket, after),
            None => changes.push(Change::BracketDropped(bracket.clone())),
        }
    }
    let opened = now.brackets().iter();
    let opened = opened.filter(|bracket| was.bracket(bracket.id()).is_none());
    changes.extend(opened.cloned().map(Change::BracketOpened));
    let languages: BTreeSet<&Language> = was.bodies().keys().chain(now.bodies().keys()).collect();
    for language in languages {
        let found = hunks(was.body(language), now.body(language));
        changes.extend(found.into_iter().map(|hunk| Change::Words {
            language: language.clone(),
            hunk,
        }));
    }
    changes
}

fn bracket_changes(changes: &mut Vec<Change>, was: &BracketText, now: &BracketText) {
    let question = Line::Question(was.id().clone());
    lines(changes, &question, (was.question(), now.question()));
    let ids = |bracket: &BracketText| -> Vec<ChoiceId> {
        bracket
            .choices()
            .iter()
            .map(|choice| choice.id().clone())
            .collect()
    };
    for op in capture_diff_slices(Algorithm::Myers, &ids(was), &ids(now)) {
        let old = was.choices().get(op.old_range()).unwrap_or_default();
        let new = now.choices().get(op.new_range()).unwrap_or_default();
        let at = op.old_range().start;
        if let DiffOp::Equal { .. } = op {
            for (old, new) in old.iter().zip(new) {
                let line = Line::Choice(was.id().clone(), old.id().clone());
                lines(changes, &line, (old.words(), new.words()));
            }
            continue;
        }
        let bracket = was.id();
        changes.extend((at..).zip(old).map(|(at, choice)| Change::ChoiceDropped {
            bracket: bracket.clone(),
            at,
            choice: choice.clone(),
        }));
        changes.extend(new.iter().map(|choice| Change::ChoiceAdded {
            bracket: bracket.clone(),
            at: at + old.len(),
            choice: choice.clone(),
        }));
    }
    let taken = |bracket: &BracketText| bracket.settled().map(|choice| choice.id().clone());
    if taken(was) != taken(now) {
        changes.push(Change::Settled {
            bracket: was.id().clone(),
            was: taken(was),
            now: taken(now),
        });
    }
}

fn lines(changes: &mut Vec<Change>, line: &Line, (was, now): (&Wording, &Wording)) {
    let (was, now) = (was.by_language(), now.by_language());
    let languages: BTreeSet<&Language> = was.keys().chain(now.keys()).collect();
    for language in languages {
        let (before, after) = (was.get(language), now.get(language));
        if before != after {
            changes.push(Change::Line {
                line: line.clone(),
                language: language.clone(),
                was: before.cloned(),
                now: after.cloned(),
            });
        }
    }
}
