//! What ties brackets together in a scope: rules, red lines, and bonuses on combinations.

use problem::{BracketIx, Index, Package, PartyIx, Pattern, Problem, Rule, Scope};

/// One condition or bonus, with the brackets it speaks of.
#[derive(Debug, Clone)]
pub(super) struct Linkage<'a> {
    pub(super) brackets: Vec<usize>,
    pub(super) effect: Effect<'a>,
}

/// What a linkage does to a package.
#[derive(Debug, Clone, Copy)]
pub(super) enum Effect<'a> {
    /// Forbids the package unless it keeps the rule.
    Admits(&'a Rule),
    /// Adds units to a party's score when the package matches.
    Adds(PartyIx, &'a Pattern, i64),
}

impl<'a> Linkage<'a> {
    /// Every linkage that counts in a scope.
    pub(super) fn all(problem: &'a Problem, scope: Scope) -> Vec<Self> {
        let red_lines = problem.stances().rows().flat_map(|s| s.red_lines.rows());
        let red_lines = match scope {
            Scope::Possible => None,
            Scope::WithinRedLines | Scope::Acceptable => Some(red_lines),
        };
        let rules = problem
            .rules()
            .rows()
            .chain(red_lines.into_iter().flatten());
        let rules = rules.map(|rule| Self {
            brackets: positions(rule.brackets()),
            effect: Effect::Admits(rule),
        });
        let bonuses = problem.stances().iter().flat_map(|(party, stance)| {
            stance.bonuses.iter().map(move |bonus| Self {
                brackets: positions(bonus.pattern.parts().iter().map(|(b, _)| *b).collect()),
                effect: Effect::Adds(party, &bonus.pattern, bonus.score.get()),
            })
        });
        rules.chain(bonuses).collect()
    }

    /// Whether a package may stand, as far as this linkage goes.
    pub(super) fn admits(&self, package: &Package) -> bool {
        match self.effect {
            Effect::Admits(rule) => rule.admits(package),
            Effect::Adds(..) => true,
        }
    }

    /// Which of the linkage's sets of options hold an option: options with the same answer are
    /// the same to the linkage.
    pub(super) fn signature(&self, bracket: usize, choice: u16) -> Vec<bool> {
        let patterns = match self.effect {
            Effect::Admits(rule) => rule.patterns(),
            Effect::Adds(_, pattern, _) => vec![pattern],
        };
        let parts = patterns.into_iter().flat_map(|pattern| pattern.parts());
        parts
            .filter(|(b, _)| Index::position(*b) == bracket)
            .map(|(_, set)| set.holds(problem::ChoiceIx::new(choice)))
            .collect()
    }
}

fn positions(brackets: Vec<BracketIx>) -> Vec<usize> {
    let mut positions: Vec<usize> = brackets.into_iter().map(Index::position).collect();
    positions.sort_unstable();
    positions.dedup();
    positions
}
