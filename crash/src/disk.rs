//! A disk that loses power: what was synced is there, and of what was not, any part.
//!
//! A sector of 512 bytes is written whole or not at all, but the last one may be torn; sectors that
//! were not synced arrive in any order. A name that was made or taken away is certain once its
//! folder was synced.

use crate::dice::Dice;
use crate::recorder::{Call, Kind};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const SECTOR: usize = 512;

/// Which syncs a disk takes for ones: all of them, or fewer, to see whether the trial notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Syncs {
    /// All of them, as the program asks for.
    All,
    /// None of a log that is written ahead, as with `synchronous = NORMAL`.
    NoneOfLogs,
    /// None, as with `synchronous = OFF`.
    None,
}

/// The files of a folder, as they would be found after the power came back.
#[derive(Debug, Clone, Default)]
pub(crate) struct Disk {
    files: BTreeMap<PathBuf, File>,
}

#[derive(Debug, Clone, Default)]
struct File {
    durable: Vec<u8>,
    /// What was done since the last sync.
    pending: Vec<Call>,
    name: Name,
}

/// Whether a file has its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Name {
    /// It has.
    #[default]
    Certain,
    /// It was made, and its folder not synced since.
    Made,
    /// It was taken away, and its folder not synced since.
    TakenAway,
}

impl Disk {
    /// A file that was there, and synced, before anything else.
    pub(crate) fn put(&mut self, path: &Path, bytes: Vec<u8>) {
        let file = self.files.entry(path.to_path_buf()).or_default();
        file.durable = bytes;
    }

    /// What a call does to it.
    pub(crate) fn take(&mut self, call: &Call, syncs: Syncs) {
        let is_log = call.path.to_string_lossy().ends_with("-wal");
        match call.kind {
            Kind::Write | Kind::Truncate => {
                let file = self.files.entry(call.path.clone()).or_default();
                file.pending.push(call.clone());
            }
            Kind::Sync if syncs == Syncs::None || is_log && syncs == Syncs::NoneOfLogs => {}
            Kind::Sync => self.sync(&call.path),
            Kind::Create => {
                let file = File {
                    name: Name::Made,
                    ..File::default()
                };
                self.files.insert(call.path.clone(), file);
            }
            Kind::Remove => {
                if let Some(file) = self.files.get_mut(&call.path) {
                    file.name = Name::TakenAway;
                }
            }
            Kind::Name | Kind::Acknowledged => {}
        }
    }

    /// A file that is synced is as it was written; a folder that is synced has the names it was
    /// given.
    fn sync(&mut self, path: &Path) {
        if let Some(file) = self.files.get_mut(path) {
            for call in std::mem::take(&mut file.pending) {
                call.done(&mut file.durable, |_| true);
            }
        }
        let is_here = |file: &Path| file.parent() == Some(path);
        self.files
            .retain(|name, file| !(is_here(name) && file.name == Name::TakenAway));
        for (name, file) in &mut self.files {
            if is_here(name) {
                file.name = Name::Certain;
            }
        }
    }

    /// The files that are found after the power went now, drawn among all that may be.
    pub(crate) fn found(&self, dice: &mut Dice) -> BTreeMap<PathBuf, Vec<u8>> {
        // Everything arrived, each sector or none of it by chance, or nothing.
        let chance = dice.below(4);
        let mut found = BTreeMap::new();
        for (path, file) in &self.files {
            let may_miss = file.name != Name::Certain;
            if may_miss && dice.below(2) == 0 {
                continue;
            }
            let mut bytes = file.durable.clone();
            let last = file.pending.len().saturating_sub(1);
            for (number, call) in file.pending.iter().enumerate() {
                let mut call = call.clone();
                if number == last && chance == 1 && dice.below(4) == 0 {
                    let most = u64::try_from(call.bytes.len()).unwrap_or(0);
                    let torn = usize::try_from(dice.below(most.max(1))).unwrap_or(0);
                    call.bytes.truncate(torn);
                }
                call.done(&mut bytes, |_| match chance {
                    0 => true,
                    1 | 2 => dice.below(2) == 0,
                    _ => false,
                });
            }
            found.insert(path.clone(), bytes);
        }
        found
    }
}

impl Call {
    /// Does it to bytes, as far as its sectors arrive.
    fn done(&self, bytes: &mut Vec<u8>, mut arrives: impl FnMut(usize) -> bool) {
        let at = usize::try_from(self.offset).unwrap_or(usize::MAX);
        if self.kind == Kind::Truncate {
            if arrives(0) {
                bytes.resize(at, 0);
            }
            return;
        }
        for (number, sector) in self.bytes.chunks(SECTOR).enumerate() {
            if !arrives(number) {
                continue;
            }
            let start = at.saturating_add(number * SECTOR);
            let end = start.saturating_add(sector.len());
            if bytes.len() < end {
                bytes.resize(end, 0);
            }
            if let Some(place) = bytes.get_mut(start..end) {
                place.copy_from_slice(sector);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(kind: Kind, path: &str, bytes: &[u8]) -> Call {
        Call {
            kind,
            offset: 0,
            path: PathBuf::from(path),
            bytes: bytes.to_vec(),
        }
    }

    /// The contents of a file after the power went, in many draws.
    fn drawn(disk: &Disk, path: &str) -> Vec<Option<Vec<u8>>> {
        let draws = (0..64).map(|seed| disk.found(&mut Dice::of(seed, 0)).remove(Path::new(path)));
        draws.collect()
    }

    #[test]
    fn what_was_synced_is_always_there_and_what_was_not_may_be() {
        let mut disk = Disk::default();
        disk.put(Path::new("/s/a"), b"old".to_vec());
        disk.take(&call(Kind::Write, "/s/a", b"new"), Syncs::All);
        let found = drawn(&disk, "/s/a");
        assert!(found.contains(&Some(b"old".to_vec())));
        assert!(found.contains(&Some(b"new".to_vec())));
        let mut forgetful = disk.clone();
        forgetful.take(&call(Kind::Sync, "/s/a", b""), Syncs::None);
        assert!(drawn(&forgetful, "/s/a").contains(&Some(b"old".to_vec())));
        disk.take(&call(Kind::Sync, "/s/a", b""), Syncs::All);
        let found = drawn(&disk, "/s/a");
        assert!(found.iter().all(|bytes| *bytes == Some(b"new".to_vec())));
    }

    #[test]
    fn a_name_is_certain_once_its_folder_was_synced() {
        let mut disk = Disk::default();
        disk.take(&call(Kind::Create, "/s/a-wal", b""), Syncs::All);
        assert!(drawn(&disk, "/s/a-wal").contains(&None));
        disk.take(&call(Kind::Sync, "/s", b""), Syncs::All);
        assert!(!drawn(&disk, "/s/a-wal").contains(&None));
        disk.take(&call(Kind::Remove, "/s/a-wal", b""), Syncs::All);
        assert!(drawn(&disk, "/s/a-wal").contains(&None));
        disk.take(&call(Kind::Sync, "/s", b""), Syncs::All);
        assert!(drawn(&disk, "/s/a-wal").iter().all(Option::is_none));
    }
}
