//! Any text as an article: every suggestion stands in it, and is found again.
#![no_main]

use format::article;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    let published = Some(jiff::civil::date(2031, 6, 1));
    if let Ok(found) = article::read(input, published) {
        for one in &found.suggestions {
            assert!(!one.words.trim().is_empty());
            let stands = input.get(one.span.start..one.span.end);
            assert!(stands.is_some_and(|stands| !stands.is_empty()));
        }
        let again = article::read(input, published).expect("it was read before");
        assert_eq!(found.suggestions.len(), again.suggestions.len());
    }
});
