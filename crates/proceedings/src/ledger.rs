//! What has happened before one audience, folded from its log and from nothing else.
//!
//! Invariant: an entry that was undone is in no roll; its id is still known, so that nothing takes
//! it twice.

use crate::brought::{Brought, brought};
use crate::{
    Admission, Amended, Ballot, Candidate, Carried, Check, CheckCame, CheckStep, Confidence,
    Counted, Criticism, Deed, Dispatch, Endorsed, Event, EventId, InRoom, Issued, Judged, Label,
    LeftOpen, Met, Moment, Note, NoteLine, Parcel, PassedOver, Planned, Policy, Position, Proposed,
    Published, Reclass, Recording, Reply, Sighting, Understood, Vote, Word,
};
use case::Case;
use disclosure::{PartyId, Seat};
use immutable_chunkmap::map::Map;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};
use text::{Amendment, Prints, Text};

/// A map whose copies share all that has not changed since. A state is copied for each change, and
/// a copy must not cost the length of the log.
type Shared<K, V> = Map<K, V, 64>;

/// The place of an entry in its log.
pub(crate) type Place = usize;

/// Something that happened, with when and by whom.
#[derive(Clone)]
pub struct Kept<T> {
    /// The event's id.
    pub id: EventId,
    /// When.
    pub at: Moment,
    /// The seat that moved it.
    pub by: Seat,
    /// The person who moved it.
    pub who: Option<Label>,
    /// The word of the room's party, where the mediation team took it down.
    pub word: Option<Word>,
    /// What happened.
    pub what: T,
    /// What gives its words away, once somebody has asked for it.
    pub(crate) prints: OnceLock<Prints>,
}

/// A step of the working text.
#[derive(Clone)]
pub(crate) enum TextStep {
    /// It was changed.
    Amended(Box<Amended>),
    /// Another was put in its place.
    Set(Box<Text>),
    /// Its points were numbered anew.
    Renumbered,
}

/// The entries of one kind, in the order of the log.
#[derive(Clone)]
pub(crate) struct Roll<T>(Shared<Place, Arc<Kept<T>>>);

impl<T> Default for Roll<T> {
    fn default() -> Self {
        Self(Shared::new())
    }
}

impl<T> Roll<T> {
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Kept<T>> {
        self.0.into_iter().map(|(_, kept)| kept.as_ref())
    }

    pub(crate) fn last(&self) -> Option<&Kept<T>> {
        self.iter().next_back()
    }

    fn at(&self, place: Place) -> Option<&Kept<T>> {
        self.0.get(&place).map(Arc::as_ref)
    }

    fn add(&mut self, place: Place, kept: Kept<T>) {
        self.0.insert_cow(place, Arc::new(kept));
    }
}

macro_rules! ledger {
    ($($roll:ident: $item:ty = $deed:ident;)*) => {
        /// What has happened before one audience.
        #[derive(Clone, Default)]
        pub(crate) struct Ledger {
            pub(crate) opened: Option<Arc<Case>>,
            places: Shared<EventId, Place>,
            upon: Shared<EventId, Arc<BTreeSet<Place>>>,
            bases: Shared<Place, Arc<[EventId]>>,
            pub(crate) latest: Option<Moment>,
            /// The told items that came with the case file.
            pub(crate) brought: BTreeMap<EventId, Brought>,
            $(pub(crate) $roll: Roll<$item>,)*
            /// What was destroyed, each with when and by whom.
            pub(crate) destroyed: Roll<EventId>,
            pub(crate) policies: Roll<Policy>,
            // What a room did in a check is never undone.
            pub(crate) checks: Roll<Check>,
            pub(crate) check_steps: Roll<CheckStep>,
            pub(crate) check_news: Roll<CheckCame>,
            pub(crate) sayings: Roll<Carried>,
            pub(crate) text: Roll<TextStep>,
        }

        impl Ledger {
            /// Takes an event into its roll.
            fn take(&mut self, place: Place, event: Event) {
                let Event { id, at, by, who, word, deed } = event;
                let entry = Kept { id, at, by, who, word, what: (), prints: OnceLock::new() };
                match deed {
                    $(Deed::$deed(what) => self.$roll.add(place, entry.of(what)),)*
                    Deed::Opened(case) => self.opened = Some(case),
                    Deed::Undone(undone) => self.undo(undone),
                    // What stands in place of it says nothing more.
                    Deed::Destroyed(gone) if gone == id => {}
                    Deed::Destroyed(gone) => {
                        self.undo(gone);
                        self.destroyed.add(place, entry.of(gone));
                    }
                    Deed::CheckPut(check) => self.checks.add(place, entry.of(check)),
                    Deed::CheckStep(step) => self.check_steps.add(place, entry.of(step)),
                    Deed::CheckCame(came) => self.check_news.add(place, entry.of(came)),
                    Deed::PolicySet(policy) => self.policies.add(place, entry.of(policy)),
                    Deed::Said(message) => {
                        let attributed_to = BTreeSet::<PartyId>::new();
                        let standings = Vec::new();
                        let carried = Carried { message, attributed_to, standings };
                        self.sayings.add(place, entry.of(carried));
                    }
                    Deed::Carried(carried) => self.sayings.add(place, entry.of(carried)),
                    Deed::Amended(amended) => {
                        let step = TextStep::Amended(Box::new(amended));
                        self.text.add(place, entry.of(step));
                    }
                    Deed::TextSet(text) => {
                        self.text.add(place, entry.of(TextStep::Set(text)));
                    }
                    Deed::Renumbered => {
                        self.text.add(place, entry.of(TextStep::Renumbered));
                    }
                }
            }

            /// The seat that moved an event that stands and can be undone.
            pub(crate) fn undoable(&self, id: EventId) -> Option<&Seat> {
                let place = self.places.get(&id)?;
                $(if let Some(kept) = self.$roll.at(*place) {
                    return Some(&kept.by);
                })*
                self.sayings.at(*place).map(|kept| &kept.by)
            }

            fn undo(&mut self, undone: EventId) {
                let Some(place) = self.places.get(&undone).copied() else {
                    return;
                };
                $(self.$roll.0.remove_cow(&place);)*
                self.policies.0.remove_cow(&place);
                self.sayings.0.remove_cow(&place);
                for base in self.bases.remove_cow(&place).iter().flat_map(|all| all.iter()) {
                    if let Some(places) = self.upon.get_mut_cow(base) {
                        Arc::make_mut(places).remove(&place);
                    }
                }
            }
        }
    };
}

