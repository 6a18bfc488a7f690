//! Gaps in the numbers of the points, and numbers out of their order.

use super::{FindingKind, Report};
use crate::Text;
use std::collections::BTreeSet;

/// Where the numbers of the points leave one out, or go back.
pub(super) fn reports(text: &Text) -> Vec<Report> {
    let numbers = || text.points().iter().filter_map(|point| point.number());
    let all: BTreeSet<u32> = numbers().collect();
    let (mut reports, mut last) = (Vec::new(), 0);
    let mut report = |what| {
        reports.push(Report {
            kind: FindingKind::Numbering,
            at: None,
            what,
            settles: None,
            points: Vec::new(),
        });
    };
    for number in numbers() {
        if number <= last {
            report(format!("Point {number} stands behind point {last}."));
            continue;
        }
        for (from, to) in gaps(&all, last, number) {
            report(match from == to {
                true => format!("There is no point {from}."),
                false => format!("There are no points {from} to {to}."),
            });
        }
        last = number;
    }
    reports
}

/// The first and last of each row of numbers between two that no point has.
fn gaps(all: &BTreeSet<u32>, last: u32, number: u32) -> Vec<(u32, u32)> {
    let mut gaps = Vec::new();
    let mut from = last.saturating_add(1);
    for there in all.range(from..=number) {
        if from < *there {
            gaps.push((from, there - 1));
        }
        from = there.saturating_add(1);
    }
    gaps
}
