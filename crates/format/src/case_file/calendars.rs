//! Working days, and the ladders that count them off after a complaint.

use super::commitments::DAYS_MAX;
use super::fault::Complaint;
use super::keys::WEEKDAYS;
use super::node::{Node, shown};
use super::reader::{Reader, Target, Told, date_at, flag_at, text_at, word_at, wording_at};
use super::shape::Kind;
use case::{Calendar, Dispute, DisputeId, DisputeStep, Holiday};
use disclosure::{Held, PartyId};
use jiff::civil::{Date, Weekday};

impl Reader<'_> {
    /// The parties' working days.
    pub(super) fn calendars(&mut self, file: &Node<'_>) -> Vec<Held<Calendar>> {
        let mut calendars = Vec::new();
        for (party, node) in file.get("calendars").map_or(&[][..], Node::entries) {
            let name = shown(party.text().unwrap_or_default());
            let release = self.begin(format!("the calendar of `{name}`"), node);
            let Some(party) = self.refer(Kind::Party, Told::Always, party) else {
                continue;
            };
            let calendar = Calendar {
                party: PartyId::new(party),
                weekend: self.weekend(node),
                holidays: self.holidays(node),
                grounds: self.grounds(node),
            };
            calendars.push(Held::new(calendar, release));
        }
        calendars
    }

    fn weekend(&mut self, node: &Node<'_>) -> Vec<Weekday> {
        let said = node.get("weekend");
        let words = said.map_or(&[][..], Node::items);
        let is_said = |name: &str| words.iter().any(|word| word.text() == Some(name));
        let days = WEEKDAYS.iter().zip(Weekday::Monday.cycle_forward());
        let days = days.filter(|(name, _)| is_said(name));
        let weekend: Vec<Weekday> = days.map(|(_, day)| day).collect();
        if weekend.len() == WEEKDAYS.len() {
            let message = format!("{} has no working day", self.label());
            let hint = "`weekend` holds the days of the week without work";
            let spot = said.map_or(node.spot, |said| said.spot);
            self.complain(spot, Complaint::new(message).hint(hint));
        }
        weekend
    }

    fn holidays(&mut self, node: &Node<'_>) -> Vec<Holiday> {
        let mut holidays = Vec::new();
        for each in node.get("holidays").map_or(&[][..], Node::items) {
            let from = date_at(each, "from").unwrap_or_default();
            let to = date_at(each, "to").unwrap_or(from);
            if to < from {
                let message = format!("a holiday of {} ends before it begins", self.label());
                let spot = each.get("to").map_or(each.spot, |to| to.spot);
                let complaint = Complaint::new(message).of(to.to_string());
                self.complain(spot, complaint.hint(format!("it begins on {from}")));
            }
            let name = text_at(each, "name").unwrap_or_default();
            holidays.push(Holiday { from, to, name });
        }
        holidays.sort_by_key(|holiday: &Holiday| (holiday.from, holiday.to));
        holidays
    }

    /// The ladders for disputes.
    pub(super) fn disputes(&mut self, file: &Node<'_>) -> Vec<Held<Dispute>> {
        let mut disputes = Vec::new();
        for node in file.get("disputes").map_or(&[][..], Node::items) {
            let id = word_at(node, "id");
            let release = self.begin(format!("ladder `{}`", shown(id)), node);
            self.offer(Target::new(Kind::Dispute, id));
            let [starts, ends_in] =
                ["starts", "ends_in"].map(|key| node.get(key).map(|act| self.act(Some(act))));
            let dispute = Dispute {
                id: DisputeId::new(id),
                title: wording_at(node, "title"),
                starts,
                complaint: date_at(node, "complaint"),
                rungs: self.rungs(node),
                ends_in,
                extended_by: self.parties(Told::Always, node.get("extended_by")),
                grounds: self.grounds(node),
            };
            self.within_bounds(node, &dispute);
            disputes.push(Held::new(dispute, release));
        }
        disputes
    }

    fn rungs(&mut self, node: &Node<'_>) -> Vec<DisputeStep> {
        let said = node.get("rungs").map_or(&[][..], Node::items);
        let mut rungs = Vec::with_capacity(said.len());
        for each in said {
            let beside = flag_at(each, "beside");
            if beside && rungs.is_empty() {
                let message = format!("the first rung of {} runs beside none", self.label());
                let spot = each.get("beside").map_or(each.spot, |said| said.spot);
                self.complain(spot, Complaint::new(message).hint("leave `beside` out"));
            }
            rungs.push(DisputeStep {
                title: wording_at(each, "title"),
                days: self.days(each, "days"),
                beside,
                extended: self.days(each, "extended"),
            });
        }
        if rungs.is_empty() {
            let message = format!("{} has no rung", self.label());
            let hint = "a rung is like `{title: The commission meets, days: 15}`";
            self.complain(node.spot, Complaint::new(message).hint(hint));
        }
        rungs
    }

    /// Complains of a ladder that takes too long, or leaves the calendar.
    fn within_bounds(&mut self, node: &Node<'_>, dispute: &Dispute) {
        let from = dispute
            .complaint
            .unwrap_or_else(|| Date::constant(2000, 1, 1));
        let last = dispute.last_day(from);
        let days = last.and_then(|last| (last - from).get_days().try_into().ok());
        if dispute.rungs.is_empty() || days.is_some_and(|days: u32| days <= DAYS_MAX) {
            return;
        }
        let message = format!("{} goes beyond the calendar", self.label());
        let hint = format!("it may take at most {DAYS_MAX} days, and end by the year 9999");
        self.complain(node.spot, Complaint::new(message).hint(hint));
    }
}
