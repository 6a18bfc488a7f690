//! Carrying, reading out, agreeing as a second person, calling back.

use super::{Bench, Decided, bounded};
use crate::carrying::{forbids, standing};
use crate::delivery::{has_arrived, policy, state};
use crate::{
    Attribution, Carriage, Cite, Deed, Dispatch, DispatchState, EventId, Gate, Label, Moment,
    Parcel, Policy, Readout, Refusal, Words,
};
use case::Party;
use disclosure::{Audience, PartyId, ReleaseClass};
use text::Place;

/// The most items that a message may rest on.
const CITES_MAX: usize = 100;

impl Bench<'_> {
    pub(super) fn carry(&self, carriage: Carriage) -> Decided {
        self.team()?;
        let Carriage { to, message, cites } = carriage;
        match to {
            Audience::Room(_) | Audience::Plenary => {}
            Audience::Public | Audience::Team => return Err(Refusal::NotHere),
        }
        self.ledger(&to)?;
        self.speakable(&to, &message)?;
        bounded("items", cites.len(), CITES_MAX)?;
        let is_named = |cite: &Cite| cite.attribution == Attribution::Attributed;
        if message.is_non_paper() && cites.iter().any(is_named) {
            return Err(Refusal::NonPaperNamed);
        }
        for cite in &cites {
            if let Some(refusal) = forbids(self.proceedings, cite, &to) {
                return Err(refusal);
            }
            if cite.attribution == Attribution::Unattributed
                && to != Audience::Room(cite.room.clone())
            {
                self.leaves_out(&cite.room, &cites, &message.words)?;
            }
            if let Some(standing) = standing(self.proceedings, cite) {
                self.know_place(&to, &standing.place)?;
            }
        }
        let copies = self.copies([to])?;
        let parcel = Parcel::Message { message, cites };
        self.gated(copies, parcel)
    }

    fn know_place(&self, to: &Audience, place: &Place) -> Result<(), Refusal> {
        match place {
            Place::Point(point) => self.know_points(to, [point]),
            Place::Bracket(bracket) => self.know_bracket(to, bracket),
        }
    }

    /// A dispatch behind the gate that the policy of the case asks for.
    pub(super) fn gated(&self, copies: Vec<crate::Copy>, parcel: Parcel) -> Decided {
        let gate = match policy(self.proceedings) {
            Policy::Alone => Gate::Open,
            Policy::SecondPerson if self.mover.who.is_none() => return Err(Refusal::NoName),
            Policy::SecondPerson => Gate::SecondPerson,
            Policy::Hold(seconds) => {
                let micros = self.means.now.micros();
                let end = micros.saturating_add(i64::from(seconds).saturating_mul(1_000_000));
                Gate::Until(Moment::of_micros(end))
            }
        };
        let dispatch = Dispatch {
            copies,
            parcel,
            gate,
        };
        Ok((Audience::Team, Deed::Dispatched(dispatch)))
    }

    /// That words do not name the owner of an item that is carried without its source.
    fn leaves_out(&self, owner: &PartyId, cites: &[Cite], words: &Words) -> Result<(), Refusal> {
        let named_elsewhere = cites
            .iter()
            .any(|cite| cite.room == *owner && cite.attribution == Attribution::Attributed);
        if named_elsewhere {
            return Err(Refusal::MixedAttribution);
        }
        let Some(case) = self.proceedings.opened() else {
            return Ok(());
        };
        let view = case.seen_from(self.mover.seat.clone());
        let Some(party) = view.parties().find(|seen| seen.item.id == *owner) else {
            return Ok(());
        };
        let found = names_of(party.item).find(|name| names(words.as_str(), name));
        found.map_or(Ok(()), |name| {
            let name = name.to_owned();
            Err(Refusal::NamesOwner { name })
        })
    }

    pub(super) fn read_out(&self, readout: Readout) -> Decided {
        self.team()?;
        bounded("items", readout.cites.len(), CITES_MAX)?;
        for cite in &readout.cites {
            match forbids(self.proceedings, cite, &Audience::Public) {
                Some(Refusal::ClassForbids { class, .. }) => return Err(Refusal::NotPublic(class)),
                Some(Refusal::NotRecipient { .. }) => {
                    let reach = crate::carrying::reach(self.proceedings, &cite.room, cite.item);
                    let class = reach.map_or(ReleaseClass::Sealed, |reach| reach.class);
                    return Err(Refusal::NotPublic(class));
                }
                Some(refusal) => return Err(refusal),
                None => {}
            }
        }
        let copies = self.copies([Audience::Public])?;
        self.gated(copies, Parcel::Readout(readout))
    }

    pub(super) fn countersign(&self, id: EventId) -> Decided {
        let team = self.team()?;
        let first = match (team.get(&team.dispatched, id), team.get(&team.policies, id)) {
            (Some(dispatch), _) => {
                let state = state(self.proceedings, dispatch, self.means.now);
                if state != DispatchState::AwaitsSecond {
                    return Err(Refusal::NotWaiting);
                }
                &dispatch.who
            }
            (None, Some(change)) => &change.who,
            (None, None) => return Err(Refusal::NotHere),
        };
        if team.upon(&team.countersigned, id).next().is_some() {
            return Err(Refusal::NotWaiting);
        }
        let Some(second) = &self.mover.who else {
            return Err(Refusal::NoName);
        };
        if first
            .as_ref()
            .is_none_or(|first| same_person(first, second))
        {
            return Err(Refusal::SamePerson);
        }
        Ok((Audience::Team, Deed::Countersigned(id)))
    }

    pub(super) fn recall(&self, id: EventId) -> Decided {
        let team = self.team()?;
        let dispatch = team.get(&team.dispatched, id).ok_or(Refusal::NotHere)?;
        let mut copies = dispatch.what.copies.iter();
        if copies.any(|copy| has_arrived(self.proceedings, copy)) {
            return Err(Refusal::Delivered);
        }
        if team.upon(&team.recalled, id).next().is_some() {
            return Err(Refusal::AlreadyDone);
        }
        Ok((Audience::Team, Deed::Recalled(id)))
    }
}

