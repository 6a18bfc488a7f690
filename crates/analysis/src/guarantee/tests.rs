//! Cuts and knots against their definitions, and small sets of guarantees whose answer is known.

use super::*;
use problem::guarantee::{
    Acts, Answered, Contradiction, Deciding, Fear, Guarantee, Hole, Lapse, Lateness, Length, Need,
    Office, Part, Rung, Trigger,
};
use problem::{ActIx, GuaranteeIx, Index, PartyIx, Table, Watch};
use proptest::prelude::*;

fn party(position: u16) -> PartyIx {
    PartyIx::new(position)
}

fn act(position: u16) -> ActIx {
    ActIx::new(position)
}

fn fear(position: u16) -> FearIx {
    FearIx::new(position)
}

fn id(position: u16) -> GuaranteeIx {
    GuaranteeIx::new(position)
}

const PARTIES: u16 = 4;
const ACTS: u16 = 6;
const FEARS: u16 = 3;

fn parties(most: usize) -> impl Strategy<Value = BTreeSet<PartyIx>> {
    prop::collection::btree_set((0..PARTIES).prop_map(PartyIx::new), 0..=most)
}

fn any_act() -> impl Strategy<Value = ActIx> {
    (0..ACTS).prop_map(ActIx::new)
}

fn length() -> impl Strategy<Value = Option<Length>> {
    prop_oneof![
        Just(None),
        (0..60_u64, 0..9_u64).prop_map(|(least, more)| Some(Length {
            least,
            most: least + more
        })),
    ]
}

fn trigger() -> impl Strategy<Value = Trigger> {
    (any_act(), parties(3), any::<bool>(), length()).prop_map(|(act, deciders, each, decision)| {
        Trigger {
            act,
            deciders,
            deciding: if each {
                Deciding::Each
            } else {
                Deciding::Together
            },
            decision,
        }
    })
}

prop_compose! {
    fn rung()(act in any_act(), after in length(), when in prop::option::of(any_act())) -> Rung {
        Rung { act, after, when }
    }
}

prop_compose! {
    fn lapse()(act in any_act(), done_by in parties(2), provoked_by in parties(1)) -> Lapse {
        Lapse { act, done_by, provoked_by }
    }
}

prop_compose! {
    fn guarantee(count: u16)(
        covers in prop::collection::btree_set((0..FEARS).prop_map(FearIx::new), 0..=2),
        guarantors in parties(2),
        vetoes in parties(1),
        trigger in prop::option::weighted(0.8, trigger()),
        ladder in prop::collection::vec(rung(), 0..=3),
        needs in prop::collection::btree_set((0..count).prop_map(GuaranteeIx::new), 0..=1),
        (ratified_by, starts) in (prop::option::of(any_act()), prop::option::of(any_act())),
        lapses in prop::collection::vec(lapse(), 0..=1),
    ) -> Guarantee {
        Guarantee {
            covers, guarantors, vetoes, trigger, ladder, needs, ratified_by, starts, lapses,
            ..Guarantee::default()
        }
    }
}

