//! What a leaf of a log says.
//!
//! Invariant: an entry that was read is written again byte for byte.

use crate::checkpoint::TreeHead;
use crate::framework::Framework;
use crate::key::{KeyKind, KeyName, VerifierKey};
use crate::lines::{Lines, number};
use crate::sealed::{Commitment, Salt};
use crate::{Hash, ReadError, base64};
use std::fmt;

const HEAD: &str = "shuttle-entry/v1";
/// No leaf is longer, so that it fits a bundle.
const LENGTH_MAX: usize = 65_535;

/// What a leaf of a log says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// This text is the framework from now on, for everybody who reads the log.
    Framework {
        /// The text.
        text: Text,
        /// The root of the text before it.
        previous: Option<Hash>,
    },
    /// This text was shown to a seat.
    Issue(Issue),
    /// Something happened: a commitment to it, and no word of what.
    Sealed(Commitment),
    /// From here on the log is signed with this key.
    Key(VerifierKey),
    /// From here on the log has another name, for what was signed under the old one and what is
    /// kept are two histories.
    Anew(Anew),
}

/// That a log goes on under another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anew {
    /// The key that it is signed with from here on.
    pub log: VerifierKey,
    /// The name that it had before.
    pub before: KeyName,
    /// The last head known to have been signed under that name; the log may have lost what led to
    /// it.
    pub head: TreeHead,
}

/// A text by its root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Its version.
    pub version: u32,
    /// How many points it has.
    pub points: u64,
    /// The languages it stands in.
    pub languages: Vec<String>,
    /// The root over its points.
    pub root: Hash,
}

/// That a text was shown to a seat.
///
/// Seat, second and words can be guessed, so the entry has a salt: whoever sees its hash in a
/// proof, a witness for one, cannot try guesses against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// To whom, in one word.
    pub seat: String,
    /// When, in seconds since 1970.
    pub at: u64,
    /// What keeps others from guessing the entry.
    pub salt: [u8; Salt::LENGTH],
    /// What.
    pub text: Text,
}

impl Text {
    /// The text of a framework.
    #[must_use]
    pub fn of(framework: &Framework) -> Self {
        Self {
            version: framework.version(),
            points: u64::try_from(framework.length()).unwrap_or(u64::MAX),
            languages: framework
                .languages()
                .map(|(each, _)| each.to_owned())
                .collect(),
            root: framework.root(),
        }
    }

    fn read(lines: &mut Lines<'_>) -> Result<Self, ReadError> {
        let version = lines.read_field(("version", "`version` and a number"), |words| {
            u32::try_from(number(words)?).ok()
        })?;
        let points = lines.read_field(("points", "`points` and a number"), number)?;
        let languages = lines.field("languages", "`languages`")?;
        let root = lines.read_field(("root", "`root` and a hash"), Hash::of_words)?;
        Ok(Self {
            version,
            points,
            languages: languages.split(',').map(str::to_owned).collect(),
            root,
        })
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "version {}\npoints {}", self.version, self.points)?;
        writeln!(f, "languages {}", self.languages.join(","))?;
        writeln!(f, "root {}", self.root)
    }
}

fn previous(lines: &mut Lines<'_>) -> Result<Option<Hash>, ReadError> {
    let expected = ("previous", "`previous` and a hash, or `-`");
    lines.read_field(expected, |words| match words {
        "-" => Some(None),
        words => Hash::of_words(words).map(Some),
    })
}

impl Entry {
    /// Reads an entry.
    ///
    /// # Errors
    ///
    /// If it is none that is known.
    pub fn read(bytes: &[u8]) -> Result<Self, ReadError> {
        let mut lines = Lines::of(Lines::text(bytes, LENGTH_MAX)?);
        lines.read("`shuttle-entry/v1`", |line| (line == HEAD).then_some(()))?;
        let here = lines.clone();
        let entry = match lines.field("kind", "`kind`")? {
            "framework" => Self::Framework {
                text: Text::read(&mut lines)?,
                previous: previous(&mut lines)?,
            },
            "issue" => Self::Issue(Issue {
                seat: lines.read_field(("seat", "`seat` and one word"), one_word)?,
                at: lines.read_field(("time", "`time` in seconds"), number)?,
                salt: lines.read_field(("salt", "`salt` and 44 characters"), |words| {
                    base64::read(words)?.try_into().ok()
                })?,
                text: Text::read(&mut lines)?,
            }),
            "sealed" => {
                let commit = ("commit", "`commit` and 44 characters");
                Self::Sealed(lines.read_field(commit, Commitment::of_words)?)
            }
            "key" => Self::Key(lines.read_field(("log", "`log` and a vkey"), |words| {
                VerifierKey::of_words(words).filter(|key| key.kind() == KeyKind::Log)
            })?),
            "anew" => Self::Anew(Anew {
                log: lines.read_field(("log", "`log` and a vkey"), |words| {
                    VerifierKey::of_words(words).filter(|key| key.kind() == KeyKind::Log)
                })?,
                before: lines.read_field(("before", "`before` and a name"), KeyName::new)?,
                head: TreeHead {
                    size: lines.read_field(("size", "`size` and a number"), number)?,
                    root: lines.read_field(("root", "`root` and a hash"), Hash::of_words)?,
                },
            }),
            other => {
                let known = "`framework`, `issue`, `sealed`, `key` or `anew`";
                return Err(here.wrong(other, known));
            }
        };
        lines.end()?;
        Ok(entry)
    }
}

fn one_word(words: &str) -> Option<String> {
    let fits = !words.is_empty() && !words.contains(char::is_whitespace);
    fits.then(|| words.to_owned())
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEAD}")?;
        match self {
            Self::Framework { text, previous } => {
                write!(f, "kind framework\n{text}previous ")?;
                match previous {
                    Some(root) => writeln!(f, "{root}"),
                    None => writeln!(f, "-"),
                }
            }
            Self::Issue(issue) => {
                writeln!(f, "kind issue\nseat {}\ntime {}", issue.seat, issue.at)?;
                write!(f, "salt {}\n{}", base64::written(&issue.salt), issue.text)
            }
            Self::Sealed(commitment) => writeln!(f, "kind sealed\ncommit {commitment}"),
            Self::Key(key) => writeln!(f, "kind key\nlog {key}"),
            Self::Anew(Anew { log, before, head }) => {
                writeln!(f, "kind anew\nlog {log}\nbefore {before}")?;
                writeln!(f, "size {}\nroot {}", head.size, head.root)
            }
        }
    }
}
