//! Fair packages against their definition, and against exact figures from elsewhere.

use super::*;
use crate::arbitrary::{problems, small};
use crate::instances::Recipe;
use num_bigint::BigUint;
use num_traits::Signed;
use problem::{Stance, Watch};
use proptest::prelude::*;
use serde_json::Value;

const SCOPES: [Scope; 3] = [Scope::Possible, Scope::WithinRedLines, Scope::Acceptable];

fn rules(problem: &Problem) -> Vec<FairRule> {
    let draft = problem.packages().next().unwrap();
    vec![
        FairRule::Nash,
        FairRule::KalaiSmorodinsky(IdealOver::Scope),
        FairRule::KalaiSmorodinsky(IdealOver::Possible),
        FairRule::Egalitarian,
        FairRule::UtilitarianStated,
        FairRule::UtilitarianNormalised,
        FairRule::MaxMinOverDraft(problem.scores(&draft)),
    ]
}

fn without_witnesses(mut fair: Fair) -> Fair {
    for outcome in &mut fair.outcomes {
        outcome.witness = problem::Package::at(&[]);
    }
    fair
}

proptest! {
    #[test]
    fn the_method_finds_what_the_definition_calls_fair(problem in problems(small())) {
        let watch = Watch::new();
        let effort = Effort::unbounded(&watch);
        for scope in SCOPES {
            let rules = rules(&problem);
            let claim = fair_packages(&problem, scope, &rules, &effort);
            prop_assert_eq!(&claim.reach, &Reach::Complete);
            let everything: Vec<_> = problem.packages().collect();
            for (position, rule) in rules.iter().enumerate() {
                let slow = problem.fair(scope, rule);
                let fast = claim.answer.get(position);
                if let Some(fast) = fast {
                    prop_assert!(problem.fair_holds(fast, scope, &everything));
                }
                let fast = fast.map(|claim| without_witnesses(claim.answer.clone()));
                prop_assert_eq!(fast, slow.map(without_witnesses));
            }
        }
    }
}

/// The problem with the figures of one party in a unit that is far finer.
fn with_finer_figures(problem: &Problem, party: PartyIx) -> Problem {
    let fine = |score: Score| Score::new(score.get() * 1_000_000_000_000);
    let mut stances = problem.stances().clone();
    let stance = stances.get_mut(party).unwrap();
    let rows = stance
        .scores
        .map(|row| row.iter().map(|score| fine(*score)).collect());
    stance.scores = rows;
    for bonus in &mut stance.bonuses {
        bonus.score = fine(bonus.score);
    }
    stance.reservation = stance.reservation.map(fine);
    let (sizes, rules) = (problem.sizes().clone(), problem.rules().clone());
    Problem::new(sizes, rules, stances, problem.decision().clone()).unwrap()
}

proptest! {
    #[test]
    fn a_party_whose_figures_are_far_finer_hides_no_package(
        problem in problems(small()),
        party in any::<proptest::sample::Index>(),
    ) {
        let parties: Vec<PartyIx> = problem.stances().ids().collect();
        prop_assume!(!parties.is_empty());
        let problem = with_finer_figures(&problem, *party.get(&parties));
        let watch = Watch::new();
        let rules = rules(&problem);
        for scope in SCOPES {
            let claim = fair_packages(&problem, scope, &rules, &Effort::unbounded(&watch));
            let found = claim.answer.into_iter().map(|claim| without_witnesses(claim.answer));
            let slow = rules.iter().filter_map(|rule| problem.fair(scope, rule));
            let slow: Vec<Fair> = slow.map(without_witnesses).collect();
            prop_assert_eq!(found.collect::<Vec<_>>(), slow);
        }
    }
}

proptest! {
    #[test]
    fn a_search_that_stops_never_claims_too_low_a_bound(
        problem in problems(small()),
        nodes_max in 0_u64..60,
    ) {
        let watch = Watch::new();
        let effort = Effort {
            nodes_max,
            ..Effort::unbounded(&watch)
        };
        let rules = rules(&problem);
        let claim = fair_packages(&problem, Scope::Acceptable, &rules, &effort);
        for (fast, rule) in claim.answer.iter().zip(&rules) {
            let slow = problem.fair(Scope::Acceptable, rule).unwrap();
            match &fast.reach {
                Reach::Complete => prop_assert_eq!(&fast.answer.value, &slow.value),
                Reach::Stopped(Bound::AtMost(most)) => {
                    let most = BigInt::from(most.clone());
                    prop_assert!(BigRational::new(most, BigInt::from(1000)) >= slow.value);
                }
                Reach::Stopped(_) => {}
            }
            for outcome in &fast.answer.outcomes {
                prop_assert_eq!(&problem.scores(&outcome.witness), &outcome.scores);
                prop_assert!(problem.is_within(&outcome.witness, Scope::Acceptable));
            }
        }
    }
}

