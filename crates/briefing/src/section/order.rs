//! Where preconditions go in circles, and the clocks that run.

use crate::briefing::{Align, Found, Section, Table};
use crate::desk::{Desk, joined, remarks};
use crate::picture::{ActDot, Acts, Picture, Step};
use crate::reach;
use crate::timetable::remedy_words;
use analysis::order::{breaking, circles};
use case::{PosedOrder, Span, When};
use problem::ActIx;
use problem::order::{Circle, Linkage, Turn};
use problem::repair::Repair;

/// How many changes are told for each loop.
const CHANGES_SHOWN: usize = 8;

impl Desk<'_, '_> {
    /// The loops among the linkages this seat sees, each with its clauses and who holds them.
    pub(crate) fn order(&self) -> Option<Section> {
        let Ok(posed) = self.view.pose_order() else {
            let many = "There are more acts and clauses than loops can be looked for in";
            return Some(Section::new("order", many));
        };
        if posed.clauses.is_empty() {
            return None;
        }
        let claim = circles(&posed.precedence, self.effort);
        let checked = claim
            .answer
            .iter()
            .all(|circle| posed.precedence.has_circle(circle));
        let heading = match claim.answer.len() {
            0 => "The preconditions contain no loop".to_owned(),
            1 => "The preconditions go in one circle".to_owned(),
            count => format!("The preconditions go in {count} circles"),
        };
        let mut section = Section::new("order", heading);
        for (number, circle) in claim.answer.iter().enumerate() {
            section = section
                .say(format!(
                    "Loop {}: {}.",
                    number + 1,
                    self.circle_words(&posed, circle)
                ))
                .list(self.circle_clauses(&posed, circle));
            let changes = self.changes(&posed, circle);
            if !changes.is_empty() {
                section = section
                    .say(format!("Any one of these breaks loop {}:", number + 1))
                    .list(changes);
            }
        }
        let found = Found {
            what: "Loops".into(),
            method: claim.method.into(),
            nodes: claim.nodes,
            reach: reach::words(&claim.reach),
            checked: if checked {
                "every loop was checked against its clauses".into()
            } else {
                "a loop failed its check: treat this section as wrong".into()
            },
        };
        Some(
            section
                .picture(self.order_picture(&posed, &claim.answer))
                .found(found),
        )
    }

    /// The smallest changes that break a circle, from the field's repertoire.
    fn changes(&self, posed: &PosedOrder, circle: &Circle) -> Vec<String> {
        let open = self.view.openness(posed.acts.rows());
        let claim = breaking(&posed.precedence, circle, &open, &self.searching());
        let fewest = claim.answer.first().map_or(0, Vec::len);
        let smallest = claim.answer.iter().filter(|set| set.len() == fewest);
        let holds = |set: &&Vec<Repair>| posed.precedence.breaks_circle(circle, set);
        let smallest: Vec<&Vec<Repair>> = smallest.filter(holds).collect();
        let mut said: Vec<String> = smallest
            .iter()
            .take(CHANGES_SHOWN)
            .map(|set| {
                let parts = set.iter().map(|repair| self.change(posed, repair));
                crate::desk::capital(&parts.collect::<Vec<_>>().join(", and "))
            })
            .collect();
        let more = smallest.len().saturating_sub(CHANGES_SHOWN);
        if more > 0 {
            said.push(format!("… and {more} more of the same size"));
        }
        said
    }

    fn change(&self, posed: &PosedOrder, repair: &Repair) -> String {
        let clause = posed.precedence.clauses().get(repair.clause);
        let Some(Linkage::Requires { act, first }) = clause else {
            return String::new();
        };
        let name = |act: &ActIx| {
            let id = posed.acts.get(*act);
            id.map_or_else(String::new, |id| format!("“{}”", self.act_title(id)))
        };
        remedy_words(repair.remedy, &[name(act), name(first)])
    }

    fn turn_name(&self, posed: &PosedOrder, turn: &Turn) -> String {
        let ids = turn.acts.iter().filter_map(|act| posed.acts.get(*act));
        let titles: Vec<String> = ids.map(|id| self.act_title(id)).collect();
        joined(&titles)
    }

