//! What the engine shows, and what it would show if somebody's secret were another.
//!
//! Each world of a secret is answered by the same method that made the exhibit, with all else as it
//! is: so two values that are answered alike cannot be told apart by whoever sees the answer.

use crate::clash::clashes;
use crate::fair::fair_packages;
use crate::feasibility::package_meeting;
use crate::improvement::{baseline, improvements};
use problem::frame::FairRule;
use problem::secret::{Secret, Worlds};
use problem::{
    BracketIx, Claim, Demand, Effort, Package, PartialPackage, PartyIx, Pattern, Problem, Reach,
    Rule, Scope, Table,
};
use std::collections::BTreeSet;

const METHOD: &str = "the same answer in every world of the secret";

/// What is put before somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exhibit {
    /// A package that a rule of fairness picks among the acceptable ones.
    Fair(FairRule),
    /// The first of the improvements on this draft.
    Improvement(PartialPackage),
    /// That all can accept this, as it stands or with some way of filling what it leaves open.
    SuitsAll(PartialPackage),
    /// Whether a party can accept this package.
    Accepts(PartyIx, Package),
    /// Which demands clash.
    Clashes,
}

/// What is to be seen of an exhibit. The brackets that whoever sees it does not know, are left out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Glimpse {
    /// This part of a package.
    Package(Vec<(BracketIx, problem::ChoiceIx)>),
    /// Yes.
    Yes,
    /// No.
    No,
    /// These sets of demands: of each demand whose it is, and what it speaks of.
    Clashes(BTreeSet<BTreeSet<Claimed>>),
}

/// A demand as it is told: whose it is, if anybody's, and of which brackets it speaks; a value of
/// no deal speaks of none.
pub type Claimed = (Option<PartyIx>, Vec<BracketIx>);

/// What is to be seen in each world of a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// For each value of the secret: any one of these, each as likely as another, or nothing. What
    /// was not worked out because the effort ran out is `None`.
    pub each: Vec<Option<Vec<Glimpse>>>,
}

/// What is to be seen of an exhibit in each world of a secret, by somebody who knows these
/// brackets.
#[must_use]
pub fn shown(
    (exhibit, known): (&Exhibit, &BTreeSet<BracketIx>),
    worlds: &Worlds,
    effort: &Effort,
) -> Claim<Shown> {
    let (mut each, mut nodes) = (Vec::with_capacity(worlds.each.len()), 0_u64);
    for (_, problem) in &worlds.each {
        let left = effort.nodes_max.saturating_sub(nodes);
        if left == 0 || effort.watch.is_stopped() {
            each.push(None);
            continue;
        }
        let effort = Effort {
            nodes_max: left,
            ..*effort
        };
        let claim = glimpses(problem, exhibit, &effort);
        nodes += claim.nodes.max(1);
        let seen = claim.answer.into_iter().map(|one| one.to(known));
        each.push((claim.reach == Reach::Complete).then(|| seen.collect()));
    }
    let reach = if each.iter().all(Option::is_some) {
        Reach::Complete
    } else {
        Reach::Stopped(problem::Bound::Unknown)
    };
    Claim {
        answer: Shown { each },
        method: METHOD,
        nodes,
        reach,
    }
}

/// What may be seen of an exhibit in one problem: any one of these, or nothing.
#[must_use]
pub fn glimpses(problem: &Problem, exhibit: &Exhibit, effort: &Effort) -> Claim<Vec<Glimpse>> {
    let whole = |package: &Package| Glimpse::Package(package.iter().collect());
    match exhibit {
        Exhibit::Fair(rule) => {
            let rules = std::slice::from_ref(rule);
            let claim = fair_packages(problem, Scope::Acceptable, rules, effort);
            let (nodes, mut reach) = (claim.nodes, claim.reach);
            let mut sights = Vec::new();
            for fair in claim.answer {
                if fair.reach != Reach::Complete {
                    reach = fair.reach;
                }
                let ties = fair.answer.outcomes.iter();
                sights.extend(ties.map(|outcome| whole(&outcome.witness)));
            }
            claimed(sights, nodes, reach)
        }
        Exhibit::Improvement(draft) => {
            let Ok(base) = baseline(problem, draft, Scope::Acceptable, effort) else {
                return claimed(Vec::new(), 0, Reach::Complete);
            };
            let first = improvements(problem, Scope::Acceptable, (&base.answer, 1), effort);
            let sights = first.answer.first.iter();
            let sights = sights.map(|outcome| whole(&outcome.witness)).collect();
            let reach = match base.reach {
                Reach::Complete => first.reach,
                stopped @ Reach::Stopped(_) => stopped,
            };
            claimed(sights, base.nodes + first.nodes, reach)
        }
        Exhibit::SuitsAll(part) => suits_all(problem, part, effort),
        Exhibit::Accepts(party, package) => {
            let stance = problem.stances().get(*party);
            let accepts = stance.is_some_and(|stance| stance.accepts(package));
            claimed(vec![yes_or_no(accepts)], 1, Reach::Complete)
        }
        Exhibit::Clashes => {
            let claim = clashes(problem, &problem.demands(), effort);
            let told = claim.answer.clashes.iter().map(|clash| {
                let demands = clash.demands.iter();
                demands.map(|demand| told(problem, *demand)).collect()
            });
            claimed(
                vec![Glimpse::Clashes(told.collect())],
                claim.nodes,
                claim.reach,
            )
        }
    }
}