proptest! {
    #[test]
    fn what_ranks_first_among_a_listed_frontier_is_what_the_search_finds(
        problem in problems(small())
    ) {
        let watch = Watch::new();
        let effort = Effort::unbounded(&watch);
        for scope in SCOPES {
            let ground = Ground::new(&problem, scope, &effort);
            let parties = ground.stages.parties;
            let front = frontier(&problem, scope, &effort).answer;
            let base = ground.floors.iter().map(|floor| floor.unwrap_or(0)).collect();
            let kinds = [
                ground.sum(&vec![1; parties]),
                Kind::Leximin { base, units: vec![1; parties] },
            ];
            for kind in kinds {
                prop_assert!(listed::is_on_frontier(&kind) || parties == 0);
                let goal = Goal {
                    kind: kind.clone(),
                    floors: ground.floors.clone(),
                    tops: ground.tops.clone(),
                    except: None,
                };
                let found = ground.search(kind).winners;
                let Some((listed, all)) =
                    listed::first(&front, &ground.stages, &goal, usize::MAX)
                else {
                    continue;
                };
                prop_assert!(all);
                let told = |winners: &[Winner]| -> Vec<(Vec<i64>, BigUint)> {
                    let pairs = winners.iter().map(|w| (w.scores.clone(), w.packages.clone()));
                    pairs.collect()
                };
                prop_assert_eq!(told(&listed), told(&found));
            }
        }
    }
}

/// What outside code found, with no deal worth 0: one of the vectors that rank first.
struct Gold {
    name: String,
    vectors: Vec<(FairRule, Vec<i64>)>,
}

#[expect(
    clippy::float_arithmetic,
    reason = "the gold of real instances is in doubles"
)]
fn units(value: &Value) -> i64 {
    let fixed = |value: f64| (value * 1e12).round() as i64;
    value
        .as_i64()
        .unwrap_or_else(|| fixed(value.as_f64().unwrap()))
}

fn gold() -> Vec<Gold> {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/gold/instances.json"
    );
    let Ok(text) = std::fs::read_to_string(file) else {
        assert!(std::env::var_os("ONETEXT_REQUIRE_GOLD").is_none());
        println!("gold: skipped (no shared data)");
        return Vec::new();
    };
    let json: Value = serde_json::from_str(&text).unwrap();
    let rules = [
        ("nash_d0", FairRule::Nash),
        ("ks_d0", FairRule::KalaiSmorodinsky(IdealOver::Scope)),
        ("maxmin", FairRule::Egalitarian),
        ("utilitarian", FairRule::UtilitarianStated),
    ];
    let instances = json["instances"].as_object().unwrap().iter();
    instances
        .map(|(name, figures)| Gold {
            name: name.clone(),
            vectors: rules
                .iter()
                .map(|(key, rule)| {
                    let vector = figures[key].as_array().unwrap();
                    (rule.clone(), vector.iter().map(units).collect())
                })
                .collect(),
        })
        .collect()
}

/// The values agree: exactly for whole numbers, to one part in 10^9 for fixed-point ones, whose
/// gold is in doubles.
fn agrees(gold: &Gold) {
    let recipe = Recipe::parse(&gold.name).unwrap();
    let problem = with_no_deal_at_nothing(&recipe.problem().unwrap());
    let watch = Watch::new();
    let rules: Vec<FairRule> = gold.vectors.iter().map(|(rule, _)| rule.clone()).collect();
    let claim = fair_packages(
        &problem,
        Scope::Acceptable,
        &rules,
        &Effort::unbounded(&watch),
    );
    assert_eq!(claim.reach, Reach::Complete);
    for (fair, (rule, vector)) in claim.answer.iter().zip(&gold.vectors) {
        assert!(problem.fair_holds(fair, Scope::Acceptable, &[]));
        let value = &fair.answer.value;
        let published = fair.answer.frame.value(rule, &stages::table(vector));
        let allowed = if gold.name.starts_with("real") {
            &published / BigInt::from(1_000_000_000)
        } else {
            published.clone() - &published
        };
        let apart = (value - &published).abs();
        assert!(
            apart <= allowed,
            "{} {rule:?}: {value} and {published}",
            gold.name
        );
    }
}

fn with_no_deal_at_nothing(problem: &Problem) -> Problem {
    let stances = problem.stances().map(|stance| Stance {
        reservation: Some(Score::ZERO),
        ..stance.clone()
    });
    let (sizes, rules) = (problem.sizes().clone(), problem.rules().clone());
    Problem::new(sizes, rules, stances, problem.decision().clone()).unwrap()
}

#[test]
fn fair_values_of_small_instances_are_those_found_elsewhere() {
    let is_small = |gold: &&Gold| gold.name.contains("_p2_") || gold.name.contains("int_20x5_p3_");
    gold().iter().filter(is_small).for_each(agrees);
}

/// All of them with `ONETEXT_GOLD=all`, in release mode, which takes minutes; otherwise every tenth
/// of the three-party ones.
#[test]
fn fair_values_of_larger_instances_are_those_found_elsewhere() {
    let all = std::env::var_os("ONETEXT_GOLD").is_some_and(|word| word == "all");
    let three = |gold: &Gold| gold.name.contains("_p3_") && !gold.name.starts_with("pie");
    for (place, gold) in gold().iter().enumerate() {
        if all || (three(gold) && place % 10 == 0) {
            agrees(gold);
            println!("{}", gold.name);
        }
    }
}
