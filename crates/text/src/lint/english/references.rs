//! References that lead nowhere.

use super::super::{FindingKind, Page, Report, Sentence};
use super::At;
use std::collections::BTreeSet;

/// What is referred to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Thing {
    Point,
    Part,
    Article,
    Annex,
}

/// What the text has to refer to.
struct Ground {
    numbers: BTreeSet<u32>,
    annexes: BTreeSet<String>,
}

/// Every reference that leads nowhere.
pub(super) fn reports(pages: &[Page<'_>], all: &[At<'_>]) -> Vec<Report> {
    let ground = Ground::of(pages);
    let mut reports = Vec::new();
    for at in all {
        let page = pages.get(at.page);
        let own = page.and_then(|page| page.point.number());
        for place in 0..at.sentence.len() {
            let Some((thing, many)) = thing(at.sentence, place) else {
                continue;
            };
            match thing {
                Thing::Point => reports.extend(ground.points(*at, (place, many), own)),
                Thing::Part => reports.extend(page.and_then(|page| part(*at, place, page))),
                Thing::Article => reports.extend(article(*at, place)),
                Thing::Annex => reports.extend(ground.annex(*at, place)),
            }
        }
    }
    reports
}

fn thing(sentence: &Sentence, at: usize) -> Option<(Thing, bool)> {
    let found = match sentence.low(at) {
        "point" => (Thing::Point, false),
        "points" => (Thing::Point, true),
        "paragraph" | "clause" | "subparagraph" => (Thing::Part, false),
        "article" => (Thing::Article, false),
        "annex" | "appendix" | "schedule" => (Thing::Annex, false),
        _ => return None,
    };
    Some(found)
}

