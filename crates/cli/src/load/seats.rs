//! Many people at one case: reading with pauses, writing by the clock, each with a stream open.

use super::browser::Browser;
use super::figures::{HEADS, RULE, Times};
use super::ground::{Ground, Plan, Sitter};
use super::invented::Dice;
use super::served::{Served, Use};
use super::stream::Streams;
use super::wrk::{self, Wrk};
use super::{Load, alone, limits};
use crate::bench::{grouped, millis};
use crate::case_source;
use crate::shipped::MIAMI;
use anyhow::{Result, anyhow};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How many connections the work by the clock has: enough that it is never late for want of one.
const WORKERS: u32 = 16;
/// How many pages are asked for by the clock each second, beside what `wrk` asks.
const READS: u32 = 20;

/// The pages of each seat.
type Places = BTreeMap<String, Vec<String>>;

/// What is done at one beat of the clock.
#[derive(Clone)]
struct Beat {
    sitter: Sitter,
    path: String,
    words: Option<String>,
}

/// What came of the work by the clock.
#[derive(Default)]
struct Done {
    times: Times,
    refused: usize,
}

pub(super) fn run(load: &Load) -> Result<()> {
    wrk::present(wrk::NAME)?;
    let plan = Plan {
        case: case_source::shipped(&MIAMI)?,
        since: BTreeMap::new(),
        people: load.people,
    };
    let ground = Ground::of(plan, &load.folder()?)?;
    let disk = limits::durable_writes(&ground)?;
    let served = Served::over(&ground.store())?;
    let mut browser = served.browser("");
    let mut places = Places::new();
    for sitter in ground.one_of_each() {
        let pages = alone::pages(&mut browser, sitter)?;
        places.insert(sitter.seat.clone(), pages);
    }
    let first = ground.sitters.first();
    let first = first.ok_or_else(|| anyhow!("nobody sits there"))?;
    browser.sit(&first.cookie);
    let page = browser.page(&first.at)?.1.text();
    let empty = limits::empty_answers(&served, &page)?;
    println!("\n## {} people at `{}`\n", load.people, MIAMI.id);
    println!("| what | {HEADS} |\n|---|{RULE}|");
    println!("| an empty answer, before | {} |", empty.cells());
    println!("| 4 KiB on the disk, before | {} |", disk.cells());
    loaded(load, &served, (&ground, &places))
}

/// Lets everybody read, write and listen, and says what came of it.
fn loaded(load: &Load, served: &Served, (ground, places): (&Ground, &Places)) -> Result<()> {
    let mut dice = Dice::new(1);
    let streams: Vec<Sitter> = ground.sitters.iter().take(load.streams).cloned().collect();
    let streams = Streams::open(served.address, &streams)?;
    let (before, begun, told) = (served.used()?, Instant::now(), streams.count().1);
    let wrk = Wrk {
        to: served.address,
        connections: load.people,
        pause_ms: load.pause_ms,
        seconds: load.seconds,
        pages: readers(ground, places, &mut dice),
    };
    let wrk = wrk.start(ground.folder())?;
    let writes = writers(ground, places, load.writes * load.seconds);
    let writing = clockwork(served.address, load.writes, writes);
    let reads = probes(ground, places, (READS * load.seconds, &mut dice));
    let reading = clockwork(served.address, READS, reads);
    let found = wrk::found(wrk)?;
    let (writing, reading) = (joined(writing)?, joined(reading)?);
    let (used, took) = (served.used()?, begun.elapsed());
    let (open, told) = (streams.count().0, streams.count().1 - told);
    println!(
        "| pages, by wrk | {} | {} |",
        found.requests,
        wrk_cells(&found)
    );
    println!("| pages, by the clock | {} |", reading.times.cells());
    println!("| writes, by the clock | {} |", writing.times.cells());
    let rate = found.requests * 1_000_000 / found.micros.max(1);
    println!(
        "\n{rate} pages a second by wrk and {READS} by the clock, {} writes a second",
        load.writes
    );
    println!(
        "refused or broken: {} + {} of wrk, {} pages, {} writes",
        found.refused, found.broken, reading.refused, writing.refused
    );
    println!(
        "{open} streams open at the end, {} times told of a change",
        grouped(told)
    );
    said(&before, &used, took);
    Ok(())
}

