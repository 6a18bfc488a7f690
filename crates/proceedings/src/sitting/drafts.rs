//! The text as a seat has it: drafts issued to it, the working text, what parties say about it.

use super::Sitting;
use crate::delivery::has_arrived;
use crate::drafting::{issues, read_backs, register};
use crate::ledger::TextStep;
use crate::{
    Criticism, Endorsed, EventId, Hand, InRoom, Issued, Kept, Label, Moment, PassedOver, Proposed,
    Understood,
};
use case::BracketId;
use disclosure::{Audience, PartyId};
use std::collections::{BTreeMap, BTreeSet};
use text::{
    Ambiguity, Amendment, Assent, DraftNo, History, Hold, Maturity, Offer, Place, PointText,
    Proviso, ReadBacks, Revision, Stale, Text,
};

/// A draft that a seat has.
#[derive(Clone)]
pub struct DraftSeen<'a> {
    /// In front of which audience it was issued.
    pub audience: &'a Audience,
    /// The draft.
    pub issued: &'a Kept<Box<Issued>>,
}

/// An amendment that the text had overtaken, with the text as it would have had it.
#[derive(Clone)]
pub struct SetAside<'a> {
    /// The amendment.
    pub amendment: &'a Kept<Amendment>,
    /// Where it meets what was done since; nothing where it would fit again.
    pub stale: Option<Stale>,
}

/// A step of the working text.
#[derive(Clone)]
pub struct StepSeen<'a> {
    /// The event, by which it can be taken back.
    pub id: EventId,
    /// When.
    pub at: Moment,
    /// Who took it.
    pub who: Option<&'a Label>,
    /// The revision that it made.
    pub revision: Revision,
    /// Whether a later step took it back.
    pub is_taken_back: bool,
}

