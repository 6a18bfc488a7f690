//! A paper as Akoma Ntoso 3.0, in the manner of AKN4UN.
//!
//! The work is the text of the case, an expression of it a version in a language, the manifestation
//! this file. A point has the same `eId` whatever number it carries. What was struck and added
//! stands in `del` and `ins`. The standard has no element for words that are not agreed, so a
//! bracket is an `inline` with attributes of a namespace of ours; holders stand in one of them
//! where the reader may know them.

use crate::docx::plain_name;
use crate::markup::Markup;
use crate::paper::Paper;
use crate::sheet::{Entry, Fate, Ink, Note, Sheet, State};
use case::Language;

const AKN: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";
const OURS: &str = "https://example.org/onetext/ns/bracket";
/// Where no day is known, because the format wants one.
const NO_DAY: &str = "0001-01-01";

/// The codes of three letters that the standard wants, for the languages that have one of two.
const CODES: [(&str, &str); 12] = [
    ("ar", "ara"),
    ("de", "deu"),
    ("en", "eng"),
    ("es", "spa"),
    ("fa", "fas"),
    ("fr", "fra"),
    ("he", "heb"),
    ("pt", "por"),
    ("ru", "rus"),
    ("tr", "tur"),
    ("uk", "ukr"),
    ("zh", "zho"),
];

/// A paper as Akoma Ntoso 3.0.
#[must_use]
pub fn akoma_ntoso(paper: &Paper) -> String {
    let sheet = Sheet::of(paper);
    let mut page = Markup::xml();
    let spaces = [("xmlns", AKN), ("xmlns:onetext", OURS)];
    page.within("akomaNtoso", &spaces, |page| {
        page.within("doc", &[("name", "draft")], |page| {
            page.within("meta", &[], |page| meta(page, paper));
            page.within("preface", &[], |page| {
                page.within("p", &[], |page| page.leaf("docTitle", &[], &sheet.title));
                for line in &sheet.head {
                    page.leaf("p", &[], line);
                }
            });
            page.within("mainBody", &[], |page| {
                for entry in &sheet.points {
                    page.turn();
                    point(page, entry);
                }
                if sheet.points.is_empty() {
                    page.empty("p", &[]);
                }
            });
        });
    });
    page.turn();
    page.done()
}

fn meta(page: &mut Markup, paper: &Paper) {
    let day = paper.day.map_or(NO_DAY.to_owned(), |day| day.to_string());
    let name = if paper.day.is_some() {
        "issued"
    } else {
        "unknown"
    };
    let work = format!("/akn/un/doc/{}", plain_name(paper.case.as_str()));
    let expression = format!("{work}/{}@{day}", code(&paper.language));
    let manifestation = format!("{expression}.akn");
    let level = |page: &mut Markup, uri: &str| {
        page.empty("FRBRthis", &[("value", &format!("{uri}/!main"))]);
        page.empty("FRBRuri", &[("value", uri)]);
        page.empty("FRBRdate", &[("date", &*day), ("name", name)]);
        page.empty("FRBRauthor", &[("href", "#onetext"), ("as", "#editor")]);
    };
    page.within("identification", &[("source", "#onetext")], |page| {
        page.within("FRBRWork", &[], |page| {
            level(page, &work);
            page.empty("FRBRcountry", &[("value", "un")]);
        });
        page.within("FRBRExpression", &[], |page| {
            level(page, &expression);
            page.empty("FRBRlanguage", &[("language", code(&paper.language))]);
        });
        page.within("FRBRManifestation", &[], |page| {
            level(page, &manifestation);
            page.empty("FRBRformat", &[("value", "application/akn+xml")]);
        });
    });
    page.within("references", &[("source", "#onetext")], |page| {
        let program = [
            ("eId", "onetext"),
            ("href", "/akn/ontology/organization/onetext"),
            ("showAs", "Onetext"),
        ];
        page.empty("TLCOrganization", &program);
        let editor = [
            ("eId", "editor"),
            ("href", "/akn/ontology/role/editor"),
            ("showAs", "Editor"),
        ];
        page.empty("TLCRole", &editor);
    });
}

fn code(language: &Language) -> &str {
    let found = CODES.iter().find(|(two, _)| *two == language.tag());
    found.map_or(language.tag(), |(_, three)| three)
}

fn point(page: &mut Markup, entry: &Entry) {
    let id = format!("point_{}", plain_name(entry.id.as_str()));
    let mut attributes = vec![("eId", id.as_str()), ("xml:lang", entry.language.tag())];
    match entry.fate {
        Fate::Kept => {}
        Fate::Struck => attributes.push(("status", "removed")),
        Fate::Added => attributes.push(("status", "edited")),
    }
    page.within("point", &attributes, |page| {
        if let Some(number) = entry.number {
            page.within("num", &[], |page| number_of(page, number, entry));
        }
        if !entry.title.is_empty() {
            page.within("heading", &[], |page| inked(page, &entry.title, &[]));
        }
        let content = format!("{id}__content");
        page.within("content", &[("eId", &content)], |page| {
            for (at, paragraph) in (1..).zip(&entry.paragraphs) {
                let at: usize = at;
                let id = format!("{content}__p_{at}");
                page.within("p", &[("eId", &id)], |page| {
                    inked(page, &paragraph.inks, &entry.notes);
                });
            }
            if entry.paragraphs.is_empty() {
                page.empty("p", &[]);
            }
        });
    });
}

fn number_of(page: &mut Markup, number: u32, entry: &Entry) {
    let words = format!("{number}.");
    match (entry.was, entry.fate) {
        (Some(was), _) => {
            page.leaf("del", &[], &format!("{was}."));
            page.leaf("ins", &[], &words);
        }
        (None, Fate::Kept) => page.words(&words),
        (None, Fate::Struck) => page.leaf("del", &[], &words),
        (None, Fate::Added) => page.leaf("ins", &[], &words),
    }
}

fn inked(page: &mut Markup, inks: &[Ink], notes: &[Note]) {
    for ink in inks {
        match ink.fate {
            Fate::Kept => bracketed(page, ink, notes),
            Fate::Struck => page.within("del", &[], |page| bracketed(page, ink, notes)),
            Fate::Added => page.within("ins", &[], |page| bracketed(page, ink, notes)),
        }
    }
}

fn bracketed(page: &mut Markup, ink: &Ink, notes: &[Note]) {
    let Some((bracket, state)) = &ink.bracket else {
        return lines(page, &ink.shown());
    };
    let state = match state {
        State::Open => "open",
        State::Settled => "settled",
    };
    let note = notes.iter().find(|note| note.bracket == *bracket);
    let held = note.filter(|note| note.has_holders());
    let held = held.map_or_else(String::new, |note| note.held().join("; "));
    let mut attributes = vec![
        ("name", "bracket"),
        ("onetext:bracket", bracket.as_str()),
        ("onetext:state", state),
    ];
    if !held.is_empty() {
        attributes.push(("onetext:held", &held));
    }
    page.within("inline", &attributes, |page| lines(page, &ink.shown()));
}

fn lines(page: &mut Markup, words: &str) {
    for (at, line) in words.split('\n').enumerate() {
        if at > 0 {
            page.empty("br", &[]);
        }
        page.words(line);
    }
}
