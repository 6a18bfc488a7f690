//! What a witness is asked: whatever the bytes, a request that is written again byte for byte, or a
//! fault. A witness that cosigns remembers what it has cosigned, and one that does not, nothing.

#![no_main]

use libfuzzer_sys::fuzz_target;
use record::{SignerKey, Witness, WitnessRequest};
use std::sync::LazyLock;

static KEYS: LazyLock<(SignerKey, SignerKey)> =
    LazyLock::new(|| (fuzz::paper::log(), fuzz::paper::witness()));

fuzz_target!(|input: &[u8]| {
    let Ok(request) = WitnessRequest::read(input) else {
        return;
    };
    assert_eq!(
        request.to_string().as_bytes(),
        input,
        "a request was read loosely"
    );
    let (log, key) = &*KEYS;
    let mut witness = Witness::default();
    witness.watch(log.verifier().clone(), None);
    let cosigned = witness.add(&request, key, 1_700_000_000);
    let seen = witness.seen(log.verifier().name());
    assert_eq!(cosigned.is_ok(), seen.is_some());
});
