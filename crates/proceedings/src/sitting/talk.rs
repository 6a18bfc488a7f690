//! What was said in front of an audience, and where each message stands.

use super::Sitting;
use crate::ledger::Ledger;
use crate::{Carried, EventId, Kept, MessageKind, MessageState, Moment, Reply};
use disclosure::{Audience, Seat};

/// A message with what was done about it.
#[derive(Clone)]
pub struct Saying<'a> {
    /// The message, and whose it is said to be where it was carried.
    pub said: &'a Kept<Carried>,
    /// The responses, in order.
    pub replies: Vec<&'a Kept<Reply>>,
    /// Where it stands.
    pub state: MessageState,
}

impl Saying<'_> {
    /// Whether the mediation team speaks, and not for a party.
    #[must_use]
    pub fn is_from_team(&self) -> bool {
        self.said.by == Seat::Mediator && self.said.word.is_none()
    }

    /// Whether it waits for somebody: an ask, an offer or an idea without a response.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let waits = match self.said.what.message.kind {
            MessageKind::Ask | MessageKind::Offer | MessageKind::Idea => true,
            MessageKind::Words => false,
        };
        waits && self.state == MessageState::Open
    }
}

impl<'a> Sitting<'a> {
    /// What was said in front of an audience, in order.
    pub fn sayings(
        &self,
        audience: &Audience,
        now: Moment,
    ) -> impl DoubleEndedIterator<Item = Saying<'a>> + use<'a> {
        let ledger = self.ledger(audience);
        let sayings = ledger.into_iter().flat_map(|ledger| ledger.sayings.iter());
        sayings.filter_map(move |said| Some(saying(ledger?, said, now)))
    }

    /// One message, if it is there for this seat.
    #[must_use]
    pub fn saying(&self, audience: &Audience, id: EventId, now: Moment) -> Option<Saying<'a>> {
        let ledger = self.ledger(audience)?;
        Some(saying(ledger, ledger.get(&ledger.sayings, id)?, now))
    }
}

fn saying<'a>(ledger: &'a Ledger, said: &'a Kept<Carried>, now: Moment) -> Saying<'a> {
    let replies: Vec<_> = ledger.upon(&ledger.replies, said.id).collect();
    let responses = replies.iter().map(|reply| reply.what.response);
    let state = said.what.message.state(responses, now);
    Saying {
        said,
        replies,
        state,
    }
}
