//! The fast circles against the definition, the founding case's clauses, and hard graphs.

use super::*;
use problem::order::Linkage;
use problem::repair::{Remedy, Repair};
use problem::{ClauseIx, Table, Watch};
use proptest::prelude::*;

fn act_at(position: u16) -> ActIx {
    ActIx::new(position)
}

fn requires(act: u16, first: u16) -> Linkage {
    Linkage::Requires {
        act: act_at(act),
        first: act_at(first),
    }
}

fn triggers(act: u16, then: u16) -> Linkage {
    Linkage::Triggers {
        act: act_at(act),
        then: act_at(then),
    }
}

fn together(one: u16, other: u16) -> Linkage {
    Linkage::Simultaneous {
        one: act_at(one),
        other: act_at(other),
    }
}

fn excludes(one: u16, other: u16) -> Linkage {
    Linkage::Excludes {
        one: act_at(one),
        other: act_at(other),
    }
}

fn order(acts: usize, clauses: &[Linkage]) -> Precedence {
    Precedence::new(acts, Table::new(clauses.to_vec())).unwrap()
}

fn clause() -> impl Strategy<Value = Linkage> {
    (0..4_u8, 0..7_u16, 0..7_u16).prop_map(|(kind, one, other)| match kind {
        0 => requires(one, other),
        1 => triggers(one, other),
        2 if one % 3 == 0 => together(one, other),
        2 => requires(other, one),
        _ => excludes(one, other),
    })
}

proptest! {
    #[test]
    fn every_circle_is_found_once_in_order_and_nothing_else(
        clauses in prop::collection::vec(clause(), 0..22),
    ) {
        let order = order(7, &clauses);
        let watch = Watch::new();
        let claim = circles(&order, &Effort::unbounded(&watch));
        prop_assert_eq!(&claim.reach, &Reach::Complete);
        prop_assert!(claim.answer.iter().all(|circle| order.has_circle(circle)));
        prop_assert_eq!(claim.answer, order.circles());
    }

    #[test]
    fn an_act_lies_in_a_knot_exactly_when_it_lies_on_a_circle(
        clauses in prop::collection::vec(clause(), 0..22),
    ) {
        let order = order(7, &clauses);
        let turns = order.circles().into_iter().flat_map(|circle| circle.0);
        let mut on_circles: Vec<ActIx> = turns.filter_map(|turn| turn.acts.first().copied()).collect();
        on_circles.sort_unstable();
        on_circles.dedup();
        let found = knots(&order);
        prop_assert!(found.iter().all(|knot| order.has_circle(&knot.circle)));
        let mut in_knots: Vec<ActIx> = found.into_iter().flat_map(|knot| knot.places).collect();
        in_knots.sort_unstable();
        prop_assert_eq!(in_knots, on_circles);
    }
}

/// The acts that the linkages L01 to L23 of the founding case speak of.
const ACTS: [&str; 33] = [
    "economic zone decided",
    "referendum held",
    "ceasefire of 60 days",
    "text agreed by all",
    "guarantees in force",
    "ratified or approved",
    "Ukraine attacks unprovoked",
    "guarantees lapse",
    "Russia invades again",
    "response and sanctions",
    "territorial decision",
    "fighting ends",
    "withdrawal from Donbas",
    "temporary ceasefire",
    "coalition guarantees active",
    "ceasefire breached",
    "tiered response",
    "guarantee binding on the US",
    "Congress and parliament vote",
    "prosperity money",
    "assets released",
    "damage compensated",
    "loan repaid",
    "reparations paid",
    "elections held",
    "vote secured and law changed",
    "real progress",
    "readiness to de-escalate",
    "plan in being",
    "all four sign",
    "plant restarted",
    "plant conditions met",
    "EU accession",
];
const UNANIMITY: u16 = 33;

/// The clauses with their linkage. L03 makes every point one question with the whole text; a peace
/// deal (L09), a settlement (L11) and a ceasefire that is permanent are read as the text agreed
/// and the ceasefire that follows it.
fn founding_clauses() -> Vec<(&'static str, Linkage)> {
    vec![
        ("L01", requires(0, 1)),
        ("L02", requires(1, 2)),
        ("L03", together(0, 3)),
        ("L04", triggers(3, 2)),
        ("L05", requires(4, 5)),
        ("L06", triggers(6, 7)),
        ("L07", triggers(8, 9)),
        ("L08", requires(10, 4)),
        ("L09", requires(4, 3)),
        ("L09", requires(3, 10)),
        ("L10", requires(11, 12)),
        ("L11", excludes(13, 3)),
        ("L11", requires(2, 3)),
        ("L12", triggers(2, 14)),
        ("L13", triggers(15, 16)),
        ("L14", requires(17, 18)),
        ("L15", requires(19, 2)),
        ("L15", requires(19, 4)),
        ("L16", requires(20, 11)),
        ("L16", requires(20, 21)),
        ("L17", requires(22, 23)),
        ("L18", together(24, 1)),
        ("L19", requires(24, 25)),
        ("L20", requires(26, 27)),
        ("L21", requires(28, 29)),
        ("L22", requires(30, 31)),
        ("L23", requires(32, UNANIMITY)),
    ]
}