ledger! {
    replies: Reply = Replied;
    consents: Recording = Consented;
    told: Confidence = Told;
    reclassed: Reclass = Reclassed;
    stated: Position = Stated;
    issued: Box<Issued> = Issued;
    proposed: Proposed = Proposed;
    criticised: Criticism = Criticised;
    understood: Understood = Understood;
    endorsed: Endorsed = Endorsed;
    set_aside: Amendment = SetAside;
    dealt_with: EventId = DealtWith;
    passed_over: PassedOver = PassedOver;
    judged: Judged = Judged;
    registered: LeftOpen = Registered;
    clarified: EventId = Clarified;
    ballots: Ballot = BallotPut;
    votes: Vote = Voted;
    counted: Counted = BallotCounted;
    planned: Planned = Planned;
    called_off: EventId = CalledOff;
    met: Met = Met;
    published: Published = Published;
    admitted: Admission = Admitted;
    notes: Note = Noted;
    sighted: Vec<Sighting> = Sighted;
    kept_back: NoteLine = KeptBack;
    dispatched: Dispatch = Dispatched;
    countersigned: EventId = Countersigned;
    recalled: EventId = Recalled;
    packages: Candidate = PackageKept;
    dropped: EventId = PackageDropped;
}

impl Ledger {
    /// Takes the next event of the log; one that it has is left alone.
    pub(crate) fn apply(&mut self, event: Event) {
        let place = self.places.len();
        if self.has(event.id) {
            return;
        }
        self.places.insert_cow(event.id, place);
        self.latest = self.latest.max(Some(event.at));
        let bases = rests_on(&event.deed);
        for base in &bases {
            Arc::make_mut(self.upon.get_or_default_cow(*base)).insert(place);
        }
        if !bases.is_empty() {
            self.bases.insert_cow(place, bases.into());
        }
        self.take(place, event);
    }

    /// What a party brought with the case file, if this event opens its room.
    pub(crate) fn brings(party: &PartyId, event: &Event) -> Vec<(Brought, Kept<Confidence>)> {
        let Deed::Opened(case) = &event.deed else {
            return Vec::new();
        };
        let items = brought(case, party).into_iter().zip(1_u128..);
        let items = items.map(|((brought, told), nth)| {
            let kept = Kept {
                id: event.id.of_part(nth),
                at: event.at,
                by: event.by.clone(),
                who: event.who.clone(),
                word: event.word.clone(),
                what: told,
                prints: OnceLock::new(),
            };
            (brought, kept)
        });
        items.collect()
    }

    /// Takes what a party brought with the case file.
    pub(crate) fn bring(&mut self, items: Vec<(Brought, Kept<Confidence>)>) {
        for (brought, kept) in items {
            let place = self.places.len();
            if self.has(kept.id) {
                continue;
            }
            self.places.insert_cow(kept.id, place);
            self.brought.insert(kept.id, brought);
            self.told.add(place, kept);
        }
    }

