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
            | Parcel::Check(_)
            | Parcel::Readout(_)
            | Parcel::Admission(_) => Vec::new(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fjord::{Table, delegation, party};
    use crate::{Motion, Words};
    use disclosure::Seat;

    fn put() -> (Table, EventId) {
        let mut table = Table::opened();
        let ballot = Ballot {
            package: [(BracketId::new("quota"), ChoiceId::new("low"))].into(),
            words: Words::new("all of it, or none").unwrap(),
        };
        let rooms = [party("north"), party("south")].into();
        let id = table
            .moves(&Seat::Mediator, Motion::PutBallot(rooms, ballot))
            .unwrap();
        (table, id)
    }

    fn vote(table: &mut Table, name: &str, answer: Answer) -> EventId {
        let seat = delegation(name);
        let seen = table.of(&seat).seen_from(&seat);
        let ballot = seen.ballots_in(&party(name)).last().unwrap().id;
        let vote = Vote { ballot, answer };
        table.moves(&seat, Motion::Vote(party(name), vote)).unwrap()
    }

    fn outcome(table: &Table, name: &str) -> Option<Outcome> {
        let seat = delegation(name);
        let seen = table.of(&seat).seen_from(&seat);
        seen.ballots_in(&party(name)).last().unwrap().outcome
    }

    #[test]
    fn a_ballot_is_counted_once_all_have_answered_and_says_only_whether_all_accepted() {
        use Answer::{Accepts, Declines};
        for (south, expected) in [
            (Accepts, Outcome::AcceptedByAll),
            (Declines, Outcome::NotAcceptedByAll),
        ] {
            let (mut table, ballot) = put();
            vote(&mut table, "north", Accepts);
            let early = table.moves(&Seat::Mediator, Motion::Count(ballot));
            assert_eq!(early, Err(Refusal::NotAllAnswered));
            vote(&mut table, "south", south);
            table.moves(&Seat::Mediator, Motion::Count(ballot)).unwrap();
            assert_eq!(outcome(&table, "north"), Some(expected));
            assert_eq!(outcome(&table, "south"), Some(expected));
            let again = table.moves(&Seat::Mediator, Motion::Count(ballot));
            assert_eq!(again, Err(Refusal::BallotClosed));
        }
    }

    #[test]
    fn an_answer_is_shown_to_nobody_but_the_party_that_gave_it() {
        let (mut table, put) = put();
        vote(&mut table, "north", Answer::Declines);
        let north = party("north");
        let seat = delegation("north");
        let own = table.of(&seat).seen_from(&seat);
        let ballot = own.ballots_in(&north).last().unwrap().id;
        assert_eq!(own.own_answer(&north, ballot).unwrap().1, Answer::Declines);
        let team = table.of(&Seat::Mediator);
        for seat in [Seat::Mediator, seat] {
            assert!(team.seen_from(&seat).own_answer(&north, ballot).is_none());
        }
        let seen = team.seen_from(&Seat::Mediator);
        let ballots = seen.ballots();
        assert_eq!((ballots[0].id, ballots[0].outcome), (put, None));
        assert_eq!(ballots[0].unanswered, [&Audience::Room(party("south"))]);
    }

    #[test]
    fn an_answer_is_taken_back_before_the_count_and_not_after() {
        let (mut table, ballot) = put();
        let room = Audience::Room(party("north"));
        let first = vote(&mut table, "north", Answer::Declines);
        table
            .moves(&delegation("north"), Motion::Undo(room.clone(), first))
            .unwrap();
        let second = vote(&mut table, "north", Answer::Accepts);
        vote(&mut table, "south", Answer::Accepts);
        table.moves(&Seat::Mediator, Motion::Count(ballot)).unwrap();
        assert_eq!(outcome(&table, "north"), Some(Outcome::AcceptedByAll));
        let late = table.moves(&delegation("north"), Motion::Undo(room, second));
        assert_eq!(late, Err(Refusal::ReliedUpon));
    }
}
