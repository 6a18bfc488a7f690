//! Saying, responding, consenting.

use super::{Bench, Decided, bounded};
use crate::ledger::Kept;
use crate::{
    Carried, Deed, Message, MessageKind, MessageState, Named, Recording, Refusal, Reply, Response,
};
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
        let last = ledger.upon(&ledger.replies, reply.to).next_back();
        let last = last.map(|kept| kept.what.response);
        let state = message.what.message.state(last, self.means.now);
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
        if !takes(state, reply.response) {
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

/// Whether a message in this state takes a response.
const fn takes(state: MessageState, response: Response) -> bool {
    match state {
        MessageState::Open | MessageState::Answered => true,
        MessageState::AdReferendum => !matches!(response, Response::AdReferendum),
        // Nothing is agreed until everything is agreed: until then either side may go back.
        MessageState::Accepted => {
            matches!(
                response,
                Response::Declined | Response::Withdrawn | Response::Answered
            )
        }
        MessageState::Expired => matches!(response, Response::Withdrawn | Response::Answered),
        MessageState::Withdrawn | MessageState::Declined => matches!(response, Response::Answered),
    }
}
