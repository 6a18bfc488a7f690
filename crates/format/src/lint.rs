//! What the lint found, as JSON and as comma-separated values.
//!
//! Invariant: it holds what the rules found in the words of one seat, and nothing else.

use crate::cell::quoted;
use case::PointId;
use serde_json::{Value, json};
use text::{Ambiguity, Concordance, Finding, Lint, OutOfStep, Weight};

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
            "rule": kind.rule(),
            "found": count,
        })
    });
    let read = lint.read.iter().map(|language| language.tag());
    let unread = lint.unread.iter().map(|language| language.tag());
    let document = json!({
        "onetext": 1,
        "wanting": lint.count(Weight::Wanting),
        "kinds": kinds.collect::<Vec<_>>(),
        "languages_read": read.collect::<Vec<_>>(),
        "languages_without_rules": unread.collect::<Vec<_>>(),
        "findings": lint.findings.iter().map(finding).collect::<Vec<_>>(),
        "out_of_step": lint.out_of_step.iter().map(out_of_step).collect::<Vec<_>>(),
        "terms": lint.terms.iter().map(term).collect::<Vec<_>>(),
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
        "points": finding.points.iter().map(|point| point.as_str()).collect::<Vec<_>>(),
        "found": finding.what,
        "settled_by": finding.settles,
    })
}

fn out_of_step((point, number, one): &(PointId, Option<u32>, OutOfStep)) -> Value {
    json!({
        "point": point.as_str(),
        "number": number,
        "differ_in": one.kind.words(),
        "language": one.base.tag(),
        "other_language": one.language.tag(),
        "only_here": one.only_base,
        "only_there": one.only_other,
        "in_words": one.sentence(),
    })
}

fn term(term: &Concordance) -> Value {
    let renderings = term.renderings.iter().map(
        |one| json!({"language": one.language.tag(), "words": one.words, "points": one.points}),
    );
    let exceptions = term.exceptions.iter().map(|one| {
        json!({
            "point": one.point.as_str(),
            "number": one.number,
            "language": one.language.tag(),
            "wanted": one.wanted,
            "instead": one.instead,
        })
    });
    json!({
        "renderings": renderings.collect::<Vec<_>>(),
        "exceptions": exceptions.collect::<Vec<_>>(),
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
        let about = finding.points.iter().map(|point| point.as_str());
        let points = place.map_or_else(
            || about.collect::<Vec<_>>().join(" "),
            |found| found.point.as_str().to_owned(),
        );
        let number = place
            .and_then(|found| found.number)
            .map(|number| number.to_string());
        let bytes = place.map(|found| {
            let stretch = &found.stretch;
            (stretch.start.to_string(), stretch.end.to_string())
        });
        let (from, to) = bytes.unwrap_or_default();
        let cells = [
            points.as_str(),
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
            finding.kind.rule(),
        ];
        let cells: Vec<String> = cells.into_iter().map(quoted).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}
