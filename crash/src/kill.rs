//! The program killed at random moments, while several seats act at once.

use crate::act::{Act, Fate};
use crate::check::Ledger;
use crate::dice::Dice;
use crate::program::{Launch, Program};
use crate::talks::{Talks, runtime, shown};
use crate::way::Way;
use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use disclosure::Audience;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// Of so many starts one is ended before it listens.
const EARLY_OF: u64 = 16;
/// So long at most after that it is ended: anywhere in the act that is then under way.
const LATER_MICROS: u64 = 12_000;
/// So long at most the acts are waited for.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often the count so far is told.
const TOLD_EVERY: u64 = 500;

/// End the program at random moments, while several seats act.
#[derive(Args)]
pub(crate) struct Kill {
    /// The program that is ended
    #[arg(long, value_name = "FILE", default_value = "target/debug/onetext")]
    program: PathBuf,
    /// Where the talks are kept; each run goes on with the store of the one before
    #[arg(long, value_name = "URL")]
    store: String,
    /// How often it is ended
    #[arg(long, value_name = "N", default_value_t = 100)]
    runs: u64,
    /// What chance follows from
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// How many acts are acknowledged at most before it is ended
    #[arg(long, value_name = "N", default_value_t = 12)]
    acts: u64,
    /// After so many ends new talks begin, for those of a day have no more
    #[arg(long, value_name = "N", default_value_t = 100)]
    fresh: u64,
}

/// What a run has come to.
#[derive(Default)]
struct Count {
    kills: u64,
    early: u64,
    sent: usize,
    acknowledged: usize,
    refused: usize,
}

/// One worker's acts, with what came of each.
type Sent = Vec<(Act, Fate)>;

impl Kill {
    pub(crate) fn run(&self) -> Result<()> {
        let (runtime, begun) = (runtime()?, Instant::now());
        let mut count = Count::default();
        while count.kills < self.runs {
            let id = format!("landing-{}-{}", self.seed, count.kills);
            let talks = runtime.block_on(Talks::founded(&self.store, &id))?;
            let talks = Arc::new(talks);
            let mut ledger = Ledger::new()?;
            for _ in 0..self.fresh.min(self.runs - count.kills) {
                let run = count.kills;
                self.once(&runtime, &talks, (&mut ledger, &mut count))
                    .with_context(|| format!("run {run} of seed {}", self.seed))?;
                if count.kills.is_multiple_of(TOLD_EVERY) {
                    count.tell(begun.elapsed());
                }
            }
            let last = self.launch().started()?;
            sent_again(&talks, &mut ledger, last.address())?;
            self.hold(&runtime, (&talks, &last), &mut ledger)
                .context("after the last run")?;
            count.sent += ledger.len();
            count.acknowledged += ledger.acknowledged();
        }
        count.tell(begun.elapsed());
        println!("nothing lost, nothing by half, every record goes on");
        Ok(())
    }

    fn launch(&self) -> Launch {
        Launch::of(&self.program, &self.store)
    }

    /// Starts the program over what the last end has left, looks, lets everybody act, ends it.
    fn once(
        &self,
        runtime: &Runtime,
        talks: &Arc<Talks>,
        (ledger, count): (&mut Ledger, &mut Count),
    ) -> Result<()> {
        let mut dice = Dice::of(self.seed, count.kills);
        if dice.below(EARLY_OF) == 0 {
            let mut child = self.launch().begun()?;
            std::thread::sleep(Duration::from_micros(dice.below(20_000)));
            child.kill().context("killing the program as it starts")?;
            child.wait().context("waiting for its end")?;
            count.early += 1;
        }
        let program = self.launch().started()?;
        self.hold(runtime, (talks, &program), ledger)?;
        let done = Arc::new(AtomicU64::new(0));
        let end = (dice.below(self.acts + 1), dice.below(LATER_MICROS));
        let workers = acting(talks, ledger, (program.address(), &done, &mut dice))?;
        come(&done, end);
        program.killed()?;
        count.kills += 1;
        for worker in workers {
            let sent = worker.join().map_err(|_| anyhow!("a worker broke off"))?;
            for (act, fate) in sent? {
                count.refused += usize::from(matches!(fate, Fate::Refused(_)));
                ledger.sent(act, fate);
            }
        }
        Ok(())
    }

