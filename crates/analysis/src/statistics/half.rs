//! Half tables: what every choice on some of the brackets is worth to each party.
#![expect(
    clippy::indexing_slicing,
    reason = "kernel: a row of scores is as long as its bracket has options"
)]

use super::linkage::Linkages;
use problem::{BracketIx, Problem};
use std::collections::BTreeMap;

/// One half of the brackets.
pub(super) struct Half {
    /// The halves of packages, by what they match.
    pub(super) groups: Vec<Group>,
}

/// Halves of packages that match the same patterns, as far as they go.
pub(super) struct Group {
    /// The patterns that they do not rule out, as bits.
    pub(super) matched: Vec<u64>,
    /// What they are worth, party by party.
    pub(super) columns: Vec<Column>,
    size: usize,
}

/// What the halves of a group are worth to one party.
pub(super) struct Column {
    /// Half by half: all columns of a group have one order.
    pub(super) scores: Vec<i64>,
    /// In ascending order.
    pub(super) sorted: Vec<i64>,
    pub(super) sum: i128,
}

/// The halves of a problem, the second as large as the first or nearly; `None` if one of them
/// would hold more than so many.
pub(super) fn split(
    problem: &Problem,
    linkages: &Linkages,
    entries_max: u64,
) -> Option<(Half, Half)> {
    let brackets: Vec<BracketIx> = problem.sizes().ids().collect();
    let size = |part: &[BracketIx]| {
        let sizes = part.iter().filter_map(|b| problem.sizes().get(*b));
        sizes.fold(1_u64, |all, size| all.saturating_mul(u64::from(*size)))
    };
    let larger = |at: &usize| size(&brackets[..*at]).max(size(&brackets[*at..]));
    let at = (0..=brackets.len()).min_by_key(larger)?;
    if larger(&at) > entries_max.min(ENTRIES_MAX) {
        return None;
    }
    let (front, back) = brackets.split_at(at);
    Some((
        Half::of(problem, linkages, front),
        Half::of(problem, linkages, back),
    ))
}

/// A half table has at most this many rows: with ten parties some 300 MB.
const ENTRIES_MAX: u64 = 1 << 21;

impl Half {
    fn of(problem: &Problem, linkages: &Linkages, brackets: &[BracketIx]) -> Self {
        let mut columns = vec![vec![0_i64]; problem.stances().len()];
        let mut matched = vec![linkages.anything()];
        for bracket in brackets {
            for (column, stance) in columns.iter_mut().zip(problem.stances().rows()) {
                let options = stance.scores.get(*bracket).map_or(&[][..], Vec::as_slice);
                let sums = |sum: &i64| {
                    let sum = *sum;
                    options.iter().map(move |score| sum + score.get())
                };
                *column = column.iter().flat_map(sums).collect();
            }
            let admit = linkages.admit(*bracket);
            let both = |row: &Vec<u64>, mask: &Vec<u64>| linkages.truth(row, mask);
            let next = matched.iter();
            matched = next
                .flat_map(|row| admit.iter().map(move |mask| both(row, mask)))
                .collect();
        }
        Self {
            groups: grouped(columns, matched),
        }
    }

    /// How many halves there are.
    pub(super) fn len(&self) -> usize {
        self.groups.iter().map(Group::len).sum()
    }
}

impl Group {
    fn new(matched: Vec<u64>, columns: Vec<Vec<i64>>, size: usize) -> Self {
        Self {
            matched,
            columns: columns.into_iter().map(Column::new).collect(),
            size,
        }
    }

    pub(super) const fn len(&self) -> usize {
        self.size
    }
}

impl Column {
    fn new(scores: Vec<i64>) -> Self {
        let mut sorted = scores.clone();
        sorted.sort_unstable();
        Self {
            sum: scores.iter().map(|score| i128::from(*score)).sum(),
            scores,
            sorted,
        }
    }

    pub(super) fn least(&self) -> i64 {
        self.sorted.first().copied().unwrap_or(0)
    }

    pub(super) fn most(&self) -> i64 {
        self.sorted.last().copied().unwrap_or(0)
    }
}

fn grouped(columns: Vec<Vec<i64>>, matched: Vec<Vec<u64>>) -> Vec<Group> {
    let size = matched.len();
    if matched.iter().all(Vec::is_empty) {
        return vec![Group::new(vec![], columns, size)];
    }
    let mut members: BTreeMap<Vec<u64>, Vec<usize>> = BTreeMap::new();
    for (row, matched) in matched.into_iter().enumerate() {
        members.entry(matched).or_default().push(row);
    }
    let pick = |rows: &[usize]| {
        let of = |column: &Vec<i64>| rows.iter().map(|row| column[*row]).collect();
        columns.iter().map(of).collect()
    };
    members
        .into_iter()
        .map(|(matched, rows)| Group::new(matched, pick(&rows), rows.len()))
        .collect()
}
