//! Clashes: which demands no package meets together, and what to give up so that one does.
//!
//! MARCO (Liffiton, Previti, Malik, Marques-Silva 2016) over the search of `feasibility`: a map of
//! the subsets of the demands proposes the smallest set to give up that is still unexplored; if a
//! package meets the rest, that is a correction, else the rest is shrunk to a clash. Every answer
//! is true when it comes, so the work may stop at any time.

mod exploration;
mod map;
mod reopening;

use exploration::{Exploration, Found};
use problem::{
    Bound, Claim, Clash, Clashes, Correction, Demand, Effort, Problem, Reach, Reopenings,
};
use reopening::Reopener;

const METHOD: &str = "MARCO over depth-first search, the smallest corrections first";

/// Every clash and every correction among some demands.
///
/// Within the effort (`vectors_max` bounds the number of sets); if it runs out, what is given is
/// true, all smaller corrections than the last are given, and more may be missing.
#[must_use]
pub fn clashes(problem: &Problem, demands: &[Demand], effort: &Effort) -> Claim<Clashes> {
    let mut exploration = Exploration::new(problem, demands, effort);
    let reach = loop {
        match exploration.next() {
            Found::Clash(_) | Found::Correction(_) => {}
            Found::Nothing => break Reach::Complete,
            Found::Stopped => break Reach::Stopped(Bound::Unknown),
        }
    };
    let nodes = exploration.nodes();
    claim(exploration.into_found(), nodes, reach)
}

/// One clash among some demands; `None` where a package meets them all.
#[must_use]
pub fn one_clash(problem: &Problem, demands: &[Demand], effort: &Effort) -> Claim<Option<Clash>> {
    let mut exploration = Exploration::new(problem, demands, effort);
    let (answer, reach) = match exploration.one() {
        Found::Clash(clash) => (Some(clash), Reach::Complete),
        Found::Nothing | Found::Correction(_) => (None, Reach::Complete),
        Found::Stopped => (None, Reach::Stopped(Bound::Unknown)),
    };
    claim(answer, exploration.nodes(), reach)
}

/// A correction with the fewest demands; it is empty where a package meets them all.
///
/// `None` only if the effort ran out first.
#[must_use]
pub fn smallest_correction(
    problem: &Problem,
    demands: &[Demand],
    effort: &Effort,
) -> Claim<Option<Correction>> {
    let mut exploration = Exploration::new(problem, demands, effort);
    let (answer, reach) = loop {
        match exploration.next() {
            Found::Correction(correction) => break (Some(correction), Reach::Complete),
            Found::Clash(_) => {}
            Found::Nothing | Found::Stopped => {
                break (None, Reach::Stopped(Bound::Unknown));
            }
        }
    };
    claim(answer, exploration.nodes(), reach)
}

/// The smallest moves that reopen agreement under unanimity, by who would have to move, with the
/// least amounts and what each party could then get.
///
/// One or more for each correction of all the demands, see [`Problem::reopenings`]; none where
/// nothing clashes. If the effort runs out, those given are true and others may be missing.
#[must_use]
pub fn reopenings(problem: &Problem, effort: &Effort) -> Claim<Reopenings> {
    let Claim {
        answer,
        nodes,
        mut reach,
        ..
    } = clashes(problem, &problem.demands(), effort);
    let mut reopener = Reopener::new(problem, effort);
    let mut found = Vec::new();
    let needed = answer.corrections.iter().filter(|c| !c.demands.is_empty());
    for correction in needed {
        match reopener.reopenings(correction) {
            Some(reopenings) => found.extend(reopenings),
            None => reach = Reach::Stopped(Bound::Unknown),
        }
    }
    let nodes = nodes + reopener.nodes();
    let found = Reopenings::new(problem.stances().len(), found);
    claim(found, nodes, reach)
}

