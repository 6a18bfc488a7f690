//! What a witness does (C2SP tlog-witness v1.0.0): it remembers the largest tree that it has seen
//! of each log, and cosigns a larger one that begins with it.
//!
//! A witness that cosigns two histories of one log is not honest, so one honest witness is enough
//! for two parties to know that they were shown the same. Request and answer are files as well as
//! messages: they can be carried on paper or on a stick.
//!
//! Invariant: what a witness remembers is changed only by [`Witness::add`], and whoever keeps it
//! keeps it before the answer is given out.

use crate::checkpoint::{Checkpoint, TreeHead};
use crate::consistency::verify_consistency;
use crate::key::{KeyName, SignerKey, VerifierKey};
use crate::lines::{Lines, number};
use crate::note::{Note, SignatureLine, moved};
use crate::policy::Policy;
use crate::proof_file::ProofFile;
use crate::{Distrust, Entry, Hash, ProofError, ReadError};
use std::collections::BTreeMap;
use std::fmt;

/// How long a request may be.
const LENGTH_MAX: usize = 1_100_000;
const HASHES_MAX: usize = 63;

/// What a witness is asked: to cosign a checkpoint, with the proof that its tree begins with the
/// one cosigned before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WitnessRequest {
    /// How many leaves the tree had that the witness cosigned last, as who asks believes.
    pub old: u64,
    /// The hashes that show that the new tree begins with it.
    pub proof: Vec<Hash>,
    /// The checkpoint.
    pub checkpoint: Note,
}

/// Why a witness does not cosign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The log is not one that it watches.
    #[error("the log `{0}` is not one that this witness watches")]
    Unknown(String),
    /// What was sent is not to be trusted.
    #[error(transparent)]
    Distrust(#[from] Distrust),
    /// It remembers another size than who asks believes.
    #[error(
        "this witness has seen `{size}` leaves, not `{told}`\nhint: send a proof from `{size}` on"
    )]
    Behind {
        /// What it remembers.
        size: u64,
        /// What it was told.
        told: u64,
    },
    /// The tree that who asks believes it has seen is larger than the one it should cosign.
    #[error("`{old}` leaves were there before, and `{new}` are fewer")]
    Shrunk {
        /// Before.
        old: u64,
        /// Now.
        new: u64,
    },
}

/// What a witness remembers.
#[derive(Debug, Clone, Default)]
pub struct Witness {
    watched: BTreeMap<KeyName, (VerifierKey, Option<TreeHead>)>,
}

impl Witness {
    /// Watches a log from now on, of which it has seen this much.
    pub fn watch(&mut self, log: VerifierKey, seen: Option<TreeHead>) {
        self.watched.insert(log.name().clone(), (log, seen));
    }

    /// Reads what a witness remembers, as it was written.
    ///
    /// # Errors
    ///
    /// If it is none.
    pub fn read(bytes: &[u8]) -> Result<Self, ReadError> {
        let mut lines = Lines::of(Lines::text(bytes, LENGTH_MAX)?);
        let mut witness = Self::default();
        while !lines.is_empty() {
            let (log, seen) = lines.read("`log`, a vkey, a size and a root, or `-`", remembered)?;
            witness.watch(log, seen);
        }
        Ok(witness)
    }

    /// The largest tree that it has seen of a log.
    #[must_use]
    pub fn seen(&self, origin: &KeyName) -> Option<TreeHead> {
        self.watched.get(origin).and_then(|(_, seen)| *seen)
    }

    /// Watches a log under its next key, if a proof shows that the log itself names that key in a
    /// checkpoint which the key known so far has signed. What was seen of the log stays as it is.
    ///
    /// # Errors
    ///
    /// If the proof does not show it, or is of a log that is not watched.
    pub fn follow(&mut self, proof: &ProofFile) -> Result<VerifierKey, Refused> {
        let told = Checkpoint::of_text(proof.checkpoint.text()).map_err(Distrust::from)?;
        let Some((log, _)) = self.watched.get_mut(&told.origin) else {
            return Err(Refused::Unknown(told.origin.to_string()));
        };
        let entry = proof.extra.as_deref().unwrap_or_default();
        proof.verify(entry, &Policy::of_log(log.clone()))?;
        match Entry::read(entry).map_err(Distrust::from)? {
            Entry::Key(next) if next.name() == log.name() => {
                *log = next.clone();
                Ok(next)
            }
            Entry::Key(_)
            | Entry::Framework { .. }
            | Entry::Issue(_)
            | Entry::Sealed(_)
            | Entry::Anew(_) => Err(Refused::Distrust(ProofError::Inclusion.into())),
        }
    }

