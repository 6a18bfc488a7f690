//! Drawing a rehearsal: the hours from left to right in their order, a row for each guarantee.

use super::svg::{Canvas, circle, line, words};
use super::{Ladder, LadderKind, LadderMark};
use crate::markup::Markup;

const NAMES: i64 = 216;
const COLUMN: i64 = 58;
const TOP: i64 = 34;
const ROW: i64 = 42;

impl Ladder {
    pub(super) fn draw(&self, place: &mut Markup) {
        let columns = count(self.hours.len());
        let rows = count(self.rows.len());
        let bottom = TOP + rows * ROW;
        let canvas = Canvas {
            width: (NAMES + columns * COLUMN + 10).max(560),
            height: bottom + 30,
        };
        canvas.figure(place, ("img", &self.title, &self.description), |svg| {
            for (column, hour) in (0_i64..).zip(&self.hours) {
                let x = middle(column);
                line(svg, "grid", ((x, TOP - 8), (x, bottom)));
                words(svg, (x, TOP - 14), ("soft", "middle"), &format!("{hour} h"));
            }
            self.draw_since(svg, bottom);
            for (row, each) in (0_i64..).zip(&self.rows) {
                let y = TOP + row * ROW + ROW / 2;
                let name = textwrap::wrap(&each.name, 34);
                let shown = name.iter().take(2);
                let first = y + 4 - if name.len() > 1 { 7 } else { 0 };
                for (at, part) in (0_i64..).zip(shown) {
                    let cut = at == 1 && name.len() > 2;
                    let part = if cut {
                        format!("{part}…")
                    } else {
                        part.to_string()
                    };
                    words(svg, (4, first + at * 13), ("name", "start"), &part);
                }
                self.draw_row(svg, &each.marks, y);
            }
            legend(svg, bottom + 20);
        });
    }

    /// The line between what is past and what is to come.
    fn draw_since(&self, svg: &mut Markup, bottom: i64) {
        let Some(since) = self.since else {
            return;
        };
        let past = count(self.hours.iter().filter(|hour| **hour <= since).count());
        let x = NAMES + past * COLUMN;
        line(svg, "loop", ((x, TOP - 8), (x, bottom)));
        words(svg, (x, 9), ("name", "middle"), &format!("now: {since} h"));
    }

    fn draw_row(&self, svg: &mut Markup, marks: &[LadderMark], y: i64) {
        let at = |mark: &LadderMark| {
            let column = self.hours.iter().position(|hour| *hour == mark.hour);
            middle(count(column.unwrap_or_default()))
        };
        if let (Some(first), Some(last)) = (marks.first(), marks.last()) {
            line(svg, "lead", ((at(first), y), (at(last), y)));
        }
        // What falls at one hour stands side by side.
        for (place, mark) in marks.iter().enumerate() {
            let before = marks
                .iter()
                .take(place)
                .filter(|other| other.hour == mark.hour);
            let x = at(mark) + count(before.count()) * 14;
            match mark.kind {
                LadderKind::Happens => circle(svg, "dot", ((x, y), 5)),
                LadderKind::Called => circle(svg, "soft", ((x, y), 3)),
                LadderKind::Due => circle(svg, "fair", ((x, y), 6)),
                LadderKind::FallsAway => circle(svg, "draft", ((x, y), 5)),
                LadderKind::Lapses => circle(svg, "looptip", ((x, y), 6)),
            }
            words(svg, (x, y - 9), ("name", "middle"), &mark.label);
        }
    }
}

fn legend(svg: &mut Markup, y: i64) {
    let kinds = [
        ("dot", 5, "happens"),
        ("soft", 3, "called for"),
        ("fair", 6, "step due"),
        ("draft", 5, "does not come"),
        ("looptip", 6, "lapses"),
    ];
    let mut x = 10;
    for (class, radius, meaning) in kinds {
        circle(svg, class, ((x, y - 4), radius));
        words(svg, (x + 11, y), ("soft", "start"), meaning);
        x += 34 + count(meaning.len()) * 6;
    }
}

fn middle(column: i64) -> i64 {
    NAMES + column * COLUMN + COLUMN / 2
}

fn count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(0)
}
