//! Whether any package meets a set of demands, and what each party could get at best.
//!
//! Depth-first search with clause propagation, bounds on every party's score and on weighted sums
//! of them, and reasons for every dead end (`search`).

mod branching;
pub(crate) mod clause;
pub(crate) mod domain;
mod floors;
pub(crate) mod ledger;
pub(crate) mod mask;
mod number;
pub(crate) mod oracle;
mod relaxation;
mod search;
mod shares;

use mask::Mask;
use oracle::{Finding, Oracle};
use problem::{
    Bound, Claim, Demand, Effort, Index, Package, PartyIx, Problem, Reach, Score, Table,
};

const METHOD: &str = "depth-first search with clause propagation and Lagrangian bounds";

/// A package that meets all of these demands, or the proof by search that there is none.
#[must_use]
pub fn package_meeting(
    problem: &Problem,
    demands: &[Demand],
    effort: &Effort,
) -> Claim<Option<Package>> {
    let mut oracle = Oracle::new(problem);
    let asked = oracle.mask(demands);
    let finding = oracle.ask(&asked, effort);
    let (answer, reach) = match finding {
        Finding::Met(package) => (Some(package), Reach::Complete),
        Finding::Clash(_) => (None, Reach::Complete),
        Finding::Stopped => (None, Reach::Stopped(Bound::Unknown)),
    };
    claim(answer, &oracle, reach)
}

/// A package that is possible and passes under the decision rule, or the proof that there is none.
///
/// Under sufficient consensus every smallest coalition that can pass a package is tried in turn.
#[must_use]
pub fn passing_package(problem: &Problem, effort: &Effort) -> Claim<Option<Package>> {
    let mut oracle = Oracle::new(problem);
    let Some(coalitions) = problem.decision().winning(problem.stances().len()) else {
        return claim(None, &oracle, Reach::Stopped(Bound::Unknown));
    };
    let mut reach = Reach::Complete;
    let mut impossible: Vec<Mask> = Vec::new();
    for coalition in coalitions {
        let asked = oracle.mask(&problem.demands_of(&coalition));
        if impossible.iter().any(|clash| asked.contains(clash)) {
            continue;
        }
        match oracle.ask(&asked, effort) {
            Finding::Met(package) => return claim(Some(package), &oracle, Reach::Complete),
            Finding::Clash(clash) => impossible.push(clash),
            Finding::Stopped => reach = Reach::Stopped(Bound::Unknown),
        }
    }
    claim(None, &oracle, reach)
}

/// The most that each party could get, each alone, from a package that meets these demands;
/// `None` for all where no package does.
///
/// These are the coordinates of the ideal point over those packages. If the effort ran out the
/// scores are the best so far.
#[must_use]
pub fn best_per_party(
    problem: &Problem,
    demands: &[Demand],
    effort: &Effort,
) -> Claim<Table<PartyIx, Option<Score>>> {
    let mut oracle = Oracle::new(problem);
    let asked = oracle.mask(demands);
    let mut reach = Reach::Complete;
    let best = problem.stances().ids().map(|party| {
        let party = Index::position(party);
        let floors = oracle.floors_of(&asked);
        let (finding, best) = oracle.best(&asked, floors, party, effort);
        if finding == Finding::Stopped {
            reach = Reach::Stopped(Bound::Unknown);
        }
        best.map(|(_, worth)| oracle.ledger.score(party, worth))
    });
    let best = best.collect();
    claim(best, &oracle, reach)
}

fn claim<T>(answer: T, oracle: &Oracle, reach: Reach) -> Claim<T> {
    Claim {
        answer,
        method: METHOD,
        nodes: oracle.nodes,
        reach,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arbitrary::{problems, small};
    use problem::Watch;
    use proptest::prelude::*;

    fn some(demands: Vec<Demand>, kept: &[bool]) -> Vec<Demand> {
        let kept = demands.into_iter().zip(kept.iter().cycle());
        kept.filter(|(_, kept)| **kept).map(|(d, _)| d).collect()
    }

    proptest! {
        #[test]
        fn the_search_finds_a_package_exactly_where_there_is_one(
            problem in problems(small()),
            kept in proptest::collection::vec(any::<bool>(), 7),
        ) {
            let watch = Watch::new();
            let demands = some(problem.demands(), &kept);
            let claim = package_meeting(&problem, &demands, &Effort::unbounded(&watch));
            let there = problem.package_meeting(&demands).is_some();
            prop_assert_eq!(claim.answer.is_some(), there);
            if let Some(package) = claim.answer {
                prop_assert!(problem.fits(&package));
                prop_assert!(demands.iter().all(|demand| problem.meets(&package, *demand)));
            }
        }

        #[test]
        fn a_reason_names_demands_that_no_package_meets_together(problem in problems(small())) {
            let watch = Watch::new();
            let mut oracle = Oracle::new(&problem);
            let all = Mask::below(oracle.demands.len());
            if let Finding::Clash(reason) = oracle.ask(&all, &Effort::unbounded(&watch)) {
                prop_assert_eq!(problem.package_meeting(&oracle.list(&reason)), None);
            }
        }

        #[test]
        fn a_package_passes_by_the_search_exactly_where_one_does(problem in problems(small())) {
            let watch = Watch::new();
            let claim = passing_package(&problem, &Effort::unbounded(&watch));
            let there = problem.passing_package().is_some();
            prop_assert_eq!(claim.answer.is_some(), there);
            prop_assert!(claim.answer.is_none_or(|package| problem.passes(&package)));
        }

        #[test]
        fn the_best_of_each_party_is_the_best_by_definition(
            problem in problems(small()),
            kept in proptest::collection::vec(any::<bool>(), 7),
        ) {
            let watch = Watch::new();
            let demands = some(problem.demands(), &kept);
            let claim = best_per_party(&problem, &demands, &Effort::unbounded(&watch));
            let parties = problem.stances().ids();
            let best: Table<_, _> = parties.map(|p| problem.best(p, &demands)).collect();
            prop_assert_eq!(claim.answer, best);
        }
    }
}
