//! A certificate: that a case was destroyed at the end of a mandate, signed by its logs while they
//! still could.
//!
//! Invariant: a certificate that was read is written again byte for byte.

use crate::checkpoint::{Checkpoint, TreeHead};
use crate::fault::Distrust;
use crate::key::{KeyKind, KeyName, SignerKey};
use crate::lines::{Lines, number};
use crate::note::{Note, SignatureLine};
use crate::policy::Policy;
use crate::utc::utc;
use crate::{Hash, ReadError};
use std::fmt;

const HEAD: &str = "onetext-certificate/v1";
/// How many logs a certificate may name.
const LOGS_MAX: usize = 10_000;
/// How many of them sign it: a note takes no more.
const SIGNERS_MAX: usize = 100;

/// What became of what was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Disposition {
    /// It was destroyed, and nobody has it from us.
    Destroyed,
    /// It was given back to the parties, and then destroyed.
    Returned,
    /// It was handed to an archive, and then destroyed.
    Transferred,
}

impl Disposition {
    /// Every disposition.
    pub const ALL: [Self; 3] = [Self::Destroyed, Self::Returned, Self::Transferred];

    /// Its word in a certificate.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Destroyed => "destroyed",
            Self::Returned => "returned",
            Self::Transferred => "transferred",
        }
    }

    /// The disposition of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// That a case was destroyed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The name of the talks in their logs.
    pub talks: String,
    /// When, in seconds since 1970.
    pub at: u64,
    /// Who did it.
    pub by: String,
    /// What became of it.
    pub disposition: Disposition,
    /// How far each log had come: its name, its size and its root.
    pub heads: Vec<Checkpoint>,
}

impl Certificate {
    /// The note of it, signed with the keys of its logs, as many as a note takes.
    ///
    /// # Errors
    ///
    /// If a word of it has a line feed or a control character.
    pub fn signed<'a>(
        &self,
        keys: impl IntoIterator<Item = &'a SignerKey>,
    ) -> Result<Note, ReadError> {
        let mut note = Note::new(self.to_string())?;
        let keys = keys.into_iter();
        for key in keys
            .filter(|key| key.verifier().kind() == KeyKind::Log)
            .take(SIGNERS_MAX)
        {
            let line = SignatureLine::of_log(key, note.text());
            note.add(line);
        }
        Self::of_text(note.text())?;
        Ok(note)
    }

    /// The certificate that a note's text tells.
    ///
    /// # Errors
    ///
    /// If it tells none.
    pub fn of_text(text: &str) -> Result<Self, ReadError> {
        let mut lines = Lines::of(text);
        lines.read("`onetext-certificate/v1`", |line| {
            (line == HEAD).then_some(())
        })?;
        let talks = lines.field("talks", "`talks` and a name")?.to_owned();
        let at = lines.read_field(("time", "`time` in seconds"), number)?;
        let by = lines.field("by", "`by` and a name")?.to_owned();
        let expected = "`disposition` and what became of it";
        let disposition = lines.read_field(("disposition", expected), Disposition::of_word)?;
        let mut heads = Vec::new();
        while !lines.is_empty() {
            let head = lines.read_field(("log", "`log`, a name, a size and a root"), head)?;
            heads.push(head);
            if heads.len() > LOGS_MAX {
                return Err(lines.wrong("log", "at most 10,000 logs"));
            }
        }
        Ok(Self {
            talks,
            at,
            by,
            disposition,
            heads,
        })
    }

    /// Whether a note tells of a certificate.
    #[must_use]
    pub fn is_told(note: &Note) -> bool {
        note.text().starts_with(HEAD)
    }

    /// The certificate of a note, if a log that the policy knows and that it names has signed it,
    /// with the head of that log.
    ///
    /// # Errors
    ///
    /// If it is none, or if no such log has signed it.
    pub fn of_note(note: &Note, policy: &Policy) -> Result<(Self, Checkpoint), Distrust> {
        let told = Self::of_text(note.text())?;
        let known: Vec<_> = policy.keys().cloned().collect();
        let signed = note.signers(&known)?;
        let named = told.heads.iter().find(|head| {
            let mut signed = signed.iter();
            signed.any(|signed| *signed.key.name() == head.origin)
        });
        match named.cloned() {
            Some(head) => Ok((told, head)),
            None => Err(Distrust::Quorum {
                missing: known
                    .first()
                    .map_or_else(String::new, |key| key.name().to_string()),
            }),
        }
    }
}

fn head(words: &str) -> Option<Checkpoint> {
    let mut parts = words.split(' ');
    let (origin, size, root) = (parts.next()?, parts.next()?, parts.next()?);
    let head = TreeHead {
        size: number(size)?,
        root: Hash::of_words(root)?,
    };
    let origin = KeyName::new(origin)?;
    parts
        .next()
        .is_none()
        .then_some(Checkpoint { origin, head })
}

impl fmt::Display for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{HEAD}\ntalks {}\ntime {}\nby {}",
            self.talks, self.at, self.by
        )?;
        writeln!(f, "disposition {}", self.disposition.word())?;
        for Checkpoint { origin, head } in &self.heads {
            writeln!(f, "log {origin} {} {}", head.size, head.root)?;
        }
        Ok(())
    }
}

impl Certificate {
    /// What it says, in a sentence.
    #[must_use]
    pub fn words(&self) -> String {
        let (talks, when, by) = (&self.talks, utc(self.at), &self.by);
        let what = match self.disposition {
            Disposition::Destroyed => "was destroyed",
            Disposition::Returned => "was given back to the parties and then destroyed",
            Disposition::Transferred => "was handed to an archive and then destroyed",
        };
        let logs = self.heads.len();
        format!("What was kept of {talks}, {logs} logs, {what} on {when} by {by}.")
    }
}
