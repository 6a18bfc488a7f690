//! Courses over rounds: a line for each procedure, told apart by its dashes and by its name at the
//! end.

use super::svg::{Canvas, line, words};
use crate::briefing::{Align, Table};
use crate::markup::Markup;

/// Lines over rounds, from nothing to all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Courses {
    /// What it shows.
    pub title: String,
    /// What a reader who cannot see it should know.
    pub description: String,
    /// How many rounds.
    pub rounds: i64,
    /// A height that is marked, in thousandths.
    pub mark: i64,
    /// What it is.
    pub mark_label: String,
    /// The lines.
    pub courses: Vec<Course>,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// What it is of.
    pub name: String,
    /// Its height after each round, in thousandths.
    pub at: Vec<i64>,
}

const LEFT: i64 = 46;
const SPAN: i64 = 400;
const TOP: i64 = 18;
const HEIGHT: i64 = 200;

/// How lines are dashed, in order; what comes after is dotted.
const DASHES: [&str; 5] = ["", "8 4", "2 3", "10 3 2 3", "5 2"];

impl Courses {
    pub(super) fn draw(&self, place: &mut Markup) {
        let canvas = Canvas {
            width: LEFT + SPAN + 254,
            height: TOP + HEIGHT + 40,
        };
        canvas.figure(place, ("img", &self.title, &self.description), |svg| {
            for part in [0, 250, 500, 750, 1_000] {
                let y = up(part);
                line(svg, "grid", ((LEFT, y), (LEFT + SPAN, y)));
                let label = format!("{} %", part / 10);
                words(svg, (LEFT - 6, y + 4), ("soft", "end"), &label);
            }
            let mark = up(self.mark);
            line(svg, "limithard", ((LEFT, mark), (LEFT + SPAN, mark)));
            words(
                svg,
                (LEFT + 4, mark - 4),
                ("soft", "start"),
                &self.mark_label,
            );
            for (round, anchor) in [(1, "start"), (self.rounds, "end")] {
                let place = (self.across(round), TOP + HEIGHT + 18);
                words(svg, place, ("soft", anchor), &format!("round {round}"));
            }
            let ends = self.ends();
            for (at, (course, end)) in self.courses.iter().zip(ends).enumerate() {
                self.line(svg, course, (at, end));
            }
        });
    }

    /// The heights at the beginning, after each quarter, and at the end.
    pub(super) fn table(&self) -> Table {
        let rounds = self.rounds.max(1);
        let mut asked: Vec<i64> = [1, rounds / 4, rounds / 2, rounds * 3 / 4, rounds].to_vec();
        asked.retain(|round| *round >= 1);
        asked.dedup();
        let mut table = Table::new(self.title.clone(), &[("Procedure", Align::Start)]);
        for round in &asked {
            table = table.column(format!("Round {round}"), Align::End);
        }
        for course in &self.courses {
            let at = |round: &i64| {
                let place = usize::try_from(round - 1).unwrap_or(0);
                let part = course.at.get(place).copied().unwrap_or(0);
                format!("{}.{}", part / 10, part % 10)
            };
            let mut row = vec![course.name.clone()];
            row.extend(asked.iter().map(at));
            table.row(row);
        }
        table
    }

    /// Where the names stand: at the ends of their lines, but no two over each other.
    fn ends(&self) -> Vec<i64> {
        let last = |course: &Course| course.at.last().copied().unwrap_or(0);
        let mut order: Vec<(i64, usize)> = self
            .courses
            .iter()
            .enumerate()
            .map(|(at, course)| (up(last(course)), at))
            .collect();
        order.sort_unstable();
        let mut ends = vec![0; order.len()];
        let mut free = i64::MIN;
        for (y, at) in order {
            let place = y.max(free);
            if let Some(end) = ends.get_mut(at) {
                *end = place;
            }
            free = place + 15;
        }
        ends
    }

    fn line(&self, svg: &mut Markup, course: &Course, (at, end): (usize, i64)) {
        let mut path = String::new();
        for (round, part) in (1..).zip(&course.at) {
            let letter = if round == 1 { 'M' } else { 'L' };
            path.push_str(&format!("{letter}{} {}", self.across(round), up(*part)));
        }
        let dash = DASHES.get(at).copied().unwrap_or("1 2");
        let class = if at == 0 { "exposed" } else { "exposedhard" };
        svg.empty(
            "path",
            &[("class", class), ("d", &path), ("stroke-dasharray", dash)],
        );
        let last = course.at.last().copied().unwrap_or(0);
        let edge = LEFT + SPAN;
        line(svg, "lead", ((edge, up(last)), (edge + 12, end)));
        let name = format!("{} {}.{} %", course.name, last / 10, last % 10);
        words(svg, (edge + 15, end + 4), ("name", "start"), &name);
    }

    fn across(&self, round: i64) -> i64 {
        LEFT + (round - 1) * SPAN / (self.rounds - 1).max(1)
    }
}

fn up(part: i64) -> i64 {
    TOP + HEIGHT - part.clamp(0, 1_000) * HEIGHT / 1_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_never_stand_over_each_other() {
        let course = |last: i64| Course {
            name: "a".to_owned(),
            at: vec![0, last],
        };
        let courses = Courses {
            title: String::new(),
            description: String::new(),
            rounds: 2,
            mark: 900,
            mark_label: String::new(),
            courses: [500, 505, 495, 100].map(course).to_vec(),
        };
        let mut ends = courses.ends();
        ends.sort_unstable();
        assert!(
            ends.windows(2).all(|pair| pair[1] - pair[0] >= 15),
            "{ends:?}"
        );
    }
}
