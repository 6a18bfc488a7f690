//! Improvements on the draft in hand: better for somebody, worse for nobody.

use super::Posing;
use crate::briefing::{Align, Found, Section, Table};
use crate::reach;
use crate::text::grouped;
use analysis::improvement::{baseline, improvement_count, improvements, routes};
use num_traits::Zero;
use problem::frontier::Outcome;
use problem::improvement::{Baseline, Measure, Route};
use problem::{Bound, Package, PartialPackage, Reach, Scope, Score};

/// How many improvements are told.
const TOLD: usize = 5;
/// How many of them are compared bracket by bracket.
const COMPARED: usize = 3;
/// How many shortest ways are told.
const WAYS: usize = 3;

impl Posing<'_, '_, '_> {
    /// The best improvements on the draft, how many more there are, and the shortest way to an
    /// efficient outcome.
    pub(super) fn improve(&self, draft: &PartialPackage) -> Option<Section> {
        let (problem, effort) = (&self.posed.problem, self.desk.effort);
        let base = baseline(problem, draft, Scope::Acceptable, effort).ok()?;
        let count = improvement_count(problem, Scope::Acceptable, &base.answer, effort);
        let first = improvements(problem, Scope::Acceptable, (&base.answer, TOLD), effort);
        let many = match &count.reach {
            Reach::Stopped(Bound::Between(low, high)) => format!("Between {low} and {high}"),
            Reach::Complete
            | Reach::Stopped(Bound::Within(_) | Bound::AtMost(_) | Bound::Unknown) => {
                grouped(&count.answer.to_string())
            }
        };
        let heading = if count.answer.is_zero() && count.reach == Reach::Complete {
            "Nothing acceptable improves on the draft for free".to_owned()
        } else {
            format!("{many} packages improve on the draft and cost nobody anything")
        };
        let mut section = Section::new("improve", heading).say(measured(base.answer.measure));
        section = section.table(self.improvement_table(&base.answer, &first.answer.first));
        section = section.table(self.side_by_side(&numbered(draft, &first.answer.first)));
        let holds = problem.improvements_hold(&first, Scope::Acceptable, &[]);
        section = section.found(Found {
            what: "Improvements".into(),
            method: first.method.into(),
            nodes: first.nodes + count.nodes,
            reach: reach::words(&first.reach),
            checked: if holds {
                "each was checked to improve on the draft; that none ranks higher was not \
                 independently checked"
                    .into()
            } else {
                "an improvement failed its check: treat this section as wrong".into()
            },
        });
        Some(self.ways(section, &base.answer))
    }

    fn improvement_table(&self, base: &Baseline, first: &[Outcome]) -> Table {
        let mut table = Table::new(
            "The draft, and the improvements that bring the most in all, as shares of what each \
             party could still gain",
            &[("Package", Align::Start)],
        );
        for (_, name) in self.names.parties() {
            table = table.column(name, Align::End);
        }
        let draft = base
            .scores
            .iter()
            .map(|(p, s)| self.names.score(&self.posed, p, *s));
        table.row(std::iter::once("draft".to_owned()).chain(draft).collect());
        for (number, outcome) in first.iter().enumerate() {
            let mut row = vec![format!("improvement {}", number + 1)];
            row.extend(outcome.scores.iter().map(|(party, score)| {
                let before = base.scores.get(party).copied().unwrap_or(Score::ZERO);
                let gain = self.names.score(&self.posed, party, *score - before);
                format!(
                    "{}\u{a0}(+{gain})",
                    self.names.score(&self.posed, party, *score)
                )
            }));
            table.row(row);
        }
        table
    }

    /// The shortest ways from the draft to an efficient outcome.
    fn ways(&self, section: Section, base: &Baseline) -> Section {
        let claim = routes(
            &self.posed.problem,
            Scope::Acceptable,
            base,
            self.desk.effort,
        );
        let Some(shortest) = claim.answer.iter().map(|way| way.changes.len()).min() else {
            return section;
        };
        if shortest == 0 {
            return section.say("The draft is efficient as it stands.");
        }
        let mut ways: Vec<&Route> = claim.answer.iter().collect();
        ways.sort_by_key(|way| way.changes.len());
        let section = section.say(format!(
            "The shortest way to an efficient outcome changes {} of the draft:",
            crate::text::counted(shortest as u64, "option")
        ));
        let told = ways
            .iter()
            .take_while(|way| way.changes.len() == shortest)
            .take(WAYS);
        let told = told.map(|way| self.changes(&base.draft, &way.outcome.witness).join("; "));
        section.list(told.collect()).found(Found {
            what: "Shortest way".into(),
            method: claim.method.into(),
            nodes: claim.nodes,
            reach: reach::words(&claim.reach),
            checked: if claim.answer.iter().all(|way| {
                self.posed
                    .problem
                    .route_holds((way, base), Scope::Acceptable, &[])
            }) {
                "each way was checked to cost nobody anything".into()
            } else {
                "a way failed its check: treat it as wrong".into()
            },
        })
    }

    /// What a package changes in a draft, a line each.
    pub(crate) fn changes(&self, draft: &PartialPackage, package: &Package) -> Vec<String> {
        let changed = package.iter().filter_map(|(bracket, to)| {
            let from = draft.choice(bracket);
            if from == Some(to) {
                return None;
            }
            let (name, words) = (self.names.bracket(bracket), self.names.choice(bracket, to));
            Some(match from {
                Some(from) => {
                    format!(
                        "{name}: “{words}” instead of “{}”",
                        self.names.choice(bracket, from)
                    )
                }
                None => format!("{name}: “{words}”, which the draft leaves open"),
            })
        });
        changed.collect()
    }
}

/// The draft, where it leaves nothing open, and the first improvements, by name.
fn numbered(draft: &PartialPackage, first: &[Outcome]) -> Vec<(String, Package)> {
    let draft = draft
        .complete()
        .map(|package| ("draft".to_owned(), package));
    let told = first.iter().take(COMPARED).enumerate();
    let told =
        told.map(|(at, outcome)| (format!("improvement {}", at + 1), outcome.witness.clone()));
    draft.into_iter().chain(told).collect()
}

const fn measured(measure: Measure) -> &'static str {
    match measure {
        Measure::Package => "Measured against the draft as it stands.",
        Measure::LeastInScope => {
            "The draft leaves points open: it is measured by the least that any acceptable way of \
             closing them gives each party."
        }
        Measure::LeastOfAll => {
            "The draft leaves points open, and no way of closing them is acceptable to all: it is \
             measured by the least that any way of closing them gives each party."
        }
    }
}
