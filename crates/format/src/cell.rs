//! A cell of a table in comma-separated values.
//!
//! Source: RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe,
//! and so does one that begins with an apostrophe by itself.

/// What makes a spreadsheet take a cell for a formula, and what guards from it.
const FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];

/// A cell as it is written.
pub(crate) fn quoted(text: &str) -> String {
    let guard = if text.starts_with(FORMULA) { "'" } else { "" };
    if guard.is_empty() && !text.contains(['"', ',', '\r', '\n']) {
        return text.to_owned();
    }
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// A cell without the apostrophe that guards it.
pub(crate) fn bare(cell: String) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(FORMULA) => rest.to_owned(),
        Some(_) | None => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be_and_are_no_formulas() {
        let cases = [
            ("plain words", "plain words"),
            ("North's boats", "North's boats"),
            ("a, b", "\"a, b\""),
            ("the \"old\" line", "\"the \"\"old\"\" line\""),
            ("=1+1", "\"'=1+1\""),
            ("\r@x", "\"'\r@x\""),
            ("'quoted", "\"''quoted\""),
            ("two\nlines", "\"two\nlines\""),
        ];
        for (text, expected) in cases {
            assert_eq!(quoted(text), expected);
        }
        for text in ["=1+1", "'quoted", "North's", "\tx"] {
            let guarded = if text.starts_with(FORMULA) {
                format!("'{text}")
            } else {
                text.to_owned()
            };
            assert_eq!(bare(guarded), text);
        }
    }
}