    fn circle_words(&self, posed: &PosedOrder, circle: &Circle) -> String {
        let names: Vec<String> = circle
            .0
            .iter()
            .map(|turn| self.turn_name(posed, turn))
            .collect();
        let first = names.first().cloned().unwrap_or_default();
        format!("{} → {first}", names.join(" → "))
    }

    fn circle_clauses(&self, posed: &PosedOrder, circle: &Circle) -> Vec<String> {
        let next = circle.0.iter().cycle().skip(1);
        let steps = circle.0.iter().zip(next).map(|(turn, next)| {
            let clauses = turn.clauses.iter().chain(&turn.together);
            let clauses = clauses.filter_map(|clause| posed.clauses.get(*clause));
            let clauses: Vec<String> = clauses.map(|id| self.linkage_words(id)).collect();
            let (before, after) = (self.turn_name(posed, turn), self.turn_name(posed, next));
            format!("{before} before {after}: {}", clauses.join("; "))
        });
        steps.collect()
    }

    fn order_picture(&self, posed: &PosedOrder, circles: &[Circle]) -> Picture {
        let looped =
            |before: ActIx, after: ActIx| {
                circles.iter().any(|circle| {
                    let next = circle.0.iter().cycle().skip(1);
                    circle.0.iter().zip(next).any(|(turn, then)| {
                        turn.acts.contains(&before) && then.acts.contains(&after)
                    })
                })
            };
        let steps: Vec<Step> = posed
            .precedence
            .steps()
            .map(|(before, after, clauses)| {
                let ids = clauses
                    .iter()
                    .filter_map(|clause| posed.clauses.get(*clause));
                let by: Vec<String> = ids.map(ToString::to_string).collect();
                let (from, to) = (before.position(), after.position());
                Step {
                    before: usize::from(from),
                    after: usize::from(to),
                    by: by.join(", "),
                    looped: looped(before, after),
                }
            })
            .collect();
        let on_loop = |act: ActIx| {
            circles
                .iter()
                .any(|circle| circle.0.iter().any(|turn| turn.acts.contains(&act)))
        };
        let acts = posed.acts.iter().map(|(ix, id)| ActDot {
            title: self.act_title(id),
            looped: on_loop(ix),
        });
        Picture::Acts(Acts {
            title: "What must come before what".into(),
            description: format!(
                "{} acts and {} steps between them; {} on a loop",
                posed.acts.len(),
                steps.len(),
                steps.iter().filter(|step| step.looped).count()
            ),
            acts: acts.collect(),
            steps,
        })
    }

    /// The periods that the text, a party or a rule sets running.
    pub(crate) fn clocks(&self) -> Option<Section> {
        let columns = [
            ("Period", Align::End),
            ("What it measures", Align::Start),
            ("Starts with", Align::Start),
        ];
        let mut table = Table::new("Clocks", &columns);
        for seen in self.view.clocks() {
            let clock = seen.item;
            let mut what = self.words(&clock.title).to_owned();
            if !clock.held_by.is_empty() {
                what.push_str(&format!(", held by {}", self.party_names(&clock.held_by)));
            }
            what.push_str(&(remarks(&clock.grounds) + &self.sources(&clock.grounds)));
            let starts = clock
                .starts
                .as_ref()
                .map(|act| self.act_title(act))
                .unwrap_or_default();
            table.row(vec![span_words(clock.span), what, starts]);
        }
        let heading = match table.rows.len() {
            0 => return None,
            1 => "One clock is on the table".to_owned(),
            count => format!("{count} clocks are on the table"),
        };
        Some(Section::new("clocks", heading).table(table))
    }
}

/// A day: `2031-06-01`, or `day 14` of the plan.
#[must_use]
pub fn when_words(when: When) -> String {
    match when {
        When::Day(days) => format!("day {days} of the plan"),
        When::Date(date) => date.to_string(),
    }
}

/// A length of time: `60 days`.
#[must_use]
pub fn span_words(span: Span) -> String {
    let (count, unit) = match span {
        Span::Hours(count) => (count, "hour"),
        Span::Days(count) => (count, "day"),
        Span::Months(count) => (count, "month"),
        Span::Years(count) => (count, "year"),
    };
    crate::text::counted(u64::from(count), unit)
}