    /// Whether an event is in the log, undone or not.
    pub(crate) fn has(&self, id: EventId) -> bool {
        self.places.get(&id).is_some()
    }

    /// The entry of this id in one of the rolls.
    pub(crate) fn get<'a, T>(&self, roll: &'a Roll<T>, id: EventId) -> Option<&'a Kept<T>> {
        roll.at(*self.places.get(&id)?)
    }

    /// The entries of a roll that rest on an event, in the order of the log.
    pub(crate) fn upon<'a, T>(
        &'a self,
        roll: &'a Roll<T>,
        id: EventId,
    ) -> impl DoubleEndedIterator<Item = &'a Kept<T>> + use<'a, T> {
        let places = self.upon.get(&id).into_iter().flat_map(|all| all.iter());
        places.filter_map(|place| roll.at(*place))
    }

    /// The step of the working text that took up a proposal, if it was not taken back.
    pub(crate) fn taken_up(&self, proposal: &InRoom) -> Option<&Kept<TextStep>> {
        let mut steps = self.text.iter();
        steps.find(|step| match &step.what {
            TextStep::Amended(amended) => {
                let is_back = self.upon(&self.text, step.id).next().is_some();
                amended.takes.as_ref() == Some(proposal) && !is_back
            }
            TextStep::Set(_) | TextStep::Renumbered => false,
        })
    }

    /// Whether something that still holds rests on an event.
    pub(crate) fn is_relied_upon(&self, id: EventId) -> bool {
        self.upon.get(&id).is_some_and(|places| !places.is_empty())
    }
}

impl<T> Kept<T> {
    /// What happened at a moment, moved by a seat and nobody in particular.
    #[must_use]
    pub const fn new((id, at): (EventId, Moment), by: Seat, what: T) -> Self {
        Self {
            id,
            at,
            by,
            who: None,
            word: None,
            what,
            prints: OnceLock::new(),
        }
    }
}

impl Kept<()> {
    /// The same entry, of something that happened.
    fn of<T>(self, what: T) -> Kept<T> {
        Kept {
            id: self.id,
            at: self.at,
            by: self.by,
            who: self.who,
            word: self.word,
            what,
            prints: self.prints,
        }
    }
}

/// The events of the same log that a deed rests on.
// tidy: long, because it names every deed, so that a new one cannot be forgotten
fn rests_on(deed: &Deed) -> Vec<EventId> {
    match deed {
        Deed::Replied(reply) => vec![reply.to],
        Deed::Reclassed(reclass) => vec![reclass.item],
        Deed::Voted(vote) => vec![vote.ballot],
        Deed::BallotCounted(counted) => vec![counted.ballot],
        Deed::CheckStep(step) => vec![step.check],
        Deed::CheckCame(came) => vec![came.check],
        Deed::Met(met) => met.planned.into_iter().collect(),
        Deed::KeptBack(line) => vec![line.note],
        Deed::CalledOff(id)
        | Deed::Countersigned(id)
        | Deed::DealtWith(id)
        | Deed::Clarified(id)
        | Deed::Recalled(id)
        | Deed::PackageDropped(id) => vec![*id],
        Deed::Dispatched(dispatch) => match &dispatch.parcel {
            Parcel::Filed { line, .. } => vec![line.note],
            Parcel::Count { ballot, .. } => vec![*ballot],
            Parcel::Check(check) => check.rests_on().into_iter().collect(),
            Parcel::Message { .. }
            | Parcel::Issue(_)
            | Parcel::Ballot(_)
            | Parcel::Readout(_)
            | Parcel::Admission(_) => Vec::new(),
        },
        Deed::Amended(amended) => amended.takes_back.into_iter().collect(),
        Deed::Opened(_)
        | Deed::Undone(_)
        | Deed::Destroyed(_)
        | Deed::Said(_)
        | Deed::Carried(_)
        | Deed::Consented(_)
        | Deed::Told(_)
        | Deed::Stated(_)
        | Deed::Issued(_)
        | Deed::Proposed(_)
        | Deed::Criticised(_)
        | Deed::Understood(_)
        | Deed::Endorsed(_)
        | Deed::SetAside(_)
        | Deed::TextSet(_)
        | Deed::Renumbered
        | Deed::PassedOver(_)
        | Deed::Judged(_)
        | Deed::Registered(_)
        | Deed::BallotPut(_)
        | Deed::CheckPut(_)
        | Deed::Planned(_)
        | Deed::Published(_)
        | Deed::Admitted(_)
        | Deed::Noted(_)
        | Deed::Sighted(_)
        | Deed::PolicySet(_)
        | Deed::PackageKept(_) => Vec::new(),
    }
}
