//! Preferences in words: what a party must have, would like, could live with, and never, for every
//! question on one page; with what does not fit together in them, shown to whoever says it.
//!
//! Invariant: a party's words and what does not fit in them are shown to that party and to the
//! mediation team, and to nobody else.

mod misfit;
mod take;

use super::acts::room_key;
use super::asked::{self, Question};
use super::{Html, html};
use crate::frame::{Frame, Place};
use crate::page::asked::{Query, asked};
use crate::page::markup::Markup;
use crate::page::paging::Paging;
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world::moment_words;
use askama::Template;
use briefing::own_words;
use case::{BracketId, ChoiceId, Grades, VerbalGrade};
use disclosure::{Audience, PartyId};
use misfit::misfits;
use proceedings::{Named, Told};
use std::collections::BTreeMap;
pub(super) use take::{taken_back, told};

/// How many questions one page has: talks of twenty points fit on one.
const QUESTIONS: usize = 40;
/// How many of the last entries can be taken back from here.
const ENTRIES: usize = 5;

#[derive(Template)]
#[template(path = "page/packages/words.html")]
struct WordsPage {
    frame: Frame,
    heading: String,
    party: String,
    room: String,
    others: Vec<(String, String)>,
    grades: Vec<&'static str>,
    asked: Vec<Asked>,
    entries: Vec<(String, String)>,
    reading: Option<Markup>,
    today: String,
    is_team: bool,
    has_figures: bool,
    paging: Paging,
}

/// A question with its options, and what is marked for each.
struct Asked {
    key: String,
    title: String,
    was: String,
    rows: Vec<Row>,
    misfits: Vec<String>,
}

/// An option.
struct Row {
    key: String,
    words: String,
    marks: Vec<(&'static str, bool)>,
    is_silent: bool,
}

/// A party's words on the options of one question.
type Marks = BTreeMap<ChoiceId, VerbalGrade>;

pub(super) async fn shown(seated: Seated, query: Query) -> Result<Html, Trouble> {
    let party = asked::party(&seated, asked(&query, "room"))?;
    let frame = seated.frame_seen_by(Place::Packages, &Audience::Room(party.clone()))?;
    let view = seated.view();
    let said = view.grades_of(&party);
    let questions = asked::questions(&seated, &party);
    let spoken = questions
        .iter()
        .filter(|one| said.contains_key(&one.bracket));
    let (spoken, whole) = (spoken.count(), questions.len());
    let paging = Paging::of(whole, QUESTIONS, asked(&query, "page"));
    let listed = paging.lines(questions);
    let listed = listed.map(|one| Asked::of(&seated, &party, &said, one));
    let listed: Vec<Asked> = listed.collect();
    let others = asked::others(&seated);
    html(&WordsPage {
        heading: format!("{spoken} of {whole} questions are answered in words"),
        party: seated.marks().name(&party).to_owned(),
        room: room_key(&party),
        is_team: !others.is_empty(),
        others,
        grades: VerbalGrade::ALL
            .iter()
            .rev()
            .map(|(_, name)| *name)
            .collect(),
        asked: listed,
        entries: entries(&seated, &party),
        reading: reading(&seated, &party).await?,
        today: crate::world::date_field(seated.now()),
        has_figures: !seated.view().heading().live,
        paging,
        frame,
    })
}

/// What the words come to, for the party and the team.
async fn reading(seated: &Seated, party: &PartyId) -> Result<Option<Markup>, Trouble> {
    let party = party.clone();
    let solved = seated
        .solved(move |view, effort| own_words(view, &party, effort))
        .await?;
    Ok(solved.as_ref().map(Markup::of_section))
}

/// The last entries in words or figures, each with what takes it back.
fn entries(seated: &Seated, party: &PartyId) -> Vec<(String, String)> {
    let sitting = seated.sitting();
    let said = sitting.items(party).rev();
    let said = said.filter(|item| item.brought.is_none());
    let entries = said.filter_map(|item| {
        let what = match &item.told.what.told {
            Told::Preferences(all) => match all.len() {
                1 => "words on one question".to_owned(),
                many => format!("words on {many} questions"),
            },
            Told::Grades(_) => "words on one question".to_owned(),
            Told::Figures(_) => "figures".to_owned(),
            Told::Said(..) | Told::RedLine { .. } | Told::Valued(_) => return None,
        };
        let words = format!(
            "{}, {what}, {}",
            moment_words(item.told.at),
            item.reach.class.name()
        );
        Some((item.told.id.to_string(), words))
    });
    entries.take(ENTRIES).collect()
}

impl Asked {
    fn of(seated: &Seated, party: &PartyId, said: &Grades, one: Question) -> Self {
        let none = Marks::new();
        let marks = said.get(&one.bracket).unwrap_or(&none);
        let rows = one.options.iter().map(|option| {
            let mine = marks.get(&option.id).copied();
            let each = VerbalGrade::ALL.iter().rev();
            Row {
                key: option.key.clone(),
                words: option.words.clone(),
                marks: each
                    .map(|(grade, name)| (*name, mine == Some(*grade)))
                    .collect(),
                is_silent: mine.is_none(),
            }
        });
        Self {
            rows: rows.collect(),
            was: spelled(&one, marks),
            misfits: misfits_of(seated, (party, &one.bracket), marks),
            key: one.key,
            title: one.title,
        }
    }
}

/// What is marked for the options of a question, in their order, one letter each: what a form was
/// made from, to be compared with what stands when it is sent.
fn spelled(question: &Question, marks: &Marks) -> String {
    let letters = question
        .options
        .iter()
        .map(|option| match marks.get(&option.id) {
            Some(VerbalGrade::Never) => 'n',
            Some(VerbalGrade::CouldLiveWith) => 'c',
            Some(VerbalGrade::WouldLike) => 'w',
            Some(VerbalGrade::MustHave) => 'm',
            None => '-',
        });
    letters.collect()
}

fn misfits_of(seated: &Seated, (party, id): (&PartyId, &BracketId), marks: &Marks) -> Vec<String> {
    let view = seated.view();
    for point in view.points() {
        for bracket in view.brackets(point.item) {
            if bracket.item.id == *id && !marks.is_empty() {
                return misfits(&view, (party, bracket.item), marks);
            }
        }
    }
    Vec::new()
}
