//! Read-back: each party says in its own words what a clause means to it, and the mediator judges
//! whether all read the same.
//!
//! Invariant: no place is marked clean over a difference that is neither resolved nor registered
//! as left open on purpose.

use crate::{Ambiguity, Place, Revision, Text};
use case::PointId;
use disclosure::PartyId;
use std::collections::BTreeMap;

/// What the mediator makes of a read-back.
#[derive(Clone, PartialEq, Eq)]
pub enum Judgement {
    /// Not judged yet.
    Open,
    /// It means what the others take it to mean.
    Same,
    /// It differs, in this.
    Differs(String),
}

/// What a party takes a place of the text to mean. It is told in confidence, so it does not print.
#[derive(Clone, PartialEq, Eq)]
pub struct ReadBack {
    /// The revision that it read.
    pub of: Revision,
    /// In its own words.
    pub words: String,
    /// What the mediator makes of it.
    pub judgement: Judgement,
}

/// The last read-back of each party on each place.
#[derive(Clone, Default)]
pub struct ReadBacks(BTreeMap<(Place, PartyId), ReadBack>);

/// A place that cannot be marked clean. Which party differs, and how, stays out of the message.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a difference in how this place is understood is unresolved\n\
    hint: read it back again, or register the words as left open on purpose"
)]
pub struct NotClean {
    /// The places and parties with a difference, for the mediator alone.
    pub differences: Vec<(Place, PartyId)>,
}

impl std::fmt::Debug for NotClean {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NotClean")
    }
}

impl Judgement {
    /// What stands of it once the party has read back again.
    fn until_judged(self) -> Self {
        match self {
            Self::Open | Self::Same => Self::Open,
            Self::Differs(how) => Self::Differs(how),
        }
    }
}

impl ReadBacks {
    /// Records a party's read-back of a place, in place of its earlier one. A difference that was
    /// found in the earlier one stands until the new one is judged.
    pub fn record(&mut self, place: Place, party: PartyId, mut read_back: ReadBack) {
        let place = (place, party);
        if let Some(earlier) = self.0.remove(&place)
            && read_back.judgement == Judgement::Open
        {
            read_back.judgement = earlier.judgement.until_judged();
        }
        self.0.insert(place, read_back);
    }

    /// A party's last read-back of a place.
    #[must_use]
    pub fn of(&self, place: &Place, party: &PartyId) -> Option<&ReadBack> {
        self.0.get(&(place.clone(), party.clone()))
    }

    /// Every read-back, by place and party.
    pub fn all(&self) -> impl Iterator<Item = (&Place, &PartyId, &ReadBack)> {
        self.0
            .iter()
            .map(|((place, party), read_back)| (place, party, read_back))
    }

    /// The differences that are unresolved, by place and party.
    pub fn differences(&self) -> impl Iterator<Item = (&Place, &PartyId, &str)> {
        self.all()
            .filter_map(|(place, party, read_back)| match &read_back.judgement {
                Judgement::Differs(how) => Some((place, party, how.as_str())),
                Judgement::Open | Judgement::Same => None,
            })
    }

    /// Whether a place may be marked clean: nobody reads it, its point or a bracket of it
    /// differently, unless words that stand there are registered as left open on purpose.
    ///
    /// # Errors
    /// Refuses with the differences that stand in the way.
    pub fn check_clean(
        &self,
        place: &Place,
        text: &Text,
        register: &[Ambiguity],
    ) -> Result<(), NotClean> {
        let meant = point_of(place, text);
        let differences: Vec<(Place, PartyId)> = self
            .differences()
            .filter(|(at, _, _)| *at == place || concerns(at, place, meant, text))
            .filter(|(at, _, _)| {
                let mut left = register.iter().filter(|left| left.place == **at);
                !left.any(|left| left.stands_in(text))
            })
            .map(|(at, party, _)| (at.clone(), party.clone()))
            .collect();
        if differences.is_empty() {
            Ok(())
        } else {
            Err(NotClean { differences })
        }
    }
}

/// Whether a difference at one place concerns another: the point of a bracket, or a bracket of a
/// point.
fn concerns(at: &Place, place: &Place, meant: Option<&PointId>, text: &Text) -> bool {
    match (at, place) {
        (Place::Point(point), Place::Bracket(_)) => Some(point) == meant,
        (Place::Bracket(_), Place::Point(point)) => point_of(at, text) == Some(point),
        (Place::Point(_), Place::Point(_)) | (Place::Bracket(_), Place::Bracket(_)) => false,
    }
}

