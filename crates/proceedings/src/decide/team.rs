//! The team's own log: notes, their sorting, packages kept, the policy.

use super::{Bench, Decided, bounded};
use crate::carrying::basis;
use crate::delivery::{is_taken_back, policy};
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
                Parcel::Filed { line: filed, .. } => {
                    *filed == line && !is_taken_back(self.proceedings, &sent.what.copies)
                }
                Parcel::Message { .. }
                | Parcel::Issue(_)
                | Parcel::Ballot(_)
                | Parcel::Count { .. }
                | Parcel::Check(_)
                | Parcel::Readout(_)
                | Parcel::Admission(_) => false,
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

    pub(super) fn keep_package(&self, mut candidate: Candidate) -> Decided {
        self.team()?;
        candidate.class = Some(basis(self.proceedings));
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

#[cfg(test)]
mod tests {
    use crate::fjord::{Table, delegation, party, reach};
    use crate::{Candidate, Confidence, Label, Matter, Motion, Told, Words};
    use case::{BracketId, ChoiceId, Firmness};
    use disclosure::{ReleaseClass, Seat};

    fn kept(table: &mut Table, name: &str) -> ReleaseClass {
        let candidate = Candidate {
            name: Label::new(name).unwrap(),
            package: [(BracketId::new("quota"), ChoiceId::new("low"))].into(),
            words: None,
            class: Some(ReleaseClass::Public),
        };
        table
            .moves(&Seat::Mediator, Motion::KeepPackage(candidate))
            .unwrap();
        let seen = table.of(&Seat::Mediator).seen_from(&Seat::Mediator);
        seen.packages().last().unwrap().what.class()
    }

    #[test]
    fn a_package_bears_the_strictest_class_of_what_it_was_found_with() {
        let mut table = Table::recorded();
        assert_eq!(kept(&mut table, "from nothing"), ReleaseClass::Public);
        for class in [ReleaseClass::Attributed, ReleaseClass::Sealed] {
            let words = Words::new("never so many").unwrap();
            let told = Told::RedLine {
                firmness: Firmness::RedLine,
                words,
                never: None,
            };
            let confidence = Confidence {
                matter: Matter::Whole,
                told,
                reach: reach(class, &["south"]),
            };
            let tell = Motion::Tell(party("north"), confidence);
            table.moves(&delegation("north"), tell).unwrap();
            assert_eq!(kept(&mut table, "from that"), class);
        }
    }
}
