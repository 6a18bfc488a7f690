//! The team's own log: notes, their sorting, packages kept, the policy.

use super::{Bench, Decided, bounded};
use crate::delivery::policy;
use crate::{
    Candidate, Deed, Dispatch, EventId, Filing, Gate, LINES_MAX, Note, NoteLine, Parcel, Policy,
    Refusal,
};
use disclosure::{Audience, PartyId};

impl Bench<'_> {
    pub(super) fn note(&self, note: Note) -> Decided {
        self.team()?;
        self.consented(&note.party)?;
        bounded("lines", note.lines.len(), LINES_MAX)?;
        Ok((Audience::Team, Deed::Noted(note)))
    }

    /// Whose words a line is, where nothing was done about it yet.
    fn unsorted(&self, line: NoteLine) -> Result<PartyId, Refusal> {
        let team = self.team()?;
        let note = team.get(&team.notes, line.note).ok_or(Refusal::NotHere)?;
        if line.line >= note.what.lines.len() {
            return Err(Refusal::NotHere);
        }
        let mut kept = team.upon(&team.kept_back, line.note);
        let mut sent = team.upon(&team.dispatched, line.note);
        let is_sorted = kept.any(|kept| kept.what == line)
            || sent.any(|sent| match &sent.what.parcel {
                Parcel::Filed { line: filed, .. } => *filed == line,
                Parcel::Message { .. }
                | Parcel::Issue(_)
                | Parcel::Ballot(_)
                | Parcel::Count { .. }
                | Parcel::Check(_)
                | Parcel::Readout(_) => false,
            });
        if is_sorted {
            return Err(Refusal::AlreadyDone);
        }
        Ok(note.what.party.clone())
    }

    pub(super) fn sort(&self, line: NoteLine, filing: Filing) -> Decided {
        let party = self.unsorted(line)?;
        let word = self.mover.word.clone().ok_or(Refusal::WordNeeded)?;
        match &filing {
            Filing::Told(told) => {
                self.recordable(&party, &told.reach)?;
                self.tellable(&party, told)?;
            }
            Filing::Stated(position) => {
                self.recordable(&party, &position.reach)?;
                self.statable(&party, position)?;
            }
            Filing::Said(message) => {
                self.consented(&party)?;
                self.speakable(&Audience::Room(party.clone()), message)?;
            }
        }
        let copies = self.copies([Audience::Room(party)])?;
        let parcel = Parcel::Filed { line, filing, word };
        let gate = Gate::Open;
        let dispatch = Dispatch {
            copies,
            parcel,
            gate,
        };
        Ok((Audience::Team, Deed::Dispatched(dispatch)))
    }

    pub(super) fn keep_back(&self, line: NoteLine) -> Decided {
        self.unsorted(line)?;
        Ok((Audience::Team, Deed::KeptBack(line)))
    }

    pub(super) fn set_policy(&self, wanted: Policy) -> Decided {
        self.team()?;
        if policy(self.proceedings) == wanted {
            return Err(Refusal::SamePolicy(wanted));
        }
        Ok((Audience::Team, Deed::PolicySet(wanted)))
    }

    pub(super) fn keep_package(&self, candidate: Candidate) -> Decided {
        self.team()?;
        self.know_package(&Audience::Team, &candidate.package)?;
        Ok((Audience::Team, Deed::PackageKept(candidate)))
    }

    pub(super) fn drop_package(&self, id: EventId) -> Decided {
        let team = self.team()?;
        team.get(&team.packages, id).ok_or(Refusal::NotHere)?;
        if team.upon(&team.dropped, id).next().is_some() {
            return Err(Refusal::AlreadyDone);
        }
        Ok((Audience::Team, Deed::PackageDropped(id)))
    }
}
