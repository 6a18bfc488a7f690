//! GENIUS domains and profiles: whatever the bytes, a scenario or a fault, and the scenario poses.

#![no_main]

use format::scenario::Reading;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    if let Ok(loaded) = format::genius::read(&fuzz::folder(input, "domain.xml")) {
        for reading in Reading::ALL {
            let _ = loaded.scenario.pose(reading);
        }
    }
});
