//! Packages put to rooms: put with a preview, answered blind, counted.
//!
//! Invariant: no answer is shown but to the room that gave it.

use super::acts::{event, package, parties, room_key};
use super::{html, team_frame};
use crate::form::Form;
use crate::frame::{Frame, Place};
use crate::moved::Moved;
use crate::page::item::made_from;
use crate::page::leak::Leaks;
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world::{moment_words, seconds_words};
use askama::Template;
use axum::response::{IntoResponse, Response};
use briefing::Choices;
use case::{Language, View};
use disclosure::{Audience, PartyId, Seat};
use jiff::civil::Date;
use proceedings::{
    Answer, Ballot, BallotSeen, DispatchState, EventId, Label, Motion, Named, Outcome, Policy,
    Vote, Word, Words,
};
use std::collections::BTreeSet;

/// A ballot as the team sees it.
pub(super) struct Put {
    pub(super) id: String,
    pub(super) words: String,
    pub(super) when: String,
    pub(super) rooms: String,
    pub(super) state: String,
    pub(super) says: Vec<(String, String)>,
    pub(super) waits: Vec<(String, String)>,
    pub(super) can_count: bool,
    /// The answers that the team took down and may take back: each with whose it is.
    pub(super) backs: Vec<(String, String)>,
    pub(super) can_recall: bool,
    pub(super) can_second: bool,
}

impl Put {
    /// The words by which it is found.
    pub(super) fn lines(&self) -> Vec<&str> {
        let mut words = vec![self.words.as_str(), &self.when, &self.rooms, &self.state];
        words.extend(self.says.iter().map(|(_, says)| says.as_str()));
        words
    }
}

