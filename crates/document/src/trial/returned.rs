//! A DOCX that comes back: what was changed in it finds its point.

use super::{asked, case_of, papers, seats};
use crate::read::Archive;
use crate::zip::Package;
use crate::{Edits, Finding, Paper, ReadError, docx, edits};
use disclosure::Seat;
use text::{Print, Proposal};

/// The package with its document changed.
pub(super) fn edited(package: &[u8], change: impl Fn(String) -> String) -> Vec<u8> {
    let archive = Archive::open(package).unwrap();
    let names: Vec<String> = archive.names().map(str::to_owned).collect();
    let mut edited = Package::default();
    for name in names {
        let mut part = archive.part(&name).unwrap();
        if name == "word/document.xml" {
            part = change(String::from_utf8(part).unwrap()).into_bytes();
        }
        edited.put(&name, &part);
    }
    edited.done()
}

pub(super) fn fjord(form: Print) -> Paper {
    let case = case_of("fjord");
    let view = case.seen_from(Seat::Mediator);
    Paper::of_case(&view, &asked(None, None, form)).unwrap()
}

fn after(form: Print, was: &str, now: &str) -> (Paper, Edits) {
    let paper = fjord(form);
    let bytes = edited(&docx(&paper), |document| {
        assert!(document.contains(was), "{was} in {document}");
        document.replacen(was, now, 1)
    });
    let edits = edits(&paper, &bytes, "salt").unwrap();
    (paper, edits)
}

/// The id and the words of the only point that is changed.
pub(super) fn changed(edits: &Edits) -> (String, String) {
    assert_eq!(edits.unplaced, []);
    let [placed] = edits.placed.as_slice() else {
        panic!("{:?}", edits.placed);
    };
    let words = placed.now.as_ref().unwrap();
    let language = case::Language::english();
    (
        placed.proposal.point().to_string(),
        words.printed_words(&language, Print::Bracketed),
    )
}

/// The id of the point with a title.
fn id(paper: &Paper, title: &str) -> String {
    let points = paper.text.points().iter();
    let mut found = points.filter(|point| point.title().in_language(&paper.language) == title);
    found.next().unwrap().id().to_string()
}

#[test]
fn a_paper_that_comes_back_as_it_went_out_proposes_nothing() {
    let case = case_of("fjord");
    for seat in seats() {
        for paper in papers(&case, &seat) {
            let edits = edits(&paper, &docx(&paper), "salt").unwrap();
            assert_eq!(edits.placed, [], "{seat}, {}", paper.label);
            assert_eq!(edits.unplaced, [], "{seat}, {}", paper.label);
            assert_eq!(edits.notes, [] as [String; 0], "{seat}, {}", paper.label);
        }
    }
}

#[test]
fn a_tracked_change_and_a_plain_one_propose_the_same() {
    let (paper, plain) = after(Print::Bracketed, "Seven rocks", "Eight rocks");
    let tracked = after(
        Print::Bracketed,
        "<w:t xml:space=\"preserve\">Seven rocks",
        "<w:t/></w:r><w:del w:id=\"900\" w:author=\"X\"><w:r><w:delText>Seven</w:delText></w:r>\
         </w:del><w:ins w:id=\"901\" w:author=\"X\"><w:r><w:t>Eight</w:t></w:r></w:ins><w:r>\
         <w:t xml:space=\"preserve\"> rocks",
    );
    assert_eq!(plain.placed, tracked.1.placed);
    let (point, words) = changed(&plain);
    assert_eq!(point, id(&paper, "The skerries"));
    assert!(words.starts_with("Eight rocks with a light"), "{words}");
}

#[test]
fn an_option_that_was_changed_stays_in_its_bracket() {
    let (paper, edits) = after(Print::Bracketed, "| 40 000 t |", "| 45 000 t |");
    let (point, words) = changed(&edits);
    assert_eq!(point, id(&paper, "Fishing"));
    assert!(
        words.contains("[30 000 t | 45 000 t | 50 000 t]"),
        "{words}"
    );
    let now = edits.placed[0].now.as_ref().unwrap();
    let was = paper.text.point(now.id()).unwrap();
    let ids = |point: &text::PointText| -> Vec<String> {
        let brackets = point.brackets().iter();
        brackets.map(|bracket| bracket.id().to_string()).collect()
    };
    assert_eq!(ids(was), ids(now));
}

#[test]
fn a_clean_copy_keeps_what_is_open_and_a_gap_that_was_filled_is_not_guessed() {
    let (_, edits) = after(Print::Clean, "Yearly catch", "Catch of the year");
    let (_, words) = changed(&edits);
    let open = "Catch of the year of each side: [30 000 t | 40 000 t | 50 000 t]";
    assert!(words.contains(open), "{words}");
    let (_, edits) = after(Print::Clean, ">[…]<", ">the old line<");
    assert_eq!(edits.placed, []);
    assert!(
        edits.unplaced[0].why.contains("with its open brackets"),
        "{edits:?}"
    );
}

