//! Twin worlds: two workspaces with the same clock and the same dice, in which everything is the
//! same but what some parties and the mediation team keep to themselves and do in their rooms.
//! Whoever is not among them is answered by both with the same bytes, whatever is asked: pages,
//! parts of pages, the stream, the interface for programs, what is asked for in vain, forms that
//! are taken and forms that are refused, and the door.
//!
//! This is evidence, not proof: so many schedules of this generator found nothing, and every leak
//! that was planted was found.

pub(crate) mod rules;

mod cases;
mod lots;
mod schedule;
mod world;

use super::House;
use crate::planted::Leak;
use cases::Parted;
use lots::Lots;
use schedule::{End, Found, Tally, Twins};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use world::World;

/// How many schedules one pair of worlds is copied for.
const OF_ONE_PAIR: u64 = 25;
/// How many schedules are lived through where nobody says how many.
const SCHEDULES: u64 = 48;
/// How many pairs a thread keeps.
const PAIRS_MAX: usize = 4;
/// After every so many schedules everybody asks for everything, and after so many in a long run:
/// that costs as much as a hundred schedules.
const EVERYTHING_AFTER: [u64; 2] = [64, 1_024];
/// How many schedules are a long run.
const LONG: u64 = 5_000;
/// Within how many schedules a planted leak must be found.
const FOUND_WITHIN: u64 = 400;

/// What is to be lived through.
#[derive(Debug, Clone, Copy)]
struct Run {
    seed: u64,
    schedules: u64,
    leak: Option<Leak>,
    /// How many threads live through them side by side.
    threads: u64,
}

/// What came of it.
#[derive(Default)]
struct Outcome {
    tally: Tally,
    /// The first difference that was met, and in which schedule.
    found: Met,
}

/// The first difference, and in which schedule it was met.
type Met = Option<(u64, Found)>;

/// How many steps a schedule has: mostly few, and now and then many.
fn steps(seed: u64, schedule: u64) -> usize {
    let mut lots = Lots::of(&[7, seed, schedule]);
    let most = *lots.one_of(&[8, 8, 16, 16, 24, 96]);
    4 + lots.up_to(most)
}

/// A pair of worlds that nobody has changed yet.
async fn opened(parted: &Parted) -> [World; 2] {
    let [case, twin] = &parted.cases;
    let houses = [House::with(case).await, House::with(twin).await];
    seated(houses, parted).await
}

async fn seated([one, other]: [House; 2], parted: &Parted) -> [World; 2] {
    [
        World::opened(one, &parted.sitters).await,
        World::opened(other, &parted.sitters).await,
    ]
}

/// Pairs of worlds that nobody has changed, with the case of each: a thread opens them once for all
/// that it looks for in copies of them.
#[derive(Default)]
struct Pairs(BTreeMap<u64, (Parted, [World; 2])>);

impl Pairs {
    /// The pair of a number.
    async fn of(&mut self, number: u64) -> &(Parted, [World; 2]) {
        if !self.0.contains_key(&number) {
            if self.0.len() >= PAIRS_MAX {
                self.0.clear();
            }
            let parted = Parted::of(number);
            let pair = opened(&parted).await;
            self.0.insert(number, (parted, pair));
        }
        &self.0[&number]
    }
}

/// Lives through schedules until a difference is met.
async fn lived(run: Run, next: &AtomicU64, outcome: &Mutex<Outcome>, pairs: &mut Pairs) {
    loop {
        let first = next.fetch_add(OF_ONE_PAIR, Ordering::SeqCst);
        let last = run.schedules.min(first + OF_ONE_PAIR);
        if first >= last {
            return;
        }
        let number = (run.seed << 20) + first / OF_ONE_PAIR;
        let (parted, pair) = pairs.of(number).await;
        for schedule in first..last {
            let seed = ([run.seed, schedule], run.leak);
            let [often, seldom] = EVERYTHING_AFTER;
            let after = if run.schedules > LONG { seldom } else { often };
            let end = match schedule % after {
                31 => End::Everything,
                _ => End::Some(8),
            };
            let twins = Twins::of(pair, parted, seed).await;
            let (found, tally) = twins.lived(steps(run.seed, schedule), end).await;
            let mut outcome = outcome.lock().unwrap();
            outcome.tally.add(&tally);
            let is_first = outcome.found.as_ref().is_none_or(|(at, _)| schedule < *at);
            if let Some(found) = found.filter(|_| is_first) {
                outcome.found = Some((schedule, found));
            }
            if outcome.found.is_some() {
                return;
            }
        }
    }
}

fn runtime() -> tokio::runtime::Runtime {
    let builder = tokio::runtime::Builder::new_current_thread();
    { builder }.enable_all().build().unwrap()
}

/// Lives through schedules on several threads, and says now and then how far it has come.
fn outcome(run: Run) -> Outcome {
    let next = AtomicU64::new(0);
    let outcome = Arc::new(Mutex::new(Outcome::default()));
    let started = Instant::now();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..run.threads)
            .map(|_| {
                scope.spawn(|| {
                    let mut pairs = Pairs::default();
                    runtime().block_on(lived(run, &next, &outcome, &mut pairs));
                })
            })
            .collect();
        let mut said = Instant::now();
        while threads.iter().any(|thread| !thread.is_finished()) {
            std::thread::park_timeout(Duration::from_millis(20));
            if said.elapsed() > Duration::from_secs(20) {
                said = Instant::now();
                println!("{}", told(run, &outcome.lock().unwrap().tally, started));
            }
        }
    });
    println!("{}", told(run, &outcome.lock().unwrap().tally, started));
    Arc::into_inner(outcome).unwrap().into_inner().unwrap()
}

