//! Saying, responding, consenting.

use super::{Bench, Decided, bounded};
use crate::ledger::Kept;
use crate::{Carried, Deed, Message, MessageKind, Named, Recording, Refusal, Reply, Response};
use disclosure::{Audience, PartyId, Seat};

impl Bench<'_> {
    pub(super) fn say(&self, audience: Audience, message: Message) -> Decided {
        match audience {
            Audience::Room(_) | Audience::Plenary => {}
            Audience::Public | Audience::Team => return Err(Refusal::NotHere),
        }
        self.ledger(&audience)?;
        self.speakable(&audience, &message)?;
        let is_own_idea = self.is_team() && self.mover.word.is_none();
        if message.kind == MessageKind::Idea && !is_own_idea {
            return Err(Refusal::WrongSide);
        }
        Ok((audience, Deed::Said(message)))
    }

    /// That a message names nothing that is unknown in front of an audience.
    pub(super) fn speakable(&self, audience: &Audience, message: &Message) -> Result<(), Refusal> {
        bounded("points", message.about.len(), 100)?;
        self.know_points(audience, &message.about)
    }

    pub(super) fn reply(&self, audience: Audience, reply: Reply) -> Decided {
        let ledger = self.ledger(&audience)?;
        let message = ledger
            .get(&ledger.sayings, reply.to)
            .ok_or(Refusal::NotHere)?;
        let replies = ledger.upon(&ledger.replies, reply.to);
        let responses = replies.map(|kept| kept.what.response);
        let state = message.what.message.state(responses, self.means.now);
        let is_own = self.is_own(message);
        let fits = match reply.response {
            Response::Withdrawn => is_own,
            Response::Declined | Response::AdReferendum | Response::Accepted => {
                !is_own && message.what.message.kind != MessageKind::Words
            }
            Response::Answered => true,
        };
        if !fits {
            return Err(Refusal::WrongSide);
        }
        if !state.takes(reply.response) {
            let state = state.name();
            return Err(Refusal::Settled { state });
        }
        Ok((audience, Deed::Replied(reply)))
    }

    /// Whether a message was said by the side that moves now.
    fn is_own(&self, message: &Kept<Carried>) -> bool {
        let of_team = |by: &Seat, spoke_for: bool| *by == Seat::Mediator && !spoke_for;
        let theirs = of_team(&message.by, message.word.is_some());
        let ours = of_team(&self.mover.seat, self.mover.word.is_some());
        if theirs || ours {
            return theirs && ours;
        }
        let spoken_for = message.by == Seat::Mediator || self.mover.seat == Seat::Mediator;
        spoken_for || message.by == self.mover.seat
    }

    pub(super) fn consent(&self, party: PartyId, recording: Recording) -> Decided {
        let (audience, _) = self.room(&party)?;
        if self.is_team() && self.mover.word.is_none() {
            return Err(Refusal::OnlyOwnerConsents);
        }
        Ok((audience, Deed::Consented(recording)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fjord::{Table, delegation, room, scribe};
    use crate::{EventId, MessageState, Moment, Motion, Words};
    use case::PointId;

    fn offer(table: &mut Table, seat: &Seat) -> EventId {
        let mut message = Message::plain(Words::new("forty boats").unwrap());
        message.kind = MessageKind::Offer;
        message.terms.expires = Some(Moment::of_micros(100));
        table
            .moves(seat, Motion::Say(room("north"), message))
            .unwrap()
    }

    fn reply(to: EventId, response: Response) -> Motion {
        let words = None;
        let reply = Reply {
            to,
            response,
            words,
        };
        Motion::Reply(room("north"), reply)
    }

    #[test]
    fn the_other_side_accepts_an_offer_and_the_side_that_made_it_withdraws_it() {
        use Response::{Accepted, AdReferendum, Withdrawn};
        let mut table = Table::recorded();
        let (team, north) = (Seat::Mediator, delegation("north"));
        let made = offer(&mut table, &team);
        assert_eq!(
            table.moves(&team, reply(made, Accepted)),
            Err(Refusal::WrongSide)
        );
        assert_eq!(
            table.moves(&north, reply(made, Withdrawn)),
            Err(Refusal::WrongSide)
        );
        table.moves(&north, reply(made, AdReferendum)).unwrap();
        table
            .moves_as(&scribe("Ada"), reply(made, Accepted))
            .unwrap();
        let seen = table.of(&north).seen_from(&north);
        let state = seen.saying(&room("north"), made, table.now).unwrap().state;
        assert_eq!(state, MessageState::Accepted);
        table.moves(&team, reply(made, Withdrawn)).unwrap();
        let state = MessageState::Withdrawn.name();
        let late = table.moves(&north, reply(made, Accepted));
        assert_eq!(late, Err(Refusal::Settled { state }));
    }

    #[test]
    fn an_offer_that_was_withdrawn_is_not_accepted_because_somebody_answered_in_words() {
        use Response::{Accepted, Answered, Declined, Withdrawn};
        let (team, north) = (Seat::Mediator, delegation("north"));
        for (closes, closed, by) in [
            (Withdrawn, MessageState::Withdrawn, &team),
            (Declined, MessageState::Declined, &north),
        ] {
            let mut table = Table::opened();
            let made = offer(&mut table, &team);
            table.moves(by, reply(made, closes)).unwrap();
            table.moves(&team, reply(made, Answered)).unwrap();
            let state = closed.name();
            let late = table.moves(&north, reply(made, Accepted));
            assert_eq!(late, Err(Refusal::Settled { state }));
        }
    }

    #[test]
    fn thanks_for_an_offer_that_was_accepted_leave_it_accepted_after_its_term() {
        use Response::{Accepted, Answered};
        let (team, north) = (Seat::Mediator, delegation("north"));
        let mut table = Table::opened();
        let made = offer(&mut table, &team);
        table.moves(&north, reply(made, Accepted)).unwrap();
        table.moves(&team, reply(made, Answered)).unwrap();
        table.now = Moment::of_micros(200);
        let seen = table.of(&north).seen_from(&north);
        let state = seen.saying(&room("north"), made, table.now).unwrap().state;
        assert_eq!(state, MessageState::Accepted);
    }

    #[test]
    fn an_offer_is_not_accepted_after_its_term() {
        let mut table = Table::opened();
        let made = offer(&mut table, &Seat::Mediator);
        table.now = Moment::of_micros(100);
        let late = table.moves(&delegation("north"), reply(made, Response::Accepted));
        let state = MessageState::Expired.name();
        assert_eq!(late, Err(Refusal::Settled { state }));
    }

    #[test]
    fn a_message_names_no_point_that_its_audience_does_not_know() {
        let mut table = Table::opened();
        let mut message = Message::plain(Words::new("of that").unwrap());
        message.about = [PointId::new("hidden")].into();
        let say = Motion::Say(room("south"), message);
        let refused = table.moves(&Seat::Mediator, say);
        assert_eq!(refused, Err(Refusal::UnknownThere(room("south"))));
    }

    #[test]
    fn a_form_that_is_sent_again_does_nothing_a_second_time() {
        let mut table = Table::opened();
        let made = offer(&mut table, &Seat::Mediator);
        let fresh = crate::Fresh {
            id: made,
            copies: Vec::new(),
        };
        let mover = crate::fjord::mover(&Seat::Mediator);
        let again = reply(made, Response::Withdrawn);
        let decided = table
            .of(&Seat::Mediator)
            .decide(&mover, again, table.now, fresh);
        assert_eq!(decided.err(), Some(Refusal::AlreadyDone));
    }

    #[test]
    fn a_clock_that_moves_backwards_leaves_the_order_of_a_log() {
        let mut table = Table::opened();
        table.now = Moment::of_micros(500);
        offer(&mut table, &Seat::Mediator);
        table.now = Moment::of_micros(20);
        let mut message = Message::plain(Words::new("later").unwrap());
        message.kind = MessageKind::Words;
        table
            .moves(&Seat::Mediator, Motion::Say(room("north"), message))
            .unwrap();
        let seen = table.of(&Seat::Mediator).seen_from(&Seat::Mediator);
        let last = seen.sayings(&room("north"), table.now).next_back().unwrap();
        assert_eq!(last.said.at, Moment::of_micros(500));
    }
}
