//! A briefing as one self-contained HTML page, to read on a screen or to print on A4.
//!
//! Invariant: the page loads nothing from anywhere and runs nothing.

use crate::briefing::{
    Align, Block, Briefing, Cell, Column, Found, Section, Table, glyph, status_word,
};
use crate::markup::Markup;
use crate::text::counted;

pub(crate) const STYLE: &str = include_str!("briefing.css");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                      form-action 'none'";

/// Which way the page reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Left to right.
    LeftToRight,
    /// Right to left.
    RightToLeft,
}

impl Briefing {
    /// The briefing as one self-contained page.
    #[must_use]
    pub fn to_html(&self, direction: Direction) -> String {
        let dir = match direction {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        };
        Markup::page(&[("lang", "en"), ("dir", dir)], |page| {
            page.within("head", &[], |head| self.head(head));
            let body = if self.seat.confidential {
                "confidential"
            } else {
                "open"
            };
            page.within("body", &[("class", body)], |body| {
                body.leaf(
                    "a",
                    &[("class", "skip"), ("href", "#content")],
                    "Skip to the content",
                );
                self.band(body);
                body.within("div", &[("class", "page")], |page| {
                    self.contents(page);
                    page.within("main", &[("id", "content")], |main| {
                        main.leaf("h1", &[], &self.title);
                        for section in &self.sections {
                            section.to_markup(main);
                        }
                    });
                });
            });
        })
    }

    fn head(&self, head: &mut Markup) {
        head.empty("meta", &[("charset", "utf-8")]);
        let viewport = "width=device-width, initial-scale=1";
        head.empty("meta", &[("name", "viewport"), ("content", viewport)]);
        head.empty("meta", &[("name", "referrer"), ("content", "no-referrer")]);
        head.empty(
            "meta",
            &[("name", "color-scheme"), ("content", "light dark")],
        );
        head.empty(
            "meta",
            &[
                ("http-equiv", "Content-Security-Policy"),
                ("content", POLICY),
            ],
        );
        head.leaf(
            "title",
            &[],
            &format!("{} · {}", self.title, self.seat.name),
        );
        head.style(STYLE);
    }

    fn band(&self, body: &mut Markup) {
        body.within("header", &[("class", "band")], |band| {
            band.leaf("span", &[("class", "name")], &self.title);
            band.within("span", &[("class", "seat")], |seat| {
                seat.leaf("strong", &[], &self.seat.name);
                seat.text(&format!(" (seen by: {})", self.seat.seen_by));
            });
        });
    }

    fn contents(&self, page: &mut Markup) {
        page.within("nav", &[("aria-label", "Contents")], |nav| {
            nav.within("ol", &[], |list| {
                for section in &self.sections {
                    let target = format!("#{}", section.id);
                    list.within("li", &[], |item| {
                        item.leaf("a", &[("href", &target)], &section.heading);
                    });
                }
            });
        });
    }
}

impl Section {
    pub(crate) fn to_markup(&self, main: &mut Markup) {
        let heading = format!("{}-heading", self.id);
        let attributes = [("id", self.id), ("aria-labelledby", heading.as_str())];
        main.within("section", &attributes, |section| {
            section.leaf("h2", &[("id", &heading)], &self.heading);
            self.parts(section);
        });
    }

    /// What stands below the heading.
    pub(crate) fn parts(&self, section: &mut Markup) {
        for block in &self.blocks {
            match block {
                Block::Paragraph(words) => section.leaf("p", &[], words),
                Block::Remark(words) => section.leaf("p", &[("class", "remark")], words),
                Block::List(sentences) => section.within("ul", &[], |list| {
                    for sentence in sentences {
                        list.leaf("li", &[], sentence);
                    }
                }),
                Block::Table(table) => table.to_markup(section),
                Block::Picture(picture) => {
                    picture.draw(section);
                    let tables = picture.tables();
                    if tables.is_empty() {
                        continue;
                    }
                    section.within("details", &[], |details| {
                        details.leaf("summary", &[], "The picture as a table");
                        for table in tables {
                            table.to_markup(details);
                        }
                    });
                }
            }
        }
        for found in &self.found {
            found.to_markup(section);
        }
    }
}

impl Found {
    fn to_markup(&self, section: &mut Markup) {
        section.within("p", &[("class", "found")], |found| {
            found.leaf("strong", &[], &self.what);
            found.text(&format!(
                ": {}; {}; {}; {}.",
                self.method,
                counted(self.nodes, "node"),
                self.reach,
                self.checked
            ));
        });
    }
}

impl Table {
    fn to_markup(&self, place: &mut Markup) {
        let matrix = self
            .rows
            .iter()
            .flatten()
            .any(|cell| matches!(cell, Cell::Status(_)));
        let figures = self
            .columns
            .iter()
            .filter(|column| column.align == Align::End)
            .count();
        let class = match (matrix, figures >= 3) {
            (true, _) => "matrix",
            (false, true) => "figures",
            (false, false) => "cards",
        };
        place.within("div", &[("class", "scroll"), ("tabindex", "0")], |scroll| {
            scroll.within("table", &[("class", class)], |table| {
                table.leaf("caption", &[], &self.caption);
                table.within("thead", &[], |head| {
                    head.within("tr", &[], |row| {
                        for column in &self.columns {
                            let attributes = [("scope", "col"), ("class", align(column))];
                            row.leaf("th", &attributes, &column.head);
                        }
                    });
                });
                table.within("tbody", &[], |body| {
                    for cells in &self.rows {
                        self.row_to_markup(body, cells);
                    }
                });
            });
        });
    }

    fn row_to_markup(&self, body: &mut Markup, cells: &[Cell]) {
        body.within("tr", &[], |row| {
            for (place, (cell, column)) in cells.iter().zip(&self.columns).enumerate() {
                let class = ("class", align(column));
                let of = |words: &str| match words.chars().count() {
                    0..=12 => ("class", short_align(column)),
                    _ => class,
                };
                match (cell, place) {
                    (Cell::Words(words), 0) => {
                        row.leaf("th", &[("scope", "row"), of(words)], words);
                    }
                    (Cell::Words(words), _) => {
                        row.leaf("td", &[of(words), ("data-head", &column.head)], words);
                    }
                    (Cell::Status(status), _) => row.within("td", &[class], |td| {
                        let word = status_word(*status);
                        let attributes = [("role", "img"), ("aria-label", word), ("title", word)];
                        td.leaf("span", &attributes, glyph(*status));
                    }),
                }
            }
        });
    }
}

const fn align(column: &Column) -> &'static str {
    match column.align {
        Align::Start => "start",
        Align::End => "end",
        Align::Centre => "centre",
    }
}

/// The class of a cell whose few letters stay on one line.
const fn short_align(column: &Column) -> &'static str {
    match column.align {
        Align::Start => "start short",
        Align::End => "end short",
        Align::Centre => "centre short",
    }
}
