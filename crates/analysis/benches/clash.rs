//! How long feasibility, one clash, the smallest correction and all of them take.
//!
//! `cargo bench -p analysis --bench clash`: integer instances of 20 brackets with 5 options and 10
//! links, with 3 red lines per party and values of no deal drawn around what just can be reached,
//! so that about half of them allow an agreement. Medians and worst over the seeds, one thread: the
//! least wall time of several runs, and the mean of the thread's own CPU time (where the system
//! tells it, in ticks).

use analysis::clash::{clashes, one_clash, smallest_correction};
use analysis::feasibility::package_meeting;
use analysis::instances::{Kind, Recipe};
use problem::{
    BracketIx, ChoiceIx, Effort, Pattern, Problem, Reach, Rule, Score, Stance, Table, Watch,
};
use std::time::Instant;

struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % limit
    }

    fn small(&mut self, limit: u16) -> u16 {
        u16::try_from(self.below(u64::from(limit))).unwrap_or(0)
    }
}

/// A never-both or never-one of random options.
fn red_line(draw: &mut Draw) -> Rule {
    let one = (BracketIx::new(draw.small(20)), ChoiceIx::new(draw.small(5)));
    let other = (BracketIx::new(draw.small(20)), ChoiceIx::new(draw.small(5)));
    match draw.below(2) {
        0 => Rule::Never(Pattern::just(one.0, one.1)),
        _ => Rule::Never(Pattern::all(&[one, other])),
    }
}

/// The share of its best that each party asks for, in thousandths: near what all can have.
const SHARES: [u64; 7] = [0, 0, 855, 805, 775, 750, 735];

fn instance(parties: u16, seed: u64) -> Option<Problem> {
    let recipe = Recipe {
        kind: Kind::Int,
        brackets: 20,
        options: (5, 5),
        parties,
        seed,
        links: 10,
    };
    let plain = recipe.problem().ok()?;
    let mut draw = Draw(seed * 1009 + u64::from(parties));
    let share = SHARES.get(usize::from(parties)).copied()?;
    let stances = plain.stances().rows().map(|stance| {
        let best: i64 = stance
            .scores
            .rows()
            .filter_map(|scores| scores.iter().max())
            .map(|score| score.get())
            .sum();
        let share = i64::try_from(share + draw.below(101)).unwrap_or(0) - 50;
        Stance {
            scores: stance.scores.clone(),
            bonuses: stance.bonuses.clone(),
            red_lines: (0..3).map(|_| red_line(&mut draw)).collect(),
            reservation: Some(Score::new(best * share / 1000)),
        }
    });
    let stances: Table<_, _> = stances.collect();
    let decision = plain.decision().clone();
    Problem::new(
        plain.sizes().clone(),
        plain.rules().clone(),
        stances,
        decision,
    )
    .ok()
}

/// The CPU time of this thread in nanoseconds, where the system tells it.
fn cpu() -> u64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = text.split(' ').next().and_then(|word| word.parse().ok());
    first.unwrap_or(0)
}

struct Times {
    wall: Vec<u64>,
    cpu: Vec<u64>,
    nodes: Vec<u64>,
}

impl Times {
    fn new() -> Self {
        Self {
            wall: Vec::new(),
            cpu: Vec::new(),
            nodes: Vec::new(),
        }
    }

    /// Does the work several times: the least wall time, the mean of the CPU time.
    fn time<T>(&mut self, repeats: u64, work: impl Fn() -> (T, u64)) -> T {
        let cpu_start = cpu();
        let mut least = u64::MAX;
        let (mut answer, nodes) = work();
        for _ in 0..repeats {
            let start = Instant::now();
            answer = work().0;
            let wall = start.elapsed().as_micros();
            least = least.min(u64::try_from(wall).unwrap_or(u64::MAX));
        }
        self.cpu.push((cpu() - cpu_start) / 1000 / (repeats + 1));
        self.wall.push(least);
        self.nodes.push(nodes);
        answer
    }

    fn print(&mut self, task: &str) {
        for times in [&mut self.wall, &mut self.cpu, &mut self.nodes] {
            times.sort_unstable();
        }
        let middle = |times: &[u64]| times.get(times.len() / 2).copied().unwrap_or(0);
        let worst = |times: &[u64]| times.last().copied().unwrap_or(0);
        print!("  {task:<28} ({:>2})", self.wall.len());
        for (name, times) in [
            ("wall us", &self.wall),
            ("cpu us", &self.cpu),
            ("nodes", &self.nodes),
        ] {
            print!("  {name} {:>7} worst {:>7}", middle(times), worst(times));
        }
        println!();
    }
}

fn main() {
    let watch = Watch::new();
    let effort = Effort::unbounded(&watch);
    let seeds: u64 = std::env::var("SEEDS")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(24);
    for parties in 2..=6 {
        let (mut yes, mut no, mut one) = (Times::new(), Times::new(), Times::new());
        let (mut least, mut all) = (Times::new(), Times::new());
        let (mut sets, mut stopped) = (Vec::new(), 0);
        for seed in 1..=seeds {
            let Some(problem) = instance(parties, seed) else {
                continue;
            };
            let demands = problem.demands();
            let mut first = Times::new();
            let there = first.time(20, || {
                let claim = package_meeting(&problem, &demands, &effort);
                (claim.answer.is_some(), claim.nodes)
            });
            let side = if there { &mut yes } else { &mut no };
            side.wall.append(&mut first.wall);
            side.cpu.append(&mut first.cpu);
            side.nodes.append(&mut first.nodes);
            if there {
                continue;
            }
            one.time(5, || ((), one_clash(&problem, &demands, &effort).nodes));
            least.time(5, || {
                ((), smallest_correction(&problem, &demands, &effort).nodes)
            });
            let some = Effort {
                nodes_max: 200_000,
                ..effort
            };
            let found = all.time(1, || {
                let claim = clashes(&problem, &demands, &some);
                let nodes = claim.nodes;
                (claim, nodes)
            });
            stopped += usize::from(found.reach != Reach::Complete);
            sets.push((found.answer.clashes.len(), found.answer.corrections.len()));
        }
        println!("{parties} parties, 20 x 5, 10 links, 3 red lines each");
        yes.print("feasible: a package");
        no.print("infeasible: the proof");
        one.print("one clash");
        least.print("smallest correction");
        all.print("all, within 200,000 nodes");
        sets.sort_unstable();
        println!("  clashes, corrections: {sets:?}; stopped {stopped}");
    }
}
