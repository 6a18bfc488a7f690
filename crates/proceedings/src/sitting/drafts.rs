//! The text as a seat has it: drafts issued to it, the working text, what parties say about it.

use super::Sitting;
use crate::delivery::has_arrived;
use crate::drafting::{is_clean, issue, issues, read_backs, register};
use crate::{
    Criticism, Endorsed, EventId, InRoom, Issued, Kept, Label, Moment, PassedOver, Proposed,
    Understood,
};
use case::BracketId;
use disclosure::{Audience, PartyId};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use text::{
    Ambiguity, Amendment, DraftNo, History, Hold, Offer, Place, ReadBacks, Revision, Stale, Text,
    due,
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
        let found = self.team()?.taken_up(proposal);
        found.map(|step| step.id)
    }

    /// What was said where a proposal was not taken up, for the mediation team.
    #[must_use]
    pub fn passed_over(&self, proposal: &InRoom) -> Option<&'a Kept<PassedOver>> {
        let mut passed = self.team()?.passed_over.iter();
        passed.find(|kept| kept.what.proposal == *proposal)
    }

    /// Whether two proposals cannot both be taken up, whichever draft each was made on
    /// and whichever
    /// came first; for the mediation team.
    #[must_use]
    pub fn cannot_both(&self, one: &Proposed, other: &Proposed) -> bool {
        let Some(history) = self.working_text() else {
            return false;
        };
        let drafts = self.drafts();
        if one.against == other.against
            && let Some(draft) = drafts.get(&one.against)
        {
            let text = &draft.issued.what.text;
            return one.proposal.conflict(text, &other.proposal).is_some();
        }
        let amendment = |proposed: &Proposed| {
            let issue = issue(self.proceedings, proposed.against)?;
            Some(Amendment {
                against: issue.revision,
                proposal: proposed.proposal.clone(),
            })
        };
        let both = amendment(one).zip(amendment(other));
        both.is_some_and(|(one, other)| matches!(history.conflict(&one, &other), Ok(Some(_))))
    }

    /// Whether every party reads a place of the working text as the others do, or its words
    /// are left
    /// open on purpose; for the mediation team, which alone knows how each reads it.
    #[must_use]
    pub fn reads_alike(&self, place: &Place) -> bool {
        let text = self.working_text().map(History::text);
        text.is_none_or(|text| is_clean(self.proceedings, place, text))
    }

    /// The ambiguities whose day to be looked at again has come, longest due first, each with
    /// whether its words still stand in the working text; for the mediation team.
    #[must_use]
    pub fn due(&self, today: Date) -> Vec<(Ambiguity, bool)> {
        let register = self.register().into_iter().map(|(_, left)| left);
        let register: Vec<Ambiguity> = register.collect();
        let stands = |left: &Ambiguity| {
            let text = self.working_text().map(History::text);
            text.is_some_and(|text| left.stands_in(text))
        };
        let due = due(&register, today).into_iter();
        due.map(|left| (left.clone(), stands(left))).collect()
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
                let since = self.draft_of(&party, stated);
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
}
