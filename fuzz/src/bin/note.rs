//! Signed notes: whatever the bytes, a note that is written again byte for byte, or a fault.

#![no_main]

use libfuzzer_sys::fuzz_target;
use record::{Checkpoint, Note, VerifierKey};
use std::sync::LazyLock;

static KNOWN: LazyLock<[VerifierKey; 2]> = LazyLock::new(fuzz::paper::known);

fuzz_target!(|input: &[u8]| {
    let Ok(note) = Note::read(input) else {
        return;
    };
    assert_eq!(
        note.to_string().as_bytes(),
        input,
        "a note was read loosely"
    );
    let _ = note.signers(KNOWN.as_slice());
    let _ = Checkpoint::of_note(&note, &KNOWN[0]);
});