    /// Cosigns what was sent, if all it has seen before is in it.
    ///
    /// # Errors
    ///
    /// If it is not; then nothing is remembered.
    pub fn add(
        &mut self,
        request: &WitnessRequest,
        key: &SignerKey,
        at: u64,
    ) -> Result<SignatureLine, Refused> {
        let told = Checkpoint::of_text(request.checkpoint.text()).map_err(Distrust::from)?;
        let Some((log, seen)) = self.watched.get_mut(&told.origin) else {
            return Err(Refused::Unknown(told.origin.to_string()));
        };
        let told = Checkpoint::of_note(&request.checkpoint, log)?;
        if request.old > told.head.size {
            return Err(Refused::Shrunk {
                old: request.old,
                new: told.head.size,
            });
        }
        let size = seen.map_or(0, |seen| seen.size);
        if request.old != size {
            return Err(Refused::Behind {
                size,
                told: request.old,
            });
        }
        begins_with(&told, seen.as_ref(), &request.proof)?;
        *seen = Some(told.head);
        Ok(SignatureLine::of_witness(
            key,
            request.checkpoint.text(),
            at,
        ))
    }
}

fn remembered(line: &str) -> Option<(VerifierKey, Option<TreeHead>)> {
    let mut words = line.strip_prefix("log ")?.split(' ');
    let log = VerifierKey::of_words(words.next()?)?;
    let seen = match (words.next()?, words.next(), words.next()) {
        ("-", None, None) => None,
        (size, Some(root), None) => Some(TreeHead {
            size: number(size)?,
            root: Hash::of_words(root)?,
        }),
        _ => return None,
    };
    Some((log, seen))
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.watched
            .values()
            .try_for_each(|(log, seen)| match seen {
                Some(TreeHead { size, root }) => writeln!(f, "log {log} {size} {root}"),
                None => writeln!(f, "log {log} -"),
            })
    }
}

/// Whether a checkpoint's tree begins with what was seen before.
fn begins_with(told: &Checkpoint, seen: Option<&TreeHead>, proof: &[Hash]) -> Result<(), Distrust> {
    match seen {
        Some(seen) if seen.size == told.head.size && seen.root != told.head.root => {
            Err(two_histories(&told.origin, (seen, &told.head)))
        }
        Some(seen) if seen.size > 0 => Ok(verify_consistency(seen, &told.head, proof)?),
        // Every tree begins with the empty one: there is nothing to prove, so nothing is sent.
        Some(_) | None if proof.is_empty() => Ok(()),
        Some(_) | None => Err(ProofError::Consistency.into()),
    }
}

/// Two roots of one size.
pub(crate) fn two_histories(origin: &KeyName, (one, other): (&TreeHead, &TreeHead)) -> Distrust {
    Distrust::TwoHistories {
        origin: origin.to_string(),
        size: one.size,
        one: one.root.to_string(),
        other: other.root.to_string(),
    }
}

/// Whether two checkpoints of one log can both be true, with the proof that the larger begins with
/// the smaller; at equal sizes none is needed.
///
/// # Errors
///
/// If they cannot, or if the proof does not show it.
pub fn compare(one: &Checkpoint, other: &Checkpoint, proof: &[Hash]) -> Result<(), Distrust> {
    if one.origin != other.origin {
        return Err(Distrust::Origin {
            expected: one.origin.to_string(),
            found: other.origin.to_string(),
        });
    }
    let (old, new) = if one.head.size <= other.head.size {
        (one, other)
    } else {
        (other, one)
    };
    begins_with(new, Some(&old.head), proof)
}

impl WitnessRequest {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// If it is none.
    pub fn read(bytes: &[u8]) -> Result<Self, ReadError> {
        let whole = Lines::text(bytes, LENGTH_MAX)?;
        let mut lines = Lines::of(whole);
        let old = lines.read_field(("old", "`old` and a number of leaves"), number)?;
        let mut proof = Vec::new();
        while !lines.rest().starts_with('\n') {
            let hash = lines.read("a hash of 44 characters", Hash::of_words)?;
            if proof.len() == HASHES_MAX {
                return Err(lines.wrong(&hash.to_string(), "at most 63 hashes"));
            }
            proof.push(hash);
        }
        lines.next("an empty line")?;
        let checkpoint = Note::read(lines.rest().as_bytes());
        Ok(Self {
            old,
            proof,
            checkpoint: checkpoint.map_err(|why| moved(why, lines.line() - 1))?,
        })
    }
}

impl fmt::Display for WitnessRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        self.proof
            .iter()
            .try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.checkpoint)
    }
}
