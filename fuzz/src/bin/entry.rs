//! Entries of a log: whatever the bytes, one that is written again byte for byte, or a fault.

#![no_main]

use libfuzzer_sys::fuzz_target;
use record::Entry;

fuzz_target!(|input: &[u8]| {
    if let Ok(entry) = Entry::read(input) {
        assert_eq!(
            entry.to_string().as_bytes(),
            input,
            "an entry was read loosely"
        );
    }
});
