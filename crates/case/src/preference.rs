//! What a party would rather have, and where the figures come from.

use crate::{
    BracketId, ChoiceId, Comparisons, Condition, Exact, FactionId, Grounds, Valuation, View,
};
use disclosure::PartyId;
use std::collections::BTreeMap;

/// Where figures come from. What a party did not give is an analyst assumption.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum GivenBy {
    /// The party itself.
    Party,
    /// An analyst, by name or title.
    Analyst(String),
    /// A stated rule.
    Rule(String),
}

/// A preference in words. In order: never, could live with, would like, must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VerbalGrade {
    /// Never.
    Never,
    /// Could live with.
    CouldLiveWith,
    /// Would like.
    WouldLike,
    /// Must have.
    MustHave,
}

/// A party's words on the options of each bracket; what it does not list, it has not spoken of.
pub type Grades = BTreeMap<BracketId, BTreeMap<ChoiceId, VerbalGrade>>;

/// The figures from which a score is made: `Σ weight × value` plus bonuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// How much each bracket counts.
    pub weights: BTreeMap<BracketId, Exact>,
    /// What each option is worth within its bracket.
    pub values: BTreeMap<BracketId, BTreeMap<ChoiceId, Exact>>,
    /// What combinations add.
    pub bonuses: Vec<(Condition, Exact)>,
    /// The value of no deal on the same scale; `None` means no lower bound.
    pub reservation: Option<Exact>,
}

/// One party's (or one faction's) preferences, as far as they were given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferences {
    /// Whose they are; `None` where this seat may not know.
    pub party: Option<PartyId>,
    /// The faction, where they are not the delegation's own.
    pub faction: Option<FactionId>,
    /// Where they come from.
    pub given_by: GivenBy,
    /// Figures.
    pub figures: Option<Figures>,
    /// Options from best to worst, ties together, by bracket.
    pub rankings: BTreeMap<BracketId, Vec<Vec<ChoiceId>>>,
    /// Bounds of an option's value, by bracket.
    pub intervals: BTreeMap<BracketId, BTreeMap<ChoiceId, (Exact, Exact)>>,
    /// Words on options, by bracket.
    pub grades: Grades,
    /// What is compared with what.
    pub comparisons: Comparisons,
    /// What supports them.
    pub grounds: Grounds,
}

impl Preferences {
    /// A party's own preferences before anything was said of them.
    #[must_use]
    pub fn bare(party: PartyId) -> Self {
        Self {
            party: Some(party),
            faction: None,
            given_by: GivenBy::Party,
            figures: None,
            rankings: BTreeMap::new(),
            intervals: BTreeMap::new(),
            grades: Grades::new(),
            comparisons: Comparisons::default(),
            grounds: Grounds::default(),
        }
    }

    /// A party's own preferences as far as one valuation tells them.
    #[must_use]
    pub fn of(party: PartyId, valuation: Valuation) -> Self {
        let mut own = Self::bare(party);
        match valuation {
            Valuation::Options(bracket, pair) => {
                own.comparisons.options.insert(bracket, vec![pair]);
            }
            Valuation::Packages(pair) => own.comparisons.packages.push(pair),
            Valuation::Importance(pair) => own.comparisons.importance.push(pair),
            Valuation::Within(bracket, choice, least, most) => {
                let bounds = BTreeMap::from([(choice, (least, most))]);
                own.intervals.insert(bracket, bounds);
            }
        }
        own
    }

    /// Whether they are this party's own, and not a faction's.
    #[must_use]
    pub fn are_of(&self, party: &PartyId) -> bool {
        self.party.as_ref() == Some(party) && self.faction.is_none()
    }

    /// Whether they say nothing at all.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        let no_order =
            self.rankings.is_empty() && self.intervals.is_empty() && self.comparisons.is_empty();
        self.figures.is_none() && no_order && self.grades.is_empty()
    }
}

impl View<'_> {
    /// What a party has said in words, from all its entries; no faction's words are among them.
    #[must_use]
    pub fn grades_of(&self, party: &PartyId) -> Grades {
        let mut all = Grades::new();
        for seen in self.preferences().filter(|seen| seen.item.are_of(party)) {
            for (bracket, grades) in &seen.item.grades {
                let own = all.entry(bracket.clone()).or_default();
                own.extend(
                    grades
                        .iter()
                        .map(|(choice, grade)| (choice.clone(), *grade)),
                );
            }
        }
        all.retain(|_, grades| !grades.is_empty());
        all
    }
}
