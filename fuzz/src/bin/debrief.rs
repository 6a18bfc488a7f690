//! The short lines of a debrief: whatever the words, what they become in a party's room, or why
//! they are not clear.

#![no_main]

use case::Case;
use disclosure::Seat;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static CASE: LazyLock<Case> = LazyLock::new(|| {
    let file: &[u8] = include_bytes!("../../seeds/case_file/full");
    match format::case_file::read(&[("case.yaml", file)]) {
        Ok(case) => case,
        Err(faults) => panic!("{faults}"),
    }
});

fuzz_target!(|input: &str| {
    let _ = proceedings::debrief::parse(input, &CASE.seen_from(Seat::Mediator));
});
