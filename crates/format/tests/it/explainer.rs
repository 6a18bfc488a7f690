//! The page that explains the talks to everybody.

use crate::cases::read;
use briefing::{BriefingError, Detail, Question, prepare};
use disclosure::{PartyId, Seat};
use problem::{Effort, Watch};

#[test]
fn an_explainer_is_made_of_the_publics_view_and_of_no_other() {
    let watch = Watch::new();
    let effort = Effort::unbounded(&watch);
    for case in [read("fjord"), read("miami-2025")] {
        let others = case.seen_from(Seat::Mediator);
        let others = others.parties().map(|seen| seen.item.id.clone());
        let others: Vec<PartyId> = others.collect();
        let seats = others.into_iter().flat_map(|party| {
            let of = [Seat::Delegation, Seat::Partner, Seat::Observer];
            of.map(|seat| seat(party.clone()))
        });
        for seat in seats.chain([Seat::Mediator]) {
            let refused = prepare(&case.seen_from(seat), Question::Explainer, &effort);
            assert_eq!(refused, Err(BriefingError::ForThePublic));
        }
        let public = case.seen_from(Seat::Public);
        let made = prepare(&public, Question::Explainer, &effort).unwrap();
        let words = made.to_text(100, Detail::Full);
        for point in public.points() {
            let title = point.item.title.in_language(&case::Language::english());
            let first = title.split_whitespace().next().unwrap();
            assert!(words.contains(first), "{title}");
        }
        assert!(words.contains("What these talks are"), "{words}");
    }
}
