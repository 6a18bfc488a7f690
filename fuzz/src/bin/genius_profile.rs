//! One GENIUS profile alone, as bytes: whatever they are, a scenario or a fault.

#![no_main]

use format::folder::Folder;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let folder = Folder::of([("profile.xml".to_owned(), input.to_vec())]);
    if let Ok(loaded) = format::genius::read(&folder) {
        fuzz::holds(&loaded);
    }
});
