//! Files on disk, read within the limits of their format: nothing grows beyond them, whatever the
//! path is.

use format::case_file;
use format::folder::{FILE_BYTES_MAX, FILES_MAX, Folder};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The files of a case, each with its name: the file itself, or the YAML files of a folder.
pub(crate) fn of_case(path: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut left = wide(case_file::BYTES_MAX);
    let mut files = Vec::new();
    for path in paths(path)? {
        let bytes = bytes(&path, left)?;
        left = left.saturating_sub(wide(bytes.len()));
        files.push((path.display().to_string(), bytes));
    }
    Ok(files)
}

/// The file, or the files of a folder and of the folders in it.
pub(crate) fn of_scenario(path: &Path) -> io::Result<Folder> {
    let mut folder = Folder::default();
    let mut left = wide(FILE_BYTES_MAX).saturating_add(1);
    if !about(path)?.is_dir() {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        folder.put(&name, bytes(path, left)?);
        return Ok(folder);
    }
    let mut open = vec![path.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).map_err(|error| told(&next, &error))? {
            let entry = entry?;
            let file = entry.path();
            // A link to a folder is no folder here, so no walk goes round in circles.
            if entry.file_type()?.is_dir() {
                open.push(file);
                continue;
            }
            let read = bytes(&file, left)?;
            left = left.saturating_sub(wide(read.len()));
            let name = file.strip_prefix(path).unwrap_or(&file).to_string_lossy();
            folder.put(&name.replace('\\', "/"), read);
            if folder.len() > FILES_MAX || left == 0 {
                let words = format!(
                    "{} holds more than {FILES_MAX} files or 100 MB",
                    path.display()
                );
                return Err(io::Error::other(words));
            }
        }
    }
    Ok(folder)
}

fn paths(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !about(path)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut paths = Vec::new();
    for entry in fs::read_dir(path).map_err(|error| told(path, &error))? {
        let path = entry?.path();
        let is_yaml = path.extension().is_some_and(|ending| ending == "yaml");
        if is_yaml && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    if paths.is_empty() {
        let words = format!("the folder {} holds no `*.yaml` file", path.display());
        return Err(io::Error::new(io::ErrorKind::NotFound, words));
    }
    Ok(paths)
}

fn about(path: &Path) -> io::Result<fs::Metadata> {
    fs::metadata(path).map_err(|error| told(path, &error))
}

/// One byte more than the limit tells whoever reads that there was more.
fn bytes(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|error| told(path, &error))?;
    file.take(most.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| told(path, &error))?;
    Ok(bytes)
}

fn told(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("reading {}: {error}", path.display()))
}

fn wide(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