#[test]
fn a_point_without_its_mark_is_found_and_the_answer_says_so() {
    let paper = fjord(Print::Bracketed);
    let bytes = edited(&docx(&paper), |document| {
        let document = document.replace("w:name=\"point_", "w:name=\"lost_");
        document.replace("Seven rocks", "Eight rocks")
    });
    let found = edits(&paper, &bytes, "salt").unwrap();
    let (point, _) = changed(&found);
    let skerries = id(&paper, "The skerries");
    assert_eq!((point, found.placed[0].found), (skerries, Finding::Number));
}

/// The fjord with a point gone, one elsewhere and one that is new.
fn rearranged(paper: &Paper) -> Vec<u8> {
    let part = |document: &str, title: &str| -> (usize, usize) {
        let at = document.find(&format!(">{title}</w:t>")).unwrap();
        let next = document[at..]
            .find("<w:pStyle w:val=\"Heading2\"/>")
            .unwrap()
            + at;
        let from = document[..at].rfind("<w:p>").unwrap();
        (from, document[..next].rfind("<w:p>").unwrap())
    };
    edited(&docx(paper), |document| {
        let (from, to) = part(&document, "Patrols");
        let document = format!("{}{}", &document[..from], &document[to..]);
        let (from, to) = part(&document, "The skerries");
        let skerries = document[from..to].to_owned();
        let document = document.replace(&skerries, "");
        let (_, end) = part(&document, "Guarantee");
        let new = "<w:p><w:pPr><w:pStyle w:val=\"Heading2\"/></w:pPr><w:r><w:t>Whales</w:t></w:r>\
                   </w:p><w:p><w:r><w:t>None is taken [at all | in spring].</w:t></w:r></w:p>";
        format!("{}{skerries}{new}{}", &document[..end], &document[end..])
    })
}

#[test]
fn points_that_are_new_gone_or_elsewhere_are_told_apart() {
    let paper = fjord(Print::Bracketed);
    let bytes = rearranged(&paper);
    let edits = edits(&paper, &bytes, "salt").unwrap();
    assert_eq!(edits.unplaced, []);
    let name = |id: &case::PointId| {
        let point = paper.text.point(id);
        let title = point.map(|point| point.title().in_language(&paper.language));
        title.unwrap_or(id.as_str()).to_owned()
    };
    let told = edits.placed.iter().map(|placed| match &placed.proposal {
        Proposal::Change { point, .. } => format!("change {}", name(point)),
        Proposal::Add { after, point } => {
            let brackets = point.brackets().len();
            format!(
                "add {} [{brackets}] behind {:?}",
                point.title().in_language(&paper.language),
                after.as_ref().map(name)
            )
        }
        Proposal::Drop { point, .. } => format!("drop {}", name(point.id())),
        Proposal::Move { point, now, .. } => {
            format!("move {} behind {:?}", name(point), now.as_ref().map(name))
        }
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            "add Whales [1] behind Some(\"The skerries\")",
            "drop Patrols",
            "move The skerries behind Some(\"Guarantee\")",
        ]
    );
    for placed in &edits.placed {
        assert!(placed.proposal.applied(&paper.text).is_ok());
    }
}

#[test]
fn a_document_of_another_version_says_so() {
    let case = case_of("fjord");
    let view = case.seen_from(Seat::Mediator);
    let of = |draft| Paper::of_case(&view, &asked(Some(draft), None, Print::Bracketed)).unwrap();
    let own = edits(&of("d1"), &docx(&of("d1")), "salt").unwrap();
    assert!(own.is_of_this_text && own.notes.is_empty());
    let edits = edits(&of("d2"), &docx(&of("d1")), "salt").unwrap();
    assert!(!edits.is_of_this_text);
    assert!(
        edits.notes[0].contains("another version"),
        "{:?}",
        edits.notes
    );
}

#[test]
fn hostile_markup_is_refused_in_plain_words() {
    let paper = fjord(Print::Bracketed);
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    let deep = format!("<w:body>{}{}", "<w:x>".repeat(300), "</w:x>".repeat(300));
    let table = [
        ("<w:body>", "<w:body>&bomb;", "entity"),
        (head, "<!DOCTYPE a [<!ENTITY b \"c\">]>", "DTD"),
        ("<w:body>", &*deep, "too deep"),
        ("</w:body>", "", "broken"),
        (head, "<?xml version=\"1.0\" encoding=\"UTF-16\"?>", "UTF-8"),
    ];
    for (was, now, words) in table {
        let bytes = edited(&docx(&paper), |document| document.replace(was, now));
        let why = edits(&paper, &bytes, "salt").unwrap_err().to_string();
        assert!(
            why.contains(words) && why.contains("\nhint: "),
            "{words}: {why}"
        );
    }
    let mut long = String::from("<w:body><w:p><w:r><w:t>");
    (0..100_000).for_each(|at| long.push_str(&format!("word{} ", at * 7_919 % 100_003)));
    long.push_str("</w:t></w:r></w:p>");
    let bytes = edited(&docx(&paper), |document| {
        document.replacen("<w:body>", &long, 1)
    });
    assert_eq!(edits(&paper, &bytes, "salt"), Err(ReadError::TooLong));
}
