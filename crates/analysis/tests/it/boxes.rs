//! Preferences over boxes: the frontiers that another solver proved.
//!
//! The domain with 50 issues only with `ONETEXT_GOLD=all`, in release mode.

use crate::gold;
use analysis::frontier::frontier;
use problem::frontier::Outcome;
use problem::{
    Bonus, BracketIx, ChoiceIx, DecisionRule, Effort, Pattern, Problem, Reach, Scope, Score,
    Stance, Table, Watch,
};

fn attribute(text: &str, name: &str) -> u16 {
    let text = text.split(&format!("{name}=\"")).nth(1).unwrap();
    text.split('"').next().unwrap().parse().unwrap()
}

/// The boxes of a profile, and how many options its issues have. It reads no more than it must.
fn profile(text: &str) -> (Vec<u16>, Stance) {
    let issues = text.lines().filter(|line| line.contains("<issue "));
    let sizes: Vec<u16> = issues
        .map(|line| attribute(line, "upperbound") + 1)
        .collect();
    let boxes = text.split("<hyperRectangle ").skip(1).map(|text| {
        let body = text.split("</hyperRectangle>").next().unwrap();
        let parts = body.split("<INCLUDES ").skip(1).map(|part| {
            let choices = attribute(part, "min")..=attribute(part, "max");
            let bracket = BracketIx::new(attribute(part, "index") - 1);
            (bracket, choices.map(ChoiceIx::new).collect())
        });
        Bonus {
            pattern: Pattern::new(parts.collect()),
            score: Score::new(i64::from(attribute(text, "utility"))),
        }
    });
    let stance = Stance {
        scores: sizes
            .iter()
            .map(|size| vec![Score::ZERO; usize::from(*size)])
            .collect(),
        bonuses: boxes.collect(),
        red_lines: Table::new(Vec::new()),
        reservation: None,
    };
    (sizes, stance)
}

fn domain(name: &str) -> Option<Problem> {
    let mut stances = Vec::new();
    let mut sizes = Vec::new();
    for file in ["profile-1.xml", "profile-2.xml"] {
        let text = gold::text(&format!("domains/genius/{name}/{file}"))?;
        let (own, stance) = profile(&text);
        sizes = own;
        stances.push(stance);
    }
    let rules = Table::new(Vec::new());
    let stances = Table::new(stances);
    Problem::new(Table::new(sizes), rules, stances, DecisionRule::Unanimity).ok()
}

fn vectors(problem: &Problem) -> Vec<Vec<i64>> {
    let watch = Watch::new();
    let claim = frontier(problem, Scope::Possible, &Effort::unbounded(&watch));
    assert_eq!(claim.reach, Reach::Complete);
    let outcomes = claim.answer.to_outcomes();
    let witness = |outcome: &Outcome| problem.scores(&outcome.witness) == outcome.scores;
    assert!(outcomes.iter().all(witness));
    let scores = outcomes.iter().map(|outcome| &outcome.scores);
    scores
        .map(|scores| scores.rows().map(|score| score.get()).collect())
        .collect()
}

fn agrees(name: &str, gold_file: &str) {
    let (Some(problem), Some(gold)) = (domain(name), gold::file(gold_file)) else {
        return;
    };
    let proved = gold["frontier"].as_array().unwrap().iter();
    let proved = proved.map(|vector| {
        let vector = vector.as_array().unwrap().iter();
        vector
            .map(|score| score.as_i64().unwrap())
            .collect::<Vec<i64>>()
    });
    assert_eq!(vectors(&problem), proved.collect::<Vec<_>>());
}

#[test]
fn the_frontier_over_boxes_of_ten_issues_is_the_one_that_was_proved() {
    agrees("y2014-10issues", "gold/10issues_exact_frontier.json");
}

#[test]
fn the_frontier_over_boxes_of_fifty_issues_is_the_one_that_was_proved() {
    if gold::is_whole() {
        agrees("y2014-50issues", "gold/50issues_exact_frontier.json");
    }
}

#[test]
fn a_party_gets_its_most_over_boxes_at_the_end_of_the_frontier() {
    let Some(problem) = domain("S-1NIKFRT-1") else {
        return;
    };
    let vectors = vectors(&problem);
    // The file's own `maxutility` of the first party.
    assert_eq!(vectors[0], [1036, 542]);
    assert_eq!(vectors.len(), 4);
}
