//! Days as whole numbers, and calendars: which days a step's owner does not work.

use std::collections::BTreeSet;

/// A day, counted from any day that the caller fixes. As a date of a step it is the *morning* of
/// that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// The day of this number.
    #[must_use]
    pub const fn new(number: i32) -> Self {
        Self(number)
    }

    /// Its number.
    #[must_use]
    pub const fn get(self) -> i32 {
        self.0
    }

    /// So many days later; the last day that can be counted if there are too many.
    #[must_use]
    pub const fn plus(self, days: u32) -> Self {
        Self(self.0.saturating_add_unsigned(days))
    }

    /// So many days earlier.
    #[must_use]
    pub const fn minus(self, days: u32) -> Self {
        Self(self.0.saturating_sub_unsigned(days))
    }

    /// How many days there are from an earlier day to this one; 0 if it is not earlier.
    #[must_use]
    pub const fn since(self, earlier: Self) -> u32 {
        if self.0 > earlier.0 {
            self.0.abs_diff(earlier.0)
        } else {
            0
        }
    }
}

/// The days on which no work is done: rest days, holidays, fasts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    closed: BTreeSet<Day>,
}

impl Calendar {
    /// A calendar with these closed days; every other day is a working day.
    #[must_use]
    pub const fn new(closed: BTreeSet<Day>) -> Self {
        Self { closed }
    }

    /// Its closed days.
    #[must_use]
    pub const fn closed(&self) -> &BTreeSet<Day> {
        &self.closed
    }

    /// Whether work is done on a day.
    #[must_use]
    pub fn is_open(&self, day: Day) -> bool {
        !self.closed.contains(&day)
    }

    /// The day itself if work is done on it, or else the next day on which it is.
    #[must_use]
    pub fn open_from(&self, day: Day) -> Day {
        let mut day = day;
        while !self.is_open(day) {
            day = day.plus(1);
        }
        day
    }

    /// The morning after so many working days have passed, counted from a day on: that day itself
    /// for none.
    #[must_use]
    pub fn after(&self, from: Day, working_days: u32) -> Day {
        let mut day = from;
        for _ in 0..working_days {
            day = self.open_from(day).plus(1);
        }
        day
    }
}
