//! Drawing acts and what must come before what: from left to right in layers, loops in the one
//! warning colour.

use super::Acts;
use super::svg::{Canvas, words};
use crate::briefing::{Align, Table};
use crate::markup::Markup;

const WIDTH: i64 = 168;
const GAP: i64 = 46;
const HEIGHT: i64 = 48;
const ROW: i64 = 68;

/// Where each act stands: its layer, and its row in the layer.
struct Layout {
    places: Vec<Option<(i64, i64)>>,
    layers: i64,
    rows: i64,
}

impl Acts {
    pub(super) fn draw(&self, place: &mut Markup) {
        let layout = self.layout();
        let width = (layout.layers * (WIDTH + GAP) + 20).max(400);
        let canvas = Canvas {
            width,
            height: layout.rows * ROW + 24,
        };
        canvas.figure(place, ("img", &self.title, &self.description), |svg| {
            for (looped, classes) in [(false, ["step", "tip"]), (true, ["loop", "looptip"])] {
                for step in self.steps.iter().filter(|step| step.looped == looped) {
                    let ends = [step.before, step.after].map(|act| layout.corner(act));
                    if let [Some(from), Some(to)] = ends {
                        arrow(svg, (from, to), classes);
                    }
                }
            }
            for (position, act) in self.acts.iter().enumerate() {
                if let Some(corner) = layout.corner(position) {
                    let class = if act.looped { "looped" } else { "act" };
                    card(svg, class, (corner, &act.title));
                }
            }
        });
    }

    /// Layers by the longest way from a beginning, steps that close a loop left aside.
    fn layout(&self) -> Layout {
        let forward = self.forward();
        let mut layers = vec![0_usize; self.acts.len()];
        for _ in 0..self.acts.len() {
            for (before, after) in &forward {
                let least = layers.get(*before).map_or(0, |layer| layer + 1);
                if let Some(layer) = layers.get_mut(*after) {
                    *layer = least.max(*layer);
                }
            }
        }
        let drawn: Vec<bool> = (0..self.acts.len())
            .map(|act| {
                self.steps
                    .iter()
                    .any(|step| step.before == act || step.after == act)
            })
            .collect();
        let mut filled: Vec<i64> = Vec::new();
        let mut places = Vec::new();
        for (layer, drawn) in layers.iter().zip(&drawn) {
            if !drawn {
                places.push(None);
                continue;
            }
            if filled.len() <= *layer {
                filled.resize(layer + 1, 0);
            }
            let row = filled.get_mut(*layer).map_or(0, |count| {
                *count += 1;
                *count - 1
            });
            places.push(Some((i64::try_from(*layer).unwrap_or(0), row)));
        }
        let rows = filled.iter().copied().max().unwrap_or(0);
        Layout {
            places,
            layers: i64::try_from(filled.len()).unwrap_or(1),
            rows,
        }
    }

    /// The steps without those that close a loop when the acts are walked in order.
    fn forward(&self) -> Vec<(usize, usize)> {
        let mut forward: Vec<(usize, usize)> = Vec::new();
        for step in &self.steps {
            if !reaches(&forward, step.after, step.before) {
                forward.push((step.before, step.after));
            }
        }
        forward
    }
}

impl Acts {
    /// The steps, each with what comes first.
    pub(super) fn table(&self) -> Table {
        let columns = [
            ("First", Align::Start),
            ("Then", Align::Start),
            ("By", Align::Start),
            ("Loop", Align::Centre),
        ];
        let mut table = Table::new(self.title.clone(), &columns);
        let title = |at: usize| {
            self.acts
                .get(at)
                .map(|act| act.title.clone())
                .unwrap_or_default()
        };
        for step in &self.steps {
            let looped = if step.looped { "↺" } else { "" };
            table.row(vec![
                title(step.before),
                title(step.after),
                step.by.clone(),
                looped.to_owned(),
            ]);
        }
        table
    }
}

impl Layout {
    /// The upper left corner of an act's card, if it is drawn.
    fn corner(&self, act: usize) -> Option<(i64, i64)> {
        let (layer, row) = self.places.get(act).copied().flatten()?;
        Some((10 + layer * (WIDTH + GAP), 12 + row * ROW))
    }
}

fn reaches(steps: &[(usize, usize)], from: usize, to: usize) -> bool {
    let mut met = vec![from];
    let mut at = 0;
    while let Some(act) = met.get(at).copied() {
        if act == to {
            return true;
        }
        for (before, after) in steps {
            if *before == act && !met.contains(after) {
                met.push(*after);
            }
        }
        at += 1;
    }
    false
}

fn arrow(svg: &mut Markup, ((x1, y1), (x2, y2)): ((i64, i64), (i64, i64)), [line, tip]: [&str; 2]) {
    let (from, to) = ((x1 + WIDTH, y1 + HEIGHT / 2), (x2, y2 + HEIGHT / 2));
    let path = if x2 > x1 {
        let bend = (to.0 - from.0) / 2;
        let (c1, c2) = (from.0 + bend, to.0 - bend);
        format!(
            "M{} {}C{c1} {} {c2} {} {} {}",
            from.0, from.1, from.1, to.1, to.0, to.1
        )
    } else {
        let under = from.1.max(to.1) + HEIGHT / 2 + 9;
        let (out, back) = (from.0 + 12, to.0 - 14);
        let (y1, y2) = (from.1, to.1);
        format!("M{} {y1}H{out}V{under}H{back}V{y2}H{}", from.0, to.0)
    };
    svg.empty("path", &[("class", line), ("d", &path)]);
    let head = format!("M{} {}l-8 -4v8z", to.0, to.1);
    svg.empty("path", &[("class", tip), ("d", &head)]);
}

fn card(svg: &mut Markup, class: &str, ((x, y), title): ((i64, i64), &str)) {
    let [left, top, width, height] = [x, y, WIDTH, HEIGHT].map(|n| n.to_string());
    let attributes = [
        ("class", class),
        ("x", left.as_str()),
        ("y", &top),
        ("width", &width),
        ("height", &height),
        ("rx", "4"),
    ];
    svg.empty("rect", &attributes);
    let lines = textwrap::wrap(title, 26);
    let shown = i64::try_from(lines.len().min(3)).unwrap_or(3);
    let first = y + HEIGHT / 2 + 4 - (shown - 1) * 13 / 2;
    for (row, line) in (0_i64..).zip(lines.iter().take(3)) {
        let cut = row == 2 && lines.len() > 3;
        let text = if cut {
            format!("{line}…")
        } else {
            line.to_string()
        };
        words(svg, (x + 8, first + row * 13), ("name", "start"), &text);
    }
}
