//! NegMAS folders in JSON: whatever the bytes, a scenario or a fault.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    if let Ok(loaded) = format::negmas::read(&fuzz::folder(input, "party.json")) {
        fuzz::holds(&loaded);
    }
});
