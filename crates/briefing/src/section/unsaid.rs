//! What the words of the text leave unsaid, as the lint finds it, for the mediation team.

use crate::briefing::Section;
use crate::desk::{Desk, capital};
use ::text::{Finding, FindingKind, Known, Lint, Text, point_name};
use disclosure::Seat;

/// How many letters of a stretch are shown.
const STRETCH: usize = 60;

impl Desk<'_, '_> {
    /// What plain rules find in the text as the case file has it. Nothing for another seat than the
    /// mediation team's, and nothing where there is nothing to say.
    pub(crate) fn unsaid(&self) -> Option<Section> {
        if *self.view.seat() != Seat::Mediator {
            return None;
        }
        let text = Text::of_points(self.view).ok()?;
        let lint = Lint::of(&text, &Known::of(self.view, &[]));
        if lint.is_clean() && lint.unread.is_empty() {
            return None;
        }
        let mut section = Section::new("unsaid", lint.counted(" in the text"));
        for (kind, count) in lint.kinds() {
            let of = lint.findings.iter().filter(|finding| finding.kind == kind);
            section = section.say(of_kind(kind, count));
            section = section.list(of.map(line).collect());
        }
        let apart = apart(&text, &lint);
        if !apart.is_empty() {
            section = section.say("Languages out of step, in what can be counted.");
        }
        section = section.list(apart);
        let unread: Vec<&str> = lint.unread.iter().map(|one| one.tag()).collect();
        if !unread.is_empty() {
            let languages = unread.join(", ");
            let words = format!("There are no rules for the words in {languages}: none were read.");
            section = section.remark(words);
        }
        Some(section.remark(
            "Plain rules look at words alone: they read no intention and judge no side. What is \
             meant so may stay.",
        ))
    }
}

/// What is said of a kind once: how often it was found, why it matters, whose rule it is.
fn of_kind(kind: FindingKind, count: usize) -> String {
    let taken = if kind.is_hint() {
        ", for a second look"
    } else {
        ""
    };
    let name = capital(kind.words());
    let (why, settles, rule) = (kind.why(), kind.settles(), kind.rule());
    format!("{name}: {count}{taken}. {why} To settle it: {settles} Rule: {rule}.")
}

/// A finding: where, the words, and what would settle it if that is more than for its kind.
fn line(finding: &Finding) -> String {
    let settles = match finding.settles == finding.kind.settles() {
        true => String::new(),
        false => format!(" {}", finding.settles),
    };
    let (about, stretch, what) = (&finding.about, stretch(finding), &finding.what);
    format!("{about}: {stretch}{what}{settles}")
}

/// The words that a finding is about, unless it says them itself.
fn stretch(finding: &Finding) -> String {
    let Some(found) = &finding.place else {
        return String::new();
    };
    let (_, words, _) = found.parted();
    if finding.what.contains(words) {
        return String::new();
    }
    let mut shown: String = words.chars().take(STRETCH).collect();
    if shown.len() < words.len() {
        shown.push('…');
    }
    format!("“{shown}”. ")
}

/// Where the languages of a point are out of step, and a term is rendered otherwise.
fn apart(text: &Text, lint: &Lint) -> Vec<String> {
    let steps = lint.out_of_step.iter();
    let steps = steps.map(|(point, _, one)| (point, one.sentence()));
    let exceptions = lint.terms.iter().flat_map(|term| &term.exceptions);
    let exceptions = exceptions.map(|one| (&one.point, one.sentence()));
    let all = steps.chain(exceptions);
    all.map(|(point, words)| format!("{}: {words}", point_name(text, point)))
        .collect()
}
