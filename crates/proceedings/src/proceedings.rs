//! The proceedings as one seat may know them: the fold of the logs that the seat may open.
//!
//! Invariant: a log that the seat is not admitted to is never folded in, not even filtered.

use crate::ledger::Ledger;
use crate::{
    Deed, Event, EventId, Fresh, Moment, Motion, Mover, Refusal, Sitting, decide, delivery,
    drafting, overlay,
};
use case::{Case, Role};
use disclosure::{Audience, PartyId, Seat};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use text::History;

/// The proceedings as one seat may know them. Copies share what has not changed since.
#[derive(Clone)]
pub struct Proceedings {
    seat: Seat,
    ledgers: BTreeMap<Audience, Arc<Ledger>>,
    history: Arc<OnceLock<Option<History>>>,
    case: Arc<OnceLock<Option<Case>>>,
}

impl Proceedings {
    /// The proceedings of a seat, before anything has happened.
    #[must_use]
    pub fn of(seat: Seat) -> Self {
        Self {
            seat,
            ledgers: BTreeMap::new(),
            history: Arc::default(),
            case: Arc::default(),
        }
    }

    /// The seat whose proceedings they are.
    #[must_use]
    pub const fn seat(&self) -> &Seat {
        &self.seat
    }

    /// Takes the next event of an audience's log; one of an audience that does not admit the seat,
    /// and one that was taken before, is left alone.
    pub fn apply(&mut self, audience: &Audience, event: &Event) {
        self.apply_all(audience, [event.clone()]);
    }

    /// Takes the next events of an audience's log, each as [`apply`](Self::apply) does.
    pub fn apply_all(&mut self, audience: &Audience, events: impl IntoIterator<Item = Event>) {
        if !audience.admits(&self.seat) {
            return;
        }
        let mut events = events.into_iter().peekable();
        if events.peek().is_none() {
            return;
        }
        let ledger = self.ledgers.entry(audience.clone()).or_default();
        let ledger = Arc::make_mut(ledger);
        for event in events {
            match derived_from(&event.deed) {
                Derived::Nothing => {}
                Derived::Case => self.case = Arc::default(),
                Derived::TextAndCase => {
                    self.history = Arc::default();
                    self.case = Arc::default();
                }
            }
            let brought = match audience {
                Audience::Room(party) => Ledger::brings(party, &event),
                Audience::Public | Audience::Plenary | Audience::Team => Vec::new(),
            };
            ledger.apply(event);
            ledger.bring(brought);
        }
    }

    /// What a motion makes: one event, in one log. Nothing is changed by it.
    ///
    /// # Errors
    /// Why the motion is refused.
    pub fn decide(
        &self,
        mover: &Mover,
        motion: Motion,
        now: Moment,
        fresh: Fresh,
    ) -> Result<(Audience, Event), Refusal> {
        decide::decide(self, mover, motion, decide::Means { now, fresh })
    }

    /// How many ids the copies of a motion need.
    #[must_use]
    pub fn copies_of(&self, motion: &Motion) -> usize {
        decide::copies_of(self, motion)
    }

    /// What has been dispatched and has not arrived: the events to append, each to its audience.
    ///
    /// Appending them twice changes nothing, for their ids follow from the dispatch.
    #[must_use]
    pub fn owed(&self, now: Moment) -> Vec<(Audience, Event)> {
        delivery::owed(self, now)
    }

    /// Whether an event of this id is in one of the logs.
    #[must_use]
    pub fn happened(&self, id: EventId) -> bool {
        self.ledgers.values().any(|ledger| ledger.has(id))
    }

