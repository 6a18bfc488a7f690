//! Tasks 6 and 9: the five fair packages together with proof, and again after one weight changed.

use super::Bench;
use super::row::Row;
use analysis::fair::fair_packages;
use analysis::instances::Recipe;
use problem::fair::Fair;
use problem::frame::{FairRule, IdealOver};
use problem::{
    BracketIx, Claim, Effort, Package, PartyIx, Problem, Reach, Scope, Score, Stance, Table,
};
use std::time::Duration;

/// The instances of task 6 with what they must take in milliseconds (0: nothing asked).
const LINKED: [(&str, u64); 8] = [
    ("int_20x5_p2_s1_l10", 5),
    ("int_20x5_p3_s1_l10", 5),
    ("int_20x5_p4_s1_l10", 5),
    ("int_20x5_p5_s1_l10", 0),
    ("int_20x5_p6_s1_l10", 30),
    ("real_20x5_p4_s1_l10", 5),
    ("spatial_20x5_p4_s1_l10", 5),
    ("nearpie_20x5_p3_s1_l10", 5),
];

/// The instances of task 9.
const CHANGED: [&str; 2] = ["int_20x5_p4_s1_l0", "int_20x5_p4_s1_l10"];

pub(super) fn together(bench: &Bench) -> Vec<Row> {
    let rows = LINKED.iter().filter_map(|(name, target)| {
        let problem = with_no_deal_at_nothing(&Recipe::parse(name)?.problem().ok()?)?;
        let mut row = of(bench, (6, name), &problem);
        row.target = (*target > 0).then(|| Duration::from_millis(*target));
        Some(row)
    });
    rows.collect()
}

pub(super) fn what_if(bench: &Bench) -> Vec<Row> {
    let rows = CHANGED.iter().filter_map(|name| {
        let problem = with_no_deal_at_nothing(&Recipe::parse(name)?.problem().ok()?)?;
        let mut row = of(bench, (9, name), &doubled(&problem)?);
        row.target = Some(Duration::from_millis(20));
        Some(row)
    });
    rows.collect()
}

/// The five fair packages of a problem with values of no deal, measured.
fn of(bench: &Bench, (task, name): (u8, &str), problem: &Problem) -> Row {
    bench.say(&format!("fair packages of {name}"));
    let rules = rules(problem);
    let effort = Effort::unbounded(&bench.watch);
    let work = || fair_packages(problem, Scope::Acceptable, &rules, &effort);
    let (claim, cost) = bench.meter.measure(work);
    let mut row = Row::new(task, name, cost);
    row.found = in_words(&claim);
    row
}

fn in_words(claim: &Claim<Vec<Claim<Fair>>>) -> String {
    let proved = match claim.reach {
        Reach::Complete => "proved",
        Reach::Stopped(_) => "not proved",
    };
    format!("{} rules {proved}", claim.answer.len())
}

/// Nash, Kalai-Smorodinsky, leximin, the sum, and the max-min gain over the first package.
pub(super) fn rules(problem: &Problem) -> Vec<FairRule> {
    let draft = Package::at(&vec![0; problem.sizes().len()]);
    vec![
        FairRule::Nash,
        FairRule::KalaiSmorodinsky(IdealOver::Scope),
        FairRule::Egalitarian,
        FairRule::UtilitarianStated,
        FairRule::MaxMinOverDraft(problem.scores(&draft)),
    ]
}

/// The problem in which no deal is worth 0 to everybody, as in the published figures.
fn with_no_deal_at_nothing(problem: &Problem) -> Option<Problem> {
    let stance = |stance: &Stance| Stance {
        reservation: Some(Score::ZERO),
        ..stance.clone()
    };
    again(problem, problem.stances().map(stance))
}

/// The problem in which the first bracket counts twice for the first party.
fn doubled(problem: &Problem) -> Option<Problem> {
    let mut stances = problem.stances().clone();
    let first = stances.get_mut(PartyIx::new(0))?;
    for score in first.scores.get_mut(BracketIx::new(0))? {
        *score = *score + *score;
    }
    again(problem, stances)
}

fn again(problem: &Problem, stances: Table<PartyIx, Stance>) -> Option<Problem> {
    let (sizes, rules) = (problem.sizes().clone(), problem.rules().clone());
    Problem::new(sizes, rules, stances, problem.decision().clone()).ok()
}
