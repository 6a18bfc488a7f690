//! The open questions as one party knows them, each with its options: what a party speaks of in
//! words or in figures.

use super::acts::{parties, room_key};
use crate::address;
use crate::form::Form;
use crate::seated::Seated;
use crate::trouble::Trouble;
use case::{BracketId, ChoiceId, Language};
use disclosure::{PartyId, Seat};
use jiff::civil::Date;
use proceedings::{Label, Word};

/// A number has as many options as it has steps; with more than these it is left to figures.
const OPTIONS_MAX: usize = 12;

/// An open question.
pub(super) struct Question {
    pub(super) bracket: BracketId,
    pub(super) key: String,
    pub(super) title: String,
    pub(super) options: Vec<Choice>,
}

/// An option of a question.
pub(super) struct Choice {
    pub(super) id: ChoiceId,
    pub(super) key: String,
    pub(super) words: String,
}

/// The party that a page is about: the seat's own, or one that the team has chosen.
pub(super) fn party(seated: &Seated, room: &str) -> Result<PartyId, Trouble> {
    match seated.seat() {
        Seat::Mediator => {
            let mut all = parties(seated).into_iter();
            match room {
                "" => all.next(),
                key => all.find(|party| room_key(party) == key),
            }
            .ok_or(Trouble::NotHere)
        }
        Seat::Delegation(party) => Ok(party.clone()),
        Seat::Partner(_) | Seat::Observer(_) | Seat::Public => Err(Trouble::NotHere),
    }
}

/// The other pages of the same kind: every party's, for the team alone.
pub(super) fn others(seated: &Seated) -> Vec<(String, String)> {
    match seated.seat() {
        Seat::Mediator => super::acts::rooms(seated),
        Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => Vec::new(),
    }
}

/// The questions that a party knows and that are asked option by option, with the options that it
/// knows.
pub(super) fn questions(seated: &Seated, party: &PartyId) -> Vec<Question> {
    let mut questions = all_questions(seated, party);
    questions.retain(|question| question.options.len() <= OPTIONS_MAX);
    questions
}

/// All questions that a party knows, with the options that it knows.
pub(super) fn all_questions(seated: &Seated, party: &PartyId) -> Vec<Question> {
    let language = Language::english();
    let (view, known) = (seated.view(), seated.sitting().options_known_to(party));
    let mut questions = Vec::new();
    for point in view.points().map(|seen| seen.item) {
        let number = point.number;
        let number = number.map_or_else(String::new, |number| format!("{number} "));
        let title = point.title.in_language(&language);
        for bracket in view.brackets(point).map(|seen| seen.item) {
            let id = &bracket.id;
            let is_known =
                |choice: &ChoiceId| known.get(id).is_some_and(|all| all.contains(choice));
            let options = view.choices(bracket).filter(|seen| is_known(&seen.item.id));
            let options = options.map(|seen| Choice {
                key: address::key("option", &format!("{id}\n{}", seen.item.id)),
                words: seen.item.text.in_language(&language).to_owned(),
                id: seen.item.id.clone(),
            });
            let options: Vec<Choice> = options.collect();
            if options.is_empty() {
                continue;
            }
            let question = bracket.question.in_language(&language);
            questions.push(Question {
                key: address::key("bracket", id.as_str()),
                title: format!("{number}{title} · {question}"),
                bracket: id.clone(),
                options,
            });
        }
    }
    questions
}

/// Who said so, where the team takes it down for a party.
pub(super) fn word(seated: &Seated, form: &mut Form) -> Result<Option<Word>, Trouble> {
    match seated.seat() {
        Seat::Mediator => Ok(Some(Word {
            said_by: form.parsed("said_by", Label::new)?,
            on: form.parsed("on", str::parse::<Date>)?,
        })),
        Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => Ok(None),
    }
}
