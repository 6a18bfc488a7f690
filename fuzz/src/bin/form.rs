//! Forms as browsers send them: whatever the bytes, fields that read as the same when they are sent
//! again, or a fault.

#![no_main]

use format::form::fields;
use libfuzzer_sys::fuzz_target;
use std::fmt::Write as _;

const FIELDS_MAX: usize = 200;

fn sent_again(fields: &[(String, String)]) -> String {
    let mut out = String::new();
    for (name, value) in fields {
        for (mark, part) in [("&", name), ("=", value)] {
            out.push_str(mark);
            for byte in part.bytes() {
                let _ = write!(out, "%{byte:02x}");
            }
        }
    }
    out
}

fuzz_target!(|input: &[u8]| {
    if let Ok(read) = fields(input, FIELDS_MAX) {
        assert!(read.len() <= FIELDS_MAX, "more fields than are taken");
        assert_eq!(fields(sent_again(&read).as_bytes(), FIELDS_MAX), Ok(read));
    }
});
