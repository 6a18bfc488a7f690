//! One word in two spellings: `cease-fire` and `ceasefire`, `centre` and `center`.

use super::super::{FindingKind, Report};
use super::At;
use std::collections::BTreeMap;

/// Spellings that part the same word.
const SPELLINGS: [(&str, &str); 12] = [
    ("centre", "center"),
    ("programme", "program"),
    ("defence", "defense"),
    ("labour", "labor"),
    ("neighbour", "neighbor"),
    ("favour", "favor"),
    ("honour", "honor"),
    ("harbour", "harbor"),
    ("metre", "meter"),
    ("licence", "license"),
    ("judgement", "judgment"),
    ("isation", "ization"),
];

/// The forms in which each word stands, by what is left of it without its spelling.
type Forms<'p> = BTreeMap<String, Vec<(&'p str, At<'p>, usize)>>;

/// Words that stand in the text in more than one spelling.
pub(super) fn reports(all: &[At<'_>]) -> Vec<Report> {
    let mut forms = Forms::new();
    for at in all {
        let tokens = at.sentence.tokens().iter().enumerate();
        for (place, token) in tokens.filter(|(_, token)| token.word.len() > 5) {
            let plain = plain(&token.lower);
            forms
                .entry(plain)
                .or_default()
                .push((&token.lower, *at, place));
        }
    }
    let mut reports = Vec::new();
    for stands in forms.values() {
        let Some((first, ..)) = stands.first() else {
            continue;
        };
        let other = stands
            .iter()
            .find(|(word, ..)| singular(word) != singular(first));
        if let Some((word, at, place)) = other {
            let what = format!("The text has “{first}” and “{word}”.");
            reports.push(at.report(FindingKind::TwoNames, (*place, *place), what));
        }
    }
    reports
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

/// A word without what parts its spellings.
fn plain(word: &str) -> String {
    let mut plain = word.replace('-', "");
    for (one, other) in SPELLINGS {
        plain = plain.replace(one, other);
    }
    for (one, other) in [("ise", "ize"), ("ised", "ized"), ("ising", "izing")] {
        if plain.ends_with(one) {
            plain.truncate(plain.len() - one.len());
            plain.push_str(other);
        }
    }
    singular(&plain).to_owned()
}
