//! The exact Pareto frontier by elimination.
//!
//! Brackets are eliminated in min-fill order over their linkages (Rollon and Larrosa 2006); every
//! step merges moved copies of sets that hold no dominated vector, and keeps what no candidate
//! dominates. What is dominated inside a state stays dominated whatever is added to it, so nothing
//! on the frontier is lost.
//!
//! Invariant: equal problem and effort give equal bytes, whatever the number of threads.

mod elimination;
mod front;
mod linkage;
mod merge;
mod multiplicity;
mod order;
mod plan;
mod set;
mod unit;

pub use front::Front;

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
    let floors = scores.rows().map(|score| Some(*score)).collect();
    let claim = above(problem, (scope, floors), &Effort::unbounded(&watch));
    let front = claim.answer;
    let found = front
        .position(scores)
        .and_then(|index| front.packages_of(index, limit));
    found.unwrap_or_default()
}

/// The frontier of the packages of a scope that give each party at least its floor.
fn above(
    problem: &Problem,
    (scope, floors): (Scope, Vec<Option<Score>>),
    effort: &Effort<'_>,
) -> Claim<Front> {
    let brackets = problem.sizes().len();
    let Ok(plan) = Plan::new(problem, scope, effort.nodes_max) else {
        let frame = Frame {
            brackets,
            base: Vec::new(),
        };
        return Claim {
            answer: Front::empty(frame),
            method: METHOD,
            nodes: 0,
            reach: Reach::Stopped(Bound::Unknown),
        };
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
    let (store, nodes) = if widest <= u64::from(u16::MAX) {
        let (kept, nodes) = solved::<u16>(&plan, floor, effort);
        (kept.map(Store::Narrow), nodes)
    } else if widest <= u64::from(u32::MAX) {
        let (kept, nodes) = solved::<u32>(&plan, floor, effort);
        (kept.map(Store::Middle), nodes)
    } else {
        let (kept, nodes) = solved::<u64>(&plan, floor, effort);
        (kept.map(Store::Wide), nodes)
    };
    let answer = store.map_or_else(
        || Front::empty(frame.clone()),
        |s| Front::new(frame.clone(), s),
    );
    Claim {
        answer,
        method: METHOD,
        nodes,
        reach: Reach::Complete,
    }
}

fn solved<W: Unit>(plan: &Plan, floor: Vec<u64>, effort: &Effort<'_>) -> (Option<Kept<W>>, u64) {
    let run = || Elimination::<W>::new(plan, floor, effort).run();
    let Eliminated { sets, root, nodes } = in_pool(effort, run);
    (root.map(|root| Kept::new(sets, root)), nodes)
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
    use crate::arbitrary::{problems, small};
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
