//! Applying changes to a point, and turning them round to take them back.

use crate::hunk::{Hunk, with_hunks};
use crate::{BracketText, Change, ChoiceText, Line, PointParts, PointText, TextError};
use case::{BracketId, ChoiceId, Language, Wording};
use std::collections::{BTreeMap, BTreeSet};

/// Why changes cannot be applied to a point.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// The point does not say what the change says it said.
    #[error(
        "the point `{0}` no longer reads as it did when the change was made\n\
        hint: look at both texts and make the change again"
    )]
    Moved(case::PointId),
    /// The outcome would be no text.
    #[error(transparent)]
    Text(#[from] TextError),
}

/// The point after the changes.
///
/// # Errors
/// Refuses changes that do not find what they say was there, and an outcome that is no point.
pub(crate) fn applied(changes: &[Change], was: &PointText) -> Result<PointText, Misfit> {
    let mut parts = was.parts();
    let moved = || Misfit::Moved(was.id().clone());
    for change in changes {
        match change {
            Change::Number { was, now } if parts.number == *was => parts.number = *now,
            Change::Line {
                line: Line::Title,
                language,
                was,
                now,
            } => {
                let found = with_line(&parts.title, language, (was.as_ref(), now.as_ref()));
                parts.title = found.ok_or_else(moved)?;
            }
            Change::BracketOpened(bracket) => parts.brackets.push(bracket.clone()),
            Change::BracketDropped(bracket) => {
                let at = parts.brackets.iter().position(|one| one == bracket);
                parts.brackets.remove(at.ok_or_else(moved)?);
            }
            Change::Number { .. } => return Err(moved()),
            Change::Line { .. }
            | Change::Words { .. }
            | Change::ChoiceAdded { .. }
            | Change::ChoiceDropped { .. }
            | Change::Settled { .. } => {}
        }
    }
    let within: BTreeSet<&BracketId> = changes.iter().filter_map(inner_bracket).collect();
    for id in within {
        let place = parts.brackets.iter_mut().find(|bracket| bracket.id() == id);
        let bracket = place.ok_or_else(moved)?;
        let inner: Vec<&Change> = changes
            .iter()
            .filter(|c| inner_bracket(c) == Some(id))
            .collect();
        *bracket = bracket_after(bracket, &inner)?.ok_or_else(moved)?;
    }
    words_after(&mut parts, changes).ok_or_else(moved)?;
    Ok(PointText::new(parts)?)
}

/// The changes that take these back, to be applied to the outcome.
#[must_use]
pub(crate) fn taken_back(changes: &[Change]) -> Vec<Change> {
    changes
        .iter()
        .map(|change| turned(change, changes))
        .collect()
}

/// The bracket whose inside a change is about.
fn inner_bracket(change: &Change) -> Option<&BracketId> {
    match change {
        Change::BracketOpened(_) | Change::BracketDropped(_) => None,
        Change::Number { .. }
        | Change::Line { .. }
        | Change::Words { .. }
        | Change::ChoiceAdded { .. }
        | Change::ChoiceDropped { .. }
        | Change::Settled { .. } => change.bracket(),
    }
}

fn words_after(parts: &mut PointParts, changes: &[Change]) -> Option<()> {
    let mut hunks: BTreeMap<&Language, Vec<&Hunk>> = BTreeMap::new();
    for change in changes {
        if let Change::Words { language, hunk } = change {
            hunks.entry(language).or_default().push(hunk);
        }
    }
    for (language, mut hunks) in hunks {
        hunks.sort_by_key(|hunk| hunk.at);
        let was = parts.body.remove(language).unwrap_or_default();
        parts
            .body
            .insert(language.clone(), with_hunks(&was, &hunks)?);
    }
    Some(())
}

fn with_line(
    wording: &Wording,
    language: &Language,
    (was, now): (Option<&String>, Option<&String>),
) -> Option<Wording> {
    let mut lines = wording.by_language().clone();
    if lines.get(language) != was {
        return None;
    }
    match now {
        Some(now) => lines.insert(language.clone(), now.clone()),
        None => lines.remove(language),
    };
    Some(Wording::new(lines))
}

/// What changes make of the inside of a bracket.
struct Inside<'a> {
    question: Wording,
    settled: Option<ChoiceId>,
    reworded: BTreeMap<&'a ChoiceId, Wording>,
    added: Vec<(usize, &'a ChoiceText)>,
    dropped: Vec<&'a ChoiceText>,
}

/// The bracket after changes of its inside; `None` where one does not find what it says was there.
fn bracket_after(
    bracket: &BracketText,
    inner: &[&Change],
) -> Result<Option<BracketText>, TextError> {
    let Some(inside) = inside(bracket, inner) else {
        return Ok(None);
    };
    let choices = choices_after(bracket, &inside)?;
    let after = BracketText::new(bracket.id().clone(), &inside.question, choices)?;
    Ok(Some(after.with_settled(inside.settled)?))
}

