//! Conflicts from the file to the page: what each seat reads of what holds.

use crate::cases::read;
use briefing::{BriefingError, Detail, Question, prepare};
use case::Case;
use disclosure::{PartyId, Seat};
use format::case_file;
use problem::{Effort, Watch};

fn page(case: &Case, seat: Seat) -> Result<String, BriefingError> {
    let watch = Watch::new();
    let view = case.seen_from(seat);
    let briefing = prepare(&view, Question::Stability, &Effort::unbounded(&watch))?;
    Ok(briefing.to_text(100, Detail::Short))
}

fn delegation(party: &str) -> Seat {
    Seat::Delegation(PartyId::new(party))
}

/// Two sides that may keep an agreement or break it, with an order that South told in confidence.
fn keeping(south: &str) -> Case {
    let text = format!(
        "onetext: 1\n\
         case: {{id: keeping, title: Keeping}}\n\
         parties:\n  north: {{name: North, role: principal}}\n  south: {{name: South, role: principal}}\n\
         conflicts:\n  keeping:\n    title: Keeping it\n    options:\n\
         \x20     boats: {{party: north, title: Send boats}}\n\
         \x20     tax: {{party: south, title: Tax the catch}}\n\
         \x20   orders:\n\
         \x20     - {{party: north, given_by: party, release: public, statements: [{{left: [tax]}}]}}\n\
         \x20     - {{party: south, given_by: party, statements: {south}}}\n"
    );
    case_file::read(&[("case.yaml", text.as_bytes())]).unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn a_delegation_reads_the_same_whatever_the_other_side_told_in_confidence() {
    let (one, other) = (keeping("[{taken: [tax]}]"), keeping("[{left: [boats]}]"));
    for seat in [delegation("north"), Seat::Public] {
        let (one, other) = (page(&one, seat.clone()), page(&other, seat));
        assert_eq!(one, other);
        assert!(
            one.unwrap()
                .contains("what holds is not worked out on this page")
        );
    }
    for seat in [delegation("south"), Seat::Mediator] {
        assert_ne!(page(&one, seat.clone()), page(&other, seat));
    }
}

#[test]
fn elmira_holds_in_three_states_and_was_settled_by_two_parties_together() {
    let page = page(&read("elmira-1991"), Seat::Public).unwrap();
    let flat = page.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "5 of 9 states hold for all parties, 3 of them whatever the notion",
        "From state 5 (Delay; insist), Ministry of the Environment and Uniroyal together reach what \
         both like better: state 8 (Modify; accept; insist).",
        "The shortest course of moves is Ministry of the Environment to state 6 (Modify; delay; \
         insist), then Uniroyal to state 8 (Modify; accept; insist).",
    ] {
        assert!(flat.contains(words), "{words}\n{page}");
    }
}

#[test]
fn a_case_without_a_conflict_has_nothing_to_say_about_stability() {
    let found = page(&read("harbour-six"), Seat::Public);
    assert_eq!(found, Err(BriefingError::NothingToSay(Question::Stability)));
}
