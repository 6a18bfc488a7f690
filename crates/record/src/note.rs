//! Signed notes (C2SP signed-note v1.0.0): a text, an empty line, and lines that sign it.
//!
//! Invariant: a note that was read is written again byte for byte.

use crate::fault::Distrust;
use crate::key::{KeyId, KeyKind, KeyName, SignerKey, VerifierKey};
use crate::lines::Lines;
use crate::{ReadError, base64};
use std::fmt;

/// How long a note may be.
const LENGTH_MAX: usize = 1_000_000;
/// How many signatures a note may bear.
const SIGNATURES_MAX: usize = 100;
/// What a line that signs begins with: an em dash and a blank.
const DASH: &str = "\u{2014} ";

/// A text with the lines that sign it. Which of them hold is told by [`Note::signers`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    lines: Vec<SignatureLine>,
}

/// A line that signs a text, in whatever way its key does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureLine {
    name: KeyName,
    id: KeyId,
    signature: Vec<u8>,
}

/// A signature that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The key that has signed.
    pub key: VerifierKey,
    /// When, in seconds since 1970, if its kind of key tells.
    pub at: Option<u64>,
}

impl Note {
    /// A note that nobody has signed yet.
    ///
    /// # Errors
    ///
    /// If the text does not end in a line feed, or has a control character.
    pub fn new(text: String) -> Result<Self, ReadError> {
        check(&text)?;
        if !text.ends_with('\n') {
            return Err(Lines::of(&text).wrong(&text, "a text that ends in a line feed"));
        }
        Ok(Self {
            text,
            lines: Vec::new(),
        })
    }

    /// Reads a note.
    ///
    /// # Errors
    ///
    /// If it is no note, or longer than one may be.
    pub fn read(bytes: &[u8]) -> Result<Self, ReadError> {
        let whole = Lines::text(bytes, LENGTH_MAX)?;
        check(whole)?;
        let Some(end) = whole.rfind("\n\n") else {
            return Err(Lines::of(whole).wrong(whole, "a text, an empty line and signatures"));
        };
        let (text, signatures) = whole.split_at(end + 1);
        let mut rest = Lines::of(signatures);
        rest.next("an empty line")?;
        let before = text.matches('\n').count();
        let mut lines = Vec::new();
        while !rest.is_empty() {
            let line = rest.read("a signature", SignatureLine::of_words);
            lines.push(line.map_err(|why| moved(why, before))?);
        }
        if lines.is_empty() || lines.len() > SIGNATURES_MAX {
            return Err(ReadError::End {
                line: before + 2,
                expected: "1 to 100 signatures",
            });
        }
        Ok(Self {
            text: text.to_owned(),
            lines,
        })
    }

    /// The text that is signed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The lines that sign it.
    #[must_use]
    pub fn lines(&self) -> &[SignatureLine] {
        &self.lines
    }

    /// Adds a line that signs.
    pub fn add(&mut self, line: SignatureLine) {
        if !self.lines.contains(&line) {
            self.lines.push(line);
        }
    }

    /// Who of those known has signed, each once, in the order of the lines.
    ///
    /// Signatures of others are passed over: nothing is known of them.
    ///
    /// # Errors
    ///
    /// If a signature of a key that is known is not over this text.
    pub fn signers(&self, known: &[VerifierKey]) -> Result<Vec<Signed>, Distrust> {
        let mut signers: Vec<Signed> = Vec::new();
        for line in &self.lines {
            let Some(key) = known.iter().find(|key| line.is_of(key)) else {
                continue;
            };
            if signers.iter().any(|signed| signed.key == *key) {
                continue;
            }
            let Some(at) = line.checked(key, &self.text) else {
                return Err(Distrust::Signature {
                    name: key.name().to_string(),
                });
            };
            signers.push(Signed {
                key: key.clone(),
                at,
            });
        }
        Ok(signers)
    }
}

