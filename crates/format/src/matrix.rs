//! The implementation matrix as comma-separated values.
//!
//! Source: RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe.

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
        let cells: Vec<String> = cells.into_iter().map(cell).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if is_formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', '"', '\n', '\r', '\'']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be_and_are_no_formulas() {
        let cases = [
            ("plain words", "plain words"),
            ("a, b", "\"a, b\""),
            ("the \"old\" line", "\"the \"\"old\"\" line\""),
            ("=1+1", "\"'=1+1\""),
            ("two\nlines", "\"two\nlines\""),
        ];
        for (text, expected) in cases {
            assert_eq!(cell(text), expected);
        }
    }
}
