//! The flow against the definition, against a linear program, and against its own proof.

use super::*;
use problem::Watch;
use problem::allocation::{Days, Line, Need};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use std::collections::BTreeMap;

/// A small fund and the days of its steps.
fn funds(amount: u64) -> impl Strategy<Value = (Fund, Calendar)> {
    let need = (0..=amount, 0..8_i32, 0..6_i32, 0..3_u32);
    let line = (
        0..=amount,
        0..8_i32,
        0..5_i32,
        0..3_u32,
        prop::collection::vec(0..3_u16, 0..3),
    );
    let needs = prop::collection::vec(need, 1..5);
    let lines = prop::collection::vec(line, 1..6);
    let marks = prop::collection::vec(prop::collection::vec(prop::bool::weighted(0.7), 4), 3);
    let days = prop::collection::vec(prop::option::weighted(0.8, 0..10_i32), 3);
    (needs, lines, marks, days).prop_map(|(needs, lines, marks, days)| {
        let days_of = |first, more| Days {
            first,
            last: first + more,
        };
        let needs: Vec<Need> = needs
            .into_iter()
            .map(|(amount, first, more, rank)| Need {
                amount,
                days: days_of(first, more),
                rank,
            })
            .collect();
        let earmarks = marks.into_iter().map(|marked| {
            let all = (0..needs.len()).zip(marked);
            all.filter_map(|(at, is)| NeedIx::from_position(at).filter(|_| is))
                .collect()
        });
        let earmarks: Table<_, Vec<NeedIx>> = earmarks.collect();
        let marks: Vec<_> = earmarks.ids().collect();
        let lines = lines
            .into_iter()
            .map(|(amount, first, more, earmark, waits)| Line {
                amount,
                days: days_of(first, more),
                earmark: marks[earmark as usize],
                waits: waits.into_iter().map(ActIx::new).collect(),
            });
        let fund = Fund::new(Table::new(needs), earmarks, lines.collect(), 3).unwrap();
        (fund, Table::new(days))
    })
}

fn met_by_rank(fund: &Fund, best: &Best) -> BTreeMap<u32, u64> {
    let unmet = fund.unmet(&best.allocation);
    let met = fund
        .needs()
        .rows()
        .zip(unmet.rows())
        .map(|(need, left)| need.amount - left);
    fund.by_rank(met)
}

fn found(fund: &Fund, calendar: &Calendar) -> Best {
    let watch = Watch::new();
    best(fund, calendar, &Effort::unbounded(&watch))
        .unwrap()
        .answer
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_flow_meets_what_the_definition_says((fund, calendar) in funds(3)) {
        let best = found(&fund, &calendar);
        prop_assert_eq!(met_by_rank(&fund, &best), fund.most(&calendar));
        prop_assert!(fund.proves(&calendar, &best));
    }

    #[test]
    fn the_flow_meets_what_a_linear_program_meets((fund, calendar) in funds(900)) {
        let best = found(&fund, &calendar);
        prop_assert_eq!(met_by_rank(&fund, &best), simplex::by_rank(&fund, &calendar));
        prop_assert!(fund.proves(&calendar, &best));
    }

    #[test]
    fn what_is_short_explains_the_whole_gap((fund, calendar) in funds(900)) {
        let best = found(&fund, &calendar);
        let short = shortfalls(&fund, &calendar, &best).unwrap();
        for each in &short {
            prop_assert!(fund.is_shortfall(&calendar, each));
        }
        let gap: u64 = short.iter().map(Shortfall::gap).sum();
        let unmet: u64 = fund.unmet(&best.allocation).rows().sum();
        prop_assert_eq!(gap, unmet);
    }

    #[test]
    fn an_allocation_with_a_unit_less_has_no_proof((fund, calendar) in funds(4)) {
        let mut best = found(&fund, &calendar);
        let Some(first) = best.allocation.keys().next().copied() else {
            return Ok(());
        };
        let amount = best.allocation.remove(&first).unwrap();
        if amount > 1 {
            best.allocation.insert(first, amount - 1);
        }
        prop_assert!(!fund.proves(&calendar, &best));
    }

    #[test]
    fn steps_are_worth_what_is_met_with_and_without_them((fund, calendar) in funds(9)) {
        let watch = Watch::new();
        let effort = Effort::unbounded(&watch);
        let steps: Vec<ActIx> = (0..3).map(ActIx::new).collect();
        let worth = unlocking(&fund, &calendar, &steps, &effort).unwrap().answer;
        let met = |done: &[bool]| {
            let days = calendar.rows().zip(done).map(|(day, done)| day.filter(|_| *done));
            let calendar: Calendar = days.collect();
            met_by_rank(&fund, &found(&fund, &calendar)).values().sum::<u64>()
        };
        prop_assert_eq!(worth.none, met(&[false; 3]));
        prop_assert_eq!(worth.all, met(&[true; 3]));
        for (at, step) in worth.steps.iter().enumerate() {
            let only: Vec<bool> = (0..3).map(|k| k == at).collect();
            let but: Vec<bool> = (0..3).map(|k| k != at).collect();
            prop_assert_eq!(worth.none + step.alone, met(&only));
            prop_assert_eq!(worth.all, step.missed + met(&but));
        }
    }

    #[test]
    fn a_later_step_never_leaves_less_open_in_all((fund, calendar) in funds(9), more in 0..9_i32) {
        let watch = Watch::new();
        let step = ActIx::new(0);
        let day = calendar.get(step).copied().flatten().map(|day| day + more);
        let slipped = slip(&fund, &calendar, (step, day), &Effort::unbounded(&watch)).unwrap().answer;
        let (before, after): (u64, u64) = (slipped.before.values().sum(), slipped.after.values().sum());
        prop_assert!(after >= before);
        prop_assert!(after - before <= slipped.later + slipped.lost);
    }
}

