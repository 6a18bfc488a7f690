//! The questions of a point: each party's status, and each option with who holds it and why.

use super::super::back::Back;
use super::super::item::guard;
use super::super::phrase::Phrase;
use super::super::table::line::status_class;
use crate::address;
use crate::mark::Mark;
use crate::seated::Seated;
use briefing::{glyph, status_word};
use case::{Bracket, Choice, Role, Stand, Status, View};
use disclosure::{PartyId, ReleaseClass, Seat};
use proceedings::Named;
use std::collections::BTreeMap;
use text::{Assent, Hold, Place, PointText};

/// An open or settled question.
pub(super) struct Question {
    pub(super) id: String,
    pub(super) guard: &'static str,
    pub(super) words: Phrase,
    pub(super) settled: Option<Phrase>,
    pub(super) standings: Vec<Standing>,
    pub(super) options: Vec<Offer>,
    pub(super) is_in_text: bool,
}

/// A party's status.
pub(super) struct Standing {
    pub(super) hue: &'static str,
    pub(super) letter: String,
    pub(super) name: String,
    pub(super) class: &'static str,
    pub(super) glyph: &'static str,
    pub(super) word: &'static str,
    pub(super) words: String,
    pub(super) guard: &'static str,
    /// Whether it was said of other words than stand there now.
    pub(super) overtaken: bool,
    /// How it is taken back, by whoever may.
    pub(super) back: Option<Back>,
}

/// An option with whoever has spoken of it.
pub(super) struct Offer {
    pub(super) id: String,
    pub(super) guard: &'static str,
    pub(super) words: Phrase,
    pub(super) holders: Vec<Holder>,
    pub(super) norms: Vec<String>,
}

/// Who did what about an option, and why.
pub(super) struct Holder {
    pub(super) hue: &'static str,
    pub(super) letter: String,
    pub(super) words: String,
    pub(super) guard: &'static str,
}

/// The questions of a point as this seat may know them.
pub(super) fn of(seated: &Seated, view: &View<'_>, point: &PointText) -> Vec<Question> {
    let language = seated.language();
    let mut points = view.points();
    let Some(known) = points.find(|seen| seen.item.id == *point.id()) else {
        return Vec::new();
    };
    let brackets = view.brackets(known.item).map(|seen| &seen.item.id);
    let holds = seated.sitting().holds_on(&brackets.cloned().collect());
    let assent = seated.sitting().assent_to(point);
    let page = format!("point/{}", address::key("point", point.id().as_str()));
    let questions = view.brackets(known.item).map(|seen| {
        let bracket = seen.item;
        let written = point.bracket(&bracket.id);
        let settled = written.and_then(|written| written.settled());
        let choices = view.choices(bracket);
        Question {
            id: bracket.id.to_string(),
            guard: guard(seen.class),
            words: Phrase::of(&bracket.question, &language).capital(),
            settled: settled.map(|choice| Phrase::of(choice.words(), &language)),
            standings: standings(seated, view, bracket, (&page, &assent)),
            options: choices
                .map(|seen| Offer {
                    guard: guard(seen.class),
                    ..offer(seated, view, (seen.item, bracket, &holds))
                })
                .collect(),
            is_in_text: written.is_some(),
        }
    });
    questions.collect()
}

fn standings<'a>(
    seated: &Seated,
    view: &View<'a>,
    bracket: &'a Bracket,
    (page, assent): (&str, &Assent),
) -> Vec<Standing> {
    let marks = seated.marks();
    let told: BTreeMap<&PartyId, (Status, ReleaseClass)> = view
        .standings(bracket)
        .filter_map(|seen| Some((seen.item.party.as_ref()?, (seen.item.status, seen.class))))
        .collect();
    let sitting = seated.sitting();
    let place = Place::Bracket(bracket.id.clone());
    let overtaken = assent.overtaken.get(&place);
    let principals = view
        .parties()
        .filter(|seen| seen.item.role == Role::Principal || told.contains_key(&seen.item.id));
    let each = principals.filter_map(|seen| {
        let mark: &Mark = marks.party(&seen.item.id)?;
        let told = told.get(&seen.item.id).copied();
        let (status, class_told) = told.unwrap_or((Status::Silent, ReleaseClass::Public));
        let stated = sitting.position(&seen.item.id, &place);
        let position = stated.map(|kept| &kept.what);
        let said = position.and_then(|position| position.words.as_ref());
        let condition = position.and_then(|position| position.condition.as_ref());
        let mut words = said.map_or_else(String::new, |said| format!("“{}”", said.as_str()));
        if let Some(condition) = condition {
            words.push_str(&format!(" if: {}", condition.as_str()));
        }
        Some(Standing {
            hue: mark.hue,
            letter: mark.letter.clone(),
            name: mark.name.clone(),
            class: status_class(status),
            glyph: glyph(status),
            word: status_word(status),
            words,
            guard: guard(class_told),
            overtaken: overtaken.is_some_and(|parties| parties.contains(&seen.item.id)),
            back: stated.and_then(|kept| Back::of(seated, (&seen.item.id, kept.id), page)),
        })
    });
    each.collect()
}

