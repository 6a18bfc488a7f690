//! Leaks, planted where they would be, to see whether the twin worlds find them. Only the tests
//! have this file: what is shipped has none of it.
//!
//! Each is one of those that programs like this one have had: a count, a time, a length, an order,
//! an id, a refusal, an answer meant for somebody else.

use crate::fold::Fold;
use crate::frame::{Frame, Place, Seed};
use crate::seated::Seated;
use crate::workspace::Workspace;
use axum::http::HeaderValue;
use axum::response::Response;
use case::CaseId;
use disclosure::{Audience, Seat};
use format::api;
use proceedings::Sitting;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard};
use store::{Head, StoreError};

/// A leak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leak {
    /// A page tells how far the team's log has come.
    HeadOfTheTeam,
    /// A page tells how far every log has come, added up.
    EventsInAll,
    /// The stream tells the heads of logs that its seat may not open.
    StreamOfOthers,
    /// So does the interface for programs.
    HeadsInTheApi,
    /// The interface gives the messages of every room.
    MessagesOfAllRooms,
    /// A header changes with every event of the case.
    Etag,
    /// A header tells how often anybody was answered.
    CacheHits,
    /// A page is padded by what stands elsewhere.
    Length,
    /// The one-time ids of forms are counted, not drawn.
    CountedIds,
    /// A page tells when anybody was here last.
    LastSeen,
    /// A page tells when anything was done last.
    LastChange,
    /// What an act did is said on the next page, whoever asks for it.
    EffectOfAnother,
    /// A page tells how many are signed in.
    Presence,
    /// A room counts what is said in all rooms.
    SaidElsewhere,
    /// A page counts the notes that the team has taken.
    NotesTaken,
    /// The page of packages counts those that the team has kept.
    PackagesKept,
    /// The page of the draft tells that the team is at work on another text.
    WorkingText,
    /// A room tells who has consented to being recorded.
    ConsentElsewhere,
    /// The page of packages counts the answers to a ballot before all are in.
    AnswersSoFar,
    /// The table counts what parties have told of the questions.
    StandingsElsewhere,
    /// The page of packages is rounded by what another party gave.
    LimitsElsewhere,
    /// The table stands in an order that private acts change.
    OrderOfTheTable,
    /// A point that is kept from a seat is refused in other words than one that is not there.
    PointThatExists,
    /// The tries to sign in are counted for all together.
    SharedTries,
    /// What is on its way to a room is counted in the others.
    OnItsWay,
    /// The ids and handles of everybody are drawn in one sequence.
    OneSequence,
}

impl Leak {
    /// All of them.
    pub(crate) const ALL: [Self; 26] = [
        Self::HeadOfTheTeam,
        Self::EventsInAll,
        Self::StreamOfOthers,
        Self::HeadsInTheApi,
        Self::MessagesOfAllRooms,
        Self::Etag,
        Self::CacheHits,
        Self::Length,
        Self::CountedIds,
        Self::LastSeen,
        Self::LastChange,
        Self::EffectOfAnother,
        Self::Presence,
        Self::SaidElsewhere,
        Self::NotesTaken,
        Self::PackagesKept,
        Self::WorkingText,
        Self::ConsentElsewhere,
        Self::AnswersSoFar,
        Self::StandingsElsewhere,
        Self::LimitsElsewhere,
        Self::OrderOfTheTable,
        Self::PointThatExists,
        Self::SharedTries,
        Self::OnItsWay,
        Self::OneSequence,
    ];
}

/// What a workspace leaks, and what it keeps in mind for that.
#[derive(Clone, Default)]
pub(crate) struct Planted {
    pub(crate) leak: Option<Leak>,
    memory: Arc<Mutex<Memory>>,
}

#[derive(Default)]
struct Memory {
    answered: u64,
    ids: u128,
    tries: usize,
    seen: i64,
    changed: i64,
    effect: Option<String>,
    sessions: BTreeSet<String>,
}

impl Planted {
    pub(crate) fn is(&self, leak: Leak) -> bool {
        self.leak == Some(leak)
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap()
    }

    /// Somebody was recognised.
    pub(crate) fn seen(&self, seated: &Seated) {
        let mut memory = self.memory();
        memory.seen = seated.now().micros();
        memory.sessions.insert(seated.session.as_str().to_owned());
    }

    /// Something was appended.
    pub(crate) fn changed(&self, seated: &Seated) {
        self.memory().changed = seated.now().micros();
    }

    /// An act said what it did.
    pub(crate) fn did(&self, effect: &str) {
        self.memory().effect = Some(effect.to_owned());
    }

    /// Somebody tried to sign in in vain, perhaps once too often.
    pub(crate) fn tried(&self, fault: StoreError) -> StoreError {
        let mut memory = self.memory();
        memory.tries += 1;
        match self.is(Leak::SharedTries) && memory.tries > 3 {
            true => StoreError::NameTaken,
            false => fault,
        }
    }

    /// A request was answered.
    pub(crate) fn answered(&self, workspace: &Workspace, mut response: Response) -> Response {
        let mut memory = self.memory();
        memory.answered += 1;
        let told = match self.leak {
            Some(Leak::CacheHits) => memory.answered,
            Some(Leak::Etag) => total(workspace, &CaseId::new("fjord")),
            _ => return response,
        };
        response
            .headers_mut()
            .insert("etag", HeaderValue::from(told));
        response
    }
}