fn loops_of(clauses: &[(&'static str, Linkage)]) -> Vec<String> {
    let linkages: Vec<Linkage> = clauses.iter().map(|(_, linkage)| *linkage).collect();
    let watch = Watch::new();
    let order = order(ACTS.len() + 1, &linkages);
    let names = |ixs: &[ClauseIx]| {
        let names = ixs.iter().map(|ix| clauses[Index::position(*ix)].0);
        names.collect::<Vec<_>>().join("+")
    };
    let found = circles(&order, &Effort::unbounded(&watch)).answer;
    let words = |turn: &problem::order::Turn| {
        let act = ACTS[Index::position(turn.acts[0])];
        format!(
            "{act} [{}] >{}",
            names(&turn.together),
            names(&turn.clauses)
        )
    };
    let told = |circle: &Circle| circle.0.iter().map(words).collect::<Vec<_>>().join(" ");
    found.iter().map(told).collect()
}

#[test]
fn both_loops_of_the_founding_case_are_found_from_its_other_linkages() {
    assert_eq!(
        loops_of(&founding_clauses()),
        [
            "economic zone decided [L03] >L04+L11 ceasefire of 60 days [] >L02 referendum held [] >L01",
            "economic zone decided [] >L09 guarantees in force [] >L08 territorial decision [] >L09",
        ]
    );
}

#[test]
fn each_loop_of_the_founding_case_is_broken_by_one_repair_and_both_by_two() {
    let clauses = founding_clauses();
    let linkages: Vec<Linkage> = clauses.iter().map(|(_, linkage)| *linkage).collect();
    let order = order(ACTS.len() + 1, &linkages);
    let open = Table::new(vec![Remedy::ALL.into_iter().collect(); ACTS.len() + 1]);
    let watch = Watch::new();
    let effort = Effort::unbounded(&watch);
    let names = |sets: &[Vec<Repair>], remedy: Remedy| {
        let alone = sets.iter().filter(|set| set.len() == 1);
        let of = alone.flatten().filter(|repair| repair.remedy == remedy);
        let names = of.map(|repair| clauses[Index::position(repair.clause)].0);
        names.collect::<Vec<_>>()
    };
    let found = circles(&order, &effort).answer;
    let sets: Vec<_> = found
        .iter()
        .map(|circle| breaking(&order, circle, &open, &effort).answer)
        .collect();
    assert_eq!(names(&sets[0], Remedy::Provisional), ["L01", "L02"]);
    assert_eq!(names(&sets[1], Remedy::Guarantee), ["L08", "L09", "L09"]);
    let both = fewest(&order, &open, 3, &effort);
    assert_eq!((both.reach, both.answer.at_least), (Reach::Complete, 2));
    assert!(!both.answer.sets.is_empty());
    assert!(both.answer.sets.iter().all(|set| order.breaks_all(set)));
}

#[test]
fn nothing_is_reported_on_the_first_two_linkages_alone() {
    assert!(loops_of(&founding_clauses()[..2]).is_empty());
}

#[test]
fn a_dense_order_of_sixty_five_thousand_steps_stops_at_its_budget_with_what_it_has() {
    let clauses: Vec<Linkage> = (0..256_u16)
        .flat_map(|one| (0..256).map(move |other| (one, other)))
        .filter(|(one, other)| one != other)
        .map(|(one, other)| requires(one, other))
        .take(65_000)
        .collect();
    let order = order(256, &clauses);
    let watch = Watch::new();
    let effort = Effort {
        nodes_max: 200_000,
        ..Effort::unbounded(&watch)
    };
    let claim = circles(&order, &effort);
    assert_eq!(claim.reach, Reach::Stopped(Bound::Unknown));
    assert!(claim.nodes <= 201_000 && claim.answer.len() > 100);
    assert!(claim.answer.iter().take(20).all(|c| order.has_circle(c)));
    assert!(knots(&order)[0].places.len() >= 255);
}

#[test]
fn a_ring_of_sixty_five_thousand_acts_is_one_circle() {
    let last = u16::MAX - 1;
    let clauses: Vec<Linkage> = (0..=last)
        .map(|act| requires(if act == last { 0 } else { act + 1 }, act))
        .collect();
    let order = order(usize::from(u16::MAX), &clauses);
    let watch = Watch::new();
    let claim = circles(&order, &Effort::unbounded(&watch));
    assert_eq!(claim.answer.len(), 1);
    assert_eq!(claim.answer[0].0.len(), usize::from(u16::MAX));
    assert_eq!(knots(&order)[0].circle, claim.answer[0]);
}

#[test]
fn a_stop_asked_for_gives_what_there_is() {
    let clauses: Vec<Linkage> = (0..40_u16)
        .flat_map(|one| (0..40).map(move |other| requires(one, other)))
        .collect();
    let watch = Watch::new();
    watch.stop();
    let claim = circles(&order(40, &clauses), &Effort::unbounded(&watch));
    assert_eq!(claim.reach, Reach::Stopped(Bound::Unknown));
}
