//! What a witness has seen, as it keeps it: whatever the bytes, a witness that remembers the same
//! when it is written and read again, or a fault.

#![no_main]

use libfuzzer_sys::fuzz_target;
use record::Witness;

fuzz_target!(|input: &[u8]| {
    if let Ok(witness) = Witness::read(input) {
        let written = witness.to_string();
        let again = Witness::read(written.as_bytes());
        let again = again.expect("a witness reads what it wrote");
        assert_eq!(again.to_string(), written);
    }
});
