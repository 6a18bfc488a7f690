//! Hours of load: so much done each second, by the clock, while memory, open files and the disk are
//! watched; at the end every act that was acknowledged is looked for.

use super::browser::Browser;
use super::figures::{HEADS, RULE, Times};
use super::ground::{Ground, Plan, Sitter};
use super::invented::Dice;
use super::served::Served;
use super::stream::Streams;
use super::{Load, alone};
use crate::bench::grouped;
use crate::case_source;
use crate::serve::runtime;
use crate::shipped::FJORD;
use anyhow::{Context, Result, anyhow, ensure};
use proceedings::EventId;
use record::Edge;
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use store::Head;

/// How many people sit there, and have a stream open.
const PEOPLE: usize = 40;
/// How many connections the work has.
const WORKERS: u32 = 16;
/// How often the state is told.
const ROWS: u32 = 20;

/// The pages of each seat.
type Places = BTreeMap<String, Vec<String>>;

/// What every worker shares.
struct Work {
    to: SocketAddr,
    sitters: Vec<Sitter>,
    places: Places,
    beat: Duration,
    count: u32,
    begun: Instant,
    done: AtomicU64,
}

/// What came of the work of one.
#[derive(Default)]
struct Done {
    acts: Times,
    pages: Times,
    acknowledged: Vec<u128>,
    refused: usize,
}

pub(super) fn run(load: &Load) -> Result<()> {
    let plan = Plan {
        case: case_source::shipped(&FJORD)?,
        since: BTreeMap::new(),
        people: PEOPLE,
    };
    let ground = Ground::of(plan, &load.folder()?)?;
    let served = Served::over(&ground.store())?;
    let places = places(&ground, &served)?;
    let streams = Streams::open(served.address, &ground.sitters)?;
    let seconds = load.minutes.saturating_mul(60);
    println!(
        "\n## {} requests a second for {} minutes, half of them acts\n",
        load.rate, load.minutes
    );
    let work = Arc::new(Work {
        to: served.address,
        sitters: ground.sitters.clone(),
        places,
        beat: Duration::from_secs(1) / load.rate.max(1),
        count: load.rate.saturating_mul(seconds),
        begun: Instant::now() + Duration::from_millis(200),
        done: AtomicU64::new(0),
    });
    let workers = (0..WORKERS).map(|worker| {
        let work = Arc::clone(&work);
        std::thread::spawn(move || work.done_by(worker))
    });
    let workers: Vec<_> = workers.collect();
    watched(
        &served,
        &ground,
        (&work, Duration::from_secs(u64::from(seconds))),
    )?;
    let done = joined(workers)?;
    println!("\n| what | {HEADS} |\n|---|{RULE}|");
    println!("| acts | {} |", done.acts.cells());
    println!("| pages | {} |", done.pages.cells());
    println!(
        "\n{} refused, {} streams open at the end",
        done.refused,
        streams.count().0
    );
    drop(served);
    let kept = runtime()?.block_on(looked_for(&ground, &done.acknowledged))?;
    println!(
        "{} acts acknowledged, each kept once; the records hold",
        grouped(kept)
    );
    Ok(())
}

/// The pages that each seat has.
fn places(ground: &Ground, served: &Served) -> Result<Places> {
    let mut browser = served.browser("");
    let pages = ground.one_of_each().into_iter().map(|sitter| {
        let pages = alone::pages(&mut browser, sitter)?;
        Ok((sitter.seat.clone(), pages))
    });
    pages.collect()
}

