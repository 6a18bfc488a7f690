//! Signals: dated, sourced public statements and acts, by actor.

use crate::briefing::{Align, Section, Table};
use crate::desk::{Desk, remarks};
use case::{EventClass, Signal, Tone};
use std::collections::BTreeMap;

impl Desk<'_, '_> {
    /// What was signalled: counts by actor and tone, then the log.
    pub(crate) fn signals(&self) -> Option<Section> {
        let signals: Vec<&Signal> = self.view.signals().map(|seen| seen.item).collect();
        let (first, last) = (
            signals.iter().map(|s| s.date).min()?,
            signals.iter().map(|s| s.date).max()?,
        );
        let heading = format!("{} signals from {first} to {last}", signals.len());
        let section = Section::new("signals", heading);
        let section = section.table(self.tone_table(&signals)).remark(
            "Classes follow the PLOVER coding, tones are an editorial reading: conventions, not \
             measurements.",
        );
        Some(section.table(self.signal_log(&signals)))
    }

    fn tone_table(&self, signals: &[&Signal]) -> Table {
        let columns = [
            ("Actor", Align::Start),
            ("positive", Align::End),
            ("neutral", Align::End),
            ("mixed", Align::End),
            ("negative", Align::End),
            ("Classes", Align::Start),
        ];
        let mut table = Table::new("Signals by actor and tone", &columns);
        let mut by_actor: BTreeMap<String, Vec<&Signal>> = BTreeMap::new();
        for signal in signals {
            by_actor.entry(self.actor(signal)).or_default().push(signal);
        }
        for (actor, own) in by_actor {
            let tones = [Tone::Positive, Tone::Neutral, Tone::Mixed, Tone::Negative];
            let count = |tone| {
                own.iter()
                    .filter(|s| s.tone == Some(tone))
                    .count()
                    .to_string()
            };
            let mut classes: BTreeMap<EventClass, usize> = BTreeMap::new();
            for signal in &own {
                *classes.entry(signal.event).or_default() += 1;
            }
            let classes = classes
                .iter()
                .map(|(class, count)| format!("{} {count}", class_word(*class)));
            let mut row = vec![actor];
            row.extend(tones.map(count));
            row.push(classes.collect::<Vec<_>>().join(", "));
            table.row(row);
        }
        table
    }

    fn actor(&self, signal: &Signal) -> String {
        signal
            .actor
            .as_ref()
            .map_or_else(|| "not attributed".to_owned(), |id| self.party_name(id))
    }

    fn signal_log(&self, signals: &[&Signal]) -> Table {
        let columns = [
            ("Date", Align::Start),
            ("Actor", Align::Start),
            ("Class", Align::Start),
            ("What", Align::Start),
        ];
        let mut table = Table::new("The log", &columns);
        for signal in signals {
            let speaker = signal.speaker.iter().map(|speaker| format!("{speaker}: "));
            let mut what: String = speaker.collect();
            what.push_str(self.words(&signal.text));
            if !signal.points.is_empty() {
                let points: Vec<String> =
                    signal.points.iter().map(|p| self.point_short(p)).collect();
                what.push_str(&format!(" (points {})", points.join(", ")));
            }
            what.push_str(&(remarks(&signal.grounds) + &self.sources(&signal.grounds)));
            let class = class_word(signal.event).to_owned();
            table.row(vec![
                signal.date.to_string(),
                self.actor(signal),
                class,
                what,
            ]);
        }
        table
    }
}

/// The published name of a class.
const fn class_word(class: EventClass) -> &'static str {
    match class {
        EventClass::Agree => "AGREE",
        EventClass::Consult => "CONSULT",
        EventClass::Support => "SUPPORT",
        EventClass::Concede => "CONCEDE",
        EventClass::Cooperate => "COOPERATE",
        EventClass::Aid => "AID",
        EventClass::Retreat => "RETREAT",
        EventClass::Request => "REQUEST",
        EventClass::Accuse => "ACCUSE",
        EventClass::Reject => "REJECT",
        EventClass::Threaten => "THREATEN",
        EventClass::Protest => "PROTEST",
        EventClass::Sanction => "SANCTION",
        EventClass::Mobilize => "MOBILIZE",
        EventClass::Coerce => "COERCE",
        EventClass::Assault => "ASSAULT",
        EventClass::Comment => "COMMENT",
    }
}
