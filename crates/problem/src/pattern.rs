//! Patterns and the rules made of them: the linkages and red lines of a problem.

use crate::{BracketIx, ChoiceIx, ChoiceSet, Package};

/// A conjunction: each named bracket must take one of the named options.
///
/// The empty pattern matches every package.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pattern {
    parts: Vec<(BracketIx, ChoiceSet)>,
}

impl Pattern {
    /// The conjunction of these parts; parts on one bracket must all hold.
    #[must_use]
    pub fn new(mut parts: Vec<(BracketIx, ChoiceSet)>) -> Self {
        parts.sort();
        parts.dedup();
        Self { parts }
    }

    /// The pattern "this bracket takes this option".
    #[must_use]
    pub fn just(bracket: BracketIx, choice: ChoiceIx) -> Self {
        Self {
            parts: vec![(bracket, ChoiceSet::just(choice))],
        }
    }

    /// The pattern "each of these brackets takes this option".
    #[must_use]
    pub fn all(parts: &[(BracketIx, ChoiceIx)]) -> Self {
        Self::new(
            parts
                .iter()
                .map(|(bracket, choice)| (*bracket, ChoiceSet::just(*choice)))
                .collect(),
        )
    }

    /// The parts, by bracket.
    #[must_use]
    pub fn parts(&self) -> &[(BracketIx, ChoiceSet)] {
        &self.parts
    }

    /// Whether a package matches.
    #[must_use]
    pub fn matches(&self, package: &Package) -> bool {
        self.parts.iter().all(|(bracket, set)| {
            package
                .choice(*bracket)
                .is_some_and(|choice| set.holds(choice))
        })
    }
}

/// What every package, or every package a party can bear, must satisfy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// No package may match.
    Never(Pattern),
    /// A package that matches the first must match the second.
    Requires {
        /// The condition.
        when: Pattern,
        /// What it demands.
        then: Pattern,
    },
    /// No package may match two of these.
    AtMostOne(Vec<Pattern>),
    /// Every package must match exactly one of these.
    ExactlyOne(Vec<Pattern>),
}

impl Rule {
    /// Whether a package keeps the rule.
    #[must_use]
    pub fn admits(&self, package: &Package) -> bool {
        match self {
            Self::Never(pattern) => !pattern.matches(package),
            Self::Requires { when, then } => !when.matches(package) || then.matches(package),
            Self::AtMostOne(patterns) => matched(patterns, package) <= 1,
            Self::ExactlyOne(patterns) => matched(patterns, package) == 1,
        }
    }

    /// The patterns the rule is made of, in order.
    #[must_use]
    pub fn patterns(&self) -> Vec<&Pattern> {
        match self {
            Self::Never(pattern) => vec![pattern],
            Self::Requires { when, then } => vec![when, then],
            Self::AtMostOne(patterns) | Self::ExactlyOne(patterns) => patterns.iter().collect(),
        }
    }

    /// The brackets the rule speaks of, each once, in order.
    #[must_use]
    pub fn brackets(&self) -> Vec<BracketIx> {
        let mut brackets: Vec<BracketIx> = self
            .patterns()
            .into_iter()
            .flat_map(|pattern| pattern.parts().iter().map(|(bracket, _)| *bracket))
            .collect();
        brackets.sort_unstable();
        brackets.dedup();
        brackets
    }
}

fn matched(patterns: &[Pattern], package: &Package) -> usize {
    patterns
        .iter()
        .filter(|pattern| pattern.matches(package))
        .count()
}
