//! Maturity: how far a point has come, derived from what the parties have said of it.
//!
//! Nothing is taken for agreed because nobody spoke: a party that is silent holds a point back, and
//! so does a bracket that is still open, whatever has been said of it.
//!
//! Assent is to words: what a party agreed to, initialled or signed counts for as long as the point
//! says what it said then ([`PointText::upholds`]).
//!
//! Invariant: maturity is never higher than the lowest status among the parties that decide.

use crate::{Place, PointText, Print};
use case::{ChoiceId, PointId, Status};
use disclosure::PartyId;
use std::collections::{BTreeMap, BTreeSet};

/// How far a point has come; the order of the variants is the lattice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Maturity {
    /// Put forward.
    Proposed,
    /// Every party can live with it, or more.
    Convergent,
    /// Every delegation agrees; a capital has still to confirm.
    AgreedAdReferendum,
    /// Every party agrees.
    Agreed,
    /// Agreed, and every party has put its initials to it.
    Initialled,
    /// Agreed, and every party has signed it.
    Signed,
}

/// What the parties have said of the text, as whoever asks may know it.
#[derive(Clone, Default)]
pub struct Assent {
    /// The parties whose agreement is needed.
    pub deciders: BTreeSet<PartyId>,
    /// What each has said of each place; a party not listed is silent.
    pub statuses: BTreeMap<Place, BTreeMap<PartyId, Status>>,
    /// Who has put initials to which point.
    pub initials: BTreeMap<PointId, BTreeSet<PartyId>>,
    /// Who has signed which point.
    pub signatures: BTreeMap<PointId, BTreeSet<PartyId>>,
    /// Whose assent to which place was to other words than those that stand there now: it is in
    /// none of the others.
    pub overtaken: BTreeMap<Place, BTreeSet<PartyId>>,
}

impl Assent {
    /// Takes a party's status on a place.
    pub fn state(&mut self, place: &Place, party: &PartyId, status: Status) {
        // Most of them are known by then, and a table of thousands is filled often.
        let by_party = match self.statuses.get_mut(place) {
            Some(by_party) => by_party,
            None => self.statuses.entry(place.clone()).or_default(),
        };
        match by_party.get_mut(party) {
            Some(stands) => *stands = status,
            None => {
                by_party.insert(party.clone(), status);
            }
        }
    }

    /// A party's status on a place.
    #[must_use]
    pub fn status(&self, place: &Place, party: &PartyId) -> Status {
        let said = self
            .statuses
            .get(place)
            .and_then(|by_party| by_party.get(party));
        said.copied().unwrap_or(Status::Silent)
    }

    /// The deciding parties that have not come as far as a status on a place.
    pub fn short_of<'a>(
        &'a self,
        status: Status,
        place: &'a Place,
    ) -> impl Iterator<Item = &'a PartyId> {
        let said = self.statuses.get(place);
        let stands = move |party| said.and_then(|by_party| by_party.get(party)).copied();
        self.deciders
            .iter()
            .filter(move |party| stands(*party).unwrap_or(Status::Silent) < status)
    }

    /// How far a point has come.
    #[must_use]
    pub fn maturity(&self, point: &PointText) -> Maturity {
        if self.deciders.is_empty() {
            return Maturity::Proposed;
        }
        let lowest = self
            .places(point)
            .into_iter()
            .map(|place| self.lowest(&place))
            .min();
        let reached = match lowest.unwrap_or(Status::Silent) {
            Status::Silent | Status::Rejected | Status::Bracketed => Maturity::Proposed,
            Status::Acceptable => Maturity::Convergent,
            Status::AdReferendum => Maturity::AgreedAdReferendum,
            Status::Agreed => Maturity::Agreed,
        };
        let is_open = point
            .brackets()
            .iter()
            .any(|bracket| bracket.settled().is_none());
        if is_open {
            return reached.min(Maturity::Convergent);
        }
        if reached < Maturity::Agreed {
            return reached;
        }
        let all = |by: &BTreeMap<PointId, BTreeSet<PartyId>>| {
            by.get(point.id())
                .is_some_and(|parties| self.deciders.is_subset(parties))
        };
        if all(&self.signatures) {
            Maturity::Signed
        } else if all(&self.initials) {
            Maturity::Initialled
        } else {
            Maturity::Agreed
        }
    }

    /// The places that count for a point: its brackets, and the point as a whole where it has none
    /// or somebody has spoken of it.
    fn places(&self, point: &PointText) -> Vec<Place> {
        let whole = Place::Point(point.id().clone());
        let brackets = point.brackets().iter();
        let mut places: Vec<Place> = brackets
            .map(|bracket| Place::Bracket(bracket.id().clone()))
            .collect();
        let spoken = self
            .deciders
            .iter()
            .any(|party| self.status(&whole, party) > Status::Silent);
        if places.is_empty() || spoken {
            places.push(whole);
        }
        places
    }

    fn lowest(&self, place: &Place) -> Status {
        let statuses = self.deciders.iter().map(|party| self.status(place, party));
        statuses.min().unwrap_or(Status::Silent)
    }
}

