//! JSON of nouns that another library defines: they know their own form, and the room that uses
//! them keeps or sends it without looking inside.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The noun as JSON; nothing if it cannot be written.
#[must_use]
pub fn write(noun: &impl Serialize) -> Option<String> {
    serde_json::to_string(noun).ok()
}

/// The noun of this JSON; nothing if it is none.
#[must_use]
pub fn read<T: DeserializeOwned>(json: &[u8]) -> Option<T> {
    serde_json::from_slice(json).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noun_is_read_from_what_it_was_written_as_and_from_nothing_else() {
        let noun = ("berths".to_owned(), vec![1_u8, 2]);
        let json = write(&noun).unwrap();
        assert_eq!(read(json.as_bytes()), Some(noun));
        assert_eq!(read::<(String, Vec<u8>)>(b"[1, 2]"), None);
    }
}
