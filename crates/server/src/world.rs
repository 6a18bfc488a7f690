//! The world as the workspace may touch it: the time, and chance.
//!
//! Both are handed in when the workspace is made, so that a test can hold them still: two servers
//! with the same world and the same requests give the same bytes.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use proceedings::{EventId, Moment};
use std::sync::Arc;

/// The clock and the dice.
#[derive(Clone)]
pub struct World {
    now: Arc<dyn Fn() -> Moment + Send + Sync>,
    bits: Arc<dyn Fn() -> u128 + Send + Sync>,
}

impl World {
    /// The real one.
    #[must_use]
    pub fn real() -> Self {
        Self::of(
            || Moment::of_micros(Timestamp::now().as_microsecond()),
            rand::random::<u128>,
        )
    }

    /// One made of a clock and a source of random bits.
    pub fn of(
        now: impl Fn() -> Moment + Send + Sync + 'static,
        bits: impl Fn() -> u128 + Send + Sync + 'static,
    ) -> Self {
        Self {
            now: Arc::new(now),
            bits: Arc::new(bits),
        }
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Moment {
        (self.now)()
    }

    /// 128 random bits.
    #[must_use]
    pub fn bits(&self) -> u128 {
        (self.bits)()
    }

    /// A fresh event id.
    #[must_use]
    pub fn event_id(&self) -> EventId {
        EventId::new(self.bits())
    }
}

/// A moment as people read it: `3 May 2031, 14:05 UTC`.
pub(crate) fn moment_words(moment: Moment) -> String {
    written(moment, "%-d %B %Y, %H:%M UTC")
}

/// The day of a moment: `3 May 2031`.
pub(crate) fn day_words(moment: Moment) -> String {
    written(moment, "%-d %B %Y")
}

/// The day of a moment as a date field takes it: `2031-05-03`.
pub(crate) fn date_field(moment: Moment) -> String {
    written(moment, "%Y-%m-%d")
}

/// A civil date as people read it: `3 May 2031` for `2031-05-03`.
pub(crate) fn civil_day_words(date: &str) -> String {
    date.parse::<Date>().map_or_else(
        |_| date.to_owned(),
        |date| date.strftime("%-d %B %Y").to_string(),
    )
}

/// The civil day of a moment, in UTC.
pub(crate) fn civil_day(moment: Moment) -> Date {
    let time = Timestamp::from_microsecond(moment.micros()).unwrap_or(Timestamp::UNIX_EPOCH);
    time.to_zoned(TimeZone::UTC).date()
}

/// The moment that a field for day and time sends, `2031-05-03T14:05`, read in UTC.
pub(crate) fn moment_of_field(typed: &str) -> Result<Moment, String> {
    let typed = typed.trim();
    let read = typed.parse::<DateTime>();
    let time = read.and_then(|read| read.to_zoned(TimeZone::UTC));
    let micros = time.map(|time| time.timestamp().as_microsecond());
    micros.map(Moment::of_micros).map_err(|_| {
        format!("`{typed}` is not a day and time\nhint: write it as 2031-05-04T14:05, in UTC")
    })
}

/// A moment as a field for day and time shows it.
pub(crate) fn moment_field(moment: Moment) -> String {
    written(moment, "%Y-%m-%dT%H:%M")
}

fn written(moment: Moment, pattern: &str) -> String {
    Timestamp::from_microsecond(moment.micros()).map_or_else(
        |_| "an unknown time".to_owned(),
        |time| time.strftime(pattern).to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_as_day_and_time_and_says_its_zone() {
        let moment = Moment::of_micros(1_935_497_100_000_000);
        assert_eq!(moment_words(moment), "2 May 2031, 14:05 UTC");
        assert_eq!(day_words(moment), "2 May 2031");
        assert_eq!(moment_words(Moment::of_micros(i64::MAX)), "an unknown time");
    }

    #[test]
    fn what_a_field_for_day_and_time_shows_is_what_it_sends() {
        let moment = moment_of_field("2031-05-02T14:05").unwrap();
        assert_eq!(moment, Moment::of_micros(1_935_497_100_000_000));
        assert_eq!(moment_field(moment), "2031-05-02T14:05");
        assert_eq!(civil_day(moment).to_string(), "2031-05-02");
        assert!(moment_of_field("tomorrow").is_err());
    }
}