fn offer<'a>(seated: &Seated, view: &View<'a>, of: (&'a Choice, &Bracket, &[Hold])) -> Offer {
    let (choice, bracket, holds) = of;
    let marks = seated.marks();
    let mut holders = Vec::new();
    for mark in view.marks(choice) {
        let did = match mark.item.stand {
            Stand::Proposed => "put it forward",
            Stand::Accepted => "can take it",
            Stand::Rejected => "rejects it",
        };
        let party = mark.item.party.as_ref();
        let known = party.and_then(|party| marks.party(party));
        let hold = holds.iter().find(|hold| {
            hold.choice == choice.id && hold.bracket == bracket.id && Some(&hold.party) == party
        });
        let since = hold.filter(|hold| hold.since.number() > 0);
        let since = since.map_or_else(String::new, |hold| {
            format!(", since draft {}", hold.since.number())
        });
        let why = hold.and_then(|hold| hold.reason.as_ref());
        let why = why.map_or_else(String::new, |why| format!(": “{why}”"));
        let name = known.map_or("somebody", |mark| mark.name.as_str());
        holders.push(Holder {
            hue: crate::frame::hue(known),
            letter: known.map_or_else(|| "?".to_owned(), |mark| mark.letter.clone()),
            words: format!("{name} {did}{since}{why}"),
            guard: guard(mark.class),
        });
    }
    Offer {
        id: choice.id.to_string(),
        guard: "",
        words: Phrase::of(&choice.text, &seated.language()),
        holders,
        norms: choice.norms.iter().map(|flag| flag.norm.clone()).collect(),
    }
}

/// The statuses to choose from, by name and in words.
pub(super) fn statuses() -> Vec<(&'static str, &'static str)> {
    let all = Status::ALL
        .iter()
        .filter(|(status, _)| *status != Status::Silent);
    all.map(|(status, name)| (*name, status_word(*status)))
        .collect()
}

/// The key to the shapes.
pub(super) fn key() -> Vec<(&'static str, &'static str)> {
    let all = Status::ALL.iter().rev();
    all.map(|(status, _)| (glyph(*status), status_word(*status)))
        .collect()
}

/// The release classes to choose from, each with what it means.
pub(super) fn classes() -> Vec<(&'static str, String)> {
    let all = ReleaseClass::ALL.iter();
    all.map(|(class, name)| (*name, class_words(*class)))
        .collect()
}

/// What a release class means.
pub(super) fn class_words(class: ReleaseClass) -> String {
    let words = match class {
        ReleaseClass::Sealed => "▮ sealed: the mediation team and this party only",
        ReleaseClass::Shape => "▯ shape: may shape the mediator's ideas, never quoted",
        ReleaseClass::Unattributed => "◌ unattributed: may be carried without its source",
        ReleaseClass::Attributed => "○ attributed: may be carried with its source",
        ReleaseClass::Public => "◎ public: for everybody",
    };
    words.to_owned()
}

/// The parties that something may be carried to.
pub(super) fn others(seated: &Seated, view: &View<'_>) -> Vec<(String, String)> {
    let own = seated.seat().party();
    let parties = view
        .parties()
        .filter(|seen| seen.item.role != Role::Mediator && Some(&seen.item.id) != own);
    let named = parties.map(|seen| (seen.item.id.to_string(), seen.item.name.clone()));
    named.collect()
}

/// The seat of a party that this seat knows.
pub(super) fn seat_of(view: &View<'_>, party: &str) -> Option<Seat> {
    let mut parties = view.parties();
    let found = parties.find(|seen| seen.item.id.as_str() == party)?;
    let id = found.item.id.clone();
    match found.item.role {
        Role::Principal => Some(Seat::Delegation(id)),
        Role::Partner => Some(Seat::Partner(id)),
        Role::Observer => Some(Seat::Observer(id)),
        Role::Mediator => None,
    }
}
