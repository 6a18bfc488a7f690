//! Any bytes as a table of signals: read or refused, and what is read comes back as the same table.
#![no_main]

use disclosure::Seat;
use format::signals_csv;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    if let Ok(found) = signals_csv::read(input) {
        let out = signals_csv::write(&found.case.seen_from(Seat::Mediator));
        let again = signals_csv::read(out.text.as_bytes()).expect("it reads what it wrote");
        let twice = signals_csv::write(&again.case.seen_from(Seat::Mediator));
        assert_eq!(out.text, twice.text);
    }
});
