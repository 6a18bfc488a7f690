//! Order: what must come before what, with loops in red and what breaks them; the plan over its
//! days; what each side has given by then before it has received; and what would follow if a step
//! came on another day.
//!
//! Invariant: everything here is made from the seat's own view. A delegation's page rests on its
//! own figures and on what it was told, and has no other side's exposure. What is tried out is kept
//! nowhere.

use super::markup::Markup;
use super::record::{Download, download};
use super::{Html, html};
use crate::address::key;
use crate::form::Form;
use crate::frame::{Frame, Place};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use askama::Template;
use askama::filters::HtmlSafe;
use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use briefing::{NoTimetable, Row, Section, Timetable, Ways, timetable};
use case::{Date, PlanAsk, StepOf, Tried, View};
use problem::Effort;
use std::collections::BTreeMap;

/// The most steps that can be moved on the page.
const STEPS_MAX: usize = 200;
/// The most days that a step may be moved by or may take: a hundred years.
const DAYS_MAX: u32 = 36_525;

const CALENDAR: &str = "text/calendar; charset=utf-8";
const VALUES: &str = "text/csv; charset=utf-8";

#[derive(Template)]
#[template(path = "page/order.html")]
struct OrderPage {
    frame: Frame,
    result: Shown,
    contents: Vec<(String, String)>,
    sections: Vec<Markup>,
    start: String,
    steps: Vec<StepLine>,
    ways: Vec<Way>,
    has_plan: bool,
}

/// A way to break the circles, as the form offers it.
struct Way {
    number: usize,
    words: String,
    is_chosen: bool,
}

/// The plan as it is, or as it would be.
#[derive(Template)]
#[template(path = "page/order/result.html")]
struct Shown {
    changed: Vec<String>,
    sections: Vec<Markup>,
    /// The step of each bar of the plan, as the form names it; `-` for one that cannot be moved.
    bars: String,
}

/// Its template escapes every word.
impl HtmlSafe for Shown {}

/// A step that can be moved.
struct StepLine {
    key: String,
    title: String,
    begins: String,
    day: String,
    days: String,
    takes: u32,
}

/// What is tried out, as a form sends it.
#[derive(Clone, Default)]
struct Trying {
    start: Option<Date>,
    way: Option<usize>,
    steps: BTreeMap<String, Tried>,
}

/// What was worked out for the page.
struct Worked {
    plan: Vec<Section>,
    others: Vec<Section>,
    changed: Vec<String>,
    start: Option<Date>,
    rows: Vec<Row>,
    bars: Vec<String>,
    ways: Ways,
}

/// The routes of the order, under `/at/HANDLE`.
pub(crate) fn routes() -> Router<Workspace> {
    Router::new()
        .route("/order", get(shown).post(tried))
        .route("/order/calendar", get(calendar))
        .route("/order/matrix", get(matrix))
}

async fn shown(seated: Seated) -> Result<Html, Trouble> {
    page_of(&seated, Trying::default()).await
}

async fn tried(seated: Seated, mut form: Form) -> Result<Response, Trouble> {
    seated.frame(Place::Order)?;
    let part = form.line_if_any("part", 10)?;
    let trying = Trying::of(&mut form)?;
    if part.is_none() {
        return Ok(page_of(&seated, trying).await?.into_response());
    }
    let worked = worked(&seated, trying).await?;
    Ok(html(&Shown::of(&worked))?.into_response())
}

async fn page_of(seated: &Seated, trying: Trying) -> Result<Html, Trouble> {
    let frame = seated.frame(Place::Order)?;
    let worked = worked(seated, trying.clone()).await?;
    let contents = worked.plan.iter().chain(&worked.others);
    let contents = contents.map(|section| (section.id.to_owned(), section.heading.clone()));
    html(&OrderPage {
        contents: contents.collect(),
        result: Shown::of(&worked),
        sections: Markup::of_sections(&worked.others),
        start: worked.start.map(|day| day.to_string()).unwrap_or_default(),
        steps: step_lines(&worked, &trying),
        ways: way_lines(worked.ways.all, &trying),
        has_plan: !worked.rows.is_empty(),
        frame,
    })
}

async fn worked(seated: &Seated, trying: Trying) -> Result<Worked, Trouble> {
    seated
        .solved(move |view, effort| Worked::of(view, &trying, effort))
        .await
}

