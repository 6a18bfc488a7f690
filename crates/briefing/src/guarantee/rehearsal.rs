//! Breach rehearsals: which steps are due when, what lapses, what is left.

use super::{Promises, found, hours};
use crate::briefing::{Align, Briefing, Section, Table, Verdict};
use crate::desk::{Desk, capital, remarks};
use crate::text::counted;
use case::{Breach, BreachId, View};
use disclosure::PartyId;
use problem::guarantee::{Loss, Part};
use problem::rehearsal::{Ended, Event, Scenario, Timeline};
use problem::{Effort, GuaranteeIx};
use std::collections::BTreeSet;

/// The last hour at which something of a course can happen: a year after the beginning.
pub const REHEARSED_HOURS_MAX: u64 = 366 * 24;

/// The last hour that is looked at: what follows from a course has a century for it.
const FOLLOWED_HOURS_MAX: u64 = 100 * REHEARSED_HOURS_MAX;

/// What is rehearsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rehearsal {
    /// The breach.
    pub breach: BreachId,
    /// The hours since it began.
    pub since: u64,
    /// Parties that have left before.
    pub without: Vec<PartyId>,
}

/// Why there is no rehearsal for this seat.
///
/// Invariant: what is sealed and what does not exist give the same message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RehearsalError {
    /// This seat sees no such breach.
    #[error("this seat sees no breach `{0}` to rehearse; it sees {1}")]
    NoSuchBreach(BreachId, String),
    /// This seat sees no such party.
    #[error("this seat sees no party `{0}`")]
    NoSuchParty(PartyId),
    /// There is more than can be counted.
    #[error("the case has more acts or guarantees than can be rehearsed")]
    TooMuch,
}

/// Rehearses a breach, as one seat may know the case.
///
/// # Errors
/// When this seat sees no such breach or party.
pub fn rehearse(
    view: &View<'_>,
    rehearsal: &Rehearsal,
    effort: &Effort<'_>,
) -> Result<Briefing, RehearsalError> {
    let desk = Desk::of(view, effort);
    let mut breaches = view.breaches().map(|seen| seen.item);
    let Some(breach) = breaches.find(|breach| breach.id == rehearsal.breach) else {
        let known: Vec<String> = view
            .breaches()
            .map(|seen| format!("`{}`", seen.item.id))
            .collect();
        let known = match known.is_empty() {
            true => "none".to_owned(),
            false => known.join(", "),
        };
        return Err(RehearsalError::NoSuchBreach(
            rehearsal.breach.clone(),
            known,
        ));
    };
    let promises = desk.promises_of_all().ok_or(RehearsalError::TooMuch)?;
    let mut failed = BTreeSet::new();
    for party in &rehearsal.without {
        let at = promises.posed.party(party);
        let at = at.ok_or_else(|| RehearsalError::NoSuchParty(party.clone()))?;
        failed.insert(Part::Party(at));
    }
    let mut sections = Vec::new();
    if !failed.is_empty() {
        sections.push(promises.reopened(&failed));
    }
    sections.push(promises.rehearsed(breach, &failed, rehearsal.since));
    Ok(desk.bound(sections, Verdict::Answered))
}

/// What falls and what reopens when these parties leave; nothing where this seat sees neither
/// fear nor guarantee, or none of the parties.
#[must_use]
pub fn reopened(view: &View<'_>, without: &[PartyId], effort: &Effort<'_>) -> Option<Section> {
    let desk = Desk::of(view, effort);
    let promises = desk.promises()?;
    let parties = without
        .iter()
        .filter_map(|party| promises.posed.party(party));
    let failed: BTreeSet<Part> = parties.map(Part::Party).collect();
    (!failed.is_empty()).then(|| promises.reopened(&failed))
}

