//! Base64 as signed notes write it: the standard alphabet with padding, in canonical form only.

use base64ct::{Base64, Encoding};

pub(crate) fn written(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

/// The bytes, if the words are the one way of writing them.
pub(crate) fn read(words: &str) -> Option<Vec<u8>> {
    let bytes = Base64::decode_vec(words).ok()?;
    (written(&bytes) == words).then_some(bytes)
}
