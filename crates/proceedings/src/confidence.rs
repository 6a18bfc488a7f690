//! Confidences: what a party tells the mediation team, and how far each may travel.

use crate::named::named;
use crate::{EventId, Label, Words};
use case::{
    BracketId, ChoiceId, Condition, Figures, Firmness, Grades, PointId, Valuation, VerbalGrade,
};
use disclosure::{Owner, Release, ReleaseClass, Seat};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What a told item or a message is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// The talks as a whole.
    Whole,
    /// A point.
    Point(PointId),
    /// A bracket.
    Bracket(BracketId),
    /// An option of a bracket.
    Choice(BracketId, ChoiceId),
}

impl Matter {
    /// What a comparison or a bound is about: the one bracket whose options it speaks of, or the
    /// whole.
    #[must_use]
    pub fn of(valuation: &Valuation) -> Self {
        match valuation {
            Valuation::Options(bracket, _) | Valuation::Within(bracket, ..) => {
                Self::Bracket(bracket.clone())
            }
            Valuation::Packages(_) | Valuation::Importance(_) => Self::Whole,
        }
    }
}

/// What kind of thing was told in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Telling {
    /// What the party says it wants.
    Position,
    /// Why it wants it.
    Interest,
    /// What it cannot do without.
    Need,
    /// Something that is so.
    Fact,
}

/// What was told.
#[derive(Clone, PartialEq)]
pub enum Told {
    /// A position, an interest, a need or a fact.
    Said(Telling, Words),
    /// A limit.
    RedLine {
        /// How hard it is.
        firmness: Firmness,
        /// In which words.
        words: Words,
        /// What no package may then meet, where it speaks of options.
        never: Option<Condition>,
    },
    /// A preference in words on options of the bracket that is the matter; what was said before
    /// of its other options stands.
    Grades(BTreeMap<ChoiceId, VerbalGrade>),
    /// Preferences in words on several brackets at once; all that was said of these brackets
    /// before is replaced.
    Preferences(Grades),
    /// Weights and values that the party gave.
    Figures(Box<Figures>),
    /// One comparison, or one bound: it is about the bracket whose options it speaks of, or about
    /// the talks as a whole. All that was said so stands beside what was said before.
    Valued(Box<Valuation>),
}

/// How far an item may travel, without whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// The class.
    pub class: ReleaseClass,
    /// The seats it may be carried to, where the class lets it be carried.
    pub to: BTreeSet<Seat>,
    /// Those of them to which it may be carried without its source alone, whatever the class lets
    /// be said to others.
    pub unnamed: BTreeSet<Seat>,
}

/// The word of a party, taken down by the mediation team in its room.
#[derive(Clone, PartialEq, Eq)]
pub struct Word {
    /// Who said so.
    pub said_by: Label,
    /// When.
    pub on: Date,
}

/// An item told in confidence; it stands in the log of the room of the party that told it.
#[derive(Clone, PartialEq)]
pub struct Confidence {
    /// What it is about.
    pub matter: Matter,
    /// What was told.
    pub told: Told,
    /// How far it may travel.
    pub reach: Reach,
}

/// A new class for an item.
#[derive(Clone, PartialEq, Eq)]
pub struct Reclass {
    /// The item.
    pub item: EventId,
    /// How far it may travel from now on.
    pub reach: Reach,
}

impl Reach {
    /// For the owner and the mediation team only.
    #[must_use]
    pub const fn sealed() -> Self {
        Self::new(ReleaseClass::Sealed, BTreeSet::new())
    }

    /// A class, the same for all of these seats.
    #[must_use]
    pub const fn new(class: ReleaseClass, to: BTreeSet<Seat>) -> Self {
        let unnamed = BTreeSet::new();
        Self { class, to, unnamed }
    }

    /// The class that counts for one seat.
    #[must_use]
    pub fn class_for(&self, seat: &Seat) -> ReleaseClass {
        if self.class == ReleaseClass::Attributed && self.unnamed.contains(seat) {
            ReleaseClass::Unattributed
        } else {
            self.class
        }
    }

    /// The release of an item of this owner; where its class is not the same for all,
    /// the strictest.
    #[must_use]
    pub fn of(&self, owner: Owner) -> Release {
        let classes = self.to.iter().map(|seat| self.class_for(seat));
        Release {
            class: classes.chain([self.class]).min().unwrap_or(self.class),
            owner,
            recipients: self.to.clone(),
        }
    }

    /// Whether something may travel here that may not travel under another.
    #[must_use]
    pub fn goes_beyond(&self, other: &Self) -> bool {
        let mut to = self.to.iter();
        self.class > other.class
            || (self.class > ReleaseClass::Shape && !self.to.is_subset(&other.to))
            || to.any(|seat| self.class_for(seat) > other.class_for(seat))
    }
}

named! {
    Telling { Position = "position", Interest = "interest", Need = "need", Fact = "fact", }
}

#[cfg(test)]
mod tests {
    use super::*;
    use disclosure::PartyId;

    fn reach(class: ReleaseClass, to: &[&str]) -> Reach {
        let to = to.iter().map(|name| Seat::Delegation(PartyId::new(*name)));
        Reach::new(class, to.collect())
    }

    #[test]
    fn a_seat_that_hears_it_without_its_source_does_not_get_the_source_but_by_the_owners_word() {
        let both = reach(ReleaseClass::Attributed, &["south", "reef"]);
        let reef = Seat::Delegation(PartyId::new("reef"));
        let mut mixed = both.clone();
        mixed.unnamed.insert(reef.clone());
        assert_eq!(mixed.class_for(&reef), ReleaseClass::Unattributed);
        let south = Seat::Delegation(PartyId::new("south"));
        assert_eq!(mixed.class_for(&south), ReleaseClass::Attributed);
        assert!(both.goes_beyond(&mixed));
        assert!(!mixed.goes_beyond(&both));
        let release = mixed.of(Owner::Party(PartyId::new("north")));
        assert_eq!(release.class, ReleaseClass::Unattributed);
    }

    #[test]
    fn a_wider_class_or_a_further_recipient_goes_beyond() {
        let south = reach(ReleaseClass::Unattributed, &["south"]);
        assert!(south.goes_beyond(&Reach::sealed()));
        assert!(!Reach::sealed().goes_beyond(&south));
        assert!(reach(ReleaseClass::Unattributed, &["south", "reef"]).goes_beyond(&south));
        assert!(!reach(ReleaseClass::Shape, &["reef"]).goes_beyond(&south));
    }
}
