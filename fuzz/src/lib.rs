//! What fuzz targets share: how one input becomes the files of a folder.
//!
//! A target is a file in `src/bin/`, its seeds lie in `seeds/` under the same name.

use format::folder::Folder;

/// What opens a file in an input; its name follows up to the end of the line.
const MARK: &[u8] = b"%% ";

/// The folder that an input stands for: files one after the other, each opened by a line
/// `%% NAME`. What stands before the first such line is a file called `first`.
#[must_use]
pub fn folder(input: &[u8], first: &str) -> Folder {
    let mut folder = Folder::default();
    let mut name = first.to_owned();
    let mut bytes: Vec<u8> = Vec::new();
    for line in input.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_prefix(MARK) {
            Some(next) => {
                keep(&mut folder, &name, &mut bytes);
                name = String::from_utf8_lossy(next).trim().to_owned();
            }
            None => bytes.extend_from_slice(line),
        }
    }
    keep(&mut folder, &name, &mut bytes);
    folder
}

fn keep(folder: &mut Folder, name: &str, bytes: &mut Vec<u8>) {
    let bytes = std::mem::take(bytes);
    if !bytes.is_empty() {
        folder.put(name, bytes);
    }
}
