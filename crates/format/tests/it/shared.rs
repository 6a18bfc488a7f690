//! Where the published files are, and what to do where they are not.

use format::folder::Folder;
use std::path::{Path, PathBuf};

/// The folder of shared data, or nothing where it is absent and not required.
pub(crate) fn data() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if path.join("gold").is_dir() {
        return Some(path);
    }
    let required = std::env::var("ONETEXT_REQUIRE_GOLD").is_ok_and(|value| value == "1");
    assert!(!required, "no shared data at {}", path.display());
    println!("gold: skipped (no shared data)");
    None
}

/// A folder of the disk in memory, with the folders in it.
pub(crate) fn folder(path: &Path) -> Folder {
    let mut folder = Folder::default();
    let mut open = vec![path.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let entry = entry.unwrap().path();
            if entry.is_dir() {
                open.push(entry);
            } else {
                let name = entry
                    .strip_prefix(path)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                folder.put(&name, std::fs::read(&entry).unwrap());
            }
        }
    }
    folder
}

/// A file of gold as JSON.
pub(crate) fn gold(data: &Path, name: &str) -> serde_json::Value {
    serde_json::from_slice(&std::fs::read(data.join("gold").join(name)).unwrap()).unwrap()
}
