//! Numbers in letters: English, French and Han.

use super::tables::{Kind, Table};

/// The number in letters that words begin with, and how many of them it takes; behind the last word
/// stand empty ones.
pub(crate) fn spelled<'w>(word: impl Fn(usize) -> &'w str, table: &Table) -> Option<(u64, usize)> {
    let (mut total, mut group, mut len) = (0_u64, 0_u64, 0);
    loop {
        let joint = usize::from(len > 0 && joins(table, (word(len - 1), word(len))));
        let value = match (len, table.value(word(len + joint))) {
            (0, None) if begins_scale(table, (word(0), word(1))) => Some(1),
            (_, value) => value,
        };
        let Some(value) = value else {
            break;
        };
        let Some(next) = put(table.kind, (total, group), value) else {
            break;
        };
        // `vingt et un`, and not `vingt et trois`.
        if joint > 0 && table.kind == Kind::French && ![1, 11].contains(&value) {
            break;
        }
        (total, group) = next;
        len += joint + 1;
    }
    (len > 0).then_some((total.checked_add(group)?, len))
}

/// Whether a word stands for one before a power of ten: `a hundred`.
fn begins_scale(table: &Table, words: (&str, &str)) -> bool {
    let is_scale = table.value(words.1).is_some_and(|value| value >= 100);
    table.kind == Kind::English && words.0 == "a" && is_scale
}

/// Whether a word joins what stands before it with another number: `one hundred and five`.
fn joins(table: &Table, words: (&str, &str)) -> bool {
    let (before, word) = words;
    let value = table.value(before).unwrap_or(0);
    match table.kind {
        Kind::English => word == "and" && value >= 100,
        Kind::French => word == "et" && (20..=60).contains(&value),
        Kind::Han | Kind::Other => false,
    }
}

/// A number with one more word behind it, as what is counted and what is still being counted;
/// `None` where the word begins another number.
fn put(kind: Kind, so_far: (u64, u64), value: u64) -> Option<(u64, u64)> {
    let (total, group) = so_far;
    let last = group % 100;
    let fits = match value {
        1..=9 => last == 0 || (last >= 20 && last.is_multiple_of(10)),
        10..=19 if kind == Kind::French => [0, 60, 80].contains(&last),
        20 if kind == Kind::French && last == 4 => return Some((total, group + 76)),
        10..=99 => last == 0,
        100 if (1..=99).contains(&group) => return Some((total, group * 100)),
        1000.. if group > 0 => {
            return Some((total.checked_add(group.checked_mul(value)?)?, 0));
        }
        // `mille`, `cent`, `one thousand five hundred` begin with nothing before them.
        100 => return (kind == Kind::French && group == 0).then_some((total, 100)),
        1000 => return (kind == Kind::French && so_far == (0, 0)).then_some((1000, 0)),
        _ => false,
    };
    fits.then_some((total, group + value))
}

/// The value of a run of Han numerals: `三十`, `一百二十`; `None` where it is none.
pub(super) fn han(run: &str) -> Option<u64> {
    let (mut total, mut group, mut digit) = (0_u64, 0_u64, None::<u64>);
    for c in run.chars() {
        let (value, is_scale) = numeral(c)?;
        if !is_scale {
            digit = Some(value);
            continue;
        }
        if value < 10_000 {
            group = digit
                .take()
                .unwrap_or(1)
                .saturating_mul(value)
                .saturating_add(group);
        } else {
            let counted = group.checked_add(digit.take().unwrap_or(0))?;
            total = total.checked_add(counted)?.checked_mul(value)?;
            group = 0;
        }
    }
    total.checked_add(group)?.checked_add(digit.unwrap_or(0))
}

/// Whether a letter is a Han numeral.
pub(super) fn is_numeral(c: char) -> bool {
    numeral(c).is_some()
}

fn numeral(c: char) -> Option<(u64, bool)> {
    Some(match c {
        '〇' | '零' => (0, false),
        '一' => (1, false),
        '二' | '两' | '兩' => (2, false),
        '三' => (3, false),
        '四' => (4, false),
        '五' => (5, false),
        '六' => (6, false),
        '七' => (7, false),
        '八' => (8, false),
        '九' => (9, false),
        '十' => (10, true),
        '百' => (100, true),
        '千' => (1000, true),
        '万' | '萬' => (10_000, true),
        '亿' | '億' => (100_000_000, true),
        _ => return None,
    })
}
