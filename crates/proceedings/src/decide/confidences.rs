//! Told items, their classes, and positions.

use super::{Bench, Decided, bounded};
use crate::carrying::reach;
use crate::{Confidence, Deed, EventId, Matter, Position, Reach, Reclass, Refusal, Told};
use case::{Condition, Grades};
use disclosure::{Audience, PartyId, ReleaseClass};
use std::collections::BTreeMap;
use text::Place;

impl Bench<'_> {
    pub(super) fn tell(&self, party: PartyId, confidence: Confidence) -> Decided {
        let (audience, _) = self.room(&party)?;
        self.recordable(&party, &confidence.reach)?;
        self.tellable(&party, &confidence)?;
        Ok((audience, Deed::Told(confidence)))
    }

    /// That the mediation team may record what a party said, and lets it travel no further than
    /// the party's word goes.
    pub(super) fn recordable(&self, party: &PartyId, reach: &Reach) -> Result<(), Refusal> {
        self.known_seats(reach)?;
        if !self.is_team() {
            return Ok(());
        }
        self.consented(party)?;
        if reach.class > ReleaseClass::Sealed && self.mover.word.is_none() {
            return Err(Refusal::OnlyOwnerRaises);
        }
        Ok(())
    }

    /// That a told item speaks of things that are known in the party's room.
    pub(super) fn tellable(&self, party: &PartyId, told: &Confidence) -> Result<(), Refusal> {
        let room = Audience::Room(party.clone());
        self.know_matter(&room, &told.matter)?;
        let unknown = || Refusal::UnknownThere(room.clone());
        match &told.told {
            Told::Said(..) => Ok(()),
            Told::RedLine { never, .. } => match never {
                Some(condition) => self.know_condition(&room, condition),
                None => Ok(()),
            },
            Told::Grades(grades) => {
                let Matter::Bracket(bracket) = &told.matter else {
                    return Err(Refusal::GradesWithoutBracket);
                };
                bounded("options", grades.len(), 1_000)?;
                let known = self.proceedings.known(&room);
                let mut choices = grades.keys();
                let all = choices.all(|choice| known.has_choice(bracket, choice));
                all.then_some(()).ok_or_else(unknown)
            }
            Told::Preferences(grades) => {
                if told.matter != Matter::Whole || grades.is_empty() {
                    return Err(Refusal::PreferencesOnOnePlace);
                }
                self.know_grades(&room, grades)
            }
            Told::Figures(figures) => {
                let known = self.proceedings.known(&room);
                let mut weights = figures.weights.keys();
                let mut values = figures.values.iter();
                let all = weights.all(|bracket| known.brackets.contains_key(bracket))
                    && values.all(|(bracket, values)| {
                        values
                            .keys()
                            .all(|choice| known.has_choice(bracket, choice))
                    });
                all.then_some(()).ok_or_else(unknown)?;
                let mut bonuses = figures.bonuses.iter();
                bonuses.try_for_each(|(condition, _)| self.know_condition(&room, condition))
            }
            Told::Valued(valuation) if told.matter != Matter::of(valuation) => {
                Err(Refusal::ValuedOnOtherPlace)
            }
            Told::Valued(valuation) => self.know_valuation(&room, valuation),
        }
    }

    fn know_matter(&self, room: &Audience, matter: &Matter) -> Result<(), Refusal> {
        match matter {
            Matter::Whole => Ok(()),
            Matter::Point(point) => self.know_points(room, [point]),
            Matter::Bracket(bracket) => self.know_bracket(room, bracket),
            Matter::Choice(bracket, choice) => {
                let known = self.proceedings.known(room);
                let is_known = known.has_choice(bracket, choice);
                is_known
                    .then_some(())
                    .ok_or_else(|| Refusal::UnknownThere(room.clone()))
            }
        }
    }

    fn know_grades(&self, room: &Audience, grades: &Grades) -> Result<(), Refusal> {
        bounded("brackets", grades.len(), 1_000)?;
        bounded("options", grades.values().map(BTreeMap::len).sum(), 10_000)?;
        let known = self.proceedings.known(room);
        let mut brackets = grades.iter();
        let all = brackets.all(|(bracket, choices)| {
            let mut choices = choices.keys();
            known.brackets.contains_key(bracket)
                && choices.all(|choice| known.has_choice(bracket, choice))
        });
        all.then_some(())
            .ok_or_else(|| Refusal::UnknownThere(room.clone()))
    }

    fn know_condition(&self, room: &Audience, condition: &Condition) -> Result<(), Refusal> {
        let known = self.proceedings.known(room);
        let mut parts = condition.parts().iter();
        let all = parts.all(|(bracket, choices)| {
            let mut choices = choices.iter();
            choices.all(|choice| known.has_choice(bracket, choice))
        });
        all.then_some(())
            .ok_or_else(|| Refusal::UnknownThere(room.clone()))
    }

    /// That the recipients are seats of the case.
    fn known_seats(&self, reach: &Reach) -> Result<(), Refusal> {
        let seats = self.proceedings.seats();
        let mut to = reach.to.iter();
        let all = to.all(|seat| seats.values().any(|known| known == seat));
        all.then_some(()).ok_or(Refusal::NotHere)
    }

    pub(super) fn reclass(&self, party: PartyId, reclass: Reclass) -> Decided {
        let (audience, _) = self.room(&party)?;
        let now = reach(self.proceedings, &party, reclass.item).ok_or(Refusal::NotHere)?;
        self.known_seats(&reclass.reach)?;
        let needs_owner = reclass.reach.goes_beyond(now);
        if needs_owner && self.is_team() && self.mover.word.is_none() {
            return Err(Refusal::OnlyOwnerRaises);
        }
        Ok((audience, Deed::Reclassed(reclass)))
    }

    /// What a party told is destroyed by the party, or by the team on its word, and not while
    /// something that the team has sent rests on it.
    pub(super) fn destroy(&self, party: &PartyId, item: EventId) -> Decided {
        let (audience, room) = self.room(party)?;
        if room.get(&room.told, item).is_none() {
            return Err(Refusal::NotHere);
        }
        if room.brought.contains_key(&item) {
            return Err(Refusal::NotUndoable);
        }
        if self.is_team() && self.mover.word.is_none() {
            return Err(Refusal::WordNeeded);
        }
        if self.is_cited(&audience, item) {
            return Err(Refusal::ReliedUpon);
        }
        Ok((audience, Deed::Destroyed(item)))
    }

    pub(super) fn state(&self, party: PartyId, position: Position) -> Decided {
        let (audience, _) = self.room(&party)?;
        self.recordable(&party, &position.reach)?;
        self.statable(&party, &position)?;
        if let Some(draft) = position.against
            && !self.has_draft(&audience, draft)
        {
            return Err(Refusal::NotHere);
        }
        Ok((audience, Deed::Stated(position)))
    }

    /// That a position speaks of things that are known in the party's room.
    pub(super) fn statable(&self, party: &PartyId, position: &Position) -> Result<(), Refusal> {
        let room = Audience::Room(party.clone());
        match (&position.place, &position.holds) {
            (Place::Point(point), None) => self.know_points(&room, [point])?,
            (Place::Point(_), Some(_)) => return Err(Refusal::HoldsWithoutBracket),
            (Place::Bracket(bracket), None) => self.know_bracket(&room, bracket)?,
            (Place::Bracket(bracket), Some(choice)) => {
                if !self.proceedings.known(&room).has_choice(bracket, choice) {
                    return Err(Refusal::UnknownThere(room));
                }
            }
        }
        bounded("points", position.conditional_on.len(), 100)?;
        self.know_points(&room, &position.conditional_on)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fjord::{Table, delegation, party, reach, scribe};
    use crate::{Motion, Mover, Telling, Words};
    use case::{BracketId, ChoiceId, Status};
    use disclosure::Seat;

    fn fact(class: ReleaseClass) -> Motion {
        let told = Told::Said(Telling::Fact, Words::new("the stock fell").unwrap());
        let confidence = Confidence {
            matter: Matter::Whole,
            told,
            reach: reach(class, &["south"]),
        };
        Motion::Tell(party("north"), confidence)
    }

    fn raise(item: EventId, class: ReleaseClass) -> Motion {
        let reach = reach(class, &["south"]);
        Motion::Reclass(party("north"), Reclass { item, reach })
    }

    #[test]
    fn without_consent_the_team_records_nothing_that_a_party_said() {
        let mut table = Table::opened();
        let refused = table.moves(&Seat::Mediator, fact(ReleaseClass::Sealed));
        assert_eq!(refused, Err(Refusal::NoConsent(party("north"))));
        assert!(
            table
                .moves(&delegation("north"), fact(ReleaseClass::Sealed))
                .is_ok()
        );
    }

    #[test]
    fn what_was_told_is_destroyed_by_its_owner_or_on_its_word_and_leaves_its_place() {
        let mut table = Table::opened();
        let north = delegation("north");
        let mut item = table.moves(&north, fact(ReleaseClass::Sealed)).unwrap();
        table
            .moves(&north, raise(item, ReleaseClass::Attributed))
            .unwrap();
        let destroy = |item| Motion::Destroy(party("north"), item);
        let refused = table.moves(&delegation("south"), destroy(item));
        assert_eq!(refused, Err(Refusal::NotHere));
        let refused = table.moves(&Seat::Mediator, destroy(item));
        assert_eq!(refused, Err(Refusal::WordNeeded));
        for by_team in [false, true] {
            let done = match by_team {
                false => table.moves(&north, destroy(item)),
                true => table.moves_as(&scribe("Ada"), destroy(item)),
            };
            let done = done.unwrap();
            for seat in [&north, &Seat::Mediator] {
                let seen = table.of(seat).seen_from(seat);
                assert_eq!(seen.items(&party("north")).count(), 0);
                let gone = seen.destroyed(&party("north")).last().unwrap();
                assert_eq!((gone.id, gone.what), (done, item));
            }
            assert_eq!(table.moves(&north, destroy(item)), Err(Refusal::NotHere));
            item = table.moves(&north, fact(ReleaseClass::Sealed)).unwrap();
        }
    }

    #[test]
    fn the_team_takes_down_a_consent_with_who_gave_it() {
        let mut table = Table::opened();
        let consent = || Motion::Consent(party("north"), crate::Recording::Granted);
        let refused = table.moves(&Seat::Mediator, consent());
        assert_eq!(refused, Err(Refusal::OnlyOwnerConsents));
        table.moves_as(&scribe("Ada"), consent()).unwrap();
        assert!(
            table
                .moves(&Seat::Mediator, fact(ReleaseClass::Sealed))
                .is_ok()
        );
        let withdrawn = Motion::Consent(party("north"), crate::Recording::Withdrawn);
        table.moves(&delegation("north"), withdrawn).unwrap();
        let refused = table.moves(&Seat::Mediator, fact(ReleaseClass::Sealed));
        assert_eq!(refused, Err(Refusal::NoConsent(party("north"))));
    }

    #[test]
    fn only_the_owner_or_its_word_raises_a_class_and_anyone_of_the_two_lowers_it() {
        let mut table = Table::recorded();
        let refused = table.moves(&Seat::Mediator, fact(ReleaseClass::Unattributed));
        assert_eq!(refused, Err(Refusal::OnlyOwnerRaises));
        let item = table
            .moves(&Seat::Mediator, fact(ReleaseClass::Sealed))
            .unwrap();
        let refused = table.moves(&Seat::Mediator, raise(item, ReleaseClass::Shape));
        assert_eq!(refused, Err(Refusal::OnlyOwnerRaises));
        table
            .moves_as(&scribe("Ada"), raise(item, ReleaseClass::Attributed))
            .unwrap();
        table
            .moves(&Seat::Mediator, raise(item, ReleaseClass::Unattributed))
            .unwrap();
        table
            .moves(&delegation("north"), raise(item, ReleaseClass::Public))
            .unwrap();
        let seen = table.of(&Seat::Mediator).seen_from(&Seat::Mediator);
        let item = seen.item(&party("north"), item).unwrap();
        assert_eq!(
            (item.reach.class, item.changes.len()),
            (ReleaseClass::Public, 3)
        );
    }

    #[test]
    fn another_partys_item_is_refused_in_the_words_for_what_does_not_exist() {
        let mut table = Table::recorded();
        let item = table
            .moves(&delegation("north"), fact(ReleaseClass::Sealed))
            .unwrap();
        let hidden = table.moves(&delegation("south"), raise(item, ReleaseClass::Public));
        let nothing = EventId::new(77);
        let absent = table.moves(&delegation("south"), raise(nothing, ReleaseClass::Public));
        assert_eq!(hidden, Err(Refusal::NotHere));
        assert_eq!(hidden, absent);
    }

    #[test]
    fn a_position_names_only_what_its_room_knows_and_stands_in_the_case() {
        let mut table = Table::recorded();
        let stated = |choice: &str| Position {
            against: None,
            place: Place::Bracket(BracketId::new("quota")),
            status: Status::Acceptable,
            holds: Some(ChoiceId::new(choice)),
            words: None,
            condition: None,
            conditional_on: std::collections::BTreeSet::new(),
            reach: Reach::sealed(),
        };
        let secret = Motion::State(party("south"), stated("secret"));
        let south = delegation("south");
        let unknown = Refusal::UnknownThere(Audience::Room(party("south")));
        assert_eq!(table.moves(&south, secret), Err(unknown));
        table
            .moves(&south, Motion::State(party("south"), stated("low")))
            .unwrap();
        let statuses = |seat: &Seat| {
            let view = table.of(seat).case().unwrap().seen_from(seat.clone());
            let point = view.points().next().unwrap().item;
            let bracket = view.brackets(point).next().unwrap().item;
            let standings = view.standings(bracket).map(|seen| seen.item.status);
            standings.collect::<Vec<_>>()
        };
        assert_eq!(statuses(&south), [Status::Acceptable]);
        assert_eq!(statuses(&Seat::Mediator), [Status::Acceptable]);
        assert_eq!(statuses(&delegation("north")), []);
    }

    #[test]
    fn a_status_that_its_party_lets_travel_is_carried_and_stands_in_the_other_sides_case() {
        let mut table = Table::recorded();
        let position = Position {
            place: Place::Bracket(BracketId::new("quota")),
            status: Status::Acceptable,
            holds: Some(ChoiceId::new("low")),
            words: None,
            condition: None,
            conditional_on: std::collections::BTreeSet::new(),
            against: None,
            reach: Reach::sealed(),
        };
        let (north, south) = (delegation("north"), delegation("south"));
        let stated = Motion::State(party("north"), position);
        let stated = table.moves(&north, stated).unwrap();
        let carry = |attribution| {
            let cite = crate::Cite {
                room: party("north"),
                item: stated,
                attribution,
            };
            Motion::Carry(crate::Carriage {
                to: Audience::Room(party("south")),
                message: crate::Message::plain(Words::new("They could live with it.").unwrap()),
                cites: vec![cite],
            })
        };
        let named = || carry(crate::Attribution::Attributed);
        let refused = table.moves(&Seat::Mediator, named());
        assert!(
            matches!(refused, Err(Refusal::ClassForbids { .. })),
            "{refused:?}"
        );
        let seen = |table: &Table, seat: &Seat| -> Vec<(Option<PartyId>, Status)> {
            let view = table.of(seat).case().unwrap().seen_from(seat.clone());
            let point = view.points().next().unwrap().item;
            let bracket = view.brackets(point).next().unwrap().item;
            let standings = view.standings(bracket).map(|seen| seen.item);
            standings
                .map(|one| (one.party.clone(), one.status))
                .collect()
        };
        let wider = raise(stated, ReleaseClass::Attributed);
        table.moves(&north, wider).unwrap();
        assert_eq!(seen(&table, &south), []);
        // Said without its source, it does not stand under the party's name.
        table
            .moves(&Seat::Mediator, carry(crate::Attribution::Unattributed))
            .unwrap();
        assert_eq!(seen(&table, &south), []);
        table.moves(&Seat::Mediator, named()).unwrap();
        let there = (Some(party("north")), Status::Acceptable);
        assert_eq!(seen(&table, &south), std::slice::from_ref(&there));
        assert_eq!(seen(&table, &north), std::slice::from_ref(&there));
        assert_eq!(seen(&table, &Seat::Mediator), [there]);
        let list = table.of(&Seat::Mediator).seen_from(&Seat::Mediator);
        let there = list.stances_before(&Audience::Room(party("south")));
        let said: Vec<bool> = there
            .iter()
            .map(|(_, may)| may.as_ref().unwrap().1)
            .collect();
        assert_eq!(said, [true]);
        let reef = list.stances_before(&Audience::Room(party("reef")));
        assert!(reef[0].1.is_err());
    }

    #[test]
    fn minutes_are_let_travel_by_their_party_like_a_told_item() {
        let mut table = Table::recorded();
        let met = crate::Met {
            planned: None,
            format: crate::Label::new("talks").unwrap(),
            date: jiff::civil::date(2031, 6, 2),
            place: crate::Label::new("the hotel").unwrap(),
            lasted: 40,
            present: Vec::new(),
            minutes: Some(crate::Minutes {
                words: Words::new("they spoke of the stock").unwrap(),
                reach: Reach::sealed(),
            }),
            next: None,
        };
        let room = Audience::Room(party("north"));
        let held = table
            .moves(&Seat::Mediator, Motion::Meet(room, met))
            .unwrap();
        let refused = table.moves(&Seat::Mediator, raise(held, ReleaseClass::Unattributed));
        assert_eq!(refused, Err(Refusal::OnlyOwnerRaises));
        table
            .moves(
                &delegation("north"),
                raise(held, ReleaseClass::Unattributed),
            )
            .unwrap();
        let list = table.of(&Seat::Mediator).seen_from(&Seat::Mediator);
        let there = list.stances_before(&Audience::Room(party("south")));
        assert_eq!(there[0].0.reach.class, ReleaseClass::Unattributed);
        assert!(there[0].1.is_ok());
    }

    #[test]
    fn a_party_needs_nobodys_word_for_its_own() {
        let mut table = Table::recorded();
        let word = scribe("Ada").word;
        let seat = delegation("north");
        let mover = Mover {
            seat,
            who: None,
            word,
        };
        let refused = table.moves_as(&mover, fact(ReleaseClass::Sealed));
        assert_eq!(refused, Err(Refusal::WordNotNeeded));
    }
}
