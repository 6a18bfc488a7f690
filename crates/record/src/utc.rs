//! Seconds since 1970 as a day and a time that everybody reads alike.

const DAY: u64 = 86_400;
/// Days from 1 March of the year 0 to 1 January 1970, in the Gregorian calendar carried backwards.
const TO_1970: u64 = 719_468;
/// Days of four hundred years, after which the calendar begins again.
const ERA: u64 = 146_097;

/// A moment as `2031-05-04 14:05:00 UTC`.
pub(crate) fn utc(seconds: u64) -> String {
    let (day, second) = (seconds / DAY, seconds % DAY);
    let (year, month, day) = civil(day);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC")
}

/// Year, month and day of the month of a day that is counted from 1 January 1970.
///
/// Years are counted from March, so that the day a leap year has more is the last of its year.
const fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + TO_1970;
    let (era, day) = (days / ERA, days % ERA);
    // Of the days of an era, those that leap years have are taken out before they are divided.
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    // Five months from March on have 153 days, and so have the next five.
    let month = (5 * day + 2) / 153;
    let date = day - (153 * month + 2) / 5 + 1;
    let (month, later) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    (era * 400 + year + later, month, date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_told_as_the_calendar_has_them() {
        let known = [
            (0, "1970-01-01 00:00:00 UTC"),
            (951_782_400, "2000-02-29 00:00:00 UTC"),
            (951_868_799, "2000-02-29 23:59:59 UTC"),
            (1_767_225_600, "2026-01-01 00:00:00 UTC"),
            (1_935_497_100, "2031-05-02 14:05:00 UTC"),
            (4_107_542_400, "2100-03-01 00:00:00 UTC"),
        ];
        for (seconds, words) in known {
            assert_eq!(utc(seconds), words);
        }
    }

    #[test]
    fn each_day_follows_the_one_before_for_eight_hundred_years() {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let (mut year, mut month, mut date) = (1970, 1, 1);
        for day in 0..2 * ERA {
            assert_eq!(civil(day), (year, month, date), "day {day}");
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            let last = lengths[usize::try_from(month - 1).unwrap()] + u64::from(leap && month == 2);
            date += 1;
            if date > last {
                (month, date) = (month + 1, 1);
            }
            if month > 12 {
                (year, month) = (year + 1, 1);
            }
        }
    }
}
