//! Ladders for disputes with their days, and the days on which parties do not work.

use crate::briefing::{Align, Section, Table};
use crate::desk::{Desk, remarks};
use crate::text::counted;
use case::{Calendar, Dispute};

impl Desk<'_, '_> {
    /// What happens after a complaint, rung by rung.
    pub(crate) fn ladders(&self) -> Option<Section> {
        let all: Vec<&Dispute> = self.view.disputes().map(|seen| seen.item).collect();
        let heading = match all.len() {
            0 => return None,
            1 => "One ladder leads from a complaint to its end".to_owned(),
            count => format!("{count} ladders lead from a complaint to its end"),
        };
        let mut section = Section::new("ladders", heading);
        for dispute in all {
            section = section.say(self.ladder_words(dispute));
            section = section.table(self.rung_table(dispute));
        }
        Some(section)
    }

    fn ladder_words(&self, dispute: &Dispute) -> String {
        let mut words = self.words(&dispute.title).to_owned();
        if let Some(starts) = &dispute.starts {
            words.push_str(&format!(", after “{}”", self.act_title(starts)));
        }
        words.push('.');
        let whole = dispute.last_day(case::Date::constant(2001, 1, 1));
        let days = whole.map(|last| (last - case::Date::constant(2001, 1, 1)).get_days());
        let days = days.and_then(|days| u64::try_from(days).ok());
        if let Some(days) = days {
            words.push_str(&format!(" It takes at most {}", counted(days, "day")));
            let ended = dispute
                .complaint
                .and_then(|day| Some((day, dispute.last_day(day)?)));
            if let Some((complaint, last)) = ended {
                words.push_str(&format!(
                    ": after the complaint of {complaint} until {last}"
                ));
            }
            words.push('.');
        }
        if let Some(end) = &dispute.ends_in {
            words.push_str(&format!(
                " Without a settlement follows “{}”.",
                self.act_title(end)
            ));
        }
        if !dispute.extended_by.is_empty() {
            let names = self.party_names(&dispute.extended_by);
            words.push_str(&format!(" More time needs the consent of {names}."));
        }
        words + &remarks(&dispute.grounds) + &self.sources(&dispute.grounds)
    }

    fn rung_table(&self, dispute: &Dispute) -> Table {
        let columns = [
            ("Rung", Align::Start),
            ("Days", Align::End),
            ("From", Align::End),
            ("Until", Align::End),
        ];
        let mut table = Table::new(self.words(&dispute.title), &columns);
        let dated = dispute.complaint.and_then(|day| dispute.dated(day));
        for (at, rung) in dispute.rungs.iter().enumerate() {
            let mut title = self.words(&rung.title).to_owned();
            if rung.beside {
                title.push_str(", beside the one before");
            }
            let days = match rung.extended {
                0 => rung.days.to_string(),
                more => format!("{} + {more} by consent", rung.days),
            };
            let of_rung = dated.as_ref().and_then(|dated| dated.get(at));
            let [from, to] = of_rung.map_or_else(
                || [String::new(), String::new()],
                |rung| [rung.from.to_string(), rung.to.to_string()],
            );
            table.row(vec![title, days, from, to]);
        }
        table
    }

    /// On which days parties do not work.
    pub(crate) fn rest_days(&self) -> Option<Section> {
        let columns = [
            ("Party", Align::Start),
            ("Days of the week", Align::Start),
            ("Holidays", Align::Start),
        ];
        let mut table = Table::new("Days without work", &columns);
        for seen in self.view.calendars() {
            table.row(self.rest_row(seen.item));
        }
        if table.rows.is_empty() {
            return None;
        }
        let heading = "Parties do not work on the same days";
        Some(Section::new("calendars", heading).table(table))
    }

    fn rest_row(&self, calendar: &Calendar) -> Vec<String> {
        let week = calendar.weekend.iter().map(|day| format!("{day:?}"));
        let holidays = calendar.holidays.iter().map(|holiday| {
            if holiday.from == holiday.to {
                format!("{} ({})", holiday.name, holiday.from)
            } else {
                format!("{} ({} to {})", holiday.name, holiday.from, holiday.to)
            }
        });
        let more = remarks(&calendar.grounds) + &self.sources(&calendar.grounds);
        vec![
            self.party_name(&calendar.party) + &more,
            week.collect::<Vec<_>>().join(", "),
            holidays.collect::<Vec<_>>().join("; "),
        ]
    }
}
