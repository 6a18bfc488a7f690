//! A linkage of a problem: a rule, a red line, or what a combination is worth to one party.

use super::Stages;
use problem::{ChoiceIx, Index, Pattern, Rule};

/// A rule, a red line or a bonus, with the brackets that it speaks of.
#[derive(Debug, Clone)]
pub(crate) struct Linkage {
    /// The brackets, each once, in order.
    pub(crate) brackets: Vec<usize>,
    body: Body,
}

#[derive(Debug, Clone)]
enum Body {
    Rule(Rule),
    Bonus(usize, Pattern, i64),
}

/// What a linkage says of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The package may not be.
    Forbidden,
    /// It is worth this much more to this party.
    Worth(usize, i64),
    /// Nothing.
    Nothing,
}

impl Linkage {
    pub(crate) fn rule(rule: &Rule) -> Self {
        let brackets = rule.brackets().into_iter().map(Index::position).collect();
        let body = Body::Rule(rule.clone());
        Self { brackets, body }
    }

    pub(crate) fn bonus(party: usize, pattern: &Pattern, score: i64) -> Self {
        let parts = pattern.parts().iter();
        let mut brackets: Vec<usize> = parts.map(|(b, _)| Index::position(*b)).collect();
        brackets.dedup();
        let body = Body::Bonus(party, pattern.clone(), score);
        Self { brackets, body }
    }

    /// The patterns it is made of.
    pub(crate) fn patterns(&self) -> Vec<&Pattern> {
        match &self.body {
            Body::Rule(rule) => rule.patterns(),
            Body::Bonus(_, pattern, _) => vec![pattern],
        }
    }

    /// The most it can be worth to a party, and to which.
    pub(crate) const fn promise(&self) -> Option<(usize, i64)> {
        match &self.body {
            Body::Rule(_) => None,
            Body::Bonus(party, _, score) => Some((*party, *score)),
        }
    }

    /// What it says of a package whose options are read through a function from bracket to option.
    pub(crate) fn read(&self, option: &impl Fn(usize) -> u16) -> Verdict {
        let count = |patterns: &[Pattern]| patterns.iter().filter(|p| holds(p, option)).count();
        let admits = match &self.body {
            Body::Bonus(party, pattern, score) => {
                return if holds(pattern, option) {
                    Verdict::Worth(*party, *score)
                } else {
                    Verdict::Nothing
                };
            }
            Body::Rule(Rule::Never(pattern)) => !holds(pattern, option),
            Body::Rule(Rule::Requires { when, then }) => {
                !holds(when, option) || holds(then, option)
            }
            Body::Rule(Rule::AtMostOne(patterns)) => count(patterns) <= 1,
            Body::Rule(Rule::ExactlyOne(patterns)) => count(patterns) == 1,
        };
        if admits {
            Verdict::Nothing
        } else {
            Verdict::Forbidden
        }
    }

    /// What it says of option places, all of whose stages it speaks of are decided.
    pub(crate) fn judge(&self, stages: &Stages, places: &[u16]) -> Verdict {
        self.read(&|bracket| {
            let stage = stages.place_of[bracket];
            stages.rows[stage].options[usize::from(places[stage])]
        })
    }
}

fn holds(pattern: &Pattern, option: &impl Fn(usize) -> u16) -> bool {
    let parts = pattern.parts().iter();
    let mut parts = parts.map(|(bracket, set)| (Index::position(*bracket), set));
    parts.all(|(bracket, set)| set.holds(ChoiceIx::new(option(bracket))))
}