fn said(before: &Use, after: &Use, took: Duration) {
    let cpu = after.cpu.saturating_sub(before.cpu);
    let share = cpu.as_millis() * 100 / took.as_millis().max(1);
    println!(
        "server: {share} % of one core over {} s, peak memory {} MiB, at the end {} MiB",
        took.as_secs(),
        after.peak_kib / 1_024,
        after.resident_kib / 1_024
    );
}

fn wrk_cells(found: &wrk::Found) -> String {
    let times = [found.half, found.p99, found.p999, found.longest];
    times
        .map(|micros| millis(Duration::from_micros(micros)))
        .join(" | ")
}

/// Everybody's pages, mixed.
fn readers<'a>(
    ground: &'a Ground,
    places: &'a Places,
    dice: &mut Dice,
) -> Vec<(&'a Sitter, &'a str)> {
    let mut all = Vec::new();
    for _ in 0..4 {
        for sitter in &ground.sitters {
            let page = places.get(&sitter.seat).and_then(|pages| dice.one(pages));
            all.extend(page.map(|page| (sitter, page.as_str())));
        }
    }
    all
}

/// Words said in the rooms that each sitter has, and in the joint session.
fn writers(ground: &Ground, places: &Places, count: u32) -> Vec<Beat> {
    let beats = ground
        .sitters
        .iter()
        .cycle()
        .zip(0..count)
        .filter_map(|(sitter, number)| {
            let rooms = places
                .get(&sitter.seat)?
                .iter()
                .filter(|path| is_room(path));
            let rooms: Vec<&String> = rooms.collect();
            let at = (number as usize / ground.sitters.len().max(1) + number as usize)
                % rooms.len().max(1);
            let words = format!(
                "{number}: what was said of the draft on the table, and what is asked for. "
            );
            Some(Beat {
                sitter: sitter.clone(),
                path: format!("{}/say", rooms.get(at)?),
                words: Some(words.repeat(2)),
            })
        });
    beats.collect()
}

fn is_room(path: &str) -> bool {
    let key = path.strip_prefix("/room/").unwrap_or_default();
    key.len() == 10 && key.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Pages asked for by the clock, whatever the answers do.
fn probes(ground: &Ground, places: &Places, (count, dice): (u32, &mut Dice)) -> Vec<Beat> {
    let beats = (0..count).filter_map(|_| {
        let sitter = dice.one(&ground.sitters)?;
        let path = places.get(&sitter.seat).and_then(|pages| dice.one(pages))?;
        Some(Beat {
            sitter: sitter.clone(),
            path: path.clone(),
            words: None,
        })
    });
    beats.collect()
}

/// Does one piece of work at each beat; a time counts from its beat, so waiting counts too.
fn clockwork(to: SocketAddr, rate: u32, beats: Vec<Beat>) -> Vec<JoinHandle<Result<Done>>> {
    let (begun, beats) = (Instant::now() + Duration::from_millis(200), Arc::new(beats));
    let beat = Duration::from_secs(1) / rate.max(1);
    let workers = (0..WORKERS).map(|worker| {
        let beats = Arc::clone(&beats);
        std::thread::spawn(move || {
            let mut browser = Browser::new(to, "");
            let mut done = Done::default();
            let own = (0..).zip(beats.iter()).skip(worker as usize);
            for (number, each) in own.step_by(WORKERS as usize) {
                let due = begun + beat * number;
                std::thread::sleep(due.saturating_duration_since(Instant::now()));
                let status = did(&mut browser, each, number)?;
                done.times.add(due.elapsed());
                done.refused += usize::from(status >= 400);
            }
            Ok(done)
        })
    });
    workers.collect()
}

fn did(browser: &mut Browser, beat: &Beat, number: u32) -> Result<u16> {
    browser.sit(&beat.sitter.cookie);
    let path = format!("{}{}", beat.sitter.at, beat.path);
    let answer = match &beat.words {
        None => browser.ask(&path)?,
        Some(words) => {
            let act = format!(
                "{:032x}",
                0x5eed_0000_0000_0000_0000_0000_u128 + u128::from(number)
            );
            let fields = [
                ("act", act.as_str()),
                ("kind", "words"),
                ("words", words),
                ("seen", "on"),
            ];
            browser.post(&path, &fields)?
        }
    };
    Ok(answer.status)
}

fn joined(workers: Vec<JoinHandle<Result<Done>>>) -> Result<Done> {
    let mut all = Done::default();
    for worker in workers {
        let done = worker.join().map_err(|_| anyhow!("a worker broke off"))??;
        all.times.join(&done.times);
        all.refused += done.refused;
    }
    Ok(all)
}
