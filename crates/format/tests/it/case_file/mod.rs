//! The case file: what is read, what is refused and how it is said, what is written.

mod faults;
mod guarantees;
mod many;
mod money;
mod mutations;
mod pose;
mod round_trip;
mod rounds;
mod schema;
mod who_sees;

use case::Case;
use format::case_file::{self, Faults};
use std::path::{Path, PathBuf};

/// A sample that has every key of the format.
pub(crate) const FULL: &str = include_str!("full.yaml");

/// What most samples begin with.
pub(crate) const HEAD: &str = "\
onetext: 1
case: {id: sample, title: A sample}
parties:
  north: {name: North, role: principal}
  south: {name: South, role: principal}
  reef: {name: Reef, role: partner}
";

/// The case in a text.
pub(crate) fn read(text: &str) -> Result<Case, Faults> {
    case_file::read(&[("case.yaml", text.as_bytes())])
}

/// A file's name and its bytes.
type File = (String, Vec<u8>);

/// The files of each case that ships, by its folder's name.
pub(crate) fn shipped() -> Vec<(String, Vec<File>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let mut folders: Vec<PathBuf> = entries(&root);
    folders.retain(|path| path.is_dir());
    let cases = folders.iter().map(|folder| {
        let mut files = entries(folder);
        files.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
        let files = files
            .iter()
            .map(|path| (name(path), std::fs::read(path).unwrap()));
        (name(folder), files.collect())
    });
    cases.collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}