impl<'a> Sitting<'a> {
    /// The steps of the working text, in order, for the mediation team.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = StepSeen<'a>> + use<'a> {
        let team = self.team();
        let steps: Vec<_> = team.into_iter().flat_map(|team| team.text.iter()).collect();
        let mut revision = Revision::FIRST;
        let seen = steps.into_iter().map(move |step| {
            revision = revision.next();
            let mut back = team
                .into_iter()
                .flat_map(|team| team.upon(&team.text, step.id));
            StepSeen {
                id: step.id,
                at: step.at,
                who: step.who.as_ref(),
                revision,
                is_taken_back: back.next().is_some(),
            }
        });
        seen.collect::<Vec<_>>().into_iter()
    }

    /// The drafts that this seat has, by number; each once, in front of the narrowest audience.
    #[must_use]
    pub fn drafts(&self) -> BTreeMap<DraftNo, DraftSeen<'a>> {
        let mut drafts = BTreeMap::new();
        for audience in self.audiences() {
            let ledger = self.ledger(audience);
            for issued in ledger.into_iter().flat_map(|ledger| ledger.issued.iter()) {
                let seen = DraftSeen { audience, issued };
                drafts.insert(issued.what.number, seen);
            }
        }
        drafts
    }

    /// Every draft that was issued in front of an audience of this seat: one that went to three
    /// rooms is there three times for the mediation team.
    #[must_use]
    pub fn issues(&self) -> Vec<DraftSeen<'a>> {
        let mut issues = Vec::new();
        for audience in self.audiences() {
            let ledger = self.ledger(audience).into_iter();
            let issued = ledger.flat_map(|ledger| ledger.issued.iter());
            issues.extend(issued.map(|issued| DraftSeen { audience, issued }));
        }
        issues
    }

    /// The text that this seat works from: the working text for the mediation team, else the last
    /// draft that it has.
    #[must_use]
    pub fn text(&self) -> Option<&'a Text> {
        match self.working_text() {
            Some(history) => Some(history.text()),
            None => {
                let last = self.drafts().into_values().next_back();
                last.map(|draft| &draft.issued.what.text)
            }
        }
    }

    /// The working text with every revision, for the mediation team.
    #[must_use]
    pub fn working_text(&self) -> Option<&'a History> {
        self.team()?;
        self.proceedings.history()
    }

    /// Which drafts each audience holds, for the mediation team.
    #[must_use]
    pub fn holdings(&self) -> BTreeMap<&'a Audience, BTreeSet<DraftNo>> {
        let mut holdings: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        if self.team().is_none() {
            return holdings;
        }
        for (dispatch, issue) in issues(self.proceedings) {
            let copies = dispatch.what.copies.iter();
            for copy in copies.filter(|copy| has_arrived(self.proceedings, copy)) {
                let held = holdings.entry(&copy.to).or_default();
                held.insert(issue.issued.number);
            }
        }
        holdings
    }

    /// What a party proposed, in order.
    pub fn proposals(
        &self,
        party: &PartyId,
    ) -> impl DoubleEndedIterator<Item = &'a Kept<Proposed>> + use<'a> {
        let room = self.room(party);
        room.into_iter().flat_map(|room| room.proposed.iter())
    }

    /// What a party found wrong, in order.
    pub fn criticisms(
        &self,
        party: &PartyId,
    ) -> impl DoubleEndedIterator<Item = &'a Kept<Criticism>> + use<'a> {
        let room = self.room(party);
        room.into_iter().flat_map(|room| room.criticised.iter())
    }

    /// What a party understands places to mean, in order: its last on a place is the one that
    /// counts.
    pub fn read_backs(
        &self,
        party: &PartyId,
    ) -> impl DoubleEndedIterator<Item = &'a Kept<Understood>> + use<'a> {
        let room = self.room(party);
        room.into_iter().flat_map(|room| room.understood.iter())
    }

    /// Where a party has put its hand, in order.
    pub fn endorsements(
        &self,
        party: &PartyId,
    ) -> impl DoubleEndedIterator<Item = &'a Kept<Endorsed>> + use<'a> {
        let room = self.room(party);
        room.into_iter().flat_map(|room| room.endorsed.iter())
    }

    /// The amendment that took up a proposal, and what was said where it was not, for the team.
    #[must_use]
    pub fn taken_up(&self, proposal: &InRoom) -> Option<EventId> {
        let team = self.team()?;
        let mut steps = team.text.iter();
        let found = steps.find(|step| match &step.what {
            TextStep::Amended(amended) => amended.takes.as_ref() == Some(proposal),
            TextStep::Set(_) | TextStep::Renumbered => false,
        });
        found.map(|step| step.id)
    }

    /// What was said where a proposal was not taken up, for the mediation team.
    #[must_use]
    pub fn passed_over(&self, proposal: &InRoom) -> Option<&'a Kept<PassedOver>> {
        let mut passed = self.team()?.passed_over.iter();
        passed.find(|kept| kept.what.proposal == *proposal)
    }

    /// The amendments that were set aside and are not dealt with, for the mediation team.
    #[must_use]
    pub fn set_aside(&self) -> Vec<SetAside<'a>> {
        let (Some(team), Some(history)) = (self.team(), self.working_text()) else {
            return Vec::new();
        };
        let open = team.set_aside.iter();
        let open = open.filter(|kept| team.upon(&team.dealt_with, kept.id).next().is_none());
        let seen = open.map(|amendment| {
            let stale = match history.offer(&amendment.what) {
                Ok(Offer::Stale(stale)) => Some(*stale),
                Ok(Offer::Fits { .. } | Offer::Done) | Err(_) => None,
            };
            SetAside { amendment, stale }
        });
        seen.collect()
    }

    /// The parties' read-backs with the mediator's judgements, for the mediation team.
    #[must_use]
    pub fn readings(&self) -> Option<ReadBacks> {
        self.team()?;
        Some(read_backs(self.proceedings))
    }

    /// The ambiguities that are left on purpose, for the mediation team.
    #[must_use]
    pub fn register(&self) -> Vec<(EventId, Ambiguity)> {
        match self.team() {
            Some(_) => register(self.proceedings),
            None => Vec::new(),
        }
    }

    /// Who has assented to what, as this seat knows it.
    #[must_use]
    pub fn assent(&self) -> Assent {
        self.assent_on(|_| true)
    }

    /// The same, as far as it is about these places: of hundreds of parties, each has spoken on
    /// thousands.
    fn assent_on(&self, wanted: impl Fn(&Place) -> bool) -> Assent {
        let mut assent = Assent::default();
        if let Some(view) = self.case() {
            assent.deciders = view.deciders().into_iter().collect();
            for point in view.points() {
                for bracket in view.brackets(point.item) {
                    let place = Place::Bracket(bracket.item.id.clone());
                    if !wanted(&place) {
                        continue;
                    }
                    let by_party = assent.statuses.entry(place).or_default();
                    for standing in view.standings(bracket.item) {
                        if let Some(party) = &standing.item.party {
                            by_party.insert(party.clone(), standing.item.status);
                        }
                    }
                }
            }
        }
        for (party, _) in self.rooms() {
            let positions = self.positions(&party);
            for stated in positions.filter(|stated| wanted(&stated.what.place)) {
                assent.state(&stated.what.place, &party, stated.what.status);
            }
            for endorsed in self.endorsements(&party) {
                let all = match endorsed.what.hand {
                    Hand::Initialled => &mut assent.initials,
                    Hand::Signed => &mut assent.signatures,
                };
                let parties = all.entry(endorsed.what.point.clone()).or_default();
                parties.insert(party.clone());
            }
        }
        assent
    }

    /// How far a point has come, as this seat knows it.
    #[must_use]
    pub fn maturity(&self, point: &PointText) -> Maturity {
        let assent = self.assent_on(|place| match place {
            Place::Point(id) => id == point.id(),
            Place::Bracket(id) => point.bracket(id).is_some(),
        });
        assent.maturity(point)
    }

    /// What hangs on what: the conditions in the positions that this seat knows.
    #[must_use]
    pub fn provisos(&self) -> Vec<Proviso> {
        let Some(text) = self.text() else {
            return Vec::new();
        };
        let mut provisos = BTreeSet::new();
        for (party, _) in self.rooms() {
            if self
                .positions(&party)
                .all(|stated| stated.what.conditional_on.is_empty())
            {
                continue;
            }
            let mut held = BTreeMap::new();
            for stated in self.positions(&party) {
                held.insert(&stated.what.place, &stated.what.conditional_on);
            }
            for (place, on) in held {
                let point = match place {
                    Place::Point(point) => Some(point),
                    Place::Bracket(bracket) => text.bracket(bracket).map(|(point, _)| point.id()),
                };
                provisos.extend(point.into_iter().flat_map(|point| {
                    on.iter().map(|on| Proviso {
                        point: point.clone(),
                        on: on.clone(),
                        held_by: Some(party.clone()),
                    })
                }));
            }
        }
        provisos.into_iter().collect()
    }

    /// Who stands behind which option of some brackets, why, and since which draft, as this seat
    /// knows it.
    #[must_use]
    pub fn holds_on(&self, brackets: &BTreeSet<BracketId>) -> Vec<Hold> {
        let mut holds = Vec::new();
        for (party, _) in self.rooms() {
            let mut last: BTreeMap<&Place, Hold> = BTreeMap::new();
            for stated in self.positions(&party) {
                let position = &stated.what;
                let bracket = match &position.place {
                    Place::Bracket(bracket) if brackets.contains(bracket) => bracket,
                    Place::Bracket(_) | Place::Point(_) => continue,
                };
                let Some(choice) = &position.holds else {
                    last.remove(&position.place);
                    continue;
                };
                let since = self.draft_at(&party, stated.at);
                let hold = Hold {
                    party: party.clone(),
                    bracket: bracket.clone(),
                    choice: choice.clone(),
                    reason: position
                        .words
                        .as_ref()
                        .map(|words| words.as_str().to_owned()),
                    since,
                };
                match last.get_mut(&position.place) {
                    Some(held) if held.choice == hold.choice => held.reason = hold.reason,
                    Some(_) | None => {
                        last.insert(&position.place, hold);
                    }
                }
            }
            holds.extend(last.into_values());
        }
        holds
    }

    /// The last draft that a party had at a moment; 0 before the first.
    fn draft_at(&self, party: &PartyId, at: crate::Moment) -> DraftNo {
        let logs = [
            Audience::Room(party.clone()),
            Audience::Plenary,
            Audience::Public,
        ];
        let ledgers = logs.iter().filter_map(|audience| self.ledger(audience));
        let issued = ledgers.flat_map(|ledger| ledger.issued.iter());
        let before = issued
            .filter(|kept| kept.at <= at)
            .map(|kept| kept.what.number);
        before.max().unwrap_or(DraftNo::new(0))
    }
}
