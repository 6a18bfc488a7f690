//! Turns against the definition of what is fair at other values.

use super::*;
use crate::arbitrary::{problems, small};
use problem::frame::IdealOver;
use problem::sensitivity::parameters;
use problem::{BracketIx, DecisionRule, PartyIx, Score, Stance, Table, Watch};
use proptest::prelude::*;

fn number(part: i64, whole: i64) -> BigRational {
    BigRational::new(BigInt::from(part), BigInt::from(whole))
}

fn two_parties(first: [i64; 3], second: [i64; 3]) -> Problem {
    let stance = |row: [i64; 3]| Stance {
        scores: Table::new(vec![row.map(Score::new).to_vec()]),
        bonuses: Vec::new(),
        red_lines: Table::new(Vec::new()),
        reservation: Some(Score::ZERO),
    };
    let stances = Table::new(vec![stance(first), stance(second)]);
    let (sizes, rules) = (Table::new(vec![3]), Table::new(Vec::new()));
    Problem::new(sizes, rules, stances, DecisionRule::Unanimity).unwrap()
}

#[test]
fn nash_turns_where_a_value_of_no_deal_makes_two_products_equal() {
    // Products (10 - r) * 1, (6 - r) * 2 and (3 - r) * 3: 10, 12 and 9 at r = 0.
    let problem = two_parties([10, 6, 3], [1, 2, 3]);
    let parameter = Parameter::Reservation(PartyIx::new(0));
    let watch = Watch::new();
    let claim = sensitivity(
        &problem,
        (Scope::Acceptable, &FairRule::Nash),
        (parameter, &(number(-10, 1), number(9, 1))),
        &Effort::unbounded(&watch),
    )
    .unwrap();
    assert_eq!(claim.reach, Reach::Complete);
    let above = claim.answer.above.unwrap();
    assert_eq!((above.value, above.from), (number(2, 1), TurnFrom::Value));
    assert_eq!(above.instead, Some(Package::at(&[0])));
    let below = claim.answer.below.unwrap();
    assert_eq!((below.value, below.from), (number(-3, 1), TurnFrom::Value));
    assert_eq!(below.instead, Some(Package::at(&[2])));
}

#[test]
fn a_sum_turns_where_a_score_makes_up_the_difference() {
    let problem = two_parties([10, 6, 3], [1, 2, 3]);
    let choice = problem::ChoiceIx::new(1);
    let parameter = Parameter::Choice(PartyIx::new(1), BracketIx::new(0), choice);
    let watch = Watch::new();
    let claim = sensitivity(
        &problem,
        (Scope::Acceptable, &FairRule::UtilitarianStated),
        (parameter, &(number(0, 1), number(20, 1))),
        &Effort::unbounded(&watch),
    )
    .unwrap();
    assert_eq!(claim.answer.below, None);
    assert_eq!(claim.answer.above.unwrap().value, number(5, 1));
}

/// The packages that are fair at a value, by definition.
fn fair_at(walk: (&Problem, &FairRule, Parameter), value: &BigRational) -> Vec<Package> {
    let (problem, rule, parameter) = walk;
    problem
        .fair_at((Scope::Acceptable, rule), parameter, value)
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn what_is_fair_turns_where_it_is_said_to(
        problem in problems(small()),
        pick in any::<prop::sample::Index>(),
        rule in 0_usize..5,
    ) {
        let rules = [
            FairRule::Nash,
            FairRule::KalaiSmorodinsky(IdealOver::Scope),
            FairRule::Egalitarian,
            FairRule::UtilitarianStated,
            FairRule::UtilitarianNormalised,
        ];
        let rule = &rules[rule];
        let all = parameters(&problem);
        prop_assume!(!all.is_empty());
        let parameter = all[pick.index(all.len())];
        let present = problem.present(parameter).unwrap();
        let range = (&present - number(3, 1), &present + number(3, 1));
        let watch = Watch::new();
        let effort = Effort::unbounded(&watch);
        let of = (Scope::Acceptable, rule);
        let Some(claim) = sensitivity(&problem, of, (parameter, &range), &effort) else {
            prop_assert!(fair_at((&problem, rule, parameter), &present).is_empty());
            return Ok(());
        };
        let walk = (&problem, rule, parameter);
        let now = fair_at(walk, &present);
        let ends = [(&claim.answer.below, &range.0), (&claim.answer.above, &range.1)];
        for (turn, end) in ends {
            let Some(turn) = turn else {
                if now.len() == 1 {
                    prop_assert_eq!(&now, &fair_at(walk, end));
                }
                continue;
            };
            if turn.from == TurnFrom::Value && now.len() == 1 {
                prop_assert_ne!(&now, &fair_at(walk, &turn.value));
            }
            if claim.reach == Reach::Complete {
                if turn.from == TurnFrom::Past {
                    prop_assert_eq!(&now, &fair_at(walk, &turn.value));
                }
                for part in [1, 3, 5, 7] {
                    let before = &present + (&turn.value - &present) * number(part, 8);
                    prop_assert_eq!(&now, &fair_at(walk, &before));
                }
            }
        }
    }
}
