//! Small plans whose dates and exposures can be counted by hand.

use super::*;
use std::collections::BTreeSet;

fn day(number: i32) -> Day {
    Day::new(number)
}

fn step(position: u32) -> StepIx {
    StepIx::new(position)
}

fn side(position: u16) -> PartyIx {
    PartyIx::new(position)
}

fn lasting(days: u32) -> Step {
    Step {
        days,
        ..Step::default()
    }
}

fn worth(days: u32, worth: &[(u16, i64)]) -> Step {
    Step {
        worth: worth
            .iter()
            .map(|(of, worth)| (side(*of), *worth))
            .collect(),
        ..lasting(days)
    }
}

fn parts(last: i32, steps: Vec<Step>, terms: Vec<Term>) -> Parts {
    Parts {
        period: Period {
            first: day(0),
            last: day(last),
        },
        calendars: Table::new(Vec::new()),
        steps: Table::new(steps),
        terms: Table::new(terms),
        sides: Table::new(vec![Limits::default(); 2]),
    }
}

fn starts(days: &[i32]) -> Schedule {
    Schedule(days.iter().map(|number| day(*number)).collect())
}

fn requires(of: u32, first: u32, held: u32) -> Term {
    Term::Requires {
        step: step(of),
        first: step(first),
        held,
    }
}

/// A week whose days 5 and 6 are closed, four times over.
fn weeks() -> Calendar {
    let closed: BTreeSet<Day> = (0..28).filter(|d| d % 7 >= 5).map(day).collect();
    Calendar::new(closed)
}

#[test]
fn work_begun_on_the_last_working_day_goes_on_after_the_days_of_rest() {
    assert_eq!(weeks().after(day(4), 2), day(8));
    assert_eq!(weeks().after(day(3), 2), day(5));
    assert_eq!(weeks().after(day(5), 0), day(5));
    assert_eq!(weeks().open_from(day(5)), day(7));
}

#[test]
fn a_ceasefire_that_must_hold_for_sixty_days_is_counted_from_its_verification() {
    let mut ceasefire = lasting(1);
    ceasefire.verification.days = 3;
    let plan = Plan::new(parts(
        100,
        vec![ceasefire, lasting(1)],
        vec![requires(1, 0, 60)],
    ));
    let plan = plan.unwrap();
    assert!(plan.keeps(&starts(&[0, 64])));
    let broken = plan.breaks(&starts(&[0, 63]));
    assert_eq!(broken, [Break::Term(TermIx::new(0))]);
    assert_eq!(plan.end(&starts(&[0, 64])), day(65));
}

#[test]
fn what_is_triggered_at_once_may_wait_for_the_next_working_day() {
    let mut then = lasting(1);
    then.calendar = Some(CalendarIx::new(0));
    let trigger = Term::Triggers {
        step: step(0),
        then: step(1),
        within: Some(0),
    };
    let mut parts = parts(20, vec![lasting(5), then], vec![trigger]);
    parts.calendars = Table::new(vec![weeks()]);
    let plan = Plan::new(parts).unwrap();
    assert!(plan.keeps(&starts(&[0, 7])));
    assert_eq!(plan.breaks(&starts(&[0, 8])), [Break::Term(TermIx::new(0))]);
    assert_eq!(plan.breaks(&starts(&[0, 6])), [Break::Closed(step(1))]);
}

#[test]
fn steps_that_exclude_each_other_may_touch_but_not_overlap() {
    let excludes = Term::Excludes {
        one: step(0),
        other: step(1),
    };
    let plan = Plan::new(parts(9, vec![lasting(3), lasting(2)], vec![excludes])).unwrap();
    assert!(plan.keeps(&starts(&[0, 3])) && plan.keeps(&starts(&[2, 0])));
    assert!(!plan.keeps(&starts(&[0, 2])));
}

#[test]
fn a_receipt_covers_a_delivery_only_once_it_is_verified() {
    let mut receipt = worth(1, &[(0, 5), (1, -3)]);
    receipt.verification.days = 4;
    let plan = Plan::new(parts(20, vec![worth(1, &[(0, -5)]), receipt], vec![])).unwrap();
    let schedule = starts(&[2, 2]);
    let curve = plan.exposure(&schedule, side(0), Account::All);
    assert_eq!(curve, [(day(3), 5), (day(7), 0)]);
    assert_eq!(plan.worst(&schedule, side(0), Account::All), 5);
    let other = plan.exposure(&schedule, side(1), Account::All);
    assert_eq!(other, [(day(3), 3)]);
    let trusting = [(side(0), step(0)), (side(1), step(1))];
    let trusting = trusting.map(|(side, step)| OnTrust { side, step });
    assert_eq!(plan.on_trust(&schedule), trusting);
}

#[test]
fn what_can_be_taken_back_does_not_cover_what_is_given_for_good() {
    let mut receipt = worth(1, &[(0, 5)]);
    receipt.reversible = true;
    let plan = Plan::new(parts(20, vec![worth(1, &[(0, -5)]), receipt], vec![])).unwrap();
    let schedule = starts(&[4, 0]);
    assert_eq!(plan.worst(&schedule, side(0), Account::All), 0);
    assert_eq!(plan.worst(&schedule, side(0), Account::Irreversible), 5);
    assert!(plan.on_trust(&schedule).is_empty());
}

