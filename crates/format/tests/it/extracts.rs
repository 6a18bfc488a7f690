//! The extracts of a case: each audience's own file of it, without a word that it may not know.

use crate::canaries::{canaries, seats, seats_of};
use crate::cases::{CASES, read};
use format::case_file;

#[test]
fn the_extract_for_a_seat_holds_none_of_the_words_that_it_may_not_see() {
    let case = read("fjord");
    let canaries = canaries();
    for (name, seat) in seats() {
        let text = case_file::write(&case.seen_from(seat).extract());
        for canary in &canaries {
            let may = canary.seats.contains(&name);
            assert!(
                may || !text.contains(&canary.word),
                "{} in {name}'s",
                canary.item
            );
        }
    }
}

#[test]
fn the_extract_for_a_seat_reads_back_without_a_fault_as_the_same_extract() {
    for case in CASES {
        let whole = read(case);
        for (name, seat) in seats_of(&whole) {
            let text = case_file::write(&whole.seen_from(seat.clone()).extract());
            match case_file::read_extract(&[("case.yaml", text.as_bytes())]) {
                Ok(again) => {
                    let same = case_file::write(&again.seen_from(seat).extract());
                    assert_eq!(same, text, "{name} in {case}");
                }
                Err(faults) => panic!("{name} in {case}: {faults}"),
            }
        }
    }
}
