//! GENIUS domains and profiles: whatever the bytes, a scenario or a fault.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    if let Ok(loaded) = format::genius::read(&fuzz::folder(input, "domain.xml")) {
        fuzz::holds(&loaded);
    }
});