#[test]
fn a_limit_that_is_passed_names_the_side_the_account_and_the_day() {
    let mut parts = parts(9, vec![worth(2, &[(1, -7)])], vec![]);
    let limits = Limits {
        all: Some(6),
        irreversible: None,
    };
    parts.sides = Table::new(vec![Limits::default(), limits]);
    let plan = Plan::new(parts).unwrap();
    let broken = Break::Limit {
        side: side(1),
        account: Account::All,
        day: day(3),
        exposure: 7,
    };
    assert_eq!(plan.breaks(&starts(&[1])), [broken]);
    assert_eq!(plan.best(Goal::Horizon), None);
    let (value, _) = plan.best(Goal::Share).unwrap();
    assert_eq!(value.exposure, Share::new(7, 6));
}

#[test]
fn the_best_order_lets_the_side_that_can_bear_nothing_receive_first() {
    let steps = vec![worth(1, &[(0, -4), (1, 4)]), worth(1, &[(1, -4), (0, 4)])];
    let mut parts = parts(6, steps, vec![]);
    let nothing = Limits {
        all: Some(0),
        irreversible: None,
    };
    parts.sides = Table::new(vec![nothing, Limits::default()]);
    parts.steps = parts.steps.map(|step| {
        let mut step = step.clone();
        step.verification.days = 1;
        step
    });
    let plan = Plan::new(parts).unwrap();
    let (value, schedule) = plan.best(Goal::Horizon).unwrap();
    assert_eq!((value.end, schedule), (day(3), starts(&[1, 0])));
}

#[test]
fn parts_that_do_not_fit_are_refused_with_their_place() {
    let refused = |parts: Parts| Plan::new(parts).unwrap_err();
    assert_eq!(refused(parts(-1, vec![], vec![])), PlanError::Period);
    let long = parts(DAY_MAX, vec![], vec![]);
    assert_eq!(refused(long), PlanError::Period);
    let unknown = parts(9, vec![worth(1, &[(7, 1)])], vec![]);
    assert_eq!(refused(unknown), PlanError::Step(step(0)));
    let twice = parts(9, vec![worth(1, &[(1, 1), (1, 2)])], vec![]);
    assert_eq!(refused(twice), PlanError::Step(step(0)));
    let endless = parts(9, vec![lasting(u32::MAX)], vec![]);
    assert_eq!(refused(endless), PlanError::Step(step(0)));
    let absent = parts(9, vec![lasting(1)], vec![requires(0, 1, 0)]);
    assert_eq!(refused(absent), PlanError::Term(TermIx::new(0)));
    let alone = parts(9, vec![lasting(1)], vec![requires(0, 0, 0)]);
    assert_eq!(refused(alone), PlanError::Term(TermIx::new(0)));
    let mut bound = parts(9, vec![], vec![]);
    bound.sides = Table::new(vec![Limits::default().with(Account::All, Some(-1))]);
    assert_eq!(refused(bound), PlanError::Limit(side(0)));
}

#[test]
fn the_earliest_dates_leave_exclusions_and_limits_aside() {
    let excludes = Term::Excludes {
        one: step(0),
        other: step(1),
    };
    let terms = vec![excludes, requires(2, 0, 1)];
    let steps = vec![lasting(2), lasting(2), lasting(1)];
    let plan = Plan::new(parts(6, steps, terms)).unwrap();
    assert_eq!(plan.earliest(), Some(starts(&[0, 0, 3])));
    assert!(plan.schedules().iter().all(|schedule| plan.keeps(schedule)));
    let impossible = Plan::new(parts(3, vec![lasting(4)], vec![])).unwrap();
    assert_eq!(impossible.earliest(), None);
}

#[test]
fn a_precondition_between_steps_that_are_done_together_is_kept_by_that() {
    let together = Term::Simultaneous {
        one: step(0),
        other: step(1),
    };
    let terms = vec![requires(0, 1, 0), together, requires(1, 0, 5)];
    let plan = Plan::new(parts(9, vec![lasting(3), lasting(1)], terms)).unwrap();
    assert!(plan.keeps(&starts(&[0, 2])));
    assert!(!plan.keeps(&starts(&[0, 3])));
}

#[test]
fn a_ring_of_preconditions_has_dates_once_one_of_them_takes_effect_provisionally() {
    use crate::repair::Remedy;
    let ring = vec![requires(0, 1, 0), requires(1, 2, 4), requires(2, 0, 0)];
    let plan = Plan::new(parts(12, vec![lasting(1); 3], ring)).unwrap();
    assert_eq!(plan.earliest(), None);
    let eased = |remedy, term| Eased {
        term: TermIx::new(term),
        remedy,
        early: lasting(1),
    };
    let provisional = plan.repaired(&[eased(Remedy::Provisional, 1)]).unwrap();
    let dates = starts(&[6, 5, 7, 0]);
    assert_eq!(provisional.earliest(), Some(dates));
    let escrow = plan.repaired(&[eased(Remedy::Escrow, 1)]).unwrap();
    assert_eq!(escrow.earliest(), Some(starts(&[6, 5, 7, 0])));
    let joined = [eased(Remedy::Together, 0), eased(Remedy::Together, 1)];
    let joined = plan.repaired(&joined).unwrap();
    assert_eq!(joined.earliest(), Some(starts(&[0, 0, 0])));
    let twice = [eased(Remedy::Split, 1), eased(Remedy::Escrow, 1)];
    let refused = plan.repaired(&twice).unwrap_err();
    assert_eq!(refused, PlanError::Term(TermIx::new(1)));
}
