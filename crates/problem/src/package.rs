//! A package picks one option for every bracket.

use crate::{BracketIx, ChoiceIx, Table};

/// One option for every bracket.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Package(Table<BracketIx, ChoiceIx>);

impl Package {
    /// The package with these options, bracket by bracket.
    #[must_use]
    pub const fn new(choices: Table<BracketIx, ChoiceIx>) -> Self {
        Self(choices)
    }

    /// The package whose options stand at these positions.
    #[must_use]
    pub fn at(positions: &[u16]) -> Self {
        Self(positions.iter().copied().map(ChoiceIx::new).collect())
    }

    /// The option it picks for a bracket.
    #[must_use]
    pub fn choice(&self, bracket: BracketIx) -> Option<ChoiceIx> {
        self.0.get(bracket).copied()
    }

    /// Every bracket with the option picked for it.
    pub fn iter(&self) -> impl Iterator<Item = (BracketIx, ChoiceIx)> {
        self.0.iter().map(|(bracket, choice)| (bracket, *choice))
    }

    /// How many brackets it answers.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it answers no bracket.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The package with another option for one bracket.
    #[must_use]
    pub fn with(&self, bracket: BracketIx, choice: ChoiceIx) -> Self {
        let mut changed = self.clone();
        if let Some(place) = changed.0.get_mut(bracket) {
            *place = choice;
        }
        changed
    }

    /// The brackets on which two packages differ.
    #[must_use]
    pub fn changes(&self, other: &Self) -> Vec<BracketIx> {
        self.iter()
            .filter(|(bracket, choice)| other.choice(*bracket) != Some(*choice))
            .map(|(bracket, _)| bracket)
            .collect()
    }
}

/// A package that leaves some brackets open: a draft in hand usually does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialPackage(Table<BracketIx, Option<ChoiceIx>>);

impl PartialPackage {
    /// The partial package with these options, `None` where the bracket is open.
    #[must_use]
    pub const fn new(choices: Table<BracketIx, Option<ChoiceIx>>) -> Self {
        Self(choices)
    }

    /// The option it picks for a bracket, if it picks one.
    #[must_use]
    pub fn choice(&self, bracket: BracketIx) -> Option<ChoiceIx> {
        self.0.get(bracket).copied().flatten()
    }

    /// The package itself, if no bracket is open.
    #[must_use]
    pub fn complete(&self) -> Option<Package> {
        let choices: Option<Vec<ChoiceIx>> = self.0.rows().copied().collect();
        choices.map(|rows| Package::new(Table::new(rows)))
    }

    /// Whether a package agrees with it on every bracket that it answers.
    #[must_use]
    pub fn admits(&self, package: &Package) -> bool {
        package
            .iter()
            .all(|(bracket, choice)| self.choice(bracket).is_none_or(|c| c == choice))
    }
}
