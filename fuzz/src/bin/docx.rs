//! Documents from outside: whatever the bytes, words or a fault; what was taken as an edit of a
//! paper is applied to its text, or nothing is proposed.

#![no_main]

use case::{CaseId, Language, Wording};
use document::{Holders, Kind, Paper, edits, in_turn, loose, pared};
use libfuzzer_sys::fuzz_target;
use text::{Print, pasted};

fuzz_target!(|input: &[u8]| {
    let _ = loose(input, Kind::Docx);
    let Some(paper) = paper() else { return };
    if let Ok(found) = edits(&paper, input, "salt") {
        let again = pared(input).expect("what was read can be pared");
        let again = edits(&paper, &again, "salt");
        assert_eq!(again.as_ref(), Ok(&found), "what was pared is read again");
        let proposals = found.placed.into_iter().map(|placed| placed.proposal);
        let proposals: Vec<_> = proposals.collect();
        for proposal in &proposals {
            let alone = proposal.applied(&paper.text);
            assert!(alone.is_ok(), "each change fits alone: {alone:?}");
        }
        let mut text = paper.text.clone();
        for proposal in in_turn(proposals) {
            let next = proposal.applied(&text);
            text = next.expect("the changes fit one after another");
        }
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
