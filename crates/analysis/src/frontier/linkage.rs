//! What ties brackets together in a scope: rules, red lines, and bonuses on combinations.
//!
//! A linkage that speaks of many brackets is unfolded into several that speak of few, by way of
//! hidden brackets with two options, no and yes. The rest of a package decides each of them, so
//! there are as many packages with them as without.

use problem::{
    BracketIx, ChoiceIx, ChoiceSet, Index, Package, PartyIx, Pattern, Problem, Rule, Scope,
};

/// A linkage with more brackets than this is unfolded.
const BRACKETS_MAX: usize = 5;

/// One condition or bonus, with the brackets it speaks of.
#[derive(Debug, Clone)]
pub(super) struct Linkage {
    pub(super) brackets: Vec<usize>,
    pub(super) effect: Effect,
}

/// What a linkage does to a package.
#[derive(Debug, Clone)]
pub(super) enum Effect {
    /// Forbids the package unless it keeps the rule.
    Admits(Rule),
    /// Adds units to a party's score when the package matches.
    Adds(PartyIx, Pattern, i64),
}

impl Linkage {
    fn rule(rule: Rule) -> Self {
        let brackets = positions(rule.brackets());
        Self {
            brackets,
            effect: Effect::Admits(rule),
        }
    }

    fn bonus(party: PartyIx, pattern: Pattern, units: i64) -> Self {
        let brackets = positions(pattern.parts().iter().map(|(b, _)| *b).collect());
        Self {
            brackets,
            effect: Effect::Adds(party, pattern, units),
        }
    }

    /// Whether a package may stand, as far as this linkage goes.
    pub(super) fn admits(&self, package: &Package) -> bool {
        match &self.effect {
            Effect::Admits(rule) => rule.admits(package),
            Effect::Adds(..) => true,
        }
    }

    /// Which of the linkage's sets of options hold an option: options with the same answer are
    /// the same to the linkage.
    pub(super) fn signature(&self, bracket: usize, choice: u16) -> Vec<bool> {
        let patterns = match &self.effect {
            Effect::Admits(rule) => rule.patterns(),
            Effect::Adds(_, pattern, _) => vec![pattern],
        };
        let parts = patterns.into_iter().flat_map(|pattern| pattern.parts());
        parts
            .filter(|(b, _)| Index::position(*b) == bracket)
            .map(|(_, set)| set.holds(ChoiceIx::new(choice)))
            .collect()
    }
}

/// Every linkage that counts in a scope, over the brackets and the hidden ones.
#[derive(Debug, Clone)]
pub(super) struct Linkages {
    /// How many options each bracket has, the hidden ones last.
    pub(super) sizes: Vec<u16>,
    pub(super) list: Vec<Linkage>,
}

impl Linkages {
    pub(super) fn new(problem: &Problem, scope: Scope) -> Self {
        let red_lines = problem.stances().rows().flat_map(|s| s.red_lines.rows());
        let red_lines = match scope {
            Scope::Possible => None,
            Scope::WithinRedLines | Scope::Acceptable => Some(red_lines),
        };
        let sizes = problem.sizes().rows().copied().collect();
        let mut linkages = Self {
            sizes,
            list: Vec::new(),
        };
        for rule in problem
            .rules()
            .rows()
            .chain(red_lines.into_iter().flatten())
        {
            linkages.unfold(rule);
        }
        for (party, stance) in problem.stances().iter() {
            for bonus in &stance.bonuses {
                let pattern = linkages.short(&bonus.pattern);
                linkages
                    .list
                    .push(Linkage::bonus(party, pattern, bonus.score.get()));
            }
        }
        linkages
    }

    /// Takes in a rule, in pieces if it speaks of many brackets.
    fn unfold(&mut self, rule: &Rule) {
        if rule.brackets().len() <= BRACKETS_MAX {
            self.list.push(Linkage::rule(rule.clone()));
            return;
        }
        match rule {
            Rule::Never(pattern) => {
                let pattern = self.short(pattern);
                self.add(Rule::Never(pattern));
            }
            Rule::Requires { when, then } => {
                let (when, then) = (self.literal(when), self.literal(then));
                self.add(Rule::Requires {
                    when: when.yes(),
                    then: then.yes(),
                });
            }
            Rule::AtMostOne(patterns) => {
                self.count(patterns);
            }
            Rule::ExactlyOne(patterns) => {
                let any = self.count(patterns);
                self.add(Rule::Never(any.no()));
            }
        }
    }

    fn add(&mut self, rule: Rule) {
        self.list.push(Linkage::rule(rule));
    }

    /// A hidden bracket with the options no and yes.
    fn hidden(&mut self) -> Literal {
        self.sizes.push(2);
        Literal {
            bracket: self.sizes.len() - 1,
        }
    }

    /// The pattern itself, or one on a hidden bracket that says the same.
    fn short(&mut self, pattern: &Pattern) -> Pattern {
        if pattern.parts().len() < BRACKETS_MAX {
            return pattern.clone();
        }
        self.literal(pattern).yes()
    }

    /// A hidden bracket that says yes exactly when a pattern matches, part by part.
    fn literal(&mut self, pattern: &Pattern) -> Literal {
        let mut before: Option<Literal> = None;
        for part in pattern.parts() {
            let here = self.hidden();
            let both = before.iter().flat_map(|b| b.yes().parts().to_vec());
            let both = Pattern::new(both.chain([part.clone()]).collect());
            self.add(Rule::Requires {
                when: both.clone(),
                then: here.yes(),
            });
            self.add(Rule::Requires {
                when: here.yes(),
                then: both,
            });
            before = Some(here);
        }
        before.unwrap_or_else(|| {
            let always = self.hidden();
            self.add(Rule::Never(always.no()));
            always
        })
    }

    /// Forbids two matches among the patterns; yes exactly when there is one.
    fn count(&mut self, patterns: &[Pattern]) -> Literal {
        let mut before = self.hidden();
        self.add(Rule::Never(before.yes()));
        for pattern in patterns {
            let (this, here) = (self.literal(pattern), self.hidden());
            self.add(Rule::Never(both(&before.yes(), &this.yes())));
            self.add(Rule::Requires {
                when: before.yes(),
                then: here.yes(),
            });
            self.add(Rule::Requires {
                when: this.yes(),
                then: here.yes(),
            });
            self.add(Rule::Never(both(
                &here.yes(),
                &both(&before.no(), &this.no()),
            )));
            before = here;
        }
        before
    }
}

/// A hidden bracket.
#[derive(Debug, Clone, Copy)]
struct Literal {
    bracket: usize,
}

impl Literal {
    fn is(self, choice: u16) -> Pattern {
        let parts = BracketIx::from_position(self.bracket)
            .map(|bracket| (bracket, ChoiceSet::just(ChoiceIx::new(choice))));
        Pattern::new(parts.into_iter().collect())
    }

    fn no(self) -> Pattern {
        self.is(0)
    }

    fn yes(self) -> Pattern {
        self.is(1)
    }
}

fn both(one: &Pattern, other: &Pattern) -> Pattern {
    Pattern::new(one.parts().iter().chain(other.parts()).cloned().collect())
}

fn positions(brackets: Vec<BracketIx>) -> Vec<usize> {
    let mut positions: Vec<usize> = brackets.into_iter().map(Index::position).collect();
    positions.sort_unstable();
    positions.dedup();
    positions
}
