//! The world as the workspace may touch it: the time, waiting for a time, and chance.
//!
//! They are handed in when the workspace is made, so that a test can hold them still: two servers
//! with the same world and the same requests give the same bytes.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use proceedings::{EventId, Moment};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// The clock, the alarm and the dice.
#[derive(Clone)]
pub struct World {
    now: Clock,
    until: Arc<dyn Fn(Moment) -> Wait + Send + Sync>,
    bits: Arc<dyn Fn() -> u128 + Send + Sync>,
}

type Clock = Arc<dyn Fn() -> Moment + Send + Sync>;

/// What is over when a moment has come.
pub type Wait = Pin<Box<dyn Future<Output = ()> + Send>>;

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
        let now: Clock = Arc::new(now);
        let clock = Arc::clone(&now);
        Self {
            now,
            until: Arc::new(move |moment| Box::pin(come(Arc::clone(&clock), moment))),
            bits: Arc::new(bits),
        }
    }

    /// The same world, with another way to wait for a moment.
    #[must_use]
    pub fn waiting(mut self, until: impl Fn(Moment) -> Wait + Send + Sync + 'static) -> Self {
        self.until = Arc::new(until);
        self
    }

    /// Waits until a moment has come.
    pub(crate) fn until(&self, moment: Moment) -> Wait {
        (self.until)(moment)
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

/// Waits until a moment has come on a clock, which somebody may set back meanwhile.
async fn come(clock: Clock, moment: Moment) {
    loop {
        let left = moment.micros().saturating_sub(clock().micros());
        match u64::try_from(left) {
            Ok(left) if left > 0 => tokio::time::sleep(Duration::from_micros(left)).await,
            Ok(_) | Err(_) => return,
        }
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

/// A civil day, and the hour where one is known: `3 May 2031 at 10:00`.
pub(crate) fn day_and_hour_words(date: &str, hour: Option<Time>) -> String {
    let day = civil_day_words(date);
    match hour {
        Some(hour) => format!("{day} at {}", hour.strftime("%H:%M")),
        None => day,
    }
}

/// The hour that a field for a time sends, `10:30`.
pub(crate) fn hour_of_field(typed: &str) -> Result<Time, String> {
    let typed = typed.trim();
    let minutes = typed.get(..5).unwrap_or(typed);
    Time::strptime("%H:%M", minutes)
        .map_err(|_| format!("`{typed}` is not an hour\nhint: write it as 10:30"))
}

/// How long something waits, in words.
pub(crate) fn seconds_words(seconds: u32) -> String {
    match seconds {
        1 => "1 second".to_owned(),
        many => format!("{many} seconds"),
    }
}

/// The moment at which a day begins, in UTC.
pub(crate) fn day_begins(day: Date) -> Moment {
    let begins = day.to_zoned(TimeZone::UTC);
    let micros = begins.map(|begins| begins.timestamp().as_microsecond());
    Moment::of_micros(micros.unwrap_or(i64::MIN))
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
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[tokio::test]
    async fn a_clock_that_is_set_back_while_somebody_waits_makes_the_wait_longer() {
        let shown = [7, 6, 8];
        let looks = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&looks);
        let clock = move || Moment::of_micros(shown[counted.fetch_add(1, Ordering::SeqCst)]);
        World::of(clock, || 0).until(Moment::of_micros(8)).await;
        assert_eq!(looks.load(Ordering::SeqCst), shown.len());
    }

    #[test]
    fn a_moment_is_read_as_day_and_time_and_says_its_zone() {
        let moment = Moment::of_micros(1_935_497_100_000_000);
        assert_eq!(moment_words(moment), "2 May 2031, 14:05 UTC");
        assert_eq!(day_words(moment), "2 May 2031");
        assert_eq!(moment_words(Moment::of_micros(i64::MAX)), "an unknown time");
    }

    #[test]
    fn an_hour_stands_behind_its_day_where_it_is_known() {
        let hour = hour_of_field("09:05").unwrap();
        let words = day_and_hour_words("2031-05-03", Some(hour));
        assert_eq!(words, "3 May 2031 at 09:05");
        assert_eq!(day_and_hour_words("2031-05-03", None), "3 May 2031");
        assert_eq!(hour_of_field("09:05:30").unwrap(), hour);
        for wrong in ["9 o'clock", "25:00", ""] {
            assert!(hour_of_field(wrong).is_err(), "{wrong}");
        }
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