impl SignatureLine {
    /// A text signed by a log.
    #[must_use]
    pub fn of_log(key: &SignerKey, text: &str) -> Self {
        Self::of(key, key.sign(text.as_bytes()).to_vec())
    }

    /// A checkpoint cosigned by a witness: as of this second, it is the largest tree that the
    /// witness has seen of its log, and begins with all others it has seen.
    #[must_use]
    pub fn of_witness(key: &SignerKey, text: &str, at: u64) -> Self {
        let mut signature = at.to_be_bytes().to_vec();
        signature.extend(key.sign(cosigned(text, at).as_bytes()));
        Self::of(key, signature)
    }

    fn of(key: &SignerKey, signature: Vec<u8>) -> Self {
        let verifier = key.verifier();
        Self {
            name: verifier.name().clone(),
            id: verifier.id(),
            signature,
        }
    }

    /// A line as it is written.
    #[must_use]
    pub fn of_words(words: &str) -> Option<Self> {
        let (name, signature) = words.strip_prefix(DASH)?.split_once(' ')?;
        let bytes = base64::read(signature)?;
        let (id, signature) = bytes.split_first_chunk()?;
        Some(Self {
            name: KeyName::new(name)?,
            id: KeyId(*id),
            signature: (!signature.is_empty()).then(|| signature.to_vec())?,
        })
    }

    /// Whether it says that it is of this key.
    #[must_use]
    pub fn is_of(&self, key: &VerifierKey) -> bool {
        self.name == *key.name() && self.id == key.id()
    }

    /// The name of the key that it says it is of.
    #[must_use]
    pub const fn name(&self) -> &KeyName {
        &self.name
    }

    /// The time that a witness tells in it, in seconds since 1970; whether the line holds is told
    /// by [`Note::signers`] alone.
    #[must_use]
    pub fn told_at(&self) -> Option<u64> {
        let (at, signature) = self.signature.split_first_chunk()?;
        (signature.len() == 64).then_some(u64::from_be_bytes(*at))
    }

    /// The time that it tells, if it is over the text; the outer `None` if it is not.
    #[expect(
        clippy::option_option,
        reason = "no signature, and a signature without a time"
    )]
    fn checked(&self, key: &VerifierKey, text: &str) -> Option<Option<u64>> {
        match key.kind() {
            KeyKind::Log => key
                .has_signed(text.as_bytes(), &self.signature)
                .then_some(None),
            KeyKind::Witness => {
                let (at, signature) = self.signature.split_first_chunk()?;
                let at = u64::from_be_bytes(*at);
                let holds =
                    at < 1 << 63 && key.has_signed(cosigned(text, at).as_bytes(), signature);
                holds.then_some(Some(at))
            }
        }
    }
}

impl fmt::Display for SignatureLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = self.id.0.to_vec();
        bytes.extend(&self.signature);
        write!(f, "{DASH}{} {}", self.name, base64::written(&bytes))
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.lines.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// What a witness signs (C2SP tlog-cosignature, cosignature/v1).
fn cosigned(text: &str, at: u64) -> String {
    format!("cosignature/v1\ntime {at}\n{text}")
}

fn check(text: &str) -> Result<(), ReadError> {
    for (number, line) in (1..).zip(text.split('\n')) {
        if line.contains(|character: char| character < ' ') {
            return Err(ReadError::Line {
                line: number,
                expected: "a line without control characters",
                found: crate::fault::Excerpt::of(line),
            });
        }
    }
    Ok(())
}

/// An error some lines further down.
pub(crate) fn moved(why: ReadError, by: usize) -> ReadError {
    match why {
        ReadError::Line {
            line,
            expected,
            found,
        } => ReadError::Line {
            line: line + by,
            expected,
            found,
        },
        ReadError::End { line, expected } => ReadError::End {
            line: line + by,
            expected,
        },
        same @ (ReadError::TooLong { .. } | ReadError::NotText { .. }) => same,
    }
}
