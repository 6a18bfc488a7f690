//! What the lint found, as JSON and as comma-separated values.
//!
//! Invariant: it holds what the rules found in the words of one seat, and nothing else.

use crate::cell::quoted;
use serde_json::{Value, json};
use text::{Ambiguity, Finding, Lint, Weight};

const HEAD: [&str; 12] = [
    "point",
    "number",
    "language",
    "kind",
    "taken as",
    "sentence",
    "stretch",
    "from byte",
    "to byte",
    "found",
    "settled by",
    "rule",
];

/// What was found as one JSON document; stretches are ranges of bytes of their sentence.
#[must_use]
pub fn to_json(lint: &Lint) -> String {
    let kinds = lint.kinds().into_iter().map(|(kind, count)| {
        json!({
            "kind": kind.name(),
            "words": kind.words(),
            "why": kind.why(),
            "rule": kind.source(),
            "found": count,
        })
    });
    let unread = lint.unread.iter().map(|language| language.tag());
    let document = json!({
        "onetext": 1,
        "wanting": lint.wanting(),
        "kinds": kinds.collect::<Vec<_>>(),
        "languages_without_rules": unread.collect::<Vec<_>>(),
        "findings": lint.findings.iter().map(finding).collect::<Vec<_>>(),
        "left_open_on_purpose": lint.meant.iter().map(meant).collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

fn finding(finding: &Finding) -> Value {
    let place = finding.place.as_ref().map(|found| {
        json!({
            "point": found.point.as_str(),
            "number": found.number,
            "language": found.language.tag(),
            "sentence": found.sentence,
            "stretch": [found.stretch.start, found.stretch.end],
            "words": found.parted().1,
        })
    });
    json!({
        "kind": finding.kind.name(),
        "taken_as": weight(finding.weight),
        "place": place,
        "found": finding.what,
        "settled_by": finding.settles,
    })
}

fn meant(one: &Ambiguity) -> Value {
    json!({
        "words": one.words,
        "language": one.language.tag(),
        "why": one.why,
        "review": one.review.to_string(),
    })
}

/// How a finding is to be taken, in a word.
#[must_use]
pub const fn weight(weight: Weight) -> &'static str {
    match weight {
        Weight::Wanting => "wanting",
        Weight::Hint => "hint",
        Weight::Meant => "meant so",
    }
}

/// What was found as a table with its head, a line for each finding.
#[must_use]
pub fn to_csv(lint: &Lint) -> String {
    let mut out = HEAD.join(",") + "\r\n";
    for finding in &lint.findings {
        let place = finding.place.as_ref();
        let number = place.and_then(|found| found.number).map(|number| number.to_string());
        let bytes = place.map(|found| {
            let stretch = &found.stretch;
            (stretch.start.to_string(), stretch.end.to_string())
        });
        let (from, to) = bytes.unwrap_or_default();
        let cells = [
            place.map_or("", |found| found.point.as_str()),
            number.as_deref().unwrap_or(""),
            place.map_or("", |found| found.language.tag()),
            finding.kind.name(),
            weight(finding.weight),
            place.map_or("", |found| found.sentence.as_str()),
            place.map_or("", |found| found.parted().1),
            &from,
            &to,
            &finding.what,
            &finding.settles,
            finding.kind.source(),
        ];
        let cells: Vec<String> = cells.into_iter().map(quoted).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}
