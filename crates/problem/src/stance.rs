//! What one party wants: its scores, its bonuses, its red lines, and its value of no deal.

use crate::{BracketIx, Package, Pattern, RedLineIx, Rule, Score, Table};

/// What a combination of options is worth beyond its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bonus {
    /// The combination.
    pub pattern: Pattern,
    /// What it adds when a package matches; may be negative.
    pub score: Score,
}

/// What one party wants of a package.
///
/// Red lines are kept apart from low scores for ever: a red line is crossed or not, whatever the
/// score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stance {
    /// The score of each option, bracket by bracket.
    pub scores: Table<BracketIx, Vec<Score>>,
    /// The scores of combinations.
    pub bonuses: Vec<Bonus>,
    /// What the party can never accept.
    pub red_lines: Table<RedLineIx, Rule>,
    /// The value of no deal; `None` means that the party has no lower bound.
    pub reservation: Option<Score>,
}

impl Stance {
    /// What a package is worth to the party: additive scores plus the bonuses it matches.
    #[must_use]
    pub fn score(&self, package: &Package) -> Score {
        let options = package.iter().filter_map(|(bracket, choice)| {
            self.scores
                .get(bracket)?
                .get(usize::from(choice.position()))
                .copied()
        });
        let bonuses = self
            .bonuses
            .iter()
            .filter(|bonus| bonus.pattern.matches(package))
            .map(|b| b.score);
        options.chain(bonuses).sum()
    }

    /// Whether a package crosses none of the party's red lines.
    #[must_use]
    pub fn bears(&self, package: &Package) -> bool {
        self.red_lines.rows().all(|line| line.admits(package))
    }

    /// Whether a package is worth at least as much as no deal.
    #[must_use]
    pub fn prefers_to_no_deal(&self, package: &Package) -> bool {
        self.reservation
            .is_none_or(|reservation| self.score(package) >= reservation)
    }

    /// Whether the party can accept a package: no red line crossed, and no worse than no deal.
    #[must_use]
    pub fn accepts(&self, package: &Package) -> bool {
        self.bears(package) && self.prefers_to_no_deal(package)
    }
}
