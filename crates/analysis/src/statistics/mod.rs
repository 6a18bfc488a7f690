//! Figures about every package, without looking at every package.
//!
//! The brackets are split in two halves. Every rule, red line and bonus is a conjunction, so what a
//! package matches is the AND of what its halves match: the halves are grouped by that, and between
//! two groups the linkages are constants. Extremes and sums then need no package at all; how many
//! packages reach a party's value of no deal is a merge of two sorted halves, and how many reach
//! two parties' values is counted with a tree. From three parties on the pairs of halves are swept,
//! as ranks of 16 bits.
//!
//! Invariant: every figure is an exact integer; the number of threads changes the time only.

mod count;
mod half;
mod linkage;

use half::Group;
use linkage::Linkages;
use num_bigint::{BigInt, BigUint};
use problem::statistics::{Figures, Statistics};
use problem::{Bound, Claim, Effort, PartyIx, Problem, Reach, Score, Table};

/// The figures about all packages that keep the rules, or nothing if there is none.
///
/// A node is a half of a package, or a pair of halves looked at. When the effort runs out,
/// everything about single parties is still exact, and `acceptable` lies within the bound given;
/// where the halves alone are more than [`Effort::nodes_max`] there is no answer and no bound.
#[must_use]
pub fn statistics(problem: &Problem, effort: &Effort<'_>) -> Claim<Option<Statistics>> {
    let linkages = Linkages::of(problem);
    let Some((front, back)) = half::split(problem, &linkages, effort.nodes_max) else {
        return Claim {
            answer: None,
            method: METHOD,
            nodes: 0,
            reach: Reach::Stopped(Bound::Unknown),
        };
    };
    let mut tally = Tally::new(problem, effort);
    tally.nodes = front.len() as u64 + back.len() as u64;
    for one in &front.groups {
        for other in &back.groups {
            tally.add(&linkages, one, other);
        }
    }
    let (nodes, left) = (tally.nodes, tally.left);
    let answer = tally.statistics();
    let reach = match &answer {
        Some(all) if left > 0 => {
            let most = &all.acceptable + BigUint::from(left);
            Reach::Stopped(Bound::Between(all.acceptable.clone(), most))
        }
        Some(_) | None => Reach::Complete,
    };
    Claim {
        answer,
        method: METHOD,
        nodes,
        reach,
    }
}

const METHOD: &str = "sorted half tables";

/// The figures as they add up, pair of groups by pair of groups.
struct Tally<'a> {
    problem: &'a Problem,
    effort: &'a Effort<'a>,
    packages: u128,
    acceptable: u128,
    gainful: u128,
    /// Packages whose acceptance by all was not looked at because the effort had run out.
    left: u128,
    parties: Vec<Running>,
    nodes: u64,
}

/// The figures of one party as they add up.
#[derive(Clone)]
struct Running {
    least: i64,
    most: i64,
    sum: BigInt,
    accepted: u128,
}

impl<'a> Tally<'a> {
    fn new(problem: &'a Problem, effort: &'a Effort<'a>) -> Self {
        let nothing = Running {
            least: i64::MAX,
            most: i64::MIN,
            sum: BigInt::ZERO,
            accepted: 0,
        };
        Self {
            problem,
            effort,
            packages: 0,
            acceptable: 0,
            gainful: 0,
            left: 0,
            parties: vec![nothing; problem.stances().len()],
            nodes: 0,
        }
    }

