//! Published domains, where the reader has them: they belong to their authors and are not ours to
//! ship.

use anyhow::{Context, Result};
use format::folder::Folder;
use format::genius;
use format::scenario::{Posed, Reading};
use std::path::Path;

/// Reads a folder of GENIUS files as NegMAS reads them, and poses it.
pub(crate) fn posed(folder: &Path) -> Result<Posed> {
    let files = files(folder)?;
    let loaded = genius::read(&files)
        .with_context(|| format!("reading the domain in `{}`", folder.display()))?;
    let posed = loaded.scenario.pose(Reading::Raw);
    posed.with_context(|| format!("posing the domain in `{}`", folder.display()))
}

fn files(folder: &Path) -> Result<Folder> {
    let mut files = Vec::new();
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("opening the folder `{}`", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "xml") {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            files.push((name.into_owned(), std::fs::read(&path)?));
        }
    }
    Ok(Folder::of(files))
}
