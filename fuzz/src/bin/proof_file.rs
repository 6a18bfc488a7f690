//! Proofs that an entry is in a log: whatever the bytes, one that is written again byte for byte,
//! or a fault; checking it ends.

#![no_main]

use libfuzzer_sys::fuzz_target;
use record::{Policy, ProofFile};
use std::sync::LazyLock;

static POLICY: LazyLock<Policy> = LazyLock::new(fuzz::paper::policy);

fuzz_target!(|input: &[u8]| {
    if let Ok(proof) = ProofFile::read(input) {
        assert_eq!(
            proof.to_string().as_bytes(),
            input,
            "a proof was read loosely"
        );
        let _ = proof.verify(b"entry", &POLICY);
    }
});
