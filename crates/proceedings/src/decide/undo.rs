//! Undo: a new event, after which the state is as if the other had not happened.

use super::{Bench, Decided};
use crate::{Deed, EventId, Parcel, Refusal};
use disclosure::{Audience, Seat};

impl Bench<'_> {
    /// What a side said or did itself, in the same log, and nothing rests on yet.
    pub(super) fn undo(&self, audience: Audience, id: EventId) -> Decided {
        let ledger = self.ledger(&audience)?;
        if let (Audience::Team, Some(decided)) = (&audience, self.take_back(id)) {
            return decided;
        }
        if ledger.brought.contains_key(&id) {
            return Err(Refusal::NotUndoable);
        }
        let mover = ledger.undoable(id).ok_or(Refusal::NotHere)?;
        if *mover != self.mover.seat {
            return Err(Refusal::NotUndoable);
        }
        let vote = ledger.get(&ledger.votes, id);
        let ballot = vote.map(|vote| vote.what.ballot);
        let is_counted = ballot.is_some_and(|id| ledger.upon(&ledger.counted, id).next().is_some());
        if is_counted || ledger.is_relied_upon(id) || self.is_cited(&audience, id) {
            return Err(Refusal::ReliedUpon);
        }
        if self.is_delivered(&audience, id) || self.is_copy(&audience, id) {
            return Err(Refusal::NotUndoable);
        }
        Ok((audience, Deed::Undone(id)))
    }

    /// Whether an event is the copy of a dispatch that was read in its room. A line that was sorted
    /// there stands in the party's own room as its own word, and is taken back like one.
    fn is_copy(&self, audience: &Audience, id: EventId) -> bool {
        let Some(team) = self.proceedings.ledger(&Audience::Team) else {
            return false;
        };
        let sent = team.dispatched.iter().map(|kept| &kept.what);
        let sent = sent.filter(|dispatch| match dispatch.parcel {
            Parcel::Filed { .. } => false,
            Parcel::Message { .. }
            | Parcel::Issue(_)
            | Parcel::Ballot(_)
            | Parcel::Count { .. }
            | Parcel::Check(_)
            | Parcel::Readout(_)
            | Parcel::Admission(_) => true,
        });
        let mut sent = sent.flat_map(|dispatch| &dispatch.copies);
        self.mover.seat == Seat::Mediator && sent.any(|copy| copy.id == id && copy.to == *audience)
    }

    /// Whether a dispatch of the team rests on a told item.
    pub(super) fn is_cited(&self, audience: &Audience, id: EventId) -> bool {
        let (Some(team), Audience::Room(party)) =
            (self.proceedings.ledger(&Audience::Team), audience)
        else {
            return false;
        };
        let mut cites = team
            .dispatched
            .iter()
            .flat_map(|kept| kept.what.parcel.cites());
        cites.any(|cite| cite.item == id && cite.room == *party)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fjord::{Table, delegation, party, room};
    use crate::{Message, Motion, Reply, Response, Words};
    use disclosure::PartyId;

    fn say(audience: Audience) -> Motion {
        Motion::Say(
            audience,
            Message::plain(Words::new("good morning").unwrap()),
        )
    }

    #[test]
    fn what_was_undone_is_as_if_it_had_not_happened() {
        let mut table = Table::opened();
        let north = delegation("north");
        let said = table.moves(&north, say(room("north"))).unwrap();
        table
            .moves(&north, Motion::Undo(room("north"), said))
            .unwrap();
        for seat in [&north, &Seat::Mediator] {
            let seen = table.of(seat).seen_from(seat);
            assert_eq!(seen.sayings(&room("north"), table.now).count(), 0);
        }
        let again = table.moves(&north, Motion::Undo(room("north"), said));
        assert_eq!(again, Err(Refusal::NotHere));
        assert!(table.of(&north).happened(said));
    }

    #[test]
    fn one_side_does_not_undo_what_the_other_did_nor_what_it_has_answered() {
        let mut table = Table::opened();
        let north = delegation("north");
        let said = table.moves(&north, say(room("north"))).unwrap();
        let other = table.moves(&Seat::Mediator, Motion::Undo(room("north"), said));
        assert_eq!(other, Err(Refusal::NotUndoable));
        let reply = Reply {
            to: said,
            response: Response::Answered,
            words: None,
        };
        table
            .moves(&Seat::Mediator, Motion::Reply(room("north"), reply))
            .unwrap();
        let own = table.moves(&north, Motion::Undo(room("north"), said));
        assert_eq!(own, Err(Refusal::ReliedUpon));
    }

    #[test]
    fn what_happened_in_another_room_is_not_there_to_be_undone() {
        let mut table = Table::opened();
        let said = table
            .moves(&delegation("north"), say(room("north")))
            .unwrap();
        for audience in [room("north"), room("south"), Audience::Plenary] {
            let refused = table.moves(&delegation("south"), Motion::Undo(audience, said));
            assert_eq!(refused, Err(Refusal::NotHere));
        }
    }

    #[test]
    fn a_line_of_a_note_is_sorted_once_and_undone_only_while_nothing_left() {
        use crate::debrief::parse;
        use crate::fjord::{mover, scribe};
        use crate::{Label, Note, NoteLine};
        let mut table = Table::recorded();
        let line = Label::new("quota: not above 40 000 t").unwrap();
        let party: PartyId = party("north");
        let note = Note {
            party: party.clone(),
            lines: vec![line.clone()],
        };
        let note = table.moves(&Seat::Mediator, Motion::Note(note)).unwrap();
        let line_id = NoteLine { note, line: 0 };
        let filing = {
            let case = table.of(&Seat::Mediator).case().unwrap();
            parse(line.as_str(), &case.seen_from(Seat::Mediator))
                .ok()
                .unwrap()
        };
        let sort = || Motion::Sort(line_id, filing.clone());
        let unsaid = table.moves_as(&mover(&Seat::Mediator), sort());
        assert_eq!(unsaid, Err(Refusal::WordNeeded));
        let sorted = table.moves_as(&scribe("Ada"), sort()).unwrap();
        let north = delegation("north");
        assert_eq!(table.of(&north).seen_from(&north).items(&party).count(), 1);
        let again = table.moves_as(&scribe("Ada"), sort());
        assert_eq!(again, Err(Refusal::AlreadyDone));
        let undo = table.moves(&Seat::Mediator, Motion::Undo(Audience::Team, sorted));
        assert_eq!(undo, Err(Refusal::NotUndoable));
        let told = {
            let seen = table.of(&Seat::Mediator).seen_from(&Seat::Mediator);
            seen.items(&party).next().unwrap().told.id
        };
        let undo = Motion::Undo(room("north"), told);
        table.moves(&Seat::Mediator, undo).unwrap();
        assert_eq!(table.of(&north).seen_from(&north).items(&party).count(), 0);
        table.deliver();
        assert_eq!(table.of(&north).seen_from(&north).items(&party).count(), 0);
        table.moves_as(&scribe("Ada"), sort()).unwrap();
        assert_eq!(table.of(&north).seen_from(&north).items(&party).count(), 1);
    }
}
