//! Drawing convergence: the rounds from left to right, a row for each question; how far the parties
//! have come is told by a shape and a letter, and never by colour alone.

use super::svg::{Canvas, circle, line, words};
use crate::markup::Markup;
use problem::rounds::Between;

const NAMES: i64 = 250;
const COLUMN: i64 = 74;
const TOP: i64 = 44;
const ROW: i64 = 34;

/// How parties have come along with each other, round by round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Convergence {
    /// What it shows.
    pub title: String,
    /// What a reader who cannot see it should know.
    pub description: String,
    /// The rounds, by the numbers and days that stand above their columns.
    pub rounds: Vec<(String, String)>,
    /// A row for each question.
    pub rows: Vec<ConvergenceRow>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConvergenceRow {
    /// Its name.
    pub name: String,
    /// How far the parties have come with each other, round by round.
    pub stages: Vec<Between>,
    /// The rounds in which it opened again.
    pub opened: Vec<usize>,
}

/// How far parties have come, as a letter.
#[must_use]
pub const fn between_letter(between: Between) -> &'static str {
    match between {
        Between::NotKnown => "·",
        Between::NotYet => "X",
        Between::OtherWords => "O",
        Between::Livable => "L",
        Between::AdReferendum => "R",
        Between::Agreed => "A",
    }
}

/// How far parties have come, in words.
#[must_use]
pub const fn between_words(between: Between) -> &'static str {
    match between {
        Between::NotKnown => "not known",
        Between::NotYet => "not yet",
        Between::OtherWords => "said of other words",
        Between::Livable => "can live with it",
        Between::AdReferendum => "agreed ad referendum",
        Between::Agreed => "agreed",
    }
}

const LEGEND: [Between; 6] = [
    Between::NotKnown,
    Between::NotYet,
    Between::OtherWords,
    Between::Livable,
    Between::AdReferendum,
    Between::Agreed,
];

impl Convergence {
    pub(super) fn draw(&self, place: &mut Markup) {
        let columns = count(self.rounds.len());
        let bottom = TOP + count(self.rows.len()) * ROW;
        let canvas = Canvas {
            width: (NAMES + columns * COLUMN + 10).max(640),
            height: bottom + 66,
        };
        canvas.figure(place, ("img", &self.title, &self.description), |svg| {
            for (column, (number, day)) in (0..columns).zip(&self.rounds) {
                let x = middle(column);
                words(svg, (x, 14), ("name", "middle"), number);
                words(svg, (x, 29), ("soft", "middle"), day);
            }
            for (row, each) in (0_i64..).zip(&self.rows) {
                each.draw(svg, TOP + row * ROW + ROW / 2);
            }
            legend(svg, bottom + 18);
        });
    }
}

impl ConvergenceRow {
    fn draw(&self, svg: &mut Markup, y: i64) {
        let name = textwrap::wrap(&self.name, 40);
        let first = y + 4 - if name.len() > 1 { 7 } else { 0 };
        for (at, part) in (0_i64..).zip(name.iter().take(2)) {
            let cut = at == 1 && name.len() > 2;
            let part = if cut {
                format!("{part}…")
            } else {
                part.to_string()
            };
            words(svg, (4, first + at * 13), ("soft", "start"), &part);
        }
        let columns = count(self.stages.len());
        let ends = (middle(0), middle((columns - 1).max(0)));
        line(svg, "lead", ((ends.0, y), (ends.1, y)));
        for (at, stage) in self.stages.iter().enumerate() {
            let x = middle(count(at));
            mark(svg, *stage, (x, y));
            if self.opened.contains(&at) {
                words(svg, (x, y - 12), ("name", "middle"), "opened again");
            }
        }
    }
}

/// The shape and letter of a stage; what lies behind is covered first.
fn mark(svg: &mut Markup, stage: Between, (x, y): (i64, i64)) {
    let square = format!("M{},{}h18v18h-18z", x - 9, y - 9);
    let diamond = format!("M{x},{}l12,12l-12,12l-12,-12z", y - 12);
    match stage {
        Between::NotKnown => return circle(svg, "soft", ((x, y), 2)),
        Between::NotYet => {
            shape(svg, "act", &square);
            shape(svg, "axis", &square);
        }
        Between::OtherWords => shape(svg, "looped", &diamond),
        Between::Livable => {
            circle(svg, "act", ((x, y), 10));
            circle(svg, "axis", ((x, y), 10));
        }
        Between::AdReferendum => {
            circle(svg, "act", ((x, y), 11));
            circle(svg, "axis", ((x, y), 11));
            circle(svg, "axis", ((x, y), 8));
        }
        Between::Agreed => {
            circle(svg, "paid", ((x, y), 12));
            circle(svg, "act", ((x, y), 8));
        }
    }
    words(svg, (x, y + 4), ("name", "middle"), between_letter(stage));
}

fn shape(svg: &mut Markup, class: &str, path: &str) {
    svg.empty("path", &[("class", class), ("d", path)]);
}

fn legend(svg: &mut Markup, y: i64) {
    for (at, stage) in (0_i64..).zip(LEGEND) {
        let (x, y) = (18 + at % 3 * 200, y + at / 3 * 28);
        mark(svg, stage, (x, y));
        words(
            svg,
            (x + 18, y + 4),
            ("soft", "start"),
            between_words(stage),
        );
    }
}

fn middle(column: i64) -> i64 {
    NAMES + column * COLUMN + COLUMN / 2
}

fn count(items: usize) -> i64 {
    i64::try_from(items).unwrap_or(0).min(10_000)
}
