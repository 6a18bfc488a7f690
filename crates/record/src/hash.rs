//! Hashes of the Merkle tree (RFC 6962, section 2.1), and their written form.

use crate::base64;
use sha2::{Digest, Sha256};
use std::fmt;

/// A SHA-256 hash of a leaf, of a node, or of a whole tree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; Self::LENGTH]);

impl Hash {
    /// How many bytes a hash has.
    pub const LENGTH: usize = 32;

    /// A hash of these bytes.
    #[must_use]
    pub const fn of_bytes(bytes: [u8; Self::LENGTH]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; Self::LENGTH] {
        &self.0
    }

    /// The root of a tree without leaves.
    #[must_use]
    pub fn of_nothing() -> Self {
        Self(Sha256::digest([]).into())
    }

    /// The hash of a leaf with this entry.
    #[must_use]
    pub fn of_leaf(entry: &[u8]) -> Self {
        let mut digest = Sha256::new_with_prefix([0]);
        digest.update(entry);
        Self(digest.finalize().into())
    }

    /// The hash of a node above two others.
    #[must_use]
    pub fn of_node(left: &Self, right: &Self) -> Self {
        let mut under = [1; 1 + 2 * Self::LENGTH];
        let (_, both) = under.split_at_mut(1);
        let (first, second) = both.split_at_mut(Self::LENGTH);
        first.copy_from_slice(&left.0);
        second.copy_from_slice(&right.0);
        Self(Sha256::digest(under).into())
    }

    /// A hash as it is written: 44 characters of base64, and no other form of them.
    #[must_use]
    pub fn of_words(words: &str) -> Option<Self> {
        let bytes = base64::read(words)?;
        Some(Self(bytes.try_into().ok()?))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64::written(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_of_nothing_is_the_hash_of_no_bytes() {
        let written = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(Hash::of_nothing().to_string(), written);
        assert_eq!(Hash::of_words(written), Some(Hash::of_nothing()));
    }

    #[test]
    fn a_hash_is_read_in_one_written_form_only() {
        let loose = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=";
        let bare = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU";
        let spaced = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU= ";
        for words in [loose, bare, spaced, "", "AAAA"] {
            assert_eq!(Hash::of_words(words), None, "{words}");
        }
    }
}
