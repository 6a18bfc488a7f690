//! Figures and days in any script: digits as they are written in each language, numbers in letters
//! and the names of the months where a language has a table.
//!
//! Invariant: what belongs to a day is no number besides.

mod spelled;
mod tables;

pub(crate) use spelled::spelled;
pub(crate) use tables::Table;

use crate::MONTHS;
use crate::lint::tokens;
use spelled::{han, is_numeral};
use std::collections::BTreeSet;
use std::fmt;
use tables::Kind;

/// The days and numbers of some words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Figures {
    /// The days of the calendar.
    pub(super) days: BTreeSet<Day>,
    /// The numbers.
    pub(super) numbers: BTreeSet<String>,
    /// Numbers that may be meant, in words that may mean another thing: `one`, `both`.
    pub(super) perhaps: BTreeSet<String>,
}

/// A day of the calendar, as far as the words give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day {
    year: Option<u32>,
    month: u32,
    day: Option<u32>,
}

/// A word or a part of one, in small letters and with its digits as ASCII.
pub(super) struct Piece {
    pub(super) word: String,
    is_capital: bool,
}

impl Figures {
    /// The days and numbers of some words.
    pub(super) fn of(words: &str, table: &Table) -> Self {
        let pieces = pieces(words);
        let mut figures = Self::default();
        let mut at = 0;
        while at < pieces.len() {
            at += figures.take(&pieces, at, table).max(1);
        }
        figures
    }

    /// The numbers with those of the days, for a language in which no days are read.
    pub(super) fn with_days(mut self) -> Self {
        for Day { year, month, day } in std::mem::take(&mut self.days) {
            let sure = [year, day].into_iter().flatten();
            self.numbers.extend(sure.map(|part| part.to_string()));
            self.perhaps.insert(month.to_string());
        }
        self
    }

    /// The numbers that this has and another one has in no manner.
    pub(super) fn without(&self, other: &Self) -> Vec<String> {
        let own = self.numbers.difference(&other.numbers);
        let own = own.filter(|number| !other.perhaps.contains(*number));
        own.cloned().collect()
    }

    /// Takes what begins at a place, and says how many pieces it is.
    fn take(&mut self, pieces: &[Piece], at: usize, table: &Table) -> usize {
        if let Some((day, len)) = day_at(pieces, at, table) {
            self.days.insert(day);
            return len;
        }
        if let Some((number, len)) = number_at(pieces, at, table) {
            self.numbers.insert(number);
            return len;
        }
        let nth = |nth: usize| pieces.get(at + nth).map_or("", |piece| piece.word.as_str());
        let word = nth(0);
        if let Some((value, len)) = spelled(nth, table)
            && (len > 1 || !table.loose.iter().any(|(name, _)| *name == word))
        {
            self.numbers.insert(value.to_string());
            return len;
        }
        let loose = table.loose.iter().find(|(name, _)| *name == word);
        let han = || (table.kind == Kind::Han).then(|| han(word)).flatten();
        let value = loose.map(|(_, value)| *value).or_else(han);
        self.perhaps.extend(value.map(|value| value.to_string()));
        1
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = usize::try_from(self.month).unwrap_or(0).checked_sub(1);
        let month = at.and_then(|at| MONTHS.get(at)).copied().unwrap_or("");
        if let Some(day) = self.day {
            write!(f, "{day} ")?;
        }
        let (head, tail) = month.split_at_checked(1).unwrap_or((month, ""));
        write!(f, "{}{tail}", head.to_uppercase())?;
        self.year.map_or(Ok(()), |year| write!(f, " {year}"))
    }
}

