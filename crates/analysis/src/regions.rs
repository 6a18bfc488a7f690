//! The exact frontier by search, for problems whose combinations are too entangled to eliminate.
//!
//! What is not yet dominated is kept as regions: floors for some of the parties. In each region
//! the search finds a package that is best for the first party, then for the second among those,
//! and so on; or proves that the region is empty. A vector found splits every region that holds
//! it: who is not dominated by it must do better for some party (Klamroth, Lacour and Vanderpooten
//! 2015). For two parties this is the epsilon-constraint method (Haimes, Lasdon and Wismer 1971).
//!
//! Invariant: every vector of the scope that no vector found dominates or equals lies in a region.

use crate::feasibility::mask::Mask;
use crate::feasibility::oracle::{Finding, Oracle};
use num_bigint::BigUint;
use problem::frontier::{Frontier, Outcome};
use problem::{
    Bound, Claim, Demand, Effort, Index, Package, PartyIx, Problem, Reach, Scope, Score, Table,
    Watch,
};

const METHOD: &str = "branch and bound, region by region";

/// The frontier of a scope, each vector with how many packages have it.
///
/// If the effort runs out the vectors given are on the frontier and others may be missing.
#[must_use]
pub fn frontier(problem: &Problem, scope: Scope, effort: &Effort) -> Claim<Frontier> {
    frontier_above(problem, (scope, &[]), effort)
}

/// The frontier of the packages of a scope that give each party at least its floor.
pub(crate) fn frontier_above(
    problem: &Problem,
    (scope, floors): (Scope, &[Option<Score>]),
    effort: &Effort,
) -> Claim<Frontier> {
    let mut survey = Survey::new(problem, scope, effort);
    survey.raise(floors);
    let reach = match survey.run() {
        Some(()) => Reach::Complete,
        None => Reach::Stopped(Bound::Unknown),
    };
    let mut answer = std::mem::take(&mut survey.found);
    answer.sort_by(|a, b| b.cmp(a));
    Claim {
        answer,
        method: METHOD,
        nodes: survey.oracle.nodes,
        reach,
    }
}

/// The packages of a scope that have a non-dominated vector, at most so many, and how many.
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
    let effort = Effort::unbounded(&watch);
    let mut survey = Survey::new(problem, scope, &effort);
    let floors = survey.floors(scores);
    let best = survey.best(&floors).flatten();
    let is_efficient = best.is_some_and(|(package, _)| problem.scores(&package) == *scores);
    if !is_efficient {
        return (Vec::new(), BigUint::ZERO);
    }
    let mut number = survey.oracle.number(&survey.asked, floors, limit, &effort);
    number.some.sort_unstable();
    (number.some, number.least)
}

/// Floors for the parties; `None` asks nothing of a party.
type Region = Vec<Option<i64>>;

struct Survey<'p, 'e> {
    oracle: Oracle<'p>,
    effort: &'e Effort<'e>,
    asked: Mask,
    regions: Vec<Region>,
    found: Frontier,
}

impl<'p, 'e> Survey<'p, 'e> {
    fn new(problem: &'p Problem, scope: Scope, effort: &'e Effort<'e>) -> Self {
        let oracle = Oracle::new(problem);
        let mut demands = problem.demands();
        demands.retain(|demand| match (scope, demand) {
            (_, Demand::Rule(_)) | (Scope::Acceptable, _) => true,
            (Scope::WithinRedLines, Demand::RedLine(..)) => true,
            (Scope::WithinRedLines, Demand::Reservation(_)) => false,
            (Scope::Possible, Demand::RedLine(..) | Demand::Reservation(_)) => false,
        });
        let asked = oracle.mask(&demands);
        Self {
            regions: vec![oracle.floors_of(&asked)],
            asked,
            oracle,
            effort,
            found: Vec::new(),
        }
    }

    /// Asks for at least these scores from the start.
    fn raise(&mut self, floors: &[Option<Score>]) {
        let ledger = &self.oracle.ledger;
        for region in &mut self.regions {
            for ((party, floor), asked) in region.iter_mut().enumerate().zip(floors) {
                let asked = asked.map(|score| ledger.floor(party, score.get()));
                *floor = asked.max(*floor);
            }
        }
    }

