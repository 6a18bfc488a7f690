//! From the state as it is to the outcome, and what parties could gain together.

use super::words::{Named, notions_words};
use crate::briefing::{Found, Section};
use crate::desk::{Desk, joined};
use crate::reach;
use analysis::stability::{Courses, Gain, coalition_gains, courses, graph_courses};
use case::PosedConflict;
use problem::stability::{GraphModel, Notion, Stability, StateIx, Steps};
use problem::{Claim, PartyIx, Reach};

/// The most states for which courses and coalitions are looked at.
const STATES_MAX: usize = 2_000;

/// The most states that hold for all from which coalitions are tried.
const HOLDING_MAX: usize = 12;

/// A conflict on the desk, with its moves listed where some sets of options count as one state.
struct Board<'p> {
    posed: &'p PosedConflict,
    graph: Option<GraphModel>,
    parties: Vec<PartyIx>,
}

impl Desk<'_, '_> {
    /// How the outcome comes of the state as it is, and which coalitions leave what holds.
    pub(super) fn courses(
        &self,
        section: Section,
        (posed, found): (&PosedConflict, &Stability),
        named: &Named<'_>,
    ) -> Section {
        if posed.game.form().states() > STATES_MAX {
            return section.remark(format!(
                "Courses and coalitions are looked at in conflicts of up to {STATES_MAX} states."
            ));
        }
        let merged = posed.game.form().is_merged();
        let board = Board {
            posed,
            graph: merged.then(|| posed.game.graph()),
            parties: posed.parties.ids().collect(),
        };
        let section = match posed.status_quo {
            Some(here) => self.as_it_is(section, (&board, found), (here, named)),
            None => section,
        };
        self.coalitions(section, (&board, found), named)
    }

    fn reached(&self, board: &Board<'_>, from: StateIx, by: (&[PartyIx], Steps)) -> Claim<Courses> {
        match &board.graph {
            Some(graph) => graph_courses(graph, from, by, self.effort),
            None => courses(&board.posed.game, from, by, self.effort),
        }
    }