impl PointText {
    /// Whether it says what another says: the same title, and in the same languages the same words,
    /// with the options that were taken. The number it carries is no part of that.
    #[must_use]
    pub fn says_as(&self, other: &Self) -> bool {
        if self.title() != other.title() {
            return false;
        }
        if self.bodies() == other.bodies() && self.brackets() == other.brackets() {
            return true;
        }
        let (mine, others) = (self.bodies().keys(), other.bodies().keys());
        let same = |language| {
            let [mine, others] =
                [self, other].map(|point| point.printed_words(language, Print::Bracketed));
            mine == others
        };
        mine.clone().eq(others) && mine.into_iter().all(same)
    }

    /// Whether an assent to a place of this point as it was, given while standing behind these
    /// options, is one to that place as it is here.
    #[must_use]
    pub fn upholds(&self, was: &Self, place: &Place, holds: &BTreeSet<&ChoiceId>) -> bool {
        match place {
            Place::Point(_) => self.says_as(was),
            Place::Bracket(id) => {
                let around = self.title() == was.title() && self.bodies() == was.bodies();
                let brackets = was.bracket(id).zip(self.bracket(id));
                around && brackets.is_some_and(|(was, now)| now.upholds(was, holds))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BracketText, ChoiceText, Part, PointParts};
    use case::{BracketId, ChoiceId, Language, Wording};

    fn point(settled: Option<&str>) -> PointText {
        let choices = ["low", "high"]
            .map(|id| ChoiceText::new(ChoiceId::new(id), &Wording::english(id)).unwrap());
        let id = BracketId::new("quota");
        let bracket = BracketText::new(id.clone(), &Wording::default(), choices.into()).unwrap();
        let bracket = bracket.with_settled(settled.map(ChoiceId::new)).unwrap();
        PointText::new(PointParts {
            id: PointId::new("fish"),
            number: Some(1),
            title: Wording::english("Fish"),
            body: [(Language::english(), vec![Part::Open(id)])].into(),
            brackets: vec![bracket],
        })
        .unwrap()
    }

    fn assent(north: Status, south: Status) -> Assent {
        let parties = ["north", "south"].map(PartyId::new);
        let statuses = parties.clone().into_iter().zip([north, south]).collect();
        Assent {
            deciders: parties.into(),
            statuses: [(Place::Bracket(BracketId::new("quota")), statuses)].into(),
            ..Assent::default()
        }
    }

    #[test]
    fn a_point_has_come_as_far_as_the_party_that_lags() {
        use Status::{Acceptable, AdReferendum, Agreed, Bracketed, Silent};
        let table = [
            (Agreed, Silent, Maturity::Proposed),
            (Agreed, Bracketed, Maturity::Proposed),
            (Agreed, Acceptable, Maturity::Convergent),
            (AdReferendum, Agreed, Maturity::AgreedAdReferendum),
            (Agreed, Agreed, Maturity::Agreed),
        ];
        for (north, south, expected) in table {
            let found = assent(north, south).maturity(&point(Some("low")));
            assert_eq!(found, expected, "{north:?} {south:?}");
        }
    }

    #[test]
    fn a_point_with_an_open_bracket_is_at_most_convergent() {
        let found = assent(Status::Agreed, Status::Agreed).maturity(&point(None));
        assert_eq!(found, Maturity::Convergent);
    }

    #[test]
    fn initials_count_when_every_party_has_agreed_and_initialled() {
        let both = ["north", "south"].map(PartyId::new);
        let mut assent = assent(Status::Agreed, Status::Agreed);
        assent
            .initials
            .insert(PointId::new("fish"), [both[0].clone()].into());
        assert_eq!(assent.maturity(&point(Some("low"))), Maturity::Agreed);
        assent
            .initials
            .insert(PointId::new("fish"), both.clone().into());
        assert_eq!(assent.maturity(&point(Some("low"))), Maturity::Initialled);
        assent.signatures.insert(PointId::new("fish"), both.into());
        assert_eq!(assent.maturity(&point(Some("low"))), Maturity::Signed);
        assert_eq!(assent.maturity(&point(None)), Maturity::Convergent);
    }

    #[test]
    fn an_assent_is_to_the_option_that_was_meant_and_to_the_words_around_it() {
        let (low, high) = (ChoiceId::new("low"), ChoiceId::new("high"));
        let place = Place::Bracket(BracketId::new("quota"));
        let held = |choice| BTreeSet::from([choice]);
        let nothing = BTreeSet::new();
        // What the text takes now, what it took then, what the party stood behind.
        let table = [
            (Some("low"), None, held(&low), true),
            (Some("low"), None, held(&high), false),
            (Some("low"), None, nothing.clone(), false),
            (Some("low"), Some("low"), nothing.clone(), true),
            (Some("high"), Some("low"), nothing.clone(), false),
            (Some("high"), Some("low"), held(&low), false),
            (None, None, nothing.clone(), true),
            (None, Some("low"), nothing.clone(), false),
            (None, Some("low"), held(&low), true),
        ];
        for (now, was, holds, expected) in table {
            let found = point(now).upholds(&point(was), &place, &holds);
            assert_eq!(found, expected, "{now:?} {was:?} {holds:?}");
        }
        let mut parts = point(Some("low")).parts();
        parts.title = Wording::english("Fishing");
        let renamed = PointText::new(parts).unwrap();
        assert!(!renamed.upholds(&point(Some("low")), &place, &held(&low)));
    }

    #[test]
    fn a_point_says_the_same_under_another_number_and_whatever_else_was_offered() {
        let settled = point(Some("low"));
        let mut parts = settled.parts();
        parts.number = Some(7);
        assert!(PointText::new(parts.clone()).unwrap().says_as(&settled));
        let low = ChoiceText::new(ChoiceId::new("low"), &Wording::english("low")).unwrap();
        let id = BracketId::new("quota");
        let alone = BracketText::new(id, &Wording::default(), vec![low]).unwrap();
        let taken = Some(ChoiceId::new("low"));
        parts.brackets = vec![alone.with_settled(taken).unwrap()];
        assert!(PointText::new(parts).unwrap().says_as(&settled));
        assert!(!point(Some("high")).says_as(&settled));
        assert!(!point(None).says_as(&settled));
    }

    #[test]
    fn a_party_that_rejects_the_point_as_a_whole_holds_it_back() {
        let mut assent = assent(Status::Agreed, Status::Agreed);
        let no = [(PartyId::new("south"), Status::Rejected)].into();
        assent
            .statuses
            .insert(Place::Point(PointId::new("fish")), no);
        assert_eq!(assent.maturity(&point(Some("low"))), Maturity::Proposed);
    }
}