/// The words of some text, cut at hyphens and where digits or numerals meet other Han letters.
fn pieces(words: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for token in tokens(words, 0) {
        let lower: String = token.lower.chars().map(plain).collect();
        let is_capital = token.is_capital();
        let whole = iso(&lower).is_some();
        let mut put = |word: &str| {
            if !word.is_empty() {
                let word = word.to_owned();
                pieces.push(Piece { word, is_capital });
            }
        };
        if whole {
            put(&lower);
            continue;
        }
        for part in lower.split('-') {
            let mut from = 0;
            let mut before = None;
            for (at, c) in part.char_indices() {
                let class = class(c);
                if before.is_some_and(|before| before != class || class == 1) {
                    put(part.get(from..at).unwrap_or(""));
                    from = at;
                }
                before = Some(class);
            }
            put(part.get(from..).unwrap_or(""));
        }
    }
    pieces
}

/// Han numerals, other Han letters, and anything else.
fn class(c: char) -> u8 {
    match c {
        c if is_numeral(c) => 2,
        '\u{4e00}'..='\u{9fff}' => 1,
        _ => 0,
    }
}

fn plain(c: char) -> char {
    let zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xff10];
    let code = u32::from(c);
    let mut values = zeros.iter().filter_map(|zero| code.checked_sub(*zero));
    let value = values.find(|value| *value < 10);
    value
        .and_then(|value| char::from_digit(value, 10))
        .unwrap_or(c)
}

/// A number without what is joined behind it: `1er`, `30,000`, `40km`.
fn digits(word: &str) -> Option<&str> {
    let end = word.find(|c: char| !(c.is_ascii_digit() || ".,٬٫".contains(c)));
    let (number, tail) = word.split_at_checked(end.unwrap_or(word.len()))?;
    let is_tail = tail.chars().all(char::is_alphabetic);
    (number.starts_with(|c: char| c.is_ascii_digit()) && is_tail).then_some(number)
}

/// A number that is written in few digits and nothing else.
fn short(word: &str, most: usize) -> Option<u32> {
    let digits = digits(word)?;
    let is_short = digits.len() <= most && digits.bytes().all(|b| b.is_ascii_digit());
    is_short.then(|| digits.parse().ok()).flatten()
}

fn year(word: &str) -> Option<u32> {
    (word.len() == 4).then(|| short(word, 4)).flatten()
}

fn day_of_month(word: &str) -> Option<u32> {
    short(word, 2).filter(|day| (1..=31).contains(day))
}

fn iso(word: &str) -> Option<Day> {
    let mut parts = word.split('-');
    let day = (year(parts.next()?)?, parts.next()?, parts.next()?);
    let none_behind = parts.next().is_none();
    none_behind.then(|| of_parts(day.0, day.1, day.2)).flatten()
}

fn of_parts(year: u32, month: &str, day: &str) -> Option<Day> {
    let month = short(month, 2).filter(|month| (1..=12).contains(month))?;
    let day = Some(day_of_month(day)?);
    let year = Some(year);
    Some(Day { year, month, day })
}

/// The day of the calendar that begins at a place, and how many pieces it takes.
fn day_at(pieces: &[Piece], at: usize, table: &Table) -> Option<(Day, usize)> {
    let word = |at: usize| pieces.get(at).map_or("", |piece| piece.word.as_str());
    let first = word(at);
    if let Some(day) = iso(first) {
        return Some((day, 1));
    }
    // `1.6.2031`
    if let [day, month, of] = first.split('.').collect::<Vec<_>>().as_slice()
        && let Some(year) = year(of)
    {
        return of_parts(year, month, day).map(|day| (day, 1));
    }
    if table.kind == Kind::Han
        && let [of, "年", month, "月", day, "日" | "号"] =
            [0, 1, 2, 3, 4, 5].map(|on| word(at + on))
        && let Some(year) = year(of)
    {
        return of_parts(year, month, day).map(|day| (day, 6));
    }
    let day = day_of_month(first);
    let on = at + usize::from(day.is_some());
    let (month, len) = month_at(pieces, on, table)?;
    let next = on + len;
    let with_year = |day: Option<u32>, next: usize| {
        let year = year(word(next));
        let of = Day { year, month, day };
        (of, next + usize::from(year.is_some()) - at)
    };
    if day.is_some() {
        return Some(with_year(day, next));
    }
    // `June 1, 2031`
    if table.kind == Kind::English
        && let Some(day) = day_of_month(word(next))
    {
        let comma = word(next + 1) == "," && year(word(next + 2)).is_some();
        return Some(with_year(Some(day), next + 1 + usize::from(comma)));
    }
    year(word(next))?;
    Some(with_year(None, next))
}

