//! A timetable as a calendar file that other programs take in.
//!
//! Source: RFC 5545 (iCalendar). Lines end in CRLF and are folded after 75 octets; text is escaped;
//! events take whole days, whose end is the day after the last. There is no clock here: an event is
//! stamped with the first day of the plan, and its UID stays the same from one writing to the next.
//!
//! Invariant: a file holds what the timetable of one seat holds, and nothing about other seats.

use briefing::{Row, Timetable};
use case::{Date, Dispute, StepOf, View, days_after};
use problem::repair::Remedy;
use std::collections::BTreeMap;

/// The most octets of a line.
const LINE_MAX: usize = 75;

/// The steps of a timetable, and the rungs of ladders that have dates, as an iCalendar file.
#[must_use]
pub fn write(view: &View<'_>, table: &Timetable) -> String {
    let heading = view.heading();
    let title = heading.title.in_language(&case::Language::english());
    let stamp = day(table.posed.start);
    let mut file = File {
        case: heading.id.as_str(),
        stamp: format!("{stamp}T000000Z"),
        open: *view.seat() == disclosure::Seat::Public,
        uids: BTreeMap::new(),
        out: String::new(),
    };
    file.line("BEGIN:VCALENDAR");
    file.line("VERSION:2.0");
    file.line("PRODID:-//Onetext//Order//EN");
    file.line("CALSCALE:GREGORIAN");
    file.line("METHOD:PUBLISH");
    file.text("X-WR-CALNAME", title);
    for row in &table.rows {
        file.step(row);
    }
    for seen in view.disputes() {
        file.ladder(seen.item);
    }
    file.line("END:VCALENDAR");
    file.out
}

/// A calendar file in the making.
struct File<'a> {
    case: &'a str,
    stamp: String,
    open: bool,
    /// How often each UID was wanted: two remedies can add the same to one step.
    uids: BTreeMap<String, u32>,
    out: String,
}

impl File<'_> {
    fn step(&mut self, row: &Row) {
        let uid = match &row.step {
            StepOf::Act(id) => id.to_string(),
            StepOf::Added(id, remedy) => format!("{id}.{}", remedy_name(*remedy)),
        };
        let mut about = Vec::new();
        if let Some(owner) = &row.owner {
            about.push(format!("Owed by {owner}."));
        }
        if !row.beneficiaries.is_empty() {
            about.push(format!("Owed to {}.", row.beneficiaries));
        }
        if row.verified > row.last {
            about.push(format!("Counts as received on {}.", row.verified));
        }
        if row.critical {
            about.push("On the critical path.".to_owned());
        }
        if row.on_trust {
            about.push("Made on trust: its owner has then given more than it received.".to_owned());
        }
        self.event(&uid, (row.start, row.last), (&row.title, &about.join("\n")));
    }

    fn ladder(&mut self, dispute: &Dispute) {
        let dated = dispute.complaint.and_then(|day| dispute.dated(day));
        let english = case::Language::english();
        let title = dispute.title.in_language(&english);
        for (number, rung) in (1..).zip(dated.unwrap_or_default()) {
            let uid = format!("ladder.{}.{number}", dispute.id);
            let last = rung.rung.title.in_language(&english);
            let summary = format!("Last day: {last}");
            self.event(&uid, (rung.to, rung.to), (&summary, title));
        }
    }

    fn event(&mut self, uid: &str, (first, last): (Date, Date), (title, about): (&str, &str)) {
        let end = days_after(last, 1).unwrap_or(last);
        let wanted = self.uids.entry(uid.to_owned()).or_insert(0);
        *wanted += 1;
        let uid = match *wanted {
            1 => uid.to_owned(),
            again => format!("{uid}.{again}"),
        };
        self.line("BEGIN:VEVENT");
        self.text("UID", &format!("{uid}.{}@onetext", self.case));
        let stamp = format!("DTSTAMP:{}", self.stamp);
        self.line(&stamp);
        self.line(&format!("DTSTART;VALUE=DATE:{}", day(first)));
        self.line(&format!("DTEND;VALUE=DATE:{}", day(end)));
        self.text("SUMMARY", title);
        if !about.is_empty() {
            self.text("DESCRIPTION", about);
        }
        self.line("STATUS:TENTATIVE");
        self.line("TRANSP:TRANSPARENT");
        self.line(if self.open {
            "CLASS:PUBLIC"
        } else {
            "CLASS:CONFIDENTIAL"
        });
        self.line("END:VEVENT");
    }

    /// A property whose value is text.
    fn text(&mut self, name: &str, value: &str) {
        let mut line = format!("{name}:");
        for letter in value.chars() {
            match letter {
                '\\' => line.push_str("\\\\"),
                ';' => line.push_str("\\;"),
                ',' => line.push_str("\\,"),
                '\n' => line.push_str("\\n"),
                letter if letter.is_control() => line.push(' '),
                letter => line.push(letter),
            }
        }
        self.line(&line);
    }

    /// A content line, folded between characters.
    fn line(&mut self, line: &str) {
        let mut octets = 0;
        for letter in line.chars() {
            if octets + letter.len_utf8() > LINE_MAX {
                self.out.push_str("\r\n ");
                octets = 1;
            }
            self.out.push(letter);
            octets += letter.len_utf8();
        }
        self.out.push_str("\r\n");
    }
}

