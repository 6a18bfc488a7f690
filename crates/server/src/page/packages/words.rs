//! Preferences in words: what a party must have, would like, could live with, and never; with what
//! does not fit together in them, shown to whoever says it.
//!
//! Invariant: a party's words and what does not fit in them are shown to that party and to the
//! mediation team, and to nobody else.

mod misfit;

use super::acts::{parties, room_key};
use super::{Html, html};
use crate::address;
use crate::form::Form;
use crate::frame::{Frame, Place};
use crate::moved::Moved;
use crate::seated::Seated;
use crate::trouble::Trouble;
use askama::Template;
use axum::extract::Query;
use case::{Bracket, BracketId, ChoiceId, Language, Point, VerbalGrade};
use disclosure::{Audience, PartyId, ReleaseClass, Seat};
use jiff::civil::Date;
use misfit::misfits;
use proceedings::{Confidence, Label, Matter, Motion, Named, Reach, Told, Word};
use std::collections::{BTreeMap, BTreeSet};

/// How many questions one page has.
const QUESTIONS: usize = 20;

#[derive(Template)]
#[template(path = "page/packages/words.html")]
struct WordsPage {
    frame: Frame,
    heading: String,
    party: String,
    room: String,
    is_team: bool,
    others: Vec<(String, String)>,
    grades: Vec<(&'static str, &'static str)>,
    questions: Vec<Question>,
    today: String,
    page: usize,
    pages: usize,
}

/// One open question with its options.
struct Question {
    key: String,
    title: String,
    rows: Vec<Row>,
    misfits: Vec<String>,
}

/// An option, and what is marked for it.
struct Row {
    key: String,
    words: String,
    marks: Vec<(&'static str, bool)>,
    is_silent: bool,
}

/// A party's words on the options of one bracket.
pub(super) type Grades = BTreeMap<ChoiceId, VerbalGrade>;

fn asked<'q>(query: &'q [(String, String)], name: &str) -> &'q str {
    let found = query.iter().find(|(each, _)| each == name);
    found.map_or("", |(_, value)| value.as_str())
}

