//! Drawing lineage: the texts from left to right, the points of each downwards, and a thread from
//! each point to those that it comes from. What became of a point is told by a letter.

use super::svg::{Canvas, circle, words};
use crate::markup::Markup;
use case::Change;

const COLUMN: i64 = 190;
const LEFT: i64 = 40;
const TOP: i64 = 62;
const ROW: i64 = 20;
/// Where threads end on either side of a number.
const SIDE: i64 = 16;

/// How texts grew out of each other, point by point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lineage {
    /// What it shows.
    pub title: String,
    /// What a reader who cannot see it should know.
    pub description: String,
    /// The texts, in order of time.
    pub texts: Vec<LineageText>,
    /// What comes from what.
    pub threads: Vec<Thread>,
}

/// A text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineageText {
    /// Its name.
    pub name: String,
    /// Its day, where it is known.
    pub day: String,
    /// Its points.
    pub points: Vec<LineagePoint>,
}

/// A point of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineagePoint {
    /// Its number in that text.
    pub label: String,
    /// What is known of it.
    pub fate: Fate,
}

/// What is known of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// The text has so many points, and nothing is known of where this one comes from.
    Counted,
    /// Another text took it up.
    Origin,
    /// What became of it on its way here, where that is told.
    Traced(Option<Change>),
    /// A later text left it out.
    LeftOut,
}

/// From a point to one that grew from it: the text's place, and the point's in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Thread {
    /// The earlier point.
    pub from: (usize, usize),
    /// The later one.
    pub to: (usize, usize),
}

impl Fate {
    /// The sign beside the number.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Counted | Self::Origin | Self::Traced(None) => "",
            Self::Traced(Some(Change::Kept)) => "K",
            Self::Traced(Some(Change::Reworded)) => "R",
            Self::Traced(Some(Change::Merged)) => "M",
            Self::Traced(Some(Change::Split)) => "S",
            Self::Traced(Some(Change::New)) => "N",
            Self::LeftOut => "×",
        }
    }
}

/// What the signs stand for.
const LEGEND: [(&str, &str); 6] = [
    ("K", "kept"),
    ("R", "reworded"),
    ("M", "merged from several"),
    ("S", "split from one"),
    ("N", "new"),
    ("×", "left out later"),
];

impl Lineage {
    pub(super) fn draw(&self, place: &mut Markup) {
        let columns = count(self.texts.len());
        let longest = self.texts.iter().map(|text| text.points.len()).max();
        let bottom = TOP + count(longest.unwrap_or(0)) * ROW;
        let canvas = Canvas {
            width: (LEFT * 2 + (columns - 1).max(0) * COLUMN + 90).max(560),
            height: bottom + 54,
        };
        canvas.figure(place, ("img", &self.title, &self.description), |svg| {
            for thread in &self.threads {
                draw_thread(svg, *thread);
            }
            for (at, text) in self.texts.iter().enumerate() {
                text.draw(svg, at);
            }
            legend(svg, &self.texts, bottom + 16);
        });
    }
}

impl LineageText {
    fn draw(&self, svg: &mut Markup, at: usize) {
        let x = LEFT + count(at) * COLUMN;
        let name = textwrap::wrap(&self.name, 26);
        for (line, part) in (0_i64..).zip(name.iter().take(2)) {
            let is_cut = line == 1 && name.len() > 2;
            let part = if is_cut {
                format!("{part}…")
            } else {
                part.to_string()
            };
            words(svg, (x - SIDE, 14 + line * 14), ("name", "start"), &part);
        }
        words(svg, (x - SIDE, 44), ("soft", "start"), &self.day);
        for (row, point) in self.points.iter().enumerate() {
            let y = middle(row);
            if point.fate == Fate::Counted {
                circle(svg, "tip", ((x, y), 2));
                continue;
            }
            words(svg, (x, y + 4), ("name", "middle"), &point.label);
            words(
                svg,
                (x + SIDE + 3, y + 4),
                ("soft", "start"),
                point.fate.sign(),
            );
        }
    }
}

/// A thread leaves behind the sign of one number and ends before the other. On its way past other
/// texts it runs between their points, so that it seems to touch none.
fn draw_thread(svg: &mut Markup, thread: Thread) {
    let (from, to) = (middle(thread.from.1), middle(thread.to.1));
    let (first, last) = (count(thread.from.0), count(thread.to.0));
    let (mut x, mut y) = (after(first), from);
    let mut path = format!("M{x},{y}");
    let between = (first + 1..last).map(|column| {
        let straight = from + (to - from) * (column - first) / (last - first);
        let row = (straight - TOP) / ROW;
        (column, TOP + row * ROW)
    });
    for (column, height) in between.chain([(last, to)]) {
        let end = before(column);
        let half = (x + end) / 2;
        let curve = format!("C{half},{y} {half},{height} {end},{height}");
        path.push_str(&curve);
        (x, y) = (after(column), height);
        if column < last {
            path.push_str(&format!("H{x}"));
        }
    }
    svg.empty("path", &[("class", "step"), ("d", &path)]);
}

fn after(column: i64) -> i64 {
    LEFT + column * COLUMN + SIDE + 14
}

fn before(column: i64) -> i64 {
    LEFT + column * COLUMN - SIDE
}

/// What the signs that are drawn stand for.
fn legend(svg: &mut Markup, texts: &[LineageText], y: i64) {
    let points = || texts.iter().flat_map(|text| &text.points);
    let drawn = LEGEND.into_iter();
    let drawn = drawn.filter(|(sign, _)| points().any(|point| point.fate.sign() == *sign));
    for (at, (sign, what)) in (0_i64..).zip(drawn) {
        let (x, y) = (LEFT - SIDE + at % 3 * 170, y + at / 3 * 20);
        words(svg, (x, y), ("name", "start"), sign);
        words(svg, (x + 16, y), ("soft", "start"), what);
    }
}

fn middle(row: usize) -> i64 {
    TOP + count(row) * ROW + ROW / 2
}

fn count(items: usize) -> i64 {
    i64::try_from(items).unwrap_or(0).min(10_000)
}
