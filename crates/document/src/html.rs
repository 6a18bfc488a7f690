//! A paper as one self-contained page, to read on a screen or to print on A4.
//!
//! Invariant: the page loads nothing from anywhere and runs nothing.

use crate::direction::Direction;
use crate::markup::Markup;
use crate::paper::Paper;
use crate::sheet::{Entry, Fate, Ink, Sheet, State};

const STYLE: &str = include_str!("paper.css");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                      form-action 'none'";

/// A paper as one self-contained page.
#[must_use]
pub fn html(paper: &Paper) -> String {
    let sheet = Sheet::of(paper);
    let language = &paper.language;
    let mut page = Markup::default();
    page.own("<!DOCTYPE html>\n");
    let direction = Direction::of(language).word();
    page.within(
        "html",
        &[("lang", language.tag()), ("dir", direction)],
        |page| {
            page.within("head", &[], |page| head(page, &sheet));
            page.turn();
            page.within("body", &[], |page| {
                page.within("main", &[], |page| {
                    page.within("header", &[], |page| {
                        page.leaf("h1", &[("dir", "auto")], &sheet.title);
                        for line in &sheet.head {
                            page.within("p", &[("class", "by")], |page| {
                                page.leaf("bdi", &[("lang", "en")], line);
                            });
                        }
                    });
                    for entry in &sheet.points {
                        page.turn();
                        point(page, entry);
                    }
                });
            });
        },
    );
    page.turn();
    page.done()
}

fn head(page: &mut Markup, sheet: &Sheet) {
    page.void("meta", &[("charset", "utf-8")]);
    let viewport = "width=device-width, initial-scale=1";
    page.void("meta", &[("name", "viewport"), ("content", viewport)]);
    page.void("meta", &[("name", "referrer"), ("content", "no-referrer")]);
    page.void(
        "meta",
        &[("name", "color-scheme"), ("content", "light dark")],
    );
    page.void(
        "meta",
        &[
            ("http-equiv", "Content-Security-Policy"),
            ("content", POLICY),
        ],
    );
    let what = sheet.head.first().map_or("", String::as_str);
    page.leaf("title", &[], &format!("{} · {what}", sheet.title));
    page.within("style", &[], |page| page.own(STYLE));
}

fn point(page: &mut Markup, entry: &Entry) {
    let fate = match entry.fate {
        Fate::Kept => "point",
        Fate::Struck => "point struck",
        Fate::Added => "point added",
    };
    let direction = Direction::of(&entry.language).word();
    let attributes = [
        ("class", fate),
        ("lang", entry.language.tag()),
        ("dir", direction),
    ];
    page.within("section", &attributes, |page| {
        page.within("h2", &[], |page| {
            let number = entry
                .number
                .map_or("—".to_owned(), |number| format!("{number}."));
            page.leaf("span", &[("class", "number")], &number);
            page.words(" ");
            if let Some(was) = entry.was {
                page.leaf("del", &[], &format!("{was}."));
                page.words(" ");
            }
            inked(page, &entry.title);
            if entry.moved {
                page.leaf("span", &[("class", "by")], " (moved here)");
            }
        });
        for paragraph in &entry.paragraphs {
            page.within("p", &[], |page| inked(page, &paragraph.inks));
        }
        for note in &entry.notes {
            page.within("aside", &[("dir", "auto")], |page| {
                for line in note.lines() {
                    page.leaf("p", &[], &line);
                }
            });
        }
    });
}

fn inked(page: &mut Markup, inks: &[Ink]) {
    for ink in inks {
        match ink.fate {
            Fate::Kept => bracketed(page, ink),
            Fate::Struck => page.within("del", &[], |page| bracketed(page, ink)),
            Fate::Added => page.within("ins", &[], |page| bracketed(page, ink)),
        }
    }
}

fn bracketed(page: &mut Markup, ink: &Ink) {
    match &ink.bracket {
        Some((_, State::Open)) => {
            page.within("b", &[("class", "open")], |page| lines(page, &ink.shown()));
        }
        Some((_, State::Settled)) | None => lines(page, &ink.shown()),
    }
}

fn lines(page: &mut Markup, words: &str) {
    for (at, line) in words.split('\n').enumerate() {
        if at > 0 {
            page.void("br", &[]);
        }
        page.words(line);
    }
}