impl Work {
    /// Every so many beats of the clock are one worker's.
    fn done_by(&self, worker: u32) -> Result<Done> {
        let mut browser = Browser::new(self.to, "");
        let (mut done, mut dice) = (Done::default(), Dice::new(u64::from(worker)));
        for number in (worker..self.count).step_by(WORKERS as usize) {
            let due = self.begun + self.beat * number;
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            let sitter = dice.one(&self.sitters).context("nobody sits there")?;
            // A time counts from its beat, so that waiting for the one before counts too.
            if number.is_multiple_of(2) {
                let id = dice.id();
                let status = said(&mut browser, sitter, (number, id))?;
                done.acts.add(due.elapsed());
                if status == 201 {
                    done.acknowledged.push(id_bits(id)?);
                } else {
                    done.refused += 1;
                }
            } else {
                let pages = self.places.get(&sitter.seat);
                let page = pages.and_then(|pages| dice.one(pages));
                let page = page.context("a seat without pages")?;
                browser.sit(&sitter.cookie);
                let answer = browser.ask(&format!("{}{page}", sitter.at))?;
                done.pages.add(due.elapsed());
                done.refused += usize::from(answer.status != 200);
            }
            self.done.fetch_add(1, Ordering::Relaxed);
        }
        Ok(done)
    }
}

/// Says something in the seat's own room, or in the joint session.
fn said(browser: &mut Browser, sitter: &Sitter, (number, id): (u32, EventId)) -> Result<u16> {
    let room = sitter.seat.rsplit(' ').next().unwrap_or_default();
    let to = match sitter.seat.as_str() {
        "mediator" => "plenary".to_owned(),
        _ => format!("room-{room}"),
    };
    let words = format!("{number}: what was said of the draft on the table, and why. ").repeat(3);
    let sent = format!(r#"{{"act":"{id}","to":"{to}","kind":"words","words":"{words}"}}"#);
    let token = sitter.cookie.split('=').nth(1).unwrap_or_default();
    let answer = browser.tell("/api/v1/messages", token, &sent)?;
    Ok(answer.status)
}

fn id_bits(id: EventId) -> Result<u128> {
    u128::from_str_radix(&id.to_string(), 16).context("reading an id")
}

/// Tells now and then what the server has in use.
fn watched(served: &Served, ground: &Ground, (work, time): (&Work, Duration)) -> Result<()> {
    println!("| s | requests | memory MiB | open files | files to be merged KiB | processor s |");
    println!("|---:|---:|---:|---:|---:|---:|");
    for row in 1..=ROWS {
        let due = work.begun + time * row / ROWS;
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        let (used, done) = (served.used()?, work.done.load(Ordering::Relaxed));
        println!(
            "| {} | {} | {} | {} | {} | {} |",
            work.begun.elapsed().as_secs(),
            grouped(usize::try_from(done).unwrap_or(usize::MAX)),
            used.resident_kib / 1_024,
            served.open_files()?,
            ground.ahead()? / 1_024,
            used.cpu.as_secs()
        );
    }
    Ok(())
}

fn joined(workers: Vec<JoinHandle<Result<Done>>>) -> Result<Done> {
    let mut all = Done::default();
    for worker in workers {
        let mut done = worker.join().map_err(|_| anyhow!("a worker broke off"))??;
        all.acts.join(&done.acts);
        all.pages.join(&done.pages);
        all.acknowledged.append(&mut done.acknowledged);
        all.refused += done.refused;
    }
    Ok(all)
}

/// Looks for what was acknowledged in the store itself, and holds every log to its record.
async fn looked_for(ground: &Ground, acknowledged: &[u128]) -> Result<usize> {
    let (registry, ring) = ground.registry().await?;
    let mut kept = BTreeSet::new();
    for audience in ring.audiences() {
        let events = registry.events(audience, &ring, Head::EMPTY).await?;
        let count = events.len();
        let ids = events.iter().map(|event| event.id);
        let edge = registry.audited(audience, &ring, Edge::default()).await?;
        ensure!(
            edge.size() == count as u64,
            "the log of `{audience}` has more leaves than events"
        );
        for id in ids {
            ensure!(kept.insert(id), "event {id} is kept twice");
        }
    }
    let lost = acknowledged
        .iter()
        .filter(|id| !kept.contains(&EventId::new(**id)));
    let lost = lost.count();
    ensure!(lost == 0, "{lost} acts were acknowledged and are lost");
    Ok(acknowledged.len())
}
