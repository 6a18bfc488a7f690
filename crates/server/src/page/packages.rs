//! Packages: what all could accept, what nobody can improve on for free, and what was put to the
//! rooms.
//!
//! Invariant: the joint picture is made for the mediation team alone; a delegation's page rests on
//! its own figures and on what was put to it.

mod acts;
mod addresses;
mod asked;
mod ballot;
mod compared;
mod figures;
mod kept;
mod key;
mod moves;
mod overlap;
mod own;
mod package;
mod reasons;
mod robust;
mod words;

use super::asked::Query;
use super::markup::Markup;
use super::sieve::{Sieve, Sieved};
use super::{Html, html};
use crate::form::Form;
use crate::frame::{Frame, Place};
use crate::mark::Marks;
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use addresses::Addresses;
use askama::Template;
use askama::filters::HtmlSafe;
use axum::Router;
use axum::http::header::CONTENT_LOCATION;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use ballot::Put;
pub(in crate::page) use ballot::{gate_words, says};
use briefing::{Acceptable, Block, Choices, Exploration, Exploring, Levers, Question, Section};
use briefing::{Sheet, explore, joint_words, levers, prepare};
use case::{PoseError, View};
use disclosure::Seat;
use kept::{KeptLine, kept_lines};
use moves::{Desk, Moves};
pub(in crate::page) use overlap::ended_words;
use problem::Effort;

/// How many sentences of advice stand at the head of the page.
const ADVICE: usize = 4;

#[derive(Template)]
#[template(path = "page/packages.html")]
struct PackagesPage {
    frame: Frame,
    result: Shown,
    advice: Vec<String>,
    in_words: Vec<Markup>,
    desks: Vec<Desk>,
    kept: Vec<KeptLine>,
    all_kept: usize,
    sieve: Sieved,
    ballots: Vec<Put>,
    today: String,
}

