//! Receipts: whatever the bytes, one that reads again as the same, or a fault; checking it ends.

#![no_main]

use libfuzzer_sys::fuzz_target;
use record::{Policy, Receipt};
use std::sync::LazyLock;

static POLICY: LazyLock<Policy> = LazyLock::new(fuzz::paper::policy);

fuzz_target!(|input: &[u8]| {
    let Ok(receipt) = Receipt::read(input) else {
        return;
    };
    let written = receipt.to_string();
    assert_eq!(written.as_bytes(), input, "a receipt was read loosely");
    let own = receipt.verify(None).is_ok();
    let known = receipt.verify(Some(&POLICY)).is_ok();
    let is_ours = receipt.log == *fuzz::paper::log().verifier();
    assert!(
        own || !(known && is_ours),
        "a policy believes more than the receipt tells"
    );
});