fn told(run: Run, tally: &Tally, started: Instant) -> String {
    let Tally {
        schedules,
        steps,
        answers,
        private,
        ..
    } = tally;
    let seconds = started.elapsed().as_secs_f64();
    format!(
        "{schedules} of {} schedules (seed {}), {steps} steps, {answers} answers compared, \
         {private:?} acts in one world alone; {seconds:.0} s on {} threads",
        run.schedules, run.seed, run.threads
    )
}

/// A number that whoever runs the tests has set.
fn number(name: &str) -> Option<u64> {
    let set = std::env::var(name).ok()?;
    Some(
        set.parse()
            .unwrap_or_else(|_| panic!("{name} is not a number: `{set}`")),
    )
}

/// `cargo xtask twins --runs N --seed S` sets how many, and from which seed.
fn asked(schedules: u64) -> Run {
    Run {
        seed: number("ONETEXT_TWINS_SEED").unwrap_or(1),
        schedules: number("ONETEXT_TWINS_SCHEDULES").unwrap_or(schedules),
        leak: None,
        threads: number("ONETEXT_TWINS_THREADS").unwrap_or(2),
    }
}

#[test]
fn nobody_is_told_by_any_route_what_others_keep_to_themselves_or_do_in_their_rooms() {
    let run = asked(SCHEDULES);
    let Outcome { tally, found } = outcome(run);
    if let Some((schedule, found)) = found {
        panic!("seed {}, schedule {schedule}, {found}", run.seed);
    }
    assert_eq!(tally.schedules as u64, run.schedules);
    let [one, other] = tally.private;
    assert!(
        one > 20 && other > 20 && one != other,
        "{:?}",
        tally.private
    );
    let never = never_taken(&tally);
    println!("not done in these schedules: {never:?}");
    if run.schedules >= 1_000 {
        assert!(tally.taken.len() >= 30, "only {:?}", tally.taken);
    }
}

/// The routes that take forms and took none; those apart that no seat's page has a form for.
fn never_taken(tally: &Tally) -> Vec<String> {
    let house = runtime().block_on(async { House::with(&super::fjord()).await });
    let sent_to = rules::routes(&house, "post").into_iter();
    let seats = sent_to.filter(|route| route.starts_with("/at/{handle}/"));
    let never = seats.filter(|route| !tally.taken.contains_key(route));
    let never = never.filter(|route| !route.ends_with("/sign-out"));
    never
        .filter(|route| !route.ends_with("/people/close"))
        .collect()
}

/// Looks for leaks until there is none left; gives where each was found, if it was.
async fn looked_for(run: Run, left: &Mutex<Vec<Leak>>, done: &Mutex<Vec<(Leak, Met)>>) {
    let mut pairs = Pairs::default();
    loop {
        let Some(leak) = left.lock().unwrap().pop() else {
            return;
        };
        let run = Run {
            leak: Some(leak),
            ..run
        };
        let outcome = Mutex::new(Outcome::default());
        lived(run, &AtomicU64::new(0), &outcome, &mut pairs).await;
        let found = outcome.into_inner().unwrap().found;
        let name = format!("{leak:?}");
        match &found {
            Some((schedule, found)) => {
                let Found {
                    step,
                    seat,
                    request,
                    ..
                } = found;
                println!("{name:<20} schedule {schedule:>4}, step {step:>3}: {seat}, {request}");
            }
            None => println!("{name:<20} not found"),
        }
        done.lock().unwrap().push((leak, found));
    }
}

#[test]
#[ignore = "it takes minutes: `cargo xtask twins --leaks`"]
fn every_leak_that_is_planted_is_found() {
    let run = asked(FOUND_WITHIN);
    let (left, done) = (Mutex::new(Leak::ALL.to_vec()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..run.threads {
            scope.spawn(|| runtime().block_on(looked_for(run, &left, &done)));
        }
    });
    let done = done.into_inner().unwrap();
    let missed = done.iter().filter(|(_, found)| found.is_none());
    let missed: Vec<Leak> = missed.map(|(leak, _)| *leak).collect();
    println!("{} of {} found", done.len() - missed.len(), Leak::ALL.len());
    assert!(missed.is_empty(), "not found: {missed:?}");
    assert_eq!(done.len(), Leak::ALL.len());
}

/// One of the two worlds stands on PostgreSQL, and the other in a folder.
#[tokio::test]
async fn nobody_is_told_it_by_a_world_on_postgresql_either() {
    for number in 1..=3 {
        let mut parted = Parted::of(number);
        let Some(one) = House::on_server(&parted.cases[0]).await else {
            return;
        };
        parted.cases[1].heading.id = one.case.clone();
        let other = House::with(&parted.cases[1]).await;
        for house in [&one, &other] {
            house.joined_by_another().await;
        }
        let pair = seated([one, other], &parted).await;
        let twins = Twins::over(pair, &parted, [8, number]).among_others();
        let (found, tally) = twins.lived(60, End::Everything).await;
        if let Some(found) = found {
            panic!("case {number}, {found}");
        }
        println!("{} steps, {} answers compared", tally.steps, tally.answers);
    }
}