impl Ground {
    fn of(pages: &[Page<'_>]) -> Self {
        let titles = pages
            .iter()
            .flat_map(|page| page.point.title().by_language().values());
        let titles = titles.map(|title| title.to_lowercase());
        let annexes = titles.filter(|title| {
            ["annex", "appendix", "schedule"]
                .iter()
                .any(|word| title.starts_with(word))
        });
        Self {
            numbers: pages
                .iter()
                .filter_map(|page| page.point.number())
                .collect(),
            annexes: annexes.collect(),
        }
    }

    /// References to points: `point 14`, `points 3, 4 and 7`, `point 3 above`.
    fn points(&self, at: At<'_>, (place, many): (usize, bool), own: Option<u32>) -> Vec<Report> {
        let sentence = at.sentence;
        let mut reports = Vec::new();
        let mut next = place + 1;
        let listed = (next..sentence.len()).find(|at| {
            let low = sentence.low(*at);
            low.parse::<u32>().is_err() && ![",", "and", "or", "to"].contains(&low)
        });
        if listed.is_some_and(|end| sentence.low(end - 1) != "," && is_of_another(sentence, end)) {
            return reports;
        }
        while let Ok(number) = sentence.low(next).parse::<u32>() {
            let side = sentence.low(next + 1);
            let wrong = match (self.numbers.contains(&number), own, side) {
                (false, _, _) => Some(format!("There is no point {number} in this text.")),
                (true, Some(own), "above") if number >= own => {
                    Some(format!("Point {number} does not stand above this one."))
                }
                (true, Some(own), "below") if number <= own => {
                    Some(format!("Point {number} does not stand below this one."))
                }
                (true, _, _) => None,
            };
            reports.extend(wrong.map(|what| {
                let from = if next == place + 1 { place } else { next };
                at.report(FindingKind::Reference, (from, next), what)
            }));
            let joins = [",", "and", "or", "to"].contains(&side);
            if !(many && joins) {
                break;
            }
            next += 2;
            while ["and", "or", "to"].contains(&sentence.low(next)) {
                next += 1;
            }
        }
        reports
    }

    /// References to what is annexed.
    fn annex(&self, at: At<'_>, place: usize) -> Option<Report> {
        let sentence = at.sentence;
        let before = place.checked_sub(1).map_or("", |at| sentence.low(at));
        let (word, mark) = (sentence.low(place), sentence.low(place + 1));
        let is_mark = mark.parse::<u32>().is_ok()
            || mark.len() <= 4
                && !mark.is_empty()
                && mark.chars().all(|c| "ivxabcd".contains(c))
                && sentence.word(place + 1).starts_with(char::is_uppercase);
        let named = if is_mark {
            format!("{word} {mark}")
        } else {
            word.to_owned()
        };
        if is_of_another(sentence, place + 1 + usize::from(is_mark)) {
            return None;
        }
        let means = is_mark || ["the", "this"].contains(&before);
        let there = self.annexes.iter().any(|title| title.starts_with(&named));
        if !means || there || word == "schedule" && !is_mark {
            return None;
        }
        let what = format!("There is no {named} to this text.");
        let last = place + usize::from(is_mark);
        Some(at.report(FindingKind::Reference, (place, last), what))
    }
}

/// A paragraph that its point does not have.
fn part(at: At<'_>, place: usize, page: &Page<'_>) -> Option<Report> {
    let sentence = at.sentence;
    let opened = usize::from(sentence.low(place + 1) == "(");
    let mark = sentence.low(place + 1 + opened);
    let closed = opened == 0 || sentence.low(place + 3) == ")";
    let is_mark = closed && (mark.parse::<u32>().is_ok() || opened == 1 && mark.len() <= 3);
    let after = sentence.low(place + 2 + 2 * opened);
    let elsewhere = after == "of" || after == "in";
    if mark.is_empty() || !is_mark || elsewhere {
        return None;
    }
    let there = page.reading.words.lines().any(|line| {
        let line = line.trim_start().trim_start_matches('(').to_lowercase();
        let rest = line.strip_prefix(mark);
        rest.is_some_and(|rest| rest.starts_with(['.', ')']))
    });
    let sentences = page.reading.sentences.iter();
    let listed = sentences.into_iter().any(|one| lists(one, mark));
    if there || listed {
        return None;
    }
    let what = format!("This point has no {} {mark}.", sentence.low(place));
    let last = place + 1 + 2 * opened;
    Some(at.report(FindingKind::Reference, (place, last), what))
}

/// Whether a sentence has a part with this mark in its course: `(a) the light; (b) the quay`.
fn lists(sentence: &Sentence, mark: &str) -> bool {
    (0..sentence.len()).any(|at| {
        let stands =
            sentence.low(at) == "(" && sentence.low(at + 1) == mark && sentence.low(at + 2) == ")";
        let before = at.checked_sub(1).map_or("", |at| sentence.low(at));
        stands && (["", ":", ";", ",", "and", "or"].contains(&before))
    })
}

/// Whether what was named is said to be in another document: `point 21 of the earlier draft`.
fn is_of_another(sentence: &Sentence, at: usize) -> bool {
    if !["of", "to", "in"].contains(&sentence.low(at)) {
        return false;
    }
    let of_this = ["this", "the present", "the text", "the agreement", "these"];
    let next = format!("{} {}", sentence.low(at + 1), sentence.low(at + 2));
    let is_this = of_this.iter().any(|words| next.starts_with(words));
    let leads = ["the", "a", "an", "that", "those", "its", "their", "each"];
    let names = leads.contains(&sentence.low(at + 1))
        || sentence.word(at + 1).starts_with(char::is_uppercase);
    names && !is_this
}

/// An article of a treaty that is not named.
fn article(at: At<'_>, place: usize) -> Option<Report> {
    let sentence = at.sentence;
    let number = sentence.low(place + 1);
    number.parse::<u32>().ok()?;
    let mut tail = place + 2..place + 10;
    let named = tail.any(|at| ["of", "to"].contains(&sentence.low(at)));
    if named {
        return None;
    }
    let what = format!("“Article {number}” does not say of what; this text has points.");
    Some(at.report(FindingKind::Reference, (place, place + 1), what))
}
