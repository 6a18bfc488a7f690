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
    assert_eq!(edits(&paper, &many(9_000), "salt"), Err(ReadError::TooLong));
}

/// The points of the fjord, as everybody may know them.
fn public() -> Paper {
    let case = case_of("fjord");
    let view = case.seen_from(Seat::Public);
    Paper::of_case(&view, &asked(None, None, Print::Bracketed)).unwrap()
}

/// A heading with words behind it, by the name that Word gives its style.
fn headed(title: &str, words: &str) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Heading2\"/></w:pPr><w:r><w:t>{title}</w:t></w:r></w:p>\
         <w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
    )
}

/// A package whose style `Heading2` is a heading.
fn with_headings(document: &str) -> Vec<u8> {
    let mut package = Package::default();
    package.put("[Content_Types].xml", b"<Types/>");
    let body = format!("<w:document><w:body>{document}</w:body></w:document>");
    package.put("word/document.xml", body.as_bytes());
    let styles = "<w:styles><w:style w:styleId=\"Heading2\"><w:name w:val=\"heading 2\"/>\
                  </w:style></w:styles>";
    package.put("word/styles.xml", styles.as_bytes());
    package.done()
}

#[test]
fn a_document_with_more_headings_than_a_text_has_points_is_refused() {
    let many = |count: usize| {
        let all = (0..count).map(|at| headed(&format!("T{}", at * 7_919 % 10_007), "word"));
        with_headings(&all.collect::<String>())
    };
    let paper = public();
    let found = edits(&paper, &many(2_000), "salt").unwrap();
    let new = found.placed.iter();
    let new = new.filter(|placed| placed.found == crate::Finding::New);
    assert_eq!(new.count(), 2_000);
    let why = edits(&paper, &many(2_001), "salt").unwrap_err();
    assert_eq!(why, ReadError::TooMany { most: 2_000 });
    assert!(why.to_string().contains("\nhint: "));
}

#[test]
fn changes_without_a_place_are_listed_in_part_and_counted() {
    let line = |at: usize| {
        let words = format!("line {}", at * 7_919 % 10_007);
        format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
    };
    let lines: String = (0..900).map(line).collect();
    let found = edits(&public(), &with_headings(&lines), "salt").unwrap();
    assert_eq!(found.unplaced.len(), 500);
    let said = "400 more changes found no place and are not listed".to_owned();
    assert!(found.notes.contains(&said), "{:?}", found.notes);
}

#[test]
fn a_point_is_as_long_as_its_title_and_its_words() {
    let paper = public();
    let word = |at: usize| format!("w{} ", at * 7_919 % 10_007);
    let half: String = (0..4_500).map(word).collect();
    for (document, fits) in [
        (headed("T", &half), true),
        (headed(&half, "none"), true),
        (headed(&half, &half), false),
    ] {
        let found = edits(&paper, &with_headings(&document), "salt").unwrap();
        assert_eq!(found.unplaced.is_empty(), fits);
        if let [one] = found.unplaced.as_slice() {
            assert!(one.why.contains("too long"), "{}", one.why);
            assert!(one.words.chars().count() == 601 && one.words.ends_with('…'));
        }
    }
}

#[test]
fn a_new_point_is_named_by_the_salt_and_not_by_its_words() {
    let paper = public();
    let ids = |document: &str, salt: &str| -> Vec<String> {
        let found = edits(&paper, &with_headings(document), salt).unwrap();
        let new = found.placed.iter();
        let new = new.filter(|placed| placed.found == crate::Finding::New);
        new.map(|placed| placed.proposal.point().to_string())
            .collect()
    };
    let twice = headed("Whales", "None is taken.").repeat(2);
    let other = headed("Seals", "All are counted.").repeat(2);
    let here = ids(&twice, "one");
    assert_eq!(here.len(), 2);
    assert_ne!(
        here[0], here[1],
        "two sections of the same words are two points"
    );
    assert_eq!(here, ids(&twice, "one"));
    assert_eq!(here, ids(&other, "one"), "the words are not in the id");
    assert_ne!(here, ids(&twice, "another"));
}