/// The month that stands at a place, and how many pieces it takes: `حزيران/يونيه` is one.
fn month_at(pieces: &[Piece], at: usize, table: &Table) -> Option<(u32, usize)> {
    let word = |at: usize| pieces.get(at).map_or("", |piece| piece.word.as_str());
    let one = |at: usize| {
        let two = format!("{} {}", word(at), word(at + 1));
        let long = table.month(&two).map(|month| (month, 2));
        long.or_else(|| table.month(word(at)).map(|month| (month, 1)))
    };
    // `point 4 may` is no day.
    let is_capital = pieces.get(at).is_some_and(|piece| piece.is_capital);
    if table.kind == Kind::English && !is_capital {
        return None;
    }
    let (month, len) = one(at)?;
    match (word(at + len), one(at + len + 1)) {
        ("/", Some((same, more))) if same == month => Some((month, len + 1 + more)),
        _ => Some((month, len)),
    }
}

/// The number in digits that begins at a place, and how many pieces it takes.
fn number_at(pieces: &[Piece], at: usize, table: &Table) -> Option<(String, usize)> {
    let word = |at: usize| pieces.get(at).map_or("", |piece| piece.word.as_str());
    let mut number = digits(word(at))?.to_owned();
    let mut len = 1;
    let all_digits = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    // `30 000`: three digits behind a blank go on with what is before them.
    if number.len() <= 3 && all_digits(word(at)) {
        while let Some(more) = digits(word(at + len)).filter(|more| more.len() == 3)
            && all_digits(more)
        {
            number.push_str(more);
            len += 1;
        }
    }
    let number = whole(&number);
    match table.zeros(word(at + len)) {
        Some(zeros) => Some((scaled(&number, zeros), len + 1)),
        None => Some((number, len)),
    }
}

/// A number without what parts its thousands, its decimals behind a point.
fn whole(number: &str) -> String {
    let parts: Vec<&str> = number.split(['.', ',', '٬', '٫']).collect();
    let thousands = parts.len() > 1 && parts.iter().skip(1).all(|part| part.len() == 3);
    let joint = if thousands { "" } else { "." };
    let whole = parts.join(joint);
    whole.trim_end_matches('.').to_owned()
}

