//! Any bytes as IATI activities: read or refused, and what is read is written and read again.
#![no_main]

use disclosure::Seat;
use format::iati;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    if let Ok(found) = iati::read("activities.xml", input) {
        let day = found.case.funding.len();
        assert!(day <= input.len(), "a line takes more than a byte");
        let view = found.case.seen_from(Seat::Mediator);
        let _ = format::case_file::write_funding(&found.case);
        let out = iati::write(&view, jiff::civil::Date::constant(2031, 1, 1));
        if out.text.contains("<iati-activity ") {
            let again = iati::read("again.xml", out.text.as_bytes());
            assert!(again.is_ok(), "{}", again.err().map(|e| e.to_string()).unwrap_or_default());
        }
    }
});