const fn claim<T>(answer: T, nodes: u64, reach: Reach) -> Claim<T> {
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
    use problem::{
        BracketIx, ChoiceIx, DecisionRule, PartyIx, Pattern, RedLineIx, Rule, Score, Stance, Table,
        Watch,
    };
    use proptest::prelude::*;

    fn sets(found: &Clashes) -> (Vec<Vec<Demand>>, Vec<Vec<Demand>>) {
        (
            found.clashes.iter().map(|c| c.demands.clone()).collect(),
            found
                .corrections
                .iter()
                .map(|c| c.demands.clone())
                .collect(),
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn all_clashes_and_corrections_are_those_of_the_definition(
            problem in problems(small()),
        ) {
            let watch = Watch::new();
            let demands = problem.demands();
            let claim = clashes(&problem, &demands, &Effort::unbounded(&watch));
            prop_assert_eq!(&claim.reach, &Reach::Complete);
            prop_assert!(problem.clashes_hold(&claim.answer, &demands));
            let slow = problem.clashes(&demands).unwrap();
            prop_assert!(problem.clashes_hold(&slow, &demands));
            prop_assert_eq!(sets(&claim.answer), sets(&slow));
        }

        #[test]
        fn one_clash_is_a_clash_and_there_is_one_where_no_package_meets_all(
            problem in problems(small()),
        ) {
            let watch = Watch::new();
            let demands = problem.demands();
            let claim = one_clash(&problem, &demands, &Effort::unbounded(&watch));
            let meets_all = problem.package_meeting(&demands);
            prop_assert_eq!(claim.answer.is_none(), meets_all.is_some());
            if let Some(clash) = claim.answer {
                prop_assert!(problem.is_minimal(&clash));
                prop_assert_eq!(problem.package_meeting(&clash.demands), None);
            }
        }

        #[test]
        fn the_moves_that_reopen_agreement_are_the_least_by_definition(
            problem in problems(small()),
        ) {
            let watch = Watch::new();
            let claim = reopenings(&problem, &Effort::unbounded(&watch));
            prop_assert_eq!(&claim.reach, &Reach::Complete);
            let slow = problem.clashes(&problem.demands()).unwrap();
            let slow = slow.corrections.iter().filter(|c| !c.demands.is_empty());
            let slow = slow.flat_map(|c| problem.reopenings(c)).collect();
            let slow = Reopenings::new(problem.stances().len(), slow);
            let found = claim.answer;
            let lists = |r: &Reopenings| {
                let own: Vec<_> = r.alone.rows().chain([&r.text, &r.together]).cloned().collect();
                own
            };
            for (here, there) in lists(&found).iter().zip(lists(&slow)) {
                let summary = |r: &problem::Reopening| (r.moves.clone(), r.best.clone());
                prop_assert!(here.iter().all(|r| problem.is_reopening(r)));
                let here: Vec<_> = here.iter().map(summary).collect();
                prop_assert_eq!(here, there.iter().map(summary).collect::<Vec<_>>());
            }
        }

        #[test]
        fn no_correction_is_smaller_than_the_smallest(problem in problems(small())) {
            let watch = Watch::new();
            let demands = problem.demands();
            let claim = smallest_correction(&problem, &demands, &Effort::unbounded(&watch));
            let correction = claim.answer.unwrap();
            prop_assert!(problem.is_correction(&correction, &demands));
            let slow = problem.clashes(&demands).unwrap();
            prop_assert_eq!(correction.demands.len(), slow.corrections[0].demands.len());
        }
    }

    fn rejects(bracket: u16, choices: &[u16]) -> Vec<Rule> {
        let never = |choice: &u16| {
            Rule::Never(Pattern::just(
                BracketIx::new(bracket),
                ChoiceIx::new(*choice),
            ))
        };
        choices.iter().map(never).collect()
    }

    /// Declared rejections only: no scores, no values of no deal.
    fn declared(sizes: &[u16], rejections: Vec<Vec<Rule>>) -> Problem {
        let scores = |size: &u16| vec![Score::ZERO; usize::from(*size)];
        let stance = |red_lines: Vec<Rule>| Stance {
            scores: sizes.iter().map(scores).collect(),
            bonuses: Vec::new(),
            red_lines: Table::new(red_lines),
            reservation: None,
        };
        Problem::new(
            Table::new(sizes.to_vec()),
            Table::new(Vec::new()),
            rejections.into_iter().map(stance).collect(),
            DecisionRule::Unanimity,
        )
        .unwrap()
    }

    #[test]
    fn declared_rejections_clash_where_together_they_leave_a_bracket_no_option() {
        let (one, two) = (rejects(1, &[0, 1]), rejects(1, &[2]));
        let problem = declared(&[2, 3], vec![one, two, rejects(0, &[1])]);
        let watch = Watch::new();
        let effort = Effort::unbounded(&watch);
        let found = clashes(&problem, &problem.demands(), &effort).answer;
        let line = |party, line| Demand::RedLine(PartyIx::new(party), RedLineIx::new(line));
        let clash = vec![line(0, 0), line(0, 1), line(1, 0)];
        assert_eq!(sets(&found).0, vec![clash.clone()]);
        assert_eq!(
            sets(&found).1,
            clash.into_iter().map(|d| vec![d]).collect::<Vec<_>>()
        );
        let moves = reopenings(&problem, &effort).answer;
        let own: Vec<usize> = moves.alone.rows().map(Vec::len).collect();
        assert_eq!(own, [2, 1, 0]);
    }

    #[test]
    fn a_stopped_search_says_that_more_may_be_missing() {
        let one = rejects(0, &[0])
            .into_iter()
            .chain(rejects(1, &[0]))
            .collect();
        let problem = declared(&[1, 1], vec![one]);
        let watch = Watch::new();
        let effort = Effort {
            vectors_max: 1,
            ..Effort::unbounded(&watch)
        };
        let claim = clashes(&problem, &problem.demands(), &effort);
        assert_eq!(claim.answer.clashes.len(), 1);
        assert_eq!(claim.reach, Reach::Stopped(Bound::Unknown));
    }
}
