//! Frontiers of the seeded instances: sizes, ideal points and bargaining values.
//!
//! The quick instances always; all of them with `ONETEXT_GOLD=all`, in release mode.

use crate::gold;
use analysis::frontier::frontier;
use analysis::instances::{Kind, Recipe};
use problem::{Effort, Problem, Reach, Scope, Watch};
use serde_json::Value;

/// Frontiers up to this size are found in a blink, even without optimisation.
const QUICK: u64 = 7_000;

fn fixed(kind: Kind, value: &Value) -> i64 {
    match kind {
        Kind::Real => (value.as_f64().unwrap() * 1e12).round() as i64,
        Kind::Int | Kind::Spatial | Kind::Pie | Kind::Nearpie => value.as_i64().unwrap(),
    }
}

fn units(kind: Kind, values: &Value) -> Vec<i64> {
    let values = values.as_array().unwrap().iter();
    values.map(|value| fixed(kind, value)).collect()
}

/// Fixed-point scores are sums of twenty rounded numbers; the others are exact.
fn agrees(kind: Kind, one: i128, other: i128, rounding: i128) -> bool {
    match kind {
        Kind::Real => (one - other).abs() <= rounding,
        Kind::Int | Kind::Spatial | Kind::Pie | Kind::Nearpie => one == other,
    }
}

fn check(name: &str, gold: &Value) {
    let recipe = Recipe::parse(name).unwrap();
    let problem: Problem = recipe.problem().unwrap();
    let watch = Watch::new();
    let threads = std::thread::available_parallelism().unwrap();
    let effort = Effort {
        threads,
        ..Effort::unbounded(&watch)
    };
    let claim = frontier(&problem, Scope::Possible, &effort);
    assert_eq!(claim.reach, Reach::Complete);
    let front = claim.answer;
    assert_eq!(
        front.len() as u64,
        gold["frontier"].as_u64().unwrap(),
        "{name}"
    );
    let rows: Vec<Vec<i64>> = front
        .iter()
        .map(|row| row.rows().map(|score| score.get()).collect())
        .collect();
    assert!(rows.is_sorted_by(|a, b| a > b), "{name}");
    let best = |value: fn(&[i64]) -> i128| rows.iter().map(|row| value(row)).max().unwrap();
    let total = |row: &[i64]| row.iter().map(|u| i128::from(*u)).sum();
    let least = |row: &[i64]| row.iter().map(|u| i128::from(*u)).min().unwrap();
    let utilitarian = units(recipe.kind, &gold["utilitarian"]);
    assert!(
        agrees(recipe.kind, best(total), total(&utilitarian), 400),
        "{name}"
    );
    let fairest = units(recipe.kind, &gold["maxmin"]);
    assert!(
        agrees(recipe.kind, best(least), least(&fairest), 100),
        "{name}"
    );
    for (party, ideal) in units(recipe.kind, &gold["ideal"]).into_iter().enumerate() {
        let most = rows.iter().map(|row| row[party]).max().unwrap();
        assert!(
            agrees(recipe.kind, most.into(), ideal.into(), 100),
            "{name}"
        );
    }
    for index in [0, front.len() / 2, front.len() - 1] {
        let witness = front.witness(index).unwrap();
        assert!(problem.is_within(&witness, Scope::Possible), "{name}");
        assert_eq!(
            Some(problem.scores(&witness)),
            front.scores(index),
            "{name}"
        );
    }
}

#[test]
fn frontiers_are_as_large_and_reach_as_far_as_an_independent_program_found() {
    let Some(gold) = gold::file("gold/instances.json") else {
        return;
    };
    let mut checked = 0;
    for (name, answer) in gold["instances"].as_object().unwrap() {
        if gold::is_whole() || answer["frontier"].as_u64().unwrap() <= QUICK {
            check(name, answer);
            checked += 1;
        }
    }
    println!("gold: {checked} frontiers agree");
    assert!(checked > 60);
}
