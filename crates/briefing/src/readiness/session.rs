//! Go or no-go for a session in a format: need by need, and what would change the answer.

use super::{giver, indicator_words, strength_word};
use crate::briefing::{Align, Found, Section, Table};
use crate::desk::{Desk, joined};
use crate::reach;
use case::{Date, GateNeed, GivenBy, PosedGate};
use disclosure::{ReleaseClass, Seat};
use problem::Reach;
use problem::gate::{Change, Consent, Gate, Need, Stands};
use std::collections::BTreeSet;

impl Desk<'_, '_> {
    /// Go or no-go for each format, in one section.
    pub(super) fn sessions(&self, day: Date) -> Option<Section> {
        if !self.may_judge() {
            return None;
        }
        let formats = self.view.formats().map(|seen| &seen.item.id);
        let posed: Vec<PosedGate<'_>> = formats
            .filter_map(|id| self.view.pose_gate(id, day))
            .collect();
        let counted = |stands| {
            posed
                .iter()
                .filter(|each| each.gate.stands() == stands)
                .count()
        };
        let heading = match posed.as_slice() {
            [] => return None,
            [one] => self.verdict(one),
            all => format!(
                "Go for {} of {} formats, no-go for {}, open for {}",
                counted(Stands::Met),
                all.len(),
                counted(Stands::NotMet),
                counted(Stands::Open)
            ),
        };
        let words = format!(
            "As of {day}, from what is on record for this page. All needs must be met; there is \
             no score, and one need never makes up for another."
        );
        let section = Section::new("session", heading).say(words);
        let each = posed.iter();
        let section = each.fold(section, |section, posed| self.session(section, posed, day));
        Some(section.found(changes_found(&posed)))
    }

    /// Whether this seat is told go or no-go: the team is, and everybody where all of it is
    /// public. An answer made of one room's words beside another's is for the team alone.
    fn may_judge(&self) -> bool {
        let judged = self.view.indications().map(|seen| seen.class);
        let answered = self.view.format_consents().map(|seen| seen.class);
        let mut classes = judged.chain(answered);
        *self.view.seat() == Seat::Mediator || classes.all(|class| class == ReleaseClass::Public)
    }

    /// What one format comes to, in a sentence.
    fn verdict(&self, posed: &PosedGate<'_>) -> String {
        let title = self.words(&posed.format.title);
        let count = |stands| {
            let needs = posed.gate.needs.iter();
            needs.filter(|need| posed.gate.need(need) == stands).count()
        };
        match (
            posed.gate.stands(),
            count(Stands::NotMet),
            count(Stands::Open),
        ) {
            (Stands::Met, ..) => format!("Go for “{title}”: every need is met"),
            (Stands::NotMet, 1, _) => format!("No-go for “{title}”: one need is not met"),
            (Stands::NotMet, unmet, _) => {
                format!("No-go for “{title}”: {unmet} needs are not met")
            }
            (Stands::Open, _, 1) => format!("Open for “{title}”: one need is not settled"),
            (Stands::Open, _, open) => {
                format!("Open for “{title}”: {open} needs are not settled")
            }
        }
    }

    fn session(&self, section: Section, posed: &PosedGate<'_>, day: Date) -> Section {
        let columns = [
            ("Party", Align::Start),
            ("Needed", Align::Start),
            ("Stands", Align::Start),
            ("Because", Align::Start),
            ("What would change it", Align::Start),
        ];
        let caption = format!("“{}”, need by need", self.words(&posed.format.title));
        let mut table = Table::new(caption, &columns);
        for (at, (need, about)) in (0..).zip(posed.gate.needs.iter().zip(&posed.needs)) {
            let stands = posed.gate.need(need);
            let ways = analysis::gate::ways(&posed.gate, at);
            let ways = ways.iter().map(|way| self.way_words(posed, way));
            let ways: Vec<String> = ways.collect();
            table.row(vec![
                self.party_name(&about.party),
                needed(posed, about),
                stands_words(stands).to_owned(),
                self.because(posed, (need, about), day),
                match stands {
                    Stands::Met => falls(need).to_owned(),
                    Stands::Open | Stands::NotMet => ways.join("; or "),
                },
            ]);
        }
        let verdict = format!("{}.", self.verdict(posed));
        section.say(verdict).table(table)
    }

