//! Conflicts: two changes of one point that touch the same place and do not do the same.
//!
//! Words overlap if a change strikes or adds where the other does, or beside it with nothing but
//! blanks between: "shall" made "may" and a "not" put behind it are each sound and together a
//! third text that nobody proposed. Whatever is left can be made in either order.
//!
//! Invariant: a conflict does not depend on which of the two came first.

use crate::apply::{applied, dropped_place, place_after};
use crate::hunk::Hunk;
use crate::{Change, Line, Part, PointText};
use case::{BracketId, ChoiceId, Language};
use std::collections::{BTreeMap, BTreeSet};

/// Where two changes of one point meet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Overlap {
    /// In the number.
    Number,
    /// On a line.
    Line(Line, Language),
    /// In the running words of a language.
    Words(Language),
    /// In a bracket.
    Bracket(BracketId),
    /// Nowhere in particular, but both together make no text.
    Together,
}

/// Where two sets of changes of one point meet, if they do.
#[must_use]
pub(crate) fn overlap(base: &PointText, one: &[Change], other: &[Change]) -> Option<Overlap> {
    let (made, others): (BTreeSet<&Change>, BTreeSet<&Change>) =
        (one.iter().collect(), other.iter().collect());
    let blanks: BTreeMap<&Language, Vec<bool>> = base
        .bodies()
        .iter()
        .map(|(language, parts)| (language, blanks(parts)))
        .collect();
    let mut found: BTreeSet<Overlap> = made
        .difference(&others)
        .flat_map(|a| others.difference(&made).map(move |b| (a, b)))
        .filter_map(|(a, b)| clash(&blanks, (a, b)))
        .collect();
    if let Some(bracket) = mixed_additions(one, other) {
        found.insert(Overlap::Bracket(bracket));
    }
    if let Some(first) = found.into_iter().next() {
        return Some(first);
    }
    let both = applied(one, base).and_then(|after| applied(&moved_over(other, one), &after));
    both.is_err().then_some(Overlap::Together)
}

/// Changes of a base as they read once others of that base have been made; those that the others
/// have made already fall away. For changes that do not meet.
#[must_use]
pub(crate) fn moved_over(changes: &[Change], others: &[Change]) -> Vec<Change> {
    let made: BTreeSet<&Change> = others.iter().collect();
    let left = changes.iter().filter(|change| !made.contains(change));
    left.map(|change| moved(change.clone(), changes, others))
        .collect()
}

fn moved(change: Change, own: &[Change], others: &[Change]) -> Change {
    match change {
        Change::Words { language, hunk } => {
            let at = place_after(hunk.at, &language, others);
            Change::Words {
                hunk: Hunk { at, ..hunk },
                language,
            }
        }
        Change::ChoiceAdded {
            bracket,
            at,
            choice,
        } => {
            let ahead = others_ahead(own, others, (&bracket, at));
            let place = dropped_place(&bracket, at, others);
            let level = additions(others, &bracket, at).len();
            Change::ChoiceAdded {
                at: (place + ahead).saturating_sub(level),
                bracket,
                choice,
            }
        }
        Change::ChoiceDropped {
            bracket,
            at,
            choice,
        } => Change::ChoiceDropped {
            at: dropped_place(&bracket, at, others),
            bracket,
            choice,
        },
        Change::Number { .. }
        | Change::Line { .. }
        | Change::BracketOpened(_)
        | Change::BracketDropped(_)
        | Change::Settled { .. } => change,
    }
}

/// How many options the others add at the same place and ahead of ours: all of them or none, by the
/// first id of either side, so that both orders give one list.
fn others_ahead(own: &[Change], others: &[Change], (bracket, at): (&BracketId, usize)) -> usize {
    let (ours, theirs) = (additions(own, bracket, at), additions(others, bracket, at));
    if theirs.first() < ours.first() {
        theirs.len()
    } else {
        0
    }
}

fn additions<'a>(changes: &'a [Change], wanted: &BracketId, place: usize) -> Vec<&'a ChoiceId> {
    let added = changes.iter().filter_map(|change| {
        if let Change::ChoiceAdded {
            bracket,
            at,
            choice,
        } = change
        {
            (bracket == wanted && *at == place).then(|| choice.id())
        } else {
            None
        }
    });
    added.collect()
}

/// A bracket to which both add options at one place, some the same and some not.
fn mixed_additions(one: &[Change], other: &[Change]) -> Option<BracketId> {
    let mut places = one.iter().filter_map(|change| {
        if let Change::ChoiceAdded { bracket, at, .. } = change {
            Some((bracket, *at))
        } else {
            None
        }
    });
    let mixed = places.find(|(bracket, at)| {
        let (ours, theirs) = (additions(one, bracket, *at), additions(other, bracket, *at));
        ours != theirs && ours.iter().any(|id| theirs.contains(id))
    });
    mixed.map(|(bracket, _)| bracket.clone())
}

