//! Random small plans for property tests: calendars, windows, every kind of term, ties, both
//! accounts, limits that just can and just cannot be kept.

use problem::plan::{Calendar, Day, Limits, Parts, Period, Plan, Step, Term, Verification, Window};
use problem::{CalendarIx, Index, PartyIx, StepIx, Table};
use proptest::collection::{btree_set, vec};
use proptest::option::{of, weighted};
use proptest::prelude::*;

/// Plans small enough for every slow definition: at most five steps, ten days, two sides.
pub(super) fn plans() -> impl Strategy<Value = Plan> {
    (1..=5_usize, 5..=9_i32)
        .prop_flat_map(|(steps, last)| {
            (
                Just(last),
                vec(step(last), steps),
                vec(term(steps), 0..=6),
                vec(btree_set(0..last, 0..3), 2),
                vec((limit(), limit()), 2),
            )
        })
        .prop_map(|(last, steps, terms, closed, limits)| {
            let calendar = |days: std::collections::BTreeSet<i32>| {
                Calendar::new(days.into_iter().map(Day::new).collect())
            };
            let limits = limits
                .into_iter()
                .map(|(all, irreversible)| Limits { all, irreversible });
            let parts = Parts {
                period: Period {
                    first: Day::new(0),
                    last: Day::new(last),
                },
                calendars: closed.into_iter().map(calendar).collect(),
                steps: Table::new(steps),
                terms: terms.into_iter().flatten().collect(),
                sides: limits.collect(),
            };
            Plan::new(parts).unwrap()
        })
}

fn limit() -> impl Strategy<Value = Option<i64>> {
    weighted(0.6, 0..=6_i64)
}

fn calendar() -> impl Strategy<Value = Option<CalendarIx>> {
    of((0..2_u16).prop_map(CalendarIx::new))
}

fn window(last: i32) -> impl Strategy<Value = Window> {
    let from = weighted(0.1, 0..=3_i32);
    let until = weighted(0.15, (last / 2)..=last);
    (from, until).prop_map(|(from, until)| Window {
        earliest: from.map(Day::new),
        latest: until.map(Day::new),
    })
}

fn step(last: i32) -> impl Strategy<Value = Step> {
    let verification =
        (0..=2_u32, calendar()).prop_map(|(days, calendar)| Verification { days, calendar });
    let worth = vec((0..4_u8, -4..=4_i64), 2).prop_map(|worth| {
        let sides = (0..2_u16).map(PartyIx::new).zip(worth);
        sides
            .filter(|(_, (kind, _))| *kind > 0)
            .map(|(side, (_, worth))| (side, worth))
            .collect()
    });
    let windows = (window(last), window(last));
    (
        0..=2_u32,
        calendar(),
        verification,
        windows,
        worth,
        any::<bool>(),
    )
        .prop_map(
            |(days, calendar, verification, (starts, done), worth, reversible)| Step {
                days,
                calendar,
                verification,
                starts,
                done,
                worth,
                reversible,
            },
        )
}

fn term(steps: usize) -> impl Strategy<Value = Option<Term>> {
    let lag = 0..=2_u32;
    (0..9_u8, 0..steps, 0..steps, lag, any::<bool>()).prop_map(|(kind, one, other, days, flag)| {
        let at = |position| StepIx::from_position(position).unwrap();
        let day = Day::new(days as i32 + 1);
        if kind == 8 {
            return Some(Term::NotBefore { step: at(one), day });
        }
        if one == other {
            return None;
        }
        let (low, high) = (at(one.min(other)), at(one.max(other)));
        let (one, other) = (at(one), at(other));
        Some(match kind {
            0..=2 => Term::Requires {
                step: high,
                first: low,
                held: days,
            },
            3 => Term::Triggers {
                step: low,
                then: high,
                within: flag.then_some(days),
            },
            4 if flag => Term::Simultaneous { one, other },
            4 => Term::Requires {
                step: one,
                first: other,
                held: 0,
            },
            5 | 6 => Term::Excludes { one, other },
            _ => Term::Within {
                step: one,
                of: other,
                days,
            },
        })
    })
}
