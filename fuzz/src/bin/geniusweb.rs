//! GeniusWeb domains and profiles: whatever the bytes, a scenario or a fault.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    if let Ok(loaded) = format::geniusweb::read(&fuzz::folder(input, "profile.json")) {
        fuzz::holds(&loaded);
    }
});
