//! What a party has been shown, at any past moment, item by item.

use super::Sitting;
use crate::ledger::Ledger;
use crate::{
    Admission, Ballot, Carried, Check, CheckNews, Counted, EventId, Issued, Kept, Met, Moment,
    Planned, Published, Reply,
};
use case::Case;
use disclosure::{Audience, PartyId};

/// Something that was put in front of a party.
#[derive(Clone)]
pub struct Shown<'a> {
    /// In front of which audience.
    pub audience: &'a Audience,
    /// When; the case as it was opened stands before everything.
    pub at: Option<Moment>,
    /// The event, where it is one of the entries.
    pub id: Option<EventId>,
    /// What.
    pub what: ShownWhat<'a>,
}

/// What was shown.
#[derive(Clone, Copy)]
pub enum ShownWhat<'a> {
    /// The case, as it was opened there.
    Case(&'a Case),
    /// Something said.
    Said(&'a Carried),
    /// A response to something said.
    Replied(&'a Reply),
    /// A draft.
    Draft(&'a Issued),
    /// A package for acceptance.
    Ballot(&'a Ballot),
    /// What came of a ballot.
    Outcome(&'a Counted),
    /// A number asked for in a blind check.
    Check(&'a Check),
    /// What came in a blind check.
    CheckNews(&'a CheckNews),
    /// A plan for a meeting.
    Plan(&'a Planned),
    /// That a planned meeting will not take place.
    Off(&'a Planned),
    /// A meeting that was held, with what was taken down of it and what comes next.
    Held(&'a Met),
    /// A readout.
    Readout(&'a Published),
    /// A party that came to the talks.
    Admitted(&'a Admission),
}

impl<'a> ShownWhat<'a> {
    /// The draft, where it is one.
    #[must_use]
    pub const fn issued(self) -> Option<&'a Issued> {
        match self {
            Self::Draft(issued) => Some(issued),
            Self::Case(_)
            | Self::Said(_)
            | Self::Replied(_)
            | Self::Ballot(_)
            | Self::Outcome(_)
            | Self::Check(_)
            | Self::CheckNews(_)
            | Self::Plan(_)
            | Self::Off(_)
            | Self::Held(_)
            | Self::Readout(_)
            | Self::Admitted(_) => None,
        }
    }
}

impl<'a> Sitting<'a> {
    /// What a party had been shown at a moment, in its room, in the joint session and in public,
    /// in the order of time.
    #[must_use]
    pub fn knows(&self, party: &PartyId, at: Moment) -> Vec<Shown<'a>> {
        let mut shown = Vec::new();
        for audience in self.audiences() {
            let reads = match audience {
                Audience::Public | Audience::Plenary => true,
                Audience::Room(room) => room == party,
                Audience::Team => false,
            };
            if let Some(ledger) = self.ledger(audience).filter(|_| reads) {
                entries(&mut shown, audience, ledger);
            }
        }
        shown.retain(|each| each.at.is_none_or(|when| when <= at));
        shown.sort_by_key(|each| each.at);
        shown
    }
}

fn entries<'a>(shown: &mut Vec<Shown<'a>>, audience: &'a Audience, ledger: &'a Ledger) {
    if let Some(case) = ledger.opened.as_deref() {
        let what = ShownWhat::Case(case);
        let (at, id) = (None, None);
        shown.push(Shown {
            audience,
            at,
            id,
            what,
        });
    }
    let sayings = ledger.sayings.iter();
    shown.extend(sayings.map(|kept| entry(audience, kept, ShownWhat::Said(&kept.what))));
    let replies = ledger.replies.iter();
    shown.extend(replies.map(|kept| entry(audience, kept, ShownWhat::Replied(&kept.what))));
    let issued = ledger.issued.iter();
    shown.extend(issued.map(|kept| entry(audience, kept, ShownWhat::Draft(&kept.what))));
    let ballots = ledger.ballots.iter();
    shown.extend(ballots.map(|kept| entry(audience, kept, ShownWhat::Ballot(&kept.what))));
    let counted = ledger.counted.iter();
    shown.extend(counted.map(|kept| entry(audience, kept, ShownWhat::Outcome(&kept.what))));
    let checks = ledger.checks.iter();
    shown.extend(checks.map(|kept| entry(audience, kept, ShownWhat::Check(&kept.what))));
    let news = ledger.check_news.iter();
    shown.extend(news.map(|kept| entry(audience, kept, ShownWhat::CheckNews(&kept.what.news))));
    let planned = ledger.planned.iter();
    shown.extend(planned.map(|kept| entry(audience, kept, ShownWhat::Plan(&kept.what))));
    let off = ledger.called_off.iter().filter_map(|off| {
        let planned = ledger.get(&ledger.planned, off.what)?;
        Some(entry(audience, off, ShownWhat::Off(&planned.what)))
    });
    shown.extend(off);
    let held = ledger.met.iter();
    shown.extend(held.map(|kept| entry(audience, kept, ShownWhat::Held(&kept.what))));
    let published = ledger.published.iter();
    shown.extend(published.map(|kept| entry(audience, kept, ShownWhat::Readout(&kept.what))));
    let admitted = ledger.admitted.iter();
    shown.extend(admitted.map(|kept| entry(audience, kept, ShownWhat::Admitted(&kept.what))));
}

fn entry<'a, T>(audience: &'a Audience, kept: &Kept<T>, what: ShownWhat<'a>) -> Shown<'a> {
    Shown {
        audience,
        at: Some(kept.at),
        id: Some(kept.id),
        what,
    }
}
