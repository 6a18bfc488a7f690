//! The power lost: a session is written down call by call, and every disk that may be found after
//! the power went in the middle of it is opened by the program.

use crate::act::Fate;
use crate::dice::Dice;
use crate::disk::{Disk, Syncs};
use crate::recorder::{Call, Kind, Recorder, acknowledge, calls};
use crate::session::{Session, lay};
use crate::talks::runtime;
use anyhow::{Context, Result, ensure};
use clap::Args;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Take from the disk what was never synced, at any moment of a session.
#[derive(Args)]
pub(crate) struct Power {
    /// The program that writes
    #[arg(long, value_name = "FILE", default_value = "target/debug/onetext")]
    program: PathBuf,
    /// A folder for the trial
    #[arg(long, value_name = "DIR", default_value = "target/crash")]
    on: PathBuf,
    /// How many disks are opened
    #[arg(long, value_name = "N", default_value_t = 300)]
    states: u64,
    /// How many acts the session has
    #[arg(long, value_name = "N", default_value_t = 40)]
    acts: usize,
    /// What chance follows from
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Which syncs the disk takes for ones; with fewer than all, the trial must fail
    #[arg(long, value_enum, default_value = "all")]
    syncs: Syncs,
}

impl Power {
    pub(crate) fn run(&self) -> Result<()> {
        let (runtime, begun) = (runtime()?, Instant::now());
        let recorder = Recorder::built(&self.on)?;
        let on = (self.program.as_path(), self.on.as_path());
        let session = Session::founded(&runtime, on, (self.acts, self.seed))?;
        let calls = self.recorded(&recorder, &session)?;
        let of = |kind| calls.iter().filter(|call| call.kind == kind).count();
        println!(
            "a session of {} calls: {} writes, {} syncs, {} acts acknowledged",
            calls.len(),
            of(Kind::Write),
            of(Kind::Sync),
            of(Kind::Acknowledged)
        );
        let folder = self.on.join("found");
        let mut failed = Vec::new();
        for state in 0..self.states {
            let (files, fates) = self.found(&session, &calls, state);
            lay(&folder, &files)?;
            if let Err(fault) = session.holds(&runtime, &folder, &fates) {
                failed.push(format!("disk {state} of seed {}: {fault:#}", self.seed));
            }
        }
        std::fs::remove_dir_all(&folder).context("removing a folder")?;
        println!(
            "{} disks opened in {} s, {} of them not whole",
            self.states,
            begun.elapsed().as_secs(),
            failed.len()
        );
        if self.syncs == Syncs::All {
            ensure!(failed.is_empty(), "{}", failed.join("\n"));
            println!("nothing lost, every record goes on");
        } else {
            let first = failed.first();
            let first = first.context("syncs were left out, and the trial did not notice")?;
            println!("noticed, as it must be: {first}");
        }
        Ok(())
    }

    /// The calls of the session.
    fn recorded(&self, recorder: &Recorder, session: &Session) -> Result<Vec<Call>> {
        let (folder, log) = (self.on.join("written"), self.on.join("calls"));
        lay(&folder, session.files())?;
        if log.exists() {
            std::fs::remove_file(&log).context("removing the log of calls")?;
        }
        let mut launch = recorder.below(&session.launch(&folder), &folder);
        let place = std::path::absolute(&log)?.to_string_lossy().into_owned();
        launch.environment.push(("CRASH_LOG", place));
        let program = launch.started()?;
        let fates = session.played(&program, |number| acknowledge(&log, number))?;
        program.killed()?;
        let is_done = fates.iter().all(|fate| *fate == Fate::Done);
        ensure!(is_done, "an act of the session was not done: {fates:?}");
        let written = std::fs::read(&log).context("reading the log of calls")?;
        let above = std::path::absolute(&folder)?.canonicalize()?;
        let calls = calls(&written)?
            .into_iter()
            .map(|call| inside(call, &above));
        std::fs::remove_dir_all(&folder).context("removing a folder")?;
        Ok(calls.collect())
    }

    /// A disk that may be found, and what was acknowledged by then.
    fn found(
        &self,
        session: &Session,
        calls: &[Call],
        state: u64,
    ) -> (BTreeMap<PathBuf, Vec<u8>>, Vec<Fate>) {
        let mut dice = Dice::of(self.seed, state);
        let most = u64::try_from(calls.len()).unwrap_or(u64::MAX);
        let at = usize::try_from(dice.below(most)).unwrap_or(0) + 1;
        let mut disk = Disk::default();
        for (name, bytes) in session.files() {
            disk.put(name, bytes.clone());
        }
        let mut fates = vec![Fate::Unheard; session.acts.len()];
        for call in calls.iter().take(at) {
            disk.take(call, self.syncs);
            let number = usize::try_from(call.offset).unwrap_or(usize::MAX);
            let acknowledged = fates.get_mut(number);
            if let Some(fate) = acknowledged.filter(|_| call.kind == Kind::Acknowledged) {
                *fate = Fate::Done;
            }
        }
        let mut files = disk.found(&mut dice);
        // What lies beside a database in memory does not outlive the machine.
        files.retain(|name, _| !name.to_string_lossy().ends_with("-shm"));
        (files, fates)
    }
}

/// A call on the folder of the session, by the name in it.
fn inside(call: Call, above: &Path) -> Call {
    let path = call.path.strip_prefix(above);
    let path = path.map_or_else(|_| call.path.clone(), Path::to_path_buf);
    Call { path, ..call }
}
