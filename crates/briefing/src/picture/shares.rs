//! How often packages are accepted: a bar for each party and one for all, and its drawing.

use super::svg::{Canvas, line, words};
use crate::markup::Markup;

const WIDTH: i64 = 640;
const BAR: i64 = 360;
const LEFT: i64 = 184;
const ROW: i64 = 22;
const HEAD: i64 = 26;
const TOP: i64 = 12;

/// How often packages are accepted: a bar for each party and one for all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shares {
    /// What it shows.
    pub title: String,
    /// What a reader who cannot see it should know.
    pub description: String,
    /// The packages.
    pub groups: Vec<ShareGroup>,
}

/// The bars of one package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareGroup {
    /// The package.
    pub name: String,
    /// Its bars.
    pub bars: Vec<ShareBar>,
}

/// A bar from the lower end of a share to its upper end, in thousandths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareBar {
    /// Whose it is.
    pub label: String,
    /// The share in words.
    pub words: String,
    /// The lower end.
    pub low: i64,
    /// The upper end.
    pub high: i64,
}

impl Shares {
    pub(super) fn draw(&self, place: &mut Markup) {
        let rows = |bars: usize| i64::try_from(bars).unwrap_or(0).min(1_000) * ROW;
        let heights = self
            .groups
            .iter()
            .map(|group| HEAD + rows(group.bars.len()));
        let height = heights.sum::<i64>() + TOP + 24;
        let canvas = Canvas {
            width: WIDTH,
            height,
        };
        canvas.figure(place, ("img", &self.title, &self.description), |svg| {
            let mut top = TOP;
            for group in &self.groups {
                words(svg, (8, top + 16), ("name", "start"), &group.name);
                top += HEAD;
                for bar in &group.bars {
                    words(svg, (LEFT - 8, top + 12), ("soft", "end"), &bar.label);
                    let [low, high] = [bar.low, bar.high].map(|part| part * BAR / 1_000);
                    rectangle(svg, "committed", (LEFT, top, low));
                    rectangle(svg, "waiting", (LEFT + low, top, high - low));
                    words(
                        svg,
                        (LEFT + BAR + 8, top + 12),
                        ("soft", "start"),
                        &bar.words,
                    );
                    top += ROW;
                }
            }
            for (part, label) in [(0, "0 %"), (500, "50 %"), (1_000, "100 %")] {
                let at = LEFT + part * BAR / 1_000;
                line(svg, "lead", ((at, TOP), (at, top)));
                words(svg, (at, top + 16), ("soft", "middle"), label);
            }
        });
    }
}

fn rectangle(svg: &mut Markup, class: &str, (left, top, width): (i64, i64, i64)) {
    if width <= 0 {
        return;
    }
    let [x, y, width] = [left, top, width].map(|n| n.to_string());
    let attributes = [
        ("class", class),
        ("x", &x),
        ("y", &y),
        ("width", &width),
        ("height", "15"),
    ];
    svg.empty("rect", &attributes);
}
