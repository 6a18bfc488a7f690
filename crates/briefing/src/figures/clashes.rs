//! Clashes in the case's figures: what cannot hold together, and what would reopen agreement.

use super::Posing;
use crate::briefing::{Found, Section};
use crate::desk::joined;
use crate::reach;
use analysis::clash::{clashes, reopenings};
use disclosure::Seat;
use problem::{Clash, Move, Reopening};

/// How many reopenings are told for each holder.
const TOLD: usize = 4;

impl Posing<'_, '_, '_> {
    /// The smallest sets of rules, red lines and values of no deal that no package meets together,
    /// and for the mediation team the smallest moves that would reopen agreement.
    pub(super) fn clashes(&self) -> Option<Section> {
        let problem = &self.posed.problem;
        let demands = problem.demands();
        let claim = clashes(problem, &demands, self.desk.effort);
        if claim.answer.clashes.is_empty() {
            return None;
        }
        let heading = match claim.answer.clashes.len() {
            1 => "One set of demands cannot be met together".to_owned(),
            count => format!("{count} sets of demands cannot be met together"),
        };
        let words = |clash: &Clash| self.names.demands(&clash.demands);
        let found = Found {
            what: "Clashes".into(),
            method: claim.method.into(),
            nodes: claim.nodes,
            reach: reach::words(&claim.reach),
            checked: if problem.clashes_hold(&claim.answer, &demands) {
                "every clash and correction was checked against its witnesses".into()
            } else {
                "a clash failed its check: treat this section as wrong".into()
            },
        };
        let sentences = claim.answer.clashes.iter().map(words).collect();
        let section = Section::new("clashes", heading)
            .list(sentences)
            .found(found);
        Some(match self.desk.view.seat() {
            Seat::Mediator => self.reopenings(section),
            Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => section,
        })
    }

    /// The smallest moves, party by party and never ranked between parties.
    fn reopenings(&self, section: Section) -> Section {
        let problem = &self.posed.problem;
        let claim = reopenings(problem, self.desk.effort);
        let all = &claim.answer;
        let mut section = section.say(
            "What would reopen agreement, for each side on its own and then together. These are \
             not ranked between sides; who might move is for the parties to say.",
        );
        for (party, own) in all.alone.iter() {
            let name = self.names.party(party);
            section = if own.is_empty() {
                section.say(format!("{name} cannot reopen agreement alone."))
            } else {
                section
                    .say(format!("{name} alone, any one of these:"))
                    .list(self.told(own))
            };
        }
        if !all.text.is_empty() {
            section = section
                .say("The text alone, any one of these:")
                .list(self.told(&all.text));
        }
        if !all.together.is_empty() {
            let moves = self.told(&all.together);
            section = section.say("Together, any one of these:").list(moves);
        }
        let everything = all
            .alone
            .rows()
            .flatten()
            .chain(&all.text)
            .chain(&all.together);
        let found = Found {
            what: "Moves".into(),
            method: claim.method.into(),
            nodes: claim.nodes,
            reach: reach::words(&claim.reach),
            checked: if everything
                .clone()
                .all(|reopening| problem.is_reopening(reopening))
            {
                "each was checked: after it a package meets every demand, and with less none of \
                 its package's does"
                    .into()
            } else {
                "a move failed its check: treat this section as wrong".into()
            },
        };
        section.found(found)
    }

    fn told(&self, reopenings: &[Reopening]) -> Vec<String> {
        let mut told: Vec<String> = reopenings
            .iter()
            .take(TOLD)
            .map(|reopening| {
                let moves: Vec<String> = reopening.moves.iter().map(|m| self.step(*m)).collect();
                joined(&moves)
            })
            .collect();
        if reopenings.len() > TOLD {
            told.push(format!("… and {} more", reopenings.len() - TOLD));
        }
        told
    }

    fn step(&self, step: Move) -> String {
        match step {
            Move::Lift(demand) => format!("without {}", self.names.demand(demand)),
            Move::Lower { party, by } => {
                let amount = self.names.score(&self.posed, party, by);
                format!(
                    "{} takes {amount} less than its value of no deal",
                    self.names.party(party)
                )
            }
        }
    }
}
