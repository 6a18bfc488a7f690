//! Funding: needs and money by period, what waits for which step, and what it would cost that a
//! step is done on another day.
//!
//! Invariant: everything is made from the case as the reader's seat may know it; what is tried is
//! sent in a form, kept nowhere and named in no address.

use super::markup::Markup;
use super::record::{Download, download};
use super::{Html, html};
use crate::address;
use crate::form::Form;
use crate::frame::{Frame, Place};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use crate::world::date_field;
use askama::Template;
use axum::Router;
use axum::routing::get;
use briefing::Section;
use case::{ActId, FundingTrial, View};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The most days that a step is tried to slip by.
const DAYS_MAX: u64 = 3_650;

#[derive(Template)]
#[template(path = "page/funding.html")]
struct FundingPage {
    frame: Frame,
    heading: String,
    tried: Option<Tried>,
    parts: Option<Markup>,
    lines: Vec<Markup>,
    steps: Vec<Step>,
    has_deliveries: bool,
}

/// What was tried, and what it comes to.
struct Tried {
    words: String,
    parts: Markup,
}

/// A step that money waits for.
struct Step {
    key: String,
    title: String,
    day: String,
}

/// What is asked in the form.
#[derive(Clone)]
enum Change {
    /// Done on this day.
    On(String, Date),
    /// Not done.
    Never(String),
    /// All as expected.
    None,
}

/// The routes of funding, under `/at/HANDLE`.
pub(crate) fn routes() -> Router<Workspace> {
    Router::new()
        .route("/funding", get(shown).post(tried))
        .route("/funding/table", get(table))
        .route("/funding/activities", get(activities))
}

async fn shown(seated: Seated) -> Result<Html, Trouble> {
    page_of(&seated, None).await
}

/// What is tried is sent in a form and shown on the page that answers it.
async fn tried(seated: Seated, mut form: Form) -> Result<Html, Trouble> {
    seated.frame(Place::Funding)?;
    let step = form.line_if_any("step", 100)?;
    let what = form.line("what", 10)?;
    let days = match what.as_str() {
        "later" => form.number("days")?,
        _ => {
            form.line_if_any("days", 10)?;
            0
        }
    };
    if days > DAYS_MAX {
        let next = "Give at most 3650 days and send the form again.";
        return Err(form.unfit("days", "is more than ten years", next));
    }
    let discounted = form.ticked("discounted")?;
    let view = seated.view();
    let act = match step {
        None => None,
        Some(key) => {
            let mut acts = acts(&view).into_iter();
            let act = acts.find(|act| step_key(act) == key);
            Some(act.ok_or_else(|| {
                form.unfit(
                    "step",
                    "is no step that money waits for",
                    "Choose one of the list.",
                )
            })?)
        }
    };
    let today = today(&seated);
    let change = change(&view, act.as_ref(), (what.as_str(), days, today));
    let change = change.map_err(|why| form.unfit("what", why, "Choose again."))?;
    form.done()?;
    page_of(&seated, Some((act, change, discounted))).await
}

/// What is asked of a step.
fn change(
    view: &View<'_>,
    act: Option<&ActId>,
    (what, days, today): (&str, u64, Date),
) -> Result<Change, &'static str> {
    let Some(act) = act else {
        return Ok(Change::None);
    };
    let title = act_title(view, act);
    match what {
        "expected" => Ok(Change::None),
        "done" => Ok(Change::On(format!("“{title}” is done on {today}"), today)),
        "never" => Ok(Change::Never(format!("“{title}” is not done"))),
        "later" => {
            let Some(day) = expected(view, act) else {
                return Err("asks for a delay of a step that is not expected on any day");
            };
            let span = jiff::Span::new().days(i64::try_from(days).unwrap_or(0));
            let day = day
                .checked_add(span)
                .map_err(|_| "leads beyond the calendar")?;
            let words = format!("“{title}” comes {days} days later, on {day}");
            Ok(Change::On(words, day))
        }
        _ => Err("is no change"),
    }
}

type Asked = (Option<ActId>, Change, bool);