/// The party that a page is about: the seat's own, or one that the team has chosen.
fn party(seated: &Seated, room: &str) -> Result<PartyId, Trouble> {
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

pub(super) async fn shown(
    seated: Seated,
    query: Query<Vec<(String, String)>>,
) -> Result<Html, Trouble> {
    let party = party(&seated, asked(&query, "room"))?;
    let room = Audience::Room(party.clone());
    let frame = seated.frame_seen_by(Place::Packages, &room)?;
    let said = said(&seated, &party);
    let view = seated.view();
    let mut brackets: Vec<(&Point, &Bracket)> = Vec::new();
    for point in view.points().map(|seen| seen.item) {
        let own = view.brackets(point).map(|seen| seen.item);
        brackets.extend(own.filter(|one| one.grid.is_none()).map(|one| (point, one)));
    }
    let spoken = brackets
        .iter()
        .filter(|(_, one)| said.contains_key(&one.id));
    let (spoken, whole) = (spoken.count(), brackets.len());
    let pages = whole.div_ceil(QUESTIONS).max(1);
    let page = asked(&query, "page").parse().unwrap_or(1).clamp(1, pages);
    let listed = brackets.into_iter().skip((page - 1) * QUESTIONS);
    let questions = listed.take(QUESTIONS).map(|(point, bracket)| {
        let grades = said.get(&bracket.id).cloned().unwrap_or_default();
        question(&seated, (&party, point, bracket), &grades)
    });
    let marks = seated.marks();
    let is_team = *seated.seat() == Seat::Mediator;
    let others = parties(&seated).into_iter().filter(|_| is_team);
    html(&WordsPage {
        heading: format!("{spoken} of {whole} questions are answered in words"),
        party: marks.name(&party).to_owned(),
        room: room_key(&party),
        others: others
            .map(|party| (room_key(&party), marks.name(&party).to_owned()))
            .collect(),
        grades: VerbalGrade::ALL
            .iter()
            .rev()
            .map(|(_, name)| (*name, *name))
            .collect(),
        questions: questions.collect(),
        today: crate::world::date_field(seated.now()),
        is_team,
        page,
        pages,
        frame,
    })
}

/// What a party has said in words, the last word on each bracket.
fn said(seated: &Seated, party: &PartyId) -> BTreeMap<BracketId, Grades> {
    let mut said: BTreeMap<BracketId, Grades> = BTreeMap::new();
    for seen in seated.view().preferences() {
        if seen.item.party.as_ref() == Some(party) && seen.item.faction.is_none() {
            for (bracket, grades) in &seen.item.grades {
                said.insert(bracket.clone(), grades.clone());
            }
        }
    }
    for item in seated.sitting().items(party) {
        if let (Matter::Bracket(bracket), Told::Grades(grades)) =
            (&item.told.what.matter, &item.told.what.told)
        {
            said.insert(bracket.clone(), grades.clone());
        }
    }
    said
}

fn question(
    seated: &Seated,
    (party, point, bracket): (&PartyId, &Point, &Bracket),
    grades: &Grades,
) -> Question {
    let language = Language::english();
    let view = seated.view();
    let number = point
        .number
        .map_or_else(String::new, |number| format!("{number} "));
    let title = point.title.in_language(&language);
    let question = bracket.question.in_language(&language);
    let rows = view.choices(bracket).map(|seen| {
        let mine = grades.get(&seen.item.id).copied();
        let marks = VerbalGrade::ALL.iter().rev();
        Row {
            key: choice_key(&seen.item.id),
            words: seen.item.text.in_language(&language).to_owned(),
            marks: marks
                .map(|(grade, name)| (*name, mine == Some(*grade)))
                .collect(),
            is_silent: mine.is_none(),
        }
    });
    Question {
        key: bracket_key(&bracket.id),
        title: format!("{number}{title} · {question}"),
        rows: rows.collect(),
        misfits: misfits(&view, (party, bracket), grades),
    }
}

fn choice_key(choice: &ChoiceId) -> String {
    address::key("option", choice.as_str())
}

fn bracket_key(bracket: &BracketId) -> String {
    address::key("bracket", bracket.as_str())
}

/// Takes down what a party says in words about the options of one question.
pub(super) async fn told(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    let room = form.line_if_any("room", 10)?.unwrap_or_default();
    let party = party(&seated, &room)?;
    let key = form.line("question", 10)?;
    let (bracket, choices) = bracket(&seated, &key).ok_or(Trouble::NotHere)?;
    let mut grades = Grades::new();
    for choice in choices {
        let field = format!("option-{}", choice_key(&choice));
        let word = form.line_if_any(&field, 40)?;
        if let Some(word) = word.filter(|word| word != "silent") {
            let grade = VerbalGrade::of_name(&word);
            grades.insert(choice, grade.ok_or_else(|| none_of(&form, &field))?);
        }
    }
    let class: ReleaseClass = form.named("class")?;
    let word = match seated.seat() {
        Seat::Mediator => Some(Word {
            said_by: form.parsed("said_by", Label::new)?,
            on: form.parsed("on", str::parse::<Date>)?,
        }),
        Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => None,
    };
    let sent = form.sent()?;
    let confidence = Confidence {
        matter: Matter::Bracket(bracket),
        told: Told::Grades(grades),
        reach: Reach {
            class,
            to: BTreeSet::new(),
        },
    };
    let motion = Motion::Tell(party.clone(), confidence);
    seated.act_with_word(motion, &sent, word).await?;
    let marks = seated.marks();
    let effect = format!(
        "Taken down in the room of {}, {}: that party and the mediation team see it.",
        marks.name(&party),
        class.name()
    );
    Ok(seated.moved(&format!("packages/words?room={room}"), &effect))
}

fn none_of(form: &Form, field: &str) -> Trouble {
    form.unfit(field, "is none of the choices", "Choose from the list.")
}

/// The bracket of a key, with its options, as this seat knows it.
fn bracket(seated: &Seated, key: &str) -> Option<(BracketId, Vec<ChoiceId>)> {
    let view = seated.view();
    for point in view.points() {
        for bracket in view.brackets(point.item) {
            if bracket_key(&bracket.item.id) == key {
                let choices = view.choices(bracket.item);
                let choices = choices.map(|seen| seen.item.id.clone()).collect();
                return Some((bracket.item.id.clone(), choices));
            }
        }
    }
    None
}
