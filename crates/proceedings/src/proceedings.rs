//! The proceedings as one seat may know them: the fold of the logs that the seat may open.
//!
//! Invariant: a log that the seat is not admitted to is never folded in, not even filtered.

use crate::admission;
use crate::ledger::Ledger;
use crate::{
    Deed, Event, EventId, Fresh, Moment, Motion, Mover, Refusal, Sitting, decide, delivery,
    drafting, overlay,
};
use case::Case;
use disclosure::{Audience, PartyId, Seat};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use text::{Assent, History, Text};

/// The proceedings as one seat may know them. Copies share what has not changed since.
#[derive(Clone)]
pub struct Proceedings {
    seat: Seat,
    ledgers: BTreeMap<Audience, Arc<Ledger>>,
    first: Arc<OnceLock<Option<Text>>>,
    history: Arc<OnceLock<Option<History>>>,
    case: Arc<OnceLock<Option<Case>>>,
    assent: Arc<OnceLock<Arc<Assent>>>,
    /// The case as it was opened, with the parties that came since.
    table: Arc<OnceLock<Case>>,
}

impl Proceedings {
    /// The proceedings of a seat, before anything has happened.
    #[must_use]
    pub fn of(seat: Seat) -> Self {
        Self {
            seat,
            ledgers: BTreeMap::new(),
            first: Arc::default(),
            history: Arc::default(),
            case: Arc::default(),
            assent: Arc::default(),
            table: Arc::default(),
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
        if audience.admits(&self.seat) {
            let ledger = self.ledgers.entry(audience.clone()).or_default();
            let derived = folded(Arc::make_mut(ledger), audience, [event.clone()]);
            self.forget(derived);
        }
    }

    /// One log taken further by itself, so that several can be at the same time; nothing of a log
    /// that does not admit the seat.
    pub fn ahead(
        &self,
        audience: &Audience,
        events: impl IntoIterator<Item = Event>,
    ) -> Option<Ahead> {
        if !audience.admits(&self.seat) {
            return None;
        }
        let ledger = self.ledgers.get(audience);
        let mut ledger = ledger.map(Arc::clone).unwrap_or_default();
        let derived = folded(Arc::make_mut(&mut ledger), audience, events);
        Some(Ahead {
            seat: self.seat.clone(),
            audience: audience.clone(),
            ledger,
            derived,
        })
    }

    /// Takes a log that was taken further from these proceedings; one of another seat is
    /// left alone.
    pub fn take(&mut self, ahead: Ahead) {
        if ahead.seat == self.seat {
            self.ledgers.insert(ahead.audience, ahead.ledger);
            self.forget(ahead.derived);
        }
    }

    /// What one log adds up to here, so that another seat that it admits can hold the same.
    #[must_use]
    pub fn log(&self, audience: &Audience) -> Option<Log> {
        let ledger = self.ledgers.get(audience)?;
        Some(Log {
            audience: audience.clone(),
            ledger: Arc::clone(ledger),
        })
    }

    /// Holds what another seat has of a log in place of its own: of the same case, and as far as
    /// it was read here. One of an audience that does not admit the seat is left alone, and so is
    /// one that was not read here.
    pub fn hold(&mut self, log: Log) {
        if log.audience.admits(&self.seat)
            && let Some(own) = self.ledgers.get_mut(&log.audience)
        {
            *own = log.ledger;
        }
    }

    /// Forgets what must be worked out anew.
    fn forget(&mut self, derived: Derived) {
        if derived >= Derived::Assent {
            self.assent = Arc::default();
        }
        if derived >= Derived::Case {
            self.case = Arc::default();
        }
        if derived >= Derived::Table {
            self.table = Arc::default();
        }
        if derived >= Derived::TextAndCase {
            self.history = Arc::default();
        }
        if derived >= Derived::All {
            self.first = Arc::default();
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

    /// The case as it was first opened, in the fullest form that the seat has, with the parties
    /// that came since.
    pub(crate) fn opened(&self) -> Option<&Case> {
        let opened = self.first_opened()?;
        let joint = self.ledger(&Audience::Plenary);
        if joint.is_none_or(|joint| joint.admitted.last().is_none()) {
            return Some(opened);
        }
        Some(self.table.get_or_init(|| {
            let mut case = opened.clone();
            for kept in joint.into_iter().flat_map(|joint| joint.admitted.iter()) {
                admission::seat_at(&mut case, &self.seat, &kept.what);
            }
            case
        }))
    }

    fn first_opened(&self) -> Option<&Case> {
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

    /// What the parties have said of the text as it stands now, as far as the seat knows it.
    pub(crate) fn assent(&self) -> Arc<Assent> {
        let seen = || Arc::new(self.seen_from(&self.seat).assent_on(|_| true));
        Arc::clone(self.assent.get_or_init(seen))
    }

    /// The text that the talks began with: the points as the joint session knows them, else as the
    /// public does.
    pub(crate) fn first_text(&self) -> Option<&Text> {
        let first = self.first.get_or_init(|| drafting::first(self));
        first.as_ref()
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
        let case = self.opened();
        case.map_or_else(BTreeMap::new, |case| admission::seats(case, &self.seat))
    }
}

/// What one audience's log adds up to: the same for every seat that it admits.
#[derive(Clone)]
pub struct Log {
    audience: Audience,
    ledger: Arc<Ledger>,
}

impl Log {
    /// Whether both are one and the same in memory.
    #[must_use]
    pub fn is_shared_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.ledger, &other.ledger)
    }
}

/// One log of a seat, taken further by itself.
pub struct Ahead {
    seat: Seat,
    audience: Audience,
    ledger: Arc<Ledger>,
    derived: Derived,
}

/// Takes the next events of a log into its ledger: what must be worked out anew after them.
fn folded(
    ledger: &mut Ledger,
    audience: &Audience,
    events: impl IntoIterator<Item = Event>,
) -> Derived {
    let mut derived = Derived::Nothing;
    for event in events {
        derived = derived.max(derived_from(&event.deed));
        let brought = match audience {
            Audience::Room(party) => Ledger::brings(party, &event),
            Audience::Public | Audience::Plenary | Audience::Team => Vec::new(),
        };
        ledger.apply(event);
        ledger.bring(brought);
    }
    derived
}

/// What is worked out from the logs, and must be worked out anew after a deed; each takes in those
/// before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Derived {
    Nothing,
    Assent,
    Case,
    Table,
    TextAndCase,
    All,
}

/// What rests on deeds of this kind: the overlay and the working text read these and no others.
const fn derived_from(deed: &Deed) -> Derived {
    match deed {
        Deed::Opened(_) => Derived::All,
        Deed::Endorsed(_) => Derived::Assent,
        Deed::Undone(_) | Deed::Amended(_) | Deed::TextSet(_) | Deed::Renumbered => {
            Derived::TextAndCase
        }
        Deed::Admitted(_) => Derived::Table,
        Deed::Told(_)
        | Deed::Destroyed(_)
        | Deed::Reclassed(_)
        | Deed::Stated(_)
        | Deed::Issued(_)
        | Deed::Carried(_)
        | Deed::Sighted(_)
        | Deed::Proposed(_)
        | Deed::PassedOver(_)
        | Deed::Met(_) => Derived::Case,
        Deed::Said(_)
        | Deed::Replied(_)
        | Deed::Consented(_)
        | Deed::Criticised(_)
        | Deed::Understood(_)
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
        | Deed::Judged(_)
        | Deed::Registered(_)
        | Deed::Clarified(_)
        | Deed::PackageKept(_)
        | Deed::PackageDropped(_) => Derived::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use crate::fjord::{Table, delegation, party};
    use crate::{Motion, Position, Proceedings, Reach};
    use case::{BracketId, Status};
    use disclosure::{Audience, Seat};
    use std::collections::BTreeSet;
    use text::Place;

    #[test]
    fn logs_that_were_taken_further_each_by_itself_add_up_to_the_same() {
        let mut table = Table::recorded();
        let position = Position {
            place: Place::Bracket(BracketId::new("quota")),
            status: Status::Rejected,
            holds: None,
            words: None,
            condition: None,
            conditional_on: BTreeSet::new(),
            against: None,
            reach: Reach::sealed(),
        };
        let stated = Motion::State(party("north"), position);
        let id = table.moves(&delegation("north"), stated).unwrap();
        let whole = table.of(&Seat::Mediator);
        let standings = |proceedings: &Proceedings| {
            let view = proceedings.case().unwrap().seen_from(Seat::Mediator);
            let point = view.points().next().unwrap().item;
            let bracket = view.brackets(point).next().unwrap().item;
            let standings = view.standings(bracket).map(|seen| seen.item);
            standings
                .map(|one| (one.party.clone(), one.status))
                .collect::<Vec<_>>()
        };
        let mut joined = Proceedings::of(Seat::Mediator);
        let mut south = Proceedings::of(delegation("south"));
        assert!(joined.case().is_none());
        for (audience, events) in table.logs().iter().rev() {
            let (one, rest) = events.split_at(1);
            for some in [one, rest] {
                joined.take(joined.ahead(audience, some.to_vec()).unwrap());
                let ahead = south.ahead(audience, some.to_vec());
                assert_eq!(ahead.is_some(), audience.admits(south.seat()));
            }
        }
        assert!(joined.happened(id));
        assert_eq!(standings(&joined), standings(whole));
        // What was made for one seat is nothing to another.
        let north = Audience::Room(party("north"));
        let events = table.logs().remove(&north).unwrap();
        south.take(joined.ahead(&north, events).unwrap());
        assert!(!south.happened(id));
        south.hold(joined.log(&north).unwrap());
        assert!(!south.happened(id));
    }

    #[test]
    fn what_a_log_adds_up_to_is_held_once_for_all_whom_it_admits() {
        let table = Table::recorded();
        let (mut one, mut other) = (
            Proceedings::of(Seat::Mediator),
            Proceedings::of(delegation("south")),
        );
        let plenary = &Audience::Plenary;
        for event in &table.logs()[plenary] {
            one.apply(plenary, event);
        }
        other.hold(one.log(plenary).unwrap());
        assert!(other.log(plenary).is_none(), "it was not read here");
        for event in &table.logs()[plenary] {
            other.apply(plenary, event);
        }
        let held = one.log(plenary).unwrap();
        assert!(!other.log(plenary).unwrap().is_shared_with(&held));
        other.hold(held.clone());
        assert!(other.log(plenary).unwrap().is_shared_with(&held));
    }
}
