//! Gaps in the numbers of the points.

use super::{FindingKind, Report};
use crate::Text;

/// Where the numbers of the points leave one out, or go back.
pub(super) fn reports(text: &Text) -> Vec<Report> {
    let numbers = text.points().iter().filter_map(|point| point.number());
    let (mut reports, mut last) = (Vec::new(), 0);
    for number in numbers {
        let what = match number.checked_sub(last) {
            Some(1) => None,
            Some(2) => Some(format!("There is no point {}.", number - 1)),
            Some(_) => Some(format!(
                "There are no points {} to {}.",
                last + 1,
                number - 1
            )),
            None => Some(format!("Point {number} stands behind point {last}.")),
        };
        reports.extend(what.map(|what| Report {
            kind: FindingKind::Numbering,
            at: None,
            what,
            settles: None,
            points: Vec::new(),
        }));
        last = number.max(last);
    }
    reports
}
