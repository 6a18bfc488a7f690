//! What a party says about what it values, and which value functions agree with it.
//!
//! A value function gives each bracket that leaves a choice a weight above 0 and every other none,
//! all weights adding up to 1, each option a worth
//! from 0 to the weight of its bracket, and no deal a value from 0 to 1; a package is worth the
//! sum of its options (additive value: Keeney and Raiffa 1976, *Decisions with multiple
//! objectives*). What is said narrows these functions down and is never itself made a figure
//! (ordinal regression: Jacquet-Lagrèze and Siskos 1982).
//!
//! Each statement is a conjunction of linear rows without a constant, so what agrees with all of
//! them is a cone, cut where the weights add up to 1.

mod proof;
mod row;
mod saying;

use crate::table::Index;
use crate::{BracketIx, ChoiceIx, Package, Table};
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
pub use proof::{Contradiction, Ground, Refutation};
pub use row::{Row, Sense, Term};
use std::collections::BTreeMap;

/// A statement, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementIx(u32);

impl Index for StatementIx {
    fn from_position(position: usize) -> Option<Self> {
        u32::try_from(position).ok().map(Self)
    }

    fn position(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// How the first of two things compares with the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likes {
    /// It is worth more.
    More,
    /// It is worth as much, within the margin.
    AsMuch,
}

/// A package, as far as it was spoken of, or no deal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Offer {
    /// These options. Beside another package the rest is the same in both; beside no deal it is
    /// whatever else may be agreed.
    Options(BTreeMap<BracketIx, ChoiceIx>),
    /// No deal.
    NoDeal,
}

/// Something said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Saying {
    /// One option of a bracket rather than another.
    Options(BracketIx, ChoiceIx, Likes, ChoiceIx),
    /// One package rather than another, or than no deal.
    Offers(Offer, Likes, Offer),
    /// One bracket matters more than another.
    Brackets(BracketIx, Likes, BracketIx),
    /// The options of a bracket from best to worst; those of one class are worth as much.
    Ranking(BracketIx, Vec<Vec<ChoiceIx>>),
    /// Options of a bracket in grades, the higher first; nothing is said of two of one grade.
    Grades(BracketIx, Vec<Vec<ChoiceIx>>),
    /// The worth of an option lies between these parts of the weight of its bracket.
    Within(BracketIx, ChoiceIx, BigRational, BigRational),
}

/// What value functions there are for one party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueSpace {
    sizes: Table<BracketIx, u16>,
    ends: BTreeMap<BracketIx, (ChoiceIx, ChoiceIx)>,
    margin: BigRational,
}

/// A value function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueFunction {
    /// How much each bracket counts.
    pub weights: Table<BracketIx, BigRational>,
    /// What each option is worth.
    pub worth: Table<BracketIx, Vec<BigRational>>,
    /// What no deal is worth.
    pub no_deal: BigRational,
}

/// Everything that one party has said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statements {
    space: ValueSpace,
    said: Table<StatementIx, Saying>,
}

/// Why statements cannot be taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// Something is named that is not there.
    #[error("a statement names a bracket or an option that does not exist")]
    NoSuchThing,
    /// Too much at once.
    #[error("there is more to compare than can be held together")]
    TooMuch,
}

impl ValueSpace {
    /// The most brackets, and the most options in all, of a space that is looked at.
    pub const OPTIONS_MAX: usize = 4_000;

    /// The functions over brackets with so many options. Where the best and the worst option of a
    /// bracket are known, the best is worth its whole weight and the worst nothing: a weight then
    /// says what the whole way from the one to the other counts. What is as good may differ by
    /// the margin: a part of the bracket's weight for options, of the whole for all else.
    ///
    /// # Errors
    /// When no bracket leaves a choice, an end is no option of its bracket, or there are too
    /// many options.
    pub fn new(
        sizes: Table<BracketIx, u16>,
        ends: BTreeMap<BracketIx, (ChoiceIx, ChoiceIx)>,
        margin: BigRational,
    ) -> Result<Self, StatementError> {
        let options: usize = sizes.rows().map(|size| usize::from(*size)).sum();
        if sizes.rows().all(|size| *size < 2) {
            return Err(StatementError::NoSuchThing);
        }
        if options.saturating_add(sizes.len()) > Self::OPTIONS_MAX {
            return Err(StatementError::TooMuch);
        }
        let space = Self {
            sizes,
            ends,
            margin,
        };
        let known = |(bracket, (best, worst)): (&BracketIx, &(ChoiceIx, ChoiceIx))| {
            space.has(*bracket, *best) && space.has(*bracket, *worst) && best != worst
        };
        if space.ends.iter().all(known) && !space.margin.is_negative() {
            Ok(space)
        } else {
            Err(StatementError::NoSuchThing)
        }
    }

    /// How many options each bracket has.
    #[must_use]
    pub const fn sizes(&self) -> &Table<BracketIx, u16> {
        &self.sizes
    }

