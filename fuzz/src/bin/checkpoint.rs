//! The text of a checkpoint: whatever it is, one that reads as it is written, or a fault.

#![no_main]

use libfuzzer_sys::fuzz_target;
use record::Checkpoint;

fuzz_target!(|input: &str| {
    if let Ok(told) = Checkpoint::of_text(input) {
        let written = told.to_string();
        assert!(input.starts_with(&written), "a checkpoint was read loosely");
        assert_eq!(Checkpoint::of_text(&written), Ok(told));
    }
});
