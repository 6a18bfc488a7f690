//! Documents made to fill the memory or to take for ever: each is read within bounds, or refused.

use super::{asked, case_of};
use crate::zip::Package;
use crate::{Kind, Paper, ReadError, edits, loose};
use disclosure::Seat;
use text::Print;

/// A package with these parts.
pub(super) fn package(document: &str, numbering: &str) -> Vec<u8> {
    let mut package = Package::default();
    package.put("[Content_Types].xml", b"<Types/>");
    let body = format!("<w:document><w:body>{document}</w:body></w:document>");
    package.put("word/document.xml", body.as_bytes());
    package.put("word/numbering.xml", numbering.as_bytes());
    package.done()
}

/// A paragraph of the list `1`.
fn listed(words: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>{words}</w:t>\
         </w:r></w:p>"
    )
}

/// The list `1`, with such words around its numbers.
fn numbering(words: &str) -> String {
    format!(
        "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:lvlText \
         w:val=\"{words}\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId \
         w:val=\"0\"/></w:num></w:numbering>"
    )
}

#[test]
fn the_words_around_a_number_are_few() {
    let long = package(&listed("Fish"), &numbering(&"x".repeat(5_000)));
    let words = loose(&long, Kind::Docx).unwrap();
    assert_eq!(words, format!("\n{} Fish", "x".repeat(64)));
}

#[test]
fn numbers_before_paragraphs_count_as_words() {
    let numbering = numbering(&"x".repeat(60));
    let many = |count: usize| -> Vec<u8> {
        let words = (0..count).map(|at| listed(&(at * 7_919 % 10_007).to_string()));
        package(&words.collect::<String>(), &numbering)
    };
    let few = many(5_000);
    assert!(loose(&few, Kind::Docx).is_ok());
    let view = case_of("fjord");
    let view = view.seen_from(Seat::Public);
    let paper = Paper::of_case(&view, &asked(None, None, Print::Bracketed)).unwrap();
    assert_eq!(edits(&paper, &many(9_000)), Err(ReadError::TooLong));
}
