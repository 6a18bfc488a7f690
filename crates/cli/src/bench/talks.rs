//! Simulated talks: how many rounds of alternating offers a second, and what procedures come to on
//! the published domains at the same budget.

use super::meter::{Cost, Meter};
use super::row::{Row, grouped};
use super::words::pick;
use super::{Bench, read};
use analysis::talks::{Cell, Clock, Deck, Plan, Procedure, Unmeasured, Yardstick, tournament};
use problem::talks::{Company, Manner};
use problem::{Effort, Problem};
use std::cmp::Ordering;
use std::num::NonZeroUsize;
use std::time::Duration;

/// The domains of task 14, of two, six and nine parties.
const STEPPED: [&str; 7] = [
    "Laptop",
    "EnglandZimbabwe",
    "Amsterdam",
    "CarA",
    "EnergyC",
    "Domain4",
    "group6-tram",
];

/// The deadline of task 14, in rounds.
const DEADLINE: u32 = 500;

/// How many talks a measured piece of work holds.
const TALKS: u32 = 200;

/// The rounds to which the time is reduced.
const ROUNDS: u32 = 1_000;

/// The rounds of task 15: so many questions are put to each party.
const BUDGET: u32 = 30;

/// How many runs there are of each procedure with each company, and how many when it is to be
/// quick.
const RUNS: [u64; 2] = [10, 3];

/// The companies of task 15, and how many of them when it is to be quick.
const COMPANIES: [Company; 7] = [
    Company::All(Manner::Truthful),
    Company::All(Manner::Annealer),
    Company::All(Manner::Conceder),
    Company::All(Manner::Hardliner),
    Company::All(Manner::Learner),
    Company::One(Manner::Hardliner),
    Company::One(Manner::Saboteur),
];

/// The procedures of task 15, ours first.
const PROCEDURES: [Procedure; 6] = Procedure::ALL;

/// The most domains when it is to be quick.
const QUICK: usize = 6;

/// Hardliners (Boulware, exponent 4) alternate offers until they agree: the time of a thousand
/// rounds, alone and with everything made ready anew for each talks.
pub(super) fn offers(bench: &Bench) -> Vec<Row> {
    let mut rows = Vec::new();
    for name in STEPPED {
        let mut whole = None;
        let alone = bench.domain(14, name, |posed| {
            let (alone, made) = stepped(bench, name, &posed.problem);
            whole = Some(made);
            alone
        });
        rows.push(alone);
        rows.extend(whole);
    }
    rows
}

fn stepped(bench: &Bench, name: &str, problem: &Problem) -> (Row, Row) {
    let manners = Company::All(Manner::Hardliner).manners(problem.stances().len(), 0);
    let clock = Clock::new(DEADLINE);
    let Some(deck) = Deck::of(problem) else {
        let skipped = || Row::skipped(14, name, "not measured: too many packages");
        return (skipped(), skipped());
    };
    let (rounds, cost) = bench.meter.measure(|| {
        let talks = (0..TALKS).map(|_| deck.play(&manners, &clock).rounds);
        talks.sum::<u32>()
    });
    let row = |what: &str, (rounds, cost): (u32, Cost), talks: u32| {
        let mut row = Row::new(14, format!("{name}, {what}"), reduced(cost, rounds));
        row.found = format!("{} rounds to a deal", rounds / talks);
        row.note = format!("{} rounds a second", grouped(speed(row.cost)));
        row
    };
    let alone = row("1,000 rounds", (rounds, cost), TALKS);
    let (rounds, cost) = bench.meter.measure(|| {
        let deck = Deck::of(problem);
        deck.map_or(0, |deck| deck.play(&manners, &Clock::new(DEADLINE)).rounds)
    });
    (alone, row("1,000 rounds of whole talks", (rounds, cost), 1))
}

/// The cost of a thousand rounds.
fn reduced(cost: Cost, rounds: u32) -> Cost {
    let part = |time: Duration| time * ROUNDS / rounds.max(1);
    Cost {
        wall: part(cost.wall),
        cpu: part(cost.cpu),
        ..cost
    }
}

/// Rounds a second of processor time.
fn speed(cost: Cost) -> u128 {
    u128::from(ROUNDS) * 1_000_000_000 / cost.cpu.as_nanos().max(1)
}

