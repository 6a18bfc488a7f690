//! A bundle: a copy of a case as one file, to be taken away and put back.
//!
//! It is a tar file of the folder that a store of files would have for the case, so that it can be
//! unpacked by hand, too. What is in it is sealed as it was: making it and putting it back needs no
//! key.
//!
//! Invariant: a bundle is whole or not there, and nothing is written over by one.

mod tar;

use crate::ground::{Ground, file};
use crate::place::folder;
use crate::{Registry, Store, StoreError, StoreUrl, chance};
use case::CaseId;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A folder for what is only needed for a while; it goes when it is let go.
struct Scaffold(PathBuf);

impl Scaffold {
    fn within(place: &Path) -> Result<Self, StoreError> {
        let made = place.join(format!(".{}", chance::id()?));
        fs::create_dir_all(&made).map_err(|why| file(&made, why))?;
        Ok(Self(made))
    }
}

impl Drop for Scaffold {
    fn drop(&mut self) {
        // What is left of it is sealed, and nothing reads it.
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Store {
    /// Writes a copy of a case into a new file.
    ///
    /// # Errors
    ///
    /// If there is no such case, if the file is there already or cannot be written, or if the store
    /// fails.
    pub async fn bundle(&self, case: &CaseId, to: &Path) -> Result<(), StoreError> {
        let beside = to.parent().filter(|place| !place.as_os_str().is_empty());
        let scaffold = Scaffold::within(beside.unwrap_or_else(|| Path::new(".")))?;
        let ground = Ground::Folder(scaffold.0.clone());
        self.case(case).await?.copied_onto(&ground).await?;
        let (case, to) = (folder(case), to.to_path_buf());
        let packed = tokio::task::spawn_blocking(move || packed(&scaffold.0, &case, &to));
        packed.await.map_err(|_| StoreError::Stopped)?
    }

    /// Puts the case of a bundle into this store, which must not have it.
    ///
    /// # Errors
    ///
    /// If the file is no bundle or cannot be read, if the store has such a case, or if it fails.
    pub async fn unbundle(&self, from: &Path) -> Result<Registry, StoreError> {
        let scaffold = Scaffold::within(&std::env::temp_dir())?;
        let (place, bundle) = (scaffold.0.clone(), from.to_path_buf());
        let unpacked = tokio::task::spawn_blocking(move || unpacked(&bundle, &place));
        unpacked.await.map_err(|_| StoreError::Stopped)??;
        let bundled = Self::open(&StoreUrl::Folder(scaffold.0.clone())).await?;
        let cases = bundled.cases().await;
        let cases = cases.map_err(|_| not_a_bundle(from))?;
        let [case] = cases.as_slice() else {
            return Err(not_a_bundle(from));
        };
        let restored = bundled.copy(case, self).await;
        bundled.close().await;
        restored
    }
}

fn not_a_bundle(path: &Path) -> StoreError {
    StoreError::NotABundle {
        path: path.to_path_buf(),
    }
}

/// Writes every file of a case's folder into one.
fn packed(place: &Path, case: &str, to: &Path) -> Result<(), StoreError> {
    let fail = |why| file(to, why);
    if to.exists() {
        return Err(fail(std::io::ErrorKind::AlreadyExists.into()));
    }
    let made = place.join("bundle");
    let mut out = BufWriter::new(File::create_new(&made).map_err(fail)?);
    let whole = place.join(case);
    let entries = fs::read_dir(&whole).map_err(fail)?;
    let names = entries.map(|entry| entry.map(|entry| entry.file_name()));
    let mut names = names.collect::<Result<Vec<_>, _>>().map_err(fail)?;
    names.sort();
    for name in names {
        let Some(name) = name.to_str() else {
            continue;
        };
        let mut bytes = File::open(whole.join(name)).map_err(fail)?;
        tar::put(&mut out, &format!("{case}/{name}"), &mut bytes).map_err(fail)?;
    }
    tar::end(&mut out).map_err(fail)?;
    out.flush().map_err(fail)?;
    out.get_ref().sync_all().map_err(fail)?;
    // A name that somebody else took meanwhile stays theirs. Not every disk knows a second name.
    match fs::hard_link(&made, to) {
        Err(_) if !to.exists() => fs::rename(&made, to).map_err(fail),
        done => done.map_err(fail),
    }
}

/// Writes the files of a bundle into a folder.
fn unpacked(from: &Path, place: &Path) -> Result<(), StoreError> {
    let opened = File::open(from).map_err(|why| file(from, why))?;
    let mut bytes = BufReader::new(opened);
    let mut is_any = false;
    while let Some(entry) = tar::next(&mut bytes).map_err(|_| not_a_bundle(from))? {
        let (case, name) = entry
            .name
            .split_once('/')
            .ok_or_else(|| not_a_bundle(from))?;
        if !is_plain(case) || !is_plain(name) {
            return Err(not_a_bundle(from));
        }
        let folder = place.join(case);
        fs::create_dir_all(&folder).map_err(|why| file(&folder, why))?;
        let path = folder.join(name);
        let mut out = File::create_new(&path).map_err(|why| file(&path, why))?;
        let copied = tar::take(&mut bytes, &entry, &mut out);
        copied.map_err(|_| not_a_bundle(from))?;
        is_any = true;
    }
    is_any.then_some(()).ok_or_else(|| not_a_bundle(from))
}

/// Whether a name is one that a store of files gives, and leads nowhere else.
fn is_plain(name: &str) -> bool {
    let plain = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'~' | b'.');
    !name.is_empty() && !name.starts_with('.') && name.bytes().all(plain)
}
