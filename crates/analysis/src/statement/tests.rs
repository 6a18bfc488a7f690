//! Verdicts carry what checks them, on small random statements.

use super::arbitrary::{fraction, function, saying, space, statements};
use super::*;
use crate::instances::SplitMix;
use problem::statement::{Likes, Offer, Saying, Sense, ValueSpace};
use problem::{BracketIx, ChoiceIx, Index, Watch};

#[test]
fn what_is_said_holds_exactly_where_its_rows_do() {
    let mut mix = SplitMix::new(1);
    let mut held = [0, 0];
    for _ in 0..4_000 {
        let space = space(&mut mix);
        let said = saying(&mut mix, &space);
        let rows = space.rows(&said);
        let function = function(&mut mix, &space);
        assert!(space.admits(&function));
        let holds = said.holds(&function, space.margin());
        assert_eq!(
            rows.iter().all(|row| row.holds(&function)),
            holds,
            "{said:?} {function:?}"
        );
        held[usize::from(holds)] += 1;
        for row in rows {
            assert_ne!(row.denied().holds(&function), row.holds(&function));
        }
    }
    assert!(held.iter().all(|count| *count > 600), "{held:?}");
}

#[test]
fn what_holds_together_has_a_value_function_and_what_does_not_a_refutation() {
    let mut mix = SplitMix::new(2);
    let (watch, mut found) = (Watch::new(), [0, 0]);
    for _ in 0..1_500 {
        let statements = statements(&mut mix, 6);
        let all: BTreeSet<_> = statements.said().ids().collect();
        let claim = agreement(&statements, &all, &[], &Effort::unbounded(&watch));
        match claim.answer.unwrap() {
            Verdict::Agrees(function) => {
                assert!(statements.agree(&function), "{statements:?} {function:?}");
                found[0] += 1;
            }
            Verdict::Refuted(refutation) => {
                assert!(
                    statements.is_refuted(&all, &[], &refutation),
                    "{statements:?}"
                );
                found[1] += 1;
            }
        }
    }
    assert!(found.iter().all(|count| *count > 300), "{found:?}");
}

#[test]
fn a_contradiction_is_smallest_and_leaving_one_of_each_out_makes_peace() {
    let mut mix = SplitMix::new(3);
    let (watch, mut most) = (Watch::new(), 0);
    for _ in 0..800 {
        let statements = statements(&mut mix, 9);
        let effort = Effort::unbounded(&watch);
        let found = contradictions(&statements, &effort).answer.unwrap();
        let mut left: BTreeSet<_> = statements.said().ids().collect();
        for contradiction in &found {
            assert!(
                statements.is_contradiction(contradiction),
                "{contradiction:?}"
            );
            left.remove(contradiction.statements.last().unwrap());
            most = most.max(contradiction.statements.len());
        }
        let peace = agreement(&statements, &left, &[], &effort).answer.unwrap();
        assert!(matches!(peace, Verdict::Agrees(_)));
        // A claim that leaves a statement out, or adds one, is not believed.
        if let Some(mut forged) = found.into_iter().next() {
            let first = *forged.statements.first().unwrap();
            forged.statements.remove(&first);
            assert!(!statements.is_contradiction(&forged));
        }
    }
    assert!(most >= 3, "{most}");
}

#[test]
fn what_is_certain_is_true_of_every_function_that_agrees() {
    let mut mix = SplitMix::new(4);
    let (watch, mut counts) = (Watch::new(), [0, 0]);
    for _ in 0..1_200 {
        let statements = statements(&mut mix, 4);
        let effort = Effort::unbounded(&watch);
        if inside(&statements, &effort).answer.is_none() {
            continue;
        }
        let asked = saying(&mut mix, statements.space());
        for row in statements.space().rows(&asked) {
            let claim = certain(&statements, &row, &effort);
            if let Some(refutation) = claim.answer {
                assert!(statements.is_certain(&row, &refutation));
                for _ in 0..20 {
                    let function = function(&mut mix, statements.space());
                    assert!(!statements.agree(&function) || row.holds(&function));
                }
                counts[0] += 1;
            } else {
                let all = statements.said().ids().collect();
                let other = agreement(&statements, &all, &[row.denied()], &effort).answer;
                let Some(Verdict::Agrees(function)) = other else {
                    panic!("no counterexample: {row:?}");
                };
                assert!(statements.agree(&function) && !row.holds(&function));
                counts[1] += 1;
            }
        }
    }
    assert!(counts.iter().all(|count| *count > 100), "{counts:?}");
}

#[test]
fn an_inner_function_agrees_and_leaves_room_where_there_is_some() {
    let mut mix = SplitMix::new(5);
    let watch = Watch::new();
    for _ in 0..500 {
        let statements = statements(&mut mix, 5);
        let effort = Effort::unbounded(&watch);
        if let Some(function) = inside(&statements, &effort).answer {
            assert!(statements.agree(&function));
        } else {
            let found = contradictions(&statements, &effort).answer.unwrap();
            assert!(!found.is_empty());
        }
    }
}

#[test]
fn three_statements_in_a_circle_are_a_contradiction_of_three() {
    let sizes = [3_u16, 2].into_iter().collect();
    let space = ValueSpace::new(sizes, BTreeMap::new(), fraction(1, 100)).unwrap();
    let fish = BracketIx::new(0);
    let [low, mid, high] = [0, 1, 2].map(ChoiceIx::new);
    let said = [
        Saying::Options(fish, low, Likes::More, mid),
        Saying::Brackets(fish, Likes::More, BracketIx::new(1)),
        Saying::Options(fish, mid, Likes::More, high),
        Saying::Options(fish, high, Likes::More, low),
    ];
    let statements = Statements::new(space, said.into_iter().collect()).unwrap();
    let watch = Watch::new();
    let found = contradictions(&statements, &Effort::unbounded(&watch))
        .answer
        .unwrap();
    let places: Vec<usize> = found[0].statements.iter().map(|at| at.position()).collect();
    assert_eq!((found.len(), places), (1, vec![0, 2, 3]));
}

#[test]
fn work_that_runs_out_of_effort_says_so_and_claims_nothing() {
    let mut mix = SplitMix::new(6);
    let watch = Watch::new();
    let statements = std::iter::repeat_with(|| statements(&mut mix, 6))
        .find(|statements| statements.said().len() == 6)
        .unwrap();
    let effort = Effort {
        nodes_max: 0,
        ..Effort::unbounded(&watch)
    };
    let claim = contradictions(&statements, &effort);
    assert_eq!(
        (claim.answer, claim.reach),
        (None, Reach::Stopped(Bound::Unknown))
    );
    let worth = Offer::Options([(BracketIx::new(0), ChoiceIx::new(0))].into());
    let row = statements.space().more(&worth, &Offer::NoDeal);
    assert_eq!(row.sense, Sense::Positive);
    assert_eq!(certain(&statements, &row, &effort).answer, None);
}
