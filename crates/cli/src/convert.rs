//! `onetext convert`: another program's files in, ours or another's out.

use crate::answer::Answer;
use anyhow::{Context, Result, bail, ensure};
use clap::{Args, ValueEnum};
use format::convert;
use format::folder::{FILE_BYTES_MAX, FILES_MAX, Folder};
use format::scenario::{Format, Reading};
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Convert a scenario from one format of the field to another.
#[derive(Args)]
pub(crate) struct Convert {
    /// The file or folder to read; its format is found out.
    input: PathBuf,
    /// The folder to write; no file in it is overwritten.
    output: PathBuf,
    /// How the numbers of GENIUS files are read when they leave GENIUS.
    #[arg(long, value_enum, default_value_t = Semantics::Delft)]
    genius_semantics: Semantics,
    /// The format to write.
    #[arg(long, value_enum, default_value_t = Target::Onetext)]
    to: Target,
}

/// The readings of GENIUS files.
#[derive(Clone, Copy, ValueEnum)]
enum Semantics {
    /// Weight times evaluation over the greatest, as TU Delft's guide says.
    Delft,
    /// The same with the weights over their sum, as GENIUS 10.4 loads them.
    DelftNormalised,
    /// Weight times evaluation, as NegMAS reads them.
    Raw,
}

/// The formats that can be written.
#[derive(Clone, Copy, ValueEnum)]
enum Target {
    Genius,
    Geniusweb,
    NegmasJson,
    NegmasYaml,
    Negolog,
    Onetext,
    Scoreable,
}

impl Convert {
    /// Converts, and tells what was left out and what was lost.
    pub(crate) fn run(self) -> Result<Answer> {
        let folder = read(&self.input)?;
        let converted = convert::convert(&folder, self.to.into(), self.genius_semantics.into())?;
        write(&converted.folder, &self.output)?;
        let mut talk = io::stderr().lock();
        writeln!(talk, "read as {}", converted.from)?;
        if let Some(reading) = converted.reading {
            writeln!(talk, "numbers under the reading {reading}")?;
        }
        for note in &converted.notes {
            writeln!(talk, "note: {note}")?;
        }
        for loss in &converted.losses {
            writeln!(talk, "lost: {loss}")?;
        }
        if converted.losses.is_empty() {
            writeln!(talk, "nothing was lost in writing")?;
        }
        let mut out = io::stdout().lock();
        for (name, _) in converted.folder.iter() {
            writeln!(out, "{}", self.output.join(name).display())?;
        }
        Ok(Answer::Yes)
    }
}

impl From<Semantics> for Reading {
    fn from(semantics: Semantics) -> Self {
        match semantics {
            Semantics::Delft => Self::Delft,
            Semantics::DelftNormalised => Self::DelftNormalised,
            Semantics::Raw => Self::Raw,
        }
    }
}

impl From<Target> for Format {
    fn from(target: Target) -> Self {
        match target {
            Target::Genius => Self::Genius,
            Target::Geniusweb => Self::GeniusWeb,
            Target::NegmasJson => Self::NegmasJson,
            Target::NegmasYaml => Self::NegmasYaml,
            Target::Negolog => Self::Negolog,
            Target::Onetext => Self::Onetext,
            Target::Scoreable => Self::Scoreable,
        }
    }
}

/// The file, or the files of the folder and of the folders in it, within the limits of a folder.
fn read(path: &Path) -> Result<Folder> {
    let about = fs::metadata(path).with_context(|| format!("reading {}", path.display()))?;
    let mut folder = Folder::default();
    let mut left = u64::try_from(FILE_BYTES_MAX)?.saturating_add(1);
    if !about.is_dir() {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        folder.put(&name.unwrap_or_default(), bytes(path, left)?);
        return Ok(folder);
    }
    let mut open = vec![path.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).with_context(|| format!("listing {}", next.display()))? {
            let entry = entry?;
            let file = entry.path();
            if entry.file_type()?.is_dir() {
                open.push(file);
                continue;
            }
            let read = bytes(&file, left)?;
            left = left.saturating_sub(u64::try_from(read.len())?);
            let name = file
                .strip_prefix(path)?
                .to_string_lossy()
                .replace('\\', "/");
            folder.put(&name, read);
            let most = FILES_MAX;
            ensure!(
                folder.len() <= most && left > 0,
                "{} holds more than {most} files or 100 MB",
                path.display()
            );
        }
    }
    Ok(folder)
}

fn bytes(path: &Path, most: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = fs::File::open(path).with_context(|| format!("reading {}", path.display()))?;
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn write(folder: &Folder, output: &Path) -> Result<()> {
    fs::create_dir_all(output).with_context(|| format!("making {}", output.display()))?;
    for (name, bytes) in folder.iter() {
        let path = output.join(name);
        if path.exists() {
            bail!(
                "{} is there already\nhint: name an empty folder",
                path.display()
            );
        }
        fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))?;
    }
    Ok(())
}