fn suits_all(problem: &Problem, part: &PartialPackage, effort: &Effort) -> Claim<Vec<Glimpse>> {
    if let Some(package) = part.complete() {
        let suits = problem.is_within(&package, Scope::Acceptable);
        return claimed(vec![yes_or_no(suits)], 1, Reach::Complete);
    }
    let fixed = problem.sizes().ids().filter_map(|bracket| {
        let choice = part.choice(bracket)?;
        Some((bracket, choice))
    });
    let fixed: Vec<_> = fixed.collect();
    let rule = Rule::Requires {
        when: Pattern::default(),
        then: Pattern::all(&fixed),
    };
    let rules: Table<_, Rule> = problem.rules().rows().cloned().chain([rule]).collect();
    let filled = Problem::new(
        problem.sizes().clone(),
        rules,
        problem.stances().clone(),
        problem.decision().clone(),
    );
    let Ok(filled) = filled else {
        return claimed(Vec::new(), 0, Reach::Stopped(problem::Bound::Unknown));
    };
    let claim = package_meeting(&filled, &filled.demands(), effort);
    let sight = yes_or_no(claim.answer.is_some());
    claimed(vec![sight], claim.nodes, claim.reach)
}

// tidy: bool, because what is asked is answered yes or no.
const fn yes_or_no(is_so: bool) -> Glimpse {
    if is_so { Glimpse::Yes } else { Glimpse::No }
}

const fn claimed(answer: Vec<Glimpse>, nodes: u64, reach: Reach) -> Claim<Vec<Glimpse>> {
    Claim {
        answer,
        method: METHOD,
        nodes,
        reach,
    }
}

/// A demand as it is told to somebody else.
fn told(problem: &Problem, demand: Demand) -> Claimed {
    let rule = match demand {
        Demand::Rule(rule) => problem.rules().get(rule),
        Demand::RedLine(party, line) => {
            let stance = problem.stances().get(party);
            stance.and_then(|stance| stance.red_lines.get(line))
        }
        Demand::Reservation(_) => None,
    };
    (
        demand.holder(),
        rule.map(Rule::brackets).unwrap_or_default(),
    )
}

impl Glimpse {
    /// The same for somebody who knows these brackets.
    fn to(self, known: &BTreeSet<BracketIx>) -> Self {
        match self {
            Self::Package(mut picks) => {
                picks.retain(|(bracket, _)| known.contains(bracket));
                Self::Package(picks)
            }
            Self::Yes | Self::No | Self::Clashes(_) => self,
        }
    }
}

