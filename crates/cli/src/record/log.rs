//! `onetext record export`, `change-key` and `begin-anew`: what is done with a log where its store
//! is.

use super::paper::bytes;
use crate::answer::Answer;
use crate::seat::{Seat, audience};
use anyhow::{Context, Result, bail};
use clap::Args;
use record::{Note, archive};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Write a whole log into a folder, as C2SP tlog-tiles has it.
#[derive(Args)]
pub(crate) struct Export {
    #[command(flatten)]
    seat: Seat,
    /// The log: `public`, `plenary`, `team`, or `room-PARTY`
    #[arg(long, value_name = "LOG")]
    log: String,
    /// The folder; it must not be there
    folder: PathBuf,
}

/// Give a log another key; the change is an entry of the log.
#[derive(Args)]
pub(crate) struct ChangeKey {
    #[command(flatten)]
    seat: Seat,
    /// The log: `public`, `plenary`, `team`, or `room-PARTY`
    #[arg(long, value_name = "LOG")]
    log: String,
}

/// Let a log go on under another name, after an older copy was brought back.
#[derive(Args)]
pub(crate) struct BeginAnew {
    #[command(flatten)]
    seat: Seat,
    /// The log: `public`, `plenary`, `team`, or `room-PARTY`
    #[arg(long, value_name = "LOG")]
    log: String,
    /// The last checkpoint of it that anybody has kept
    #[arg(long, value_name = "FILE")]
    last: Option<PathBuf>,
}

impl Export {
    pub(super) fn run(self) -> Result<Answer> {
        let log = audience(&self.log)?;
        if self.folder.exists() {
            bail!("`{}` is there already", self.folder.display());
        }
        let whole = self
            .seat
            .working(async |opened| Ok(opened.registry.whole(&log, &opened.ring).await?));
        let (note, entries) = whole?;
        for (path, bytes) in archive(&entries, &note)? {
            kept(&self.folder.join(path), &bytes)?;
        }
        eprintln!("{} entries in `{}`", entries.len(), self.folder.display());
        Ok(Answer::Yes)
    }
}

fn kept(path: &Path, bytes: &[u8]) -> Result<()> {
    let place = || format!("`{}`", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(place)?;
    }
    std::fs::write(path, bytes).with_context(place)
}

impl ChangeKey {
    pub(super) fn run(self) -> Result<Answer> {
        let log = audience(&self.log)?;
        let proof = self.seat.working(async |opened| {
            let (registry, ring) = (&opened.registry, &opened.ring);
            registry.change_key(&log, ring).await?;
            let keys = registry.log_history(&log, ring).await?;
            Ok(keys.into_iter().next_back().and_then(|key| key.handover))
        });
        let proof = proof?.context("the old key has not signed the change yet: ask again")?;
        eprintln!("Give this proof to everybody who noted the old key down:");
        write!(io::stdout(), "{proof}")?;
        Ok(Answer::Yes)
    }
}

impl BeginAnew {
    pub(super) fn run(self) -> Result<Answer> {
        let log = audience(&self.log)?;
        let last = self.last.as_deref().map(bytes).transpose()?;
        let last = last.map(|last| Note::read(&last)).transpose()?;
        let key = self.seat.working(async |opened| {
            let (registry, ring) = (&opened.registry, &opened.ring);
            Ok(registry.begin_anew(&log, ring, last.as_ref()).await?)
        })?;
        eprintln!("Give this key to everybody who noted the old one down, and tell them why:");
        writeln!(io::stdout(), "{key}")?;
        Ok(Answer::Yes)
    }
}
