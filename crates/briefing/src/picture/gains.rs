//! Drawing packages by what each party gains.

use super::svg::{Canvas, circle, line, words};
use super::{Axis, Dot, DotKind, Gains};
use crate::markup::Markup;
use std::collections::{BTreeMap, BTreeSet};

/// More marks than this are drawn as a density.
const MARKS_MAX: usize = 5_000;
/// The height of a line of words.
const LINE: i64 = 14;

/// A picture with how far its marks reach along each axis, looked at once for all of them.
struct Drawing<'a> {
    gains: &'a Gains,
    /// The least and the most that is drawn of each axis, in thousandths of it.
    spans: Vec<(i64, i64)>,
}

/// A rectangle of the canvas on which two axes are laid.
#[derive(Clone, Copy)]
struct Plane {
    left: i64,
    top: i64,
    width: i64,
    height: i64,
    across: usize,
    up: usize,
}

impl Gains {
    pub(super) fn draw(&self, place: &mut Markup) {
        let canvas = match self.axes.len() {
            0 | 1 => return,
            2 => Canvas {
                width: 640,
                height: 446,
            },
            3 => Canvas {
                width: 1080,
                height: 346,
            },
            count => Canvas {
                width: 220 + 130 * i64::try_from(count).unwrap_or(8),
                height: 400,
            },
        };
        let said = (self.role(), self.title.as_str(), self.description.as_str());
        let drawing = Drawing::of(self);
        canvas.figure(place, said, |svg| match self.axes.len() {
            2 => {
                let (left, top, width, height) = (64, 28, 380, 370);
                drawing.plane(
                    svg,
                    Plane {
                        left,
                        top,
                        width,
                        height,
                        across: 0,
                        up: 1,
                    },
                );
            }
            3 => {
                for (place, (across, up)) in (0_i64..).zip([(0, 1), (0, 2), (1, 2)]) {
                    let (left, top, width, height) = (52 + place * 352, 28, 200, 270);
                    drawing.plane(
                        svg,
                        Plane {
                            left,
                            top,
                            width,
                            height,
                            across,
                            up,
                        },
                    );
                }
            }
            _ => drawing.parallel(svg, canvas),
        });
    }

    /// What stands inside an `img` is one thing to a screen reader: its links would be lost.
    fn role(&self) -> &'static str {
        let has_links = self.marks.iter().any(|dot| dot.link.is_some());
        if has_links { "group" } else { "img" }
    }
}

impl<'a> Drawing<'a> {
    fn of(gains: &'a Gains) -> Self {
        // The whole way from no deal to the best is always drawn.
        let mut spans = vec![(0, 1_000); gains.axes.len()];
        for dot in &gains.marks {
            for ((low, high), at) in spans.iter_mut().zip(&dot.at) {
                *low = (*low).min(*at);
                *high = (*high).max(*at);
            }
        }
        Self { gains, spans }
    }

