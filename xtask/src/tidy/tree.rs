//! What tidy looks at: the tracked text files and the packages.

use super::source::Source;
use crate::house::{House, output};
use crate::metadata::{Origin, Package, packages};
use anyhow::Result;

/// A text file.
pub(crate) struct Page {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// The repository as tidy sees it.
pub(crate) struct Tree {
    files: Vec<Page>,
    sources: Vec<Source>,
    packages: Vec<Package>,
}

impl Tree {
    /// A tree of these files and packages.
    pub(crate) fn new(files: Vec<Page>, packages: Vec<Package>) -> Self {
        let rust = files.iter().filter(|page| page.path.ends_with(".rs"));
        let mut sources: Vec<Source> = rust
            .map(|page| Source::new(&page.path, &page.text))
            .collect();
        let aside: Vec<String> = sources.iter().flat_map(Source::modules_for_tests).collect();
        for source in &mut sources {
            source.set_aside(&aside);
        }
        Self {
            files,
            sources,
            packages,
        }
    }

    /// The files that git tracks, or would track, as they are on disk; only those that are text.
    pub(crate) fn read(house: &House) -> Result<Self> {
        let words = [
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ];
        let list = output(&mut house.command("git", &words))?;
        let files = list
            .split('\0')
            .filter(|path| !path.is_empty())
            .filter_map(|path| {
                let text = std::fs::read_to_string(house.root().join(path)).ok()?;
                Some(Page {
                    path: path.to_owned(),
                    text,
                })
            });
        Ok(Self::new(files.collect(), packages(house)?))
    }

    /// Every text file.
    pub(crate) fn files(&self) -> &[Page] {
        &self.files
    }

    /// Every Rust file.
    pub(crate) fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Every package, ours and from outside.
    pub(crate) fn packages(&self) -> &[Package] {
        &self.packages
    }

    /// The rooms: our packages under `crates/`, with the path of their manifest.
    pub(crate) fn rooms(&self) -> impl Iterator<Item = (&Package, &str)> {
        self.packages
            .iter()
            .filter_map(|package| match &package.origin {
                Origin::Ours(path) if path.starts_with("crates/") => Some((package, path.as_str())),
                Origin::Ours(_) | Origin::Outside => None,
            })
    }

    /// A file by its path.
    pub(crate) fn file(&self, path: &str) -> Option<&Page> {
        self.files.iter().find(|page| page.path == path)
    }
}
