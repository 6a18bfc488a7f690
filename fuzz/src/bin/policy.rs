//! Policy files: whatever the bytes, a policy or a fault; asking it of a note ends.

#![no_main]

use libfuzzer_sys::fuzz_target;
use record::{Hash, Note, Policy, SignatureLine, TreeHead};
use std::sync::LazyLock;

/// A checkpoint that the log of the seeds has signed, and its witness cosigned.
static NOTE: LazyLock<Note> = LazyLock::new(|| {
    let (log, witness) = (fuzz::paper::log(), fuzz::paper::witness());
    let head = TreeHead {
        size: 1,
        root: Hash::of_leaf(b"entry"),
    };
    let told = record::Checkpoint {
        origin: log.verifier().name().clone(),
        head,
    };
    let mut note = told.signed(&log).expect("the log signs for itself");
    let line = SignatureLine::of_witness(&witness, note.text(), 1_700_000_000);
    note.add(line);
    note
});

fuzz_target!(|input: &[u8]| {
    if let Ok(policy) = Policy::read(input) {
        assert!(policy.keys().next().is_some(), "a policy that knows no log");
        let _ = policy.check(&NOTE);
    }
});