/// What the figures, as they stand or as they are moved, come to.
#[derive(Template)]
#[template(path = "page/packages/result.html")]
struct Shown {
    heading: String,
    lead: String,
    picture: Option<Markup>,
    parties: Vec<(String, String, &'static str)>,
    lines: Vec<Line>,
    found: Vec<String>,
}

/// Its template escapes every word.
impl HtmlSafe for Shown {}

/// A package that has a name.
struct Line {
    href: String,
    name: String,
    cells: Vec<(String, &'static str)>,
}

#[derive(Template)]
#[template(path = "page/packages/declared.html")]
struct DeclaredPage {
    frame: Frame,
    why: String,
    sections: Vec<Markup>,
    in_words: Vec<Markup>,
    sieve: Sieved,
    ballots: Vec<Put>,
    today: String,
    is_live: bool,
}

/// What the solver worked out for the page.
struct Worked {
    levers: Vec<Levers>,
    found: Exploration,
    advice: Vec<String>,
    in_words: Vec<Markup>,
}

/// Whether the figures' advice is worked out too.
#[derive(Debug, Clone, Copy)]
enum Advised {
    Yes,
    No,
}

/// The routes of the packages, under `/at/HANDLE`.
pub(crate) fn routes() -> Router<Workspace> {
    Router::new()
        .route("/packages", get(shown).post(tried))
        .route("/packages/find", post(found))
        .route("/packages/with/{key}", get(package::shown))
        .route("/packages/reasons", get(reasons::shown))
        .route("/packages/words", get(words::shown).post(words::told))
        .route("/packages/words/back", post(words::taken_back))
        .route(
            "/packages/compared",
            get(compared::shown).post(compared::told),
        )
        .route("/packages/ask", get(compared::ask).post(compared::answered))
        .route("/packages/robust", get(robust::shown))
        .route("/packages/figures", get(figures::shown).post(figures::told))
        .route("/packages/overlap", get(overlap::shown).post(overlap::put))
        .route("/packages/overlap/step", post(overlap::step))
        .route("/packages/overlap/file", post(overlap::file))
        .route("/packages/overlap/pass", post(overlap::pass))
        .route("/packages/overlap/end", post(overlap::end))
        .route("/packages/keep", post(acts::keep))
        .route("/packages/drop", post(acts::drop))
        .route("/packages/next", post(acts::next))
        .route("/packages/ballot", post(ballot::put))
        .route("/packages/answer", post(ballot::answer))
        .route("/packages/answer-back", post(ballot::answer_back))
        .route("/packages/count", post(ballot::count))
        .route("/packages/recall", post(ballot::recall))
        .route("/packages/second", post(ballot::second))
}

/// The frame of a page that the mediation team alone has.
fn team_frame(seated: &Seated) -> Result<Frame, Trouble> {
    match seated.seat() {
        Seat::Mediator => seated.frame(Place::Packages),
        Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => {
            Err(Trouble::NotHere)
        }
    }
}

async fn shown(seated: Seated, query: Query) -> Result<Html, Trouble> {
    let moves = addresses::moves(&seated, &query);
    page_of(&seated, &moves, &Sieve::default()).await
}

/// What is looked for among the packages kept and put is sent in a form.
async fn found(seated: Seated, form: Form) -> Result<Html, Trouble> {
    seated.frame(Place::Packages)?;
    let sieve = Sieve::of(form)?;
    page_of(&seated, &Moves::default(), &sieve).await
}

async fn page_of(seated: &Seated, moves: &Moves, sieve: &Sieve) -> Result<Html, Trouble> {
    let frame = seated.frame(Place::Packages)?;
    if *seated.seat() != Seat::Mediator {
        return own::page(seated, frame, sieve).await;
    }
    let worked = match worked(seated, moves, Advised::Yes).await? {
        Ok(worked) => worked,
        Err(why) => return declared(seated, (frame, sieve), &why).await,
    };
    let marks = seated.marks();
    let (kept, of_kept) = sieve.lines(&find(seated), kept_lines(seated), KeptLine::words);
    let (ballots, of_put) = puts(seated, sieve);
    html(&PackagesPage {
        result: Shown::of(&worked.found, &Addresses::of(seated, moves), &marks),
        advice: worked.advice,
        in_words: worked.in_words,
        desks: moves.desks(&worked.levers, &marks),
        kept,
        all_kept: of_kept.whole,
        sieve: of_kept.and(of_put),
        ballots,
        today: today(seated),
        frame,
    })
}

/// Works it out with figures moved. What is moved is sent in a form; the answer leads to an address
/// that says it to this session alone, or is the result with that address beside it.
async fn tried(seated: Seated, mut form: Form) -> Result<Response, Trouble> {
    team_frame(&seated)?;
    let part = form.line_if_any("part", 10)?;
    let moves = Moves::of(&form.rest());
    let addresses = Addresses::of(&seated, &moves);
    if part.is_none() {
        return Ok(Redirect::to(&addresses.all()).into_response());
    }
    let worked = worked(&seated, &moves, Advised::No).await?;
    let worked = worked.map_err(|_| Trouble::NotHere)?;
    let result = html(&Shown::of(&worked.found, &addresses, &seated.marks()))?;
    Ok(([(CONTENT_LOCATION, addresses.all())], result).into_response())
}

fn today(seated: &Seated) -> String {
    crate::world::date_field(seated.now())
}

/// The exploration, and where it is wanted, what could be done with it.
async fn worked(
    seated: &Seated,
    moves: &Moves,
    advised: Advised,
) -> Result<Result<Worked, PoseError>, Trouble> {
    let (moves, addresses) = (moves.clone(), Addresses::of(seated, moves));
    let working = seated.solved(move |view, effort| {
        let levers = levers(view, effort)?;
        let trial = moves.trial(&levers);
        let address = |choices: &Choices| addresses.package(choices);
        let exploring = Exploring {
            trial: &trial,
            address: &address,
        };
        let found = explore(view, &exploring, effort)?;
        let (advice, in_words) = match advised {
            Advised::Yes => (advice(view, effort), in_words(view, effort)),
            Advised::No => (Vec::new(), Vec::new()),
        };
        Ok(Worked {
            levers,
            found,
            advice,
            in_words,
        })
    });
    working.await
}

/// What the parties' words come to without any figure, for the mediation team.
fn in_words(view: &View<'_>, effort: &Effort<'_>) -> Vec<Markup> {
    Markup::of_sections(&joint_words(view, effort))
}

/// What the figures advise, in words.
fn advice(view: &View<'_>, effort: &Effort<'_>) -> Vec<String> {
    let mut advice = Vec::new();
    for question in [Question::Improve, Question::Trades] {
        let Ok(briefing) = prepare(view, question, effort) else {
            continue;
        };
        let told = |section: &&Section| ["improve", "trades"].contains(&section.id);
        for section in briefing.sections.iter().filter(told) {
            let lists = section.blocks.iter().filter_map(|block| match block {
                Block::List(sentences) => Some(sentences),
                Block::Paragraph(_) | Block::Remark(_) | Block::Table(_) | Block::Picture(_) => {
                    None
                }
            });
            // The shortest way to an improvement is a long list: it stands behind the link.
            let told = usize::from(section.id == "trades");
            let first = lists.into_iter().flatten().take(told).cloned();
            let first = first.map(|sentence| format!(": {}", sentence.trim_end_matches('.')));
            let first = first.collect::<String>();
            advice.push(format!("{}{first}.", section.heading));
        }
    }
    advice.truncate(ADVICE);
    advice
}

impl Shown {
    fn of(found: &Exploration, addresses: &Addresses, marks: &Marks) -> Self {
        let lines = found.sheets.iter().map(|sheet| Line {
            href: addresses.package(&sheet.choices),
            name: names(sheet),
            cells: sheet
                .parties
                .iter()
                .map(|why| (why.worth.clone(), verdict(why.acceptable)))
                .collect(),
        });
        let lines: Vec<Line> = lines.collect();
        let parties = found.sheets.first().map(|sheet| {
            let all = sheet.parties.iter().map(|why| {
                let mark = marks.party(&why.party);
                let letter = mark.map_or_else(String::new, |mark| mark.letter.clone());
                (why.name.clone(), letter, mark.map_or("", |mark| mark.hue))
            });
            all.collect()
        });
        let said = found.found.iter().map(|found| {
            format!(
                "{}: {}; {} nodes; {}; {}.",
                found.what, found.method, found.nodes, found.reach, found.checked
            )
        });
        Self {
            heading: found.heading.clone(),
            lead: found.lead.clone(),
            picture: found.picture.as_ref().map(Markup::of_picture),
            parties: parties.unwrap_or_default(),
            lines,
            found: said.collect(),
        }
    }
}

/// The names of a package in one line.
fn names(sheet: &Sheet) -> String {
    let names = sheet.names.join(", ");
    if names.is_empty() {
        return "a package".to_owned();
    }
    let mut letters = names.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.clone()).collect()
}

const fn verdict(acceptable: Acceptable) -> &'static str {
    match acceptable {
        Acceptable::Yes => "",
        Acceptable::No => "✕",
    }
}

