//! A whole log as files (C2SP tlog-tiles): written, and read again without whoever wrote it.

use crate::checkpoint::{Checkpoint, TreeHead};
use crate::fault::Distrust;
use crate::hash::Hash;
use crate::note::Note;
use crate::policy::Policy;
use crate::tile::{EntryTooLong, Tile, TileKind, bundle, entries_of_bundle};
use crate::tree::{Edge, Node};
use crate::{ProofError, ReadError};
use std::collections::BTreeMap;

/// Where the checkpoint stands.
const CHECKPOINT: &str = "checkpoint";

/// Why a folder is not the log that its checkpoint tells of.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Damaged {
    /// A file of it is not there.
    #[error("`{path}` is missing")]
    Missing {
        /// Its path in the folder.
        path: String,
    },
    /// A tile of entries cannot be read, or has another number of them.
    #[error("`{path}` does not hold the entries that it should")]
    Entries {
        /// Its path in the folder.
        path: String,
    },
    /// A tile of hashes is not the one that follows from the entries.
    #[error("`{path}` does not follow from the entries")]
    Hashes {
        /// Its path in the folder.
        path: String,
    },
    /// The entries do not have the root that was signed.
    #[error("the entries do not have the root that the checkpoint tells")]
    Root,
    /// The checkpoint is not to be trusted.
    #[error(transparent)]
    Distrust(#[from] Distrust),
}

impl From<ReadError> for Damaged {
    fn from(why: ReadError) -> Self {
        Self::Distrust(why.into())
    }
}

/// The files of a log: each with its path.
///
/// # Errors
///
/// If an entry is too long.
pub fn archive(
    entries: &[String],
    checkpoint: &Note,
) -> Result<Vec<(String, Vec<u8>)>, EntryTooLong> {
    let mut kept = Kept::default();
    for entry in entries {
        kept.append(entry.as_bytes());
    }
    let mut files = vec![(CHECKPOINT.to_owned(), checkpoint.to_string().into_bytes())];
    for tile in Tile::of_log(kept.edge.size()) {
        let bytes = match tile.kind() {
            TileKind::Entries => {
                let (start, end) = tile.range();
                let start = usize::try_from(start).unwrap_or(usize::MAX);
                let end = usize::try_from(end).unwrap_or(usize::MAX);
                let part = entries.get(start..end).unwrap_or_default();
                bundle(part.iter().map(String::as_bytes))?
            }
            TileKind::Hashes(_) => kept.tile(&tile).unwrap_or_default(),
        };
        files.push((tile.to_string(), bytes));
    }
    Ok(files)
}

/// Reads all of a log's files and checks each against the others, and all against a checkpoint
/// that is signed as the policy asks. `read` gives the bytes of a path, if there is such a file.
///
/// # Errors
///
/// If a file is missing, if two do not fit each other, or if the checkpoint is not to be trusted.
pub fn verify_archive(
    policy: &Policy,
    mut read: impl FnMut(&str) -> Option<Vec<u8>>,
) -> Result<Checkpoint, Damaged> {
    let mut found = |path: String| match read(&path) {
        Some(bytes) => Ok(bytes),
        None => Err(Damaged::Missing { path }),
    };
    let checkpoint = policy.check(&Note::read(&found(CHECKPOINT.to_owned())?)?)?;
    let TreeHead { size, root } = checkpoint.head;
    let mut kept = Kept::default();
    for tile in Tile::of_kind(TileKind::Entries, size) {
        let path = tile.to_string();
        let bytes = found(path.clone())?;
        let (start, end) = tile.range();
        let entries = entries_of_bundle(&bytes).ok();
        let fits = |entries: &Vec<&[u8]>| u64::try_from(entries.len()) == Ok(end - start);
        let entries = entries.filter(fits).ok_or(Damaged::Entries { path })?;
        entries.into_iter().for_each(|entry| kept.append(entry));
    }
    for tile in Tile::hashes_of_log(size) {
        let path = tile.to_string();
        if kept.tile(&tile).ok() != Some(found(path.clone())?) {
            return Err(Damaged::Hashes { path });
        }
    }
    if kept.edge.root() == root {
        Ok(checkpoint)
    } else {
        Err(Damaged::Root)
    }
}

/// A tree with the hashes of all its full nodes.
#[derive(Default)]
struct Kept {
    edge: Edge,
    nodes: BTreeMap<Node, Hash>,
}

impl Kept {
    fn append(&mut self, entry: &[u8]) {
        let number = self.edge.size();
        let hashes = self.edge.append(Hash::of_leaf(entry));
        for (level, hash) in (0..).zip(hashes) {
            self.nodes.insert(Node::at(level, number >> level), hash);
        }
    }

    fn tile(&self, tile: &Tile) -> Result<Vec<u8>, ProofError> {
        tile.hashes(|node| self.nodes.get(&node).copied().ok_or(ProofError::Inclusion))
    }
}