fn point_of<'a>(place: &'a Place, text: &'a Text) -> Option<&'a PointId> {
    match place {
        Place::Point(point) => Some(point),
        Place::Bracket(bracket) => text.bracket(bracket).map(|(point, _)| point.id()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BracketText, ChoiceText, Part, PointParts, PointText};
    use case::{BracketId, ChoiceId, Language, Wording};
    use jiff::civil::date;

    fn text() -> Text {
        let ids = ["quota", "season"].map(BracketId::new);
        let brackets = ids.clone().map(|id| {
            let words = Wording::english("about forty");
            let choice = ChoiceText::new(ChoiceId::new("low"), &words).unwrap();
            BracketText::new(id, &Wording::default(), vec![choice]).unwrap()
        });
        let parts = PointParts {
            id: PointId::new("fish"),
            number: Some(1),
            title: Wording::english("Fish"),
            body: [(Language::english(), ids.map(Part::Open).into())].into(),
            brackets: brackets.into(),
        };
        Text::new(vec![PointText::new(parts).unwrap()]).unwrap()
    }

    fn read(judgement: Judgement) -> ReadBack {
        ReadBack {
            of: Revision::FIRST,
            words: "a ceiling, not a target".to_owned(),
            judgement,
        }
    }

    fn bracket(name: &str) -> Place {
        Place::Bracket(BracketId::new(name))
    }

    #[test]
    fn nothing_is_clean_over_an_unresolved_difference() {
        let (north, point) = (PartyId::new("north"), Place::Point(PointId::new("fish")));
        let mut backs = ReadBacks::default();
        let differs = Judgement::Differs("reads it as a target".to_owned());
        backs.record(bracket("quota"), north.clone(), read(differs));
        let refused = backs
            .check_clean(&bracket("quota"), &text(), &[])
            .unwrap_err();
        assert!(refused.differences == [(bracket("quota"), north.clone())]);
        assert!(backs.check_clean(&point, &text(), &[]).is_err());
        assert!(backs.check_clean(&bracket("season"), &text(), &[]).is_ok());
        backs.record(bracket("quota"), north, read(Judgement::Same));
        assert!(backs.check_clean(&point, &text(), &[]).is_ok());
    }

    #[test]
    fn a_difference_stands_until_the_next_read_back_is_judged() {
        let south = PartyId::new("south");
        let mut backs = ReadBacks::default();
        let differs = Judgement::Differs("reads it as a target".to_owned());
        let steps = [
            (differs, false),
            (Judgement::Open, false),
            (Judgement::Same, true),
            (Judgement::Open, true),
        ];
        for (judgement, is_clean) in steps {
            backs.record(bracket("quota"), south.clone(), read(judgement));
            let found = backs.check_clean(&bracket("quota"), &text(), &[]);
            assert_eq!(found.is_ok(), is_clean);
        }
    }

    #[test]
    fn a_difference_on_a_point_holds_back_its_brackets() {
        let mut backs = ReadBacks::default();
        let differs = Judgement::Differs("reads it as a target".to_owned());
        let point = Place::Point(PointId::new("fish"));
        backs.record(point, PartyId::new("south"), read(differs));
        assert!(backs.check_clean(&bracket("season"), &text(), &[]).is_err());
    }

    #[test]
    fn a_difference_that_is_registered_as_left_open_does_not_stand_in_the_way() {
        let mut backs = ReadBacks::default();
        let differs = Judgement::Differs("reads it as a target".to_owned());
        backs.record(bracket("quota"), PartyId::new("south"), read(differs));
        let left = Ambiguity {
            review: date(2031, 6, 1),
            place: bracket("quota"),
            language: Language::english(),
            words: "about".to_owned(),
            why: "both can sign it".to_owned(),
            by: "the mediator".to_owned(),
        };
        let clean = |left: &Ambiguity| {
            let register = std::slice::from_ref(left);
            let found = backs.check_clean(&bracket("quota"), &text(), register);
            found.is_ok()
        };
        assert!(clean(&left));
        let words = "roughly".to_owned();
        assert!(!clean(&Ambiguity { words, ..left }));
    }

    #[test]
    fn a_refusal_says_neither_who_differs_nor_how() {
        let mut backs = ReadBacks::default();
        let differs = Judgement::Differs("reads it as a target".to_owned());
        backs.record(bracket("quota"), PartyId::new("south"), read(differs));
        let refused = backs
            .check_clean(&bracket("quota"), &text(), &[])
            .unwrap_err();
        let said = format!("{refused} {refused:?}");
        assert!(
            !said.contains("south") && !said.contains("target"),
            "{said}"
        );
    }
}
