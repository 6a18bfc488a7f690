//! How many packages are acceptable, to whom, exactly or between proved bounds.
//!
//! Brackets are decided one after another; partial packages that can no longer be told apart are
//! counted together (a decision diagram compiled from the top down: Bergman, Cire, van Hoeve and
//! Hooker 2016). Where there are more states than the effort allows, the few packages that tight
//! demands leave are counted by search; where they are too many for that, sums are rounded down
//! for a lower bound and up for an upper bound.

mod layer;
mod linkage;
mod plan;
mod sweep;

use crate::feasibility::oracle::Oracle;
use num_bigint::BigUint;
use plan::{Plan, Wanted};
use problem::{
    Acceptors, Bound, Claim, DecisionRule, Effort, Index, PartyIx, Problem, Reach, Table, Tally,
};
use sweep::{Limits, Rounding, Sweep};

const METHOD: &str = "decision diagram over sums and open combinations";

/// How many packages keep the rules of the text and are accepted by those it takes.
///
/// If the effort does not suffice the answer is the lower of the two bounds given.
#[must_use]
pub fn count(problem: &Problem, by: Acceptors, effort: &Effort) -> Claim<BigUint> {
    match by {
        Acceptors::Anybody => counted(problem, Wanted::Nobody, effort),
        Acceptors::Party(party) => counted(problem, Wanted::Party(party), effort),
        Acceptors::All => counted(problem, Wanted::AtLeast(problem.stances().len()), effort),
        Acceptors::Enough => counted(problem, Wanted::Enough, effort),
        Acceptors::Exactly(count) => {
            let more = counted(problem, Wanted::AtLeast(count + 1), effort);
            difference(counted(problem, Wanted::AtLeast(count), effort), more)
        }
    }
}

/// How many packages there are by who accepts them.
#[must_use]
pub fn tally(problem: &Problem, effort: &Effort) -> Tally {
    let parties = problem.stances().len();
    let plan = Plan::new(problem, Wanted::Each);
    let (found, nodes) = pass(&plan, effort, Rounding::Never);
    let Some(found) = found else {
        let ids = problem.stances().ids();
        return Tally {
            possible: count(problem, Acceptors::Anybody, effort),
            all: count(problem, Acceptors::All, effort),
            enough: count(problem, Acceptors::Enough, effort),
            parties: ids
                .map(|p| count(problem, Acceptors::Party(p), effort))
                .collect(),
            acceptors: by_acceptors(problem, effort),
        };
    };
    let sum = |counts: &dyn Fn(&[bool]) -> bool| {
        let counted = found.iter().filter(|(accepts, _)| counts(accepts));
        claim(counted.map(|(_, ways)| ways).sum(), nodes, Reach::Complete)
    };
    let accepting = |accepts: &[bool]| accepts.iter().filter(|a| **a).count();
    let own = |party: PartyIx| sum(&|accepts| accepts.get(Index::position(party)) == Some(&true));
    Tally {
        possible: sum(&|_| true),
        all: sum(&|accepts| accepting(accepts) == parties),
        enough: sum(&|accepts| problem.decision().passes(&Table::new(accepts.to_vec()))),
        parties: problem.stances().ids().map(own).collect(),
        acceptors: (0..=parties)
            .map(|n| sum(&|accepts| accepting(accepts) == n))
            .collect(),
    }
}

fn by_acceptors(problem: &Problem, effort: &Effort) -> Vec<Claim<BigUint>> {
    let at_least = (0..=problem.stances().len() + 1)
        .map(|least| counted(problem, Wanted::AtLeast(least), effort));
    let at_least: Vec<Claim<BigUint>> = at_least.collect();
    let pairs = at_least.iter().zip(at_least.iter().skip(1));
    pairs
        .map(|(some, more)| difference(some.clone(), more.clone()))
        .collect()
}

fn counted(problem: &Problem, wanted: Wanted, effort: &Effort) -> Claim<BigUint> {
    let (quick, quick_nodes) = searched(problem, wanted, effort, QUICK);
    if let Some((least, most)) = &quick
        && least == most
    {
        return claim(least.clone(), quick_nodes, Reach::Complete);
    }
    let plan = Plan::new(problem, wanted);
    let total = |found: Vec<(Vec<bool>, BigUint)>| found.into_iter().map(|(_, ways)| ways).sum();
    let (found, mut nodes) = pass(&plan, effort, Rounding::Never);
    nodes += quick_nodes;
    if let Some(found) = found {
        return claim(total(found), nodes, Reach::Complete);
    }
    let (searched, more) = searched(problem, wanted, effort, u64::MAX);
    nodes += more;
    let mut bound = |rounding: Rounding| {
        let (found, more) = pass(&plan, effort, rounding);
        nodes += more;
        found.map(total)
    };
    let (mut least, mut most) = searched.unwrap_or((BigUint::ZERO, problem.package_count()));
    if least < most {
        least = bound(Rounding::Down).unwrap_or_default().max(least);
        most = bound(Rounding::Up).map_or(most.clone(), |up| up.min(most));
    }
    let reach = if least == most {
        Reach::Complete
    } else {
        Reach::Stopped(Bound::Between(least.clone(), most))
    };
    claim(least, nodes, reach)
}

