//! What is loaded below the program: it writes down the calls by which the program writes, and lets
//! one of them fail or be the last.

use crate::program::Launch;
use anyhow::{Context, Result, ensure};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/calls.c");
/// The mark of an act that was acknowledged, among the calls.
const ACKNOWLEDGED: &str = "A";

/// The library, as it was built.
pub(crate) struct Recorder(PathBuf);

/// A call that was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) kind: Kind,
    pub(crate) offset: u64,
    pub(crate) path: PathBuf,
    pub(crate) bytes: Vec<u8>,
}

/// What a call does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Writes bytes.
    Write,
    /// Gives a file another length, its offset.
    Truncate,
    /// Syncs a file or a folder.
    Sync,
    /// Makes a name.
    Create,
    /// Takes a name away.
    Remove,
    /// Makes a folder, or gives a name to what had another.
    Name,
    /// The act of this number, its offset, was acknowledged.
    Acknowledged,
}

impl Recorder {
    /// Builds it with the C compiler of this machine.
    pub(crate) fn built(under: &Path) -> Result<Self> {
        std::fs::create_dir_all(under)
            .with_context(|| format!("making the folder `{}`", under.display()))?;
        let library = std::path::absolute(under.join("calls.so"))?;
        let words = ["-O2", "-Wall", "-shared", "-fPIC", "-o"];
        let mut command = Command::new("cc");
        command.args(words).arg(&library).arg(SOURCE);
        let done = command.args(["-ldl", "-lpthread"]).status();
        let done = done.context("starting `cc`: a C compiler is needed for this trial")?;
        ensure!(done.success(), "`cc` does not build `{SOURCE}`");
        Ok(Self(library))
    }

    /// The same launch with the library below it, which watches a folder.
    pub(crate) fn below(&self, launch: &Launch, folder: &Path) -> Launch {
        let mut launch = launch.clone();
        let text = |path: &Path| path.to_string_lossy().into_owned();
        launch.environment.push(("LD_PRELOAD", text(&self.0)));
        launch.environment.push(("CRASH_DIR", text(folder)));
        launch
    }
}

/// Marks in a log of calls that an act was acknowledged.
pub(crate) fn acknowledge(log: &Path, number: usize) -> Result<()> {
    let file = OpenOptions::new().append(true).create(true).open(log);
    let mut file = file.context("opening the log of calls")?;
    let line = format!("{ACKNOWLEDGED} {number} 0 /\n");
    file.write_all(line.as_bytes())
        .context("marking an act in the log of calls")
}

/// The calls in a log.
pub(crate) fn calls(log: &[u8]) -> Result<Vec<Call>> {
    let (mut calls, mut rest) = (Vec::new(), log);
    while !rest.is_empty() {
        let end = rest.iter().position(|byte| *byte == b'\n');
        let (line, behind) = rest.split_at(end.context("a line without an end")?);
        let line = std::str::from_utf8(line).context("reading the log of calls")?;
        let mut words = line.splitn(4, ' ');
        let mut word = || words.next().context("a line of the log that is too short");
        let (kind, offset, length, path) = (word()?, word()?, word()?, word()?);
        let length: usize = length.parse().context("reading a length")?;
        let behind = behind.get(1..).unwrap_or_default();
        let bytes = behind.get(..length).context("a call that is cut")?;
        rest = behind.get(length..).unwrap_or_default();
        calls.push(Call {
            kind: kind_of(kind)?,
            offset: offset.parse().context("reading an offset")?,
            path: PathBuf::from(path),
            bytes: bytes.to_vec(),
        });
    }
    Ok(calls)
}

fn kind_of(word: &str) -> Result<Kind> {
    Ok(match word {
        "W" => Kind::Write,
        "T" => Kind::Truncate,
        "S" => Kind::Sync,
        "C" => Kind::Create,
        "U" => Kind::Remove,
        "M" | "R" => Kind::Name,
        ACKNOWLEDGED => Kind::Acknowledged,
        other => anyhow::bail!("`{other}` is no kind of call"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_read_as_it_was_written_with_the_bytes_of_each_write() {
        let log = b"W 4096 5 /s/a b.db\nx\ny\nzA 3 0 /\nS 0 0 /s/a b.db\n";
        let calls = calls(&log[..]).unwrap();
        let kinds: Vec<Kind> = calls.iter().map(|call| call.kind).collect();
        assert_eq!(kinds, [Kind::Write, Kind::Acknowledged, Kind::Sync]);
        assert_eq!(
            (calls[0].bytes.as_slice(), calls[1].offset),
            (&b"x\ny\nz"[..], 3)
        );
        assert_eq!(calls[0].path, Path::new("/s/a b.db"));
        assert!(super::calls(b"W 0 9 /s\nshort").is_err());
    }
}
