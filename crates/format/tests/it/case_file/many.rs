//! Very many commitments: read whole, or refused with their first faults.

use super::{HEAD, read};
use disclosure::Seat;
use std::fmt::Write as _;

/// As many commitments, each as the line says.
fn commitments(count: u32, line: impl Fn(u32) -> String) -> String {
    let mut text = format!("{HEAD}commitments:\n");
    for number in 0..count {
        writeln!(text, "  c{number}: {{{}}}", line(number)).unwrap();
    }
    text
}

#[test]
fn a_hundred_thousand_commitments_in_one_chain_are_read_whole() {
    let mut text = commitments(100_000, |n| {
        format!("title: T{n}, owner: north, beneficiaries: [south], worth: {{north: -1}}")
    });
    text += "linkages:\n";
    for number in 1..100_000 {
        let before = number - 1;
        let needs = format!("{{act: c{number}, first: c{before}}}");
        writeln!(text, "  - {{id: k{number}, requires: {needs}}}").unwrap();
    }
    let case = read(&text).unwrap_or_else(|faults| panic!("{faults}"));
    let view = case.seen_from(Seat::Mediator);
    assert_eq!(view.commitments().count(), 100_000);
    assert_eq!(view.linkages().count(), 99_999);
}

#[test]
fn of_a_hundred_thousand_wrong_commitments_the_first_are_shown_and_all_are_counted() {
    let text = commitments(100_000, |n| format!("title: T{n}, owner: nobody"));
    let faults = read(&text).err().unwrap();
    assert_eq!((faults.all().len(), faults.more()), (500, 99_500));
}