/// Where a form goes that looks for a package.
fn find(seated: &Seated) -> String {
    format!("{}/packages/find", seated.at())
}

/// The ballots of the page that was asked for, and the form for more.
fn puts(seated: &Seated, sieve: &Sieve) -> (Vec<Put>, Sieved) {
    sieve.lines(&find(seated), ballot::put_by_team(seated), Put::lines)
}

/// A case without joint figures: what was declared, and what nobody has publicly rejected.
async fn declared(
    seated: &Seated,
    (frame, sieve): (Frame, &Sieve),
    why: &PoseError,
) -> Result<Html, Trouble> {
    let sections = seated.solved(|view, effort| {
        let briefing = prepare(view, Question::Clashes, effort);
        let sections = briefing
            .map(|briefing| briefing.sections)
            .unwrap_or_default();
        (Markup::of_sections(&sections), in_words(view, effort))
    });
    let (sections, in_words) = sections.await?;
    let words = why.to_string();
    let words = words.split('\n').next().unwrap_or_default();
    let (ballots, sieve) = puts(seated, sieve);
    html(&DeclaredPage {
        why: crate::form::sentence(words),
        sections,
        in_words,
        sieve,
        ballots,
        today: today(seated),
        is_live: seated.view().heading().live,
        frame,
    })
}
