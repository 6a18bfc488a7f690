//! Improvements, their number and the shortest way against their definitions.

use super::*;
use crate::arbitrary::{problems, small};
use problem::improvement::Route;
use problem::{ChoiceIx, Package, Watch};
use proptest::prelude::*;

const SCOPES: [Scope; 3] = [Scope::Possible, Scope::WithinRedLines, Scope::Acceptable];

/// A draft from seeds: for each bracket an option, or open.
fn draft(problem: &Problem, seeds: &[Option<u16>]) -> PartialPackage {
    let sizes = problem.sizes().rows().zip(seeds);
    let choice = |(size, seed): (&u16, &Option<u16>)| seed.map(|s| ChoiceIx::new(s % size));
    PartialPackage::new(sizes.map(choice).collect())
}

fn unseen(mut outcome: Outcome) -> Outcome {
    outcome.witness = Package::at(&[]);
    outcome
}

fn ends(routes: &[Route]) -> Vec<(usize, Outcome)> {
    let end = |route: &Route| (route.changes.len(), unseen(route.outcome.clone()));
    routes.iter().map(end).collect()
}

fn seeds() -> impl Strategy<Value = Vec<Option<u16>>> {
    let seed = proptest::option::weighted(0.8, 0_u16..4);
    proptest::collection::vec(seed, 5)
}

proptest! {
    #[test]
    fn improvements_are_what_the_definition_says(
        (problem, seeds) in (problems(small()), seeds()),
        most in 0_usize..6,
    ) {
        let watch = Watch::new();
        let effort = Effort::unbounded(&watch);
        let draft = draft(&problem, &seeds);
        let everything: Vec<Package> = problem.packages().collect();
        for scope in SCOPES {
            let base = baseline(&problem, &draft, scope, &effort).unwrap();
            prop_assert_eq!(&base.answer, &problem.baseline(&draft, scope));
            let base = base.answer;
            let claim = improvements(&problem, scope, (&base, most), &effort);
            prop_assert_eq!(&claim.reach, &Reach::Complete);
            if most > 0 {
                prop_assert!(problem.improvements_hold(&claim, scope, &everything));
            }
            let slow = problem.improvements(scope, &base, most);
            prop_assert_eq!(&claim.answer.best, &slow.best);
            let fast: Vec<_> = claim.answer.first.into_iter().map(unseen).collect();
            let slow: Vec<_> = slow.first.into_iter().map(unseen).collect();
            prop_assert_eq!(fast, slow);
            let counted = improvement_count(&problem, scope, &base, &effort);
            prop_assert_eq!(counted.reach, Reach::Complete);
            prop_assert_eq!(counted.answer, problem.improvement_count(scope, &base));
        }
    }

    #[test]
    fn the_shortest_way_is_what_the_definition_says(
        (problem, seeds) in (problems(small()), seeds()),
    ) {
        let watch = Watch::new();
        let effort = Effort::unbounded(&watch);
        let draft = draft(&problem, &seeds);
        let everything: Vec<Package> = problem.packages().collect();
        for scope in SCOPES {
            let base = problem.baseline(&draft, scope);
            let claim = routes(&problem, scope, &base, &effort);
            prop_assert_eq!(&claim.reach, &Reach::Complete);
            for route in &claim.answer {
                prop_assert!(problem.route_holds((route, &base), scope, &everything));
            }
            prop_assert_eq!(ends(&claim.answer), ends(&problem.routes(scope, &base)));
        }
    }
}
