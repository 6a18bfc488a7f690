//! Case files: whatever the bytes, a case that comes back as it was written, or faults.

#![no_main]

use format::case_file::{read, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    if let Ok(case) = read(&[("case.yaml", input)]) {
        let written = write(&case);
        let Ok(again) = read(&[("case.yaml", written.as_bytes())]) else {
            panic!("what was written has faults:\n{written}");
        };
        assert_eq!(write(&again), written);
    }
});