    /// The packages that nobody can improve on for free.
    fn efficient(&self) -> impl Iterator<Item = &'a Dot> + Clone {
        let marks = self.gains.marks.iter();
        marks.filter(|dot| dot.kind == DotKind::Efficient)
    }

    fn plane(&self, svg: &mut Markup, plane: Plane) {
        self.frame(svg, plane);
        if self.gains.axes.len() == 2 {
            self.dominated(svg, plane);
        }
        let efficient = self.efficient();
        let places: Vec<(i64, i64)> = efficient.filter_map(|dot| self.at(plane, dot)).collect();
        if places.len() > MARKS_MAX {
            density(svg, &places);
        } else {
            let mut drawn = BTreeSet::new();
            for dot in &self.gains.marks {
                let at = self.at(plane, dot).filter(|at| drawn.insert(*at));
                if let (DotKind::Efficient, Some(at)) = (dot.kind, at) {
                    linked(svg, dot, |svg| circle(svg, "dot", (at, 3)));
                }
            }
        }
        for dot in &self.gains.marks {
            let (class, radius) = match dot.kind {
                DotKind::Efficient => continue,
                DotKind::Fair => ("fair", 5),
                DotKind::Draft => ("draft", 7),
            };
            if let Some(at) = self.at(plane, dot) {
                linked(svg, dot, |svg| circle(svg, class, (at, radius)));
            }
        }
        self.labels(svg, plane);
    }

    fn frame(&self, svg: &mut Markup, plane: Plane) {
        let (left, top) = (plane.left, plane.top);
        let (right, bottom) = (left + plane.width, top + plane.height);
        for quarter in 0..=4 {
            let (x, y) = (
                left + plane.width * quarter / 4,
                bottom - plane.height * quarter / 4,
            );
            line(svg, "grid", ((x, top), (x, bottom)));
            line(svg, "grid", ((left, y), (right, y)));
        }
        let no_deal = (self.share(plane.across, 0), self.share(plane.up, 0));
        let best = (self.share(plane.across, 1_000), self.share(plane.up, 1_000));
        let x = |share: i64| left + plane.width * share / 1_000;
        let y = |share: i64| bottom - plane.height * share / 1_000;
        line(svg, "axis", ((left, y(no_deal.1)), (right, y(no_deal.1))));
        line(svg, "axis", ((x(no_deal.0), top), (x(no_deal.0), bottom)));
        if let Some(axis) = self.gains.axes.get(plane.across) {
            words(
                svg,
                (x(no_deal.0), bottom + 16),
                ("soft", "start"),
                &axis.low,
            );
            words(svg, (x(best.0), bottom + 16), ("soft", "end"), &axis.high);
            let middle = left + plane.width / 2;
            mark(svg, plane.across, (middle - 4, bottom + 25));
            words(
                svg,
                (middle + 10, bottom + 33),
                ("name", "start"),
                &axis.party,
            );
        }
        if let Some(axis) = self.gains.axes.get(plane.up) {
            words(
                svg,
                (left - 6, y(no_deal.1) - 2),
                ("soft", "end"),
                &axis.low,
            );
            words(svg, (left - 6, y(best.1) + 8), ("soft", "end"), &axis.high);
            mark(svg, plane.up, (left - 4, top - 18));
            words(svg, (left + 10, top - 10), ("name", "start"), &axis.party);
        }
    }

    /// Where a package lies on a plane.
    fn at(&self, plane: Plane, dot: &Dot) -> Option<(i64, i64)> {
        let across = self.along(plane.across, dot)?;
        let up = self.along(plane.up, dot)?;
        let x = plane.left + plane.width * across / 1_000;
        let y = plane.top + plane.height - plane.height * up / 1_000;
        Some((x, y))
    }

    /// A package's place on an axis, in thousandths of what is drawn of it.
    fn along(&self, axis: usize, dot: &Dot) -> Option<i64> {
        dot.at.get(axis).map(|at| self.share(axis, *at))
    }

    /// Where so much of the way from no deal (0) to the best (1000) lies on what is drawn of an
    /// axis, in thousandths of it.
    fn share(&self, axis: usize, at: i64) -> i64 {
        let (low, high) = self.spans.get(axis).copied().unwrap_or((0, 1_000));
        (at - low) * 1_000 / (high - low).max(1)
    }

    /// The region in which every package is worse for both than some efficient one, hatched.
    fn dominated(&self, svg: &mut Markup, plane: Plane) {
        let efficient = self.efficient();
        let mut corners: Vec<(i64, i64)> = efficient.filter_map(|d| self.at(plane, d)).collect();
        corners.sort_unstable();
        let bottom = plane.top + plane.height;
        for x in (plane.left + 8..plane.left + plane.width).step_by(8) {
            let top = corners
                .iter()
                .filter(|(at, _)| *at >= x)
                .map(|(_, y)| *y)
                .min();
            if let Some(top) = top {
                line(svg, "hatch", ((x, top), (x, bottom)));
            }
        }
    }

    /// The names of the named packages, beside the plane, each with a leader line.
    fn labels(&self, svg: &mut Markup, plane: Plane) {
        let mut named: BTreeMap<(i64, i64), Vec<&str>> = BTreeMap::new();
        for dot in &self.gains.marks {
            if let (Some(name), Some((x, y))) = (&dot.name, self.at(plane, dot)) {
                named.entry((y, x)).or_default().push(name);
            }
        }
        let x = plane.left + plane.width + 14;
        let mut next = plane.top + 10;
        for ((y, from), names) in named {
            let label = y.max(next);
            line(svg, "lead", ((from + 6, y), (x - 3, label - 4)));
            for name in names {
                words(svg, (x, next.max(label)), ("name", "start"), name);
                next = next.max(label) + LINE;
            }
        }
    }

    fn parallel(&self, svg: &mut Markup, canvas: Canvas) {
        let (top, height) = (28, canvas.height - 70);
        let step = 130;
        let x = |axis: usize| 60 + step * i64::try_from(axis).unwrap_or(0);
        for (place, axis) in self.gains.axes.iter().enumerate() {
            self.upright(svg, (place, axis), (x(place), top, height));
        }
        let thread = |svg: &mut Markup, dot: &Dot, class: &str, dash: &str| {
            let corners = (0..self.gains.axes.len()).filter_map(|axis| {
                Some(format!(
                    "{},{}",
                    x(axis),
                    top + height - height * self.along(axis, dot)? / 1_000
                ))
            });
            let points = corners.collect::<Vec<_>>().join(" ");
            let attributes = [
                ("class", class),
                ("points", &points),
                ("stroke-dasharray", dash),
            ];
            svg.empty("polyline", &attributes);
        };
        let efficient = self.efficient();
        let every = efficient.clone().count().div_ceil(1_500).max(1);
        for dot in efficient.step_by(every) {
            thread(svg, dot, "thread", "none");
        }
        let dashes = ["none", "8 3", "2 3", "8 3 2 3", "14 4", "4 4"];
        let named = self
            .gains
            .marks
            .iter()
            .filter(|dot| dot.kind != DotKind::Efficient);
        for (dot, dash) in named.clone().zip(dashes.iter().cycle()) {
            thread(svg, dot, "strong", dash);
        }
        let last = self.gains.axes.len().saturating_sub(1);
        let left = x(last) - 10;
        let plane = Plane {
            left,
            top,
            width: 10,
            height,
            across: last,
            up: last,
        };
        self.ends(svg, plane);
    }

    fn upright(&self, svg: &mut Markup, (place, axis): (usize, &Axis), at: (i64, i64, i64)) {
        let (x, top, height) = at;
        line(svg, "axis", ((x, top), (x, top + height)));
        for (at, figure) in [(0, &axis.low), (1_000, &axis.high)] {
            let y = top + height - height * self.share(place, at) / 1_000;
            line(svg, "axis", ((x - 4, y), (x + 4, y)));
            words(svg, (x - 7, y + 4), ("soft", "end"), figure);
        }
        mark(svg, place, (x - 4, top + height + 22));
        words(svg, (x, top + height + 40), ("name", "middle"), &axis.party);
    }

    /// The names of the named packages at the last of the upright axes.
    fn ends(&self, svg: &mut Markup, plane: Plane) {
        let mut named: Vec<(i64, &str)> = self
            .gains
            .marks
            .iter()
            .filter_map(|dot| {
                let up = self.along(plane.up, dot)?;
                let y = plane.top + plane.height - plane.height * up / 1_000;
                dot.name.as_deref().map(|name| (y, name))
            })
            .collect();
        named.sort_unstable();
        let x = plane.left + plane.width;
        let mut next = plane.top;
        for (y, name) in named {
            let label = y.max(next);
            line(svg, "lead", ((x + 2, y), (x + 14, label - 3)));
            words(svg, (x + 17, label), ("name", "start"), name);
            next = label + LINE;
        }
    }
}

