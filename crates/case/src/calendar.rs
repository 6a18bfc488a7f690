//! Calendars: on which days a party works.

use crate::Grounds;
use disclosure::PartyId;
use jiff::civil::{Date, Weekday};

/// Days on which nobody of a party works, with the name of the holiday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Its name.
    pub name: String,
}

/// A party's working days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// The party.
    pub party: PartyId,
    /// The days of the week on which nobody works, Monday first.
    pub weekend: Vec<Weekday>,
    /// Its holidays, in order.
    pub holidays: Vec<Holiday>,
    /// What supports it.
    pub grounds: Grounds,
}

impl Calendar {
    /// Whether the party works on a day.
    #[must_use]
    pub fn works_on(&self, day: Date) -> bool {
        let on_holiday = |holiday: &Holiday| holiday.from <= day && day <= holiday.to;
        !self.weekend.contains(&day.weekday()) && !self.holidays.iter().any(on_holiday)
    }

    /// The holiday that a day falls into.
    #[must_use]
    pub fn holiday(&self, day: Date) -> Option<&Holiday> {
        let mut all = self.holidays.iter();
        all.find(|holiday| holiday.from <= day && day <= holiday.to)
    }
}

/// The day so many days after another; `None` beyond the calendar.
#[must_use]
pub fn days_after(day: Date, days: u32) -> Option<Date> {
    let span = jiff::Span::new().try_days(days).ok()?;
    day.checked_add(span).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_party_rests_on_its_weekend_and_on_its_holidays() {
        let feast = Holiday {
            from: date(2031, 1, 6),
            to: date(2031, 1, 7),
            name: "Midwinter".into(),
        };
        let calendar = Calendar {
            party: PartyId::new("north"),
            weekend: vec![Weekday::Friday, Weekday::Saturday],
            holidays: vec![feast],
            grounds: Grounds::default(),
        };
        let rests = (1..=12).filter(|day| !calendar.works_on(date(2031, 1, *day)));
        assert_eq!(rests.collect::<Vec<i8>>(), [3, 4, 6, 7, 10, 11]);
    }
}
