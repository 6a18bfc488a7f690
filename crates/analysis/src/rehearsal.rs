//! A rehearsal that goes from one hour at which something is due to the next.

use problem::guarantee::Guarantees;
use problem::rehearsal::{Rules, Scenario, State, Timeline, at, begun, decided, due, ended};
use problem::{Claim, Effort, Reach};

/// What takes place at which hour.
///
/// Between two hours at which something is due nothing changes, so those alone are looked at. A
/// node is one hour; where the effort ends first, the timeline is true up to its last hour.
#[must_use]
pub fn rehearse(
    of: &Guarantees,
    rules: &Rules,
    scenario: &Scenario,
    effort: &Effort<'_>,
) -> Claim<Timeline> {
    let mut state = begun(of, scenario);
    let (mut hour, mut nodes) = (0, 0_u64);
    let mut reach = Reach::Complete;
    loop {
        if nodes >= effort.nodes_max || effort.watch.is_stopped() {
            reach = Reach::Stopped(problem::Bound::Unknown);
            break;
        }
        nodes = nodes.saturating_add(1);
        while at(of, rules, scenario, (&mut state, hour)) {}
        match next(of, rules, scenario, (&state, hour)) {
            Some(later) if later <= scenario.until => hour = later,
            Some(_) | None => break,
        }
    }
    Claim {
        answer: ended(of, rules, state),
        method: "from one hour at which something is due to the next",
        nodes,
        reach,
    }
}

