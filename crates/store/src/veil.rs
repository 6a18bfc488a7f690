//! A veil: words that stand in an address and tell nothing there. Only the session they were
//! written in reads them again, and when it is over nobody does.
//!
//! Invariant: the same words for the same use are written alike, so that a page that was looked at
//! keeps its address; what was written for one use, or in another session, is not read.

use crate::key::{Key, Purpose};
use crate::{StoreError, Token};

/// The letters that six bits are written with; all of them stand in an address as they are.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

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
        Ok(letters(&self.0.seal_alike(&place, words.as_bytes())?))
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

fn letters(bytes: &[u8]) -> String {
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let bits = three
            .iter()
            .fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - three.len()));
        let shifts = [18, 12, 6, 0].into_iter().take(three.len() + 1);
        let found =
            shifts.filter_map(|shift| LETTERS.get(usize::try_from(bits >> shift & 63).ok()?));
        out.extend(found.map(|letter| char::from(*letter)));
    }
    out
}

/// The bytes of their letters, and of no other way to write them.
fn bytes(written: &str) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    for four in written.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for letter in four {
            let place = LETTERS.iter().position(|each| each == letter)?;
            bits = bits << 6 | u32::try_from(place).ok()?;
        }
        let bits = bits << (6 * (4 - four.len()));
        let [_, three @ ..] = bits.to_be_bytes();
        let whole = four.len().checked_sub(1)?;
        out.extend(three.iter().take(whole));
    }
    (letters(&out) == written).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn bytes_are_read_from_their_letters(given in proptest::collection::vec(any::<u8>(), 0..50)) {
            let written = letters(&given);
            prop_assert!(written.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)));
            prop_assert_eq!(bytes(&written), Some(given));
        }
    }
}
