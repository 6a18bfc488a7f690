//! Told items, their classes, and positions.

use super::{Bench, Decided, bounded};
use crate::carrying::{item, reach};
use crate::{Confidence, Deed, Matter, Position, Reach, Reclass, Refusal, Told};
use case::Condition;
use disclosure::{Audience, PartyId, ReleaseClass};
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
        let unknown = || Refusal::UnknownThere(room.clone());
        match &told.matter {
            Matter::Whole => {}
            Matter::Point(point) => self.know_points(&room, [point])?,
            Matter::Bracket(bracket) => self.know_bracket(&room, bracket)?,
            Matter::Choice(bracket, choice) => {
                let known = self.proceedings.known(&room);
                if !known.has_choice(bracket, choice) {
                    return Err(unknown());
                }
            }
        }
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
        }
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
        item(self.proceedings, &party, reclass.item).ok_or(Refusal::NotHere)?;
        let now = reach(self.proceedings, &party, reclass.item).ok_or(Refusal::NotHere)?;
        self.known_seats(&reclass.reach)?;
        let needs_owner = reclass.reach.goes_beyond(now);
        if needs_owner && self.is_team() && self.mover.word.is_none() {
            return Err(Refusal::OnlyOwnerRaises);
        }
        Ok((audience, Deed::Reclassed(reclass)))
    }

    pub(super) fn state(&self, party: PartyId, position: Position) -> Decided {
        let (audience, _) = self.room(&party)?;
        self.recordable(&party, &position.reach)?;
        self.statable(&party, &position)?;
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