impl Exhibit {
    /// Whether a secret can matter to it at all.
    #[must_use]
    pub fn may_tell_of(&self, secret: Secret) -> bool {
        match self {
            Self::Accepts(party, _) => secret.holder() == *party,
            Self::Fair(_) | Self::Improvement(_) | Self::SuitsAll(_) | Self::Clashes => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arbitrary::{problems, small};
    use problem::Watch;
    use problem::secret::Value;
    use proptest::prelude::*;

    fn all(problem: &Problem) -> BTreeSet<BracketIx> {
        problem.sizes().ids().collect()
    }

    /// What is to be seen in one world, by the definitions and no method of this room.
    fn defined(problem: &Problem, exhibit: &Exhibit) -> Vec<Glimpse> {
        match exhibit {
            Exhibit::Fair(rule) => {
                let fair = problem.fair(Scope::Acceptable, rule);
                let ties = fair.into_iter().flat_map(|fair| fair.outcomes);
                ties.map(|one| Glimpse::Package(one.witness.iter().collect()))
                    .collect()
            }
            Exhibit::SuitsAll(part) => {
                let mut suiting = problem.packages().filter(|package| {
                    part.admits(package) && problem.is_within(package, Scope::Acceptable)
                });
                vec![yes_or_no(suiting.next().is_some())]
            }
            Exhibit::Accepts(party, package) => {
                let accepts = problem.accepts(package);
                vec![yes_or_no(accepts.get(*party).copied().unwrap_or(false))]
            }
            Exhibit::Improvement(_) | Exhibit::Clashes => unreachable!("not compared here"),
        }
    }

    /// The scores of the packages, where witnesses of a tie may differ.
    fn scores(problem: &Problem, sights: &[Glimpse]) -> BTreeSet<Vec<i64>> {
        let each = sights.iter().filter_map(|sight| match sight {
            Glimpse::Package(picks) => {
                let positions: Vec<u16> = picks.iter().map(|(_, at)| at.position()).collect();
                let scores = problem.scores(&Package::at(&positions));
                Some(scores.rows().map(|score| score.get()).collect())
            }
            Glimpse::Yes | Glimpse::No | Glimpse::Clashes(_) => None,
        });
        each.collect()
    }

    proptest! {
        #[test]
        fn each_world_is_answered_as_the_definitions_answer_it(problem in problems(small())) {
            let watch = Watch::new();
            let effort = Effort::unbounded(&watch);
            let (known, party) = (all(&problem), PartyIx::new(0));
            let first = problem.packages().next().unwrap();
            let part = PartialPackage::new(
                first
                    .iter()
                    .map(|(bracket, choice)| (bracket > BracketIx::new(0)).then_some(choice))
                    .collect(),
            );
            let exhibits = [
                Exhibit::Fair(FairRule::Nash),
                Exhibit::SuitsAll(part),
                Exhibit::Accepts(party, first),
            ];
            for secret in problem.secrets(party) {
                let worlds = problem.worlds(secret, 3).unwrap();
                for exhibit in &exhibits {
                    let claim = shown((exhibit, &known), &worlds, &effort);
                    prop_assert_eq!(&claim.reach, &Reach::Complete);
                    for ((_, world), seen) in worlds.each.iter().zip(claim.answer.each) {
                        let (seen, expected) = (seen.unwrap(), defined(world, exhibit));
                        if let Exhibit::Fair(_) = exhibit {
                            prop_assert_eq!(scores(world, &seen), scores(world, &expected));
                        } else {
                            prop_assert_eq!(seen, expected);
                        }
                    }
                }
            }
        }

        #[test]
        fn the_world_that_is_so_is_answered_as_the_problem_is(problem in problems(small())) {
            let watch = Watch::new();
            let effort = Effort::unbounded(&watch);
            let exhibit = Exhibit::Fair(FairRule::Nash);
            let own = glimpses(&problem, &exhibit, &effort).answer;
            for secret in problem.secrets(PartyIx::new(0)) {
                let Secret::Limit(..) = secret else { continue };
                let worlds = problem.worlds(secret, 3).unwrap();
                if let Some((Value::From(_), world)) = worlds.here.map(|here| &worlds.each[here]) {
                    let there = glimpses(world, &exhibit, &effort).answer;
                    prop_assert_eq!(scores(&problem, &own), scores(world, &there));
                }
            }
        }
    }

    #[test]
    fn what_the_effort_did_not_reach_is_not_made_up() {
        let watch = Watch::new();
        let effort = Effort {
            nodes_max: 2,
            ..Effort::unbounded(&watch)
        };
        let recipe = crate::instances::Recipe::parse("int_3x3_p2_s1_l0").unwrap();
        let problem = recipe.problem().unwrap();
        let secret = Secret::NoDeal(PartyIx::new(0));
        let worlds = problem.worlds(secret, 9).unwrap();
        let exhibit = Exhibit::Accepts(PartyIx::new(0), problem.packages().next().unwrap());
        let claim = shown((&exhibit, &all(&problem)), &worlds, &effort);
        assert!(claim.reach != Reach::Complete);
        let reached = claim.answer.each.iter().filter(|one| one.is_some());
        assert_eq!(reached.count(), 2);
    }
}
