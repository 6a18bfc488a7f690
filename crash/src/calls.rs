//! The program ended, or told that it failed, at each of the calls by which it writes.

use crate::act::Fate;
use crate::recorder::{Kind, Recorder, calls};
use crate::session::{Session, lay};
use crate::talks::runtime;
use anyhow::{Context, Result, ensure};
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;
use tokio::runtime::Runtime;

/// End the program at each call by which it writes, or let that call fail.
#[derive(Args)]
pub(crate) struct Calls {
    /// The program that writes
    #[arg(long, value_name = "FILE", default_value = "target/debug/onetext")]
    program: PathBuf,
    /// A folder for the trial
    #[arg(long, value_name = "DIR", default_value = "target/crash")]
    on: PathBuf,
    /// How many acts the session has
    #[arg(long, value_name = "N", default_value_t = 12)]
    acts: usize,
    /// What chance follows from
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// One call of so many is tried
    #[arg(long, value_name = "N", default_value_t = 1)]
    step: usize,
    /// The first call that is tried
    #[arg(long, value_name = "N", default_value_t = 1)]
    first: usize,
    /// What happens at the call; everything, if nothing is said
    #[arg(long, value_enum)]
    how: Vec<How>,
}

/// What happens at a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
enum How {
    /// The program is ended before it.
    Kill,
    /// The program is ended in the middle of it.
    Torn,
    /// It fails once: the disk could not do it.
    Eio,
    /// It fails from there on: the disk is full.
    Enospc,
    /// It fails from there on: the disk is read only.
    Erofs,
}

const ALL: [How; 5] = [How::Kill, How::Torn, How::Eio, How::Enospc, How::Erofs];

impl How {
    const fn word(self) -> &'static str {
        match self {
            Self::Kill => "kill",
            Self::Torn => "torn",
            Self::Eio => "EIO",
            Self::Enospc => "ENOSPC+",
            Self::Erofs => "EROFS+",
        }
    }
}

/// What is tried, and with what.
struct Bench<'a> {
    runtime: Runtime,
    recorder: Recorder,
    session: Session,
    folder: &'a Path,
}

impl Calls {
    pub(crate) fn run(&self) -> Result<()> {
        let runtime = runtime()?;
        let on = (self.program.as_path(), self.on.as_path());
        let session = Session::founded(&runtime, on, (self.acts, self.seed))?;
        let folder = self.on.join("written");
        let bench = Bench {
            recorder: Recorder::built(&self.on)?,
            runtime,
            session,
            folder: &folder,
        };
        let kinds = bench.kinds(&self.on.join("calls"))?;
        println!(
            "a session of {} acts makes {} calls",
            self.acts,
            kinds.len()
        );
        let hows = if self.how.is_empty() {
            ALL.as_slice()
        } else {
            self.how.as_slice()
        };
        for how in hows {
            let (begun, mut tried) = (Instant::now(), BTreeMap::new());
            let calls = (1..).zip(&kinds).skip(self.first.saturating_sub(1));
            for (at, kind) in calls.step_by(self.step.max(1)) {
                let came = bench.tried((at, *how, *kind));
                let came = came.with_context(|| format!("{} at call {at}", how.word()))?;
                *tried.entry(came).or_insert(0_u64) += 1;
            }
            let told = tried.iter().map(|(came, count)| format!("{count} {came}"));
            println!(
                "{}: {} calls in {} s: {}",
                how.word(),
                tried.values().sum::<u64>(),
                begun.elapsed().as_secs(),
                told.collect::<Vec<_>>().join(", ")
            );
        }
        std::fs::remove_dir_all(&folder).context("removing a folder")?;
        println!("nothing lost, nothing both refused and done, every record goes on");
        Ok(())
    }
}

impl Bench<'_> {
    /// The calls of the session when nothing happens to them.
    fn kinds(&self, log: &Path) -> Result<Vec<Kind>> {
        lay(self.folder, self.session.files())?;
        let launch = self.session.launch(self.folder);
        let mut launch = self.recorder.below(&launch, self.folder);
        let place = std::path::absolute(log)?.to_string_lossy().into_owned();
        launch.environment.push(("CRASH_LOG", place));
        let program = launch.started()?;
        let fates = self.session.played(&program, |_| Ok(()))?;
        program.killed()?;
        let is_done = fates.iter().all(|fate| *fate == Fate::Done);
        ensure!(is_done, "an act of the session was not done: {fates:?}");
        let calls = calls(&std::fs::read(log)?)?;
        std::fs::remove_file(log).context("removing the log of calls")?;
        Ok(calls.into_iter().map(|call| call.kind).collect())
    }

    /// Lets it happen at one call, and looks at what was left; what the session came to.
    fn tried(&self, (at, how, kind): (usize, How, Kind)) -> Result<&'static str> {
        lay(self.folder, self.session.files())?;
        let launch = self.session.launch(self.folder);
        let mut launch = self.recorder.below(&launch, self.folder);
        launch.environment.push(("CRASH_AT", at.to_string()));
        launch
            .environment
            .push(("CRASH_HOW", how.word().to_owned()));
        // At the first calls it does not come to listening.
        let fates = match launch.started() {
            Ok(program) => {
                let fates = self.session.played(&program, |_| Ok(()))?;
                program.killed()?;
                fates
            }
            Err(_) => vec![Fate::Unheard; self.session.acts.len()],
        };
        self.session.holds(&self.runtime, self.folder, &fates)?;
        if how == How::Eio && kind == Kind::Sync {
            stops(&fates)?;
        }
        self.session.holds_all(&self.runtime, self.folder)?;
        Ok(came(&fates))
    }
}

/// Once a sync has failed, nothing more is done.
fn stops(fates: &[Fate]) -> Result<()> {
    let after = fates.iter().skip_while(|fate| **fate == Fate::Done);
    let done = after.filter(|fate| **fate == Fate::Done).count();
    ensure!(done == 0, "{done} acts were done after a sync had failed");
    Ok(())
}

/// What a session came to.
fn came(fates: &[Fate]) -> &'static str {
    let is = |wanted: fn(&Fate) -> bool| fates.iter().any(wanted);
    if is(|fate| *fate == Fate::Unheard) {
        "ended it"
    } else if is(|fate| matches!(fate, Fate::Refused(_))) {
        "were refused"
    } else {
        "were not noticed"
    }
}