    fn as_it_is(
        &self,
        section: Section,
        (board, found): (&Board<'_>, &Stability),
        (here, named): (StateIx, &Named<'_>),
    ) -> Section {
        let holds = match found.at(here) {
            none if none.is_empty() => "It does not hold for all.".to_owned(),
            notions => format!("It holds for all by {}.", notions_words(notions)),
        };
        let mut words = vec![format!("As it is: {}. {holds}", named.state(here))];
        for party in &board.parties {
            let alone = self.reached(board, here, (&[*party], Steps::Improving));
            let to: Vec<String> = alone.answer.reached().map(|to| named.state(to)).collect();
            if !to.is_empty() {
                let party = named.party(*party);
                words.push(format!(
                    "{party} alone would rather move to {}.",
                    joined(&to)
                ));
            }
        }
        let section = section.say(words.join(" "));
        let Some(outcome) = board.posed.outcome.filter(|outcome| *outcome != here) else {
            return section;
        };
        self.to_outcome(section, board, (here, outcome, named))
    }

    fn to_outcome(
        &self,
        section: Section,
        board: &Board<'_>,
        (here, outcome, named): (StateIx, StateIx, &Named<'_>),
    ) -> Section {
        let by = |steps| self.reached(board, here, (&board.parties, steps));
        let (improving, any) = (by(Steps::Improving), by(Steps::Any));
        let steps = |course: Vec<(PartyIx, StateIx)>| {
            let steps = course.iter();
            let steps =
                steps.map(|(party, to)| format!("{} to {}", named.party(*party), named.state(*to)));
            steps.collect::<Vec<_>>().join(", then ")
        };
        let to = named.state(outcome);
        let complete = [&improving, &any]
            .iter()
            .all(|claim| claim.reach == Reach::Complete);
        let words = match (improving.answer.to(outcome), any.answer.to(outcome)) {
            (Some(course), _) => format!(
                "To {to} lead moves that whoever makes them likes better: {}.",
                steps(course)
            ),
            (None, Some(course)) if improving.reach != Reach::Complete => format!(
                "Whether moves that whoever makes them likes better lead to {to} was not known \
                 when the work stopped. The shortest course of moves found is {}.",
                steps(course)
            ),
            (None, Some(course)) => format!(
                "To {to} no course leads on which everybody moves only to what it likes better. \
                 The shortest course of moves is {}.",
                steps(course)
            ),
            (None, None) if complete => format!("To {to} no course of moves leads."),
            (None, None) => {
                format!("No course of moves to {to} was found before the work stopped.")
            }
        };
        section.say(words).found(Found {
            what: "Courses".into(),
            method: any.method.into(),
            nodes: improving.nodes + any.nodes,
            reach: reach::words(if improving.reach == Reach::Complete {
                &any.reach
            } else {
                &improving.reach
            }),
            checked: "not checked another way".into(),
        })
    }

    /// Which coalitions leave the states that hold for all, and for which.
    fn coalitions(
        &self,
        section: Section,
        (board, found): (&Board<'_>, &Stability),
        named: &Named<'_>,
    ) -> Section {
        if board.parties.len() < 2 {
            return section;
        }
        let holds = |state: &StateIx| {
            let notions = found.at(*state);
            notions.has(Notion::Nash) || notions.has(Notion::Seq)
        };
        let mut holding: Vec<StateIx> = named.order();
        holding.retain(holds);
        if holding.is_empty() {
            return section;
        }
        let (mut lines, mut kept, mut nodes) = (Vec::new(), Vec::new(), 0);
        let mut last = Reach::Complete;
        for state in holding.iter().take(HOLDING_MAX).copied() {
            let game = (&board.posed.game, board.graph.as_ref());
            let gains = coalition_gains(game, state, self.effort);
            nodes += gains.nodes;
            if gains.reach != Reach::Complete {
                last = gains.reach;
            }
            if gains.answer.is_empty() {
                kept.push(named.state(state));
            }
            let gains = gains.answer.iter();
            lines.extend(gains.map(|gain| gain_words(named, state, gain)));
        }
        let mut section = leaving(section, (lines, &last), &kept);
        let more = holding.len().saturating_sub(HOLDING_MAX);
        if more > 0 {
            section = section.remark(format!("Coalitions were not tried on {more} more states."));
        }
        section.found(Found {
            what: "Coalitions".into(),
            method: "breadth first over the moves of each coalition".into(),
            nodes,
            reach: reach::words(&last),
            checked: "not checked another way".into(),
        })
    }
}

/// Which coalitions leave what holds, and what none leaves.
fn leaving(section: Section, (lines, last): (Vec<String>, &Reach), kept: &[String]) -> Section {
    let what = match (lines.is_empty(), last) {
        (true, Reach::Complete) => "No coalition gains by leaving it either.",
        (true, Reach::Stopped(_)) => "Not all coalitions could be looked at.",
        (false, _) => "Some coalitions could gain by leaving it together:",
    };
    let alone = "No party alone comes off better by leaving what holds by Nash or SEQ.";
    let some = !lines.is_empty() && !kept.is_empty() && *last == Reach::Complete;
    let section = section.say(format!("{alone} {what}")).list(lines);
    if some {
        section.say(format!("No coalition gains on {}.", joined(kept)))
    } else {
        section
    }
}

fn gain_words(named: &Named<'_>, from: StateIx, gain: &Gain) -> String {
    let to: Vec<String> = gain.to.iter().map(|to| named.state(*to)).collect();
    let who = named.all(&gain.coalition);
    let all = if gain.coalition.len() == 2 {
        "both"
    } else {
        "all"
    };
    let from = named.state(from);
    format!(
        "From {from}, {who} together reach what {all} like better: {}.",
        joined(&to)
    )
}
