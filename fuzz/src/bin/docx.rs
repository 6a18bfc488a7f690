//! Documents from outside: whatever the bytes, words or a fault; what was taken as an edit of a
//! paper is applied to its text, or nothing is proposed.

#![no_main]

use case::{CaseId, Language, Wording};
use document::{Holders, Kind, Paper, edits, loose, pared};
use libfuzzer_sys::fuzz_target;
use text::{Print, pasted};

fuzz_target!(|input: &[u8]| {
    let _ = loose(input, Kind::Docx);
    let Some(paper) = paper() else { return };
    if let Ok(found) = edits(&paper, input) {
        for placed in found.placed {
            let _ = placed.proposal.applied(&paper.text);
        }
        let again = pared(input).expect("what was read can be pared");
        assert!(edits(&paper, &again).is_ok(), "what was pared is read again");
    }
});

/// A text of two points with a bracket.
fn paper() -> Option<Paper> {
    let language = Language::english();
    let draft = "1. Border\n\n    The old line.\n\n2. Fish\n\n    The quota is [30 | 40] boats.\n";
    Some(Paper {
        case: CaseId::new("fjord"),
        title: Wording::english("Talks"),
        reader: "for everybody".to_owned(),
        label: "Draft 1".to_owned(),
        day: None,
        text: pasted(draft, &language).ok()?,
        against: None,
        holders: Holders::default(),
        form: Print::Bracketed,
        language,
    })
}
