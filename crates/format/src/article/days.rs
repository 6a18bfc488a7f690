//! Days: written out, without a year, or counted from the day of publication.

use super::words::{Word, words};
use super::{Day, DayRule, Span};
use case::Date;
use jiff::civil::Weekday;
use text::MONTHS;

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// Whether a word in small letters is the name of a month or of a day of the week.
pub(super) fn is_of_the_calendar(small: &str) -> bool {
    MONTHS.contains(&small) || WEEKDAYS.iter().any(|(name, _)| *name == small)
}

/// The first day that a sentence names.
pub(super) fn day(text: &str, sentence: &Span, published: Option<Date>) -> Option<Day> {
    let words = words(text, sentence);
    let mut starts = 0..words.len();
    starts.find_map(|at| at_word(words.get(at..)?, published))
}

/// The day that begins with the first of these words.
fn at_word(words: &[Word<'_>], published: Option<Date>) -> Option<Day> {
    let first = words.first()?;
    iso(first)
        .or_else(|| with_month(words, published))
        .or_else(|| counted(first, published?))
}

/// `2025-12-21`.
fn iso(word: &Word<'_>) -> Option<Day> {
    let day = crate::iati::day(word.text).filter(|_| word.text.len() == 10)?;
    Some(Day {
        day,
        span: Some(word.span.clone()),
        rule: DayRule::Written,
    })
}

/// `21 December 2025`, `December 21, 2025`, or either without the year.
fn with_month(words: &[Word<'_>], published: Option<Date>) -> Option<Day> {
    let (one, two) = (words.first()?, words.get(1)?);
    let (month, number) = match (month(one), month(two)) {
        (Some(month), _) => (month, day_number(two)?),
        (None, Some(month)) => (month, day_number(one)?),
        (None, None) => return None,
    };
    let year = words.get(2).filter(|word| word.text.len() == 4);
    let year = year.and_then(|word| Some((word, word.text.parse::<i16>().ok()?)));
    let year = year.filter(|(_, year)| (1900..2200).contains(year));
    let (end, day, rule) = match year {
        Some((word, year)) => (word, Date::new(year, month, number).ok()?, DayRule::Written),
        None => {
            let published = published?;
            (
                two,
                nearest(published, (month, number))?,
                DayRule::WithoutYear,
            )
        }
    };
    Some(Day {
        day,
        span: Some(one.span.start..end.span.end),
        rule,
    })
}

/// The day of this month and number nearest to another: news speaks of what is near.
fn nearest(published: Date, (month, number): (i8, i8)) -> Option<Date> {
    let years = [-1, 0, 1].into_iter();
    let days = years.filter_map(|by| {
        let year = published.year().checked_add(by)?;
        Date::new(year, month, number).ok()
    });
    days.min_by_key(|day| {
        let apart = day.since(published).map_or(0, |span| span.get_days());
        apart.abs()
    })
}

/// A weekday, `today` or `yesterday`: the last such day until the publication.
fn counted(word: &Word<'_>, published: Date) -> Option<Day> {
    let small = word.small();
    let back = match small.as_str() {
        "today" => 0,
        "yesterday" => 1,
        name => {
            let (_, weekday) = WEEKDAYS.iter().find(|(known, _)| *known == name)?;
            i64::from(weekday.until(published.weekday()))
        }
    };
    let back = jiff::Span::new().try_days(back).ok()?;
    let day = published.checked_sub(back).ok()?;
    Some(Day {
        day,
        span: Some(word.span.clone()),
        rule: DayRule::Counted,
    })
}

/// The month that a word names in full or by its first three letters, with a capital.
fn month(word: &Word<'_>) -> Option<i8> {
    if !word.is_capital() || word.text.len() < 3 || word.text.len() > 9 {
        return None;
    }
    let small = word.small();
    let names = (1_i8..).zip(MONTHS);
    let mut named = names.filter(|(_, name)| {
        *name == small || name.get(..3) == Some(&small) || (small == "sept" && *name == "september")
    });
    named.next().map(|(month, _)| month)
}

/// A number of a day: `21` or `21st`.
fn day_number(word: &Word<'_>) -> Option<i8> {
    let digits = word
        .text
        .trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = word.text.get(digits.len()..)?;
    let fits = matches!(ending, "" | "st" | "nd" | "rd" | "th") && digits.len() <= 2;
    let number: i8 = digits.parse().ok().filter(|_| fits)?;
    (1..=31).contains(&number).then_some(number)
}