impl Promises<'_, '_, '_> {
    /// Every breach, from its beginning to the last step that is due.
    pub(super) fn rehearsals(&self) -> Option<Section> {
        let breaches: Vec<&Breach> = self.desk.view.breaches().map(|seen| seen.item).collect();
        let heading = match breaches.len() {
            0 => return None,
            1 => "One breach is rehearsed".to_owned(),
            count => format!("{count} breaches are rehearsed"),
        };
        let mut section = Section::new("rehearsals", heading).say(TAKEN);
        for breach in breaches {
            let (timeline, found) = self.timeline(breach, &BTreeSet::new());
            section = section
                .say(self.titled(breach))
                .picture(self.ladder((breach, &timeline), None))
                .table(self.hours_table(&timeline, None))
                .list(self.end(&timeline))
                .found(found);
        }
        Some(section)
    }

    /// One breach, so many hours after its beginning, while these parts fail.
    fn rehearsed(&self, breach: &Breach, failed: &BTreeSet<Part>, since: u64) -> Section {
        let (timeline, found) = self.timeline(breach, failed);
        let due = timeline
            .events
            .iter()
            .filter(|(_, event)| matches!(event, Event::Due(..)));
        let (past, ahead): (Vec<u64>, Vec<u64>) =
            due.map(|(hour, _)| *hour).partition(|hour| *hour <= since);
        let next = match ahead.first() {
            Some(hour) => format!("the next in {}", hours(hour - since)),
            None => "none that is looked at is to come".to_owned(),
        };
        let title = self.desk.words(&breach.title);
        let steps = match past.len() {
            1 => "1 step is due".to_owned(),
            count => format!("{count} steps are due"),
        };
        let heading = format!("{title}: after {} {steps}, {next}", counted(since, "hour"));
        let mut section = Section::new("rehearsal", heading);
        let words = self.breach_words(breach);
        if !words.is_empty() {
            section = section.say(words + ".");
        }
        let section = section
            .picture(self.ladder((breach, &timeline), Some(since)))
            .table(self.hours_table(&timeline, Some(since)))
            .list(self.end(&timeline))
            .remark(TAKEN);
        self.as_seen(section).found(found)
    }

    fn timeline(
        &self,
        breach: &Breach,
        failed: &BTreeSet<Part>,
    ) -> (Timeline, crate::briefing::Found) {
        let all = &self.posed.all;
        let standing = all.standing(failed);
        let absent = all.guarantees().ids().filter(|id| !standing.contains(id));
        let scenario = self
            .posed
            .scenario(breach, absent.collect(), FOLLOWED_HOURS_MAX);
        let rules = &self.posed.rules;
        let claim = analysis::rehearsal::rehearse(all, rules, &scenario, self.desk.effort);
        let last = claim.answer.events.last().map_or(0, |(hour, _)| *hour);
        // Hour by hour is slow: what comes after a year is not worked out in that way too.
        let last = last.min(REHEARSED_HOURS_MAX);
        let short = Scenario {
            until: last,
            ..scenario
        };
        let slow = problem::rehearsal::rehearse(all, rules, &short);
        let first = claim.answer.events.iter();
        let first = first.take_while(|(hour, _)| *hour <= last);
        let checked = if claim.nodes == 0 {
            "nothing was looked at, so nothing was checked"
        } else if first.eq(&slow.events) {
            "it is the same hour by hour, up to its last hour or for a year"
        } else {
            "hour by hour it is another: treat this section as wrong"
        };
        let found = found("The rehearsal", &claim, checked);
        (claim.answer, found)
    }

    /// What a breach breaks, and what supports it.
    fn breach_words(&self, breach: &Breach) -> String {
        let mut parts = Vec::new();
        let broken: Vec<String> = breach.violates.iter().map(|act| self.act_of(act)).collect();
        let points = breach.points.iter().map(|id| self.desk.point_short(id));
        let points: Vec<String> = points.collect();
        if !broken.is_empty() {
            parts.push(format!("breaks {}", crate::desk::joined(&broken)));
        }
        match &points[..] {
            [] => (),
            [one] => parts.push(format!("point {one}")),
            several => parts.push(format!("points {}", crate::desk::joined(several))),
        }
        if let Some(reader) = &breach.reading_of {
            parts.push(format!("made by {reader}"));
        }
        let grounds = remarks(&breach.grounds) + &self.desk.sources(&breach.grounds);
        capital(&(parts.join("; ") + &grounds))
    }

    /// A breach by its title, with what it breaks.
    fn titled(&self, breach: &Breach) -> String {
        let title = self.desk.words(&breach.title);
        match self.breach_words(breach) {
            words if words.is_empty() => format!("{title}."),
            words => format!("{title}. {words}."),
        }
    }

    fn hours_table(&self, timeline: &Timeline, since: Option<u64>) -> Table {
        let columns = [("Hour", Align::Start), ("What takes place", Align::Start)];
        let mut table = Table::new("Hour by hour", &columns);
        for (hour, event) in &timeline.events {
            let Some(words) = self.event(timeline, *hour, event) else {
                continue;
            };
            let when = match since {
                None => hour.to_string(),
                Some(since) if *hour <= since => format!("{hour}, past"),
                Some(_) => format!("{hour}, to come"),
            };
            table.row(vec![when, capital(&words) + "."]);
        }
        table
    }

    fn event(&self, timeline: &Timeline, hour: u64, event: &Event) -> Option<String> {
        let all = self.posed.all.guarantees();
        let rung = |id: GuaranteeIx, step: usize| all.get(id)?.ladder.get(step).copied();
        Some(match *event {
            // What a step does is told with the step.
            Event::Happens(act) => {
                let by_step = timeline.events.iter().any(|(when, event)| {
                    let Event::Due(id, step) = event else {
                        return false;
                    };
                    *when == hour && rung(*id, *step).is_some_and(|rung| rung.act == act)
                });
                if by_step {
                    return None;
                }
                format!("this happens: {}", self.act(act))
            }
            Event::Lapses(id, why) => {
                let why = match why {
                    Ended::Condition(act) | Ended::Voided(act) => {
                        format!("{} ends it", self.act(act))
                    }
                    Ended::Need(need) => {
                        format!("it needs {}, which does not stand", self.title(need))
                    }
                };
                format!("{} lapses: {why}", self.title(id))
            }
            Event::Called(id) => format!("{} is called for; {}", self.title(id), self.deciders(id)),
            Event::Decided(id) => {
                all.get(id)?.trigger.as_ref()?.decision?;
                format!("it is decided on {}, at the latest", self.title(id))
            }
            Event::Due(id, step) => format!(
                "due: {}{}, step {} of {}",
                self.act(rung(id, step)?.act),
                self.doers(id, step),
                step.saturating_add(1),
                self.title(id)
            ),
            Event::FallsAway(id, step) => format!(
                "this does not come: {}, step {} of {}, which does not stand",
                self.act(rung(id, step)?.act),
                step.saturating_add(1),
                self.title(id)
            ),
        })
    }

    fn deciders(&self, id: GuaranteeIx) -> String {
        let each = self.posed.all.guarantees().get(id);
        let deciders = each.and_then(|each| each.trigger.as_ref());
        match deciders.map(|trigger| &trigger.deciders) {
            Some(deciders) if !deciders.is_empty() => {
                format!("it is for {} to decide", self.parties(deciders))
            }
            Some(_) | None => "nobody is named to decide".to_owned(),
        }
    }

    fn doers(&self, id: GuaranteeIx, step: usize) -> String {
        let rung = self.guarantee(id).and_then(|each| each.ladder.get(step));
        match rung.map(|rung| rung.by.as_slice()) {
            Some(by @ [_, ..]) => format!(", by {}", self.names(by)),
            Some([]) | None => String::new(),
        }
    }

    /// How things stand at the end.
    fn end(&self, timeline: &Timeline) -> Vec<String> {
        let mut said = Vec::new();
        for (id, step) in &timeline.waiting {
            let rung = self.posed.all.guarantees().get(*id);
            let rung = rung.and_then(|each| each.ladder.get(*step));
            let Some(rung) = rung else {
                continue;
            };
            let why = match rung.when {
                Some(when) => format!("it waits for {}", self.act(when)),
                None => "no clock is said".to_owned(),
            };
            said.push(format!(
                "No hour is known for {}, step {} of {}: {why}.",
                self.act(rung.act),
                step.saturating_add(1),
                self.title(*id)
            ));
        }
        for (act, then) in &timeline.following {
            let (act, then) = (self.act(*act), self.act(*then));
            said.push(format!(
                "{then} follows from {act}, at an hour that is not said."
            ));
        }
        let (lost, covered) = (&timeline.lost, &timeline.covered);
        if !lost.is_empty() {
            said.push(format!("Does not stand at the end: {}.", self.titles(lost)));
        }
        let fears = |is_covered: bool| {
            // tidy: bool, because fears are covered or they are not.
            let ids = self.posed.all.fears().ids();
            let ids = ids.filter(|fear| covered.contains(fear) == is_covered);
            let words: Vec<String> = ids.map(|fear| self.feared(fear)).collect();
            words.join("; ")
        };
        for (words, told) in [
            ("Still covered at the end", fears(true)),
            ("Not covered at the end", fears(false)),
        ] {
            if !told.is_empty() {
                said.push(format!("{words}: {told}."));
            }
        }
        said
    }

    /// What falls and what reopens when these parts fail.
    fn reopened(&self, failed: &BTreeSet<Part>) -> Section {
        let Loss { fallen, reopened } = self.posed.all.loss(failed);
        let who: Vec<String> = failed.iter().map(|part| self.part(*part)).collect();
        let who = crate::desk::joined(&who);
        let count = u64::try_from(reopened.len()).unwrap_or(u64::MAX);
        let heading = match count {
            0 => format!("Without {who} no fear reopens"),
            1 => format!("Without {who} one fear reopens"),
            count => format!("Without {who} {count} fears reopen"),
        };
        let mut said = Vec::new();
        if fallen.is_empty() {
            said.push("No guarantee falls.".to_owned());
        } else {
            said.push(format!("Falls: {}.", self.titles(&fallen)));
        }
        said.extend(
            reopened
                .iter()
                .map(|fear| format!("Reopens: {}.", self.feared(*fear))),
        );
        let section = Section::new("without", heading).list(said);
        self.as_seen(section)
    }
}

/// What a rehearsal takes for granted.
const TAKEN: &str = "Every promise is taken at its word: a step is taken when it is due, what a \
     linkage says will follow does follow, and months and years are as long as they can be. A \
     decision whose time is not said takes none. Looked at: one year.";