    /// Looks at what a seat is shown, and at every log.
    fn hold(
        &self,
        runtime: &Runtime,
        (talks, program): (&Talks, &Program),
        ledger: &mut Ledger,
    ) -> Result<()> {
        // The team looks first: what it had sent, and had not arrived, arrives by that.
        let everywhere: Vec<Audience> = talks.ring.audiences().cloned().collect();
        let mut way = program.way()?;
        let team = talks.person(0)?;
        ledger.is_shown(&shown(&mut way, team)?, &everywhere)?;
        if let Some(other) = talks.people.last() {
            ledger.is_shown(&shown(&mut way, other)?, &other.speaks_in)?;
        }
        runtime.block_on(ledger.check(talks, &self.store))
    }
}

/// Waits until so many acts are acknowledged, and so many microseconds more.
fn come(done: &AtomicU64, (acts, micros): (u64, u64)) {
    let begun = Instant::now();
    while done.load(Ordering::Relaxed) < acts && begun.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_micros(200));
    }
    std::thread::sleep(Duration::from_micros(micros));
}

/// Lets everybody act until the program is gone; first what was not acknowledged.
fn acting(
    talks: &Arc<Talks>,
    ledger: &Ledger,
    (address, done, dice): (SocketAddr, &Arc<AtomicU64>, &mut Dice),
) -> Result<Vec<JoinHandle<Result<Sent>>>> {
    // Two of the team, and one of each other seat.
    let workers = std::iter::once(0).chain(0..talks.people.len());
    let workers = workers.enumerate().map(|(place, by)| {
        let again = ledger
            .unacknowledged()
            .filter(|act| act.by == by && place > 0);
        let again: Vec<Act> = again.cloned().collect();
        let (talks, done) = (Arc::clone(talks), Arc::clone(done));
        let mut dice = Dice::of(dice.next(), 0);
        std::thread::spawn(move || {
            let mut sent = Sent::new();
            let mut again = again.into_iter();
            let Ok(mut way) = Way::to(address) else {
                return Ok(sent);
            };
            loop {
                let act = match again.next() {
                    Some(act) => act,
                    None => Act::drawn(&talks, by, &mut dice)?,
                };
                let fate = act.sent(&mut way, &talks);
                sent.push((act, fate));
                done.fetch_add(u64::from(fate == Fate::Done), Ordering::Relaxed);
                if fate == Fate::Unheard {
                    return Ok(sent);
                }
            }
        })
    });
    Ok(workers.collect())
}

/// Sends what was not acknowledged once more: nothing may be refused again.
fn sent_again(talks: &Talks, ledger: &mut Ledger, address: SocketAddr) -> Result<()> {
    let mut way = Way::to(address)?;
    let again: Vec<Act> = ledger.unacknowledged().cloned().collect();
    for act in again {
        let fate = act.sent(&mut way, talks);
        match fate {
            Fate::Done => ledger.sent(act, fate),
            Fate::Refused(status) => bail!("{:?} is refused again and again: {status}", act.what),
            Fate::Unheard => bail!("the program broke off by itself"),
        }
    }
    Ok(())
}

impl Count {
    fn tell(&self, took: Duration) {
        let each = u128::from(self.kills) * 10_000 / took.as_millis().max(1);
        println!(
            "{} ends ({} more before it listened) in {} s, {}.{} a second; {} acts sent, {} \
             acknowledged, {} refused",
            self.kills,
            self.early,
            took.as_secs(),
            each / 10,
            each % 10,
            self.sent,
            self.acknowledged,
            self.refused
        );
    }
}
