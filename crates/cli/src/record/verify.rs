//! `onetext record verify`: whether a paper, or a whole log in a folder, shows what it says.

use super::paper::{bytes, policy, read};
use crate::answer::Answer;
use anyhow::{Context, Result};
use clap::Args;
use record::{Damaged, Distrust, Doubt, Policy, spoken, verify_archive};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Check a receipt, a proof, a checkpoint or a whole log against the keys that you know.
#[derive(Args)]
pub(crate) struct Verify {
    /// A receipt, a `.tlog-proof` file, a checkpoint, or a folder with a whole log.
    file: PathBuf,
    /// The key of the log, as its vkey or a file with it.
    #[arg(long, value_name = "VKEY", conflicts_with = "policy")]
    key: Option<String>,
    /// Who must have signed (a file in the form of C2SP tlog-policy).
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// For a `.tlog-proof` file that does not carry it: the entry that it proves.
    #[arg(long, value_name = "FILE")]
    entry: Option<PathBuf>,
}

impl Verify {
    pub(super) fn run(self) -> Result<Answer> {
        let policy = policy(self.key.as_deref(), self.policy.as_deref())?;
        let mut out = io::stdout().lock();
        if self.file.is_dir() {
            let policy =
                policy.context("a log is checked with a key that you know\nhint: --key")?;
            return answered(&mut out, folder(&self.file, &policy));
        }
        let paper = read(&self.file)?;
        let entry = self.entry.as_deref().map(bytes).transpose()?;
        match paper.check(policy.as_ref(), entry.as_deref()) {
            Ok(shows) => answered(&mut out, Ok(shows.to_string())),
            Err(Doubt::Distrust(Distrust::Unread(why))) => Err(why.into()),
            Err(Doubt::Distrust(why)) => answered(&mut out, Err(why.to_string())),
            Err(missing @ (Doubt::NoKey | Doubt::NoEntry)) => Err(missing.into()),
        }
    }
}

fn answered(out: &mut impl Write, found: Result<String, String>) -> Result<Answer> {
    match found {
        Ok(words) => {
            write!(out, "{words}")?;
            Ok(Answer::Yes)
        }
        Err(why) => {
            writeln!(out, "It does not verify: {why}")?;
            Ok(Answer::No)
        }
    }
}

/// Reads every entry of a log in a folder.
fn folder(folder: &Path, policy: &Policy) -> Result<String, String> {
    let read = |path: &str| std::fs::read(folder.join(path)).ok();
    let checkpoint = verify_archive(policy, read).map_err(|why: Damaged| why.to_string())?;
    let head = checkpoint.head;
    Ok(format!(
        "It verifies.\nThe log {} has {} entries, and all of them are here as they were signed.\n\
         To compare by voice: {}\n",
        checkpoint.origin,
        head.size,
        spoken(&head.root)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::{Checkpoint, Edge, Hash, KeyKind, KeyName, SignerKey, TreeHead, archive};
    use zeroize::Zeroizing;

    struct Folder(PathBuf);

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    /// A log of so many entries in a folder of its own.
    fn log(size: usize) -> (Folder, SignerKey, Vec<String>) {
        let name = KeyName::new("talks/log").unwrap();
        let key = SignerKey::of_seed(name.clone(), KeyKind::Log, &Zeroizing::new([1; 32]));
        let entries: Vec<String> = (0..size).map(|nth| format!("entry {nth}")).collect();
        let mut edge = Edge::default();
        for entry in &entries {
            edge.append(Hash::of_leaf(entry.as_bytes()));
        }
        let head = TreeHead {
            size: edge.size(),
            root: edge.root(),
        };
        let note = Checkpoint { origin: name, head }.signed(&key).unwrap();
        let bits = rand::random::<u128>();
        let at = Folder(std::env::temp_dir().join(format!("onetext-log-{bits:032x}")));
        for (path, bytes) in archive(&entries, &note).unwrap() {
            let path = at.0.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        (at, key, entries)
    }

    fn files(folder: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(files(&path));
            } else {
                found.push(path);
            }
        }
        found
    }

    #[test]
    fn a_whole_log_verifies_without_its_store_and_no_file_of_it_can_be_changed_or_missing() {
        for size in [1, 255, 256, 600] {
            let (at, key, _) = log(size);
            let policy = Policy::of_log(key.verifier().clone());
            let told = folder(&at.0, &policy).unwrap();
            assert!(told.contains(&format!("has {size} entries")), "{told}");
            for path in files(&at.0) {
                let kept = std::fs::read(&path).unwrap();
                let mut changed = kept.clone();
                let middle = changed.len() / 2;
                changed[middle] ^= 1;
                std::fs::write(&path, &changed).unwrap();
                assert!(folder(&at.0, &policy).is_err(), "{}", path.display());
                std::fs::remove_file(&path).unwrap();
                assert!(folder(&at.0, &policy).is_err(), "{}", path.display());
                std::fs::write(&path, &kept).unwrap();
            }
            assert!(folder(&at.0, &policy).is_ok());
        }
    }
}