async fn page_of(seated: &Seated, asked: Option<Asked>) -> Result<Html, Trouble> {
    let frame = seated.frame(Place::Funding)?;
    let trial = asked.as_ref().map(trial);
    let worked = seated.solved(move |view, effort| {
        let own = briefing::funding(view, &FundingTrial::default(), effort);
        let tried = trial.map(|trial| briefing::funding(view, &trial, effort));
        (own, tried)
    });
    let (own, changed) = worked.await?;
    let view = seated.view();
    let found = own.iter().find(|section| section.id == "funding");
    let changed = changed.and_then(|all| all.into_iter().find(|s| s.id == "funding"));
    let tried = asked
        .zip(changed)
        .map(|((_, change, discounted), section)| Tried {
            words: format!(
                "{}: {}",
                trial_words(&change, discounted),
                lower(&section.heading)
            ),
            parts: Markup::of_parts(&section),
        });
    let lines: Vec<Section> = own.iter().filter(|s| s.id != "funding").cloned().collect();
    html(&FundingPage {
        heading: match (found, lines.is_empty()) {
            (Some(section), _) => section.heading.clone(),
            (None, false) => "Needs and money on record".to_owned(),
            (None, true) => "No need and no money is on record here".to_owned(),
        },
        tried,
        parts: found.map(Markup::of_parts),
        lines: Markup::of_sections(&lines),
        steps: acts(&view).iter().map(|act| step(&view, act)).collect(),
        has_deliveries: view.deliveries().next().is_some(),
        frame,
    })
}

fn trial((act, change, discounted): &Asked) -> FundingTrial {
    let steps = match (act, change) {
        (Some(act), Change::On(_, day)) => BTreeMap::from([(act.clone(), Some(*day))]),
        (Some(act), Change::Never(_)) => BTreeMap::from([(act.clone(), None)]),
        (Some(_) | None, Change::None) | (None, Change::On(..) | Change::Never(_)) => {
            BTreeMap::new()
        }
    };
    FundingTrial {
        discounted: *discounted,
        steps,
    }
}

// tidy: bool, because it is a box of the form.
fn trial_words(change: &Change, discounted: bool) -> String {
    let step = match change {
        Change::On(words, _) | Change::Never(words) => words.clone(),
        Change::None => "all steps come as expected".to_owned(),
    };
    match discounted {
        true => format!("If {step}, and each pays as it paid before"),
        false => format!("If {step}"),
    }
}

fn lower(heading: &str) -> String {
    let mut letters = heading.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters.clone()).collect()
}

/// The steps that money waits for, as this seat sees it.
fn acts(view: &View<'_>) -> Vec<ActId> {
    let posed = view.pose_funding(&FundingTrial::default());
    posed
        .map(|posed| posed.steps.rows().cloned().collect())
        .unwrap_or_default()
}

fn step(view: &View<'_>, act: &ActId) -> Step {
    let day = expected(view, act);
    Step {
        key: step_key(act),
        title: act_title(view, act),
        day: day.map_or_else(|| "not expected".to_owned(), |day| day.to_string()),
    }
}

fn step_key(act: &ActId) -> String {
    address::key("act", act.as_str())
}

fn act_title(view: &View<'_>, act: &ActId) -> String {
    let found = view.acts().find(|seen| seen.item.id == *act);
    let english = case::Language::english();
    found.map_or_else(
        || act.to_string(),
        |seen| seen.item.title.in_language(&english).to_owned(),
    )
}

/// The day on which a step was done, or is expected.
fn expected(view: &View<'_>, act: &ActId) -> Option<Date> {
    let told = view.milestones().filter(|seen| seen.item.act == *act);
    told.last()
        .and_then(|seen| seen.item.met.or(seen.item.expected))
}

fn today(seated: &Seated) -> Date {
    date_field(seated.now()).parse().unwrap_or_default()
}

async fn table(seated: Seated) -> Result<Download<String>, Trouble> {
    seated.frame(Place::Funding)?;
    let text = format::funding_csv::write(&seated.view()).text;
    Ok(download("funding.csv", "text/csv; charset=utf-8", text))
}

async fn activities(seated: Seated) -> Result<Download<String>, Trouble> {
    seated.frame(Place::Funding)?;
    let text = format::iati::write(&seated.view(), today(&seated)).text;
    Ok(download(
        "funding-iati.xml",
        "application/xml; charset=utf-8",
        text,
    ))
}
