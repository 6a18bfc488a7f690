//! Words instead of numbers: draws of what parties may want, questions, and random things said.

use super::Bench;
use super::row::{Row, grouped};
use crate::shipped::{FJORD, PANAMA, Shipped};
use analysis::ask::trial::{Game, Policy};
use analysis::instances::Recipe;
use analysis::instances::words::{Heard, hear};
use analysis::robust::{Draws, Robust, Spread};
use disclosure::Seat;
use problem::{Effort, Problem};
use std::num::NonZeroUsize;
use std::time::Duration;

/// How many draws task 10 makes, and how many when it is to be quick.
const DRAWS: [u64; 2] = [100_000, 5_000];

/// How many questions are asked in task 11, and from how many seeds a course is the mean.
const QUESTIONS: usize = 24;
/// How many on the fjord, where one package in ten thousand suits both sides.
const QUESTIONS_OF_FJORD: usize = 120;
const SEEDS: [u64; 2] = [10, 2];

/// How many things are said in task 12, in sets of at most so many.
const SAID: [u64; 2] = [10_000_000, 100_000];
const SET: u16 = 12;

/// After a question from which on less than this is lost, in ten-thousandths, a course has arrived.
const LITTLE: u64 = 500;

/// The same work for each number, over the threads of the machine; what comes back is in order.
fn spread<T: Send>(
    bench: &Bench,
    numbers: std::ops::Range<u64>,
    work: impl Fn(u64) -> T + Sync,
) -> Vec<T> {
    let threads = bench.threads.map_or(1, NonZeroUsize::get);
    let mut found: Vec<(u64, T)> = Vec::new();
    std::thread::scope(|scope| {
        let workers = (0..threads).map(|first| {
            let (numbers, work) = (numbers.clone(), &work);
            scope.spawn(move || {
                let own = numbers.skip(first).step_by(threads);
                own.map(|number| (number, work(number))).collect::<Vec<_>>()
            })
        });
        let workers: Vec<_> = workers.collect();
        found.extend(
            workers
                .into_iter()
                .filter_map(|worker| worker.join().ok())
                .flatten(),
        );
    });
    found.sort_by_key(|(number, _)| *number);
    found.into_iter().map(|(_, found)| found).collect()
}

pub(super) fn pick<T: Copy>(bench: &Bench, of: [T; 2]) -> T {
    let [long, quick] = of;
    if bench.quick { quick } else { long }
}

/// Draws of 20 brackets with 5 options each, for 3 parties, 12 packages.
pub(super) fn robust(bench: &Bench) -> Vec<Row> {
    let lineup = Recipe::parse("real_20x5_p3_s1_l0")
        .and_then(|recipe| Game::of(&recipe.problem().ok()?))
        .and_then(|game| game.lineup(15, 12, 1));
    let Some(lineup) = lineup else {
        return vec![Row::skipped(
            10,
            "real_20x5_p3_s1",
            "not measured: no such instance",
        )];
    };
    let effort = Effort {
        threads: bench.threads.unwrap_or(NonZeroUsize::MIN),
        ..Effort::unbounded(&bench.watch)
    };
    let (robust, ready) = bench.meter.measure(|| Robust::ready(&lineup, &effort));
    let mut rows = vec![Row::new(
        10,
        "a first point for each party, by exact programs",
        ready,
    )];
    if let Some(robust) = robust {
        let draws = Draws {
            seed: 1,
            count: pick(bench, DRAWS),
            spread: Spread::Even,
        };
        bench.say("draws");
        let (claim, cost) = bench.meter.measure(|| robust.counts(&draws, &effort));
        let mut row = Row::new(10, "20 brackets x 5 options x 3 parties, 12 packages", cost);
        row.found = format!("{} draws", grouped(claim.answer.draws));
        row.target = Some(Duration::from_secs(10));
        rows.push(row);
    }
    rows
}

