//! Checkpoints (C2SP tlog-checkpoint v1.0.0): how far a log has come, in a note that it signs.

use crate::key::{KeyKind, KeyName, SignerKey, VerifierKey};
use crate::lines::{Lines, number};
use crate::note::{Note, SignatureLine};
use crate::{Distrust, Hash, ReadError};
use std::fmt;

/// How far a tree has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TreeHead {
    /// How many leaves it has.
    pub size: u64,
    /// Its root.
    pub root: Hash,
}

/// How far a log has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log it is: the name of its key.
    pub origin: KeyName,
    /// How far its tree has come.
    pub head: TreeHead,
}

impl Checkpoint {
    /// The checkpoint that a note's text tells. Lines behind it are passed over: we write none.
    ///
    /// # Errors
    ///
    /// If it tells none.
    pub fn of_text(text: &str) -> Result<Self, ReadError> {
        let mut lines = Lines::of(text);
        let origin = lines.read("the name of a log", KeyName::new)?;
        let size = lines.read("the number of leaves", number)?;
        let root = lines.read("a root of 44 characters", Hash::of_words)?;
        if size == 0 && root != Hash::of_nothing() {
            return Err(lines.wrong(&root.to_string(), "the root of a tree without leaves"));
        }
        while !lines.is_empty() {
            lines.read("a line that is not empty", |line| {
                (!line.is_empty()).then_some(())
            })?;
        }
        Ok(Self {
            origin,
            head: TreeHead { size, root },
        })
    }

    /// The note with which the log's key tells it.
    ///
    /// # Errors
    ///
    /// If the key is not the log's.
    pub fn signed(&self, key: &SignerKey) -> Result<Note, Distrust> {
        let verifier = key.verifier();
        match verifier.kind() {
            KeyKind::Log if *verifier.name() == self.origin => {}
            KeyKind::Log | KeyKind::Witness => {
                return Err(Distrust::Origin {
                    expected: self.origin.to_string(),
                    found: verifier.name().to_string(),
                });
            }
        }
        let text = self.to_string();
        let line = SignatureLine::of_log(key, &text);
        let mut note = Note::new(text)?;
        note.add(line);
        Ok(note)
    }

    /// The checkpoint of a note, if the log has signed it.
    ///
    /// # Errors
    ///
    /// If it is no checkpoint, if it tells of another log, or if the log's signature is missing or
    /// is not over it.
    pub fn of_note(note: &Note, log: &VerifierKey) -> Result<Self, Distrust> {
        let checkpoint = Self::of_text(note.text())?;
        if checkpoint.origin != *log.name() {
            return Err(Distrust::Origin {
                expected: log.name().to_string(),
                found: checkpoint.origin.to_string(),
            });
        }
        if note.signers(std::slice::from_ref(log))?.is_empty() {
            return Err(Distrust::Quorum {
                missing: log.name().to_string(),
            });
        }
        Ok(checkpoint)
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TreeHead { size, root } = self.head;
        writeln!(f, "{}\n{size}\n{root}", self.origin)
    }
}