fn same_person(first: &Label, second: &Label) -> bool {
    first.as_str().to_lowercase() == second.as_str().to_lowercase()
}

/// What a party is called: its name, its short name, the names of those who speak for it.
fn names_of(party: &Party) -> impl Iterator<Item = &str> {
    let people = party
        .delegation
        .iter()
        .map(|delegate| delegate.name.as_str());
    [party.name.as_str(), party.id.as_str()]
        .into_iter()
        .chain(people)
}

/// Whether words have a name in them, as whole words and in any case of letters.
fn names(words: &str, name: &str) -> bool {
    let (words, name) = (words.to_lowercase(), name.to_lowercase());
    if name.is_empty() {
        return false;
    }
    words.match_indices(&name).any(|(at, found)| {
        let before = words.get(..at).and_then(|text| text.chars().next_back());
        let after = words
            .get(at + found.len()..)
            .and_then(|text| text.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fjord::{Table, colleague, delegation, party, reach, room};
    use crate::{Confidence, Matter, Message, Motion, Reclass, Telling, Told};
    use disclosure::Seat;

    /// A table at which North has told something under this class, for South.
    fn told(class: ReleaseClass) -> (Table, EventId) {
        let mut table = Table::recorded();
        let words = Words::new("not above 40 000 t").unwrap();
        let confidence = Confidence {
            matter: Matter::Whole,
            told: Told::Said(Telling::Position, words),
            reach: reach(class, &["south"]),
        };
        let tell = Motion::Tell(party("north"), confidence);
        let item = table.moves(&delegation("north"), tell).unwrap();
        (table, item)
    }

    fn carry(item: EventId, attribution: Attribution, words: &str) -> Motion {
        let cite = Cite {
            room: party("north"),
            item,
            attribution,
        };
        Motion::Carry(Carriage {
            to: room("south"),
            message: Message::plain(Words::new(words).unwrap()),
            cites: vec![cite],
        })
    }

    fn heard(table: &Table, seat: &Seat) -> Vec<(String, Vec<PartyId>)> {
        let seen = table.of(seat).seen_from(seat);
        let sayings = seen.sayings(&room("south"), table.now);
        let heard = sayings.map(|saying| {
            let carried = &saying.said.what;
            let words = carried.message.words.as_str().to_owned();
            (words, carried.attributed_to.iter().cloned().collect())
        });
        heard.collect()
    }

    const QUIET: &str = "a limit of forty would be heard";

    #[test]
    fn a_sealed_item_is_not_carried_and_the_refusal_names_its_class_alone() {
        use Attribution::{Attributed, Unattributed};
        use ReleaseClass::{Sealed, Shape};
        for class in [Sealed, Shape] {
            let (mut table, item) = told(class);
            let refused = table.moves(&Seat::Mediator, carry(item, Unattributed, QUIET));
            let to = room("south");
            assert_eq!(refused, Err(Refusal::ClassForbids { class, to }));
            let told = refused.unwrap_err().to_string();
            assert!(!told.contains("40 000"), "{told}");
        }
        let (mut table, item) = told(ReleaseClass::Unattributed);
        let refused = table.moves(&Seat::Mediator, carry(item, Attributed, QUIET));
        assert!(matches!(refused, Err(Refusal::ClassForbids { .. })));
    }

    #[test]
    fn what_is_carried_without_its_source_arrives_without_it() {
        let (mut table, item) = told(ReleaseClass::Unattributed);
        let named = carry(item, Attribution::Unattributed, "as NORTH says, forty");
        let refused = table.moves(&Seat::Mediator, named);
        let name = "North".to_owned();
        assert_eq!(refused, Err(Refusal::NamesOwner { name }));
        let northern = carry(item, Attribution::Unattributed, QUIET);
        table.moves(&Seat::Mediator, northern).unwrap();
        let south = delegation("south");
        assert_eq!(heard(&table, &south), [(QUIET.to_owned(), Vec::new())]);
        assert!(heard(&table, &delegation("north")).is_empty());
        assert!(table.of(&south).ledger(&Audience::Team).is_none());
    }

    #[test]
    fn what_is_carried_with_its_source_says_whose_it_is() {
        let (mut table, item) = told(ReleaseClass::Attributed);
        let motion = carry(item, Attribution::Attributed, "North could live with forty");
        table.moves(&Seat::Mediator, motion).unwrap();
        let expected = (
            "North could live with forty".to_owned(),
            vec![party("north")],
        );
        assert_eq!(heard(&table, &delegation("south")), [expected]);
    }

    #[test]
    fn an_item_is_carried_with_its_source_to_one_seat_and_without_it_to_another() {
        let (mut table, item) = told(ReleaseClass::Sealed);
        let reef = Seat::Partner(party("reef"));
        let reach = crate::Reach {
            class: ReleaseClass::Attributed,
            to: [delegation("south"), reef.clone()].into(),
            unnamed: [reef].into(),
        };
        let wider = Motion::Reclass(party("north"), Reclass { item, reach });
        table.moves(&delegation("north"), wider).unwrap();
        let mut to = |name: &str, attribution| {
            let Motion::Carry(mut carriage) = carry(item, attribution, QUIET) else {
                panic!("a carriage");
            };
            carriage.to = room(name);
            table.moves(&Seat::Mediator, Motion::Carry(carriage)).err()
        };
        let (named, unnamed) = (Attribution::Attributed, Attribution::Unattributed);
        assert_eq!(to("south", named), None);
        assert_eq!(to("reef", unnamed), None);
        let class = ReleaseClass::Unattributed;
        let refusal = Refusal::ClassForbids {
            class,
            to: room("reef"),
        };
        assert_eq!(to("reef", named), Some(refusal));
    }

    #[test]
    fn a_non_paper_carries_nothing_with_its_source() {
        let (mut table, item) = told(ReleaseClass::Attributed);
        for (attribution, refusal) in [
            (Attribution::Attributed, Some(Refusal::NonPaperNamed)),
            (Attribution::Unattributed, None),
        ] {
            let Motion::Carry(mut carriage) = carry(item, attribution, QUIET) else {
                panic!("a carriage");
            };
            carriage.message.terms.provisos = [crate::Footing::NonPaper].into();
            let moved = table.moves(&Seat::Mediator, Motion::Carry(carriage));
            assert_eq!(moved.err(), refusal);
        }
    }

    #[test]
    fn an_item_goes_to_nobody_whom_its_owner_did_not_name() {
        let (mut table, item) = told(ReleaseClass::Attributed);
        let Motion::Carry(mut carriage) = carry(item, Attribution::Unattributed, QUIET) else {
            panic!("a carriage");
        };
        carriage.to = room("reef");
        let to = carriage.to.clone();
        let refused = table.moves(&Seat::Mediator, Motion::Carry(carriage));
        assert_eq!(refused, Err(Refusal::NotRecipient { to }));
    }

    #[test]
    fn during_the_hold_a_dispatch_is_recalled_and_afterwards_it_is_there() {
        for is_recalled in [true, false] {
            let (mut table, item) = told(ReleaseClass::Unattributed);
            table
                .moves(&Seat::Mediator, Motion::SetPolicy(Policy::Hold(60)))
                .unwrap();
            let motion = carry(item, Attribution::Unattributed, QUIET);
            let sent = table.moves(&Seat::Mediator, motion).unwrap();
            table.now = Moment::of_micros(30_000_000);
            table.deliver();
            assert!(heard(&table, &delegation("south")).is_empty());
            if is_recalled {
                table.moves(&Seat::Mediator, Motion::Recall(sent)).unwrap();
            }
            table.now = Moment::of_micros(61_000_000);
            table.deliver();
            table.deliver();
            let expected = usize::from(!is_recalled);
            assert_eq!(heard(&table, &delegation("south")).len(), expected);
            let late = table.moves(&Seat::Mediator, Motion::Recall(sent));
            let refusal = if is_recalled {
                Refusal::AlreadyDone
            } else {
                Refusal::Delivered
            };
            assert_eq!(late, Err(refusal));
        }
    }

    #[test]
    fn a_dispatch_whose_item_is_sealed_during_the_hold_does_not_leave() {
        let (mut table, item) = told(ReleaseClass::Unattributed);
        table
            .moves(&Seat::Mediator, Motion::SetPolicy(Policy::Hold(60)))
            .unwrap();
        let motion = carry(item, Attribution::Unattributed, QUIET);
        table.moves(&Seat::Mediator, motion).unwrap();
        let reach = crate::Reach::sealed();
        let lower = Motion::Reclass(party("north"), Reclass { item, reach });
        table.moves(&delegation("north"), lower).unwrap();
        table.now = Moment::of_micros(90_000_000);
        table.deliver();
        assert!(heard(&table, &delegation("south")).is_empty());
        let seen = table.of(&Seat::Mediator).seen_from(&Seat::Mediator);
        let states: Vec<_> = seen.dispatches(table.now).map(|sent| sent.state).collect();
        assert_eq!(states, [DispatchState::Blocked]);
    }

    #[test]
    fn a_second_person_is_another_person_and_a_weaker_policy_needs_one_too() {
        let (mut table, item) = told(ReleaseClass::Unattributed);
        let (first, second) = (colleague("Maren"), colleague("Jonas"));
        table
            .moves_as(&first, Motion::SetPolicy(Policy::SecondPerson))
            .unwrap();
        let motion = || carry(item, Attribution::Unattributed, QUIET);
        assert_eq!(table.moves(&Seat::Mediator, motion()), Err(Refusal::NoName));
        let sent = table.moves_as(&first, motion()).unwrap();
        let alone = table.moves_as(&colleague("maren"), Motion::Countersign(sent));
        assert_eq!(alone, Err(Refusal::SamePerson));
        let weaker = table
            .moves_as(&first, Motion::SetPolicy(Policy::Alone))
            .unwrap();
        assert!(heard(&table, &delegation("south")).is_empty());
        table.moves_as(&second, Motion::Countersign(sent)).unwrap();
        assert_eq!(heard(&table, &delegation("south")).len(), 1);
        let policy = |table: &Table| {
            let seen = table.of(&Seat::Mediator).seen_from(&Seat::Mediator);
            seen.policy().unwrap()
        };
        assert_eq!(policy(&table), Policy::SecondPerson);
        table
            .moves_as(&second, Motion::Countersign(weaker))
            .unwrap();
        assert_eq!(policy(&table), Policy::Alone);
    }

    #[test]
    fn a_readout_rests_on_public_items_and_waits_for_its_embargo() {
        for (class, is_read) in [
            (ReleaseClass::Attributed, false),
            (ReleaseClass::Public, true),
        ] {
            let (mut table, item) = told(class);
            let readout = Readout {
                title: Label::new("Readout").unwrap(),
                words: Words::new("Both sides spoke of fish.").unwrap(),
                round: None,
                cites: vec![Cite {
                    room: party("north"),
                    item,
                    attribution: Attribution::Unattributed,
                }],
                embargo: Some(Moment::of_micros(50)),
            };
            let moved = table.moves(&Seat::Mediator, Motion::ReadOut(readout));
            let refused = moved.err();
            assert_eq!(refused, (!is_read).then_some(Refusal::NotPublic(class)));
            let published = |table: &Table| {
                table
                    .of(&Seat::Public)
                    .seen_from(&Seat::Public)
                    .readouts()
                    .count()
            };
            assert_eq!(published(&table), 0);
            table.now = Moment::of_micros(50);
            table.deliver();
            assert_eq!(published(&table), usize::from(is_read));
        }
    }

    /// Whoever waits for the shorter of the two would find nothing to send, and wait no more.
    #[test]
    fn a_readout_with_hold_and_embargo_is_held_until_the_later_of_the_two() {
        for (seconds, embargo, held) in [(60, 90, 90), (60, 30, 60)] {
            let (mut table, _) = told(ReleaseClass::Public);
            let team = Seat::Mediator;
            let hold = Motion::SetPolicy(Policy::Hold(seconds));
            table.moves(&team, hold).unwrap();
            let micros = |seconds: i64| seconds * 1_000_000;
            table.now = Moment::of_micros(0);
            let readout = Readout {
                title: Label::new("Readout").unwrap(),
                words: Words::new("Both sides spoke of fish.").unwrap(),
                round: None,
                cites: Vec::new(),
                embargo: Some(Moment::of_micros(micros(embargo))),
            };
            table.moves(&team, Motion::ReadOut(readout)).unwrap();
            let seen = table.of(&team).seen_from(&team);
            let states: Vec<_> = seen.dispatches(table.now).map(|one| one.state).collect();
            let end = Moment::of_micros(micros(held));
            assert_eq!(states, [DispatchState::HeldUntil(end)]);
        }
    }

    #[test]
    fn the_carry_list_says_what_may_be_said_next_door_and_what_was() {
        let (mut table, item) = told(ReleaseClass::Unattributed);
        let list = |table: &Table, to: &str| {
            let seen = table.of(&Seat::Mediator).seen_from(&Seat::Mediator);
            let list = seen.carry_list(&room(to));
            let may = list.may.iter().map(|each| (each.attribution, each.is_said));
            (may.collect::<Vec<_>>(), list.may_not.len())
        };
        let unnamed = Attribution::Unattributed;
        assert_eq!(list(&table, "south"), (vec![(unnamed, false)], 0));
        assert_eq!(list(&table, "reef"), (Vec::new(), 1));
        assert_eq!(list(&table, "north"), (Vec::new(), 0));
        table
            .moves(&Seat::Mediator, carry(item, unnamed, QUIET))
            .unwrap();
        assert_eq!(list(&table, "south"), (vec![(unnamed, true)], 0));
        let south = delegation("south");
        let own = table.of(&south).seen_from(&Seat::Mediator);
        assert!(own.carry_list(&room("south")).may.is_empty());
    }

    #[test]
    fn what_a_party_knew_is_told_for_any_past_moment() {
        let (mut table, item) = told(ReleaseClass::Unattributed);
        table.now = Moment::of_micros(100);
        let motion = carry(item, Attribution::Unattributed, QUIET);
        table.moves(&Seat::Mediator, motion).unwrap();
        let seen = table.of(&Seat::Mediator).seen_from(&Seat::Mediator);
        let knows = |party: &str, at| {
            let party = PartyId::new(party);
            let shown = seen.knows(&party, Moment::of_micros(at));
            shown.iter().filter(|each| each.at.is_some()).count()
        };
        assert_eq!((knows("south", 99), knows("south", 100)), (0, 1));
        assert_eq!(knows("north", 100), 0);
    }
}
