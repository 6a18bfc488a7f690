//! Events as a store keeps them: whatever the bytes, an event that reads as the same when it is
//! written again, or a fault.

#![no_main]

use format::event::{read, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    if let Ok(event) = read(input) {
        let written = write(&event);
        let again = read(&written).expect("an event reads as it was written");
        assert_eq!(write(&again), written);
    }
});
