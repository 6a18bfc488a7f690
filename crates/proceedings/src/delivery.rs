//! Deliveries: what was dispatched by the team, where it stands, and which copies are owed.

use crate::admission;
use crate::carrying::{forbids, standing};
use crate::ledger::Kept;
use crate::{
    Admission, Attribution, Carried, Check, CheckCame, CheckParcel, CheckPlan, Copy, Counted, Deed,
    Dispatch, DispatchState, Event, Filing, Gate, Moment, Parcel, Policy, Proceedings, Published,
};
use disclosure::{Audience, Seat};
use std::sync::Arc;

/// The copies that are due and have not arrived.
pub(crate) fn owed(proceedings: &Proceedings, now: Moment) -> Vec<(Audience, Event)> {
    let Some(team) = proceedings.ledger(&Audience::Team) else {
        return Vec::new();
    };
    let mut owed = Vec::new();
    for dispatch in team.dispatched.iter() {
        if state(proceedings, dispatch, now) != DispatchState::Due {
            continue;
        }
        let missing = dispatch.what.copies.iter();
        for copy in missing.filter(|copy| !has_arrived(proceedings, copy)) {
            if let Some(event) = arriving(proceedings, &dispatch.what, copy, now) {
                owed.push((copy.to.clone(), event));
            }
        }
    }
    owed
}

/// Where a dispatch stands.
pub(crate) fn state(
    proceedings: &Proceedings,
    dispatch: &Kept<Dispatch>,
    now: Moment,
) -> DispatchState {
    let copies = &dispatch.what.copies;
    if copies.iter().all(|copy| has_arrived(proceedings, copy)) {
        return DispatchState::Delivered;
    }
    if copies.iter().any(|copy| has_arrived(proceedings, copy)) {
        return DispatchState::Due;
    }
    let Some(team) = proceedings.ledger(&Audience::Team) else {
        return DispatchState::Recalled;
    };
    if team.upon(&team.recalled, dispatch.id).next().is_some() {
        return DispatchState::Recalled;
    }
    let agreed = team.upon(&team.countersigned, dispatch.id).next().is_some();
    let held = match dispatch.what.gate {
        Gate::SecondPerson if !agreed => return DispatchState::AwaitsSecond,
        Gate::Until(end) => Some(end),
        Gate::Open | Gate::SecondPerson => None,
    };
    // Whoever waits for it is told the last of the moments before which it does not go out.
    let held = held.max(embargo(&dispatch.what.parcel));
    match held {
        Some(end) if end > now => DispatchState::HeldUntil(end),
        Some(_) | None => checked(proceedings, &dispatch.what),
    }
}

/// The moment before which a parcel is not to be read, if it has one.
const fn embargo(parcel: &Parcel) -> Option<Moment> {
    match parcel {
        Parcel::Readout(readout) => readout.embargo,
        Parcel::Message { .. }
        | Parcel::Filed { .. }
        | Parcel::Issue(_)
        | Parcel::Ballot(_)
        | Parcel::Check(_)
        | Parcel::Count { .. }
        | Parcel::Admission(_) => None,
    }
}

/// What the case asks for now before something leaves the team's room.
///
/// From a second person's agreement, a change takes effect once a second person agreed to it.
pub(crate) fn policy(proceedings: &Proceedings) -> Policy {
    let mut policy = Policy::default();
    let Some(team) = proceedings.ledger(&Audience::Team) else {
        return policy;
    };
    for change in team.policies.iter() {
        let agreed = team.upon(&team.countersigned, change.id).next().is_some();
        if policy != Policy::SecondPerson || agreed {
            policy = change.what;
        }
    }
    policy
}

/// What rests on an item that may be carried no longer, is not delivered.
fn checked(proceedings: &Proceedings, dispatch: &Dispatch) -> DispatchState {
    let (cites, to) = match (&dispatch.parcel, dispatch.copies.first()) {
        (Parcel::Message { cites, .. }, Some(copy)) => (cites, &copy.to),
        (Parcel::Readout(readout), Some(copy)) => (&readout.cites, &copy.to),
        (
            Parcel::Message { .. }
            | Parcel::Readout(_)
            | Parcel::Filed { .. }
            | Parcel::Issue(_)
            | Parcel::Ballot(_)
            | Parcel::Check(_)
            | Parcel::Count { .. }
            | Parcel::Admission(_),
            _,
        ) => return DispatchState::Due,
    };
    let stops = cites
        .iter()
        .any(|cite| forbids(proceedings, cite, to).is_some());
    if stops {
        DispatchState::Blocked
    } else {
        DispatchState::Due
    }
}

