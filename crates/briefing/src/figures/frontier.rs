//! The frontier: which packages nobody can improve on for free.

use super::Posing;
use crate::briefing::{Align, Found, Section, Table};
use crate::desk::joined;
use crate::picture::{Axis, Dot, DotKind, Gains, Picture};
use crate::reach;
use crate::text::grouped;
use analysis::frontier::{Front, frontier};
use problem::frame::Frame;
use problem::{Bound, Claim, DecisionRule, Package, PartyIx, Reach, Scope, Score};

/// How many packages of a large frontier are listed.
const LISTED: usize = 12;
/// How many marks of a picture lead somewhere at most.
const LINKED: usize = 2_000;
/// How many packages of a large frontier are drawn.
const DRAWN: usize = 60_000;

/// Scores by party, with what they are.
pub(crate) type Named = (DotKind, String, Scores);
/// A vector of scores.
pub(crate) type Scores = problem::Table<PartyIx, Score>;

impl Posing<'_, '_, '_> {
    /// The frontier of the acceptable packages.
    pub(crate) fn efficient(&self) -> Claim<Front> {
        frontier(&self.posed.problem, Scope::Acceptable, self.desk.effort)
    }

    /// What the frontier says, with its picture if gains can be measured.
    pub(super) fn frontier(
        &self,
        claim: &Claim<Front>,
        (frame, named): (Option<&Frame>, &[Named]),
    ) -> Section {
        let front = &claim.answer;
        let heading = match front.len() {
            0 => "No package is acceptable, so none is efficient".to_owned(),
            1 => "One outcome cannot be improved on for free".to_owned(),
            count if claim.reach != Reach::Complete => {
                format!(
                    "{} outcomes stand for the whole frontier",
                    grouped(&count.to_string())
                )
            }
            count => {
                format!(
                    "{} outcomes cannot be improved on for free",
                    grouped(&count.to_string())
                )
            }
        };
        let found = Found {
            what: "Frontier".into(),
            method: claim.method.into(),
            nodes: claim.nodes,
            reach: self.cover(&claim.reach),
            checked: self.checked(front),
        };
        let mut section = Section::new("frontier", heading);
        if front.is_empty() {
            return section.found(found);
        }
        section = section.say(
            "An outcome is efficient when no other acceptable package gives some party more and \
             none less. Figures are each party's own and are not compared between parties.",
        );
        if *self.posed.problem.decision() != DecisionRule::Unanimity {
            section = section.remark(
                "This is among the packages acceptable to all; the decision rule passes others \
                 too.",
            );
        }
        if let (Some(frame), true) = (frame, self.posed.parties.len() > 1) {
            section = section.picture(Picture::Gains(self.gains(front, frame, named)));
        }
        section.table(self.outcomes(front)).found(found)
    }

    /// How far the frontier reaches: exact, or within which distance of each party's figures.
    fn cover(&self, reach: &Reach) -> String {
        match reach {
            Reach::Stopped(Bound::Within(distance)) => {
                let parts = distance.iter().map(|(party, score)| {
                    let amount = self.names.score(&self.posed, party, *score);
                    format!("{amount} for {}", self.names.party(party))
                });
                format!(
                    "stopped early: for every acceptable package some outcome listed here is at \
                     most so much worse, party by party: {}",
                    joined(&parts.collect::<Vec<_>>())
                )
            }
            Reach::Complete
            | Reach::Stopped(Bound::Between(..) | Bound::AtMost(_) | Bound::Unknown) => {
                reach::words(reach)
            }
        }
    }

    fn checked(&self, front: &Front) -> String {
        let problem = &self.posed.problem;
        let listed = sample(front.len(), 200);
        let holds = listed.iter().all(|at| {
            let witness = front.witness(*at);
            witness.is_some_and(|package| {
                problem.is_within(&package, Scope::Acceptable)
                    && Some(problem.scores(&package)) == front.scores(*at)
            })
        });
        if holds {
            format!(
                "{} packages were checked against their outcomes; that none is missing was not \
                 independently checked",
                listed.len()
            )
        } else {
            "a package failed its check: treat this section as wrong".to_owned()
        }
    }

    fn outcomes(&self, front: &Front) -> Table {
        let listed = sample(front.len(), LISTED);
        let caption = if listed.len() < front.len() {
            format!(
                "{} of {} outcomes, spread over the frontier",
                listed.len(),
                front.len()
            )
        } else {
            "Every outcome".to_owned()
        };
        let mut table = Table::new(caption, &[("No", Align::End)]);
        for (_, name) in self.names.parties() {
            table = table.column(name, Align::End);
        }
        table = table.column("Packages", Align::End);
        for at in listed {
            let (Some(scores), Some(packages)) = (front.scores(at), front.packages(at)) else {
                continue;
            };
            let mut row = vec![(at + 1).to_string()];
            row.extend(
                scores
                    .iter()
                    .map(|(p, s)| self.names.score(&self.posed, p, *s)),
            );
            row.push(grouped(&packages.to_string()));
            table.row(row);
        }
        table
    }

    fn gains(&self, front: &Front, frame: &Frame, named: &[Named]) -> Gains {
        let axes = self.names.parties().map(|(party, name)| {
            let end = |table: &Scores| {
                table
                    .get(party)
                    .map(|s| self.names.score(&self.posed, party, *s))
            };
            Axis {
                party: name.to_owned(),
                low: end(&frame.disagreement).unwrap_or_default(),
                high: end(&frame.best).unwrap_or_default(),
            }
        });
        let drawn = sample(front.len(), DRAWN);
        let left = front.len() - drawn.len();
        let outcomes = drawn.iter().filter_map(|at| front.scores(*at));
        let mut marks: Vec<Dot> = outcomes
            .map(|scores| self.dot(frame, (DotKind::Efficient, None), &scores))
            .collect();
        for (kind, name, scores) in named {
            marks.push(self.dot(frame, (*kind, Some(name.clone())), scores));
        }
        Gains {
            title: "What each party gains, from no deal to its best acceptable package".into(),
            description: format!(
                "{} efficient outcomes; named: {}",
                front.len(),
                named
                    .iter()
                    .map(|(_, name, _)| name.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
            axes: axes.collect(),
            marks,
            not_drawn: left as u64,
        }
    }

    fn dot(&self, frame: &Frame, (kind, name): (DotKind, Option<String>), scores: &Scores) -> Dot {
        let at = scores.iter().map(|(party, score)| {
            let low = frame
                .disagreement
                .get(party)
                .copied()
                .unwrap_or(Score::ZERO);
            let high = frame.best.get(party).copied().unwrap_or(Score::ZERO);
            let reach = i128::from((high - low).get()).max(1);
            let thousandths = i128::from((*score - low).get()) * 1_000 / reach;
            i64::try_from(thousandths.clamp(-4_000, 4_000)).unwrap_or(0)
        });
        let values = scores
            .iter()
            .map(|(p, s)| self.names.score(&self.posed, p, *s));
        Dot {
            at: at.collect(),
            values: values.collect(),
            kind,
            name,
            link: None,
        }
    }

    /// The picture with an address behind each mark, as far as there are not too many to press.
    pub(crate) fn gains_with_links(
        &self,
        front: &Front,
        (frame, named): (&Frame, &[Named]),
        link: &dyn Fn(&Package) -> String,
    ) -> Gains {
        let mut gains = self.gains(front, frame, named);
        if front.len() > LINKED {
            return gains;
        }
        for (at, dot) in gains.marks.iter_mut().enumerate() {
            dot.link = match dot.kind {
                DotKind::Efficient => front.witness(at).map(|package| link(&package)),
                DotKind::Fair | DotKind::Draft => None,
            };
        }
        let draft = self.draft();
        for (dot, (kind, _, scores)) in gains.marks.iter_mut().skip(front.len()).zip(named) {
            let package = match kind {
                DotKind::Draft => draft.clone(),
                DotKind::Fair => front.position(scores).and_then(|at| front.witness(at)),
                DotKind::Efficient => None,
            };
            dot.link = package.map(|package| link(&package));
        }
        gains
    }
}

/// So many positions of a list, spread evenly, the first and the last among them.
fn sample(total: usize, most: usize) -> Vec<usize> {
    let shown = total.min(most);
    let at = |step: usize| {
        if shown > 1 {
            step * (total - 1) / (shown - 1)
        } else {
            0
        }
    };
    (0..shown).map(at).collect()
}
