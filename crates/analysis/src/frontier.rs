//! The exact Pareto frontier by elimination.
//!
//! Brackets are eliminated in min-fill order over their linkages (Rollon and Larrosa 2006); every
//! step merges moved copies of sets that hold no dominated vector, and keeps what no candidate
//! dominates. What is dominated inside a state stays dominated whatever is added to it, so nothing
//! on the frontier is lost.
//!
//! Invariant: equal problem and effort give equal bytes, whatever the number of threads.

mod cover;
mod elimination;
mod finder;
mod front;
mod linkage;
mod listed;
mod merge;
mod multiplicity;
mod order;
mod plan;
mod set;
mod unit;

pub use front::Front;

use crate::regions;
use elimination::{Eliminated, Elimination};
use front::{Frame, Kept, Store};
use num_bigint::BigUint;
use plan::Plan;
use problem::{Bound, Claim, Effort, Package, PartyIx, Problem, Reach, Scope, Score, Table, Watch};
use unit::Unit;

const METHOD: &str = "multi-objective bucket elimination";

/// The frontier of a scope, with the effort it took.
#[must_use]
pub fn frontier(problem: &Problem, scope: Scope, effort: &Effort<'_>) -> Claim<Front> {
    let floors = problem.stances().map(|stance| match scope {
        Scope::Possible | Scope::WithinRedLines => None,
        Scope::Acceptable => stance.reservation,
    });
    above(problem, (scope, floors.rows().copied().collect()), effort)
}

/// All packages of a scope that have a non-dominated vector: the first `limit`, and how many.
///
/// None and nought where the vector is not on the frontier of the scope.
#[must_use]
pub fn packages_of(
    problem: &Problem,
    scope: Scope,
    scores: &Table<PartyIx, Score>,
    limit: usize,
) -> (Vec<Package>, BigUint) {
    let watch = Watch::new();
    if Plan::new(problem, scope).is_err() {
        return regions::packages_of(problem, scope, scores, limit);
    }
    let floors = scores.rows().map(|score| Some(*score)).collect();
    let claim = above(problem, (scope, floors), &Effort::unbounded(&watch));
    let front = claim.answer;
    let found = front
        .position(scores)
        .and_then(|index| front.packages_of(index, limit));
    found.unwrap_or_default()
}

/// The same as [`above`] where no elimination is possible.
fn by_regions(
    problem: &Problem,
    (scope, floors): (Scope, Vec<Option<Score>>),
    effort: &Effort<'_>,
) -> Claim<Front> {
    let claim = regions::frontier_above(problem, (scope, &floors), effort);
    Claim {
        answer: Front::listed(problem.sizes().len(), &claim.answer),
        method: claim.method,
        nodes: claim.nodes,
        reach: claim.reach,
    }
}

/// The frontier of the packages of a scope that give each party at least its floor.
fn above(
    problem: &Problem,
    (scope, floors): (Scope, Vec<Option<Score>>),
    effort: &Effort<'_>,
) -> Claim<Front> {
    let brackets = problem.sizes().len();
    let Ok(plan) = Plan::new(problem, scope) else {
        return by_regions(problem, (scope, floors), effort);
    };
    let frame = Frame {
        brackets,
        base: plan.base.clone(),
    };
    let above = |(floor, base): (&Option<Score>, &i64)| {
        let above = floor.map_or(0, |floor| floor.get() - base);
        u64::try_from(above).unwrap_or(0)
    };
    let mut floor: Vec<u64> = floors.iter().zip(&plan.base).map(above).collect();
    floor.resize(floor.len().max(1), 0);
    let widest = (0..floor.len()).map(|p| plan.total(p)).max().unwrap_or(0);
    let (store, nodes, reach) = if widest <= u64::from(u16::MAX) {
        let solved = solved::<u16>(&plan, floor, effort);
        (solved.kept.map(Store::Narrow), solved.nodes, solved.reach)
    } else if widest <= u64::from(u32::MAX) {
        let solved = solved::<u32>(&plan, floor, effort);
        (solved.kept.map(Store::Middle), solved.nodes, solved.reach)
    } else {
        let solved = solved::<u64>(&plan, floor, effort);
        (solved.kept.map(Store::Wide), solved.nodes, solved.reach)
    };
    let empty = || Front::empty(frame.clone());
    let answer = store.map_or_else(empty, |store| Front::new(frame.clone(), store));
    Claim {
        answer,
        method: METHOD,
        nodes,
        reach,
    }
}