fn day(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

const fn remedy_name(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::Together => "together",
        Remedy::Split => "first-part",
        Remedy::Escrow => "escrow",
        Remedy::Provisional => "provisional",
        Remedy::Guarantee => "guarantee",
        Remedy::Deposit => "deposit",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> File<'static> {
        File {
            case: "fjord",
            stamp: "20310605T000000Z".into(),
            open: false,
            uids: BTreeMap::new(),
            out: String::new(),
        }
    }

    #[test]
    fn long_lines_are_folded_after_75_octets_and_never_within_a_character() {
        let mut file = file();
        file.text("SUMMARY", &"Човни, йдуть; у порт\\".repeat(9));
        for line in file.out.split("\r\n") {
            assert!(line.len() <= LINE_MAX, "{line}");
        }
        let unfolded = file.out.replace("\r\n ", "");
        let expected = format!("SUMMARY:{}\r\n", "Човни\\, йдуть\\; у порт\\\\".repeat(9));
        assert_eq!(unfolded, expected);
    }

    #[test]
    fn text_cannot_begin_a_property_of_its_own() {
        let mut file = file();
        file.text("SUMMARY", "a\r\nATTENDEE:b\nc");
        assert_eq!(file.out, "SUMMARY:a \\nATTENDEE:b\\nc\r\n");
    }

    #[test]
    fn two_steps_that_remedies_add_to_one_act_are_two_events() {
        let (mut file, day) = (file(), Date::constant(2031, 12, 31));
        for title in ["one", "other"] {
            file.event("k.guarantee", (day, day), (title, ""));
        }
        for uid in [
            "UID:k.guarantee.fjord@onetext",
            "UID:k.guarantee.2.fjord@onetext",
        ] {
            assert_eq!(file.out.matches(&format!("{uid}\r\n")).count(), 1, "{uid}");
        }
    }

    #[test]
    fn an_event_ends_on_the_day_after_its_last() {
        let mut file = file();
        let last = Date::constant(2031, 12, 31);
        file.event("k", (last, last), ("T", ""));
        assert!(file.out.contains("DTSTART;VALUE=DATE:20311231\r\n"));
        assert!(file.out.contains("DTEND;VALUE=DATE:20320101\r\n"));
        assert!(file.out.contains("UID:k.fjord@onetext\r\n"));
        assert!(file.out.contains("CLASS:CONFIDENTIAL\r\n"));
    }
}