    /// Adds every package whose halves lie in these groups.
    fn add(&mut self, linkages: &Linkages, one: &Group, other: &Group) {
        self.nodes += 1;
        let truth = linkages.truth(&one.matched, &other.matched);
        if !linkages.is_possible(&truth) {
            return;
        }
        let pairs = one.len() as u128 * other.len() as u128;
        self.packages += pairs;
        let mut borne = true;
        let mut needs = Vec::with_capacity(self.parties.len());
        let rows = self.parties.iter_mut().zip(self.problem.stances().iter());
        for ((running, (party, stance)), (a, b)) in rows.zip(one.columns.iter().zip(&other.columns))
        {
            let bonus = linkages.bonus(&truth, party);
            running.least = running.least.min(a.least() + b.least() + bonus);
            running.most = running.most.max(a.most() + b.most() + bonus);
            running.sum += a.sum * other.len() as i128;
            running.sum += b.sum * one.len() as i128 + i128::from(bonus) * pairs as i128;
            let bears = linkages.bears(&truth, party);
            borne &= bears;
            let need = stance.reservation.map(|none| none.get() - bonus);
            if bears {
                running.accepted += need.map_or(pairs, |need| count::one(a, b, need));
            }
            needs.extend(need.map(|need| count::Need { a, b, need }));
        }
        if borne {
            self.add_acceptable(&needs, pairs);
        }
    }

    fn add_acceptable(&mut self, needs: &[count::Need<'_>], pairs: u128) {
        if self.nodes > self.effort.nodes_max || self.effort.watch.is_stopped() {
            self.left += pairs;
            return;
        }
        let rest = Effort {
            nodes_max: self.effort.nodes_max - self.nodes,
            ..*self.effort
        };
        let acceptable = count::all(needs, pairs, &rest);
        let better: Vec<_> = needs.iter().map(count::Need::better).collect();
        let gainful = if acceptable.pairs == 0 {
            acceptable
        } else {
            count::all(&better, pairs, &rest)
        };
        self.nodes += acceptable.nodes + gainful.nodes;
        self.acceptable += acceptable.pairs;
        self.gainful += gainful.pairs;
        self.left += acceptable.left;
    }

    fn statistics(self) -> Option<Statistics> {
        let figures = |running: &Running| Figures {
            least: Score::new(running.least),
            most: Score::new(running.most),
            sum: running.sum.clone(),
            accepted: BigUint::from(running.accepted),
        };
        (self.packages > 0).then(|| Statistics {
            packages: BigUint::from(self.packages),
            acceptable: BigUint::from(self.acceptable),
            gainful: BigUint::from(self.gainful),
            parties: self
                .parties
                .iter()
                .map(figures)
                .collect::<Table<PartyIx, _>>(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arbitrary::{Shape, problems, small};
    use problem::Watch;
    use proptest::prelude::*;

    fn agree(problem: &Problem) {
        let watch = Watch::new();
        let claim = statistics(problem, &Effort::unbounded(&watch));
        assert_eq!(claim.reach, Reach::Complete);
        assert_eq!(claim.answer, problem.statistics());
        let challengers: Vec<_> = problem.packages().take(50).collect();
        assert!(problem.statistics_hold(&claim, &challengers));
    }

    proptest! {
        #[test]
        fn the_halves_give_the_figures_of_the_definition(problem in problems(small())) {
            agree(&problem);
        }

        #[test]
        fn many_linkages_change_nothing(
            problem in problems(Shape { links_max: 12, red_lines_max: 3, ..small() }),
        ) {
            agree(&problem);
        }

        #[test]
        fn a_small_effort_keeps_the_count_within_its_bound(
            problem in problems(Shape { links_max: 6, ..small() }),
            nodes_max in 0..200_u64,
        ) {
            let watch = Watch::new();
            let effort = Effort { nodes_max, ..Effort::unbounded(&watch) };
            let claim = statistics(&problem, &effort);
            let Some(exact) = problem.statistics() else { return Ok(()) };
            match (claim.answer, claim.reach) {
                (None, reach) => prop_assert_eq!(reach, Reach::Stopped(Bound::Unknown)),
                (Some(found), Reach::Complete) => prop_assert_eq!(found, exact),
                (Some(found), Reach::Stopped(Bound::Between(least, most))) => {
                    prop_assert!(least <= exact.acceptable && exact.acceptable <= most);
                    prop_assert_eq!(found.parties, exact.parties);
                }
                (_, reach) => prop_assert!(false, "an unexpected reach {reach:?}"),
            }
        }
    }
}
