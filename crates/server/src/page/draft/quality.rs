//! The quality of the draft's words: what they leave unsaid, found by plain rules.
//!
//! Invariant: a seat reads of the text that it has and of what its own view gives; what is left
//! open on purpose is the team's, and told to no other seat.

use super::super::asked::{Query, asked};
use super::super::phrase::direction;
use super::super::record::{Download, download};
use super::super::version::{Offered, Version, named, offered, versions};
use super::super::{Html, html};
use crate::address;
use crate::frame::{Frame, Place};
use crate::seated::Seated;
use crate::trouble::Trouble;
use askama::Template;
use case::PointId;
use text::{
    Ambiguity, Concordance, Finding, FindingKind, Known, Lint, OutOfStep, Text, Weight, point_name,
};

#[derive(Template)]
#[template(path = "page/draft/quality.html")]
struct QualityPage {
    frame: Frame,
    heading: String,
    under: String,
    versions: Vec<Offered>,
    /// The key of the version that is looked over.
    version: String,
    kinds: Vec<Kind>,
    is_sieved: bool,
    lines: Vec<Line>,
    unread: Vec<String>,
    meant: Vec<Meant>,
    out_of_step: Vec<String>,
    terms: Vec<TermLine>,
    /// Whether the words of any language were read.
    is_read: bool,
    is_live: bool,
}

/// A kind of finding to choose.
struct Kind {
    name: &'static str,
    words: &'static str,
    count: usize,
    chosen: bool,
}

/// A finding.
struct Line {
    href: String,
    place: String,
    tag: String,
    direction: &'static str,
    before: String,
    stretch: String,
    after: String,
    kind: &'static str,
    taken: &'static str,
    what: String,
    why: &'static str,
    settles: String,
    rule: &'static str,
}

/// A term with its renderings, and where it is rendered otherwise.
struct TermLine {
    renderings: Vec<(String, String, &'static str, usize)>,
    exceptions: Vec<String>,
}

/// Words that are left open on purpose.
struct Meant {
    words: String,
    tag: String,
    direction: &'static str,
    why: String,
}

pub(super) async fn shown(mut seated: Seated, query: Query) -> Result<Html, Trouble> {
    let frame = seated.frame(Place::Draft)?;
    // A draft that was on hold is due by now, perhaps.
    seated.deliver().await?;
    let (version, kind) = (asked(&query, "version"), asked(&query, "kind"));
    html(&page_of(&seated, frame, (version, kind)))
}

pub(super) async fn table(mut seated: Seated, query: Query) -> Result<Download<String>, Trouble> {
    seated.frame(Place::Draft)?;
    seated.deliver().await?;
    let sitting = seated.sitting();
    let versions = versions(&sitting);
    let chosen = named(&versions, asked(&query, "version")).or_else(|| versions.first());
    let found = chosen.map(|version| lint(&seated, version));
    let text = format::lint::to_csv(&found.unwrap_or_default());
    Ok(download("quality.csv", "text/csv; charset=utf-8", text))
}

/// What the rules say of a version, as this seat may be told.
fn lint(seated: &Seated, version: &Version<'_>) -> Lint {
    let view = seated.view();
    let register: Vec<Ambiguity> = seated
        .sitting()
        .register()
        .into_iter()
        .map(|(_, one)| one)
        .collect();
    Lint::of(version.text, &Known::of(&view, &register))
}

fn page_of(seated: &Seated, frame: Frame, (version, kind): (&str, &str)) -> QualityPage {
    let sitting = seated.sitting();
    let versions = versions(&sitting);
    let chosen = named(&versions, version).or_else(|| versions.first());
    let lint = chosen
        .map(|version| lint(seated, version))
        .unwrap_or_default();
    let text = chosen.map(|version| version.text);
    let kind = FindingKind::of_name(kind);
    let fitting = lint.findings.iter();
    let fitting = fitting.filter(|finding| kind.is_none_or(|kind| kind == finding.kind));
    let lines = fitting.map(|finding| line(finding, &frame)).collect();
    let kinds = lint.kinds().into_iter().map(|(each, count)| Kind {
        name: each.name(),
        words: each.words(),
        count,
        chosen: kind == Some(each),
    });
    QualityPage {
        heading: heading(chosen.map(|_| &lint)),
        under: chosen.map_or_else(String::new, |version| version.words.clone()),
        version: chosen.map_or_else(String::new, |version| version.key.clone()),
        versions: offered(&versions, chosen.map(|version| version.key.as_str())),
        kinds: kinds.collect(),
        is_sieved: kind.is_some(),
        lines,
        unread: lint.unread.iter().map(|one| one.tag().to_owned()).collect(),
        meant: lint.meant.iter().map(meant).collect(),
        out_of_step: lint
            .out_of_step
            .iter()
            .filter_map(|one| Some(apart(text?, one)))
            .collect(),
        terms: lint
            .terms
            .iter()
            .filter_map(|one| Some(term(text?, one)))
            .collect(),
        is_read: !lint.read.is_empty(),
        is_live: seated.view().heading().live,
        frame,
    }
}

fn heading(lint: Option<&Lint>) -> String {
    lint.map_or_else(
        || "There is no text to look over yet".to_owned(),
        |lint| lint.counted(" in the text that you have"),
    )
}

fn line(finding: &Finding, frame: &Frame) -> Line {
    let found = finding.place.as_ref();
    let (before, stretch, after) = found.map_or(("", "", ""), |found| found.parted());
    Line {
        href: found
            .filter(|_| frame.has(Place::Table))
            .map_or_else(String::new, |found| {
                let key = address::key("point", found.point.as_str());
                format!("{}/point/{key}", frame.at)
            }),
        place: finding.about.clone(),
        tag: found.map_or_else(String::new, |found| found.language.tag().to_owned()),
        direction: found.map_or("auto", |found| direction(&found.language)),
        before: before.to_owned(),
        stretch: stretch.to_owned(),
        after: after.to_owned(),
        kind: finding.kind.words(),
        taken: match finding.weight {
            Weight::Wanting => "",
            Weight::Hint => "a second look",
            Weight::Meant => "left open on purpose",
        },
        what: finding.what.clone(),
        why: finding.kind.why(),
        settles: finding.settles.clone(),
        rule: finding.kind.rule(),
    }
}

fn apart(text: &Text, (point, _, one): &(PointId, Option<u32>, OutOfStep)) -> String {
    format!("{}: {}", point_name(text, point), one.sentence())
}

fn term(text: &Text, term: &Concordance) -> TermLine {
    let renderings = term.renderings.iter().map(|one| {
        let (tag, direction) = (one.language.tag().to_owned(), direction(&one.language));
        (tag, one.words.clone(), direction, one.points)
    });
    let exceptions = term.exceptions.iter();
    let exceptions =
        exceptions.map(|one| format!("{}: {}", point_name(text, &one.point), one.sentence()));
    TermLine {
        renderings: renderings.collect(),
        exceptions: exceptions.collect(),
    }
}

fn meant(one: &Ambiguity) -> Meant {
    Meant {
        words: one.words.clone(),
        tag: one.language.tag().to_owned(),
        direction: direction(&one.language),
        why: format!(
            "{}. To be looked at again on {}.",
            one.why.trim_end_matches('.'),
            one.review
        ),
    }
}