/// A mark behind which there may be an address: a press on it opens its package.
fn linked(svg: &mut Markup, dot: &Dot, content: impl FnOnce(&mut Markup)) {
    match &dot.link {
        Some(link) => {
            let words = dot.values.join(" · ");
            // The named ones are a few stops for the keyboard, the rest stand in no one's way.
            let stop = if dot.name.is_some() { "0" } else { "-1" };
            let attributes = [
                ("href", link.as_str()),
                ("aria-label", &words),
                ("tabindex", stop),
            ];
            svg.within("a", &attributes, content);
        }
        None => content(svg),
    }
}

/// A party's mark: a small square in its hue beside its name.
fn mark(svg: &mut Markup, party: usize, (x, y): (i64, i64)) {
    const HUES: [&str; 8] = ["p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7"];
    let [x, y] = [x, y].map(|n| n.to_string());
    let hue = HUES.get(party % HUES.len()).copied().unwrap_or("p7");
    svg.empty(
        "rect",
        &[
            ("class", hue),
            ("x", &x),
            ("y", &y),
            ("width", "9"),
            ("height", "9"),
        ],
    );
}

/// Many marks as squares, the denser the darker.
fn density(svg: &mut Markup, places: &[(i64, i64)]) {
    let mut cells: BTreeMap<(i64, i64), i64> = BTreeMap::new();
    for (x, y) in places {
        *cells.entry((x / 5, y / 5)).or_default() += 1;
    }
    let most = cells.values().copied().max().unwrap_or(1);
    for ((x, y), count) in cells {
        let tenths = 1 + count * 8 / most;
        let opacity = format!("0.{tenths}");
        let [x, y] = [x * 5, y * 5].map(|n| n.to_string());
        let (side, x, y) = ("5", x.as_str(), y.as_str());
        let attributes = [
            ("class", "cell"),
            ("x", x),
            ("y", y),
            ("width", side),
            ("height", side),
            ("fill-opacity", &opacity),
        ];
        svg.empty("rect", &attributes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Picture;

    fn dot(at: [i64; 2]) -> Dot {
        Dot {
            at: at.into(),
            values: Vec::new(),
            kind: DotKind::Efficient,
            name: None,
            link: None,
        }
    }

    fn gains(marks: Vec<Dot>) -> Picture {
        let axis = || Axis {
            party: "North".to_owned(),
            low: "0".to_owned(),
            high: "9".to_owned(),
        };
        Picture::Gains(Gains {
            title: String::new(),
            description: String::new(),
            axes: vec![axis(), axis()],
            marks,
            not_drawn: 0,
        })
    }

    #[test]
    fn the_worst_and_the_best_mark_lie_at_the_ends_and_no_deal_between_them() {
        // Of 640 by 446, the plane is 380 wide from 64 and 370 high from 28.
        let drawn = gains(vec![dot([-1_000, 0]), dot([1_000, 1_500]), dot([0, 750])]);
        let drawn = drawn.to_fragment();
        for (x, y) in [(64, 398), (444, 28), (254, 213)] {
            let place = format!("cx=\"{x}\" cy=\"{y}\"");
            assert!(drawn.contains(&place), "{place}: {drawn}");
        }
        let drawn = gains(vec![dot([500, 500])]).to_fragment();
        assert!(drawn.contains("cx=\"254\" cy=\"213\""), "{drawn}");
    }
}
