//! A briefing in a notebook: text, JSON, a page, and its sections as plain data.

use crate::fault::unfit;
use ::briefing::{Block, Detail, Direction, Verdict};
use pyo3::prelude::*;
use std::sync::Arc;

/// The narrowest and the widest text.
const WIDTHS: std::ops::RangeInclusive<usize> = 20..=1_000;

/// What one seat reads about a case: finished words, tables and pictures.
///
/// In a notebook it shows itself as a page of its own, without scripts. `seen_by` says who may see
/// it.
#[pyclass(frozen, module = "onetext")]
pub(crate) struct Briefing {
    briefing: Arc<::briefing::Briefing>,
}

impl Briefing {
    /// A briefing as it was prepared.
    pub(crate) fn new(briefing: ::briefing::Briefing) -> Self {
        let briefing = Arc::new(briefing);
        Self { briefing }
    }
}

#[pymethods]
impl Briefing {
    /// The case's title.
    #[getter]
    fn title(&self) -> &str {
        &self.briefing.title
    }

    /// The seat, in words.
    #[getter]
    fn seat(&self) -> &str {
        &self.briefing.seat.name
    }

    /// Who may see it, in words.
    #[getter]
    fn seen_by(&self) -> &str {
        &self.briefing.seat.seen_by
    }

    /// Whether it may hold what is not public.
    #[getter]
    fn is_confidential(&self) -> bool {
        self.briefing.seat.confidential
    }

    /// What it comes to: "answered", "nothing acceptable" or "stopped".
    #[getter]
    fn verdict(&self) -> &'static str {
        match self.briefing.verdict {
            Verdict::Answered => "answered",
            Verdict::NothingAcceptable => "nothing acceptable",
            Verdict::Stopped => "stopped",
        }
    }

    /// The sections, in reading order.
    #[getter]
    fn sections(&self) -> Vec<Section> {
        let briefing = &self.briefing;
        let places = 0..briefing.sections.len();
        let section = |at| Section {
            briefing: Arc::clone(briefing),
            at,
        };
        places.map(section).collect()
    }

    /// The briefing as text, `width` columns wide; `full` prints long tables and cells whole.
    #[pyo3(signature = (width = 80, *, full = false))]
    // tidy: bool, because a word of Python's that people write out: full=True
    fn to_text(&self, width: usize, full: bool) -> PyResult<String> {
        if !WIDTHS.contains(&width) {
            return Err(unfit(format!(
                "a text of {width} columns cannot be read\nhint: `width` is from 20 to 1000"
            )));
        }
        let detail = if full { Detail::Full } else { Detail::Short };
        Ok(self.briefing.to_text(width, detail))
    }

    /// The briefing as JSON: the same document that `onetext brief --json` prints.
    fn to_json(&self) -> String {
        format::briefing_json::to_json(&self.briefing)
    }

    /// The briefing as one self-contained HTML page without scripts.
    #[pyo3(signature = (*, right_to_left = false))]
    // tidy: bool, because a word of Python's that people write out: right_to_left=True
    fn to_html(&self, right_to_left: bool) -> String {
        let direction = if right_to_left {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        };
        self.briefing.to_html(direction)
    }

    /// The page in a frame of its own, so that its style stays out of the notebook's.
    fn _repr_html_(&self) -> String {
        let page = self.briefing.to_html(Direction::LeftToRight);
        let page = page.replace('&', "&amp;").replace('"', "&quot;");
        format!(
            "<iframe sandbox=\"\" title=\"Briefing\" srcdoc=\"{page}\" \
             style=\"width:100%;height:40em;border:1px solid #888\"></iframe>"
        )
    }

    fn __str__(&self) -> String {
        self.briefing.to_text(80, Detail::Short)
    }

    fn __repr__(&self) -> String {
        let place = &self.briefing.seat;
        let count = self.briefing.sections.len();
        format!(
            "<onetext.Briefing, {count} sections, seen by {}>",
            place.seen_by
        )
    }
}

/// One answer of a briefing, with a heading that states it.
#[pyclass(frozen, module = "onetext")]
pub(crate) struct Section {
    briefing: Arc<::briefing::Briefing>,
    at: usize,
}

impl Section {
    fn section(&self) -> Option<&::briefing::Section> {
        self.briefing.sections.get(self.at)
    }

    fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.section()
            .into_iter()
            .flat_map(|section| &section.blocks)
    }
}

#[pymethods]
impl Section {
    /// Its short name, which does not change.
    #[getter]
    fn id(&self) -> &'static str {
        self.section().map_or("", |section| section.id)
    }

    /// What it says, in a sentence.
    #[getter]
    fn heading(&self) -> &str {
        self.section().map_or("", |section| &section.heading)
    }

    /// Its paragraphs, remarks and the sentences of its lists, in order.
    #[getter]
    fn sentences(&self) -> Vec<String> {
        let words = self.blocks().flat_map(|block| match block {
            Block::Paragraph(words) | Block::Remark(words) => vec![words.clone()],
            Block::List(sentences) => sentences.clone(),
            Block::Table(_) | Block::Picture(_) => Vec::new(),
        });
        words.collect()
    }

    /// Its tables, in order.
    #[getter]
    fn tables(&self) -> Vec<Table> {
        let tables = self.blocks().filter_map(|block| match block {
            Block::Table(table) => Some(Table::of(table)),
            Block::Paragraph(_) | Block::Remark(_) | Block::List(_) | Block::Picture(_) => None,
        });
        tables.collect()
    }

    /// How each answer in it was found: what, method, nodes, reach and how it was checked.
    #[getter]
    fn found(&self) -> Vec<(String, String, u64, String, String)> {
        let found = self
            .section()
            .into_iter()
            .flat_map(|section| &section.found);
        found
            .map(|found| {
                let (what, method) = (found.what.clone(), found.method.clone());
                let (reach, checked) = (found.reach.clone(), found.checked.clone());
                (what, method, found.nodes, reach, checked)
            })
            .collect()
    }

    fn __repr__(&self) -> String {
        format!("<onetext.Section {}: {}>", self.id(), self.heading())
    }
}

/// A table of finished words and figures: `pandas.DataFrame(table.rows, columns=table.columns)`.
#[pyclass(frozen, get_all, module = "onetext")]
pub(crate) struct Table {
    /// What it shows.
    caption: String,
    /// The heads of its columns.
    columns: Vec<String>,
    /// Its rows, each as long as `columns`; a status is the mark that is printed for it.
    rows: Vec<Vec<String>>,
}

impl Table {
    fn of(table: &::briefing::Table) -> Self {
        let heads = table.columns.iter().map(|column| column.head.clone());
        let rows = table.rows.iter().map(|row| {
            let cells = row.iter().map(|cell| cell.print().to_owned());
            cells.collect()
        });
        Self {
            caption: table.caption.clone(),
            columns: heads.collect(),
            rows: rows.collect(),
        }
    }
}

#[pymethods]
impl Table {
    fn __len__(&self) -> usize {
        self.rows.len()
    }

    fn __repr__(&self) -> String {
        let (caption, rows, columns) = (&self.caption, self.rows.len(), self.columns.len());
        format!("<onetext.Table “{caption}”, {rows} × {columns}>")
    }
}
