//! Meetings planned, called off and held.

use super::{Bench, Decided, bounded_names};
use crate::{Deed, EventId, Met, Planned, Refusal};
use disclosure::{Audience, Seat};

/// The longest meeting, in minutes: a month.
const MINUTES_MAX: u32 = 44_640;

impl Bench<'_> {
    /// The programme is the mediation team's to write, and is written in front of those it is for.
    fn programme(&self, audience: &Audience) -> Result<(), Refusal> {
        match (&self.mover.seat, audience) {
            (Seat::Mediator, Audience::Room(_) | Audience::Plenary | Audience::Team) => {
                self.ledger(audience)?;
                Ok(())
            }
            (
                Seat::Mediator
                | Seat::Delegation(_)
                | Seat::Partner(_)
                | Seat::Observer(_)
                | Seat::Public,
                _,
            ) => Err(Refusal::NotHere),
        }
    }

    pub(super) fn plan(&self, audience: Audience, planned: Planned) -> Decided {
        self.programme(&audience)?;
        bounded_names(&planned.who)?;
        Ok((audience, Deed::Planned(planned)))
    }

    pub(super) fn call_off(&self, audience: Audience, id: EventId) -> Decided {
        self.programme(&audience)?;
        self.is_ahead(&audience, id)?;
        Ok((audience, Deed::CalledOff(id)))
    }

    /// That a meeting is planned, and was neither held nor called off.
    fn is_ahead(&self, audience: &Audience, id: EventId) -> Result<(), Refusal> {
        let ledger = self.ledger(audience)?;
        ledger.get(&ledger.planned, id).ok_or(Refusal::NotHere)?;
        let is_off = ledger.upon(&ledger.called_off, id).next().is_some();
        let is_held = ledger.upon(&ledger.met, id).next().is_some();
        if is_off || is_held {
            return Err(Refusal::AlreadyDone);
        }
        Ok(())
    }

    pub(super) fn meet(&self, audience: Audience, met: Met) -> Decided {
        self.programme(&audience)?;
        bounded_names(&met.present)?;
        if met.lasted > MINUTES_MAX {
            return Err(Refusal::TooLong {
                minutes: met.lasted,
                most: MINUTES_MAX,
            });
        }
        if let Some(planned) = met.planned {
            self.is_ahead(&audience, planned)?;
        }
        if let (Some(minutes), Audience::Room(party)) = (&met.minutes, &audience) {
            self.recordable(party, &minutes.reach)?;
        }
        if let (Some(_), Audience::Plenary) = (&met.minutes, &audience) {
            for party in self.proceedings.seats().keys() {
                self.consented(party)?;
            }
        }
        Ok((audience, Deed::Met(met)))
    }
}
