//! Admitting a party to talks that are open.

use super::{Bench, Decided, bounded};
use crate::admission::{self, PARTIES_MAX};
use crate::ledger::Ledger;
use crate::{Admission, Parcel, Refusal};
use disclosure::{Audience, PartyId, Seat};

impl Bench<'_> {
    /// It is told to the joint session like anything else that leaves the team's room; its own
    /// room opens first, so that nobody hears of a party that cannot be spoken to.
    pub(super) fn admit(&self, admission: Admission) -> Decided {
        let team = self.team()?;
        admission::seat(&admission.party, admission.role).ok_or(Refusal::NotHere)?;
        self.is_new(team, &admission)?;
        bounded("parties", self.proceedings.seats().len() + 1, PARTIES_MAX)?;
        let room = Audience::Room(admission.party.clone());
        let copies = self.copies([room, Audience::Plenary])?;
        self.gated(copies, Parcel::Admission(admission))
    }

    /// That nobody at the table, or on the way to it, has this name or short name.
    fn is_new(&self, team: &Ledger, admission: &Admission) -> Result<(), Refusal> {
        let folded = |name: &str| name.to_lowercase();
        let name = admission.name.as_str();
        let case = self.proceedings.opened();
        let view = case.map(|case| case.seen_from(Seat::Mediator));
        let parties = view.iter().flat_map(|view| view.parties());
        let mut there = parties.map(|seen| (&seen.item.id, seen.item.name.as_str()));
        let mut on_the_way = team.dispatched.iter().filter_map(|sent| {
            let is_recalled = team.upon(&team.recalled, sent.id).next().is_some();
            match &sent.what.parcel {
                Parcel::Admission(other) if !is_recalled => {
                    Some((&other.party, other.name.as_str()))
                }
                Parcel::Admission(_)
                | Parcel::Message { .. }
                | Parcel::Filed { .. }
                | Parcel::Issue(_)
                | Parcel::Ballot(_)
                | Parcel::Count { .. }
                | Parcel::Check(_)
                | Parcel::Readout(_) => None,
            }
        });
        let same =
            |(id, other): (&PartyId, &str)| *id == admission.party || folded(other) == folded(name);
        if there.any(same) || on_the_way.any(same) {
            return Err(Refusal::PartyKnown {
                name: name.to_owned(),
            });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fjord::{Table, case, colleague, delegation, party, room};
    use crate::{EventId, Label, Message, Motion, Policy, Proceedings, ShownWhat, Words, opening};
    use case::Role;

    fn east(role: Role) -> Admission {
        Admission {
            party: party("east"),
            name: Label::new("East").unwrap(),
            role,
            part: None,
        }
    }

    fn names(proceedings: &Proceedings, seat: &Seat) -> Vec<String> {
        let view = proceedings.case().unwrap().seen_from(seat.clone());
        view.parties().map(|seen| seen.item.name.clone()).collect()
    }

    /// The table, at which a seat for the newcomer stands empty.
    fn with_a_free_seat() -> (Table, Seat) {
        let mut table = Table::recorded();
        let guest = delegation("east");
        let said = Message::plain(Words::new("before East came").unwrap());
        let mut empty = Proceedings::of(guest.clone());
        // The joint session is open to whoever comes, from its beginning.
        let joint = opening(&case(), table.now, (1..=6).map(EventId::new).collect());
        for (audience, event) in joint.unwrap() {
            empty.apply(&audience, &event);
        }
        table.seats.insert(guest.clone(), empty);
        table
            .moves(&Seat::Mediator, Motion::Say(room("north"), said))
            .unwrap();
        (table, guest)
    }

    #[test]
    fn a_party_that_is_admitted_is_known_to_all_who_have_a_seat_and_to_nobody_else() {
        let (mut table, guest) = with_a_free_seat();
        table
            .moves(&Seat::Mediator, Motion::Admit(east(Role::Principal)))
            .unwrap();
        let all = ["North", "South", "Reef Union", "Host", "East"];
        for seat in [Seat::Mediator, delegation("north"), guest.clone()] {
            assert_eq!(names(table.of(&seat), &seat), all);
            assert!(table.of(&seat).seats().contains_key(&party("east")));
        }
        assert_eq!(names(table.of(&Seat::Public), &Seat::Public), all[..4]);
        let seen = table.of(&guest).seen_from(&guest);
        let open: Vec<&Audience> = seen.audiences().collect();
        assert_eq!(open, [&Audience::Public, &Audience::Plenary, &room("east")]);
        assert_eq!(seen.sayings(&room("north"), table.now).count(), 0);
        let told = table.of(&Seat::Mediator).seen_from(&Seat::Mediator);
        let shown = told.knows(&party("north"), table.now);
        assert!(shown.iter().any(
            |shown| matches!(shown.what, ShownWhat::Admitted(one) if one.name.as_str() == "East")
        ));
    }

    #[test]
    fn what_one_party_told_in_confidence_is_not_in_the_room_of_the_newcomer() {
        let (mut table, guest) = with_a_free_seat();
        table
            .moves(&Seat::Mediator, Motion::Admit(east(Role::Observer)))
            .unwrap();
        let case = table.of(&guest).case().unwrap();
        let view = case.seen_from(Seat::Mediator);
        let point = view.points().next().unwrap().item;
        let bracket = view.brackets(point).next().unwrap().item;
        let choices: Vec<&str> = view
            .choices(bracket)
            .map(|seen| seen.item.id.as_str())
            .collect();
        assert_eq!(choices, ["low", "high"]);
    }

    #[test]
    fn a_party_speaks_in_its_room_once_it_is_there_and_nobody_else_does() {
        let (mut table, guest) = with_a_free_seat();
        let say = || {
            let words = Words::new("good morning").unwrap();
            Motion::Say(room("east"), Message::plain(words))
        };
        assert_eq!(table.moves(&guest, say()), Err(Refusal::NotHere));
        table
            .moves(&Seat::Mediator, Motion::Admit(east(Role::Principal)))
            .unwrap();
        table.moves(&guest, say()).unwrap();
        table.moves(&Seat::Mediator, say()).unwrap();
        assert_eq!(
            table.moves(&delegation("north"), say()),
            Err(Refusal::NotHere)
        );
    }

    #[test]
    fn nobody_comes_twice_or_as_a_mediator_or_by_a_delegations_word() {
        let (mut table, _) = with_a_free_seat();
        let admit = |role| Motion::Admit(east(role));
        let known = Refusal::PartyKnown {
            name: "East".to_owned(),
        };
        let north = delegation("north");
        assert_eq!(
            table.moves(&north, admit(Role::Principal)),
            Err(Refusal::NotHere)
        );
        assert_eq!(
            table.moves(&Seat::Mediator, admit(Role::Mediator)),
            Err(Refusal::NotHere)
        );
        table
            .moves(&Seat::Mediator, Motion::SetPolicy(Policy::Hold(60)))
            .unwrap();
        let sent = table.moves(&Seat::Mediator, admit(Role::Partner)).unwrap();
        assert_eq!(
            table.moves(&Seat::Mediator, admit(Role::Partner)),
            Err(known.clone())
        );
        table.moves(&Seat::Mediator, Motion::Recall(sent)).unwrap();
        assert!(!table.of(&north).seats().contains_key(&party("east")));
        table
            .moves(&Seat::Mediator, Motion::SetPolicy(Policy::Alone))
            .unwrap();
        table.moves(&Seat::Mediator, admit(Role::Partner)).unwrap();
        let namesake = Admission {
            party: party("other"),
            ..east(Role::Observer)
        };
        assert_eq!(
            table.moves(&Seat::Mediator, Motion::Admit(namesake)),
            Err(known)
        );
    }

    #[test]
    fn where_two_persons_must_agree_nobody_hears_of_a_party_before() {
        let (mut table, _) = with_a_free_seat();
        let (first, second) = (colleague("Maren"), colleague("Jonas"));
        table
            .moves_as(&first, Motion::SetPolicy(Policy::SecondPerson))
            .unwrap();
        let sent = table
            .moves_as(&first, Motion::Admit(east(Role::Partner)))
            .unwrap();
        let north = delegation("north");
        assert!(!table.of(&north).seats().contains_key(&party("east")));
        table.moves_as(&second, Motion::Countersign(sent)).unwrap();
        assert!(table.of(&north).seats().contains_key(&party("east")));
        let undo = Motion::Undo(Audience::Plenary, sent);
        assert_eq!(table.moves(&Seat::Mediator, undo), Err(Refusal::NotHere));
    }

    #[test]
    fn a_second_newcomer_knows_the_first() {
        let (mut table, guest) = with_a_free_seat();
        let west = Admission {
            party: party("west"),
            name: Label::new("West").unwrap(),
            ..east(Role::Partner)
        };
        for admission in [west, east(Role::Principal)] {
            table
                .moves(&Seat::Mediator, Motion::Admit(admission))
                .unwrap();
        }
        let known = names(table.of(&guest), &guest);
        assert_eq!(
            known,
            ["North", "South", "Reef Union", "Host", "West", "East"]
        );
    }
}
