//! Times fair packages on the seeded instances (a look at the clock, not a test).
#![expect(clippy::float_arithmetic, reason = "a clock is shown")]
use analysis::fair::fair_packages;
use analysis::instances::Recipe;
use problem::frame::{FairRule, IdealOver};
use problem::{Effort, Problem, Scope, Score, Stance, Table, Watch, DecisionRule};
use std::time::Instant;

fn zeroed(p: &Problem) -> Problem {
    let stances: Table<_, Stance> = p.stances().rows().map(|s| { let mut s = s.clone(); s.reservation = Some(Score::ZERO); s }).collect();
    Problem::new(p.sizes().clone(), p.rules().clone(), stances, DecisionRule::Unanimity).unwrap()
}

fn main() {
    for name in std::env::args().skip(1) {
        let p = zeroed(&Recipe::parse(&name).unwrap().problem().unwrap());
        let watch = Watch::new();
        let mut effort = Effort::unbounded(&watch);
        effort.nodes_max = 200_000_000;
        let draft = p.packages().next().unwrap();
        let rules = [FairRule::Nash, FairRule::KalaiSmorodinsky(IdealOver::Scope), FairRule::Egalitarian, FairRule::UtilitarianStated, FairRule::MaxMinOverDraft(p.scores(&draft))];
        let t = Instant::now();
        let all = fair_packages(&p, Scope::Acceptable, &rules, &effort);
        let all_ms = t.elapsed().as_secs_f64() * 1e3;
        print!("{name:26} all {all_ms:8.2} ms nodes {:9} {}", all.nodes, if all.reach == problem::Reach::Complete {""} else {"STOPPED"});
        for c in &all.answer { print!(" | {} {} t{}", c.nodes, c.answer.value.numer(), c.answer.outcomes.len()); }
        println!();
    }
}
