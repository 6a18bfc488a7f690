//! Drawing a timetable: a bar for each step, arrows for what comes before what, the critical path
//! in strong lines.

use super::svg::{Canvas, line, words};
use crate::markup::Markup;
use crate::picture::{Bar, Gantt};

const LEFT: i64 = 270;
const CHART: i64 = 590;
const ROW: i64 = 24;
const TOP: i64 = 34;
/// The most steps that are drawn; the table has all.
const BARS_MAX: usize = 120;

/// A named day on the axis of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// The days since the start.
    pub day: i64,
    /// Its name.
    pub label: String,
}

impl Gantt {
    pub(super) fn draw(&self, place: &mut Markup) {
        let shown = self.bars.len().min(BARS_MAX);
        let rows = i64::try_from(shown).unwrap_or(0);
        let canvas = Canvas {
            width: LEFT + CHART + 20,
            height: TOP + rows * ROW + 12,
        };
        canvas.figure(place, ("img", &self.title, &self.description), |svg| {
            self.frame(svg, rows);
            for (before, after, critical) in &self.arrows {
                if let [Some(from), Some(to)] = [before, after].map(|at| self.bar(*at)) {
                    self.arrow(svg, (from, to), *critical);
                }
            }
            let scale = [LEFT, CHART, self.days.max(1)].map(|length| length.to_string());
            let names = ["data-left", "data-length", "data-days"];
            let scale: Vec<_> = names
                .into_iter()
                .zip(scale.iter().map(String::as_str))
                .collect();
            svg.within("g", &scale, |svg| {
                for (row, bar) in (0_i64..).zip(self.bars.iter().take(BARS_MAX)) {
                    self.row(svg, row, bar);
                }
            });
        });
    }

    fn bar(&self, at: usize) -> Option<(i64, &Bar)> {
        let row = i64::try_from(at).ok()?;
        let bar = self.bars.get(at).filter(|_| at < BARS_MAX)?;
        Some((row, bar))
    }

    /// Where a day stands.
    fn x(&self, day: i64) -> i64 {
        LEFT + day.clamp(0, self.days.max(1)) * CHART / self.days.max(1)
    }

    fn frame(&self, svg: &mut Markup, rows: i64) {
        let bottom = TOP + rows * ROW;
        for Tick { day, label } in &self.ticks {
            let x = self.x(*day);
            line(svg, "grid", ((x, TOP - 8), (x, bottom)));
            words(svg, (x + 3, TOP - 14), ("soft", "start"), label);
        }
        line(svg, "axis", ((LEFT, TOP - 8), (LEFT, bottom)));
    }

    fn row(&self, svg: &mut Markup, row: i64, bar: &Bar) {
        let y = TOP + row * ROW;
        let (mut name, cut) = (String::new(), 38);
        for (count, letter) in bar.title.chars().enumerate() {
            if count == cut {
                name.push('…');
                break;
            }
            name.push(letter);
        }
        words(svg, (LEFT - 10, y + 15), ("name", "end"), &name);
        let start = bar.start.to_string();
        // One group for a step, so that a page can let it be moved.
        svg.within("g", &[("data-start", &start)], |svg| {
            self.bar_in(svg, y, bar)
        });
    }

    fn bar_in(&self, svg: &mut Markup, y: i64, bar: &Bar) {
        let (from, to, received) = (self.x(bar.start), self.x(bar.done), self.x(bar.verified));
        if bar.done == bar.start {
            let diamond = format!("M{from} {}l6 6l-6 6l-6 -6z", y + 4);
            let class = class(bar, ["mile", "milecritical"]);
            svg.empty("path", &[("class", class), ("d", &diamond)]);
        } else {
            let width = (to - from).max(3);
            let bar_class = class(bar, ["bar", "barcritical"]);
            rect(svg, bar_class, (from, y + 5, width, 12));
        }
        if received > to {
            rect(svg, "verifying", (to, y + 8, received - to, 6));
        }
        if bar.on_trust {
            let end = received.max(to);
            let (x, anchor) = if end > LEFT + CHART - 60 {
                (from - 8, "end")
            } else {
                (end + 8, "start")
            };
            words(svg, (x, y + 15), ("trust", anchor), "on trust");
        }
    }

    fn arrow(
        &self,
        svg: &mut Markup,
        ((row, from), (other, to)): ((i64, &Bar), (i64, &Bar)),
        critical: bool,
    ) {
        // tidy: bool, because an arrow is on the critical path or it is not.
        let (x1, y1) = (self.x(from.verified.max(from.done)), TOP + row * ROW + 11);
        let (x2, y2) = (self.x(to.start), TOP + other * ROW + 4);
        let (class, tip) = if critical {
            ("stepcritical", "tipcritical")
        } else {
            ("step", "tip")
        };
        let turn = if y2 > y1 { y2 } else { y2 + 14 };
        let path = format!("M{x1} {y1}H{}V{turn}", x2.max(x1));
        svg.empty("path", &[("class", class), ("d", &path)]);
        let down = if y2 > y1 { "-3 -6h6z" } else { "-3 6h6z" };
        let head = format!("M{} {turn}l{down}", x2.max(x1));
        svg.empty("path", &[("class", tip), ("d", &head)]);
    }
}

const fn class(bar: &Bar, [plain, critical]: [&'static str; 2]) -> &'static str {
    if bar.critical { critical } else { plain }
}

fn rect(svg: &mut Markup, class: &str, (x, y, width, height): (i64, i64, i64, i64)) {
    let [x, y, width, height] = [x, y, width, height].map(|n| n.to_string());
    let attributes = [
        ("class", class),
        ("x", x.as_str()),
        ("y", &y),
        ("width", &width),
        ("height", &height),
        ("rx", "2"),
    ];
    svg.empty("rect", &attributes);
}
