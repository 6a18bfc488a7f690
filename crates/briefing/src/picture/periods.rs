//! Drawing needs and money by period: a bar for each, stacked from what is paid to what is missing.

use super::svg::{Canvas, words};
use super::{MoneyPart, Periods};
use crate::markup::Markup;

const WIDTH: i64 = 640;
const BAR: i64 = 420;
const LEFT: i64 = 152;
const ROW: i64 = 34;
const TOP: i64 = 44;

impl Periods {
    pub(super) fn draw(&self, place: &mut Markup) {
        let rows = i64::try_from(self.bars.len())
            .unwrap_or(i64::MAX)
            .min(1_000);
        let canvas = Canvas {
            width: WIDTH,
            height: TOP + rows.saturating_mul(ROW) + 8,
        };
        canvas.figure(place, ("img", &self.title, &self.description), |svg| {
            self.key(svg);
            for (row, bar) in (0..rows).zip(&self.bars) {
                let top = TOP + row * ROW;
                words(svg, (LEFT - 8, top + 16), ("soft", "end"), &bar.period);
                let mut left = LEFT;
                for (part, (size, _)) in MoneyPart::ALL.iter().zip(&bar.parts) {
                    let width = size.saturating_mul(BAR) / 1_000;
                    if width > 0 {
                        rectangle(svg, part.class(), (left, top, width));
                    }
                    left += width;
                }
                words(svg, (left + 6, top + 16), ("soft", "start"), &bar.needed);
            }
        });
    }

    fn key(&self, svg: &mut Markup) {
        for (at, part) in (0_i64..).zip(MoneyPart::ALL) {
            let left = 8 + at * 126;
            rectangle(svg, part.class(), (left, 10, 14));
            words(svg, (left + 20, 26), ("soft", "start"), part.word());
        }
    }
}

fn rectangle(svg: &mut Markup, class: &str, (left, top, width): (i64, i64, i64)) {
    let [x, y, width] = [left, top, width].map(|n| n.to_string());
    let attributes = [
        ("class", class),
        ("x", &x),
        ("y", &y),
        ("width", &width),
        ("height", "22"),
    ];
    svg.empty("rect", &attributes);
}
