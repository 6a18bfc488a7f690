//! Plans found quickly against the definition, and plans at their limits.

use super::arbitrary::plans;
use super::*;
use problem::plan::{Account, Day, Goal, Limits, Plan, Term};
use problem::{Effort, PartyIx, Reach, Watch};
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
