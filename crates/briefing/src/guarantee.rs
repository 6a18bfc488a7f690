//! Guarantees in words: who fears what, who would answer, what is left open, what a breach sets
//! going. Each section is a file; this one calls things by their names.

mod hangs;
mod holes;
mod ladder;
mod matrix;
mod pays;
mod rehearsal;
mod terms;

pub use rehearsal::{REHEARSED_HOURS_MAX, Rehearsal, RehearsalError, rehearse, reopened};

use crate::briefing::{Found, Section};
use crate::desk::{Desk, joined};
use crate::reach;
use case::{ActId, Fear, Guarantee, PosedGuarantees, View};
use disclosure::{PartyId, Seat};
use problem::guarantee::{Length, Need, Part};
use problem::{ActIx, Claim, Effort, FearIx, GuaranteeIx, PartyIx};

/// Fears and guarantees as one seat sees them, posed, with their names.
pub(crate) struct Promises<'d, 'v, 'a> {
    desk: &'d Desk<'v, 'a>,
    posed: PosedGuarantees,
    fears: Vec<&'a Fear>,
    guarantees: Vec<&'a Guarantee>,
}

impl<'v, 'a> Desk<'v, 'a> {
    /// The sections on guarantees; none where this seat sees neither fear nor guarantee.
    pub(crate) fn guarantees(&self) -> Vec<Section> {
        let Some(promises) = self.promises() else {
            return Vec::new();
        };
        let rehearsed = promises.rehearsals();
        promises.standing().into_iter().chain(rehearsed).collect()
    }

    fn promises(&self) -> Option<Promises<'_, 'v, 'a>> {
        let is_any =
            |all: &Promises<'_, '_, '_>| !all.fears.is_empty() || !all.guarantees.is_empty();
        self.promises_of_all().filter(is_any)
    }

    /// Fears and guarantees, even where there are none: a breach may meet nobody.
    fn promises_of_all(&self) -> Option<Promises<'_, 'v, 'a>> {
        Some(Promises {
            desk: self,
            posed: self.view.pose_guarantees().ok()?,
            fears: self.view.fears().map(|seen| seen.item).collect(),
            guarantees: self.view.guarantees().map(|seen| seen.item).collect(),
        })
    }
}

/// What fears and guarantees come to, as one seat may know them, without a rehearsal, and what
/// holds in each conflict; nothing where it sees none of it.
#[must_use]
pub fn guarantees(view: &View<'_>, effort: &Effort<'_>) -> Vec<Section> {
    let desk = Desk::of(view, effort);
    let promises = desk.promises();
    let mut sections = promises.map(|all| all.standing()).unwrap_or_default();
    sections.extend(desk.stability());
    sections
}

impl<'a> Promises<'_, '_, 'a> {
    /// The sections without a rehearsal.
    fn standing(&self) -> Vec<Section> {
        let first = [self.matrix(), self.holes(), self.hangs()];
        let rest = [self.terms(), self.pays()];
        first.into_iter().chain(rest).flatten().collect()
    }

    /// A section with what it does not know, where this seat may not see everything.
    fn as_seen(&self, section: Section) -> Section {
        self.seen_only().into_iter().fold(section, Section::remark)
    }

    fn fear(&self, at: FearIx) -> Option<&'a Fear> {
        self.fears.get(usize::from(at.position())).copied()
    }

    fn guarantee(&self, at: GuaranteeIx) -> Option<&'a Guarantee> {
        self.guarantees.get(usize::from(at.position())).copied()
    }

    /// A fear with who holds it: `South: North comes back`.
    fn fear_words(&self, at: FearIx) -> String {
        let Some(fear) = self.fear(at) else {
            return "a fear".to_owned();
        };
        let words = self.desk.words(&fear.text);
        match &fear.party {
            Some(party) => format!("{}: {words}", self.desk.party_name(party)),
            None => words.to_owned(),
        }
    }

    /// A fear in quotation marks, within a sentence.
    fn feared(&self, at: FearIx) -> String {
        format!("“{}”", self.fear_words(at))
    }

    fn title(&self, at: GuaranteeIx) -> String {
        let found = self.guarantee(at);
        found.map_or_else(
            || "a guarantee".to_owned(),
            |each| format!("“{}”", self.desk.words(&each.title)),
        )
    }

    fn titles<'i>(&self, ids: impl IntoIterator<Item = &'i GuaranteeIx>) -> String {
        let titles: Vec<String> = ids.into_iter().map(|id| self.title(*id)).collect();
        joined(&titles)
    }

    fn act(&self, at: ActIx) -> String {
        let id = self.posed.acts.get(at);
        format!(
            "“{}”",
            id.map(|id| self.desk.act_title(id)).unwrap_or_default()
        )
    }

    fn act_of(&self, id: &ActId) -> String {
        format!("“{}”", self.desk.act_title(id))
    }

    fn party(&self, at: PartyIx) -> String {
        let id = self.posed.parties.get(at);
        id.map(|id| self.desk.party_name(id)).unwrap_or_default()
    }

    fn parties<'i>(&self, ids: impl IntoIterator<Item = &'i PartyIx>) -> String {
        let names: Vec<String> = ids.into_iter().map(|id| self.party(*id)).collect();
        joined(&names)
    }

    fn part(&self, part: Part) -> String {
        match part {
            Part::Party(party) => self.party(party),
            Part::Act(act) => self.act(act),
            Part::Guarantee(guarantee) => self.title(guarantee),
        }
    }

    fn need(&self, need: Need) -> String {
        match need {
            Need::Act(act) => self.act(act),
            Need::Guarantee(guarantee) => self.title(guarantee),
        }
    }

    fn names(&self, ids: &[PartyId]) -> String {
        self.desk.party_names(ids)
    }

    /// What a page of one party must say beside an answer that rests on what it sees.
    fn seen_only(&self) -> Option<&'static str> {
        match self.desk.view.seat() {
            Seat::Mediator => None,
            Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => {
                Some("This counts only the fears and guarantees that this page may show.")
            }
        }
    }
}

/// How an answer was found, and what its check said.
fn found<T>(what: &str, claim: &Claim<T>, checked: &str) -> Found {
    Found {
        what: what.to_owned(),
        method: claim.method.into(),
        nodes: claim.nodes,
        reach: reach::words(&claim.reach),
        checked: checked.to_owned(),
    }
}

/// A number of hours as people say it: in days where they are whole and more than three.
fn hours(count: u64) -> String {
    if count > 72 && count.is_multiple_of(24) {
        return crate::text::counted(count / 24, "day");
    }
    crate::text::counted(count, "hour")
}

/// A length of time: `72 hours`, `28 to 31 days`.
fn length_words(length: Length) -> String {
    if length.least == length.most {
        return hours(length.most);
    }
    if length.least.is_multiple_of(24) && length.most.is_multiple_of(24) {
        let most = crate::text::counted(length.most / 24, "day");
        return format!("{} to {most}", length.least / 24);
    }
    format!("{} to {}", hours(length.least), hours(length.most))
}