#[test]
fn most_random_funds_have_money_that_moves() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let moved = (0..200).filter(|_| {
        let tree = funds(9).new_tree(&mut runner).unwrap();
        let (fund, calendar) = tree.current();
        !found(&fund, &calendar).allocation.is_empty()
    });
    assert!(moved.count() > 100);
}

#[test]
fn money_for_a_late_need_is_moved_there_when_an_early_one_can_be_met_otherwise() {
    let days = |first, last| Days { first, last };
    let need = |amount, days, rank| Need { amount, days, rank };
    let needs = Table::new(vec![need(10, days(0, 9), 0), need(10, days(10, 19), 1)]);
    let all: Vec<NeedIx> = needs.ids().collect();
    let earmarks = Table::new(vec![all.clone(), vec![all[0]]]);
    let marks: Vec<_> = earmarks.ids().collect();
    let line = |amount, earmark, waits: &[u16]| Line {
        amount,
        days: Days::ALWAYS,
        earmark,
        waits: waits.iter().copied().map(ActIx::new).collect(),
    };
    let lines = Table::new(vec![line(12, marks[0], &[]), line(6, marks[1], &[0])]);
    let fund = Fund::new(needs, earmarks, lines, 1).unwrap();
    let met = |day| met_by_rank(&fund, &found(&fund, &Table::new(vec![day])));
    assert_eq!(met(None), BTreeMap::from([(0, 10), (1, 2)]));
    assert_eq!(met(Some(3)), BTreeMap::from([(0, 10), (1, 8)]));
    // On day 12 the early need is past: the second line comes too late for it.
    assert_eq!(met(Some(12)), BTreeMap::from([(0, 10), (1, 2)]));
}

#[test]
fn work_that_is_stopped_gives_what_may_be_done_and_proves_nothing() {
    let needs: Table<NeedIx, Need> = Table::new(vec![
        Need {
            amount: 1,
            days: Days::ALWAYS,
            rank: 0
        };
        4
    ]);
    let earmarks = Table::new(vec![needs.ids().collect()]);
    let earmark = earmarks.ids().next().unwrap();
    let lines = Table::new(vec![
        Line {
            amount: 1,
            days: Days::ALWAYS,
            earmark,
            waits: vec![],
        };
        4
    ]);
    let fund = Fund::new(needs, earmarks, lines, 0).unwrap();
    let watch = Watch::new();
    watch.stop();
    let claim = best(&fund, &Table::new(vec![]), &Effort::unbounded(&watch)).unwrap();
    assert_ne!(claim.reach, Reach::Complete);
    assert!(fund.allows(&Table::new(vec![]), &claim.answer.allocation));
    assert!(!fund.proves(&Table::new(vec![]), &claim.answer));
}
