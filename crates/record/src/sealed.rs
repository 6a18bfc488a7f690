//! A salted commitment: it binds to a content without telling it, and means nothing once the salt
//! is destroyed.

use crate::{Hash, base64};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;
use zeroize::Zeroizing;

/// What is mixed in so that a content cannot be guessed from its commitment. It is destroyed
/// together with the content.
pub struct Salt(Zeroizing<[u8; Self::LENGTH]>);

impl Salt {
    /// How many bytes a salt has.
    pub const LENGTH: usize = 32;

    /// A salt of these bytes, which come from chance.
    #[must_use]
    pub fn of_bytes(bytes: [u8; Self::LENGTH]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes, to be kept beside the content and as well guarded.
    #[must_use]
    pub fn bytes(&self) -> &[u8; Self::LENGTH] {
        &self.0
    }
}

/// What is logged in place of a content.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Commitment([u8; Hash::LENGTH]);

impl Commitment {
    /// The commitment to a content under a salt.
    #[must_use]
    pub fn to(content: &[u8], salt: &Salt) -> Self {
        // A key of any length is one for HMAC, so there is no other case.
        let mac = Hmac::<Sha256>::new_from_slice(salt.bytes());
        let commitment = mac.map(|mac| {
            let mac = mac.chain_update(b"shuttle-sealed/v1\0");
            mac.chain_update(content).finalize().into_bytes().into()
        });
        Self(commitment.unwrap_or_default())
    }

    /// The bytes.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; Hash::LENGTH] {
        &self.0
    }

    pub(crate) fn of_words(words: &str) -> Option<Self> {
        Some(Self(base64::read(words)?.try_into().ok()?))
    }
}

impl fmt::Display for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64::written(&self.0))
    }
}

impl fmt::Debug for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
