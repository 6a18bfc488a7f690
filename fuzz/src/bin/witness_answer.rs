//! The line with which a witness answers, and the keys it is checked with: whatever the words, one
//! that is written again as it stood, or none.

#![no_main]

use libfuzzer_sys::fuzz_target;
use record::{SignatureLine, VerifierKey};

fuzz_target!(|input: &str| {
    if let Some(line) = SignatureLine::of_words(input) {
        assert_eq!(line.to_string(), input, "a signature was read loosely");
    }
    if let Some(key) = VerifierKey::of_words(input) {
        assert_eq!(key.to_string(), input, "a key was read loosely");
    }
});
