//! The implementation matrix as comma-separated values.
//!
//! Invariant: it holds the rows that the seat's own view gave, and nothing else.

use crate::cell::quoted;
use briefing::{MatrixRow, progress_words};

const HEAD: [&str; 13] = [
    "theme",
    "points",
    "commitment",
    "owner",
    "beneficiaries",
    "latest",
    "needs",
    "verifier",
    "status",
    "status in words",
    "reported",
    "by",
    "evidence",
];

/// The matrix with its head, a line for each commitment.
#[must_use]
pub fn write(rows: &[MatrixRow]) -> String {
    let mut out = HEAD.join(",") + "\r\n";
    for row in rows {
        let number = row.status.number().to_string();
        let reported = row
            .reported
            .map(|date| date.to_string())
            .unwrap_or_default();
        let cells = [
            row.theme.as_str(),
            &row.points,
            &row.commitment,
            &row.owner,
            &row.beneficiaries,
            &row.latest,
            &row.needs,
            &row.verifier,
            &number,
            progress_words(row.status),
            &reported,
            &row.by,
            &row.evidence,
        ];
        let cells: Vec<String> = cells.into_iter().map(quoted).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}
