//! A briefing: finished words, tables and pictures, for one seat.
//!
//! Invariant: a briefing holds nothing but what its seat may know; whoever shows it decides
//! nothing.

use crate::picture::Picture;
use case::Status;

/// What a seat reads about a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Briefing {
    /// The case's title.
    pub title: String,
    /// The case's short name.
    pub case: String,
    /// Whose page it is.
    pub seat: Place,
    /// The sections, in reading order.
    pub sections: Vec<Section>,
    /// What the answer comes to.
    pub verdict: Verdict,
}

/// Whose page it is, and who may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The seat, in words.
    pub name: String,
    /// Who may see this page, in words.
    pub seen_by: String,
    /// Whether the page holds what is not public, and must say so on every sheet.
    pub confidential: bool,
}

/// What an answer comes to: the shell turns it into an exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Answered, and nothing speaks against agreement in the case's figures.
    Answered,
    /// Answered: no package in the case's figures is acceptable to all.
    NothingAcceptable,
    /// Stopped before the end: the best so far, with its bound.
    Stopped,
}

/// One answer, with a heading that states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its short name, stable for links and for machines.
    pub id: &'static str,
    /// What it says, in a sentence.
    pub heading: String,
    /// Its content.
    pub blocks: Vec<Block>,
    /// How the answer was found.
    pub found: Vec<Found>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(String),
    /// A remark that qualifies what stands above it.
    Remark(String),
    /// A list of sentences.
    List(Vec<String>),
    /// A table.
    Table(Table),
    /// A picture.
    Picture(Picture),
}

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Align {
    /// Words.
    Start,
    /// Figures.
    End,
    /// Marks.
    Centre,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// How it is set.
    pub align: Align,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words or a figure.
    Words(String),
    /// A status: shown as a mark, told as a word.
    Status(Status),
}

/// A table of finished words and figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each as long as the columns.
    pub rows: Vec<Vec<Cell>>,
}

/// How an answer was found, how far it reaches, and whether it was checked another way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What was found this way.
    pub what: String,
    /// The method, in the field's words.
    pub method: String,
    /// How many nodes or candidates were looked at.
    pub nodes: u64,
    /// How far the answer reaches: exact, or within which bound.
    pub reach: String,
    /// How it was checked without the method, or that it was not.
    pub checked: String,
}

impl Section {
    /// An empty section.
    #[must_use]
    pub fn new(id: &'static str, heading: impl Into<String>) -> Self {
        Self {
            id,
            heading: heading.into(),
            blocks: Vec::new(),
            found: Vec::new(),
        }
    }

    /// The section with a paragraph more.
    #[must_use]
    pub fn say(mut self, words: impl Into<String>) -> Self {
        self.blocks.push(Block::Paragraph(words.into()));
        self
    }

    /// The section with a remark more.
    #[must_use]
    pub fn remark(mut self, words: impl Into<String>) -> Self {
        self.blocks.push(Block::Remark(words.into()));
        self
    }

    /// The section with a list more, unless the list is empty.
    #[must_use]
    pub fn list(mut self, sentences: Vec<String>) -> Self {
        if !sentences.is_empty() {
            self.blocks.push(Block::List(sentences));
        }
        self
    }

    /// The section with a table more, unless the table has no row.
    #[must_use]
    pub fn table(mut self, table: Table) -> Self {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
        self
    }

    /// The section with a picture more.
    #[must_use]
    pub fn picture(mut self, picture: Picture) -> Self {
        self.blocks.push(Block::Picture(picture));
        self
    }

    /// The section with how an answer was found.
    #[must_use]
    pub fn found(mut self, found: Found) -> Self {
        self.found.push(found);
        self
    }
}

impl Table {
    /// An empty table with these columns: a head and how it is set.
    #[must_use]
    pub fn new(caption: impl Into<String>, columns: &[(&str, Align)]) -> Self {
        let column = |(head, align): &(&str, Align)| Column {
            head: (*head).into(),
            align: *align,
        };
        let columns = columns.iter().map(column).collect();
        Self {
            caption: caption.into(),
            columns,
            rows: Vec::new(),
        }
    }

    /// The table with a column more.
    #[must_use]
    pub fn column(mut self, head: impl Into<String>, align: Align) -> Self {
        self.columns.push(Column {
            head: head.into(),
            align,
        });
        self
    }

    /// Adds a row of words.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells.into_iter().map(Cell::Words).collect());
    }

    /// Adds a row that begins with words and goes on with statuses.
    pub fn marks(&mut self, name: String, marks: Vec<Status>) {
        let marks = marks.into_iter().map(Cell::Status);
        self.rows
            .push(std::iter::once(Cell::Words(name)).chain(marks).collect());
    }
}

impl Cell {
    /// The cell as it is printed: words, or a status's mark.
    #[must_use]
    pub fn print(&self) -> &str {
        match self {
            Self::Words(words) => words,
            Self::Status(status) => glyph(*status),
        }
    }
}

/// A status as a mark: the same in the browser, the terminal, a picture and on paper.
#[must_use]
pub const fn glyph(status: Status) -> &'static str {
    match status {
        Status::Agreed => "●",
        Status::AdReferendum => "◐",
        Status::Acceptable => "◇",
        Status::Bracketed => "[ ]",
        Status::Rejected => "✕",
        Status::Silent => "·",
    }
}

/// A status as a word.
#[must_use]
pub const fn status_word(status: Status) -> &'static str {
    match status {
        Status::Agreed => "agreed",
        Status::AdReferendum => "agreed ad referendum",
        Status::Acceptable => "acceptable",
        Status::Bracketed => "bracketed",
        Status::Rejected => "rejected",
        Status::Silent => "silent",
    }
}
