//! Meetings: those so far and what was said of them, and what happened since.

use crate::briefing::{Align, Section, Table};
use crate::desk::{Desk, remarks};
use case::{Meeting, Readout};

impl Desk<'_, '_> {
    /// The meetings, in order, with their readouts; then the later timeline.
    pub(crate) fn meetings(&self) -> Option<Section> {
        let columns = [
            ("Date", Align::Start),
            ("Place", Align::Start),
            ("Who met", Align::Start),
            ("Readout", Align::Start),
        ];
        let mut table = Table::new("Meetings", &columns);
        for seen in self.view.meetings() {
            let meeting = seen.item;
            table.row(vec![
                days(meeting),
                meeting.place.clone(),
                format!("{}. {}", meeting.format, present(meeting)),
                meeting.readout.as_ref().map(readout).unwrap_or_default()
                    + &remarks(&meeting.grounds)
                    + &self.sources(&meeting.grounds),
            ]);
        }
        let mut later = Table::new(
            "Since then",
            &[("Date", Align::Start), ("What", Align::Start)],
        );
        for seen in self.view.timeline() {
            let grounds = &seen.item.grounds;
            let what =
                self.words(&seen.item.text).to_owned() + &remarks(grounds) + &self.sources(grounds);
            later.row(vec![seen.item.date.to_string(), what]);
        }
        let heading = match (table.rows.len(), later.rows.len()) {
            (0, 0) => return None,
            (0, count) => format!("{count} events are on record"),
            (1, _) => "One meeting is on record".to_owned(),
            (count, _) => format!("{count} meetings are on record"),
        };
        Some(Section::new("meetings", heading).table(table).table(later))
    }
}

fn days(meeting: &Meeting) -> String {
    match meeting.end {
        Some(end) => format!("{} to {end}", meeting.date),
        None => meeting.date.to_string(),
    }
}

fn present(meeting: &Meeting) -> String {
    let duration = meeting.duration.iter().cloned();
    meeting
        .present
        .iter()
        .cloned()
        .chain(duration)
        .collect::<Vec<_>>()
        .join("; ")
}

fn readout(readout: &Readout) -> String {
    let mut words = format!("“{}”", readout.label);
    if let Some(issuer) = &readout.issued_by {
        words.push_str(&format!(", issued by {issuer}"));
    }
    for detail in &readout.details {
        words.push_str(&format!("; {detail}"));
    }
    words
}