prop_compose! {
    /// A small set of fears and guarantees.
    pub(crate) fn guarantees()(count in 1..5_u16)(
        all in prop::collection::vec(guarantee(count), usize::from(count)),
        waits in prop::collection::vec((any_act(), any_act()), 0..=4),
        together in prop::option::of((any_act(), any_act())),
    ) -> Guarantees {
        let mut acts = Acts { waits, ..Acts::apart(usize::from(ACTS)) };
        if let Some((one, other)) = together {
            *acts.places.get_mut(one.max(other)).unwrap() = one.min(other);
        }
        let fears = Table::new(vec![Fear::default(); usize::from(FEARS)]);
        Guarantees::new(usize::from(PARTIES), acts, fears, Table::new(all)).unwrap()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn the_cuts_of_a_fear_are_those_of_the_definition(of in guarantees()) {
        let watch = Watch::new();
        for fear in of.fears().ids() {
            let claim = cuts(&of, fear, &Effort::unbounded(&watch));
            prop_assert_eq!(&claim.answer, &of.cuts(fear));
            prop_assert_eq!(claim.reach, Reach::Complete);
        }
    }

    #[test]
    fn a_guarantee_is_caught_in_a_knot_exactly_if_it_waits_for_itself(of in guarantees()) {
        let caught = knots(&of).answer;
        for (id, knot) in &caught {
            prop_assert!(of.is_knot(*id, knot), "{id:?} {knot:?}");
        }
        let ids: Vec<GuaranteeIx> = caught.into_iter().map(|(id, _)| id).collect();
        let waiting = of.guarantees().ids().filter(|id| of.waits_for_itself(*id));
        prop_assert_eq!(ids, waiting.collect::<Vec<_>>());
    }

    #[test]
    fn what_falls_with_a_part_stood_before_and_rests_on_it(of in guarantees()) {
        let whole = of.standing(&BTreeSet::new());
        for party in (0..PARTIES).map(PartyIx::new) {
            let part = Part::Party(party);
            let loss = of.loss(&BTreeSet::from([part]));
            for fallen in &loss.fallen {
                prop_assert!(whole.contains(fallen));
                prop_assert!(of.support(*fallen).contains(&part));
            }
            for fear in &loss.reopened {
                prop_assert!(of.is_cut(*fear, &Cut::from([part])));
            }
        }
    }
}

/// A guarantee against the first fear, given by the first party.
fn plain() -> Guarantee {
    Guarantee {
        covers: BTreeSet::from([fear(0)]),
        guarantors: BTreeSet::from([party(0)]),
        trigger: Some(Trigger {
            act: act(0),
            deciders: BTreeSet::from([party(1), party(2)]),
            deciding: Deciding::Each,
            decision: Some(Length::exactly(12)),
        }),
        ladder: vec![Rung {
            act: act(1),
            after: Some(Length::exactly(60)),
            when: None,
        }],
        has_term: true,
        ..Guarantee::default()
    }
}

fn feared() -> Fear {
    Fear {
        from: BTreeSet::from([party(3)]),
        acts: BTreeSet::from([act(0)]),
        harm: Some(Length::exactly(72)),
    }
}

fn of(fears: Vec<Fear>, all: Vec<Guarantee>, waits: Vec<(ActIx, ActIx)>) -> Guarantees {
    let acts = Acts {
        waits,
        ..Acts::apart(usize::from(ACTS))
    };
    let (fears, all) = (Table::new(fears), Table::new(all));
    Guarantees::new(usize::from(PARTIES), acts, fears, all).unwrap()
}

#[test]
fn a_guarantor_alone_and_its_two_judges_together_are_what_a_fear_hangs_on() {
    let of = of(vec![feared()], vec![plain()], vec![]);
    let judges = Cut::from([Part::Party(party(1)), Part::Party(party(2))]);
    let expected = [Cut::from([Part::Party(party(0))]), judges];
    let watch = Watch::new();
    let found = cuts(&of, fear(0), &Effort::unbounded(&watch)).answer;
    assert_eq!(found, expected);
    assert_eq!(of.holes(), []);
    assert_eq!(of.contradictions(), []);
}

#[test]
fn a_second_guarantor_leaves_no_single_point_of_failure() {
    let second = Guarantee {
        guarantors: BTreeSet::from([party(1)]),
        trigger: None,
        ..plain()
    };
    let of = of(vec![feared()], vec![plain(), second], vec![]);
    let loss = of.loss(&BTreeSet::from([Part::Party(party(0))]));
    assert_eq!(loss.fallen, BTreeSet::from([id(0)]));
    assert!(loss.reopened.is_empty());
    assert!(of.cuts(fear(0)).iter().all(|cut| cut.len() == 2));
}

#[test]
fn an_answer_that_comes_after_the_harm_is_late_and_a_month_may_be() {
    let harm = |hours: Length| Fear {
        harm: Some(hours),
        ..feared()
    };
    let late = |fear: Fear| of(vec![fear], vec![plain()], vec![]).holes();
    assert_eq!(late(harm(Length::exactly(72))), []);
    let first = |lateness| vec![Hole::Late(fear(0), id(0), Answered::First, lateness)];
    assert_eq!(late(harm(Length::exactly(71))), first(Lateness::Surely));
    let months = Length {
        least: 60,
        most: 90,
    };
    assert_eq!(late(harm(months)), first(Lateness::Perhaps));
}

#[test]
fn a_fear_whose_only_guarantee_needs_itself_is_covered_on_paper_only() {
    let itself = Guarantee {
        needs: BTreeSet::from([id(0)]),
        ..plain()
    };
    let of = of(vec![feared()], vec![itself], vec![]);
    assert!(of.holes().contains(&Hole::Hollow(fear(0))));
    let knots = knots(&of).answer;
    assert_eq!(knots[0].1.circle, [Need::Guarantee(id(0))]);
}

#[test]
fn a_ratification_that_waits_for_the_guarantee_is_a_knot() {
    let tied = Guarantee {
        ratified_by: Some(act(2)),
        starts: Some(act(3)),
        ..plain()
    };
    // The vote waits for boats in port, and these for the guarantee to be in force.
    let waits = vec![(act(2), act(4)), (act(4), act(3))];
    let of = of(vec![feared()], vec![tied], waits);
    let knots = knots(&of).answer;
    let circle = [act(3), act(2), act(4)].map(Need::Act);
    assert_eq!(knots[0].1.circle, circle);
    assert!(of.is_knot(id(0), &knots[0].1));
}

#[test]
fn the_other_side_that_can_end_or_block_a_guarantee_is_named() {
    let weak = Guarantee {
        lapses: vec![Lapse {
            act: act(5),
            done_by: BTreeSet::from([party(2)]),
            provoked_by: BTreeSet::from([party(3)]),
        }],
        vetoes: BTreeSet::from([party(3)]),
        first_day: Some(10),
        last_day: Some(10),
        ..plain()
    };
    let of = of(vec![feared()], vec![weak], vec![]);
    let expected = [
        Contradiction::EndedByFeared(id(0), act(5), party(3)),
        Contradiction::FearedGuards(fear(0), id(0), party(3), Office::Veto),
        Contradiction::OverBeforeBegun(id(0)),
    ];
    assert_eq!(of.contradictions(), expected);
}

#[test]
fn what_is_not_said_is_a_hole() {
    let bare = Guarantee {
        trigger: Some(Trigger {
            act: act(1),
            deciders: BTreeSet::new(),
            deciding: Deciding::Together,
            decision: None,
        }),
        ladder: vec![Rung {
            act: act(1),
            after: None,
            when: None,
        }],
        has_term: false,
        unconsented: BTreeSet::from([party(0)]),
        ..plain()
    };
    let of = of(vec![feared(), feared()], vec![bare], vec![]);
    let expected = [
        Hole::Missed(fear(0), id(0)),
        Hole::Uncovered(fear(1)),
        Hole::NoJudge(id(0)),
        Hole::NoClock(id(0), 0),
        Hole::NoTerm(id(0)),
        Hole::Unconsented(id(0), party(0)),
    ];
    assert_eq!(of.holes(), expected);
}

#[test]
fn what_names_a_thing_that_is_not_there_is_refused() {
    let stranger = Guarantee {
        guarantors: BTreeSet::from([party(PARTIES)]),
        ..plain()
    };
    let acts = Acts::apart(usize::from(ACTS));
    let one = Table::new(vec![stranger]);
    let none = Table::new(vec![feared()]);
    assert!(Guarantees::new(usize::from(PARTIES), acts, none, one).is_err());
}

#[test]
fn a_search_that_may_look_at_nothing_says_that_it_stopped() {
    let of = of(vec![feared()], vec![plain()], vec![]);
    let watch = Watch::new();
    let effort = Effort {
        nodes_max: 1,
        ..Effort::unbounded(&watch)
    };
    let claim = cuts(&of, fear(0), &effort);
    assert_eq!(claim.reach, Reach::Stopped(Bound::Unknown));
    assert!(claim.answer.is_empty());
}

#[test]
fn three_hundred_guarantees_are_searched_by_what_they_hang_on() {
    let many = (0..300_u16).map(|n| Guarantee {
        guarantors: BTreeSet::from([party(n % 3)]),
        ratified_by: Some(act(n % ACTS)),
        ..plain()
    });
    let of = of(vec![feared()], many.collect(), vec![]);
    let watch = Watch::new();
    let claim = cuts(&of, fear(0), &Effort::unbounded(&watch));
    assert_eq!(of.guarantees().ids().map(Index::position).max(), Some(299));
    assert!(claim.nodes < 40, "{}", claim.nodes);
}
