//! The first text of every case that ships: made for every seat, and the same after print and
//! paste.

use crate::canaries::seats_of;
use crate::cases::{CASES, read};
use text::{DraftNo, Holds, Piece, Print, Text, pasted};

#[test]
fn every_case_that_ships_makes_a_text_that_prints_and_pastes_again() {
    for name in CASES {
        let case = read(name);
        for (seat_name, seat) in seats_of(&case) {
            let text = Text::of_points(&case.seen_from(seat)).unwrap();
            for language in text.languages() {
                let printed = text.printed(language, Print::Bracketed);
                let again = pasted(&printed, language).unwrap();
                let place = format!("{name} for {seat_name} in {language}");
                assert_eq!(
                    again.printed(language, Print::Bracketed),
                    printed,
                    "{place}"
                );
                assert_eq!(again.points().len(), text.points().len(), "{place}");
            }
        }
    }
}

#[test]
fn the_first_text_says_no_more_of_a_bracket_than_the_seat_may_know() {
    let case = read("fjord");
    for (name, seat) in seats_of(&case) {
        let view = case.seen_from(seat);
        let text = Text::of_points(&view).unwrap();
        let holds = Holds::of_points(&view, DraftNo::new(1));
        let known: usize = view
            .points()
            .flat_map(|point| view.brackets(point.item).collect::<Vec<_>>())
            .map(|bracket| view.choices(bracket.item).count())
            .sum();
        let pieces = text.points().iter().flat_map(|point| {
            let languages = text.languages();
            point.pieces(languages.first().unwrap(), &holds)
        });
        let shown: usize = pieces
            .map(|piece| match piece {
                Piece::Open { options, .. } => options.len(),
                Piece::Words(_) | Piece::Settled { .. } => 0,
            })
            .sum();
        assert_eq!(shown, known, "{name}");
        let holders = holds.all().map(|hold| &hold.party);
        let parties: Vec<_> = view.parties().map(|party| &party.item.id).collect();
        assert!(
            holders.into_iter().all(|holder| parties.contains(&holder)),
            "{name}"
        );
    }
}