#[derive(Template)]
#[template(path = "page/packages/preview.html")]
struct PreviewPage {
    frame: Frame,
    seen_by: String,
    gate: String,
    words: String,
    says: Vec<(String, String)>,
    left_out: usize,
    rests_on: String,
    leaks: Option<Leaks>,
    fields: Vec<(&'static str, String)>,
}

/// What a package says, in words.
pub(in crate::page) fn says(view: &View<'_>, package: &Choices) -> Vec<(String, String)> {
    let language = Language::english();
    let mut says = Vec::new();
    for point in view.points() {
        for bracket in view.brackets(point.item) {
            let chosen = package.get(&bracket.item.id);
            let mut choices = view.choices(bracket.item);
            if let Some(choice) = choices.find(|seen| Some(&seen.item.id) == chosen) {
                let number = point.item.number;
                let number = number.map_or_else(String::new, |number| format!("{number} "));
                let title = point.item.title.in_language(&language);
                let question = bracket.item.question.in_language(&language);
                let words = choice.item.text.in_language(&language).to_owned();
                says.push((format!("{number}{title} · {question}"), words));
            }
        }
    }
    says
}

/// The ballots that the team put, the last first.
pub(super) fn put_by_team(seated: &Seated) -> Vec<Put> {
    let (sitting, marks) = (seated.sitting(), seated.marks());
    let view = seated.view();
    let ballots = sitting.ballots();
    let puts = ballots.iter().rev().filter_map(|seen| {
        let mut sent = sitting.dispatches(seated.now());
        let sent = sent.find(|sent| sent.dispatch.id == seen.id)?;
        let copies = &sent.dispatch.what.copies;
        let name = |audience: &Audience| match audience {
            Audience::Room(party) => marks.name(party).to_owned(),
            Audience::Public | Audience::Plenary | Audience::Team => String::new(),
        };
        let rooms: Vec<String> = copies.iter().map(|copy| name(&copy.to)).collect();
        let is_there = sent.state == DispatchState::Delivered;
        let waits = copies
            .iter()
            .filter(|copy| is_there && seen.unanswered.contains(&&copy.to));
        let waits: Vec<(String, String)> = waits
            .map(|copy| (copy.id.to_string(), name(&copy.to)))
            .collect();
        let waiting = match sent.state {
            DispatchState::AwaitsSecond | DispatchState::HeldUntil(_) | DispatchState::Due => true,
            DispatchState::Blocked | DispatchState::Recalled | DispatchState::Delivered => false,
        };
        Some(Put {
            id: seen.id.to_string(),
            words: seen.ballot.words.as_str().to_owned(),
            when: moment_words(seen.at),
            rooms: rooms.join(", "),
            state: state_words(seen, sent.state, &waits),
            says: says(&view, &seen.ballot.package),
            can_count: is_there && waits.is_empty() && seen.outcome.is_none(),
            backs: match seen.outcome {
                Some(_) => Vec::new(),
                None => backs(seated, seen.id),
            },
            can_recall: waiting,
            can_second: sent.state == DispatchState::AwaitsSecond,
            waits,
        })
    });
    puts.collect()
}

/// The answers to a ballot that the team took down, each with whose it is; not what it says.
fn backs(seated: &Seated, ballot: EventId) -> Vec<(String, String)> {
    let marks = seated.marks();
    let taken = seated.sitting().taken_down(ballot).into_iter();
    let named = taken.map(|(party, vote)| (vote.to_string(), marks.name(&party).to_owned()));
    named.collect()
}

fn state_words(seen: &BallotSeen<'_>, state: DispatchState, waits: &[(String, String)]) -> String {
    if let Some(outcome) = seen.outcome {
        return outcome.name().to_owned();
    }
    let names: Vec<&str> = waits.iter().map(|(_, name)| name.as_str()).collect();
    match state {
        DispatchState::AwaitsSecond => "waits for a second person of the team".to_owned(),
        DispatchState::HeldUntil(end) => format!("held until {}", moment_words(end)),
        DispatchState::Due => "on its way".to_owned(),
        DispatchState::Blocked => "cannot go out".to_owned(),
        DispatchState::Recalled => "called back".to_owned(),
        DispatchState::Delivered if names.is_empty() => "every room has answered".to_owned(),
        DispatchState::Delivered => format!("{} to answer", names.join(" and ")),
    }
}

/// What happens before something reaches the rooms.
pub(in crate::page) fn gate_words(policy: Option<Policy>) -> String {
    match policy {
        Some(Policy::SecondPerson) => {
            "A second person of the team must agree before it goes out.".to_owned()
        }
        Some(Policy::Hold(seconds)) => {
            let wait = seconds_words(seconds);
            format!("It can be called back for {wait}, and then goes out.")
        }
        Some(Policy::Alone) | None => "It goes out at once.".to_owned(),
    }
}

/// Puts a package to rooms: first shows who will see it, then, when that is confirmed, does it.
// tidy: long, because the card of a ballot has that many parts
pub(super) async fn put(mut seated: Seated, mut form: Form) -> Result<Response, Trouble> {
    let frame = team_frame(&seated)?;
    let mut echo = form.clone();
    let package = package(&seated, &mut form)?;
    let words = form.parsed("words", Words::new)?;
    let wanted = form.all("room", 10)?;
    let is_sure = form.ticked("sure")?;
    let rooms: BTreeSet<PartyId> = parties(&seated)
        .into_iter()
        .filter(|party| wanted.contains(&room_key(party)))
        .collect();
    if rooms.len() < 2 {
        return Err(form.unfit("room", "names fewer than two rooms", "Choose another room."));
    }
    let (package, left_out) = shared(&seated, &rooms, package);
    if package.is_empty() {
        return Err(form.unfit(
            "package",
            "says nothing that all of them know",
            "Choose another.",
        ));
    }
    let sent = form.sent()?;
    let marks = seated.marks();
    let names = rooms.iter().map(|party| marks.name(party));
    let names = names.collect::<Vec<&str>>().join(" and ");
    if is_sure {
        let ballot = Ballot { package, words };
        seated.act(Motion::PutBallot(rooms, ballot), &sent).await?;
        let gate = gate_words(seated.sitting().policy());
        let effect = format!("The package is put to {names}. {gate}");
        let moved = seated.moved(Place::Packages.path(), &effect);
        return Ok(moved.into_response());
    }
    let mut fields = vec![
        ("package", echo.line("package", 40_000)?),
        ("words", words.as_str().to_owned()),
        ("sure", "yes".to_owned()),
    ];
    fields.extend(wanted.into_iter().map(|room| ("room", room)));
    let page = html(&PreviewPage {
        leaks: Leaks::of_vote(&seated, rooms, (&package, words.as_str())).await?,
        seen_by: names,
        gate: gate_words(seated.sitting().policy()),
        words: words.as_str().to_owned(),
        says: says(&seated.view(), &package),
        left_out,
        rests_on: basis_words(&seated),
        fields,
        frame,
    });
    Ok(page?.into_response())
}

/// What a package is taken for, as the team knows what it was found with.
fn basis_words(seated: &Seated) -> String {
    let basis = seated.sitting().basis();
    basis.map_or_else(String::new, |class| made_from("This package", class))
}

/// The part of a package that all these rooms know the questions of, and how many it leaves out.
fn shared(seated: &Seated, rooms: &BTreeSet<PartyId>, mut package: Choices) -> (Choices, usize) {
    let whole = package.len();
    let case = seated.fold().case();
    let seats = seated.sitting().rooms();
    for (_, seat) in seats.filter(|(party, _)| rooms.contains(party)) {
        let view = case.seen_from(seat);
        let points = view.points().map(|seen| seen.item);
        let brackets = points.flat_map(|point| view.brackets(point));
        let known: BTreeSet<_> = brackets.map(|seen| &seen.item.id).collect();
        package.retain(|bracket, _| known.contains(bracket));
    }
    let left_out = whole - package.len();
    (package, left_out)
}

/// Answers a ballot: a party in its own room, or the team taking down a party's word.
pub(super) async fn answer(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    seated.frame(Place::Packages)?;
    let ballot = event(&mut form, "ballot")?;
    let answer: Answer = form.named("answer")?;
    let vote = Vote { ballot, answer };
    let (party, word) = match seated.seat() {
        Seat::Mediator => {
            let said_by = form.parsed("said_by", Label::new)?;
            let on = form.parsed("on", str::parse::<Date>)?;
            let party = room_of(&seated, ballot).ok_or(Trouble::NotHere)?;
            (party, Some(Word { said_by, on }))
        }
        Seat::Delegation(party) | Seat::Partner(party) | Seat::Observer(party) => {
            (party.clone(), None)
        }
        Seat::Public => return Err(Trouble::NotHere),
    };
    let effect = match word {
        Some(_) => "The answer is taken down in that room.",
        None => "Your answer is kept in your room. Nobody sees it before the count.",
    };
    let sent = form.sent()?;
    let motion = Motion::Vote(party, vote);
    seated.act_with_word(motion, &sent, word).await?;
    Ok(seated.moved(Place::Packages.path(), effect))
}

/// The room in which a ballot stands under this id.
fn room_of(seated: &Seated, ballot: EventId) -> Option<PartyId> {
    let sitting = seated.sitting();
    let mut rooms = sitting.rooms();
    let found = rooms.find(|(party, _)| {
        let ballots = sitting.ballots_in(party);
        ballots.iter().any(|seen| seen.id == ballot)
    });
    found.map(|(party, _)| party)
}

/// Takes an answer back, before the count: a party its own, the team one that it took down.
pub(super) async fn answer_back(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    seated.frame(Place::Packages)?;
    let vote = event(&mut form, "answer")?;
    let sent = form.sent()?;
    let (party, effect) = match seated.seat() {
        Seat::Mediator => {
            let party = room_of_answer(&seated, vote).ok_or(Trouble::NotHere)?;
            let name = seated.marks().name(&party).to_owned();
            (
                party,
                format!("The answer taken down for {name} is taken back."),
            )
        }
        Seat::Delegation(party) | Seat::Partner(party) | Seat::Observer(party) => {
            (party.clone(), "Your answer is taken back.".to_owned())
        }
        Seat::Public => return Err(Trouble::NotHere),
    };
    let motion = Motion::Undo(Audience::Room(party), vote);
    seated.act(motion, &sent).await?;
    Ok(seated.moved(Place::Packages.path(), &effect))
}

/// The room whose answer the team took down under this id.
fn room_of_answer(seated: &Seated, vote: EventId) -> Option<PartyId> {
    let sitting = seated.sitting();
    let ballots = sitting.ballots();
    let mut taken = ballots.iter().flat_map(|seen| sitting.taken_down(seen.id));
    let found = taken.find(|(_, id)| *id == vote);
    found.map(|(party, _)| party)
}

pub(super) async fn count(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    team_frame(&seated)?;
    let ballot = event(&mut form, "ballot")?;
    let sent = form.sent()?;
    seated.act(Motion::Count(ballot), &sent).await?;
    let ballots = seated.sitting().ballots();
    let counted = ballots.iter().find(|seen| seen.id == ballot);
    let outcome = counted.and_then(|seen| seen.outcome);
    let effect = match outcome {
        Some(Outcome::AcceptedByAll) => "Accepted by all. Every room is told so.",
        Some(Outcome::NotAcceptedByAll) | None => {
            "Not accepted by all. Every room is told so, and no more."
        }
    };
    Ok(seated.moved(Place::Packages.path(), effect))
}

pub(super) async fn recall(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    team_frame(&seated)?;
    let ballot = event(&mut form, "ballot")?;
    let sent = form.sent()?;
    seated.act(Motion::Recall(ballot), &sent).await?;
    let effect = "It is called back: no room has seen it.";
    Ok(seated.moved(Place::Packages.path(), effect))
}

pub(super) async fn second(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    team_frame(&seated)?;
    let ballot = event(&mut form, "ballot")?;
    let sent = form.sent()?;
    seated.act(Motion::Countersign(ballot), &sent).await?;
    Ok(seated.moved(
        Place::Packages.path(),
        "Two persons agree to it: it goes out.",
    ))
}
