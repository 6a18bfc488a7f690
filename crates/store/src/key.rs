//! Keys, and what is sealed under them: XChaCha20-Poly1305 with a random nonce.
//!
//! Invariant: what was sealed for one place opens at no other, for the place is part of what is
//! authenticated; a key is wiped when it is let go and cannot be printed or compared.

use crate::StoreError;
use crate::chance;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

const NONCE: usize = 24;

/// A 256-bit key.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct Key([u8; 32]);

/// What something is sealed or derived for: its kind, then what tells it apart.
pub(crate) struct Purpose(Vec<u8>);

impl Purpose {
    pub(crate) fn of(parts: &[&[u8]]) -> Self {
        Self(joined(parts))
    }
}

impl Key {
    /// A new random key.
    #[cfg(test)]
    pub(crate) fn fresh() -> Result<Self, StoreError> {
        chance::bytes().map(Self)
    }

    pub(crate) const fn of_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub(crate) fn of_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub(crate) const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A key made from a secret that is itself random and long.
    pub(crate) fn derived(secret: &[u8; 32], purpose: &Purpose) -> Result<Self, StoreError> {
        let mut key = Self([0; 32]);
        Hkdf::<Sha256>::new(None, secret)
            .expand(&purpose.0, &mut key.0)
            .map_err(|_| StoreError::TooLarge)?;
        Ok(key)
    }

    /// The bytes, sealed for this place.
    pub(crate) fn seal(&self, place: &Purpose, bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
        self.seal_with(chance::bytes()?, (place, bytes))
    }

    /// The same, with a nonce that follows from the key, the place and the bytes: what is sealed
    /// twice is sealed alike, which tells whoever sees both that they are equal and no more.
    pub(crate) fn seal_alike(&self, place: &Purpose, bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
        let purpose = Purpose::of(&[b"onetext/nonce/1", &place.0, bytes]);
        let Self(drawn) = &Self::derived(&self.0, &purpose)?;
        let nonce = drawn.first_chunk::<NONCE>().ok_or(StoreError::TooLarge)?;
        self.seal_with(*nonce, (place, bytes))
    }

    fn seal_with(
        &self,
        nonce: [u8; NONCE],
        (place, bytes): (&Purpose, &[u8]),
    ) -> Result<Vec<u8>, StoreError> {
        let payload = Payload {
            msg: bytes,
            aad: &place.0,
        };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| StoreError::TooLarge)?;
        let mut out = nonce.to_vec();
        out.extend_from_slice(&sealed);
        Ok(out)
    }

    /// The bytes that were sealed for this place; nothing if they were not, or were changed.
    pub(crate) fn open(&self, place: &Purpose, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, body) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload {
            msg: body,
            aad: &place.0,
        };
        let opened = self.cipher().decrypt(&XNonce::from(*nonce), payload);
        opened.ok().map(Zeroizing::new)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.0.into())
    }
}

/// The parts with their lengths, so that no two places give the same bytes.
pub(crate) fn joined(parts: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::new();
    for part in parts {
        let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(part);
    }
    out
}

/// SHA-256 of the parts, in hexadecimal digits.
pub(crate) fn digest(parts: &[&[u8]]) -> String {
    let digest = Sha256::digest(joined(parts));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_for_one_place_opens_only_there_and_only_unchanged() {
        let key = Key::fresh().unwrap();
        let place = &Purpose::of(&[b"event", b"fjord", b"room-north"]);
        let mut sealed = key.seal(place, b"not above 40 000 t").unwrap();
        assert_eq!(&*key.open(place, &sealed).unwrap(), b"not above 40 000 t");
        let elsewhere = &Purpose::of(&[b"event", b"fjord", b"room-south"]);
        let shifted = &Purpose::of(&[b"event", b"fjordroom", b"-north"]);
        assert!(key.open(elsewhere, &sealed).is_none());
        assert!(key.open(shifted, &sealed).is_none());
        assert!(Key::fresh().unwrap().open(place, &sealed).is_none());
        for at in 0..sealed.len() {
            sealed[at] ^= 1;
            assert!(key.open(place, &sealed).is_none(), "byte {at}");
            sealed[at] ^= 1;
        }
        assert!(key.open(place, &sealed[..20]).is_none());
    }

    #[test]
    fn equal_bytes_are_sealed_differently_each_time() {
        let key = Key::fresh().unwrap();
        let place = Purpose::of(&[]);
        assert_ne!(
            key.seal(&place, b"x").unwrap(),
            key.seal(&place, b"x").unwrap()
        );
    }
}
