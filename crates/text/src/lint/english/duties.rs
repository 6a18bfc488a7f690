//! Duties: who owes what is written as owed, by when, and who establishes that it was done.

use super::super::{FindingKind, Known, Page, Report, Sentence};
use super::verbs::{Stated, Voice, names_agent, stated, verifies, verifies_all};
use super::wording::Binds;
use super::{At, time};

/// The duties of a text.
pub(super) struct Duties<'p> {
    pages: &'p [Page<'p>],
    known: &'p Known<'p>,
    stated: Vec<Stated<'p>>,
    /// Whether a clause of the text says who verifies all of it.
    all_verified: bool,
    has_dispute_clause: bool,
}

impl<'p> Duties<'p> {
    pub(super) fn of(pages: &'p [Page<'p>], known: &'p Known<'p>, all: &[At<'p>]) -> Self {
        let stated = all.iter().flat_map(|at| stated(*at)).collect();
        let has_dispute_clause =
            known.has_ladder || all.iter().any(|at| speaks_of_disputes(at.sentence));
        Self {
            pages,
            known,
            stated,
            all_verified: all.iter().any(|at| verifies_all(at.sentence)),
            has_dispute_clause,
        }
    }

    /// How the text puts its duties.
    pub(super) fn binds(&self) -> Binds {
        let mut stated = self.stated.iter();
        match stated.any(|one| one.at.sentence.low(one.modal) == "shall") {
            true => Binds::ByShall,
            false => Binds::Otherwise,
        }
    }

    pub(super) fn reports(&self) -> Vec<Report> {
        let mut reports = Vec::new();
        for one in &self.stated {
            reports.extend(self.without_owner(one));
            reports.extend(self.without_date(one));
        }
        for page in 0..self.pages.len() {
            reports.extend(self.without_verifier(page));
        }
        if !self.has_dispute_clause && !self.stated.is_empty() {
            reports.push(Report {
                kind: FindingKind::Dispute,
                at: None,
                what: "No clause says what happens when parties differ over the text.".to_owned(),
                settles: None,
                points: Vec::new(),
            });
        }
        reports
    }

    fn without_owner(&self, one: &Stated<'_>) -> Option<Report> {
        let is_task = one.voice == Voice::Passive && !one.is_done_of_itself();
        if !is_task || names_agent(one.at.sentence, one.verb) {
            return None;
        }
        let words = one.at.words(one.modal, one.verb);
        let what = format!("“{words}” says what is done, and not by whom.");
        let mut report = one
            .at
            .report(FindingKind::Owner, (one.modal, one.verb), what);
        let owner = self.owed(one).find_map(|duty| duty.owner);
        report.settles = owner.map(|owner| {
            format!("Name who does it. On this point, the list of what is owed names {owner}.")
        });
        Some(report)
    }

    fn without_date(&self, one: &Stated<'_>) -> Option<Report> {
        if !one.is_task() || time::says_when(one.at.sentence) || self.is_dated_beside(one) {
            return None;
        }
        let words = one.at.words(one.modal, one.verb);
        let what = format!("Nothing says by when or how often it is so: “{words}”.");
        Some(
            one.at
                .report(FindingKind::Date, (one.modal, one.verb), what),
        )
    }

    /// Whether a sentence says how something is done for which the one before it says when.
    fn is_dated_beside(&self, one: &Stated<'_>) -> bool {
        let page = self.pages.get(one.at.page);
        let sentences = page.map_or(&[][..], |page| page.reading.sentences.as_slice());
        let start = one.at.sentence.span.start;
        let mut before = sentences
            .iter()
            .take_while(|sentence| sentence.span.start < start);
        one.voice == Voice::Passive
            && names_agent(one.at.sentence, one.verb)
            && before.any(time::says_when)
    }

    fn without_verifier(&self, page: usize) -> Option<Report> {
        let mut tasks = self.stated.iter();
        let first = tasks.find(|one| one.at.page == page && one.is_task())?;
        let reading = &self.pages.get(page)?.reading;
        let verified = reading.sentences.iter().any(verifies);
        let known = self.owed(first).any(|duty| duty.verifier.is_some());
        if self.all_verified || verified || known {
            return None;
        }
        let words = first.at.words(first.modal, first.verb);
        let what = format!("Nobody in this point establishes that it was done: “{words}”.");
        let report = first
            .at
            .report(FindingKind::Verifier, (first.modal, first.verb), what);
        Some(report)
    }

    fn owed(&self, one: &Stated<'_>) -> impl Iterator<Item = &super::super::Duty<'p>> {
        let page = self.pages.get(one.at.page);
        page.into_iter()
            .flat_map(|page| self.known.on(page.point.id()))
    }
}

/// Whether a sentence says something of differences over the text; `the disputed area` and `the
/// area in dispute` only name one.
fn speaks_of_disputes(sentence: &Sentence) -> bool {
    let of_dispute = (0..sentence.len()).any(|at| {
        let before = at.checked_sub(1).map_or("", |at| sentence.low(at));
        match sentence.low(at) {
            "dispute" => !["in", "under"].contains(&before),
            // `nobody disputes the count`.
            "disputes" => {
                !["the", "a", "an", "that", "this", "its"].contains(&sentence.low(at + 1))
            }
            "disagreement" | "disagreements" => true,
            word => word.starts_with("arbitrat"),
        }
    });
    of_dispute
        || sentence.has(&["differences", "difference"])
            && sentence.has(&["interpretation", "reading", "settled"])
}