/// Every procedure with every company on every published domain that has an agreement zone.
pub(super) fn procedures(bench: &Bench) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut sums = vec![Sum::default(); COMPANIES.len() * PROCEDURES.len()];
    for name in names(bench) {
        let row = bench.domain(15, &name, |posed| {
            let mut cells = Vec::new();
            let (found, cost) = once().measure(|| played(bench, &posed.problem));
            let mut row = Row::new(15, &name, cost);
            match found {
                Ok((best, found)) => {
                    // A bound is rounded up.
                    let tenths = best.div_ceil(1_000);
                    row.found = format!("at most {}.{} %", tenths / 10, tenths % 10);
                    cells.extend(found);
                }
                Err(Unmeasured::NothingAcceptable) => {
                    "no package suits all".clone_into(&mut row.found);
                }
                Err(Unmeasured::Stopped) => "not measured".clone_into(&mut row.found),
            }
            for (sum, cell) in sums.iter_mut().zip(&cells) {
                sum.take(cell, &cells);
            }
            let first = COMPANIES.first().copied();
            let truthful = cells.iter().filter(|cell| Some(cell.company) == first);
            let said: Vec<String> = truthful.map(told).collect();
            row.note = said.join("; ");
            row
        });
        rows.push(row);
    }
    let each = PROCEDURES.iter().flat_map(|procedure| {
        let companies = COMPANIES.iter();
        companies.map(move |company| (*procedure, *company))
    });
    for ((procedure, company), sum) in each.zip(&sums) {
        rows.push(sum.row(procedure, company));
    }
    rows
}

const fn once() -> Meter {
    Meter {
        runs: 1,
        settle: Duration::ZERO,
    }
}

/// Every folder of a domain that the reader has.
fn names(bench: &Bench) -> Vec<String> {
    let folders = std::fs::read_dir(&bench.domains)
        .into_iter()
        .flatten()
        .flatten();
    let folders = folders.filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = folders
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| read(&bench.domains.join(name)).is_ok())
        .collect();
    names.sort();
    if bench.quick {
        names.truncate(QUICK);
    }
    names
}

/// The most that the party served worst can have, and what was played.
fn played(bench: &Bench, problem: &Problem) -> Result<(u32, Vec<Cell>), Unmeasured> {
    let effort = Effort {
        threads: bench.threads.unwrap_or(NonZeroUsize::MIN),
        nodes_max: 50_000_000,
        vectors_max: 20_000,
        ..Effort::unbounded(&bench.watch)
    };
    let yardstick = Yardstick::of(problem, &effort)?;
    let plan = Plan {
        procedures: PROCEDURES.to_vec(),
        companies: COMPANIES.to_vec(),
        rounds: BUDGET,
        runs: pick(bench, RUNS),
        seed: 1,
    };
    let played = tournament(problem, (&plan, &yardstick), &effort);
    Ok((yardstick.best_least, played.answer.cells))
}

/// What the party served worst has, mean over the runs, in hundredths of a per cent.
fn served(cell: &Cell) -> u64 {
    let sum: u64 = cell.marks.iter().map(|mark| u64::from(mark.least)).sum();
    sum / cell.marks.len().max(1) as u64 / 100
}

fn told(cell: &Cell) -> String {
    let served = served(cell);
    let name = cell.procedure.name();
    format!("{name} {}.{:02}", served / 100, served % 100)
}

/// A procedure with a company, over all domains.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    domains: u64,
    runs: u64,
    agreed: u64,
    served: u64,
    off_frontier: u64,
    off_kalai: u64,
    asked: u64,
    /// On how many domains ours serves the party served worst better than this, as well, and less.
    ours: [u64; 3],
}

impl Sum {
    fn take(&mut self, cell: &Cell, all: &[Cell]) {
        let ours = all
            .iter()
            .find(|other| other.procedure == Procedure::Next && other.company == cell.company);
        let [better, alike, less] = &mut self.ours;
        *match ours.map(|ours| served(ours).cmp(&served(cell))) {
            Some(Ordering::Greater) => better,
            Some(Ordering::Equal) | None => alike,
            Some(Ordering::Less) => less,
        } += 1;
        self.domains += 1;
        self.served += served(cell);
        self.agreed += cell.agreements();
        for mark in &cell.marks {
            self.runs += 1;
            self.off_frontier += u64::from(mark.off_frontier);
            self.off_kalai += u64::from(mark.off_kalai);
            self.asked += u64::from(mark.asked);
        }
    }

    fn row(self, procedure: Procedure, company: Company) -> Row {
        let name = format!("{} with {}", procedure.name(), company.name());
        let mut row = Row::skipped(15, name, String::new());
        let runs = self.runs.max(1);
        let served = self.served / self.domains.max(1);
        let [frontier, kalai] = [self.off_frontier, self.off_kalai].map(|sum| sum / runs / 100);
        row.found = format!("served worst {}.{:02} %", served / 100, served % 100);
        let [better, alike, less] = self.ours;
        row.note = format!(
            "mean over {} domains; {} of {} agreed; off the frontier {}.{:02}, off \
             Kalai-Smorodinsky {}.{:02}; {} asked or offered; ours serves better on {better}, \
             alike on {alike}, less on {less}",
            self.domains,
            grouped(self.agreed),
            grouped(self.runs),
            frontier / 100,
            frontier % 100,
            kalai / 100,
            kalai % 100,
            self.asked / runs,
        );
        row
    }
}
