//! Posing guarantees through a view: whose fears count, what linkages say of promises.

use super::{HEAD, read};
use briefing::{Rehearsal, rehearse};
use case::{BreachId, Case, GuaranteeId, View};
use disclosure::{PartyId, Seat};
use problem::guarantee::{Hole, Length};
use problem::{Effort, GuaranteeIx, Watch};
use std::collections::BTreeSet;

const PROMISES: &str = "\
acts:
  breach: {title: A breach}
  ships: {title: Ships come}
  in_force: {title: In force}
  vote: {title: A vote}
  news: {title: News spread}
fears:
  south:
    - {id: z1, text: They come back, acts: [breach], harm: {months: 1}, covered_by: [w1]}
    - {id: z2, text: Nobody pays, release: public}
guarantees:
  - id: w1
    title: Ships
    by: [reef]
    trigger: {act: breach, decided_by: [reef], hours: 12}
    ladder: [{act: ships, hours: 60}]
    starts: in_force
    from: 2031-01-01
    until: 2031-01-01
linkages:
  - {id: k1, triggers: {act: breach, then: ships, hours: 72}}
  - {id: k2, triggers: {act: breach, then: news, hours: 1}}
  - {id: k3, voids: {act: vote, voids: in_force}}
  - {id: k4, requires: {act: in_force, first: vote}}
breaches:
  - {id: b1, title: Boats, course: [{act: breach, days: 1}]}
";

fn promises() -> Case {
    let text = format!("{HEAD}{PROMISES}");
    read(&text).unwrap_or_else(|faults| panic!("{faults}\n{text}"))
}

fn first(view: &View<'_>) -> problem::guarantee::Guarantee {
    let posed = view.pose_guarantees().unwrap();
    let at = posed.guarantee(&GuaranteeId::new("w1")).unwrap();
    posed.all.guarantees().get(at).unwrap().clone()
}

#[test]
fn a_sealed_fear_says_to_its_own_party_alone_that_it_is_covered() {
    let case = promises();
    let south = case.seen_from(Seat::Delegation(PartyId::new("south")));
    assert_eq!(first(&south).covers.len(), 1);
    let north = case.seen_from(Seat::Delegation(PartyId::new("north")));
    assert!(first(&north).covers.is_empty());
    let posed = north.pose_guarantees().unwrap();
    assert_eq!(posed.fears.len(), 1);
    assert!(matches!(posed.all.holes()[0], Hole::Uncovered(_)));
}

#[test]
fn a_month_is_not_surely_longer_than_its_days() {
    let case = promises();
    let posed = case.seen_from(Seat::Mediator).pose_guarantees().unwrap();
    let harm = posed.all.fears().rows().next().unwrap().harm;
    let (least, most) = (28 * 24, 31 * 24);
    assert_eq!(harm, Some(Length { least, most }));
}

#[test]
fn what_a_linkage_voids_lapses_and_what_a_ladder_promises_is_not_said_twice() {
    let case = promises();
    let view = case.seen_from(Seat::Public);
    let guarantee = first(&view);
    let posed = view.pose_guarantees().unwrap();
    let vote = posed
        .acts
        .iter()
        .find(|(_, id)| id.as_str() == "vote")
        .unwrap();
    assert_eq!(guarantee.lapses.len(), 1);
    assert_eq!(guarantee.lapses[0].act, vote.0);
    assert_eq!(posed.rules.triggers.len(), 1);
    assert_eq!(posed.rules.voids.len(), 1);
    let over = problem::guarantee::Contradiction::OverBeforeBegun(GuaranteeIx::new(0));
    assert!(posed.all.contradictions().contains(&over));
}

#[test]
fn a_breach_is_rehearsed_from_the_hour_at_which_it_says_that_things_happen() {
    let case = promises();
    let view = case.seen_from(Seat::Public);
    let posed = view.pose_guarantees().unwrap();
    let breach = view.breaches().next().unwrap().item;
    let scenario = posed.scenario(breach, BTreeSet::new(), 100);
    assert_eq!(scenario.course.len(), 1);
    assert_eq!(scenario.course[0].1, 24);
}

#[test]
fn a_step_that_is_due_years_after_a_breach_is_told_with_its_hour() {
    let steps = "ladder: [{act: ships, hours: 60}, {act: news, months: 30}]";
    let text = format!("{HEAD}{PROMISES}").replace("ladder: [{act: ships, hours: 60}]", steps);
    let case = read(&text).unwrap_or_else(|faults| panic!("{faults}"));
    let asked = Rehearsal {
        breach: BreachId::new("b1"),
        since: 24,
        without: Vec::new(),
    };
    let watch = Watch::new();
    let view = case.seen_from(Seat::Public);
    let told = rehearse(&view, &asked, &Effort::unbounded(&watch)).unwrap();
    let told = format::briefing_json::to_json(&told);
    // A day, twelve hours to decide, and thirty months, which are at most 916 days.
    let hour = 24 + 12 + 916 * 24;
    assert!(
        told.contains("Due: “News spread”, step 2 of “Ships”."),
        "{told}"
    );
    assert!(told.contains(&format!("\"{hour}, to come\"")), "{told}");
}