/// The steps as an iCalendar file.
async fn calendar(seated: Seated) -> Result<Download<String>, Trouble> {
    seated.frame(Place::Order)?;
    let written = seated.solved(|view, effort| {
        let ask = view.plan_in_hand(view.plan_start()?);
        let table = timetable(view, &ask, effort).ok()?;
        Some(format::ical::write(view, &table))
    });
    let written = written.await?.ok_or(Trouble::NotHere)?;
    Ok(download("plan.ics", CALENDAR, written))
}

/// The implementation matrix as comma-separated values.
async fn matrix(seated: Seated) -> Result<Download<String>, Trouble> {
    seated.frame(Place::Order)?;
    let written = seated.solved(|view, _| format::matrix::write(&briefing::matrix(view)));
    Ok(download("matrix.csv", VALUES, written.await?))
}

impl Trying {
    fn of(form: &mut Form) -> Result<Self, Trouble> {
        let start = form.parsed_if_any("start", str::parse::<Date>)?;
        let mut steps: BTreeMap<String, Tried> = BTreeMap::new();
        for step in form.all("step", 10)?.into_iter().take(STEPS_MAX) {
            let day = form.parsed_if_any(&format!("day-{step}"), day)?;
            let days = form.parsed_if_any(&format!("days-{step}"), day_count)?;
            let tried = Tried { day, days };
            if tried != Tried::default() {
                steps.insert(step, tried);
            }
        }
        let way = form.parsed_if_any("way", str::parse::<usize>)?;
        Ok(Self { start, way, steps })
    }

    /// The plan that is asked for: the draft in hand, with what is tried out.
    fn ask(&self, view: &View<'_>) -> Option<PlanAsk> {
        let mut ask = view.plan_in_hand(self.start.or_else(|| view.plan_start())?);
        for linked in view.linked() {
            if let Some(tried) = self.steps.get(&key("act", linked.id.as_str())) {
                ask.tried.insert(linked.id.clone(), *tried);
            }
        }
        ask.way = self.way;
        Some(ask)
    }
}

impl Worked {
    fn of(view: &View<'_>, trying: &Trying, effort: &Effort<'_>) -> Self {
        let ask = trying.ask(view);
        let table = ask.as_ref().map(|ask| timetable(view, ask, effort));
        let sections = briefing::order(view, table.as_ref(), effort).map(|found| found.sections);
        let (plan, others) = sections
            .unwrap_or_default()
            .into_iter()
            .partition(|section| matches!(section.id, "order" | "plan"));
        let is_tried = |ask: &&PlanAsk| !ask.tried.is_empty() || ask.way.is_some();
        let before = ask.as_ref().filter(is_tried).map(|ask| {
            let as_it_is = PlanAsk {
                tried: BTreeMap::new(),
                way: None,
                ..ask.clone()
            };
            timetable(view, &as_it_is, effort)
        });
        let changed = before.as_ref().zip(table.as_ref());
        let changed = changed.map(|(before, after)| {
            let mut said = changes(before, after);
            said.extend(held_back(ask.as_ref(), after));
            said
        });
        let bars = table.as_ref().and_then(|table| table.as_ref().ok());
        let bars = bars.map(|table| bars_of(&table.rows));
        // What was typed can be typed otherwise, also where it leaves no dates.
        let mut tables = [table, before].into_iter().flatten().filter_map(Result::ok);
        let (rows, ways) = tables
            .next()
            .map(|table| (table.rows, table.ways))
            .unwrap_or_default();
        Self {
            plan,
            others,
            changed: changed.unwrap_or_default(),
            start: ask.map(|ask| ask.start),
            bars: bars.unwrap_or_default(),
            rows,
            ways,
        }
    }
}

impl Shown {
    fn of(worked: &Worked) -> Self {
        Self {
            changed: worked.changed.clone(),
            sections: Markup::of_sections(&worked.plan),
            bars: worked.bars.join(" "),
        }
    }
}

