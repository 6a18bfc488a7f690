//! A conflict as the graph model has it: who can do what, what is possible, and how each party
//! ranks the states that come of it.
//!
//! A model stands for the moves that parties have beside the text: to comply, to break off, to
//! press. Its options are not those of a bracket, and are called levers in code.

use crate::{ConflictId, GivenBy, Grounds, LeverId, StateId, Wording};
use disclosure::{Held, PartyId};
use problem::stability::{
    Direction, FormError, Lever, LeverIx, Literals, OptionForm, Sanctions, Taken,
};
use problem::{Index, PartyIx, Table};
use std::collections::{BTreeMap, BTreeSet};

/// An option of a party: something that it does or does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictOption {
    /// Its id.
    pub id: LeverId,
    /// Whose it is.
    pub party: PartyId,
    /// What it is.
    pub title: Wording,
    /// Which way it can be changed.
    pub direction: Direction,
}

/// Options that are taken and options that are not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct OptionPattern {
    /// These are taken.
    pub taken: BTreeSet<LeverId>,
    /// These are not.
    pub left: BTreeSet<LeverId>,
}

/// A state with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedState {
    /// Its id.
    pub id: StateId,
    /// What it is, where options alone do not say it well.
    pub title: Option<Wording>,
    /// The options taken in it.
    pub taken: BTreeSet<LeverId>,
}

/// Who can do what, and what is possible.
///
/// Invariant: every id that it names exists in it, and it makes an option form.
#[derive(Clone)]
pub struct ConflictModel {
    /// Its id.
    pub id: ConflictId,
    /// Its name.
    pub title: Wording,
    /// What it models, and what it leaves out.
    pub about: Option<Wording>,
    /// What the others may do in answer to a move.
    pub sanctions: Sanctions,
    /// The options, in order.
    pub options: Vec<ConflictOption>,
    /// What cannot be.
    pub impossible: Vec<OptionPattern>,
    /// States that meet the same of these count as one.
    pub one_state: Vec<OptionPattern>,
    /// States with names.
    pub states: Vec<NamedState>,
    /// The state as it is.
    pub status_quo: Option<StateId>,
    /// The state that came of it, or that is hoped for.
    pub outcome: Option<StateId>,
    /// Whose reading of reported facts it is.
    pub reading_of: Option<String>,
    /// How parties rank the states.
    pub orders: Vec<Held<ConflictOrder>>,
    /// What supports it.
    pub grounds: Grounds,
}

/// A statement that a party would rather see true than false.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictStatement {
    /// One of these holds.
    pub any_of: Vec<OptionPattern>,
    /// And what that depends on.
    pub depends: Depends,
}

/// What a statement depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Depends {
    /// Nothing.
    OnNothing,
    /// It is asked for only where one of these holds.
    When(Vec<OptionPattern>),
    /// It should hold exactly where one of these does.
    ExactlyWhen(Vec<OptionPattern>),
}

/// How a party ranks the states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StateOrder {
    /// State by state, best first; states in one list are liked equally.
    BestFirst(Vec<Vec<StateId>>),
    /// By statements, each of which outweighs all later ones.
    Statements(Vec<ConflictStatement>),
}

/// A party's order of the states of the conflict, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictOrder {
    /// Whose it is; `None` where this seat may not know.
    pub party: Option<PartyId>,
    /// Where it comes from.
    pub given_by: GivenBy,
    /// The order.
    pub order: StateOrder,
    /// What supports it.
    pub grounds: Grounds,
}

impl ConflictModel {
    /// The parties that have options, in the order of their first.
    #[must_use]
    pub fn parties(&self) -> Table<PartyIx, PartyId> {
        let mut parties: Vec<PartyId> = Vec::new();
        for option in &self.options {
            if !parties.contains(&option.party) {
                parties.push(option.party.clone());
            }
        }
        Table::new(parties)
    }

    /// The conflict in option form.
    ///
    /// # Errors
    /// When there are too many options or states, or none.
    pub fn form(&self) -> Result<OptionForm, FormError> {
        let parties = self.parties();
        let owner = |party: &PartyId| {
            let found = parties.iter().find(|(_, known)| *known == party);
            found.map(|(ix, _)| ix)
        };
        let levers = self.options.iter().filter_map(|option| {
            Some(Lever {
                owner: owner(&option.party)?,
                direction: option.direction,
            })
        });
        let places = self.places();
        OptionForm::new(
            levers.collect(),
            &literals(&places, &self.impossible),
            &literals(&places, &self.one_state),
        )
    }

    /// The options taken in a named state.
    #[must_use]
    pub fn taken(&self, state: &NamedState) -> Taken {
        set(&self.places(), &state.taken)
    }

    /// The place of each option.
    pub(crate) fn places(&self) -> BTreeMap<&LeverId, LeverIx> {
        let places = self.options.iter().enumerate();
        let places =
            places.filter_map(|(place, option)| Some((&option.id, LeverIx::from_position(place)?)));
        places.collect()
    }
}

/// A set of options by their places.
pub(crate) fn set(places: &BTreeMap<&LeverId, LeverIx>, ids: &BTreeSet<LeverId>) -> Taken {
    let known = ids.iter().filter_map(|id| places.get(id).copied());
    known.fold(Taken::default(), Taken::with)
}

/// Patterns by the places of their options.
pub(crate) fn literals(
    places: &BTreeMap<&LeverId, LeverIx>,
    patterns: &[OptionPattern],
) -> Vec<Literals> {
    let each = patterns.iter().map(|pattern| Literals {
        taken: set(places, &pattern.taken),
        left: set(places, &pattern.left),
    });
    each.collect()
}
