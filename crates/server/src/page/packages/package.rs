//! One package: what it says, why each party would or would not take it, and what to do with it.

use super::acts::rooms;
use super::addresses::{self, Addresses};
use super::key::Keys;
use super::{Html, html, team_frame, verdict};
use crate::frame::{Frame, Place};
use crate::page::asked::Query;
use crate::page::leak::Leaks;
use crate::page::version::revision_now;
use crate::seated::Seated;
use crate::trouble::Trouble;
use askama::Template;
use axum::extract::Path;
use briefing::{Acceptable, Sheet, levers, weigh};
use case::{Language, View};

#[derive(Template)]
#[template(path = "page/packages/package.html")]
struct PackagePage {
    frame: Frame,
    heading: String,
    lead: String,
    whys: Vec<WhyLine>,
    changes: Option<Vec<String>>,
    leaks: Option<Leaks>,
    breaks: Vec<String>,
    norms: Vec<String>,
    says: Vec<(String, String)>,
    key: String,
    name: String,
    rooms: Vec<(String, String)>,
    back: String,
    /// The working text that the page was made beside.
    revision: String,
    is_moved: bool,
}

/// A party's line: its mark, what the package gives it, and why.
struct WhyLine {
    letter: String,
    hue: &'static str,
    name: String,
    cross: &'static str,
    words: String,
}

pub(super) async fn shown(
    seated: Seated,
    Path((_, written)): Path<(String, String)>,
    query: Query,
) -> Result<Html, Trouble> {
    let frame = team_frame(&seated)?;
    let key = addresses::package(&seated, &written).ok_or(Trouble::NotHere)?;
    let package = Keys::of(&seated.view()).read(&key);
    let package = package.ok_or(Trouble::NotHere)?;
    let moves = addresses::moves(&seated, &query);
    let (moved, asked) = (moves.clone(), package.clone());
    let weighed = seated.solved(move |view, effort| {
        let levers = levers(view, effort)?;
        weigh(view, &asked, &moved.trial(&levers), effort)
    });
    let sheet = weighed.await?.ok().flatten().ok_or(Trouble::NotHere)?;
    let marks = seated.marks();
    let whys = sheet.parties.iter().map(|why| {
        let mark = marks.party(&why.party);
        WhyLine {
            letter: mark.map_or_else(String::new, |mark| mark.letter.clone()),
            hue: mark.map_or("", |mark| mark.hue),
            name: why.name.clone(),
            cross: verdict(why.acceptable),
            words: why.words.clone(),
        }
    });
    let addresses = Addresses::of(&seated, &moves);
    let leaks = Leaks::of_package(&seated, &package).await?;
    html(&PackagePage {
        leaks,
        heading: heading(&sheet),
        lead: lead(&sheet),
        whys: whys.collect(),
        norms: norms(&seated.view(), &sheet),
        back: addresses.all(),
        revision: revision_now(&seated.sitting()),
        is_moved: addresses.is_moved(),
        rooms: rooms(&seated),
        name: sheet.names.first().cloned().unwrap_or_default(),
        changes: sheet.changes,
        breaks: sheet.breaks,
        says: sheet.says,
        key,
        frame,
    })
}

/// Who could accept it, in a sentence.
fn heading(sheet: &Sheet) -> String {
    let refuse = sheet.parties.iter();
    let refuse = refuse.filter(|why| why.acceptable == Acceptable::No);
    let refuse: Vec<&str> = refuse.map(|why| why.name.as_str()).collect();
    if !sheet.breaks.is_empty() {
        return "This package breaks a rule of the text".to_owned();
    }
    match refuse.as_slice() {
        [] => "Every party could accept this package".to_owned(),
        [one] => format!("{one} could not accept this package"),
        [first @ .., last] => {
            format!(
                "{} and {last} could not accept this package",
                first.join(", ")
            )
        }
    }
}

fn lead(sheet: &Sheet) -> String {
    if sheet.names.is_empty() {
        return "It has no name among the fair packages.".to_owned();
    }
    format!("It is the choice of: {}.", sheet.names.join(", "))
}

/// The norms that options of the package touch: shown, and never traded by the program.
fn norms(view: &View<'_>, sheet: &Sheet) -> Vec<String> {
    let language = Language::english();
    let mut norms = Vec::new();
    for point in view.points() {
        for bracket in view.brackets(point.item) {
            let chosen = sheet.choices.get(&bracket.item.id);
            let choice = view
                .choices(bracket.item)
                .find(|seen| Some(&seen.item.id) == chosen);
            for flag in choice.iter().flat_map(|seen| &seen.item.norms) {
                let question = bracket.item.question.in_language(&language);
                norms.push(format!("{question}: {}", flag.norm));
            }
        }
    }
    norms
}