    /// Empties every region; nothing if the effort ran out.
    fn run(&mut self) -> Option<()> {
        while let Some(region) = self.regions.pop() {
            if self.found.len() >= self.effort.vectors_max {
                return None;
            }
            let Some((package, worths)) = self.best(&region)? else {
                continue;
            };
            let scores = self.oracle.problem.scores(&package);
            // What reaches a vector on the frontier has that vector.
            let floors = self.floors(&scores);
            let number = self.oracle.number(&self.asked, floors, 0, self.effort);
            self.found.push(Outcome {
                scores,
                witness: package,
                packages: number.exact()?,
            });
            // The region holds nothing better for the first party.
            self.split(region, &worths, 1);
            for region in std::mem::take(&mut self.regions) {
                if reaches(&worths, &region) {
                    self.split(region, &worths, 0);
                } else {
                    self.regions.push(region);
                }
            }
            self.drop_contained();
        }
        Some(())
    }

    /// The best package of a region, party after party, with its worth to each.
    fn best(&mut self, region: &Region) -> Option<Option<(Package, Vec<i64>)>> {
        let mut floors = region.clone();
        let mut best = None;
        for party in 0..floors.len() {
            let (finding, found) =
                self.oracle
                    .best(&self.asked, floors.clone(), party, self.effort);
            if finding == Finding::Stopped {
                return None;
            }
            let Some((package, worth)) = found else {
                return Some(None);
            };
            if let Some(floor) = floors.get_mut(party) {
                *floor = Some(worth);
            }
            best = Some(package);
        }
        if floors.is_empty() {
            return match self.oracle.ask(&self.asked, self.effort) {
                Finding::Met(package) => Some(Some((package, Vec::new()))),
                Finding::Clash(_) => Some(None),
                Finding::Stopped => None,
            };
        }
        Some(best.map(|package| (package, floors.into_iter().flatten().collect())))
    }

    /// Puts the parts of a region that a vector leaves open back, from a party on.
    fn split(&mut self, region: Region, worths: &[i64], first: usize) {
        for (party, worth) in worths.iter().enumerate().skip(first) {
            let mut part = region.clone();
            if let Some(floor) = part.get_mut(party) {
                *floor = Some(worth + 1);
            }
            self.regions.push(part);
        }
    }

    /// Drops regions that lie inside others.
    fn drop_contained(&mut self) {
        let inside = |one: &Region, other: &Region| one.iter().zip(other).all(|(a, b)| a >= b);
        let regions = std::mem::take(&mut self.regions);
        for (place, region) in regions.iter().enumerate() {
            let mut others = regions.iter().enumerate();
            let contained = others.any(|(other, larger)| {
                place != other && inside(region, larger) && (region != larger || other < place)
            });
            if !contained {
                self.regions.push(region.clone());
            }
        }
    }

    fn floors(&self, scores: &Table<PartyIx, Score>) -> Region {
        let floors = scores.iter().map(|(party, score)| {
            let party = Index::position(party);
            Some(self.oracle.ledger.floor(party, score.get()))
        });
        floors.collect()
    }
}

fn reaches(worths: &[i64], region: &Region) -> bool {
    let mut floors = region.iter().zip(worths);
    floors.all(|(floor, worth)| floor.is_none_or(|floor| *worth >= floor))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arbitrary::{problems, small};
    use proptest::prelude::*;

    const SCOPES: [Scope; 3] = [Scope::Possible, Scope::WithinRedLines, Scope::Acceptable];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn the_frontier_by_regions_is_the_frontier_by_definition(
            problem in problems(small()),
        ) {
            let watch = Watch::new();
            for scope in SCOPES {
                let claim = frontier(&problem, scope, &Effort::unbounded(&watch));
                prop_assert_eq!(&claim.reach, &Reach::Complete);
                prop_assert!(problem.frontier_holds(&claim, scope, &[]));
                let slow = problem.frontier(scope);
                for outcome in slow.iter().take(3) {
                    let (some, number) = packages_of(&problem, scope, &outcome.scores, 5);
                    prop_assert_eq!(&number, &outcome.packages);
                    prop_assert_eq!(BigUint::from(some.len()), number.min(5_u8.into()));
                    for package in some {
                        prop_assert!(problem.is_within(&package, scope));
                        prop_assert_eq!(&problem.scores(&package), &outcome.scores);
                    }
                }
                let summary = |o: &Outcome| (o.scores.clone(), o.packages.clone());
                prop_assert_eq!(
                    claim.answer.iter().map(summary).collect::<Vec<_>>(),
                    slow.iter().map(summary).collect::<Vec<_>>()
                );
            }
        }
    }
}
