//! What one seat sees of the proceedings.
//!
//! Invariant: a log that does not admit the seat gives nothing here, even where the proceedings
//! themselves have it: this is the second wall.

mod assent;
mod carry_list;
mod checks;
mod desk;
mod drafts;
mod programme;
mod shown;
mod stances;
mod talk;
mod told;

pub use carry_list::{Carriable, CarryList, Preview, Withheld};
pub use checks::{CheckPut, CheckSeen};
pub use desk::{BallotSeen, DispatchSeen, LineState, NoteSeen};
pub use drafts::{DraftSeen, SetAside, StepSeen};
pub use programme::{Balance, MeetingSeen};
pub use shown::{Shown, ShownWhat};
pub use stances::{Stance, StanceWhat};
pub use talk::Saying;
pub use told::Item;

use crate::ledger::Ledger;
use crate::{Kept, Proceedings, Published, Recording};
use case::View;
use disclosure::{Audience, PartyId, Seat};

/// The proceedings as one seat sees them.
#[derive(Clone)]
pub struct Sitting<'a> {
    proceedings: &'a Proceedings,
    seat: Seat,
}

impl<'a> Sitting<'a> {
    pub(crate) fn new(proceedings: &'a Proceedings, seat: &Seat) -> Self {
        let seat = seat.clone();
        Self { proceedings, seat }
    }

    /// The seat that sees.
    #[must_use]
    pub const fn seat(&self) -> &Seat {
        &self.seat
    }

    /// The case as it is known now: as it was opened, with what has been told, stated, drafted and
    /// held since; nothing before it has been opened here.
    #[must_use]
    pub fn case(&self) -> Option<View<'a>> {
        let case = self.proceedings.case()?;
        Some(case.seen_from(self.seat.clone()))
    }

    /// The audiences it belongs to, as far as their logs have been opened here.
    pub fn audiences(&self) -> impl Iterator<Item = &'a Audience> + use<'a> {
        let seat = self.seat.clone();
        let all = self.proceedings.audiences();
        all.filter(move |audience| audience.admits(&seat))
    }

    /// The parties whose rooms it may enter, each with its seat.
    pub fn rooms(&self) -> impl Iterator<Item = (PartyId, Seat)> + use<> {
        let seat = self.seat.clone();
        let seats = self.proceedings.seats().into_iter();
        seats.filter(move |(party, _)| Audience::Room(party.clone()).admits(&seat))
    }

    /// A party's last word on being recorded.
    #[must_use]
    pub fn consent(&self, party: &PartyId) -> Option<&'a Kept<Recording>> {
        let room = self.ledger(&Audience::Room(party.clone()))?;
        room.consents.last()
    }

    /// The readouts that the public has, in order.
    pub fn readouts(&self) -> impl DoubleEndedIterator<Item = &'a Kept<Published>> + use<'a> {
        let public = self.ledger(&Audience::Public);
        public
            .into_iter()
            .flat_map(|ledger| ledger.published.iter())
    }

    pub(crate) fn ledger(&self, audience: &Audience) -> Option<&'a Ledger> {
        let admitted = audience.admits(&self.seat);
        self.proceedings.ledger(audience).filter(|_| admitted)
    }

    pub(crate) fn room(&self, party: &PartyId) -> Option<&'a Ledger> {
        self.ledger(&Audience::Room(party.clone()))
    }

    pub(crate) fn team(&self) -> Option<&'a Ledger> {
        self.ledger(&Audience::Team)
    }
}
