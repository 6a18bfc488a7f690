//! What is said in a room: words, asks, offers and the mediator's own ideas, with their terms.

use crate::named::named;
use crate::{EventId, Moment, Words};
use case::{PointId, Status};
use disclosure::PartyId;
use std::collections::BTreeSet;
use text::Place;

/// What a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MessageKind {
    /// Plain words.
    Words,
    /// Something that is asked for.
    Ask,
    /// Something that is offered.
    Offer,
    /// The mediator's own idea, behind which no party stands.
    Idea,
}

/// How a message is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Footing {
    /// It binds nobody later.
    WithoutPrejudice,
    /// It is handed over without a name on it.
    NonPaper,
}

/// The terms on which something is said.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// How it is meant; events keep it under this name.
    pub provisos: BTreeSet<Footing>,
    /// What it depends on, in words.
    pub conditional_on: Option<Words>,
    /// When it lapses.
    pub expires: Option<Moment>,
}

/// Something said in front of an audience.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// What it is.
    pub kind: MessageKind,
    /// The words.
    pub words: Words,
    /// The points it is about.
    pub about: BTreeSet<PointId>,
    /// Its terms.
    pub terms: Terms,
}

/// A message that the mediation team brought in, with the parties it is said to come from.
#[derive(Clone, PartialEq, Eq)]
pub struct Carried {
    /// What is said.
    pub message: Message,
    /// Whose it is said to be; empty where it is carried without a source.
    pub attributed_to: BTreeSet<PartyId>,
    /// Where parties stand that let it be said here, as it was then.
    pub standings: Vec<CarriedStanding>,
}

/// Where a party stands, as it let it be said in front of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedStanding {
    /// The party.
    pub party: PartyId,
    /// On what.
    pub place: Place,
    /// Its status there.
    pub status: Status,
}

/// What is done about a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Response {
    /// Taken back by the side that said it.
    Withdrawn,
    /// Not accepted.
    Declined,
    /// Accepted by the delegation; its capital must confirm.
    AdReferendum,
    /// Accepted; it stands once everything is agreed.
    Accepted,
    /// Answered in words.
    Answered,
}

/// A response to a message of the same audience.
#[derive(Clone, PartialEq, Eq)]
pub struct Reply {
    /// The message.
    pub to: EventId,
    /// What is done about it.
    pub response: Response,
    /// In which words.
    pub words: Option<Words>,
}

/// Where a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MessageState {
    /// Nobody has responded.
    Open,
    /// Its term ran out before anybody accepted it.
    Expired,
    /// Taken back.
    Withdrawn,
    /// Not accepted.
    Declined,
    /// Answered in words.
    Answered,
    /// Accepted, to be confirmed by the capital.
    AdReferendum,
    /// Accepted; nothing is agreed until everything is agreed.
    Accepted,
}

impl Message {
    /// Plain words without terms.
    #[must_use]
    pub fn plain(words: Words) -> Self {
        Self {
            kind: MessageKind::Words,
            words,
            about: BTreeSet::new(),
            terms: Terms::default(),
        }
    }

    /// Whether it is handed over without a name on it: then nobody is named beside it.
    #[must_use]
    pub fn is_non_paper(&self) -> bool {
        self.terms.provisos.contains(&Footing::NonPaper)
    }

    /// Where it stands now, after the last response to it.
    #[must_use]
    pub fn state(&self, last: Option<Response>, now: Moment) -> MessageState {
        match last {
            Some(Response::Withdrawn) => MessageState::Withdrawn,
            Some(Response::Declined) => MessageState::Declined,
            Some(Response::AdReferendum) => MessageState::AdReferendum,
            Some(Response::Accepted) => MessageState::Accepted,
            Some(Response::Answered) | None if self.has_expired(now) => MessageState::Expired,
            Some(Response::Answered) => MessageState::Answered,
            None => MessageState::Open,
        }
    }

    fn has_expired(&self, now: Moment) -> bool {
        self.terms.expires.is_some_and(|end| end <= now)
    }
}

named! {
    MessageKind { Words = "words", Ask = "ask", Offer = "offer", Idea = "idea", }
    Footing { WithoutPrejudice = "without prejudice", NonPaper = "non-paper", }
    Response {
        Withdrawn = "withdrawn",
        Declined = "declined",
        AdReferendum = "ad referendum",
        Accepted = "accepted",
        Answered = "answered",
    }
    MessageState {
        Open = "open",
        Expired = "expired",
        Withdrawn = "withdrawn",
        Declined = "declined",
        Answered = "answered",
        AdReferendum = "accepted ad referendum",
        Accepted = "accepted",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offer_lapses_at_its_term_unless_it_was_accepted_before() {
        let mut offer = Message::plain(Words::new("forty boats").unwrap());
        offer.terms.expires = Some(Moment::of_micros(10));
        let (before, after) = (Moment::of_micros(9), Moment::of_micros(10));
        assert_eq!(offer.state(None, before), MessageState::Open);
        assert_eq!(offer.state(None, after), MessageState::Expired);
        let accepted = Some(Response::Accepted);
        assert_eq!(offer.state(accepted, after), MessageState::Accepted);
    }
}
