//! Meetings ahead and held, and whether the parties are treated alike.

use super::Sitting;
use crate::{EventId, InRoom, Kept, MessageKind, Met, Moment, Planned};
use disclosure::{Audience, PartyId};

/// A meeting, planned or held or both.
#[derive(Clone)]
pub struct MeetingSeen<'a> {
    /// In front of whom it stands.
    pub audience: &'a Audience,
    /// The plan.
    pub planned: Option<&'a Kept<Planned>>,
    /// What was held.
    pub met: Option<&'a Kept<Met>>,
    /// Whether it was called off.
    pub is_off: bool,
}

/// How much of the talks a party has had: figures for an eye on equal treatment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    /// The party.
    pub party: PartyId,
    /// How many meetings were held with it alone.
    pub meetings: usize,
    /// How many minutes they lasted.
    pub minutes: u64,
    /// Its asks and offers that nobody has answered, with when each was made.
    pub waiting: Vec<(EventId, Moment)>,
    /// How many changes it proposed.
    pub proposed: usize,
    /// How many of them were taken up.
    pub taken_up: usize,
    /// How many of them were passed over.
    pub passed_over: usize,
}

impl<'a> Sitting<'a> {
    /// The meetings in front of all audiences of this seat, by day.
    #[must_use]
    pub fn meetings(&self) -> Vec<MeetingSeen<'a>> {
        let mut meetings = Vec::new();
        for audience in self.audiences() {
            let Some(ledger) = self.ledger(audience) else {
                continue;
            };
            meetings.extend(ledger.planned.iter().map(|planned| MeetingSeen {
                audience,
                planned: Some(planned),
                met: ledger.upon(&ledger.met, planned.id).next(),
                is_off: ledger.upon(&ledger.called_off, planned.id).next().is_some(),
            }));
            let unplanned = ledger.met.iter().filter(|met| met.what.planned.is_none());
            meetings.extend(unplanned.map(|met| MeetingSeen {
                audience,
                planned: None,
                met: Some(met),
                is_off: false,
            }));
        }
        meetings.sort_by_key(|seen| (seen.date(), seen.hour()));
        meetings
    }

    /// The figures of each party whose room this seat may enter.
    #[must_use]
    pub fn balance(&self, now: Moment) -> Vec<Balance> {
        let rooms = self.rooms().map(|(party, _)| self.balance_of(party, now));
        rooms.collect()
    }

    fn balance_of(&self, party: PartyId, now: Moment) -> Balance {
        let audience = Audience::Room(party.clone());
        let room = self.ledger(&audience);
        let met = || room.into_iter().flat_map(|room| room.met.iter());
        let waiting = self.sayings(&audience, now).filter(|saying| {
            let waits = match saying.said.what.message.kind {
                MessageKind::Ask | MessageKind::Offer => true,
                MessageKind::Words | MessageKind::Idea => false,
            };
            waits && !saying.is_from_team() && saying.is_open()
        });
        let waiting = waiting
            .map(|saying| (saying.said.id, saying.said.at))
            .collect();
        let proposals: Vec<InRoom> = self
            .proposals(&party)
            .map(|kept| InRoom {
                room: party.clone(),
                id: kept.id,
            })
            .collect();
        let taken = proposals
            .iter()
            .filter(|proposal| self.taken_up(proposal).is_some());
        let passed = proposals
            .iter()
            .filter(|proposal| self.passed_over(proposal).is_some());
        Balance {
            meetings: met().count(),
            minutes: met().map(|met| u64::from(met.what.lasted)).sum(),
            waiting,
            proposed: proposals.len(),
            taken_up: taken.count(),
            passed_over: passed.count(),
            party,
        }
    }
}

impl MeetingSeen<'_> {
    /// The hour it is planned for, as clocks at the place show it.
    #[must_use]
    pub fn hour(&self) -> Option<jiff::civil::Time> {
        self.planned.and_then(|planned| planned.what.hour)
    }

    /// Its day.
    #[must_use]
    pub fn date(&self) -> Option<jiff::civil::Date> {
        match (self.met, self.planned) {
            (Some(met), _) => Some(met.what.date),
            (None, Some(planned)) => Some(planned.what.date),
            (None, None) => None,
        }
    }
}
