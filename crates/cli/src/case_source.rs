//! Where a case comes from: one YAML file, or a folder whose YAML files are read as one.
//!
//! Invariant: no more than the format's own limit is read into memory, whatever the path is.

use crate::shipped::Shipped;
use anyhow::{Context, Result, anyhow, ensure};
use case::Case;
use format::case_file::{self, Faults};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The case at a path, or its faults.
pub(crate) fn read(path: &Path) -> Result<Result<Case, Faults>> {
    let mut left = u64::try_from(case_file::BYTES_MAX)?.saturating_add(1);
    let mut files = Vec::new();
    for path in paths(path)? {
        let bytes = bytes(&path, left).with_context(|| format!("reading {}", path.display()))?;
        left = left.saturating_sub(u64::try_from(bytes.len())?);
        files.push((path.display().to_string(), bytes));
    }
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    Ok(case_file::read(&files))
}

/// A case that ships, from inside the binary.
pub(crate) fn shipped(shipped: &Shipped) -> Result<Case> {
    let files = shipped.files.iter();
    let files: Vec<(&str, &[u8])> = files.map(|(name, text)| (*name, text.as_bytes())).collect();
    case_file::read(&files).map_err(|faults| anyhow!("{faults}"))
}

/// The file itself, or the YAML files of a folder in the order of their names.
fn paths(path: &Path) -> Result<Vec<PathBuf>> {
    let about = fs::metadata(path).with_context(|| format!("reading {}", path.display()))?;
    if !about.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut paths = Vec::new();
    for entry in fs::read_dir(path).with_context(|| format!("listing {}", path.display()))? {
        let path = entry?.path();
        let is_yaml = path.extension().is_some_and(|ending| ending == "yaml");
        if is_yaml && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    ensure!(
        !paths.is_empty(),
        "the folder {} holds no `*.yaml` file",
        path.display()
    );
    Ok(paths)
}

/// At most so many bytes of a file; the format refuses a case that fills them.
fn bytes(path: &Path, most: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}
