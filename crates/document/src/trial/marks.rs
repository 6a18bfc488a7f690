//! Documents that come back with their marks, without them, or with more than went out.

use super::broken::Draws;
use super::returned::{changed, edited, fjord};
use crate::{Edits, Finding, Paper, docx, edits, in_turn};
use case::{Language, PointId, Wording};
use text::{PointParts, PointText, Print, Proposal, Text};

fn read(paper: &Paper, change: impl Fn(String) -> String) -> Edits {
    edits(paper, &edited(&docx(paper), change), "salt").unwrap()
}

/// A paragraph of plain words.
fn plain(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

#[test]
fn words_that_are_the_title_of_a_point_open_none_where_all_marks_are_there() {
    let mut paper = fjord(Print::Bracketed);
    paper.title = Wording::english("The skerries");
    let untouched = read(&paper, |document| document);
    assert_eq!(untouched.placed, []);
    assert_eq!(untouched.unplaced, []);
    // neither does a line within a point before it
    let border = ">The border in the fjord</w:t></w:r>";
    let found = read(&paper, |document| {
        let (before, after) = document.split_once(border).unwrap();
        let (rest, after) = after.split_once("</w:p>").unwrap();
        format!(
            "{before}{border}{rest}</w:p>{}{after}",
            plain("The skerries")
        )
    });
    let (_, words) = changed(&found);
    assert!(words.contains("The skerries"), "{words}");
}

#[test]
fn a_language_that_the_text_has_no_words_in_is_not_taken_from_the_document() {
    let paper = fjord(Print::Bracketed);
    let found = read(&paper, |document| {
        let named = document.find("w:name=\"paper_b_").unwrap() + 16 + 9;
        let (head, tail) = document.split_at(named);
        assert!(tail.starts_with("en\""), "{tail:.20}");
        let tail = tail.replacen("en\"", "xx\"", 1);
        format!("{head}{tail}").replace("Seven rocks", "Eight rocks")
    });
    assert!(found.notes[0].contains("read as `en`"), "{:?}", found.notes);
    let now = found.placed[0].now.as_ref().unwrap();
    let was = paper.text.point(now.id()).unwrap();
    assert_eq!(now.languages(), was.languages());
    assert_eq!(changed(&found).1.matches("Eight rocks").count(), 1);
}

#[test]
fn a_clean_copy_says_nothing_of_the_options_that_are_not_in_it() {
    let paper = fjord(Print::Clean);
    let typed = |words: &str| {
        let english = Language::english();
        let points = paper.text.points().iter();
        let points = points.map(|point| {
            let typed = point.to_type(&english).replace("| 40 000 t |", words);
            point.retyped(&typed, &english).unwrap()
        });
        let text = text::Text::new(points.collect()).unwrap();
        Paper {
            text,
            ..paper.clone()
        }
    };
    let (one, other) = (typed("| 41 000 t |"), typed("| 42 000 t |"));
    assert_ne!(one.text, other.text);
    let document = |paper: &Paper| {
        let package = docx(paper);
        let part = crate::read::Archive::open(&package).unwrap();
        String::from_utf8(part.part("word/document.xml").unwrap()).unwrap()
    };
    assert_eq!(document(&one), document(&other));
    assert!(docx(&one) == docx(&other), "the other parts");
}

#[test]
fn a_point_without_its_mark_is_the_likest_and_none_where_two_are_as_like() {
    let paper = fjord(Print::Bracketed);
    let skerries = title_of(&paper, "The skerries");
    let patrols = title_of(&paper, "Patrols");
    // two points are called nearly alike, and the first in the text is not the likest
    let renamed = |title: &str, other: &str| {
        let points = paper.text.points().iter().map(|point| {
            let mut parts = point.parts();
            if parts.id == skerries {
                parts.title = Wording::english(title);
            } else if parts.id == patrols {
                parts.title = Wording::english(other);
            }
            text::PointText::new(parts).unwrap()
        });
        let text = text::Text::new(points.collect()).unwrap();
        Paper {
            text,
            ..paper.clone()
        }
    };
    let lost = |paper: &Paper| {
        let head = "<w:p><w:pPr><w:pStyle w:val=\"Heading2\"/></w:pPr><w:r><w:t>Patrols of the \
                    northern sea</w:t></w:r></w:p>";
        let document = format!("{head}{}", plain("Something else."));
        let bytes = edited(&docx(paper), |whole| {
            let (before, after) = whole.split_once("<w:body>").unwrap();
            let (_, section) = after.rsplit_once("<w:sectPr>").unwrap();
            format!("{before}<w:body>{document}<w:sectPr>{section}")
        });
        let found = edits(paper, &bytes, "salt").unwrap();
        let known = found
            .placed
            .iter()
            .filter_map(|placed| match &placed.proposal {
                Proposal::Change { point, .. } => Some((point.clone(), placed.found)),
                Proposal::Add { .. } | Proposal::Drop { .. } | Proposal::Move { .. } => None,
            });
        known.collect::<Vec<_>>()
    };
    let likest = renamed("Patrols of the southern sea", "Patrols of the northern sea");
    assert_eq!(lost(&likest), [(patrols.clone(), Finding::Words)]);
    let twins = renamed("Patrols of the southern sea", "Patrols of the western sea");
    assert_eq!(lost(&twins), []);
}

fn title_of(paper: &Paper, title: &str) -> case::PointId {
    let mut points = paper.text.points().iter();
    let found = points.find(|point| point.title().in_language(&paper.language) == title);
    found.unwrap().id().clone()
}

#[test]
fn notes_signs_and_comments_of_others_are_counted_as_left_out() {
    let paper = fjord(Print::Bracketed);
    let inside = "<w:footnoteReference w:id=\"7\"/><w:endnoteReference w:id=\"8\"/><w:sym \
                  w:font=\"Symbol\" w:char=\"F0B3\"/><w:t xml:space=\"preserve\">Seven rocks";
    let found = read(&paper, |document| {
        let was = "<w:t xml:space=\"preserve\">Seven rocks";
        assert!(document.contains(was));
        document.replacen(was, inside, 1)
    });
    assert_eq!(found.placed, []);
    assert!(
        found.notes[0].starts_with("left out 3 times: "),
        "{:?}",
        found.notes
    );
    let mut package = crate::zip::Package::default();
    let whole = docx(&paper);
    let archive = crate::read::Archive::open(&whole).unwrap();
    for name in archive.names() {
        let part = String::from_utf8(archive.part(name).unwrap()).unwrap();
        let theirs = "<w:comment w:id=\"90\" w:author=\"A. Reader\"><w:p/></w:comment>";
        let part = part.replace("</w:comments>", &format!("{theirs}</w:comments>"));
        package.put(name, part.as_bytes());
    }
    let found = edits(&paper, &package.done(), "salt").unwrap();
    assert_eq!(found.placed, []);
    assert!(
        found.notes[0].starts_with("one comment of somebody else"),
        "{:?}",
        found.notes
    );
}

/// The text with points dropped, put elsewhere and added, several in a row among them.
fn shuffled(text: &Text, draws: &mut Draws) -> Text {
    let mut points: Vec<PointText> = text.points().iter().map(|one| (**one).clone()).collect();
    for _ in 0..draws.below(3) {
        points.remove(draws.below(points.len()));
    }
    for _ in 0..draws.below(4) {
        let point = points.remove(draws.below(points.len()));
        points.insert(draws.below(points.len() + 1), point);
    }
    for at in 0..1 + draws.below(5) {
        let english = Language::english();
        let new = PointText::new(PointParts {
            id: PointId::new(format!("added-{at}")),
            number: Some(100 + u32::try_from(at).unwrap()),
            title: Wording::english(format!("Novelty{at}")),
            body: [].into(),
            brackets: Vec::new(),
        });
        let new = new.unwrap().retyped(&format!("Unheard{at} of."), &english);
        points.insert(draws.below(points.len() + 1).min(3), new.unwrap());
    }
    Text::new(points).unwrap()
}

#[test]
fn changes_made_in_turn_give_the_order_of_the_document() {
    let paper = fjord(Print::Bracketed);
    let titles = |text: &Text| -> Vec<String> {
        let points = text.points().iter();
        let titles = points.map(|point| point.title().in_language(&paper.language).to_owned());
        titles.collect()
    };
    let mut draws = Draws(7);
    let mut in_a_row = 0;
    for round in 0..60 {
        let wanted = shuffled(&paper.text, &mut draws);
        let other = Paper {
            text: wanted.clone(),
            ..paper.clone()
        };
        let found = edits(&paper, &docx(&other), "salt").unwrap();
        assert_eq!(found.unplaced, []);
        let proposals = found.placed.into_iter().map(|placed| placed.proposal);
        let proposals: Vec<Proposal> = proposals.collect();
        let places: Vec<_> = proposals
            .iter()
            .filter_map(|proposal| match proposal {
                Proposal::Add { after, .. } => Some(after.clone()),
                Proposal::Change { .. } | Proposal::Drop { .. } | Proposal::Move { .. } => None,
            })
            .collect();
        in_a_row += places.windows(2).filter(|two| two[0] == two[1]).count();
        let made = in_turn(proposals)
            .iter()
            .fold(paper.text.clone(), |text, one| one.applied(&text).unwrap());
        assert_eq!(titles(&made), titles(&wanted), "round {round}");
    }
    assert!(in_a_row > 10, "{in_a_row}");
}