    /// The best and the worst option of the brackets for which they are known.
    #[must_use]
    pub const fn ends(&self) -> &BTreeMap<BracketIx, (ChoiceIx, ChoiceIx)> {
        &self.ends
    }

    /// By how much things may differ that are as good.
    #[must_use]
    pub const fn margin(&self) -> &BigRational {
        &self.margin
    }

    /// Whether a bracket leaves a choice: only then it counts.
    #[must_use]
    pub fn counts(&self, bracket: BracketIx) -> bool {
        self.sizes.get(bracket).is_some_and(|size| *size > 1)
    }

    /// Whether a bracket has an option.
    #[must_use]
    pub fn has(&self, bracket: BracketIx, choice: ChoiceIx) -> bool {
        let size = self.sizes.get(bracket);
        size.is_some_and(|size| choice.position() < *size)
    }

    /// Whether a value function is one of them.
    #[must_use]
    pub fn admits(&self, function: &ValueFunction) -> bool {
        let one = BigRational::one();
        let sum: BigRational = function.weights.rows().sum();
        let sized = function.weights.len() == self.sizes.len()
            && function.worth.len() == self.sizes.len()
            && function
                .worth
                .rows()
                .zip(self.sizes.rows())
                .all(|(worth, size)| worth.len() == usize::from(*size));
        let each = function.worth.rows().zip(function.weights.rows());
        let bounded = each.clone().all(|(worth, weight)| {
            weight.is_positive() == (worth.len() > 1)
                && !weight.is_negative()
                && worth.iter().all(|w| !w.is_negative() && w <= weight)
        });
        let anchored = self.ends.iter().all(|(bracket, (best, worst))| {
            function.option(*bracket, *best) == function.weight(*bracket)
                && function.option(*bracket, *worst).is_zero()
        });
        let no_deal = !function.no_deal.is_negative() && function.no_deal <= one;
        sized && sum == one && bounded && anchored && no_deal
    }
}

impl ValueFunction {
    /// The weight of a bracket.
    #[must_use]
    pub fn weight(&self, bracket: BracketIx) -> BigRational {
        let weight = self.weights.get(bracket).cloned();
        weight.unwrap_or_else(BigRational::zero)
    }

    /// What an option is worth.
    #[must_use]
    pub fn option(&self, bracket: BracketIx, choice: ChoiceIx) -> BigRational {
        let worth = self.worth.get(bracket);
        let worth = worth.and_then(|worth| worth.get(usize::from(choice.position())));
        worth.cloned().unwrap_or_else(BigRational::zero)
    }

    /// What a package is worth.
    #[must_use]
    pub fn package(&self, package: &Package) -> BigRational {
        let options = package.iter();
        options
            .map(|(bracket, choice)| self.option(bracket, choice))
            .sum()
    }

    /// What options are worth together.
    fn options(&self, options: &BTreeMap<BracketIx, ChoiceIx>) -> BigRational {
        let options = options.iter();
        options
            .map(|(bracket, choice)| self.option(*bracket, *choice))
            .sum()
    }

    /// The weight of the brackets that are not among these.
    fn rest(&self, options: &BTreeMap<BracketIx, ChoiceIx>) -> BigRational {
        let rest = self
            .weights
            .iter()
            .filter(|(bracket, _)| !options.contains_key(bracket));
        rest.map(|(_, weight)| weight).sum()
    }
}

impl Statements {
    /// The most statements that are taken together.
    pub const STATEMENTS_MAX: usize = 4_000;

    /// What one party has said, over its space of value functions.
    ///
    /// # Errors
    /// When something is named that is not there, or there is too much.
    pub fn new(
        space: ValueSpace,
        said: Table<StatementIx, Saying>,
    ) -> Result<Self, StatementError> {
        if said.len() > Self::STATEMENTS_MAX {
            return Err(StatementError::TooMuch);
        }
        if !said.rows().all(|saying| saying.is_known(&space)) {
            return Err(StatementError::NoSuchThing);
        }
        Ok(Self { space, said })
    }

    /// The space.
    #[must_use]
    pub const fn space(&self) -> &ValueSpace {
        &self.space
    }

    /// What was said.
    #[must_use]
    pub const fn said(&self) -> &Table<StatementIx, Saying> {
        &self.said
    }

    /// The same with one thing more said.
    ///
    /// # Errors
    /// As [`Statements::new`].
    pub fn with(&self, saying: Saying) -> Result<Self, StatementError> {
        let said = self.said.rows().cloned().chain([saying]);
        Self::new(self.space.clone(), said.collect())
    }

    /// Whether a value function agrees with everything that was said.
    #[must_use]
    pub fn agree(&self, function: &ValueFunction) -> bool {
        let margin = self.space.margin();
        self.space.admits(function) && self.said.rows().all(|said| said.holds(function, margin))
    }
}
