//! Counting working days in the time of a binary search.
//!
//! Both ways: the morning after so many working days, and the latest or earliest day from which
//! they lead to a given morning. Days are plain numbers here.

use problem::plan::Calendar;

/// A calendar by its closed days: `open[k]` is how many working days lie before the k-th of them,
/// counted so that day `d` of a calendar without closed days is working day `d`.
#[derive(Debug, Clone, Default)]
pub(super) struct Clock {
    closed: Vec<i32>,
    open: Vec<i32>,
}

impl Clock {
    pub(super) fn of(calendar: &Calendar) -> Self {
        let closed: Vec<i32> = calendar.closed().iter().map(|day| day.get()).collect();
        let open = closed.iter().zip(0..).map(|(day, k)| day - k).collect();
        Self { closed, open }
    }

    /// The number of the first working day on or after a day.
    fn number(&self, day: i32) -> i32 {
        day - count(self.closed.partition_point(|closed| *closed < day))
    }

    /// The day of a working day's number.
    fn day(&self, number: i32) -> i32 {
        number + count(self.open.partition_point(|open| *open <= number))
    }

    /// The day itself if it is a working day, or else the next that is.
    pub(super) fn open_from(&self, day: i32) -> i32 {
        self.day(self.number(day))
    }

    /// The day itself if it is a working day, or else the last before it that is.
    pub(super) fn open_until(&self, day: i32) -> i32 {
        self.day(self.number(day + 1) - 1)
    }

    /// The morning after so many working days from a day on.
    pub(super) fn after(&self, day: i32, days: i32) -> i32 {
        if days == 0 {
            return day;
        }
        self.day(self.number(day) + days - 1) + 1
    }

    /// The latest working day from which so many working days are over by a morning; that morning
    /// for none.
    pub(super) fn until(&self, morning: i32, days: i32) -> i32 {
        if days == 0 {
            return morning;
        }
        self.day(self.number(morning) - days)
    }

    /// The first day from which so many working days are not over before a morning; that morning
    /// for none. It need not be a working day.
    pub(super) fn from(&self, morning: i32, days: i32) -> i32 {
        if days == 0 {
            return morning;
        }
        self.day(self.number(morning - 1) - days) + 1
    }
}

fn count(days: usize) -> i32 {
    i32::try_from(days).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use problem::plan::Day;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn counting_both_ways_agrees_with_the_calendar(
            closed in prop::collection::btree_set(-3..25_i32, 0..18),
            day in -5..30_i32,
            days in 0..6_u32,
        ) {
            let closed: BTreeSet<Day> = closed.into_iter().map(Day::new).collect();
            let calendar = Calendar::new(closed);
            let clock = Clock::of(&calendar);
            let after = |day| calendar.after(Day::new(day), days).get();
            let span = days as i32;
            prop_assert_eq!(clock.after(day, span), after(day));
            prop_assert_eq!(clock.open_from(day), calendar.open_from(Day::new(day)).get());
            let open = |day: &i32| calendar.is_open(Day::new(*day));
            prop_assert_eq!(Some(clock.open_until(day)), (-60..=day).rfind(open));
            let mut starts = -90..60_i32;
            let until = starts.clone().rfind(|start| {
                (days == 0 || open(start)) && after(*start) <= day
            });
            prop_assert_eq!(Some(clock.until(day, span)), until);
            prop_assert_eq!(Some(clock.from(day, span)), starts.find(|s| after(*s) >= day));
        }
    }
}
