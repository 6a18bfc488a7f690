//! Drafts that are pasted: whatever the words, a text whose printed words have a place in one, or a
//! fault; canonical words stay canonical, in the text and in the record.

#![no_main]

use case::Language;
use libfuzzer_sys::fuzz_target;
use text::{Print, pasted};

fuzz_target!(|input: &str| {
    let english = Language::english();
    if let Ok(text) = pasted(input, &english) {
        for point in text.points() {
            let words = point.printed_words(&english, Print::Bracketed);
            assert!(text::canonical(&words).is_ok(), "words that have no place");
        }
    }
    if let Ok(words) = text::canonical(input) {
        assert_eq!(text::canonical(&words).as_ref(), Ok(&words));
        let recorded = record::canonical(&words).expect("canonical in the text");
        assert_eq!(recorded.trim_end_matches('\n'), words);
    }
});