/// A number with a power of ten: `2.5` with six zeros is `2500000`.
fn scaled(number: &str, zeros: usize) -> String {
    let (head, tail) = number.split_once('.').unwrap_or((number, ""));
    if tail.len() > zeros || tail.contains('.') {
        return number.to_owned();
    }
    let all = format!("{head}{tail}{}", "0".repeat(zeros - tail.len()));
    let bare = all.trim_start_matches('0');
    if bare.is_empty() {
        "0".to_owned()
    } else {
        bare.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use case::Language;

    fn read(tag: &str, words: &str) -> Figures {
        Figures::of(words, &Table::of(&Language::new(tag)))
    }

    fn numbers(tag: &str, words: &str) -> Vec<String> {
        read(tag, words).numbers.into_iter().collect()
    }

    fn days(tag: &str, words: &str) -> Vec<String> {
        let days = read(tag, words).days.into_iter();
        days.map(|day| day.to_string()).collect()
    }

    #[test]
    fn a_number_is_the_same_in_every_script_and_however_its_thousands_are_parted() {
        for (tag, words) in [
            ("en", "30,000 t"),
            ("fr", "30 000 t"),
            ("uk", "30.000 т"),
            ("fr", "30\u{a0}000 t"),
            ("ar", "٣٠٬٠٠٠ طن"),
            ("ar", "٣٠ ألف طن"),
            ("fa", "۳۰۰۰۰"),
            ("zh", "3万吨"),
            ("ru", "30 тысяч тонн"),
            ("en", "thirty thousand"),
        ] {
            assert_eq!(numbers(tag, words), ["30000"], "{words}");
        }
        for (tag, words) in [
            ("en", "2.5 million"),
            ("fr", "2,5 millions"),
            ("zh", "250万"),
        ] {
            assert_eq!(numbers(tag, words), ["2500000"], "{words}");
        }
        assert_eq!(
            numbers("en", "2.5 m, a 40-day term, 10-20 t"),
            ["10", "2.5", "20", "40"]
        );
    }

    #[test]
    fn a_number_in_letters_is_what_it_counts() {
        for (tag, words, value) in [
            ("en", "ninety days", "90"),
            ("en", "twenty-four hours", "24"),
            ("en", "one hundred and twenty days", "120"),
            ("en", "two thousand five hundred boats", "2500"),
            ("fr", "quatre-vingt-dix jours", "90"),
            ("fr", "soixante-douze heures", "72"),
            ("fr", "vingt et un jours", "21"),
            ("fr", "cent vingt jours", "120"),
            ("fr", "deux mille cinq cents bateaux", "2500"),
        ] {
            assert_eq!(numbers(tag, words), [value], "{words}");
        }
        assert_eq!(
            numbers("en", "two and three, five six"),
            ["2", "3", "5", "6"]
        );
        assert_eq!(numbers("fr", "vingt et trois"), ["20", "3"]);
        assert_eq!(numbers("fr", "un navire neuf"), [""; 0]);
        assert_eq!(numbers("zh", "统一三十天"), [""; 0]);
    }

    #[test]
    fn what_may_mean_a_number_answers_one_and_asks_for_none() {
        for (tag, words, value) in [
            ("en", "Both sides", "2"),
            ("fr", "une fois", "1"),
            ("zh", "三十天", "30"),
            ("zh", "一百二十天", "120"),
        ] {
            let perhaps = read(tag, words);
            assert!(perhaps.perhaps.contains(value), "{words}");
            assert_eq!(
                read("en", &format!("{value} days")).without(&perhaps),
                [""; 0]
            );
            assert_eq!(perhaps.without(&read("en", "days")), [""; 0], "{words}");
        }
    }

    #[test]
    fn a_day_is_the_same_in_each_language_that_has_a_table() {
        for (tag, words) in [
            ("en", "by 1 June 2031"),
            ("en", "on June 1, 2031"),
            ("fr", "le 1er juin 2031"),
            ("ar", "في ١ يونيو ٢٠٣١"),
            ("ar", "في 1 حزيران 2031"),
            ("ar", "في ١ حزيران/يونيه ٢٠٣١"),
            ("uk", "до 1 червня 2031 року"),
            ("ru", "до 1 июня 2031 года"),
            ("zh", "在2031年6月1日之前"),
            ("en", "on 2031-06-01"),
            ("de", "am 1.6.2031"),
            ("uk", "до 01.06.2031"),
        ] {
            assert_eq!(days(tag, words), ["1 June 2031"], "{words}");
            assert_eq!(numbers(tag, words), [""; 0], "{words}");
        }
        assert_eq!(days("uk", "у червні 2031 року"), ["June 2031"]);
        assert!(!Table::of(&Language::new("de")).reads_days());
    }

    #[test]
    fn a_number_beside_a_day_is_its_own_and_a_verb_is_no_month() {
        let words = "By 1 June 2031 300 boats leave.";
        assert_eq!(days("en", words), ["1 June 2031"]);
        assert_eq!(numbers("en", words), ["300"]);
        let words = "The sides of point 4 may meet 12 times.";
        assert_eq!(days("en", words), [""; 0]);
        assert_eq!(numbers("en", words), ["12", "4"]);
        assert_eq!(days("en", "It ends on 4 May."), ["4 May"]);
        assert_eq!(numbers("en", "In June 300 boats leave."), ["300"]);
    }
}
