//! The words nearest to a mistaken one, for hints.

/// How many words a hint lists.
const LISTED_MAX: usize = 8;
/// Longer words are not compared.
const LENGTH_MAX: usize = 64;
/// Among more words than this, only the first so many that start alike are compared.
const COMPARED_MAX: usize = 2_000;

/// The known words, nearest first; of many, the nearest and how many more there are.
pub(super) fn listed<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    let count = known.len();
    let mut compared = 0;
    let mut ranked: Vec<(usize, usize, &str)> = (0..)
        .zip(known)
        .filter(|(position, word)| {
            let is_near = count <= COMPARED_MAX || starts_alike(word, wrong);
            compared += usize::from(is_near);
            *position < LISTED_MAX || (is_near && compared <= COMPARED_MAX)
        })
        .map(|(position, word)| (distance(wrong, word), position, word))
        .collect();
    ranked.sort_unstable();
    let shown = ranked.iter().take(LISTED_MAX);
    let words: Vec<String> = shown.map(|(_, _, word)| format!("`{word}`")).collect();
    let rest = count.saturating_sub(words.len());
    let more = if rest > 0 {
        format!(" and {rest} more")
    } else {
        String::new()
    };
    words.join(", ") + &more
}

/// The known word that was probably meant.
pub(super) fn meant<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let ranked = known.map(|word| (distance(wrong, word), word)).min()?;
    let (apart, word) = ranked;
    let longest = wrong.chars().count().max(word.chars().count());
    (apart.saturating_mul(2) <= longest).then_some(word)
}

fn starts_alike(one: &str, other: &str) -> bool {
    one.chars().next() == other.chars().next()
}

/// How many letters must be put in, taken out, changed or swapped with the next one (restricted
/// Damerau-Levenshtein distance).
fn distance(one: &str, other: &str) -> usize {
    let one: Vec<char> = one.chars().take(LENGTH_MAX).collect();
    let other: Vec<char> = other.chars().take(LENGTH_MAX).collect();
    let mut older: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    let mut before = None;
    for (from, c) in (1_usize..).zip(&one) {
        let mut next = vec![from];
        for (to, d) in (1_usize..).zip(&other) {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX);
            let changed = at(&row, to - 1).saturating_add(usize::from(c != d));
            let dropped = at(&row, to).saturating_add(1);
            let added = at(&next, to - 1).saturating_add(1);
            let mut least = changed.min(dropped).min(added);
            let crossed = to > 1 && before == Some(d) && other.get(to - 2) == Some(c);
            if crossed {
                least = least.min(at(&older, to - 2).saturating_add(1));
            }
            next.push(least);
        }
        before = Some(c);
        older = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_comes_first_in_a_hint() {
        let known = ["season", "quota", "patrols"];
        assert_eq!(
            listed("quotas", known.into_iter()),
            "`quota`, `season`, `patrols`"
        );
    }

    #[test]
    fn swapped_letters_are_one_mistake() {
        assert_eq!(distance("optoins", "options"), 1);
        assert_eq!(
            meant("optoins", ["options", "norms"].into_iter()),
            Some("options")
        );
        assert_eq!(meant("xyz", ["options", "norms"].into_iter()), None);
    }
}
