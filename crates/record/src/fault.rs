//! What is wrong with a record, and with a file that should tell of one.

use std::fmt;

/// Why a proof does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The tree does not have the leaf.
    #[error("leaf `{leaf}` is not in a tree of `{size}` leaves")]
    Leaf {
        /// The leaf, from 0.
        leaf: u64,
        /// How many leaves there are.
        size: u64,
    },
    /// Nothing can be proven of these two sizes.
    #[error("a tree of `{old}` leaves is not the beginning of one of `{new}`")]
    Sizes {
        /// Of the older tree.
        old: u64,
        /// Of the newer tree.
        new: u64,
    },
    /// The hashes do not lead from the leaf to the root.
    #[error("the proof does not lead from the entry to the root of the tree")]
    Inclusion,
    /// The hashes do not lead from the old root to the new one.
    #[error("the newer tree does not begin with the older one")]
    Consistency,
}

/// Why a file or a message cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// It is longer than anything of its kind.
    #[error("`{length}` bytes are more than the `{most}` that are read")]
    TooLong {
        /// How long it is.
        length: usize,
        /// How long it may be.
        most: usize,
    },
    /// It is no text.
    #[error("byte `{place}` is not UTF-8\nhint: is this the file that was given out?")]
    NotText {
        /// The first byte that is not, from 0.
        place: usize,
    },
    /// A line is not what should stand there.
    #[error("line {line}: expected {expected}, found `{found}`")]
    Line {
        /// The line, from 1.
        line: usize,
        /// What should stand there.
        expected: &'static str,
        /// What does.
        found: Excerpt,
    },
    /// The file ends too early.
    #[error("line {line}: expected {expected}, found the end of the file")]
    End {
        /// The line, from 1.
        line: usize,
        /// What should stand there.
        expected: &'static str,
    },
}

/// The beginning of what was found, for an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt(String);

impl Excerpt {
    const LENGTH: usize = 60;

    pub(crate) fn of(words: &str) -> Self {
        let mut start: String = words.chars().take(Self::LENGTH).collect();
        if start.len() < words.len() {
            start.push('…');
        }
        Self(start)
    }
}

impl fmt::Display for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.0.chars();
        let shown = shown.map(|each| if each.is_control() { '\u{FFFD}' } else { each });
        f.write_str(&shown.collect::<String>())
    }
}

/// Why what was read is not to be trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Distrust {
    /// It cannot be read.
    #[error(transparent)]
    Unread(#[from] ReadError),
    /// A signature of a key that is known is not over this text.
    #[error("the signature of `{name}` is not over this text\nhint: one of the two was changed")]
    Signature {
        /// Whose key it is.
        name: String,
    },
    /// Not all have signed who had to.
    #[error(
        "not signed as the policy asks: `{missing}`\nhint: ask for a copy that they have signed"
    )]
    Quorum {
        /// Who, or which group, is missing.
        missing: String,
    },
    /// It tells of another log.
    #[error("expected the log `{expected}`, found `{found}`")]
    Origin {
        /// The log that is known.
        expected: String,
        /// The log that it tells of.
        found: String,
    },
    /// A proof does not hold.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// The words are not those of which the entry tells.
    #[error(
        "the text is not the one that the entry tells of: its root is `{found}`, not `{expected}`"
    )]
    Words {
        /// What the entry tells.
        expected: String,
        /// What the words come to.
        found: String,
    },
    /// Two histories were shown: there is proof that the log was not kept honestly.
    #[error(
        "two histories of `{origin}`: at `{size}` leaves the roots `{one}` and `{other}` were shown"
    )]
    TwoHistories {
        /// The log.
        origin: String,
        /// The size at which they differ.
        size: u64,
        /// A root.
        one: String,
        /// The other root.
        other: String,
    },
}
