//! Hours of load: so much done each second, by the clock, while memory, open files and the disk are
//! watched; at the end every act that was acknowledged is looked for. As talks do, cases come to
//! rest, and others go on: what the server holds then is what is under way, and not what there is.

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
use case::CaseId;
use proceedings::EventId;
use record::Edge;
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use store::Head;

/// How many people sit at each case, and have a stream open.
const PEOPLE: usize = 12;
/// How many connections the work has.
const WORKERS: u32 = 16;
/// How often the state is told.
const ROWS: u32 = 20;
/// What is spoken of.
const VOCABULARY: &str = "harbour lights season catch boats patrol border fjord skerries watchers \
    centre guarantee union ships breach talks loan fund bank coast crossing permit ferry villages \
    assembly vote signing approval text draft point option room table mediator delegation minister \
    admiral envoy drilling stock count biologists quota autumn spring shelter pilots channel buoy \
    before after unless because while until perhaps never always slowly openly again together \
    could should wants offers refuses accepts doubts proposes keeps brings leaves returns holds";

/// The pages of each seat, by its name.
type Places = BTreeMap<String, Vec<String>>;

/// What every worker shares.
struct Work {
    to: SocketAddr,
    /// Those who sit at the cases that are under way at a time.
    shifts: Vec<Vec<Sitter>>,
    places: Places,
    beat: Duration,
    /// So long a shift takes.
    shift: Duration,
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
    let ground = ground(load)?;
    let served = Served::over(&ground.store())?;
    let work = Arc::new(Work::of(load, &ground, &served)?);
    let (rate, minutes, cases) = (load.rate, load.minutes, load.cases);
    println!("\n## {rate} requests a second for {minutes} minutes, half of them acts\n");
    let all = work.shifts.len() * cases as usize;
    println!("{cases} cases at a time, {all} in all\n");
    let workers = (0..WORKERS).map(|worker| {
        let work = Arc::clone(&work);
        std::thread::spawn(move || work.done_by(worker))
    });
    let workers: Vec<_> = workers.collect();
    let listening = {
        let work = Arc::clone(&work);
        std::thread::spawn(move || work.listened())
    };
    watched(&served, &ground, (&work, work.beat * work.count))?;
    let done = joined(workers)?;
    let streams = listening.join();
    let streams = streams.map_err(|_| anyhow!("who listened broke off"))??;
    println!("\n| what | {HEADS} |\n|---|{RULE}|");
    println!("| acts | {} |", done.acts.cells());
    println!("| pages | {} |", done.pages.cells());
    println!(
        "\n{} refused, {streams} streams open at the end",
        done.refused
    );
    let held = served.used()?.resident_kib / 1_024;
    drop(served);
    let last = work.shifts.last().context("no cases")?;
    let anew = anew(&ground, last)? / 1_024;
    println!(
        "\n{held} MiB held at the end; {anew} MiB by a server started anew over the same store, \
         with the cases of the end under way"
    );
    let kept = runtime()?.block_on(looked_for(&ground, &done.acknowledged))?;
    println!(
        "{} acts acknowledged, each kept once; the records hold",
        grouped(kept)
    );
    Ok(())
}

/// A store with all the cases that will be under way.
fn ground(load: &Load) -> Result<Ground> {
    let shifts = load.minutes.div_ceil(load.rest_after.max(1)).max(1);
    let plans = (1..=load.cases.saturating_mul(shifts)).map(|number| {
        let mut case = case_source::shipped(&FJORD)?;
        case.heading.id = CaseId::new(format!("fjord-{number}"));
        let (since, people) = (BTreeMap::new(), PEOPLE);
        Ok(Plan {
            case,
            since,
            people,
        })
    });
    let plans: Vec<Plan> = plans.collect::<Result<_>>()?;
    Ground::with(plans, &load.folder()?)
}

/// What a server holds that was started over what is there now, once these have come back: what the
/// one before it held beyond that, it held of cases at rest, or for nothing.
fn anew(ground: &Ground, sitters: &[Sitter]) -> Result<u64> {
    let served = Served::over(&ground.store())?;
    let mut browser = served.browser("");
    for sitter in sitters {
        browser.sit(&sitter.cookie);
        browser.page(&sitter.at)?;
    }
    Ok(served.used()?.resident_kib)
}

