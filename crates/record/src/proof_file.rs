//! A proof in a file of its own (C2SP tlog-proof v1): that an entry is in the log of a checkpoint.

use crate::checkpoint::{Checkpoint, TreeHead};
use crate::inclusion::verify_inclusion;
use crate::lines::{Lines, number};
use crate::note::{Note, moved};
use crate::policy::Policy;
use crate::{Distrust, Hash, ReadError, base64};
use std::fmt;

const HEAD: &str = "c2sp.org/tlog-proof@v1";
/// How long a proof may be: a note and its hashes.
const LENGTH_MAX: usize = 1_100_000;
/// No tree is higher.
const HASHES_MAX: usize = 63;

/// That an entry is in the log of a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofFile {
    /// What somebody has written beside it. Nobody has signed it.
    pub extra: Option<Vec<u8>>,
    /// Which leaf the entry is, from 0.
    pub leaf: u64,
    /// The hashes from the leaf to the root.
    pub hashes: Vec<Hash>,
    /// The checkpoint, with whoever has signed it.
    pub checkpoint: Note,
}

impl ProofFile {
    /// Reads a proof.
    ///
    /// # Errors
    ///
    /// If it is none.
    pub fn read(bytes: &[u8]) -> Result<Self, ReadError> {
        let whole = Lines::text(bytes, LENGTH_MAX)?;
        let mut lines = Lines::of(whole);
        lines.read("`c2sp.org/tlog-proof@v1`", |line| {
            (line == HEAD).then_some(())
        })?;
        let extra = lines.optional("extra", "`extra`")?;
        let extra = extra
            .map(|words| base64::read(words).ok_or_else(|| lines.wrong(words, "base64")))
            .transpose()?;
        let leaf = lines.read_field(("index", "`index` and a number"), number)?;
        let mut hashes = Vec::new();
        while !lines.rest().starts_with('\n') {
            let hash = lines.read("a hash of 44 characters", Hash::of_words)?;
            if hashes.len() == HASHES_MAX {
                return Err(lines.wrong(&hash.to_string(), "at most 63 hashes"));
            }
            hashes.push(hash);
        }
        lines.next("an empty line")?;
        let checkpoint = Note::read(lines.rest().as_bytes());
        Ok(Self {
            extra,
            leaf,
            hashes,
            checkpoint: checkpoint.map_err(|why| moved(why, lines.line() - 1))?,
        })
    }

    /// Checks that the entry is in the log, and that its checkpoint is signed as the policy asks.
    ///
    /// # Errors
    ///
    /// If it is not.
    pub fn verify(&self, entry: &[u8], policy: &Policy) -> Result<Checkpoint, Distrust> {
        let checkpoint = policy.check(&self.checkpoint)?;
        let TreeHead { size, root } = checkpoint.head;
        let hash = Hash::of_leaf(entry);
        verify_inclusion((self.leaf, size), &hash, &self.hashes, &root)?;
        Ok(checkpoint)
    }
}

impl fmt::Display for ProofFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEAD}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", base64::written(extra))?;
        }
        writeln!(f, "index {}", self.leaf)?;
        self.hashes
            .iter()
            .try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.checkpoint)
    }
}
