//! Times of fair packages on named instances: five rules together, with proof.
//!
//! `cargo bench -p analysis --bench fair -- [NAME ...]`; values of no deal are 0. A figure is the
//! mean CPU time of at least eleven runs on one thread, in milliseconds; `what-if` is the same after one
//! party's scores on one bracket have been doubled.
#![expect(
    clippy::float_arithmetic,
    clippy::expect_used,
    reason = "a bench shows times, and stops when it is used wrongly"
)]

use analysis::fair::fair_packages;
use analysis::instances::Recipe;
use problem::fair::Fair;
use problem::frame::{FairRule, IdealOver};
use problem::{BracketIx, Claim, Effort, PartyIx, Problem, Reach, Scope, Score, Stance, Watch};

const NAMES: [&str; 20] = [
    "int_20x5_p2_s1_l0",
    "int_20x5_p2_s1_l10",
    "int_20x5_p3_s1_l0",
    "int_20x5_p3_s1_l10",
    "int_20x5_p4_s1_l0",
    "int_20x5_p4_s1_l10",
    "int_20x5_p4_s2_l10",
    "int_20x5_p5_s1_l0",
    "int_20x5_p5_s1_l10",
    "int_20x5_p6_s1_l0",
    "int_20x5_p6_s1_l10",
    "int_20x5_p6_s2_l10",
    "int_30x6_p4_s1_l0",
    "real_20x5_p4_s1_l10",
    "real_20x5_p5_s1_l0",
    "spatial_20x5_p4_s1_l10",
    "spatial_20x5_p5_s1_l0",
    "nearpie_20x5_p2_s1_l10",
    "nearpie_20x5_p3_s1_l10",
    "nearpie_20x5_p4_s1_l0",
];

fn main() {
    let words = std::env::args().skip(1).filter(|word| word != "--bench");
    let mut names: Vec<String> = words.collect();
    if names.is_empty() {
        names = NAMES.map(str::to_owned).to_vec();
    }
    println!(
        "{:26} {:>9} {:>9} {:>10}  nodes by rule: Nash, KS, leximin, sum, over the draft",
        "instance", "cpu ms", "what-if", "nodes"
    );
    for name in names {
        let recipe = Recipe::parse(&name).expect("the name of an instance");
        let problem = recipe.problem().expect("a recipe that makes a problem");
        let problem = changed(&problem, |_, stance| stance.reservation = Some(Score::ZERO));
        let what_if = changed(&problem, |party, stance| {
            if party == PartyIx::new(0) {
                let row = stance.scores.get_mut(BracketIx::new(0));
                for score in row.into_iter().flatten() {
                    *score = *score + *score;
                }
            }
        });
        measure(&name, &problem, &what_if);
    }
}

fn changed(problem: &Problem, mut change: impl FnMut(PartyIx, &mut Stance)) -> Problem {
    let stances = problem.stances().iter().map(|(party, stance)| {
        let mut stance = stance.clone();
        change(party, &mut stance);
        stance
    });
    let (sizes, rules) = (problem.sizes().clone(), problem.rules().clone());
    let decision = problem.decision().clone();
    Problem::new(sizes, rules, stances.collect(), decision).expect("a problem as before")
}

fn measure(name: &str, problem: &Problem, what_if: &Problem) {
    let (cpu, claim) = timed(problem);
    let (again, _) = timed(what_if);
    let by_rule: Vec<u64> = claim.answer.iter().map(|fair| fair.nodes).collect();
    let proved = if claim.reach == Reach::Complete {
        ""
    } else {
        " not proved"
    };
    println!(
        "{name:26} {cpu:9.2} {again:9.2} {:10}  {by_rule:?}{proved}",
        claim.nodes
    );
}

fn timed(problem: &Problem) -> (f64, Claim<Vec<Claim<Fair>>>) {
    let draft = problem.packages().next().expect("a package");
    let rules = [
        FairRule::Nash,
        FairRule::KalaiSmorodinsky(IdealOver::Scope),
        FairRule::Egalitarian,
        FairRule::UtilitarianStated,
        FairRule::MaxMinOverDraft(problem.scores(&draft)),
    ];
    let watch = Watch::new();
    let mut effort = Effort::unbounded(&watch);
    effort.nodes_max = 100_000_000;
    let start = cpu_ms();
    for runs in 1.. {
        let claim = fair_packages(problem, Scope::Acceptable, &rules, &effort);
        let spent = cpu_ms() - start;
        if runs >= 11 && spent > 300.0 || spent > 3000.0 {
            return (spent / f64::from(runs), claim);
        }
    }
    unreachable!("the runs go on until one returns")
}

/// The CPU time of this thread, from the scheduler's own count of nanoseconds.
fn cpu_ms() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let spent = text
        .split(' ')
        .next()
        .and_then(|word| word.parse::<f64>().ok());
    spent.unwrap_or(0.0) / 1e6
}
