//! Drawing exposure: what a side has given before it has received, as a staircase over the days,
//! with the most that it can bear.

use super::svg::{Canvas, line, words};
use crate::markup::Markup;
use crate::picture::{Exposed, Stair};

const LEFT: i64 = 90;
const CHART: i64 = 770;
const TOP: i64 = 46;
const HEIGHT: i64 = 150;

impl Exposed {
    pub(super) fn draw(&self, place: &mut Markup) {
        let canvas = Canvas {
            width: LEFT + CHART + 20,
            height: TOP + HEIGHT + 30,
        };
        canvas.figure(place, ("img", &self.title, &self.description), |svg| {
            for tick in &self.ticks {
                let x = self.x(tick.day);
                line(svg, "grid", ((x, TOP), (x, TOP + HEIGHT)));
                let foot = TOP + HEIGHT + 16;
                words(svg, (x + 3, foot), ("soft", "start"), &tick.label);
            }
            line(svg, "axis", ((LEFT, self.y(0)), (LEFT + CHART, self.y(0))));
            words(svg, (LEFT - 8, self.y(0) + 4), ("soft", "end"), "0");
            let top = (LEFT - 8, self.y(self.most) + 4);
            words(svg, top, ("soft", "end"), &self.most_label);
            for stair in &self.stairs {
                self.stair(svg, stair);
            }
            self.legend(svg);
        });
    }

    /// What each line counts.
    fn legend(&self, svg: &mut Markup) {
        let mut x = LEFT;
        for stair in &self.stairs {
            let class = if stair.irreversible {
                "exposedhard"
            } else {
                "exposed"
            };
            line(svg, class, ((x, TOP - 22), (x + 18, TOP - 22)));
            let counted = if stair.irreversible {
                "what cannot be taken back"
            } else {
                "everything"
            };
            words(svg, (x + 24, TOP - 18), ("soft", "start"), counted);
            x += 110;
        }
    }

    fn x(&self, day: i64) -> i64 {
        LEFT + day.clamp(0, self.days.max(1)) * CHART / self.days.max(1)
    }

    fn y(&self, value: i64) -> i64 {
        let (low, high) = (i128::from(self.least), i128::from(self.most));
        let range = (high - low).max(1);
        let up = (i128::from(value).clamp(low, high) - low) * i128::from(HEIGHT) / range;
        TOP + HEIGHT - i64::try_from(up).unwrap_or(0)
    }

    fn stair(&self, svg: &mut Markup, stair: &Stair) {
        let [curve, limit, label] = if stair.irreversible {
            ["exposedhard", "limithard", "hard"]
        } else {
            ["exposed", "limit", "name"]
        };
        let mut path = format!("M{} {}", self.x(0), self.y(0));
        for (day, value) in &stair.steps {
            path.push_str(&format!("H{}V{}", self.x(*day), self.y(*value)));
        }
        path.push_str(&format!("H{}", LEFT + CHART));
        svg.empty("path", &[("class", curve), ("d", &path)]);
        if let Some(most) = stair.limit {
            let y = self.y(most);
            line(svg, limit, ((LEFT, y), (LEFT + CHART, y)));
            // The two limits are often close: one is named under its line, the other over it.
            let (at, anchor) = if stair.irreversible {
                ((LEFT + 4, y + 12), "start")
            } else {
                ((LEFT + CHART, y - 4), "end")
            };
            words(svg, at, (label, anchor), &stair.limit_label);
        }
    }
}
