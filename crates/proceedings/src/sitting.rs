//! What one seat sees of the proceedings.
//!
//! Invariant: a log that does not admit the seat gives nothing here, even where the proceedings
//! themselves have it: this is the second wall.

use crate::ledger::Ledger;
use crate::{Kept, Proceedings, Recording};
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

    /// The audiences it belongs to, as far as their logs have been opened here.
    pub fn audiences(&self) -> impl Iterator<Item = &'a Audience> + use<'a> {
        let seat = self.seat.clone();
        let all = self.proceedings.audiences();
        all.filter(move |audience| audience.admits(&seat))
    }

    /// A party's last word on being recorded.
    #[must_use]
    pub fn consent(&self, party: &PartyId) -> Option<&'a Kept<Recording>> {
        let room = self.ledger(&Audience::Room(party.clone()))?;
        room.consents.last()
    }

    pub(crate) fn ledger(&self, audience: &Audience) -> Option<&'a Ledger> {
        let admitted = audience.admits(&self.seat);
        self.proceedings.ledger(audience).filter(|_| admitted)
    }
}
