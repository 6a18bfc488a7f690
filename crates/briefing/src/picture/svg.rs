//! Drawing: the parts that every picture shares.
//!
//! Lengths are whole units of the view box; nothing here uses floats.

use crate::markup::Markup;
use crate::picture::Picture;

/// The view box of a picture.
#[derive(Clone, Copy)]
pub(super) struct Canvas {
    /// Its width.
    pub(super) width: i64,
    /// Its height.
    pub(super) height: i64,
}

impl Picture {
    /// Draws the picture with its title and description.
    pub(crate) fn draw(&self, place: &mut Markup) {
        match self {
            Self::Gains(gains) => gains.draw(place),
            Self::Acts(acts) => acts.draw(place),
            Self::Gantt(gantt) => gantt.draw(place),
            Self::Exposed(exposed) => exposed.draw(place),
            Self::Periods(periods) => periods.draw(place),
            Self::Ladder(ladder) => ladder.draw(place),
            Self::Tones(tones) => tones.draw(place),
            Self::Shares(shares) => shares.draw(place),
            Self::Courses(courses) => courses.draw(place),
            Self::Convergence(drawn) => drawn.draw(place),
            Self::Lineage(drawn) => drawn.draw(place),
        }
    }
}

impl Canvas {
    /// A figure of this size, with its role, and the caption and text for screen readers.
    pub(super) fn figure(
        self,
        place: &mut Markup,
        (role, title, description): (&str, &str, &str),
        content: impl FnOnce(&mut Markup),
    ) {
        let view = format!("0 0 {} {}", self.width, self.height);
        let (width, height) = (self.width.to_string(), self.height.to_string());
        let class = if self.width > 720 { "wide" } else { "narrow" };
        let attributes = [
            ("viewBox", view.as_str()),
            ("width", &width),
            ("height", &height),
            ("class", class),
            ("role", role),
            ("aria-label", title),
            ("direction", "ltr"),
        ];
        place.within("figure", &[("tabindex", "0")], |figure| {
            figure.leaf("figcaption", &[], title);
            figure.within("svg", &attributes, |svg| {
                svg.leaf("title", &[], title);
                svg.leaf("desc", &[], description);
                content(svg);
            });
        });
    }
}

/// A straight line.
pub(super) fn line(svg: &mut Markup, class: &str, (from, to): ((i64, i64), (i64, i64))) {
    let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(|n| n.to_string());
    svg.empty(
        "line",
        &[
            ("class", class),
            ("x1", &x1),
            ("y1", &y1),
            ("x2", &x2),
            ("y2", &y2),
        ],
    );
}

/// A circle.
pub(super) fn circle(svg: &mut Markup, class: &str, ((x, y), radius): ((i64, i64), i64)) {
    let [x, y, r] = [x, y, radius].map(|n| n.to_string());
    svg.empty(
        "circle",
        &[("class", class), ("cx", &x), ("cy", &y), ("r", &r)],
    );
}

/// Words at a place; the anchor is `start`, `middle` or `end`.
pub(super) fn words(
    svg: &mut Markup,
    (x, y): (i64, i64),
    (class, anchor): (&'static str, &'static str),
    text: &str,
) {
    let [x, y] = [x, y].map(|n| n.to_string());
    let attributes = [
        ("class", class),
        ("x", x.as_str()),
        ("y", &y),
        ("text-anchor", anchor),
    ];
    svg.leaf("text", &attributes, text);
}