/// How a plan differs from the one before it, in sentences.
fn changes(
    before: &Result<Timetable, NoTimetable>,
    after: &Result<Timetable, NoTimetable>,
) -> Vec<String> {
    let (before, after) = match (before, after) {
        (Ok(before), Ok(after)) => (before, after),
        (_, Err(why)) => return vec![format!("Tried like this there is no plan: {why}.")],
        (Err(_), Ok(after)) => {
            return vec![format!(
                "Tried like this there is a plan, until {}.",
                after.end
            )];
        }
    };
    let mut said = vec![if before.end == after.end {
        format!("The end stays {}.", after.end)
    } else {
        format!("The end moves from {} to {}.", before.end, after.end)
    }];
    let starts: BTreeMap<&StepOf, Date> = before
        .rows
        .iter()
        .map(|row| (&row.step, row.start))
        .collect();
    let moved = after.rows.iter().filter_map(|row| {
        let first = starts.get(&row.step).filter(|first| **first != row.start)?;
        let title = &row.title;
        Some(format!("“{title}” moves from {first} to {}.", row.start))
    });
    said.extend(moved);
    for (one, other) in before.curves.iter().zip(&after.curves) {
        let worst = [one, other].map(|curve| curve.worst().map_or(0, |worst| worst.exposure));
        if let [was, is] = worst
            && was != is
        {
            said.push(format!(
                "The worst exposure of {}, counting {}, goes from {} to {}.",
                other.side,
                other.account(),
                one.figure(was),
                other.figure(is)
            ));
        }
    }
    said
}

/// The ways to break the circles, if there is a choice.
fn way_lines(all: Vec<Vec<String>>, trying: &Trying) -> Vec<Way> {
    if all.len() < 2 {
        return Vec::new();
    }
    let numbered = (1..).zip(all).map(|(number, changes)| Way {
        number,
        words: changes.join("; "),
        is_chosen: trying.way == Some(number),
    });
    numbered.collect()
}

/// The steps that come later than they were tried, in sentences.
fn held_back(ask: Option<&PlanAsk>, after: &Result<Timetable, NoTimetable>) -> Vec<String> {
    let Some((ask, table)) = ask.zip(after.as_ref().ok()) else {
        return Vec::new();
    };
    let later = table.rows.iter().filter_map(|row| {
        let day = ask.tried.get(row.step.act())?.day?;
        let asked = ask
            .start
            .checked_add(jiff::Span::new().days(i64::from(day)))
            .ok()?;
        (row.start > asked && matches!(row.step, StepOf::Act(_))).then(|| {
            format!(
                "“{}” cannot begin on {asked}: what it waits for, a calendar or what a side can \
                 bear holds it back until {}.",
                row.title, row.start
            )
        })
    });
    later.collect()
}

/// The step of each bar, as the form names it.
fn bars_of(rows: &[Row]) -> Vec<String> {
    let named = rows.iter().map(|row| match &row.step {
        StepOf::Act(id) => key("act", id.as_str()),
        StepOf::Added(..) => "-".to_owned(),
    });
    named.collect()
}

fn step_lines(worked: &Worked, trying: &Trying) -> Vec<StepLine> {
    let Some(start) = worked.start else {
        return Vec::new();
    };
    let steps = worked.rows.iter().filter_map(|row| match &row.step {
        StepOf::Act(id) => Some((id, row)),
        StepOf::Added(..) => None,
    });
    let lines = steps.take(STEPS_MAX).map(|(id, row)| {
        let key = key("act", id.as_str());
        let tried = trying.steps.get(&key).copied().unwrap_or_default();
        let since = start.until(row.start).map_or(0, |span| span.get_days());
        let shown = |value: Option<u32>| value.map(|days| days.to_string()).unwrap_or_default();
        StepLine {
            title: row.title.clone(),
            begins: format!("{}, day {since}", row.start),
            day: shown(tried.day),
            days: shown(tried.days),
            takes: row.days,
            key,
        }
    });
    lines.collect()
}

fn day(text: &str) -> Result<u32, &'static str> {
    let day: Result<u32, _> = text.trim().parse();
    let day = day.ok().filter(|day| *day <= DAYS_MAX);
    day.ok_or("a day is a whole number from 0 to 36525, counted from the start")
}

fn day_count(text: &str) -> Result<u32, &'static str> {
    let days: Result<u32, _> = text.trim().parse();
    let days = days.ok().filter(|days| *days <= DAYS_MAX);
    days.ok_or("a step takes a whole number of days from 0 to 36525")
}
