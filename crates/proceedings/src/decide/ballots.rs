//! Packages put to rooms, answered blind, counted.

use super::{Bench, Decided, bounded};
use crate::delivery::has_arrived;
use crate::{
    Answer, Ballot, Copy, Deed, Dispatch, EventId, Gate, Outcome, Parcel, Proceedings, Refusal,
    Vote,
};
use case::{BracketId, ChoiceId};
use disclosure::{Audience, PartyId};
use std::collections::{BTreeMap, BTreeSet};

/// The copies of a ballot, by the dispatch that put it.
pub(crate) fn rooms_of(proceedings: &Proceedings, ballot: EventId) -> Vec<Copy> {
    let Some(team) = proceedings.ledger(&Audience::Team) else {
        return Vec::new();
    };
    match team.get(&team.dispatched, ballot) {
        Some(put) => match &put.what.parcel {
            Parcel::Ballot(_) => put.what.copies.clone(),
            Parcel::Message { .. }
            | Parcel::Filed { .. }
            | Parcel::Issue(_)
            | Parcel::Count { .. }
            | Parcel::Readout(_) => Vec::new(),
        },
        None => Vec::new(),
    }
}

/// A room's answer to its copy of a ballot, where it has given one.
pub(crate) fn answer(proceedings: &Proceedings, copy: &Copy) -> Option<Answer> {
    let ledger = proceedings.ledger(&copy.to)?;
    let last = ledger.upon(&ledger.votes, copy.id).next_back();
    last.map(|vote| vote.what.answer)
}

impl Bench<'_> {
    /// That a package names brackets and options that are known in front of an audience.
    pub(super) fn know_package(
        &self,
        audience: &Audience,
        package: &BTreeMap<BracketId, ChoiceId>,
    ) -> Result<(), Refusal> {
        bounded("brackets", package.len(), 10_000)?;
        let known = self.proceedings.known(audience);
        let mut package = package.iter();
        let all = package.all(|(bracket, choice)| known.has_choice(bracket, choice));
        all.then_some(())
            .ok_or_else(|| Refusal::UnknownThere(audience.clone()))
    }

    pub(super) fn put_ballot(&self, rooms: &BTreeSet<PartyId>, ballot: Ballot) -> Decided {
        self.team()?;
        if rooms.len() < 2 {
            return Err(Refusal::TooFewRooms);
        }
        for party in rooms {
            let (audience, _) = self.room(party)?;
            self.know_package(&audience, &ballot.package)?;
        }
        let copies = self.copies(rooms.iter().cloned().map(Audience::Room))?;
        self.gated(copies, Parcel::Ballot(ballot))
    }

    pub(super) fn vote(&self, party: PartyId, vote: Vote) -> Decided {
        let (audience, room) = self.room(&party)?;
        if self.is_team() && self.mover.word.is_none() {
            return Err(Refusal::WordNeeded);
        }
        room.get(&room.ballots, vote.ballot)
            .ok_or(Refusal::NotHere)?;
        let is_counted = room.upon(&room.counted, vote.ballot).next().is_some();
        let is_answered = room.upon(&room.votes, vote.ballot).next().is_some();
        if is_counted || is_answered {
            return Err(Refusal::BallotClosed);
        }
        Ok((audience, Deed::Voted(vote)))
    }

    pub(super) fn count(&self, ballot: EventId) -> Decided {
        let team = self.team()?;
        let put = rooms_of(self.proceedings, ballot);
        if put.is_empty() {
            return Err(Refusal::NotHere);
        }
        if team.upon(&team.dispatched, ballot).next().is_some() {
            return Err(Refusal::BallotClosed);
        }
        let arrived = put.iter().all(|copy| has_arrived(self.proceedings, copy));
        let answers = put.iter().map(|copy| answer(self.proceedings, copy));
        let answers: Option<Vec<Answer>> = answers.collect();
        let Some(answers) = answers.filter(|_| arrived) else {
            return Err(Refusal::NotAllAnswered);
        };
        let outcome = if answers.iter().all(|answer| *answer == Answer::Accepts) {
            Outcome::AcceptedByAll
        } else {
            Outcome::NotAcceptedByAll
        };
        let copies = self.copies(put.into_iter().map(|copy| copy.to))?;
        let parcel = Parcel::Count { ballot, outcome };
        let gate = Gate::Open;
        let dispatch = Dispatch {
            copies,
            parcel,
            gate,
        };
        Ok((Audience::Team, Deed::Dispatched(dispatch)))
    }
}