/// The pages of each seat, which are the same in every case; the files of a whole log, which are
/// as long as it, apart.
fn places(sitters: Option<&Vec<Sitter>>, served: &Served) -> Result<Places> {
    let mut browser = served.browser("");
    let mut places = Places::new();
    for sitter in sitters.into_iter().flatten() {
        if !places.contains_key(&sitter.seat) {
            let mut pages = alone::pages(&mut browser, sitter)?;
            pages.retain(|page| !page.ends_with(".tar"));
            places.insert(sitter.seat.clone(), pages);
        }
    }
    Ok(places)
}

impl Work {
    /// The work that is asked for, which begins in a moment.
    fn of(load: &Load, ground: &Ground, served: &Served) -> Result<Self> {
        let shifts = ground.sitters.chunks(load.cases.max(1) as usize * PEOPLE);
        let shifts: Vec<Vec<Sitter>> = shifts.map(<[Sitter]>::to_vec).collect();
        let places = places(shifts.first(), served)?;
        Ok(Self {
            to: served.address,
            shifts,
            places,
            beat: Duration::from_secs(1) / load.rate.max(1),
            shift: Duration::from_secs(60) * load.rest_after,
            count: load.rate.saturating_mul(load.minutes.saturating_mul(60)),
            begun: Instant::now() + Duration::from_millis(200),
            done: AtomicU64::new(0),
        })
    }

    /// Those who sit at the cases that are under way when a request is due.
    fn sitters(&self, number: u32) -> &[Sitter] {
        let shift = (self.beat * number).as_micros() / self.shift.as_micros().max(1);
        let last = self.shifts.len().saturating_sub(1);
        let shift = usize::try_from(shift).unwrap_or(last).min(last);
        self.shifts.get(shift).map_or(&[], Vec::as_slice)
    }

    /// Holds a stream open for everybody who sits at a case that is under way; how many of the last
    /// are open at the end.
    fn listened(&self) -> Result<u64> {
        let whole = self.beat * self.count;
        let mut open = 0;
        for (sitters, end) in self.shifts.iter().zip(1..) {
            let streams = Streams::open(self.to, sitters)?;
            let end = self.begun + (self.shift * end).min(whole);
            std::thread::sleep(end.saturating_duration_since(Instant::now()));
            open = streams.count().0;
        }
        Ok(open)
    }

    /// Every so many beats of the clock are one worker's.
    fn done_by(&self, worker: u32) -> Result<Done> {
        let mut browser = Browser::new(self.to, "");
        let (mut done, mut dice) = (Done::default(), Dice::new(u64::from(worker)));
        for number in (worker..self.count).step_by(WORKERS as usize) {
            let due = self.begun + self.beat * number;
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            let sitter = dice.one(self.sitters(number));
            let sitter = sitter.context("nobody sits there")?;
            // A time counts from its beat, so that waiting for the one before counts too.
            if number.is_multiple_of(2) {
                let id = dice.id();
                let status = said(&mut browser, sitter, (spoken(&mut dice)?, id))?;
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

/// Some two dozen words in an order that nobody had before.
fn spoken(dice: &mut Dice) -> Result<String> {
    let words: Vec<&str> = VOCABULARY.split_whitespace().collect();
    let mut spoken = String::new();
    for _ in 0..16 + dice.below(16) {
        spoken.push_str(dice.one(&words).context("no words")?);
        spoken.push(' ');
    }
    Ok(spoken)
}

/// Says something in the seat's own room, or in the joint session.
fn said(browser: &mut Browser, sitter: &Sitter, (words, id): (String, EventId)) -> Result<u16> {
    let room = sitter.seat.rsplit(' ').next().unwrap_or_default();
    let to = match sitter.seat.as_str() {
        "mediator" => "plenary".to_owned(),
        _ => format!("room-{room}"),
    };
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
    let mut kept = BTreeSet::new();
    for (registry, ring) in ground.registries().await? {
        // The openings of two cases may have the same ids.
        let mut own = BTreeSet::new();
        for audience in ring.audiences() {
            let events = registry.events(audience, &ring, Head::EMPTY).await?;
            let edge = registry.audited(audience, &ring, Edge::default()).await?;
            ensure!(
                edge.size() == events.len() as u64,
                "the log of `{audience}` has more leaves than events"
            );
            for event in events {
                ensure!(own.insert(event.id), "event {} is kept twice", event.id);
            }
        }
        kept.append(&mut own);
    }
    let lost = acknowledged
        .iter()
        .filter(|id| !kept.contains(&EventId::new(**id)));
    let lost = lost.count();
    ensure!(lost == 0, "{lost} acts were acknowledged and are lost");
    Ok(acknowledged.len())
}