    /// What there is to see, for a seat: once more without what it is not admitted to.
    #[must_use]
    pub fn seen_from(&self, seat: &Seat) -> Sitting<'_> {
        Sitting::new(self, seat)
    }

    /// The case as it is known now: as it was opened, with what has been told, stated, drafted and
    /// held since laid over it; nothing before it was opened.
    #[must_use]
    pub fn case(&self) -> Option<&Case> {
        let case = self.case.get_or_init(|| overlay::case(self));
        case.as_ref()
    }

    /// What has happened before an audience, if its log is open here and not empty.
    pub(crate) fn ledger(&self, audience: &Audience) -> Option<&Ledger> {
        self.ledgers.get(audience).map(Arc::as_ref)
    }

    /// The audiences whose logs are open here and not empty.
    pub(crate) fn audiences(&self) -> impl Iterator<Item = &Audience> {
        self.ledgers.keys()
    }

    /// The case as it was first opened, in the fullest form that the seat has.
    pub(crate) fn opened(&self) -> Option<&Case> {
        let fullest = match &self.seat {
            Seat::Mediator => Audience::Team,
            Seat::Delegation(party) | Seat::Partner(party) | Seat::Observer(party) => {
                Audience::Room(party.clone())
            }
            Seat::Public => Audience::Public,
        };
        let order = [fullest, Audience::Plenary, Audience::Public];
        let mut found = order.iter().filter_map(|audience| self.ledger(audience));
        found.find_map(|ledger| ledger.opened.as_deref())
    }

    /// The working text with all its revisions, for the mediation team.
    ///
    /// It begins with the points of the case as the joint session knows them, so that nothing that
    /// one party told in confidence stands in a text that all will read.
    pub(crate) fn history(&self) -> Option<&History> {
        let history = self.history.get_or_init(|| drafting::history(self));
        history.as_ref()
    }

    /// The parties that have a room, each with its seat, as far as the seat knows them.
    pub(crate) fn seats(&self) -> BTreeMap<PartyId, Seat> {
        let Some(case) = self.opened() else {
            return BTreeMap::new();
        };
        let view = case.seen_from(self.seat.clone());
        let seated = view.parties().filter_map(|seen| {
            let party = seen.item.id.clone();
            let seat = match seen.item.role {
                Role::Principal => Seat::Delegation(party.clone()),
                Role::Partner => Seat::Partner(party.clone()),
                Role::Observer => Seat::Observer(party.clone()),
                Role::Mediator => return None,
            };
            Some((party, seat))
        });
        seated.collect()
    }
}

/// What is worked out from the logs, and must be worked out anew after a deed.
enum Derived {
    Nothing,
    Case,
    TextAndCase,
}

/// What rests on deeds of this kind: the overlay and the working text read these and no others.
const fn derived_from(deed: &Deed) -> Derived {
    match deed {
        Deed::Opened(_)
        | Deed::Undone(_)
        | Deed::Amended(_)
        | Deed::TextSet(_)
        | Deed::Renumbered => Derived::TextAndCase,
        Deed::Told(_) | Deed::Reclassed(_) | Deed::Stated(_) | Deed::Issued(_) | Deed::Met(_) => {
            Derived::Case
        }
        Deed::Said(_)
        | Deed::Carried(_)
        | Deed::Replied(_)
        | Deed::Consented(_)
        | Deed::Proposed(_)
        | Deed::Criticised(_)
        | Deed::Understood(_)
        | Deed::Endorsed(_)
        | Deed::BallotPut(_)
        | Deed::Voted(_)
        | Deed::BallotCounted(_)
        | Deed::CheckPut(_)
        | Deed::CheckStep(_)
        | Deed::CheckCame(_)
        | Deed::Planned(_)
        | Deed::CalledOff(_)
        | Deed::Published(_)
        | Deed::Noted(_)
        | Deed::KeptBack(_)
        | Deed::Dispatched(_)
        | Deed::Countersigned(_)
        | Deed::Recalled(_)
        | Deed::PolicySet(_)
        | Deed::SetAside(_)
        | Deed::DealtWith(_)
        | Deed::PassedOver(_)
        | Deed::Judged(_)
        | Deed::Registered(_)
        | Deed::Clarified(_)
        | Deed::PackageKept(_)
        | Deed::PackageDropped(_) => Derived::Nothing,
    }
}
