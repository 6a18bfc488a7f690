//! A veil: words that stand in an address and tell nothing there but how long they are. Only the
//! session they were written in reads them again, and when it is over nobody does.
//!
//! Invariant: the same words for the same use are written alike, so that a page that was looked at
//! keeps its address; what was written for one use, or in another session, is not read.

use crate::key::{Key, Purpose};
use crate::{StoreError, Token};
use base64ct::{Base64UrlUnpadded, Encoding};

/// What writes and reads the words of one session.
#[derive(Clone)]
pub struct Veil(Key);

impl Veil {
    /// The veil of the session that a token opens.
    ///
    /// # Errors
    ///
    /// If no key can be derived.
    pub fn of(token: &Token) -> Result<Self, StoreError> {
        token.key("veil").map(Self)
    }

    /// The words, as an address may hold them.
    ///
    /// # Errors
    ///
    /// If they are too long.
    pub fn written(&self, what_for: &str, words: &str) -> Result<String, StoreError> {
        let place = place(what_for);
        let sealed = self.0.seal_alike(&place, words.as_bytes())?;
        Ok(Base64UrlUnpadded::encode_string(&sealed))
    }

    /// The words of an address; nothing if they were not written here for this use.
    #[must_use]
    pub fn read(&self, what_for: &str, written: &str) -> Option<String> {
        let opened = self.0.open(&place(what_for), &bytes(written)?)?;
        String::from_utf8(opened.to_vec()).ok()
    }
}

fn place(what_for: &str) -> Purpose {
    Purpose::of(&[b"onetext/veil/1", what_for.as_bytes()])
}

/// The bytes of their letters, and of no other way to write them.
fn bytes(written: &str) -> Option<Vec<u8>> {
    let bytes = Base64UrlUnpadded::decode_vec(written).ok()?;
    (Base64UrlUnpadded::encode_string(&bytes) == written).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_in_their_session_and_for_their_use_alone() {
        let token = Token::fresh().unwrap();
        let veil = Veil::of(&token).unwrap();
        let written = veil.written("package", "2.2.0").unwrap();
        let again = Veil::of(&token).unwrap();
        assert_eq!(again.written("package", "2.2.0").unwrap(), written);
        assert_eq!(again.read("package", &written).unwrap(), "2.2.0");
        assert_eq!(again.read("moves", &written), None);
        let other = Veil::of(&Token::fresh().unwrap()).unwrap();
        assert_eq!(other.read("package", &written), None);
        assert_ne!(
            veil.written("package", "2.2.1").unwrap()[..32],
            written[..32]
        );
        for broken in ["", "A", "2.2.0", &written[1..], &format!("{written}A")] {
            assert_eq!(veil.read("package", broken), None, "{broken}");
        }
    }

    #[test]
    fn words_of_any_length_are_read_from_letters_that_an_address_holds_as_they_are() {
        let veil = Veil::of(&Token::fresh().unwrap()).unwrap();
        for length in 0..50 {
            let words = "é".repeat(length);
            let written = veil.written("moves", &words).unwrap();
            let fits = |b: u8| b.is_ascii_alphanumeric() || b"-_".contains(&b);
            assert!(written.bytes().all(fits), "{written}");
            assert_eq!(veil.read("moves", &written).unwrap(), words);
        }
    }

    #[test]
    fn bytes_are_written_in_one_way_alone() {
        assert_eq!(bytes("AQ").unwrap(), [1]);
        for other in ["AR", "AQ==", "AQ ", "A", "+/8", "A\n"] {
            assert_eq!(bytes(other), None, "{other}");
        }
    }
}
