//! A token: 256 random bits that open something, as a link or a cookie carries them.
//!
//! Invariant: a token is not kept, only a digest to find its row by; it cannot be printed by
//! accident.

#[cfg(test)]
use crate::chance;
use crate::key::{Key, Purpose, digest};
use crate::{Chance, StoreError};
use case::CaseId;
use disclosure::Audience;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// A secret in a link or a cookie.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Token([u8; 32]);

impl Token {
    /// A new random token for somebody of an audience.
    pub(crate) fn drawn(chance: &Chance, whose: (&CaseId, &Audience)) -> Result<Self, StoreError> {
        chance.next("token", whose).map(Self)
    }

    /// A new random token.
    #[cfg(test)]
    pub(crate) fn fresh() -> Result<Self, StoreError> {
        chance::bytes().map(Self)
    }

    /// The token that 64 hexadecimal digits stand for.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return None;
        }
        let mut token = Self([0; 32]);
        for (byte, pair) in token.0.iter_mut().zip(digits.chunks_exact(2)) {
            let [high, low] = pair else { return None };
            *byte = digit(*high)? << 4 | digit(*low)?;
        }
        Some(token)
    }

    /// As it is written into a link or a cookie: 64 hexadecimal digits.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        let digits = self.0.iter().map(|byte| format!("{byte:02x}"));
        Zeroizing::new(digits.collect())
    }

    /// What its row is found by.
    pub(crate) fn digest(&self, kind: &str) -> String {
        digest(&[b"onetext/token/1", kind.as_bytes(), &self.0])
    }

    /// The key it stands for.
    pub(crate) fn key(&self, kind: &str) -> Result<Key, StoreError> {
        let purpose = Purpose::of(&[b"onetext/token-key/1", kind.as_bytes()]);
        Key::derived(&self.0, &purpose)
    }
}

const fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_from_what_it_writes_and_from_nothing_else() {
        let token = Token::fresh().unwrap();
        let text = token.to_text();
        let again = Token::of_text(&text).unwrap();
        assert_eq!(again.to_text(), text);
        assert!(Token::of_text(&text.to_uppercase()).is_none() || *text == text.to_uppercase());
        assert!(Token::of_text(&text[1..]).is_none());
        assert!(Token::of_text(&format!("{}g", &text[1..])).is_none());
    }

    #[test]
    fn the_digest_and_the_key_depend_on_what_the_token_is_for() {
        let token = Token::fresh().unwrap();
        assert_ne!(token.digest("session"), token.digest("invitation"));
        let place = Purpose::of(&[]);
        let sealed = token.key("session").unwrap().seal(&place, b"x").unwrap();
        let other = token.key("invitation").unwrap();
        assert!(other.open(&place, &sealed).is_none());
    }
}
