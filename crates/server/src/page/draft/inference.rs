//! What a draft may let others infer: the words that it takes from a choice which a party told
//! under a class that keeps them from being carried. The text names nobody, and whoever reads it
//! may guess all the same.
//!
//! It is shown to the mediation team alone, and is a reminder and no proof: what the team's own
//! choices tell cannot be counted.

use super::point_words;
use crate::seated::Seated;
use case::{BracketId, ChoiceId, VerbalGrade};
use disclosure::{Audience, PartyId, ReleaseClass, Seat};
use proceedings::{Matter, Reach, Told};
use std::collections::BTreeSet;
use text::Place;

/// What a draft issued to these audiences may tell of what others told in confidence, in sentences.
pub(super) fn inferences(seated: &Seated, to: &BTreeSet<Audience>) -> Vec<String> {
    let (sitting, marks) = (seated.sitting(), seated.marks());
    let language = seated.language();
    let Some(text) = sitting.text() else {
        return Vec::new();
    };
    let readers: BTreeSet<Seat> = to.iter().flat_map(|to| sitting.readers(to)).collect();
    let mut found = Vec::new();
    for (party, seat) in sitting.rooms() {
        let others: BTreeSet<&Seat> = readers
            .iter()
            .filter(|reader| **reader != seat && **reader != Seat::Mediator)
            .collect();
        if others.is_empty() {
            continue;
        }
        for point in text.points() {
            for bracket in point.brackets() {
                let Some(choice) = bracket.settled() else {
                    continue;
                };
                let Some((how, class)) = told(seated, &party, (bracket.id(), choice.id()), &others)
                else {
                    continue;
                };
                let words = choice.words().in_language(&language);
                let words = match words {
                    "" => "nothing".to_owned(),
                    words => format!("“{words}”"),
                };
                found.push(format!(
                    "On {}, it takes {words}: {} {how}, told as {class}.",
                    point_words(point, &language),
                    marks.name(&party),
                ));
            }
        }
    }
    found
}

/// How a party told in its room that it wants an option, where these readers may not be told so.
fn told(
    seated: &Seated,
    party: &PartyId,
    (bracket, choice): (&BracketId, &ChoiceId),
    others: &BTreeSet<&Seat>,
) -> Option<(&'static str, &'static str)> {
    let sitting = seated.sitting();
    let kept_from = |reach: &Reach| !others.iter().all(|seat| is_told(reach, seat));
    let place = Place::Bracket(bracket.clone());
    let position = sitting.position(party, &place).map(|kept| &kept.what);
    let held = position.filter(|one| one.holds.as_ref() == Some(choice) && kept_from(&one.reach));
    if let Some(held) = held {
        return Some(("stands behind it", name(held.reach.class)));
    }
    // What was said last of an option is what holds.
    let mut items = sitting.items(party).rev();
    let (item, grade) = items.find_map(|item| {
        let confidence = &item.told.what;
        let marks = match &confidence.told {
            Told::Grades(marks) if confidence.matter == Matter::Bracket(bracket.clone()) => {
                Some(marks)
            }
            Told::Preferences(grades) => grades.get(bracket),
            Told::Grades(_)
            | Told::Said(..)
            | Told::RedLine { .. }
            | Told::Figures(_)
            | Told::Valued(_) => None,
        };
        let grade = *marks?.get(choice)?;
        Some((item, grade))
    })?;
    let is_wanted = grade == VerbalGrade::MustHave && kept_from(item.reach);
    is_wanted.then(|| ("must have it", name(item.reach.class)))
}

/// Whether a reader may be told an item, with or without its source.
fn is_told(reach: &Reach, seat: &Seat) -> bool {
    match reach.class {
        ReleaseClass::Public => true,
        ReleaseClass::Unattributed | ReleaseClass::Attributed => reach.to.contains(seat),
        ReleaseClass::Sealed | ReleaseClass::Shape => false,
    }
}

fn name(class: ReleaseClass) -> &'static str {
    proceedings::Named::name(class)
}