/// What a search can count that leaves out whatever cannot be accepted: between which two numbers
/// the packages lie where all the named parties must accept, and what it cost.
fn searched(
    problem: &Problem,
    wanted: Wanted,
    effort: &Effort,
    nodes_max: u64,
) -> (Option<(BigUint, BigUint)>, u64) {
    let everybody = problem.stances().len();
    let parties: Vec<PartyIx> = match wanted {
        Wanted::Nobody => Vec::new(),
        Wanted::Party(party) => vec![party],
        Wanted::AtLeast(count) if count == everybody => problem.stances().ids().collect(),
        Wanted::Enough if *problem.decision() == DecisionRule::Unanimity => {
            problem.stances().ids().collect()
        }
        Wanted::AtLeast(_) | Wanted::Enough | Wanted::Each => return (None, 0),
    };
    let mut oracle = Oracle::new(problem);
    let asked = oracle.mask(&problem.demands_of(&parties));
    let states_max = u64::try_from(effort.vectors_max).unwrap_or(u64::MAX);
    let effort = Effort {
        nodes_max: (effort.nodes_max / NODE_COST)
            .min(states_max)
            .min(nodes_max),
        ..*effort
    };
    let floors = oracle.floors_of(&asked);
    let number = oracle.number(&asked, floors, 0, &effort);
    (Some((number.least, number.most)), oracle.nodes * NODE_COST)
}

/// How many nodes are worth a try before anything else.
const QUICK: u64 = 4096;

/// A node of a search costs about as much as so many states.
const NODE_COST: u64 = 16;

/// For each set of accepting parties how many packages have it; nothing where a limit was met.
type Counts = Option<Vec<(Vec<bool>, BigUint)>>;

/// One pass over the brackets, in 128 bits where the packages fit, and what it cost.
fn pass(plan: &Plan, effort: &Effort, rounding: Rounding) -> (Counts, u64) {
    let options = plan.layout.options.last().copied().unwrap_or(0).max(1);
    let affordable = effort.nodes_max / options as u64 / 2;
    let affordable = usize::try_from(affordable).unwrap_or(usize::MAX).max(1);
    let (states_max, nodes_max) = match rounding {
        Rounding::Never => (effort.vectors_max, effort.nodes_max),
        Rounding::Down | Rounding::Up => (effort.vectors_max.min(affordable), u64::MAX),
    };
    let limits = Limits {
        states_max: states_max.min(1 << 30),
        nodes_max,
        watch: effort.watch,
        rounding,
    };
    if plan.packages_after(0).bits() <= 127 {
        let mut sweep = Sweep::<u128>::new(plan, limits);
        (sweep.run(), sweep.nodes)
    } else {
        let mut sweep = Sweep::<BigUint>::new(plan, limits);
        (sweep.run(), sweep.nodes)
    }
}

/// The bounds of a count that are proved: its answer twice where it is complete.
fn bounds(claim: &Claim<BigUint>) -> Option<(BigUint, BigUint)> {
    match &claim.reach {
        Reach::Complete => Some((claim.answer.clone(), claim.answer.clone())),
        Reach::Stopped(Bound::Between(least, most)) => Some((least.clone(), most.clone())),
        Reach::Stopped(Bound::Within(_) | Bound::AtMost(_) | Bound::Unknown) => None,
    }
}

/// How many of some packages are not among others that all are.
fn difference(some: Claim<BigUint>, more: Claim<BigUint>) -> Claim<BigUint> {
    let nodes = some.nodes + more.nodes;
    let (Some((least, most)), Some((less_least, less_most))) = (bounds(&some), bounds(&more))
    else {
        return claim(BigUint::ZERO, nodes, Reach::Stopped(Bound::Unknown));
    };
    let minus = |a: BigUint, b: BigUint| if a > b { a - b } else { BigUint::ZERO };
    let (least, most) = (minus(least, less_most), minus(most, less_least));
    let reach = if least == most {
        Reach::Complete
    } else {
        Reach::Stopped(Bound::Between(least.clone(), most))
    };
    claim(least, nodes, reach)
}

const fn claim(answer: BigUint, nodes: u64, reach: Reach) -> Claim<BigUint> {
    Claim {
        answer,
        method: METHOD,
        nodes,
        reach,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arbitrary::{problems, small};
    use problem::Watch;
    use proptest::prelude::*;

    fn whose(problem: &Problem) -> Vec<Acceptors> {
        let parties = problem.stances().ids().map(Acceptors::Party);
        let exactly = (0..=problem.stances().len()).map(Acceptors::Exactly);
        let others = [Acceptors::Anybody, Acceptors::All, Acceptors::Enough];
        parties.chain(exactly).chain(others).collect()
    }

    proptest! {
        #[test]
        fn packages_are_counted_as_by_looking_at_each(problem in problems(small())) {
            let watch = Watch::new();
            for by in whose(&problem) {
                let claim = count(&problem, by, &Effort::unbounded(&watch));
                prop_assert_eq!(&claim.reach, &Reach::Complete);
                prop_assert_eq!(claim.answer, problem.count(by), "{:?}", by);
            }
        }

        #[test]
        fn a_tally_counts_packages_as_by_looking_at_each(problem in problems(small())) {
            let watch = Watch::new();
            let tally = tally(&problem, &Effort::unbounded(&watch));
            for by in whose(&problem) {
                let claim = tally.of(by).unwrap();
                prop_assert_eq!(&claim.answer, &problem.count(by), "{:?}", by);
            }
        }

        #[test]
        fn with_too_little_effort_the_true_count_lies_between_the_bounds(
            problem in problems(small()),
            states in 1_usize..20,
        ) {
            let watch = Watch::new();
            let effort = Effort { vectors_max: states, ..Effort::unbounded(&watch) };
            let tally = tally(&problem, &effort);
            for by in whose(&problem) {
                let truth = problem.count(by);
                let claim = tally.of(by).unwrap();
                let (least, most) = bounds(claim).unwrap();
                prop_assert!(least <= truth && truth <= most, "{:?} {:?}", by, claim);
            }
        }
    }
}
