//! Drawing tones: the days from left to right, a row for each party; what is friendly stands above
//! the line of the row, what is not below it, so that no tone is told by colour alone.

use super::Tick;
use super::svg::{Canvas, circle, line, words};
use crate::markup::Markup;
use case::Tone;
use std::collections::BTreeMap;

const LEFT: i64 = 150;
const SPAN: i64 = 470;
const TOP: i64 = 30;
const ROW: i64 = 64;
const STEP: i64 = 17;

/// The tone of signals over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tones {
    /// What it shows.
    pub title: String,
    /// What a reader who cannot see it should know.
    pub description: String,
    /// The days from the first to the last.
    pub days: i64,
    /// Named days, counted from the first.
    pub ticks: Vec<Tick>,
    /// A row for each party.
    pub rows: Vec<ToneRow>,
}

/// A party's signals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToneRow {
    /// The party.
    pub name: String,
    /// The day of each signal, counted from the first, and its tone.
    pub marks: Vec<(i64, Tone)>,
}

impl Tones {
    pub(super) fn draw(&self, place: &mut Markup) {
        let rows = i64::try_from(self.rows.len()).unwrap_or(0).min(1_000);
        let bottom = TOP + rows * ROW;
        let canvas = Canvas {
            width: 660,
            height: bottom + 30,
        };
        canvas.figure(place, ("img", &self.title, &self.description), |svg| {
            for tick in &self.ticks {
                let x = self.at(tick.day);
                line(svg, "grid", ((x, TOP - 6), (x, bottom)));
                words(svg, (x, TOP - 12), ("soft", "middle"), &tick.label);
            }
            for (row, each) in (0..rows).zip(&self.rows) {
                let middle = TOP + row * ROW + ROW / 2;
                line(svg, "lead", ((LEFT, middle), (LEFT + SPAN, middle)));
                let name = textwrap::wrap(&each.name, 22);
                let first = middle + 4 - if name.len() > 1 { 7 } else { 0 };
                for (at, part) in (0_i64..).zip(name.iter().take(2)) {
                    words(svg, (4, first + at * 13), ("name", "start"), part);
                }
                // Signals of one day and tone stand side by side.
                let mut taken: BTreeMap<(i64, Tone), i64> = BTreeMap::new();
                for (day, tone) in &each.marks {
                    let before = taken.entry((*day, *tone)).or_default();
                    let x = self.at(*day) + *before * 7;
                    *before += 1;
                    mark(svg, *tone, (x, middle));
                }
            }
            legend(svg, bottom + 20);
        });
    }

    fn at(&self, day: i64) -> i64 {
        LEFT + 8 + day.saturating_mul(SPAN - 16) / self.days.max(1)
    }
}

fn mark(svg: &mut Markup, tone: Tone, (x, middle): (i64, i64)) {
    match tone {
        Tone::Positive => circle(svg, "dot", ((x, middle - STEP), 5)),
        Tone::Neutral => circle(svg, "soft", ((x, middle), 3)),
        Tone::Mixed => circle(svg, "draft", ((x, middle), 5)),
        Tone::Negative => circle(svg, "looptip", ((x, middle + STEP), 5)),
    }
}

fn legend(svg: &mut Markup, y: i64) {
    let kinds = [
        (Tone::Positive, "positive, above the line"),
        (Tone::Neutral, "neutral"),
        (Tone::Mixed, "mixed"),
        (Tone::Negative, "negative, below the line"),
    ];
    let mut x = 12;
    for (tone, meaning) in kinds {
        let (class, radius) = match tone {
            Tone::Positive => ("dot", 5),
            Tone::Neutral => ("soft", 3),
            Tone::Mixed => ("draft", 5),
            Tone::Negative => ("looptip", 5),
        };
        circle(svg, class, ((x, y - 4), radius));
        words(svg, (x + 11, y), ("soft", "start"), meaning);
        x += 34 + i64::try_from(meaning.len()).unwrap_or(0) * 6;
    }
}
