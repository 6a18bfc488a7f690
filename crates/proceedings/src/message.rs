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

    /// Where it stands now, after the responses to it in their order. One that the message did not
    /// take where it stood changes nothing, so a log in which a withdrawn offer was answered and
    /// then accepted still says that it was withdrawn.
    #[must_use]
    pub fn state(
        &self,
        responses: impl IntoIterator<Item = Response>,
        now: Moment,
    ) -> MessageState {
        let responses = responses.into_iter();
        let stands = responses.fold(MessageState::Open, MessageState::after);
        match stands {
            MessageState::Open | MessageState::Answered if self.has_expired(now) => {
                MessageState::Expired
            }
            MessageState::Open
            | MessageState::Expired
            | MessageState::Withdrawn
            | MessageState::Declined
            | MessageState::Answered
            | MessageState::AdReferendum
            | MessageState::Accepted => stands,
        }
    }

    fn has_expired(&self, now: Moment) -> bool {
        self.terms.expires.is_some_and(|end| end <= now)
    }
}

impl MessageState {
    /// Whether a message that stands here takes a response.
    pub(crate) const fn takes(self, response: Response) -> bool {
        match self {
            Self::Open | Self::Answered => true,
            Self::AdReferendum => !matches!(response, Response::AdReferendum),
            // Nothing is agreed until everything is agreed: until then either side may go back.
            Self::Accepted => matches!(
                response,
                Response::Declined | Response::Withdrawn | Response::Answered
            ),
            Self::Expired => matches!(response, Response::Withdrawn | Response::Answered),
            Self::Withdrawn | Self::Declined => matches!(response, Response::Answered),
        }
    }

    /// Where a message stands after a response. An answer in words moves only one that was open:
    /// thanks for an offer that was accepted, or withdrawn, leave it so.
    const fn after(self, response: Response) -> Self {
        if !self.takes(response) {
            return self;
        }
        match (response, self) {
            (Response::Withdrawn, _) => Self::Withdrawn,
            (Response::Declined, _) => Self::Declined,
            (Response::AdReferendum, _) => Self::AdReferendum,
            (Response::Accepted, _) => Self::Accepted,
            (Response::Answered, Self::Open) => Self::Answered,
            (Response::Answered, stands) => stands,
        }
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
    use crate::Named;

    #[test]
    fn an_offer_lapses_at_its_term_unless_it_was_accepted_before() {
        let mut offer = Message::plain(Words::new("forty boats").unwrap());
        offer.terms.expires = Some(Moment::of_micros(10));
        let (before, after) = (Moment::of_micros(9), Moment::of_micros(10));
        assert_eq!(offer.state([], before), MessageState::Open);
        assert_eq!(offer.state([], after), MessageState::Expired);
        let answered = [Response::Answered];
        assert_eq!(offer.state(answered, after), MessageState::Expired);
        for thanks in [
            &[Response::Accepted][..],
            &[Response::Accepted, Response::Answered],
        ] {
            let stands = offer.state(thanks.iter().copied(), after);
            assert_eq!(stands, MessageState::Accepted);
        }
    }

    #[test]
    fn a_message_stands_where_the_last_response_that_it_took_has_put_it() {
        use Response::{Accepted, AdReferendum, Answered, Declined, Withdrawn};
        let offer = Message::plain(Words::new("forty boats").unwrap());
        // The state after each response, then after an answer in words, then after each response.
        let table = [
            (
                Answered,
                "answered",
                [
                    "withdrawn",
                    "declined",
                    "accepted ad referendum",
                    "accepted",
                    "answered",
                ],
            ),
            (
                AdReferendum,
                "accepted ad referendum",
                [
                    "withdrawn",
                    "declined",
                    "accepted ad referendum",
                    "accepted",
                    "accepted ad referendum",
                ],
            ),
            (
                Accepted,
                "accepted",
                ["withdrawn", "declined", "accepted", "accepted", "accepted"],
            ),
            (Declined, "declined", ["declined"; 5]),
            (Withdrawn, "withdrawn", ["withdrawn"; 5]),
        ];
        let now = Moment::of_micros(1);
        for (first, stands, then) in table {
            let state = |responses: &[Response]| offer.state(responses.iter().copied(), now).name();
            assert_eq!(state(&[first]), stands);
            assert_eq!(state(&[first, Answered]), stands);
            for (next, expected) in [Withdrawn, Declined, AdReferendum, Accepted, Answered]
                .into_iter()
                .zip(then)
            {
                assert_eq!(state(&[first, next]), expected, "{first:?} {next:?}");
                assert_eq!(
                    state(&[first, Answered, next]),
                    expected,
                    "{first:?} {next:?}"
                );
            }
        }
    }
}
