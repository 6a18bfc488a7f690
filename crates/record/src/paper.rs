//! What people hold in their hands, of whichever kind, and what it is found to show.
//!
//! The command line and the pages answer with the same sentences, for they are made here.

use crate::certificate::Certificate;
use crate::checkpoint::Checkpoint;
use crate::entry::{Entry, Issue};
use crate::note::{Note, Signed};
use crate::policy::Policy;
use crate::proof_file::ProofFile;
use crate::receipt::Receipt;
use crate::utc::utc;
use crate::{Distrust, ReadError, spoken};
use std::fmt;

/// A receipt, a proof, a checkpoint, or a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paper {
    /// What was shown to a seat, with the text and the proof.
    Receipt(Box<Receipt>),
    /// That an entry is in a log.
    Proof(ProofFile),
    /// How far a log has come.
    Checkpoint(Note),
    /// That a case was destroyed.
    Certificate(Note),
}

/// Why a paper shows nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Doubt {
    /// Nobody has said whose signature to believe.
    #[error("it is checked with a key that you know\nhint: --key VKEY, or the field for the key")]
    NoKey,
    /// A proof was given without what it proves.
    #[error("a proof is of an entry\nhint: --entry FILE")]
    NoEntry,
    /// It does not hold.
    #[error(transparent)]
    Distrust(#[from] Distrust),
}

/// What a paper was found to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shows {
    /// That a text was shown, to whom and when, if the paper is about that.
    pub issue: Option<Issue>,
    /// That a case was destroyed, in a sentence, if the paper is about that.
    pub ended: Option<String>,
    /// Which entry of the log it is about, from 0, if it is about one.
    pub leaf: Option<u64>,
    /// How far the log had come.
    pub checkpoint: Checkpoint,
    /// Who has signed the checkpoint, of those known.
    pub signed: Vec<Signed>,
    /// The words to read out: of the text's root, or of the log's where no text is shown.
    pub spoken: String,
    /// Whose keys it was checked with.
    pub keys: Keys,
}

/// Whose keys a paper was checked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// Those of a reader's policy.
    Known,
    /// Those that the paper itself names.
    Own,
}

impl Paper {
    /// Reads a paper of whichever kind.
    ///
    /// # Errors
    ///
    /// If it is none.
    pub fn read(bytes: &[u8]) -> Result<Self, ReadError> {
        if bytes.starts_with(b"onetext-receipt/") {
            Receipt::read(bytes).map(|receipt| Self::Receipt(Box::new(receipt)))
        } else if bytes.starts_with(b"c2sp.org/tlog-proof@") {
            ProofFile::read(bytes).map(Self::Proof)
        } else {
            let note = Note::read(bytes)?;
            Ok(if Certificate::is_told(&note) {
                Self::Certificate(note)
            } else {
                Self::Checkpoint(note)
            })
        }
    }

    /// The note of its checkpoint.
    #[must_use]
    pub const fn note(&self) -> &Note {
        match self {
            Self::Receipt(receipt) => &receipt.proof.checkpoint,
            Self::Proof(proof) => &proof.checkpoint,
            Self::Checkpoint(note) | Self::Certificate(note) => note,
        }
    }

    /// What its checkpoint tells, whoever has signed it.
    ///
    /// # Errors
    ///
    /// If its note is no checkpoint.
    pub fn checkpoint(&self) -> Result<Checkpoint, ReadError> {
        Checkpoint::of_text(self.note().text())
    }

    /// Checks it as a policy asks. A receipt without a policy is checked with the keys that it
    /// names itself. A proof is of the entry that is handed in, or else of the one it carries.
    ///
    /// # Errors
    ///
    /// If a key or the entry is missing, or if anything of it does not hold.
    pub fn check(&self, policy: Option<&Policy>, entry: Option<&[u8]>) -> Result<Shows, Doubt> {
        match (self, policy) {
            (Self::Receipt(receipt), policy) => of_receipt(receipt, policy),
            (Self::Proof(_) | Self::Checkpoint(_) | Self::Certificate(_), None) => {
                Err(Doubt::NoKey)
            }
            (Self::Proof(proof), Some(policy)) => of_proof(proof, policy, entry),
            (Self::Checkpoint(note), Some(policy)) => {
                let checkpoint = policy.check(note)?;
                Shows::of(checkpoint, note, policy)
            }
            (Self::Certificate(note), Some(policy)) => {
                let (certificate, checkpoint) = Certificate::of_note(note, policy)?;
                Ok(Shows {
                    ended: Some(certificate.words()),
                    ..Shows::of(checkpoint, note, policy)?
                })
            }
        }
    }
}

impl Shows {
    /// What a checkpoint that was checked with a policy shows.
    fn of(checkpoint: Checkpoint, note: &Note, policy: &Policy) -> Result<Self, Doubt> {
        let known: Vec<_> = policy.keys().cloned().collect();
        Ok(Self {
            issue: None,
            ended: None,
            leaf: None,
            signed: note.signers(&known)?,
            spoken: spoken(&checkpoint.head.root),
            checkpoint,
            keys: Keys::Known,
        })
    }
}

fn of_receipt(receipt: &Receipt, policy: Option<&Policy>) -> Result<Shows, Doubt> {
    let verified = receipt.verify(policy)?;
    Ok(Shows {
        issue: Some(receipt.issue.clone()),
        ended: None,
        leaf: Some(receipt.proof.leaf),
        checkpoint: verified.checkpoint,
        signed: verified.signed,
        spoken: verified.spoken,
        keys: policy.map_or(Keys::Own, |_| Keys::Known),
    })
}

fn of_proof(proof: &ProofFile, policy: &Policy, entry: Option<&[u8]>) -> Result<Shows, Doubt> {
    let entry = entry.or(proof.extra.as_deref()).ok_or(Doubt::NoEntry)?;
    let checkpoint = proof.verify(entry, policy)?;
    let shows = Shows {
        leaf: Some(proof.leaf),
        ..Shows::of(checkpoint, &proof.checkpoint, policy)?
    };
    Ok(match Entry::read(entry) {
        Ok(Entry::Issue(issue)) => Shows {
            spoken: spoken(&issue.text.root),
            issue: Some(issue),
            ..shows
        },
        Ok(_) | Err(_) => shows,
    })
}

/// A sentence a line.
impl fmt::Display for Shows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "It verifies.")?;
        if let Some(Issue { seat, at, text, .. }) = &self.issue {
            let languages = text.languages.join(", ");
            let (version, points, when) = (text.version, text.points, utc(*at));
            writeln!(
                f,
                "Draft {version} ({points} points, {languages}) was shown to {seat} on {when}."
            )?;
        }
        if let Some(ended) = &self.ended {
            writeln!(f, "{ended}")?;
        }
        let (origin, size) = (&self.checkpoint.origin, self.checkpoint.head.size);
        match self.leaf {
            Some(leaf) => writeln!(
                f,
                "The log {origin} had {size} entries; this is entry {leaf}, counted from 0."
            )?,
            None => writeln!(f, "The log {origin} has {size} entries.")?,
        }
        for Signed { key, at } in &self.signed {
            match at {
                Some(at) => writeln!(f, "Cosigned by {key} on {}.", utc(*at))?,
                None => writeln!(f, "Signed by {key}.")?,
            }
        }
        if self.keys == Keys::Own {
            writeln!(
                f,
                "The keys are those that the receipt itself names: compare them with what you were \
                 given by another way, and check again with them."
            )?;
        }
        writeln!(f, "To compare by voice: {}", self.spoken)
    }
}
