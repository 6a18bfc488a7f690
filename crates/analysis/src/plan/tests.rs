//! Plans found quickly against the definition, and plans at their limits.

use super::arbitrary::plans;
use super::*;
use problem::plan::{Day, Limits, Parts, Period, Plan, Schedule, Step, Term};
use problem::{StepIx, Table, TermIx};
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