    /// Why a need stands as it does.
    fn because(
        &self,
        posed: &PosedGate<'_>,
        (need, about): (&Need, &GateNeed<'_>),
        day: Date,
    ) -> String {
        if let Some(answer) = about.consent {
            let doubts = self.doubts(answer.date, &answer.grounds, day);
            let by = match &answer.given_by {
                GivenBy::Party => String::new(),
                other @ (GivenBy::Analyst(_) | GivenBy::Rule(_)) => {
                    format!(", as told by {}", giver(other))
                }
            };
            let (words, date) = (self.answer_words(answer), answer.date);
            return format!(
                "{words}, {date}{by}{doubts}{}",
                self.sources(&answer.grounds)
            );
        }
        let (Need::Shows { judged, .. }, Some((_, entries))) = (need, &about.shows) else {
            return "it has not answered".to_owned();
        };
        let counting = posed.gate.counting(judged);
        let latest = counting.iter().filter_map(|each| {
            let at = judged.iter().rposition(|other| other == each)?;
            let entry = entries.get(at)?;
            let strength = entry.strength.map_or("reported", strength_word);
            let doubts = self.doubts(entry.date, &entry.grounds, day);
            let by = giver(&entry.given_by);
            Some(format!("{strength}, by {by}, {}{doubts}", entry.date))
        });
        let latest: Vec<String> = latest.collect();
        if latest.is_empty() {
            return "nobody has judged it".to_owned();
        }
        latest.join("; ")
    }

    /// One way, in words.
    fn way_words(&self, posed: &PosedGate<'_>, way: &[Change]) -> String {
        let words = way.iter().map(|change| match *change {
            Change::Comes(at) => match posed.gate.needs.get(at) {
                Some(Need::Consent(Some(Consent::If(_)))) => "it agrees without conditions".into(),
                _ => "it agrees".to_owned(),
            },
            Change::Meets(at, which) => {
                let answer = posed.needs.get(at).and_then(|about| about.consent);
                let condition = answer.and_then(|answer| answer.conditions.get(which));
                let text = condition.map_or("a condition", |each| self.words(&each.text));
                format!("“{text}” is met")
            }
            Change::Judges(_, judge) => {
                let by = posed.judges.get(judge).map_or_else(String::new, giver);
                format!(
                    "{by} judges it {} or better",
                    strength_word(posed.format.bar())
                )
            }
            Change::First(_) => {
                format!(
                    "it is judged {} or better",
                    strength_word(posed.format.bar())
                )
            }
        });
        joined(&words.collect::<Vec<_>>())
    }
}

/// What a need asks for.
fn needed(posed: &PosedGate<'_>, about: &GateNeed<'_>) -> String {
    match &about.shows {
        Some((indicator, _)) => {
            let bar = strength_word(posed.format.bar());
            format!("{}, at least {bar}", indicator_words(*indicator))
        }
        None => "its consent to the format".to_owned(),
    }
}

const fn stands_words(stands: Stands) -> &'static str {
    match stands {
        Stands::Met => "met",
        Stands::Open => "not known",
        Stands::NotMet => "not met",
    }
}

/// What would undo a need that is met.
const fn falls(need: &Need) -> &'static str {
    match need {
        Need::Consent(Some(Consent::If(_))) => "it takes its answer back, or a condition falls",
        Need::Consent(_) => "it takes its answer back",
        Need::Shows { .. } => "a judge sets it lower",
    }
}

/// How the changes were found, and the check of the first way of each need together.
fn changes_found(posed: &[PosedGate<'_>]) -> Found {
    let gates = posed.iter().map(|posed| &posed.gate);
    let needs: usize = gates.clone().map(|gate| gate.needs.len()).sum();
    let holds = |gate: &Gate| {
        let ways = (0..gate.needs.len()).map(|at| analysis::gate::ways(gate, at));
        let first = ways.filter_map(|ways| ways.into_iter().next()).flatten();
        gate.opens_with(&first.collect::<BTreeSet<Change>>())
    };
    Found {
        what: "What would change the answer".into(),
        method: "each need by itself, since needs do not touch each other".into(),
        nodes: u64::try_from(needs).unwrap_or(u64::MAX),
        reach: reach::words(&Reach::Complete),
        checked: if gates.clone().all(holds) {
            "after the first change of each need all are met, and with any one less they are not"
                .into()
        } else {
            "the changes failed their check: treat this section as wrong".into()
        },
    }
}