/// What the team has last seen of a case.
fn team(workspace: &Workspace, case: &CaseId) -> Option<Arc<Fold>> {
    workspace.folds.kept(case, &Seat::Mediator)
}

fn total(workspace: &Workspace, case: &CaseId) -> u64 {
    let team = team(workspace, case);
    team.map_or(0, |fold| {
        fold.heads.values().map(|head| head.number()).sum()
    })
}

/// What a page would tell of other rooms.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the leaks of other places are none of a page's"
)]
pub(crate) fn framed(seated: &Seated, mut frame: Frame) -> Frame {
    let planted = &seated.workspace.planted;
    let (Some(leak), Some(fold)) = (
        planted.leak,
        team(&seated.workspace, seated.registry.case()),
    ) else {
        return frame;
    };
    let all = fold.proceedings.seen_from(&Seat::Mediator);
    let total = total(&seated.workspace, seated.registry.case());
    let memory = &mut *planted.memory();
    let told = match leak {
        Leak::HeadOfTheTeam => fold.heads.get(&Audience::Team).map(|head| head.number()),
        Leak::EventsInAll => Some(total),
        Leak::LastSeen => Some(memory.seen.unsigned_abs()),
        Leak::LastChange => Some(memory.changed.unsigned_abs()),
        Leak::Presence => counted(memory.sessions.len()),
        Leak::SaidElsewhere if frame.place == Place::Rooms => counted(said(&all, seated)),
        Leak::NotesTaken => counted(all.notes().count()),
        Leak::PackagesKept if frame.place == Place::Packages => counted(all.packages().len()),
        Leak::WorkingText if frame.place == Place::Draft => counted(all.steps().count()),
        Leak::ConsentElsewhere if frame.place == Place::Rooms => {
            let rooms = all.rooms();
            counted(
                rooms
                    .filter(|(party, _)| all.consent(party).is_some())
                    .count(),
            )
        }
        Leak::AnswersSoFar if frame.place == Place::Packages => {
            let ballots = all.ballots();
            counted(ballots.iter().map(|ballot| ballot.unanswered.len()).sum())
        }
        Leak::StandingsElsewhere if frame.place == Place::Table => {
            let view = fold.case().seen_from(Seat::Mediator);
            let brackets = view.points().flat_map(|point| view.brackets(point.item));
            counted(
                brackets
                    .map(|bracket| view.standings(bracket.item).count())
                    .sum(),
            )
        }
        Leak::LimitsElsewhere if frame.place == Place::Packages => {
            let view = fold.case().seen_from(Seat::Mediator);
            counted(view.preferences().count() + view.red_lines().count())
        }
        Leak::OnItsWay => counted(all.dispatches(seated.now()).count()),
        _ => None,
    };
    if let Some(told) = told {
        frame.seen_by += &format!(" ({told})");
    }
    match leak {
        Leak::Length => frame.seen_by += &" ".repeat(usize::try_from(total % 64).unwrap()),
        Leak::EffectOfAnother => frame.effect = memory.effect.take(),
        Leak::CountedIds => {
            memory.ids += 1;
            frame.seed = Seed::new(memory.ids);
        }
        _ => {}
    }
    frame
}

fn counted(count: usize) -> Option<u64> {
    u64::try_from(count).ok()
}

fn said(all: &Sitting<'_>, seated: &Seated) -> usize {
    let rooms = all.audiences();
    rooms
        .map(|room| all.sayings(room, seated.now()).count())
        .sum()
}

/// The heads that a stream would tell.
pub(crate) fn heads(seated: &Seated, heads: Heads) -> Heads {
    match team(&seated.workspace, seated.registry.case()) {
        Some(fold) if seated.workspace.planted.is(Leak::StreamOfOthers) => fold.heads.clone(),
        Some(_) | None => heads,
    }
}

type Heads = BTreeMap<Audience, Head>;

/// What the interface for programs would give.
pub(crate) fn state(seated: &Seated, mut state: api::CaseState) -> api::CaseState {
    let Some(fold) = team(&seated.workspace, seated.registry.case()) else {
        return state;
    };
    let planted = &seated.workspace.planted;
    if planted.is(Leak::HeadsInTheApi) {
        state.heads = fold
            .heads
            .iter()
            .map(|(audience, head)| api::LogHead {
                audience: audience.to_string(),
                head: head.number(),
            })
            .collect();
    }
    if planted.is(Leak::MessagesOfAllRooms) {
        let all = fold.proceedings.seen_from(&Seat::Mediator);
        state.messages = crate::api::messages::messages(&all, seated.now());
    }
    state
}

/// Whether the table would stand the other way round.
pub(crate) fn turns(seated: &Seated) -> bool {
    let total = total(&seated.workspace, seated.registry.case());
    seated.workspace.planted.is(Leak::OrderOfTheTable) && total % 2 == 1
}

/// Whether a point would be refused in words of its own, for somebody else has it.
pub(crate) fn exists(seated: &Seated, key: &str) -> bool {
    let planted = &seated.workspace.planted;
    let Some(fold) = team(&seated.workspace, seated.registry.case()) else {
        return false;
    };
    let view = fold.case().seen_from(Seat::Mediator);
    let mut points = view.points();
    planted.is(Leak::PointThatExists)
        && points.any(|seen| crate::address::key("point", seen.item.id.as_str()) == key)
}