/// What is lost after each question, ours beside chance and point by point.
pub(super) fn asked(bench: &Bench) -> Vec<Row> {
    let seeded = [
        "real_6x4_p2_s1_l0",
        "real_5x4_p3_s2_l0",
        "spatial_8x4_p2_s3_l0",
    ];
    let games = seeded.iter().filter_map(|name| {
        let problem = Recipe::parse(name)?.problem().ok()?;
        Some(((*name).to_owned(), problem))
    });
    let cases = [&PANAMA, &FJORD]
        .into_iter()
        .filter_map(|case| Some((case.id.to_owned(), posed(case)?)));
    let mut rows = Vec::new();
    for (name, problem) in games.chain(cases) {
        bench.say(&name);
        let Some(game) = Game::of(&problem) else {
            continue;
        };
        let policies = [
            (Policy::Best, "ours"),
            (Policy::Random, "chance"),
            (Policy::InOrder, "in order"),
        ];
        for (policy, called) in policies {
            let questions = match &*name {
                "fjord" => QUESTIONS_OF_FJORD,
                _ => QUESTIONS,
            };
            let called = format!("{name}, {called}");
            rows.push(course(bench, &game, (policy, questions, &called)));
        }
    }
    rows
}

fn posed(case: &Shipped) -> Option<Problem> {
    let files = case
        .files
        .iter()
        .map(|(name, text)| (*name, text.as_bytes()));
    let files: Vec<(&str, &[u8])> = files.collect();
    let case = format::case_file::read(&files).ok()?;
    Some(case.seen_from(Seat::Mediator).pose().ok()?.problem)
}

fn course(bench: &Bench, game: &Game, (policy, questions, name): (Policy, usize, &str)) -> Row {
    let effort = Effort::unbounded(&bench.watch);
    let seeds = pick(bench, SEEDS);
    let once = super::meter::Meter {
        runs: 1,
        settle: Duration::ZERO,
    };
    let (courses, cost) = once.measure(|| {
        spread(bench, 1..seeds + 1, |seed| {
            game.course(policy, questions, seed, &effort)
        })
    });
    let mean = |at: usize| {
        let each = courses.iter().filter_map(|course| course.get(at));
        each.sum::<u64>() / seeds
    };
    let curve: Vec<u64> = (0..=questions).map(mean).collect();
    let arrived = curve
        .iter()
        .rposition(|lost| *lost > LITTLE)
        .map_or(0, |at| at + 1);
    let mut row = Row::new(11, name, cost);
    row.found = if arrived > questions {
        format!("not within {questions} questions")
    } else {
        format!("{arrived} questions")
    };
    let curve: Vec<String> = curve
        .iter()
        .map(|lost| format!("{}.{:02}", lost / 100, lost % 100))
        .collect();
    row.note = format!(
        "per cent lost after 0, 1, 2 … questions: {}",
        curve.join(" ")
    );
    row
}

/// Random things said, sensible or not, heard to the end.
pub(super) fn said(bench: &Bench) -> Vec<Row> {
    let effort = Effort {
        nodes_max: 100_000,
        ..Effort::unbounded(&bench.watch)
    };
    let wanted = pick(bench, SAID);
    let once = super::meter::Meter {
        runs: 1,
        settle: Duration::ZERO,
    };
    let (counts, cost) = once.measure(|| {
        let mut counts = [0_u64; 5];
        let mut next = 0;
        while !bench.watch.is_stopped() && counts.first().is_some_and(|said| *said < wanted) {
            let sets = spread(bench, next..next + 20_000, |seed| hear(seed, SET, &effort));
            next += 20_000;
            let so_far = counts.first().copied().unwrap_or(0);
            bench.say(&format!("random things said, {} so far", grouped(so_far)));
            for (count, heard) in sets {
                let at = match heard {
                    Heard::Refused => 1,
                    Heard::Contradicts(_) => 2,
                    Heard::Holds(_) => 3,
                    Heard::Stopped => 4,
                };
                for (place, by) in [(0, count), (at, 1)] {
                    if let Some(sum) = counts.get_mut(place) {
                        *sum += by;
                    }
                }
            }
        }
        counts
    });
    let [said, refused, wrong, holds, stopped] = counts.map(grouped);
    let mut row = Row::new(12, "random things said", cost);
    row.found = format!("{said} heard");
    row.note = format!(
        "sets: {refused} name what is not there, {wrong} contradict themselves, {holds} hold \
         together, {stopped} ran out of effort"
    );
    vec![row]
}
