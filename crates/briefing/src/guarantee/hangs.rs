//! What each fear hangs on, and what reopens if somebody leaves.

use super::{Promises, found};
use crate::briefing::{Align, Section, Table};
use analysis::guarantee::cuts;
use problem::guarantee::{Cut, Part};
use problem::{Claim, PartyIx, Reach};
use std::collections::BTreeSet;

/// The most pairs that are told of one fear.
const PAIRS_MAX: usize = 6;

impl Promises<'_, '_, '_> {
    /// The single parties and acts, and the pairs of them, whose failing uncovers a fear; and what
    /// falls with each party.
    pub(super) fn hangs(&self) -> Option<Section> {
        let all = &self.posed.all;
        let columns = [
            ("Fear", Align::Start),
            ("Hangs on one alone", Align::Start),
            ("Or on two together", Align::Start),
        ];
        let mut table = Table::new("Whose failing uncovers a fear", &columns);
        let (mut nodes, mut reach, mut checked) = (0_u64, Reach::Complete, true);
        let mut alone: BTreeSet<Part> = BTreeSet::new();
        for fear in all.covered(&BTreeSet::new()) {
            let claim = cuts(all, fear, self.desk.effort);
            nodes = nodes.saturating_add(claim.nodes);
            checked &= claim.answer.iter().all(|cut| all.is_cut(fear, cut));
            if claim.reach != Reach::Complete {
                reach = claim.reach;
            }
            let (one, two): (Vec<Cut>, Vec<Cut>) =
                claim.answer.into_iter().partition(|cut| cut.len() == 1);
            alone.extend(one.iter().flatten());
            table.row(vec![
                self.fear_words(fear),
                self.cut_words(&one, usize::MAX),
                self.cut_words(&two, PAIRS_MAX),
            ]);
        }
        let losses = self.losses();
        if table.rows.is_empty() && losses.rows.is_empty() {
            return None;
        }
        let heading = self.hang_words(&alone, &reach);
        let claim = Claim {
            answer: (),
            method: "hitting sets of what the guarantees hang on (Reiter 1987)",
            nodes,
            reach,
        };
        let checked = match checked {
            true => "each was checked to uncover its fear, and to be as small as it can be",
            false => "one failed its check: treat this section as wrong",
        };
        let section = Section::new("hangs", heading).table(table).table(losses);
        let found = found("What fears hang on", &claim, checked);
        Some(self.as_seen(section).found(found))
    }

    fn hang_words(&self, alone: &BTreeSet<Part>, reach: &Reach) -> String {
        let parties = alone.iter().filter_map(|part| match part {
            Part::Party(party) => Some(*party),
            Part::Act(_) | Part::Guarantee(_) => None,
        });
        let parties: BTreeSet<PartyIx> = parties.collect();
        match (parties.is_empty(), reach) {
            (true, Reach::Complete) => "No fear hangs on one party alone".to_owned(),
            (true, Reach::Stopped(_)) => {
                "The work stopped before it was known what fears hang on".to_owned()
            }
            (false, _) => format!("Fears hang on one party alone: {}", self.parties(&parties)),
        }
    }

    fn cut_words(&self, cuts: &[Cut], most: usize) -> String {
        let told = cuts.iter().take(most).map(|cut| {
            let parts: Vec<String> = cut.iter().map(|part| self.part(*part)).collect();
            parts.join(" with ")
        });
        let mut told: Vec<String> = told.collect();
        if let Some(rest @ 1..) = cuts.len().checked_sub(most) {
            told.push(format!("and {rest} more"));
        }
        told.join("; ")
    }

    /// What falls with each party that some guarantee hangs on.
    fn losses(&self) -> Table {
        let all = &self.posed.all;
        let columns = [
            ("If this party leaves", Align::Start),
            ("Guarantees that fall", Align::Start),
            ("Fears that reopen", Align::Start),
        ];
        let mut table = Table::new("What reopens", &columns);
        for (party, _) in self.posed.parties.iter() {
            let loss = all.loss(&BTreeSet::from([Part::Party(party)]));
            if loss.fallen.is_empty() {
                continue;
            }
            let reopened = loss.reopened.iter().map(|fear| self.fear_words(*fear));
            let reopened: Vec<String> = reopened.collect();
            let reopened = if reopened.is_empty() {
                "none".to_owned()
            } else {
                reopened.join("; ")
            };
            table.row(vec![self.party(party), self.titles(&loss.fallen), reopened]);
        }
        table
    }
}
