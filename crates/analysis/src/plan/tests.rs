//! Plans found quickly against the definition, and plans at their limits.

use super::arbitrary::plans;
use super::*;
use problem::plan::{
    Account, Day, Goal, Limits, Parts, Period, Plan, Schedule, Step, Term, Window,
};
use problem::{Bound, Effort, PartyIx, Reach, StepIx, Table, TermIx, Watch};
use proptest::prelude::*;

/// The plan without exclusions and limits.
fn relaxed(plan: &Plan, last: Day) -> Plan {
    let mut parts = plan.parts().clone();
    let terms = plan.terms().rows().copied();
    parts.terms = terms.filter(|term| !term.excludes()).collect();
    parts.sides = parts.sides.map(|_| Limits::default());
    parts.period.last = last;
    Plan::new(parts).unwrap()
}

proptest! {
    #[test]
    fn earliest_and_latest_dates_are_those_of_the_definition(plan in plans()) {
        let there = plan.earliest();
        match dates(&plan) {
            Ok(dates) => {
                prop_assert_eq!(Some(&dates.earliest), there.as_ref());
                prop_assert_eq!(dates.end, plan.end(&dates.earliest));
                let all = relaxed(&plan, dates.end).schedules();
                let latest = |step| all.iter().filter_map(|s| s.start(step)).max();
                for step in plan.steps().ids() {
                    prop_assert_eq!(dates.latest.start(step), latest(step));
                }
            }
            Err(NoDates::Late(late)) => {
                prop_assert_eq!(there, None);
                let mut parts = plan.parts().clone();
                let named = plan.terms().iter().filter(|(ix, term)| {
                    late.terms.contains(ix) || matches!(term, Term::NotBefore { .. } | Term::Simultaneous { .. })
                });
                parts.terms = named.map(|(_, term)| *term).collect();
                prop_assert_eq!(Plan::new(parts).unwrap().earliest(), None);
            }
            Err(NoDates::Knots(knots)) => {
                prop_assert!(knots.iter().all(|knot| knot.steps.len() > 1));
                prop_assert!(knots.iter().all(|knot| knot.circle.len() > 1));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn brute_force_agrees_with_the_optimiser_on_a_thousand_random_small_plans(plan in plans()) {
        let watch = Watch::new();
        let effort = Effort::unbounded(&watch);
        let (one, other) = (PartyIx::new(0), PartyIx::new(1));
        let goals = [
            Goal::Horizon,
            Goal::Exposure(one, Account::All),
            Goal::Exposure(other, Account::Irreversible),
            Goal::Share,
        ];
        for goal in goals {
            let claim = best(&plan, goal, &effort);
            prop_assert_eq!(&claim.reach, &Reach::Complete);
            let refused = matches!(
                &claim.answer.hindrance,
                Some(Hindrance::Dates(NoDates::Knots(_)))
            );
            if refused {
                continue;
            }
            let there = plan.best(goal).map(|(value, _)| value);
            let found = claim.answer.found;
            prop_assert_eq!(found.as_ref().map(|(value, _)| *value), there);
            prop_assert_eq!(claim.answer.at_least, there);
            prop_assert_eq!(claim.answer.hindrance.is_none(), there.is_some());
            if let Some((value, schedule)) = found {
                prop_assert!(plan.under(goal).keeps(&schedule));
                prop_assert_eq!(plan.value(&schedule, goal), value);
            }
        }
    }

    #[test]
    fn a_jam_names_limits_and_deliveries_without_any_of_which_there_is_a_schedule(plan in plans()) {
        let watch = Watch::new();
        let claim = best(&plan, Goal::Horizon, &Effort::unbounded(&watch));
        let Some(Hindrance::Jam(jam)) = claim.answer.hindrance else {
            return Ok(());
        };
        prop_assert!(jam.smallest);
        let only = |limits: &[(PartyIx, Account)]| {
            let mut sides = plan.sides().map(|_| Limits::default());
            for (side, account) in limits {
                let limit = plan.sides().get(*side).unwrap().of(*account);
                let slot = sides.get_mut(*side).unwrap();
                *slot = slot.with(*account, limit);
            }
            plan.bearing(sides).unwrap()
        };
        prop_assert_eq!(only(&jam.limits).best(Goal::Horizon), None);
        for at in 0..jam.limits.len() {
            let mut fewer = jam.limits.clone();
            fewer.remove(at);
            prop_assert!(only(&fewer).best(Goal::Horizon).is_some());
        }
    }
}

fn step(position: u32) -> StepIx {
    StepIx::new(position)
}

fn requires(of: u32, first: u32) -> Term {
    Term::Requires {
        step: step(of),
        first: step(first),
        held: 0,
    }
}

fn lasting(days: u32, worth: &[(u16, i64)]) -> Step {
    let worth = worth
        .iter()
        .map(|(side, worth)| (PartyIx::new(*side), *worth));
    Step {
        days,
        worth: worth.collect(),
        ..Step::default()
    }
}

fn plan(last: i32, steps: Vec<Step>, terms: Vec<Term>, limits: [Option<i64>; 2]) -> Plan {
    let parts = Parts {
        period: Period {
            first: Day::new(0),
            last: Day::new(last),
        },
        calendars: Table::new(Vec::new()),
        steps: Table::new(steps),
        terms: Table::new(terms),
        sides: limits
            .map(|all| Limits::default().with(Account::All, all))
            .into_iter()
            .collect(),
    };
    Plan::new(parts).unwrap()
}

fn starts(days: &[i32]) -> Schedule {
    Schedule(days.iter().map(|day| Day::new(*day)).collect())
}

#[test]
fn random_plans_are_of_every_kind() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let watch = Watch::new();
    let [mut found, mut waited, mut jams, mut late, mut knots] = [0; 5];
    for _ in 0..1_000 {
        let plan = plans().new_tree(&mut runner).unwrap().current();
        let claim = best(&plan, Goal::Horizon, &Effort::unbounded(&watch));
        match (claim.answer.found, claim.answer.hindrance) {
            (Some((value, _)), _) => {
                found += 1;
                waited += usize::from(dates(&plan).is_ok_and(|dates| dates.end < value.end));
            }
            (_, Some(Hindrance::Jam(_))) => jams += 1,
            (_, Some(Hindrance::Dates(NoDates::Late(_)))) => late += 1,
            (_, Some(Hindrance::Dates(NoDates::Knots(_)))) => knots += 1,
            (None, None) => unreachable!("every plan is answered"),
        }
    }
    let kinds = [found, waited, jams, late, knots];
    assert!(kinds.iter().all(|kind| *kind >= 10), "{kinds:?}");
}

#[test]
fn two_sides_that_can_bear_nothing_and_verify_nothing_at_once_are_jammed_by_both_limits() {
    let mut steps = vec![
        lasting(1, &[(0, -4), (1, 4)]),
        lasting(1, &[(1, -4), (0, 4)]),
    ];
    for step in &mut steps {
        step.verification.days = 2;
    }
    let stuck = plan(30, steps.clone(), vec![], [Some(0), Some(3)]);
    let watch = Watch::new();
    let claim = best(&stuck, Goal::Horizon, &Effort::unbounded(&watch));
    let jam = Jam {
        limits: vec![
            (PartyIx::new(0), Account::All),
            (PartyIx::new(1), Account::All),
        ],
        deliveries: vec![step(0), step(1)],
        smallest: true,
    };
    assert_eq!(claim.answer.hindrance, Some(Hindrance::Jam(jam)));
    let eased = plan(30, steps, vec![], [Some(0), Some(4)]);
    let claim = best(&eased, Goal::Horizon, &Effort::unbounded(&watch));
    let (value, schedule) = claim.answer.found.unwrap();
    assert_eq!((value.end, schedule), (Day::new(5), starts(&[2, 0])));
}

#[test]
fn a_deadline_that_a_chain_of_clauses_passes_is_reported_with_the_chain() {
    let mut last = lasting(2, &[]);
    last.done = Window {
        earliest: None,
        latest: Some(Day::new(6)),
    };
    let steps = vec![lasting(3, &[]), lasting(2, &[]), last, lasting(1, &[])];
    let terms = vec![requires(3, 0), requires(1, 0), requires(2, 1)];
    let no_dates = dates(&plan(30, steps, terms, [None; 2])).unwrap_err();
    let late = Late {
        step: step(2),
        terms: vec![TermIx::new(1), TermIx::new(2)],
        circular: false,
    };
    assert_eq!(no_dates, NoDates::Late(late));
}

#[test]
fn clauses_that_push_each_other_without_end_are_reported_as_a_circle() {
    let within = Term::Within {
        step: step(1),
        of: step(0),
        days: 4,
    };
    let steps = vec![lasting(3, &[]), lasting(2, &[]), lasting(9, &[])];
    let terms = vec![requires(2, 0), requires(1, 2), within];
    let no_dates = dates(&plan(60_000, steps, terms, [None; 2])).unwrap_err();
    let NoDates::Late(late) = no_dates else {
        panic!("no knot")
    };
    let mut named = late.terms;
    named.sort_unstable();
    assert!(late.circular);
    assert_eq!(named, [TermIx::new(0), TermIx::new(1), TermIx::new(2)]);
}

#[test]
fn a_hundred_thousand_steps_have_dates_and_a_ring_of_them_is_refused_as_one_knot() {
    let size = 100_000_u32;
    let steps = vec![lasting(1, &[]); 100_000];
    let mut terms: Vec<Term> = (1..size)
        .filter(|s| s % 100 > 0)
        .map(|s| requires(s, s - 1))
        .collect();
    let chains = plan(200, steps.clone(), terms.clone(), [None; 2]);
    let found = dates(&chains).unwrap();
    assert_eq!(
        (found.end, found.critical.len()),
        (Day::new(100), terms.len())
    );
    assert_eq!(found.critical_steps().len(), 100_000);
    terms.extend(
        (1..size)
            .filter(|s| s % 100 == 0)
            .map(|s| requires(s, s - 1)),
    );
    terms.push(requires(0, size - 1));
    let ring = plan(200, steps, terms, [None; 2]);
    let NoDates::Knots(knots) = dates(&ring).unwrap_err() else {
        panic!("a knot")
    };
    assert_eq!((knots.len(), knots[0].steps.len()), (1, 100_000));
    assert_eq!(knots[0].circle.len(), 100_000);
}

#[test]
fn slack_is_how_long_a_step_may_wait_without_moving_the_end() {
    let steps = vec![lasting(5, &[]), lasting(2, &[]), lasting(1, &[])];
    let found = dates(&plan(
        30,
        steps,
        vec![requires(2, 0), requires(2, 1)],
        [None; 2],
    ))
    .unwrap();
    assert_eq!(found.critical_steps(), [step(0), step(2)]);
    assert_eq!(found.slack(step(1)), Some(3));
    assert_eq!(found.critical, [TermIx::new(0)]);
}

#[test]
fn a_stop_asked_for_gives_what_is_proved() {
    let excludes = Term::Excludes {
        one: step(0),
        other: step(1),
    };
    let apart = plan(30, vec![lasting(3, &[]); 2], vec![excludes], [None; 2]);
    let watch = Watch::new();
    watch.stop();
    let claim = best(&apart, Goal::Horizon, &Effort::unbounded(&watch));
    assert_eq!(claim.reach, Reach::Stopped(Bound::Unknown));
    assert_eq!(claim.answer.found, None);
    assert_eq!(
        claim.answer.at_least.map(|value| value.end),
        Some(Day::new(3))
    );
}

#[test]
fn plans_beyond_the_search_still_say_what_is_proved() {
    let steps = vec![lasting(1, &[(0, -1)]); STEPS_SEARCHED_MAX + 1];
    let watch = Watch::new();
    let free = plan(9, steps.clone(), vec![], [None; 2]);
    let claim = best(&free, Goal::Horizon, &Effort::unbounded(&watch));
    assert_eq!(claim.reach, Reach::Complete);
    assert!(claim.answer.found.is_some());
    let bound = plan(9, steps, vec![], [Some(5), None]);
    let claim = best(&bound, Goal::Horizon, &Effort::unbounded(&watch));
    assert_eq!(claim.reach, Reach::Stopped(Bound::Unknown));
    assert_eq!(
        claim.answer.at_least.map(|value| value.end),
        Some(Day::new(1))
    );
}
