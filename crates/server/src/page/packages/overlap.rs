//! Blind checks of overlap: put by the team, carried between two rooms, ended in both.
//!
//! Invariant: no number of either side is in any message or in the store; what travels here are the
//! files that `onetext overlap` makes and opens on each side's own machine.

mod acts;
mod rooms;

pub(super) use acts::{end, file, pass, put, step};

use super::acts::{event, parties, room_key};
use super::{Html, html};
use crate::frame::{Frame, Place};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world::moment_words;
use ::overlap::{Question, Role, Side, Verdict};
use askama::Template;
use case::{BracketId, Grid, Language, View};
use disclosure::leakage::Bits;
use disclosure::{PartyId, Seat};
use format::exact;
use proceedings::{CHECK_ROUNDS_MAX, CheckEnd, CheckNews, CheckPut, CheckSeen};
use rooms::{RoomCheck, cards};

#[derive(Template)]
#[template(path = "page/packages/overlap.html")]
struct OverlapPage {
    frame: Frame,
    heading: String,
    is_team: bool,
    most: u32,
    puts: Vec<PutLine>,
    cards: Vec<RoomCheck>,
    brackets: Vec<(String, String)>,
    grid: (String, String, String),
    rooms: Vec<(String, String)>,
    today: String,
}

/// A check as the team sees it.
struct PutLine {
    id: String,
    about: String,
    words: String,
    by: String,
    sides: Vec<String>,
    /// The commitments there are: each with the check in its room, and whose it is.
    commitments: Vec<(String, String)>,
    state: String,
    passes: String,
    can_end: bool,
    can_tell: bool,
    can_recall: bool,
}

pub(super) async fn shown(seated: Seated) -> Result<Html, Trouble> {
    let frame = seated.frame(Place::Packages)?;
    let is_team = *seated.seat() == Seat::Mediator;
    let (puts, cards) = (puts(&seated), cards(&seated));
    let rooms = parties(&seated).into_iter();
    let rooms = rooms.map(|party| {
        let name = seated.marks().name(&party).to_owned();
        (room_key(&party), name)
    });
    let rooms: Vec<(String, String)> = rooms.collect();
    html(&OverlapPage {
        heading: heading(seated.seat(), &puts, &cards),
        most: CHECK_ROUNDS_MAX,
        brackets: brackets(&seated.view()),
        grid: first_grid(&seated.view()),
        today: crate::world::date_field(seated.now()),
        rooms: if is_team { rooms } else { Vec::new() },
        puts,
        cards,
        is_team,
        frame,
    })
}

fn heading(seat: &Seat, puts: &[PutLine], cards: &[RoomCheck]) -> String {
    let waiting = cards.iter().filter(|card| card.waits).count();
    match (seat, puts.len(), waiting) {
        (Seat::Mediator, 0, _) => "No numbers have been checked blind yet".to_owned(),
        (Seat::Mediator, 1, _) => "One blind check of overlap".to_owned(),
        (Seat::Mediator, many, _) => format!("{many} blind checks of overlap"),
        (_, _, 0) => "No blind check waits for you".to_owned(),
        (_, _, 1) => "A blind check waits for your next step".to_owned(),
        (_, _, many) => format!("{many} blind checks wait for your next step"),
    }
}

/// The open questions, by key: those that ask for a number first.
fn brackets(view: &View<'_>) -> Vec<(String, String)> {
    let mut named = Vec::new();
    for point in view.points().map(|seen| seen.item) {
        for bracket in view.brackets(point).map(|seen| seen.item) {
            let name = bracket_name(view, &bracket.id);
            named.push((bracket.grid.is_none(), (key_of(&bracket.id), name)));
        }
    }
    named.sort_by_key(|(is_plain, _)| *is_plain);
    named.into_iter().map(|(_, named)| named).collect()
}

fn key_of(bracket: &BracketId) -> String {
    crate::address::key("bracket", bracket.as_str())
}

/// A bracket in words: `3 Patrols · How many patrol boats`.
fn bracket_name(view: &View<'_>, id: &BracketId) -> String {
    let language = Language::english();
    for point in view.points().map(|seen| seen.item) {
        let found = view.brackets(point).find(|seen| seen.item.id == *id);
        if let Some(bracket) = found {
            let number = point.number;
            let number = number.map_or_else(String::new, |number| format!("{number} "));
            let title = point.title.in_language(&language);
            let question = bracket.item.question.in_language(&language);
            return format!("{number}{title} · {question}");
        }
    }
    String::new()
}

/// Where the first grid of the case begins, its step, and how many numbers it has.
fn first_grid(view: &View<'_>) -> (String, String, String) {
    let points = view.points().map(|seen| seen.item);
    let mut brackets = points.flat_map(|point| view.brackets(point));
    let grid = brackets.find_map(|seen| seen.item.grid.clone());
    grid.map_or_else(Default::default, |grid: Grid| {
        let written = |figure: &case::Exact| exact::written(figure).0;
        let steps = (&grid.high - &grid.low) / &grid.step + exact::of(1);
        (written(&grid.low), written(&grid.step), written(&steps))
    })
}