fn inside<'a>(bracket: &BracketText, inner: &[&'a Change]) -> Option<Inside<'a>> {
    let mut inside = Inside {
        question: bracket.question().clone(),
        settled: bracket.settled().map(|choice| choice.id().clone()),
        reworded: BTreeMap::new(),
        added: Vec::new(),
        dropped: Vec::new(),
    };
    for change in inner {
        match change {
            Change::Line {
                line,
                language,
                was,
                now,
            } => {
                let sides = (was.as_ref(), now.as_ref());
                if let Line::Choice(_, choice) = line {
                    let before = inside.reworded.get(choice);
                    let before = before.or_else(|| Some(bracket.choice(choice)?.words()))?;
                    let words = with_line(before, language, sides)?;
                    inside.reworded.insert(choice, words);
                } else {
                    inside.question = with_line(&inside.question, language, sides)?;
                }
            }
            Change::ChoiceAdded { at, choice, .. } => inside.added.push((*at, choice)),
            Change::ChoiceDropped { choice, .. } => inside.dropped.push(choice),
            Change::Settled { was, now, .. } if inside.settled == *was => {
                inside.settled.clone_from(now);
            }
            Change::Settled { .. } => return None,
            Change::Number { .. }
            | Change::Words { .. }
            | Change::BracketOpened(_)
            | Change::BracketDropped(_) => {}
        }
    }
    let length = bracket.choices().len();
    let found = |choice: &ChoiceText| bracket.choice(choice.id()) == Some(choice);
    let fits = inside.dropped.iter().all(|choice| found(choice))
        && inside.added.iter().all(|(at, _)| *at <= length);
    fits.then_some(inside)
}

fn choices_after(bracket: &BracketText, inside: &Inside<'_>) -> Result<Vec<ChoiceText>, TextError> {
    let mut choices = Vec::new();
    for at in 0..=bracket.choices().len() {
        let here = inside.added.iter().filter(|(place, _)| *place == at);
        choices.extend(here.map(|(_, choice)| (*choice).clone()));
        let kept = bracket.choices().get(at);
        if let Some(kept) = kept.filter(|choice| !inside.dropped.contains(choice)) {
            let words = inside.reworded.get(kept.id());
            let words = words.unwrap_or_else(|| kept.words());
            choices.push(ChoiceText::new(kept.id().clone(), words)?);
        }
    }
    Ok(choices)
}

fn turned(change: &Change, all: &[Change]) -> Change {
    match change.clone() {
        Change::Number { was, now } => Change::Number { was: now, now: was },
        Change::Line {
            line,
            language,
            was,
            now,
        } => Change::Line {
            line,
            language,
            was: now,
            now: was,
        },
        Change::Words { language, hunk } => Change::Words {
            hunk: Hunk {
                at: place_after(hunk.at, &language, all),
                struck: hunk.added,
                added: hunk.struck,
            },
            language,
        },
        Change::BracketOpened(bracket) => Change::BracketDropped(bracket),
        Change::BracketDropped(bracket) => Change::BracketOpened(bracket),
        Change::ChoiceAdded {
            bracket,
            at,
            choice,
        } => Change::ChoiceDropped {
            at: added_place(&bracket, at, (&choice, all)),
            bracket,
            choice,
        },
        Change::ChoiceDropped {
            bracket,
            at,
            choice,
        } => Change::ChoiceAdded {
            at: dropped_place(&bracket, at, all),
            bracket,
            choice,
        },
        Change::Settled { bracket, was, now } => Change::Settled {
            bracket,
            was: now,
            now: was,
        },
    }
}

/// Where a place in the words lies once the changes before it have been made.
pub(crate) fn place_after(at: usize, language: &Language, all: &[Change]) -> usize {
    let (mut grown, mut shrunk) = (0, 0);
    for change in all {
        if let Change::Words { language: l, hunk } = change
            && l == language
            && hunk.at < at
        {
            grown += hunk.grown();
            shrunk += hunk.shrunk();
        }
    }
    (at + grown).saturating_sub(shrunk)
}

/// Where an added option stands in the list after all changes.
fn added_place(id: &BracketId, at: usize, (choice, all): (&ChoiceText, &[Change])) -> usize {
    let (added, dropped) = list_changes(id, all);
    let before = added
        .iter()
        .take_while(|(_, one)| *one != choice)
        .filter(|(to, _)| *to <= at);
    let before = before.count();
    (at + before).saturating_sub(dropped.iter().filter(|from| **from < at).count())
}

/// Before which of the options after all changes a dropped one belongs.
pub(crate) fn dropped_place(id: &BracketId, at: usize, all: &[Change]) -> usize {
    let (added, dropped) = list_changes(id, all);
    let before = added.iter().filter(|(to, _)| *to <= at).count();
    (at + before).saturating_sub(dropped.iter().filter(|from| **from < at).count())
}

type ListChanges<'a> = (Vec<(usize, &'a ChoiceText)>, Vec<usize>);

fn list_changes<'a>(id: &BracketId, all: &'a [Change]) -> ListChanges<'a> {
    let (mut added, mut dropped) = (Vec::new(), Vec::new());
    for change in all.iter().filter(|change| change.bracket() == Some(id)) {
        if let Change::ChoiceAdded { at, choice, .. } = change {
            added.push((*at, choice));
        } else if let Change::ChoiceDropped { at, .. } = change {
            dropped.push(*at);
        }
    }
    (added, dropped)
}
