//! The case as one seat may keep it by itself.
//!
//! Each log of a case opens with such an extract, so that what an audience may not know is not in
//! its files, however they are read.
//!
//! Invariant: an extract seen from its seat shows what the view showed, and holds nothing more.

use crate::{Bracket, Case, Caution, Choice, Commitment, ConflictModel, Point, TalkRound, View};
use disclosure::{Anonymous, Held, Seat};

impl View<'_> {
    /// The case as this seat may keep it: without what it may not know, and without whom else an
    /// item was released to.
    #[must_use]
    pub fn extract(&self) -> Case {
        let (case, seat) = (self.case(), self.seat());
        Case {
            heading: case.heading.clone(),
            sources: kept(&case.sources, seat),
            parties: kept(&case.parties, seat),
            points: kept_with(&case.points, seat, point),
            acts: kept(&case.acts, seat),
            commitments: kept_with(&case.commitments, seat, commitment),
            linkages: kept(&case.linkages, seat),
            clocks: kept(&case.clocks, seat),
            disputes: kept(&case.disputes, seat),
            calendars: kept(&case.calendars, seat),
            bearable: kept(&case.bearable, seat),
            reports: kept(&case.reports, seat),
            incidents: kept(&case.incidents, seat),
            red_lines: kept(&case.red_lines, seat),
            preferences: kept(&case.preferences, seat),
            conflicts: kept_with(&case.conflicts, seat, conflict),
            fears: kept(&case.fears, seat),
            guarantees: kept(&case.guarantees, seat),
            breaches: kept(&case.breaches, seat),
            defections: kept(&case.defections, seat),
            drafts: kept(&case.drafts, seat),
            draft_in_hand: self.draft_in_hand().map(|seen| seen.item.id.clone()),
            meetings: kept(&case.meetings, seat),
            rounds: kept_with(&case.rounds, seat, round),
            edits: kept(&case.edits, seat),
            consensus: kept(&case.consensus, seat),
            funding: kept(&case.funding, seat),
            report_in: self.report_in().cloned(),
            sectors: kept(&case.sectors, seat),
            rates: kept(&case.rates, seat),
            deliveries: kept(&case.deliveries, seat),
            milestones: kept(&case.milestones, seat),
            signals: kept(&case.signals, seat),
            caution: self.known_caution(),
            indications: kept(&case.indications, seat),
            formats: kept(&case.formats, seat),
            format_consents: kept(&case.format_consents, seat),
            spoilers: kept(&case.spoilers, seat),
            questionnaires: kept(&case.questionnaires, seat),
            moods: kept(&case.moods, seat),
            terms: kept(&case.terms, seat),
            timeline: kept(&case.timeline, seat),
        }
    }
}

impl View<'_> {
    /// How the case handles judgements, as far as this seat sees any.
    fn known_caution(&self) -> Caution {
        let all = self.caution();
        let judged = self.indications().next().is_some();
        Caution {
            old_after_days: all.old_after_days.filter(|_| judged),
            spoiler_types: all.spoiler_types && self.spoilers().next().is_some(),
        }
    }
}

fn kept<T: Anonymous + Clone>(items: &[Held<T>], seat: &Seat) -> Vec<Held<T>> {
    kept_with(items, seat, |item, _| item.clone())
}

fn kept_with<T: Anonymous>(
    items: &[Held<T>],
    seat: &Seat,
    within: impl Fn(&T, &Seat) -> T,
) -> Vec<Held<T>> {
    let kept = items.iter();
    let kept = kept.filter_map(|item| item.narrowed_to(seat, |item| within(item, seat)));
    kept.collect()
}

fn point(point: &Point, seat: &Seat) -> Point {
    Point {
        brackets: kept_with(&point.brackets, seat, bracket),
        ..point.clone()
    }
}

fn bracket(bracket: &Bracket, seat: &Seat) -> Bracket {
    Bracket {
        choices: kept_with(&bracket.choices, seat, choice),
        standings: kept(&bracket.standings, seat),
        ..bracket.clone()
    }
}

fn choice(choice: &Choice, seat: &Seat) -> Choice {
    Choice {
        marks: kept(&choice.marks, seat),
        ..choice.clone()
    }
}

fn round(round: &TalkRound, seat: &Seat) -> TalkRound {
    TalkRound {
        words: kept(&round.words, seat),
        ..round.clone()
    }
}

fn commitment(commitment: &Commitment, seat: &Seat) -> Commitment {
    Commitment {
        worth: kept(&commitment.worth, seat),
        ..commitment.clone()
    }
}

fn conflict(model: &ConflictModel, seat: &Seat) -> ConflictModel {
    ConflictModel {
        orders: kept(&model.orders, seat),
        ..model.clone()
    }
}