/// What suits a side, in a sentence.
fn suits(question: &Question, role: Role) -> &'static str {
    match question.side(role) {
        Side::AtLeast => "its number or more",
        Side::AtMost => "its number or less",
    }
}

const fn verdict_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Overlap => "They overlap: some number suits both sides",
        Verdict::Apart => "They do not overlap: no number of the grid suits both sides",
    }
}

/// What came of a check, and how.
pub(in crate::page) fn ended_words((verdict, end): (Verdict, CheckEnd)) -> String {
    let how = match end {
        CheckEnd::Blind => "read by the asking side from a blind check",
        CheckEnd::ByTeam => "worked out by the mediation team",
    };
    format!("{} ({how}).", verdict_words(verdict))
}

/// What an answer tells of a number on a grid, in words: the meter of the check.
fn meter(question: &Question) -> String {
    let steps = usize::try_from(question.steps()).unwrap_or(usize::MAX);
    let rounds = usize::try_from(CHECK_ROUNDS_MAX).unwrap_or(1);
    format!(
        "The grid has {steps} numbers. Each answer lets each side rule out the numbers of the \
         other that would have given another answer: at most {} of leakage whatever was known \
         before, and at worst all of the number, where a side has put its own at the end of what \
         it thinks possible. {CHECK_ROUNDS_MAX} rounds tell at most {} of the {} that a number \
         has, if each side puts in its own number; a side that puts in others instead \
         chooses where to cut.",
        Bits::of_count(2),
        Bits::of_count(steps.min(1 << rounds)),
        Bits::of_count(steps),
    )
}

/// The checks that the team put, the last first.
fn puts(seated: &Seated) -> Vec<PutLine> {
    let (sitting, marks, view) = (seated.sitting(), seated.marks(), seated.view());
    let name = |party: &PartyId| marks.name(party).to_owned();
    let lines = sitting.checks().into_iter().rev().map(|put| {
        let sides = [
            (&put.plan.asks, &put.asks),
            (&put.plan.answers, &put.answers),
        ];
        let commitments = sides.iter().filter_map(|(party, seen)| {
            let seen = seen.as_ref().filter(|seen| seen.committed.is_some())?;
            Some((seen.put.id.to_string(), name(party)))
        });
        let commitments = commitments.collect();
        let sides = sides.map(|(party, seen)| {
            format!(
                "{}: {}",
                name(party),
                seen.as_ref().map_or("not there yet", side_state)
            )
        });
        PutLine {
            id: put.id.to_string(),
            about: format!(
                "{}, round {}",
                bracket_name(&view, &put.plan.bracket),
                put.round
            ),
            words: put.plan.words.as_str().to_owned(),
            by: format!(
                "{}; {} asks and accepts {}, {} answers and accepts {}; {} numbers from {} to {}",
                moment_words(put.at),
                name(&put.plan.asks),
                suits(&put.plan.question, Role::Asks),
                name(&put.plan.answers),
                suits(&put.plan.question, Role::Answers),
                put.plan.question.steps(),
                put.plan.question.low(),
                put.plan.question.high()
            ),
            sides: sides.to_vec(),
            commitments,
            state: put.ended.map_or_else(String::new, ended_words),
            passes: passes(&put, &name),
            can_end: put.ended.is_none() && has_read(&put),
            can_tell: put.ended.is_none() && !has_asked(&put) && put.asks.is_some(),
            can_recall: put.asks.is_none() && put.answers.is_none(),
        }
    });
    lines.collect()
}

fn has_read(put: &CheckPut<'_>) -> bool {
    put.asks.as_ref().is_some_and(|seen| seen.read.is_some())
}

fn has_asked(put: &CheckPut<'_>) -> bool {
    put.asks.as_ref().is_some_and(|seen| seen.ask.is_some())
}

/// What can be passed on now, in words for the button.
fn passes(put: &CheckPut<'_>, name: &impl Fn(&PartyId) -> String) -> String {
    match &put.next {
        Some((CheckNews::Ask(_), to)) => format!("Pass the message on to {}", name(to)),
        Some((CheckNews::Answer(_), to)) => format!("Pass the answer on to {}", name(to)),
        Some((CheckNews::Ended(..), _)) | None => String::new(),
    }
}

/// How far a side is, as the team sees it.
fn side_state(seen: &CheckSeen<'_>) -> &'static str {
    let asks = seen.put.what.role == Role::Asks;
    match (seen.committed, seen.ask, seen.answer, seen.read) {
        (None, ..) => "has not committed",
        (Some(_), _, _, Some(_)) => "has read the answer",
        (Some(_), _, Some(_), None) if asks => "has the answer and has not said what it reads",
        (Some(_), Some(_), None, None) if asks => "has asked",
        (Some(_), _, None, None) if asks => "has committed, and asks next",
        (Some(_), _, Some(_), None) => "has answered",
        (Some(_), Some(_), None, None) => "has committed, and answers next",
        (Some(_), None, None, None) => "has committed",
    }
}
