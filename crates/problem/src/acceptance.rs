//! Which packages a question is about.

use crate::{Package, PartyIx, Problem, Score, Table};

/// The packages a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Every package that keeps the rules of the text.
    Possible,
    /// Those that also cross no red line of any party.
    WithinRedLines,
    /// Those that every party accepts: no red line crossed, and no worse than no deal.
    Acceptable,
}

impl Problem {
    /// Whether a package keeps every rule of the text.
    #[must_use]
    pub fn is_possible(&self, package: &Package) -> bool {
        self.rules().rows().all(|rule| rule.admits(package))
    }

    /// Whether a package lies in a scope.
    #[must_use]
    pub fn is_within(&self, package: &Package, scope: Scope) -> bool {
        self.is_possible(package)
            && match scope {
                Scope::Possible => true,
                Scope::WithinRedLines => self.stances().rows().all(|s| s.bears(package)),
                Scope::Acceptable => self.stances().rows().all(|s| s.accepts(package)),
            }
    }

    /// Who accepts a package.
    #[must_use]
    pub fn accepts(&self, package: &Package) -> Table<PartyIx, bool> {
        self.stances().map(|stance| stance.accepts(package))
    }

    /// Whether a package is possible and passes under the decision rule.
    #[must_use]
    pub fn passes(&self, package: &Package) -> bool {
        self.is_possible(package) && self.decision().passes(&self.accepts(package))
    }

    /// What a package is worth to each party.
    #[must_use]
    pub fn scores(&self, package: &Package) -> Table<PartyIx, Score> {
        self.stances().map(|stance| stance.score(package))
    }
}
