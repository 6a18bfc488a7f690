//! The team's own log: notes, their sorting, packages kept, the policy.

use super::{Bench, Decided, bounded};
use crate::carrying::basis;
use crate::delivery::{is_taken_back, policy};
use crate::{
    Candidate, Deed, Dispatch, EventId, Filing, Gate, LINES_MAX, Note, NoteLine, Parcel, Policy,
    Refusal, SIGHTINGS_MAX, Sighting,
};
use disclosure::{Audience, PartyId};
use std::collections::BTreeSet;

impl Bench<'_> {
    pub(super) fn note(&self, note: Note) -> Decided {
        self.team()?;
        self.consented(&note.party)?;
        bounded("lines", note.lines.len(), LINES_MAX)?;
        Ok((Audience::Team, Deed::Noted(note)))
    }

    /// What is public needs nobody's consent; a party that is named is one of the talks.
    pub(super) fn sight(&self, sightings: Vec<Sighting>) -> Decided {
        self.team()?;
        if sightings.is_empty() {
            return Err(Refusal::NothingSighted);
        }
        bounded("signals", sightings.len(), SIGHTINGS_MAX)?;
        let case = self.proceedings.case().ok_or(Refusal::NotHere)?;
        let view = case.seen_from(self.mover.seat.clone());
        let known: BTreeSet<&PartyId> = view.parties().map(|seen| &seen.item.id).collect();
        let mut actors = sightings.iter().filter_map(|one| one.actor.as_ref());
        if actors.any(|actor| !known.contains(actor)) {
            return Err(Refusal::NotHere);
        }
        Ok((Audience::Team, Deed::Sighted(sightings)))
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
    use crate::{Candidate, Confidence, Label, Matter, Motion, Refusal, Sighting, Told, Words};
    use case::{BracketId, ChoiceId, EventClass, Firmness, Tone};
    use disclosure::{Audience, ReleaseClass, Seat};

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
    fn signals_are_taken_down_for_the_team_alone_and_name_parties_of_the_talks() {
        let mut table = Table::recorded();
        let sighting = |actor: &str| Sighting {
            date: jiff::civil::date(2031, 6, 1),
            actor: Some(party(actor)),
            speaker: None,
            event: EventClass::Concede,
            tone: Some(Tone::Positive),
            words: Words::new("the boats stay in port").unwrap(),
            source: Some(Label::new("the Gazette").unwrap()),
        };
        let unknown = table.moves(&Seat::Mediator, Motion::Sight(vec![sighting("west")]));
        assert_eq!(unknown, Err(Refusal::NotHere));
        let nothing = table.moves(&Seat::Mediator, Motion::Sight(Vec::new()));
        assert_eq!(nothing, Err(Refusal::NothingSighted));
        let by_north = table.moves(&delegation("north"), Motion::Sight(vec![sighting("north")]));
        assert_eq!(by_north, Err(Refusal::NotHere));
        let two = Motion::Sight(vec![sighting("north"), sighting("south")]);
        let two = table.moves(&Seat::Mediator, two).unwrap();
        let seen = |table: &Table, seat: &Seat| {
            let view = table.of(seat).case().unwrap().seen_from(seat.clone());
            let signals = view.signals().map(|seen| seen.item.actor.clone().unwrap());
            let signals: Vec<_> = signals.collect();
            (signals, view.sources().count())
        };
        let both = vec![party("north"), party("south")];
        assert_eq!(seen(&table, &Seat::Mediator), (both, 2));
        assert_eq!(seen(&table, &delegation("north")), (Vec::new(), 0));
        let undo = Motion::Undo(Audience::Team, two);
        table.moves(&Seat::Mediator, undo).unwrap();
        assert_eq!(seen(&table, &Seat::Mediator), (Vec::new(), 0));
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