/// What an elimination comes to.
struct Solved<W> {
    kept: Option<Kept<W>>,
    nodes: u64,
    reach: Reach,
}

fn solved<W: Unit>(plan: &Plan, floor: Vec<u64>, effort: &Effort<'_>) -> Solved<W> {
    let run = || Elimination::<W>::new(plan, floor.clone(), effort).run();
    let Eliminated { sets, root, nodes } = in_pool(effort, run);
    let Some(root) = root else {
        return Solved {
            kept: None,
            nodes,
            reach: Reach::Complete,
        };
    };
    let reach = match sets.bound(root, &floor) {
        Some(bound) if bound.iter().all(|units| *units == 0) => Reach::Complete,
        Some(bound) => {
            let bound = bound.iter().take(plan.base.len());
            Reach::Stopped(Bound::Within(
                bound.map(|units| Score::new(*units as i64)).collect(),
            ))
        }
        None => Reach::Stopped(Bound::Unknown),
    };
    Solved {
        kept: Some(Kept::new(sets, root, &floor)),
        nodes,
        reach,
    }
}

/// Does work among as many threads as the effort allows.
fn in_pool<T: Send>(effort: &Effort<'_>, work: impl FnOnce() -> T + Send) -> T {
    let threads = effort.threads.get();
    if threads == 1 {
        return work();
    }
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(work),
        // Without a pool of its own the work may use the common one; the answer is the same.
        Err(_) => work(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arbitrary::{Shape, problems, small};
    use proptest::prelude::*;

    const SCOPES: [Scope; 3] = [Scope::Possible, Scope::WithinRedLines, Scope::Acceptable];

    fn whole(problem: &Problem, scope: Scope) -> Claim<Front> {
        frontier(problem, scope, &Effort::unbounded(&Watch::new()))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn the_frontier_is_what_its_definition_says(problem in problems(small())) {
            for scope in SCOPES {
                let found = whole(&problem, scope);
                prop_assert_eq!(&found.reach, &Reach::Complete);
                let (found, defined) = (found.answer.to_outcomes(), problem.frontier(scope));
                prop_assert_eq!(found.len(), defined.len());
                for (here, there) in found.iter().zip(&defined) {
                    prop_assert_eq!(&here.scores, &there.scores);
                    prop_assert_eq!(&here.packages, &there.packages);
                    prop_assert!(problem.is_within(&here.witness, scope));
                    prop_assert_eq!(&problem.scores(&here.witness), &here.scores);
                }
            }
        }

        #[test]
        fn a_frontier_cut_short_says_how_much_it_may_miss(
            problem in problems(Shape { span: 40, ..small() }),
            nodes_max in 0_u64..60,
            vectors_max in 1_usize..6,
        ) {
            for scope in SCOPES {
                let watch = Watch::new();
                let effort = Effort { nodes_max, vectors_max, ..Effort::unbounded(&watch) };
                let claim = frontier(&problem, scope, &effort);
                let all: Vec<Package> = problem.packages().collect();
                let within = claim.answer.len() <= vectors_max;
                prop_assert!(within);
                let claim = Claim {
                    answer: claim.answer.to_outcomes(),
                    method: claim.method,
                    nodes: claim.nodes,
                    reach: claim.reach,
                };
                prop_assert!(problem.frontier_holds(&claim, scope, &all));
            }
        }

        #[test]
        fn every_package_of_a_vector_is_found(problem in problems(small())) {
            for scope in SCOPES {
                for outcome in problem.frontier(scope).into_iter().take(3) {
                    let all: Vec<Package> = problem
                        .packages()
                        .filter(|x| problem.is_within(x, scope) && problem.scores(x) == outcome.scores)
                        .collect();
                    let (found, count) = packages_of(&problem, scope, &outcome.scores, 2000);
                    prop_assert_eq!(&count, &outcome.packages);
                    prop_assert_eq!(found, all);
                    let (some, count) = packages_of(&problem, scope, &outcome.scores, 1);
                    prop_assert_eq!(some.len(), 1);
                    prop_assert_eq!(count, outcome.packages);
                }
            }
        }
    }

    #[test]
    fn a_frontier_that_is_stopped_is_a_cover_that_was_not_stopped_in_vain() {
        let recipe = crate::instances::Recipe::parse("nearpie_8x4_p4_s1_l0").unwrap();
        let problem = recipe.problem().unwrap();
        let exact = whole(&problem, Scope::Possible).answer;
        let watch = Watch::new();
        watch.stop();
        let effort = Effort {
            vectors_max: 200,
            ..Effort::unbounded(&watch)
        };
        let stopped = frontier(&problem, Scope::Possible, &effort);
        let Reach::Stopped(Bound::Within(slack)) = &stopped.reach else {
            panic!("a bound");
        };
        let given: Vec<_> = stopped.answer.iter().collect();
        assert!(!given.is_empty() && given.len() <= 200);
        for vector in exact.iter() {
            assert!(
                given
                    .iter()
                    .any(|v| problem::frontier::covers(v, &vector, slack))
            );
        }
    }

    #[test]
    fn a_rule_over_many_brackets_is_no_harder_than_many_rules_over_few() {
        use problem::{BracketIx, ChoiceIx, Pattern, Rule};
        let recipe = crate::instances::Recipe::parse("int_7x3_p3_s1_l0").unwrap();
        let plain = recipe.problem().unwrap();
        let just = |b: u16, c: u16| (BracketIx::new(b), ChoiceIx::new(c));
        let ones = |range: std::ops::Range<u16>| {
            Pattern::all(&range.map(|b| just(b, b % 3)).collect::<Vec<_>>())
        };
        let each: Vec<Pattern> = (0..7).map(|b| Pattern::all(&[just(b, 1)])).collect();
        let pairs: Vec<Pattern> = (0..6).map(|b| ones(b..b + 2)).collect();
        let rules = [
            Rule::AtMostOne(each.clone()),
            Rule::ExactlyOne(pairs),
            Rule::Never(Pattern::all(
                &(0..6).map(|b| just(b, 0)).collect::<Vec<_>>(),
            )),
            Rule::Requires {
                when: ones(0..2),
                then: ones(2..7),
            },
        ];
        for rule in rules {
            let mut stances = plain.stances().clone();
            let bonus = problem::Bonus {
                pattern: ones(1..7),
                score: Score::new(700),
            };
            stances
                .get_mut(PartyIx::new(1))
                .unwrap()
                .bonuses
                .push(bonus);
            let (sizes, unanimity) = (plain.sizes().clone(), plain.decision().clone());
            let ruled = Problem::new(sizes, Table::new(vec![rule]), stances, unanimity).unwrap();
            let found = whole(&ruled, Scope::Possible).answer.to_outcomes();
            let defined = ruled.frontier(Scope::Possible);
            let rows = |f: &[problem::frontier::Outcome]| {
                f.iter()
                    .map(|o| (o.scores.clone(), o.packages.clone()))
                    .collect::<Vec<_>>()
            };
            assert_eq!(rows(&found), rows(&defined));
        }
    }

    #[test]
    fn the_number_of_threads_changes_no_byte() {
        for name in [
            "int_12x5_p4_s1_l0",
            "real_10x5_p5_s1_l3",
            "nearpie_9x4_p6_s1_l0",
        ] {
            let problem = crate::instances::Recipe::parse(name)
                .unwrap()
                .problem()
                .unwrap();
            let watch = Watch::new();
            let one = frontier(&problem, Scope::Possible, &Effort::unbounded(&watch));
            let threads = std::num::NonZeroUsize::new(3).unwrap();
            let effort = Effort {
                threads,
                ..Effort::unbounded(&watch)
            };
            let three = frontier(&problem, Scope::Possible, &effort);
            assert_eq!(
                (one.nodes, one.answer.len()),
                (three.nodes, three.answer.len())
            );
            for index in 0..one.answer.len() {
                assert_eq!(one.answer.scores(index), three.answer.scores(index));
                assert_eq!(one.answer.witness(index), three.answer.witness(index));
            }
        }
    }

    #[test]
    fn without_parties_or_brackets_there_is_one_outcome_if_the_rules_allow_any() {
        let none = || problem::Table::new(Vec::new());
        let problem = |sizes: Vec<u16>, rules| {
            let unanimity = problem::DecisionRule::Unanimity;
            Problem::new(Table::new(sizes), Table::new(rules), none(), unanimity).unwrap()
        };
        let open = problem(vec![3, 2], Vec::new());
        assert_eq!(
            whole(&open, Scope::Acceptable).answer.packages(0),
            Some(6_u8.into())
        );
        let empty = problem(Vec::new(), Vec::new());
        assert_eq!(whole(&empty, Scope::Possible).answer.len(), 1);
        let never = problem::Rule::Never(problem::Pattern::default());
        let void = problem(vec![2], vec![never]);
        assert!(whole(&void, Scope::Possible).answer.is_empty());
    }
}