pub(crate) fn has_arrived(proceedings: &Proceedings, copy: &Copy) -> bool {
    proceedings
        .ledger(&copy.to)
        .is_some_and(|ledger| ledger.has(copy.id))
}

/// Whether every copy has arrived and was taken back since, as a line is that was sorted wrongly.
pub(crate) fn is_taken_back(proceedings: &Proceedings, copies: &[Copy]) -> bool {
    copies.iter().all(|copy| {
        let ledger = proceedings.ledger(&copy.to);
        ledger.is_some_and(|ledger| {
            let mut destroyed = ledger.destroyed.iter();
            let is_gone = ledger.undoable(copy.id).is_none();
            ledger.has(copy.id) && is_gone && !destroyed.any(|gone| gone.what == copy.id)
        })
    })
}

/// How a newcomer's room begins, and what the others are told of it.
fn admitting(proceedings: &Proceedings, admission: &Admission, copy: &Copy) -> Option<Deed> {
    Some(match &copy.to {
        Audience::Room(_) => {
            let case = admission::first_case(proceedings, admission)?;
            Deed::Opened(Arc::new(case))
        }
        Audience::Plenary | Audience::Public | Audience::Team => Deed::Admitted(admission.clone()),
    })
}

/// A copy as it arrives: nothing in it says where it came from.
// tidy: long, because each kind of parcel arrives in its own way and the match names them all
fn arriving(
    proceedings: &Proceedings,
    dispatch: &Dispatch,
    copy: &Copy,
    now: Moment,
) -> Option<Event> {
    let mut word = None;
    let deed = match &dispatch.parcel {
        Parcel::Message { message, cites } => {
            let named = cites
                .iter()
                .filter(|cite| cite.attribution == Attribution::Attributed);
            let attributed_to = named.map(|cite| cite.room.clone()).collect();
            let standings = cites.iter();
            let standings = standings.filter_map(|cite| standing(proceedings, cite));
            Deed::Carried(Carried {
                message: message.clone(),
                attributed_to,
                standings: standings.collect(),
            })
        }
        Parcel::Filed {
            filing, word: said, ..
        } => {
            word = Some(said.clone());
            match filing {
                Filing::Told(told) => Deed::Told(told.clone()),
                Filing::Stated(position) => Deed::Stated(position.clone()),
                Filing::Said(message) => Deed::Said(message.clone()),
            }
        }
        Parcel::Issue(issue) => Deed::Issued(Box::new(issue.issued.clone())),
        Parcel::Ballot(ballot) => Deed::BallotPut(ballot.clone()),
        Parcel::Count { ballot, outcome } => {
            let team = proceedings.ledger(&Audience::Team)?;
            let put = team.get(&team.dispatched, *ballot)?;
            let there = put.what.copies.iter().find(|put| put.to == copy.to)?;
            let (ballot, outcome) = (there.id, *outcome);
            Deed::BallotCounted(Counted { ballot, outcome })
        }
        Parcel::Check(check) => checking(proceedings, check, copy)?,
        Parcel::Readout(readout) => Deed::Published(Published {
            title: readout.title.clone(),
            words: readout.words.clone(),
            round: readout.round.clone(),
        }),
        Parcel::Admission(admission) => admitting(proceedings, admission, copy)?,
    };
    let there = proceedings.ledger(&copy.to);
    let latest = there.and_then(|ledger| ledger.latest);
    Some(Event {
        id: copy.id,
        at: latest.map_or(now, |latest| latest.max(now)),
        by: Seat::Mediator,
        who: None,
        word,
        deed,
    })
}

/// A step of a blind check as it arrives.
fn checking(proceedings: &Proceedings, check: &CheckParcel, copy: &Copy) -> Option<Deed> {
    Some(match check {
        CheckParcel::Put(plan, round) => Deed::CheckPut(check_there(plan, *round, copy)),
        CheckParcel::News(put, news) => {
            let team = proceedings.ledger(&Audience::Team)?;
            let put = team.get(&team.dispatched, *put)?;
            let there = put.what.copies.iter().find(|put| put.to == copy.to)?;
            let (check, news) = (there.id, news.clone());
            Deed::CheckCame(CheckCame { check, news })
        }
    })
}

/// A check as it stands in one of its two rooms.
fn check_there(plan: &CheckPlan, round: u32, copy: &Copy) -> Check {
    let role = if copy.to == Audience::Room(plan.asks.clone()) {
        overlap::Role::Asks
    } else {
        overlap::Role::Answers
    };
    Check {
        bracket: plan.bracket.clone(),
        round,
        role,
        question: plan.question.clone(),
        words: plan.words.clone(),
    }
}
