//! What is known beside the text: who owes what, by when and who establishes it, ladders for
//! disputes, and what is left open on purpose.

use super::{FindingKind, Report};
use crate::Ambiguity;
use case::{Commitment, Language, Link, PointId, Term, Verifier, View, When};
use std::collections::BTreeMap;

/// What one seat knows beside the text.
#[derive(Clone, Default)]
pub struct Known<'a> {
    /// The names of the parties.
    pub parties: Vec<&'a str>,
    /// What is owed.
    pub duties: Vec<Duty<'a>>,
    /// Whether there is a ladder for disputes.
    pub has_ladder: bool,
    /// The passages that are left open on purpose.
    pub register: &'a [Ambiguity],
    /// How things are called in each language.
    pub terms: Vec<&'a Term>,
    /// The language whose words prevail.
    pub prevails: Option<&'a Language>,
    /// Pairs of duties of which the first needs the second before it.
    pub(super) needs: Vec<(usize, usize)>,
}

/// Something owed.
#[derive(Clone, PartialEq, Eq)]
pub struct Duty<'a> {
    /// What is to be done.
    pub title: &'a str,
    /// Who owes it.
    pub owner: Option<&'a str>,
    /// The last day by which it is to be done.
    pub latest: Option<When>,
    /// The first day on which it may begin.
    pub earliest: Option<When>,
    /// Who establishes that it was done.
    pub verifier: Option<&'a str>,
    /// The points it implements.
    pub points: &'a [PointId],
}

impl<'a> Known<'a> {
    /// What a seat knows beside the text, and what it has registered.
    #[must_use]
    pub fn of(view: &View<'a>, register: &'a [Ambiguity]) -> Self {
        let language = Language::english();
        let (mut duties, mut places) = (Vec::new(), BTreeMap::new());
        for seen in view.commitments() {
            places.insert(&seen.item.id, duties.len());
            duties.push(duty(view, seen.item, &language));
        }
        let mut needs = Vec::new();
        for seen in view.linkages() {
            if let Link::Requires { act, first, .. } = &seen.item.link
                && let (Some(act), Some(first)) = (places.get(act), places.get(first))
            {
                needs.push((*act, *first));
            }
        }
        Self {
            parties: view.parties().map(|seen| seen.item.name.as_str()).collect(),
            duties,
            has_ladder: view.disputes().next().is_some(),
            register,
            terms: view.terms().map(|seen| seen.item).collect(),
            prevails: view.heading().prevails.as_ref(),
            needs,
        }
    }

    /// What is owed on a point.
    pub(crate) fn on<'k>(&'k self, point: &'k PointId) -> impl Iterator<Item = &'k Duty<'a>> {
        self.duties
            .iter()
            .filter(|duty| duty.points.contains(point))
    }
}

fn duty<'a>(view: &View<'a>, owed: &'a Commitment, language: &Language) -> Duty<'a> {
    Duty {
        title: owed.title.in_language(language),
        owner: owed.owner.as_ref().map(|party| view.party_name(party)),
        latest: owed.latest,
        earliest: owed.earliest,
        verifier: owed.verifier.as_ref().map(|verifier| match verifier {
            Verifier::Party(party) => view.party_name(party),
            Verifier::Other(words) => words.as_str(),
        }),
        points: &owed.points,
    }
}

/// What the list of what is owed leaves unsaid.
pub(super) fn reports(known: &Known<'_>) -> Vec<Report> {
    let mut reports = Vec::new();
    let mut report = |kind, what, of: &Duty<'_>| {
        reports.push(Report {
            kind,
            at: None,
            what,
            settles: None,
            points: of.points.to_vec(),
        });
    };
    for duty in &known.duties {
        let title = duty.title;
        if duty.owner.is_none() {
            let what = format!("The commitment “{title}” names nobody who owes it.");
            report(FindingKind::Owner, what, duty);
        }
        if duty.verifier.is_none() && !is_check(title) {
            let what = format!("The commitment “{title}” names nobody who establishes it.");
            report(FindingKind::Verifier, what, duty);
        }
    }
    for (act, first) in &known.needs {
        if let (Some(act), Some(first)) = (known.duties.get(*act), known.duties.get(*first))
            && let (Some(latest), Some(earliest)) = (act.latest, first.earliest)
            && is_before(latest, earliest)
        {
            let what = format!(
                "“{}” is due before “{}”, which must come first, may begin.",
                act.title, first.title
            );
            report(FindingKind::Dates, what, act);
        }
    }
    reports
}

/// Whether what is owed is to check what others do: nobody need check the check.
fn is_check(title: &str) -> bool {
    let checks = [
        "verify",
        "verifies",
        "certify",
        "certifies",
        "inspects",
        "supervises",
    ];
    let mut words = title.split(|c: char| !c.is_alphanumeric());
    words.any(|word| checks.contains(&word.to_lowercase().as_str()))
}

/// Whether one day is before another; a day of the calendar and a day of a plan are not compared.
fn is_before(one: When, other: When) -> bool {
    match (one, other) {
        (When::Day(one), When::Day(other)) => one < other,
        (When::Date(one), When::Date(other)) => one < other,
        (When::Day(_), When::Date(_)) | (When::Date(_), When::Day(_)) => false,
    }
}
