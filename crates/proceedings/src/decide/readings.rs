//! What parties say about a draft in their rooms, and what the team makes of it.

use super::{Bench, Decided};
use crate::drafting::ambiguous;
use crate::{
    Criticism, Deed, Endorsed, EventId, Hand, Judged, LeftOpen, Proposed, Refusal, Understood,
};
use disclosure::{Audience, PartyId};
use text::{DraftNo, Place, Text};

impl Bench<'_> {
    /// The draft of this number as the party's room has it.
    fn draft(&self, party: &PartyId, number: DraftNo) -> Result<(Audience, &Text), Refusal> {
        let (audience, _) = self.room(party)?;
        if !self.has_draft(&audience, number) {
            return Err(Refusal::NotHere);
        }
        let logs = [audience.clone(), Audience::Plenary, Audience::Public];
        let mut ledgers = logs
            .iter()
            .filter_map(|audience| self.proceedings.ledger(audience));
        let found = ledgers.find_map(|ledger| {
            let mut issued = ledger.issued.iter();
            issued.find(|kept| kept.what.number == number)
        });
        let draft = found.ok_or(Refusal::NotHere)?;
        Ok((audience, &draft.what.text))
    }

    /// What a party says in its own room, or the team takes down for it with its consent.
    fn spoken(&self, party: &PartyId) -> Result<(), Refusal> {
        if !self.is_team() {
            return Ok(());
        }
        if self.mover.word.is_none() {
            return Err(Refusal::WordNeeded);
        }
        self.consented(party)
    }

    pub(super) fn propose(&self, party: PartyId, proposed: Proposed) -> Decided {
        let (audience, text) = self.draft(&party, proposed.against)?;
        self.spoken(&party)?;
        proposed.proposal.applied(text)?;
        Ok((audience, Deed::Proposed(proposed)))
    }

    pub(super) fn criticise(&self, party: PartyId, criticism: Criticism) -> Decided {
        let (audience, text) = self.draft(&party, criticism.against)?;
        self.spoken(&party)?;
        has_place(text, &criticism.place)?;
        Ok((audience, Deed::Criticised(criticism)))
    }

    pub(super) fn read_back(&self, party: PartyId, understood: Understood) -> Decided {
        let (audience, text) = self.draft(&party, understood.against)?;
        self.spoken(&party)?;
        has_place(text, &understood.place)?;
        Ok((audience, Deed::Understood(understood)))
    }

    pub(super) fn endorse(&self, party: PartyId, endorsed: Endorsed) -> Decided {
        let (audience, text) = self.draft(&party, endorsed.against)?;
        self.spoken(&party)?;
        let point = text.point(&endorsed.point).ok_or(Refusal::NotHere)?;
        let open = point
            .brackets()
            .iter()
            .filter(|bracket| bracket.settled().is_none());
        match (endorsed.hand, open.count()) {
            (Hand::Initialled | Hand::Signed, 0) => Ok((audience, Deed::Endorsed(endorsed))),
            (Hand::Initialled | Hand::Signed, open) => Err(Refusal::OpenBrackets(open)),
        }
    }

    pub(super) fn judge(&self, judged: Judged) -> Decided {
        self.team()?;
        let (_, room) = self.room(&judged.read_back.room)?;
        room.get(&room.understood, judged.read_back.id)
            .ok_or(Refusal::NotHere)?;
        Ok((Audience::Team, Deed::Judged(judged)))
    }

    pub(super) fn register(&self, ambiguity: LeftOpen) -> Decided {
        self.team()?;
        let history = self.proceedings.history().ok_or(Refusal::NotHere)?;
        has_place(history.text(), &ambiguity.place)?;
        if !ambiguous(&ambiguity).stands_in(history.text()) {
            return Err(Refusal::WordsNotThere);
        }
        Ok((Audience::Team, Deed::Registered(ambiguity)))
    }

    pub(super) fn clarify(&self, id: EventId) -> Decided {
        let team = self.team()?;
        team.get(&team.registered, id).ok_or(Refusal::NotHere)?;
        if team.upon(&team.clarified, id).next().is_some() {
            return Err(Refusal::AlreadyDone);
        }
        Ok((Audience::Team, Deed::Clarified(id)))
    }
}

fn has_place(text: &Text, place: &Place) -> Result<(), Refusal> {
    let found = match place {
        Place::Point(point) => text.point(point).is_some(),
        Place::Bracket(bracket) => text.bracket(bracket).is_some(),
    };
    found.then_some(()).ok_or(Refusal::NotHere)
}
