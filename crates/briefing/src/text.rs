//! A briefing for the terminal and for plain text: tables that fit the width, pictures as tables.

use crate::briefing::{self, Align, Block, Briefing, Section, Table};
use comfy_table::{Cell, CellAlignment, ContentArrangement};
use std::fmt::Write;

/// How much a text tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Detail {
    /// The first rows of long tables and the first words of long cells, and how much is left out.
    Short,
    /// Everything.
    Full,
}

/// How many rows of a table are shown in short.
const ROWS_SHORT: usize = 15;
/// How many letters of a cell are shown in short.
const LETTERS_SHORT: usize = 180;

/// The narrowest width a briefing is set in, in columns.
const WIDTH_MIN: usize = 40;

impl Briefing {
    /// The briefing as plain text no wider than so many columns (40 at least).
    #[must_use]
    pub fn to_text(&self, width: usize, detail: Detail) -> String {
        let width = width.max(WIDTH_MIN);
        let mut out = String::new();
        put(&mut out, &self.title.to_uppercase(), width, "");
        put(
            &mut out,
            &format!("{} (seen by: {})", self.seat.name, self.seat.seen_by),
            width,
            "",
        );
        if self.seat.confidential {
            put(
                &mut out,
                "CONFIDENTIAL: holds what is not public",
                width,
                "",
            );
        }
        for section in &self.sections {
            section.write(&mut out, (width, detail));
        }
        out
    }
}

impl Section {
    fn write(&self, out: &mut String, (width, detail): (usize, Detail)) {
        out.push('\n');
        put(out, &self.heading, width, "");
        let longest = self.heading.chars().count().min(width);
        out.push_str(&"─".repeat(longest));
        out.push('\n');
        for block in &self.blocks {
            match block {
                Block::Paragraph(words) => put(out, words, width, ""),
                Block::Remark(words) => put(out, words, width, "  │ "),
                Block::List(sentences) => {
                    for sentence in sentences {
                        put_item(out, sentence, width);
                    }
                }
                Block::Table(table) => table.write(out, (width, detail)),
                Block::Picture(picture) => {
                    for table in picture.tables() {
                        table.write(out, (width, detail));
                    }
                }
            }
        }
        for found in &self.found {
            let words = format!(
                "{}: {}; {}; {}; {}.",
                found.what,
                found.method,
                counted(found.nodes, "node"),
                found.reach,
                found.checked
            );
            put(out, &words, width, "  ∴ ");
        }
    }
}

impl Table {
    fn write(&self, out: &mut String, (width, detail): (usize, Detail)) {
        put(out, &self.caption, width, "");
        let mut table = comfy_table::Table::new();
        table.load_style(comfy_table::TableStyle::new());
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
        table.set_header(self.columns.iter().map(|column| column.head.as_str()));
        let align = |(cell, column): (&briefing::Cell, &briefing::Column)| {
            let alignment = match column.align {
                Align::Start => CellAlignment::Left,
                Align::End => CellAlignment::Right,
                Align::Centre => CellAlignment::Center,
            };
            let printed = match detail {
                Detail::Short => shortened(cell.print()),
                Detail::Full => cell.print().to_owned(),
            };
            Cell::new(printed).set_alignment(alignment)
        };
        let shown = match detail {
            Detail::Short if self.is_long() => ROWS_SHORT,
            Detail::Short | Detail::Full => self.rows.len(),
        };
        for row in self.rows.iter().take(shown) {
            table.add_row(row.iter().zip(&self.columns).map(align));
        }
        for line in table.lines() {
            out.push_str(line.trim_end());
            out.push('\n');
        }
        if shown < self.rows.len() {
            let left = counted((self.rows.len() - shown) as u64, "more row");
            put(
                out,
                &format!("… {left}: see the full text or the page"),
                width,
                " ",
            );
        }
    }

    /// Whether the table is cut in short; a table of marks never is, for it is the whole picture.
    fn is_long(&self) -> bool {
        let marks = self
            .rows
            .iter()
            .flatten()
            .any(|cell| matches!(cell, briefing::Cell::Status(_)));
        !marks && self.rows.len() > ROWS_SHORT + 3
    }
}

/// The first words of a long cell.
fn shortened(words: &str) -> String {
    if words.chars().count() <= LETTERS_SHORT + 20 {
        return words.to_owned();
    }
    let cut: String = words.chars().take(LETTERS_SHORT).collect();
    let whole = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole} …")
}

fn put(out: &mut String, words: &str, width: usize, indent: &str) {
    let options = textwrap::Options::new(width)
        .initial_indent(indent)
        .subsequent_indent(indent);
    for line in textwrap::wrap(words, options) {
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

fn put_item(out: &mut String, words: &str, width: usize) {
    let options = textwrap::Options::new(width)
        .initial_indent("  • ")
        .subsequent_indent("    ");
    for line in textwrap::wrap(words, options) {
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

/// A count with its noun: `1 node`, `2 nodes`.
pub(crate) fn counted(count: u64, noun: &str) -> String {
    let mut words = grouped(&count.to_string());
    let plural = if count == 1 { "" } else { "s" };
    let _ = write!(words, " {noun}{plural}");
    words
}

/// Digits in groups of three, parted by a narrow no-break space.
pub(crate) fn grouped(digits: &str) -> String {
    if digits.len() < 5 {
        return digits.to_owned();
    }
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}