/// The first hour after this one at which something is due.
fn next(
    of: &Guarantees,
    rules: &Rules,
    scenario: &Scenario,
    (state, hour): (&State, u64),
) -> Option<u64> {
    let course = scenario.course.iter().map(|(_, when)| *when);
    let follows = rules.triggers.iter().filter_map(|(act, _, span)| {
        let since = state.happened.get(act)?;
        Some(since.saturating_add((*span)?.most))
    });
    let called = || state.called.keys().copied();
    let decisions = called().filter_map(|id| decided(of, state, id));
    let steps = called().flat_map(|id| {
        let ladder = of.guarantees().get(id).map(|each| each.ladder.len());
        (0..ladder.unwrap_or(0)).filter_map(move |step| due(of, state, (id, step)))
    });
    let hours = course.chain(follows).chain(decisions).chain(steps);
    hours.filter(|when| *when > hour).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guarantee::tests::guarantees;
    use problem::guarantee::{Acts, Deciding, Fear, Guarantee, Lapse, Length, Rung, Trigger};
    use problem::rehearsal::{Ended, Event};
    use problem::{ActIx, FearIx, GuaranteeIx, Table, Watch};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn act(position: u16) -> ActIx {
        ActIx::new(position)
    }

    fn found(of: &Guarantees, rules: &Rules, scenario: &Scenario) -> Timeline {
        let watch = Watch::new();
        rehearse(of, rules, scenario, &Effort::unbounded(&watch)).answer
    }

    prop_compose! {
        fn rules()(
            triggers in prop::collection::vec(
                (0..6_u16, 0..6_u16, prop::option::of(0..30_u64)), 0..=3),
            voids in prop::collection::vec((0..6_u16, 0..6_u16), 0..=2),
        ) -> Rules {
            let triggers = triggers.into_iter();
            let triggers = triggers.map(|(one, then, span)| {
                (act(one), act(then), span.map(Length::exactly))
            });
            let voids = voids.into_iter().map(|(one, other)| (act(one), act(other)));
            Rules { triggers: triggers.collect(), voids: voids.collect() }
        }
    }

    prop_compose! {
        fn scenario()(
            course in prop::collection::vec((0..6_u16, 0..40_u64), 1..=4),
            absent in prop::collection::btree_set((0..4_u16).prop_map(GuaranteeIx::new), 0..=1),
            until in 0..150_u64,
        ) -> Scenario {
            let course = course.into_iter().map(|(one, hour)| (act(one), hour));
            Scenario { course: course.collect(), absent, until }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn the_rehearsal_from_due_to_due_is_that_of_every_hour(
            of in guarantees(),
            rules in rules(),
            scenario in scenario(),
        ) {
            let slow = problem::rehearsal::rehearse(&of, &rules, &scenario);
            prop_assert_eq!(found(&of, &rules, &scenario), slow);
        }
    }

    /// The tiered response reported on 3 February 2026: a warning within 24 hours, then a force if
    /// the fighting goes on, and at 72 hours a response with backing if the attack widens.
    fn tiered() -> Guarantee {
        let rung = |position, after: Option<u64>, when: Option<u16>| Rung {
            act: act(position),
            after: after.map(Length::exactly),
            when: when.map(act),
        };
        Guarantee {
            covers: BTreeSet::from([FearIx::new(0)]),
            trigger: Some(Trigger {
                act: act(0),
                deciders: BTreeSet::new(),
                deciding: Deciding::Together,
                decision: None,
            }),
            ladder: vec![
                rung(1, Some(24), None),
                rung(2, None, Some(4)),
                rung(3, Some(72), Some(5)),
            ],
            starts: Some(act(6)),
            lapses: vec![Lapse {
                act: act(7),
                done_by: BTreeSet::new(),
                provoked_by: BTreeSet::new(),
            }],
            ..Guarantee::default()
        }
    }

    fn of(all: Vec<Guarantee>) -> Guarantees {
        let fears = Table::new(vec![Fear::default()]);
        Guarantees::new(0, Acts::apart(8), fears, Table::new(all)).unwrap()
    }

    fn course(course: &[(u16, u64)]) -> Scenario {
        Scenario {
            course: course
                .iter()
                .map(|(one, hour)| (act(*one), *hour))
                .collect(),
            until: 1_000,
            ..Scenario::default()
        }
    }

    fn steps(timeline: &Timeline) -> Vec<(u64, usize)> {
        let due = timeline
            .events
            .iter()
            .filter_map(|(hour, event)| match event {
                Event::Due(_, step) => Some((*hour, *step)),
                Event::Happens(_)
                | Event::Lapses(..)
                | Event::Called(_)
                | Event::Decided(_)
                | Event::FallsAway(..) => None,
            });
        due.collect()
    }

    #[test]
    fn the_tiered_response_is_due_at_24_hours_when_fighting_goes_on_and_at_72_hours() {
        let of = of(vec![tiered()]);
        let widened = found(&of, &Rules::default(), &course(&[(0, 0), (4, 30), (5, 48)]));
        assert_eq!(steps(&widened), [(24, 0), (30, 1), (72, 2)]);
        assert!(widened.waiting.is_empty());
        let ended = found(&of, &Rules::default(), &course(&[(0, 0)]));
        assert_eq!(steps(&ended), [(24, 0)]);
        assert_eq!(ended.waiting.len(), 2);
        assert_eq!(ended.covered, BTreeSet::from([FearIx::new(0)]));
    }

    #[test]
    fn an_unprovoked_attack_ends_the_guarantee_before_its_next_step_and_what_needs_it_too() {
        let resting = Guarantee {
            needs: BTreeSet::from([GuaranteeIx::new(0)]),
            ..Guarantee::default()
        };
        let of = of(vec![tiered(), resting]);
        let timeline = found(&of, &Rules::default(), &course(&[(0, 0), (7, 24)]));
        assert_eq!(steps(&timeline), []);
        let (first, second) = (GuaranteeIx::new(0), GuaranteeIx::new(1));
        for event in [
            Event::Lapses(first, Ended::Condition(act(7))),
            Event::Lapses(second, Ended::Need(first)),
            Event::FallsAway(first, 0),
        ] {
            assert!(timeline.events.contains(&(24, event)), "{event:?}");
        }
        assert!(timeline.covered.is_empty());
    }

    #[test]
    fn a_linkage_that_voids_the_state_of_a_guarantee_ends_it() {
        let of = of(vec![tiered()]);
        let rules = Rules {
            voids: vec![(act(0), act(6))],
            ..Rules::default()
        };
        let timeline = found(&of, &rules, &course(&[(0, 5)]));
        let lapse = Event::Lapses(GuaranteeIx::new(0), Ended::Voided(act(0)));
        assert!(timeline.events.contains(&(5, lapse)));
        assert!(
            !timeline
                .events
                .iter()
                .any(|(_, e)| matches!(e, Event::Called(_)))
        );
    }

    #[test]
    fn a_rehearsal_that_may_look_at_one_hour_says_that_it_stopped() {
        let of = of(vec![tiered()]);
        let watch = Watch::new();
        let effort = Effort {
            nodes_max: 1,
            ..Effort::unbounded(&watch)
        };
        let claim = rehearse(&of, &Rules::default(), &course(&[(0, 0)]), &effort);
        assert!(matches!(claim.reach, Reach::Stopped(_)));
    }
}
