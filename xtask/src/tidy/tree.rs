//! What tidy looks at: the tracked text files and the packages.

use super::source::Source;
use crate::house::{House, output};
use crate::metadata::{Origin, Package};
use crate::metadata::{packages, packages_of_all_features, packages_of_the_wheel};
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
    optional: Vec<Package>,
    of_the_wheel: Vec<Package>,
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
            optional: Vec::new(),
            of_the_wheel: Vec::new(),
        }
    }

    /// The same tree, where features that are off bring packages of their own among `all`.
    pub(crate) fn with_features(mut self, all: Vec<Package>) -> Self {
        let is_new = |package: &Package| !self.packages.contains(package);
        self.optional = all.into_iter().filter(is_new).collect();
        self
    }

    /// The same tree with the packages that the wheel for Python is built from.
    pub(crate) fn with_the_wheel(mut self, all: Vec<Package>) -> Self {
        self.of_the_wheel = all;
        self
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
        let tree = Self::new(files.collect(), packages(house)?);
        let tree = tree.with_features(packages_of_all_features(house)?);
        Ok(tree.with_the_wheel(packages_of_the_wheel(house)?))
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

    /// The packages that only a feature brings which is off unless somebody asks for it.
    pub(crate) fn optional(&self) -> &[Package] {
        &self.optional
    }

    /// The packages that the wheel for Python is built from.
    pub(crate) fn of_the_wheel(&self) -> &[Package] {
        &self.of_the_wheel
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