/// Where two different changes meet, if they do.
fn clash(blanks: &BTreeMap<&Language, Vec<bool>>, (a, b): (&Change, &Change)) -> Option<Overlap> {
    match (a, b) {
        (Change::Number { .. }, Change::Number { .. }) => Some(Overlap::Number),
        (
            Change::Line { line, language, .. },
            Change::Line {
                line: l,
                language: g,
                ..
            },
        ) => {
            let same = line == l && language == g;
            same.then(|| Overlap::Line(line.clone(), language.clone()))
        }
        (
            Change::Words { language, hunk },
            Change::Words {
                language: g,
                hunk: h,
            },
        ) => {
            let body = blanks.get(language).map_or(&[][..], Vec::as_slice);
            let meets = language == g && touch(body, (hunk, h));
            meets.then(|| Overlap::Words(language.clone()))
        }
        _ => {
            let bracket = a.bracket().filter(|id| b.bracket() == Some(id))?;
            let meets = excludes(a, b) || excludes(b, a);
            meets.then(|| Overlap::Bracket(bracket.clone()))
        }
    }
}

/// Whether a change of a bracket leaves no room for another of the same bracket.
fn excludes(a: &Change, b: &Change) -> bool {
    match a {
        Change::BracketOpened(_) | Change::BracketDropped(_) | Change::Settled { .. } => true,
        Change::ChoiceAdded { choice, .. } | Change::ChoiceDropped { choice, .. } => {
            changed_choice(b) == Some(choice.id())
        }
        Change::Number { .. } | Change::Line { .. } | Change::Words { .. } => false,
    }
}

/// The option that a change adds, drops or rewords.
const fn changed_choice(change: &Change) -> Option<&ChoiceId> {
    match change {
        Change::ChoiceAdded { choice, .. } | Change::ChoiceDropped { choice, .. } => {
            Some(choice.id())
        }
        Change::Line {
            line: Line::Choice(_, choice),
            ..
        } => Some(choice),
        Change::Line { .. }
        | Change::Number { .. }
        | Change::Words { .. }
        | Change::BracketOpened(_)
        | Change::BracketDropped(_)
        | Change::Settled { .. } => None,
    }
}

/// Whether two hunks strike or add at one place, or have nothing but blanks between them.
fn touch(blanks: &[bool], (a, b): (&Hunk, &Hunk)) -> bool {
    let (first, second) = if a.at <= b.at { (a, b) } else { (b, a) };
    let end = first.at + first.shrunk();
    let between = blanks.get(end..second.at);
    second.at <= end || between.is_some_and(|between| between.iter().all(|blank| *blank))
}

/// For each character whether it is blank; a bracket is not.
fn blanks(parts: &[Part]) -> Vec<bool> {
    let mut blanks = Vec::new();
    for part in parts {
        match part {
            Part::Words(words) => blanks.extend(words.chars().map(char::is_whitespace)),
            Part::Open(_) => blanks.push(false),
        }
    }
    blanks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apply::taken_back;
    use crate::arbitrary::{edits, model};
    use crate::change::changes;
    use proptest::prelude::*;

    fn edited(base: &crate::arbitrary::Model, edits: Vec<crate::arbitrary::Edit>) -> PointText {
        edits
            .into_iter()
            .fold(base.clone(), |model, edit| model.edited(edit))
            .point()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn changes_made_give_the_new_point_and_taken_back_the_old(
            was in model(), now in model(),
        ) {
            let (was, now) = (was.point(), now.point());
            let found = changes(&was, &now);
            prop_assert_eq!(found.is_empty(), was == now);
            prop_assert_eq!(&applied(&found, &was).unwrap(), &now);
            prop_assert_eq!(&applied(&taken_back(&found), &now).unwrap(), &was);
        }

        #[test]
        fn two_changes_meet_or_can_be_made_in_either_order(
            base in model(), one in edits(), other in edits(),
        ) {
            let (a, b) = (edited(&base, one), edited(&base, other));
            let base = base.point();
            let (one, other) = (changes(&base, &a), changes(&base, &b));
            let met = overlap(&base, &one, &other);
            prop_assert_eq!(&met, &overlap(&base, &other, &one));
            if met.is_none() {
                let first = applied(&moved_over(&other, &one), &a).unwrap();
                let second = applied(&moved_over(&one, &other), &b).unwrap();
                prop_assert_eq!(first, second);
            }
        }

        #[test]
        fn a_change_does_not_meet_itself(base in model(), edits in edits()) {
            let now = edited(&base, edits);
            let found = changes(&base.point(), &now);
            prop_assert_eq!(overlap(&base.point(), &found, &found), None);
            prop_assert!(moved_over(&found, &found).is_empty());
        }
    }
}
