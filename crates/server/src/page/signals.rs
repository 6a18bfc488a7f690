//! Signals and readiness: what stands out in public, whether parties are ready, and what a pasted
//! article may hold.
//!
//! Invariant: everything is made from the view of the reader's own seat; an article is sent in a
//! form, stands in no address, and of it only what the team takes down is kept, for the team.

mod take;

use super::markup::Markup;
use super::record::{Download, download};
use super::{Html, html};
use crate::address::key;
use crate::form::Form;
use crate::frame::{Frame, Place};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use crate::world::date_field;
use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use case::{Date, Grounds, Signal, SignalId, View, Wording};
use disclosure::{PartyId, Seat};
use format::article::{self, Article, DayRule, Manner, SpeakerRule, Suggestion};
use format::signals_csv::{self, CLASSES, TONES};
use proceedings::LABEL_MAX;
use std::collections::BTreeSet;

/// The most suggestions on one page; an article with more is pasted in parts.
const SHOWN_MAX: usize = 40;

#[derive(Template)]
#[template(path = "page/signals.html")]
struct SignalsPage {
    frame: Frame,
    day: Date,
    /// What was pasted, for the form that confirms it.
    article: String,
    published: String,
    found: String,
    suggestions: Vec<Row>,
    /// The parties by key and name.
    parties: Vec<(String, String)>,
    classes: &'static [&'static str],
    tones: &'static [&'static str],
    contents: Vec<(&'static str, String)>,
    sections: Vec<Markup>,
    has_signals: bool,
    /// What the team took down last, each with what takes it back.
    taken: Vec<(String, String)>,
    is_team: bool,
}

/// A suggestion in the form.
struct Row {
    number: usize,
    manner: &'static str,
    words: String,
    speaker: String,
    speaker_rule: &'static str,
    day: String,
    day_rule: &'static str,
}

/// An article as it was sent.
struct Pasted {
    text: String,
    published: Option<Date>,
    found: Article,
}

/// The routes of the page.
pub(crate) fn routes() -> Router<Workspace> {
    Router::new()
        .route("/signals", get(shown).post(pasted))
        .route("/signals/table", get(table).post(confirmed))
        .route("/signals/take", post(take::taken))
        .route("/signals/ticked", post(take::ticked))
        .route("/signals/take-back", post(take::taken_back))
}

async fn shown(seated: Seated) -> Result<Html, Trouble> {
    page_of(&seated, None).await
}

/// An article is sent in a form and shown on the page that answers it.
async fn pasted(seated: Seated, mut form: Form) -> Result<Html, Trouble> {
    seated.frame(Place::Signals)?;
    let pasted = Pasted::of(&mut form)?;
    form.done()?;
    page_of(&seated, Some(pasted)).await
}

async fn page_of(seated: &Seated, pasted: Option<Pasted>) -> Result<Html, Trouble> {
    let frame = seated.frame(Place::Signals)?;
    let view = seated.view();
    let today: Date = date_field(seated.now()).parse().unwrap_or_default();
    // A case may be set in days to come.
    let day = view.readiness_day().map_or(today, |last| last.max(today));
    let work = move |view: &View<'_>, effort: &problem::Effort<'_>| {
        let mut sections = briefing::readiness(view, Some(day), effort);
        let signals = briefing::signals(view, effort);
        let has_signals = !signals.is_empty();
        sections.extend(signals);
        let contents = Markup::contents(&sections);
        (has_signals, contents, Markup::of_sections(&sections))
    };
    let (has_signals, contents, sections) = seated.solved(work).await?;
    let suggestions = pasted.as_ref().map(Pasted::rows).unwrap_or_default();
    let published = pasted.as_ref().and_then(|pasted| pasted.published);
    html(&SignalsPage {
        day,
        published: published.map_or_else(String::new, |day| day.to_string()),
        found: pasted.as_ref().map(Pasted::words).unwrap_or_default(),
        article: pasted.map(|pasted| pasted.text).unwrap_or_default(),
        suggestions,
        parties: parties(&view)
            .into_iter()
            .map(|(id, name)| (key("room", id.as_str()), name))
            .collect(),
        classes: CLASSES,
        tones: TONES,
        taken: take::entries(seated),
        is_team: *seated.seat() == Seat::Mediator,
        contents,
        sections,
        has_signals,
        frame,
    })
}

fn parties(view: &View<'_>) -> Vec<(PartyId, String)> {
    let parties = view.parties().map(|seen| seen.item);
    parties
        .map(|party| (party.id.clone(), party.name.clone()))
        .collect()
}

async fn table(seated: Seated) -> Result<Download<String>, Trouble> {
    seated.frame(Place::Signals)?;
    let text = signals_csv::write(&seated.view()).text;
    Ok(download("signals.csv", "text/csv; charset=utf-8", text))
}

/// The ticked suggestions, as they were mended, as a table.
async fn confirmed(seated: Seated, mut form: Form) -> Result<Download<String>, Trouble> {
    seated.frame(Place::Signals)?;
    let signals = ticked_in(&seated, &mut form)?;
    // What the other button of the same form needs.
    form.line_if_any("act", 64)?;
    form.line_if_any("source", LABEL_MAX)?;
    form.done()?;
    let text = signals_csv::write_signals(&signals);
    Ok(download("signals.csv", "text/csv; charset=utf-8", text))
}

/// The ticked suggestions of an article, as they were mended.
fn ticked_in(seated: &Seated, form: &mut Form) -> Result<Vec<Signal>, Trouble> {
    let pasted = Pasted::of(form)?;
    let taken: BTreeSet<String> = form.all("take", 10)?.into_iter().collect();
    let parties = parties(&seated.view());
    let mut signals = Vec::new();
    for (number, each) in (1..).zip(pasted.found.suggestions.iter().take(SHOWN_MAX)) {
        let signal = coded(form, (number, each), &parties)?;
        if taken.contains(&number.to_string()) {
            let Some(signal) = signal else {
                let name = format!("day-{number}");
                return Err(form.unfit(&name, "is empty", "Give the day and send it again."));
            };
            signals.push(signal);
        }
    }
    Ok(signals)
}

/// A suggestion as it was mended; nothing where it has no day.
fn coded(
    form: &mut Form,
    (number, each): (usize, &Suggestion),
    parties: &[(PartyId, String)],
) -> Result<Option<Signal>, Trouble> {
    let mut field = |name: &str, most| form.line_if_any(&format!("{name}-{number}"), most);
    let (speaker, day) = (field("speaker", 120)?, field("day", 10)?);
    let (actor, event) = (field("actor", 40)?, field("event", 20)?);
    let tone = field("tone", 20)?;
    let day = match day {
        None => None,
        Some(text) => Some(format::iati::day(&text).ok_or_else(|| {
            let name = format!("day-{number}");
            form.unfit(&name, "is no day", "Write it as YYYY-MM-DD.")
        })?),
    };
    let event = event.unwrap_or_else(|| "COMMENT".to_owned());
    let Some(event) = signals_csv::class(&event) else {
        let name = format!("event-{number}");
        return Err(form.unfit(&name, "is no class", "Choose from the list."));
    };
    let mut known = parties.iter();
    let actor = actor.and_then(|actor| known.find(|(id, _)| key("room", id.as_str()) == actor));
    Ok(day.map(|date| Signal {
        id: SignalId::new(format!("article-{number}")),
        date,
        actor: actor.map(|(id, _)| id.clone()),
        speaker,
        targets: Vec::new(),
        event,
        mode: None,
        tone: tone.as_deref().and_then(signals_csv::tone),
        points: Vec::new(),
        text: Wording::english(each.words.clone()),
        grounds: Grounds::default(),
    }))
}

impl Pasted {
    /// An article with the day on which it appeared.
    fn of(form: &mut Form) -> Result<Self, Trouble> {
        let text = form.text("article", article::BYTES_MAX)?;
        let published = form.line_if_any("published", 10)?;
        let published =
            match published {
                None => None,
                Some(typed) => Some(format::iati::day(&typed).ok_or_else(|| {
                    form.unfit("published", "is no day", "Write it as YYYY-MM-DD.")
                })?),
            };
        let found = article::read(&text, published)
            .map_err(|why| form.unfit_by("article", &why.to_string()))?;
        Ok(Self {
            text,
            published,
            found,
        })
    }

    fn words(&self) -> String {
        let count = self.found.suggestions.len();
        match count {
            0 => "No quotation and no statement was found in the article".to_owned(),
            1 => "One statement that may be a signal".to_owned(),
            _ if count > SHOWN_MAX => {
                format!("The first {SHOWN_MAX} of {count} statements that may be signals")
            }
            _ => format!("{count} statements that may be signals"),
        }
    }

    fn rows(&self) -> Vec<Row> {
        let shown = self.found.suggestions.iter().take(SHOWN_MAX);
        (1..)
            .zip(shown)
            .map(|(number, each)| row(number, each))
            .collect()
    }
}

fn row(number: usize, each: &Suggestion) -> Row {
    let speaker_rule = each
        .speaker
        .as_ref()
        .map_or("not found", |said| match said.rule {
            SpeakerRule::Named => "a name beside a verb of saying",
            SpeakerRule::LastNamed => "the last name before",
        });
    let day_rule = each
        .day
        .as_ref()
        .map_or("not found", |said| match said.rule {
            DayRule::Written => "written out",
            DayRule::WithoutYear => "written without a year",
            DayRule::Counted => "counted back",
            DayRule::Published => "the day of publication",
        });
    let speaker = each.speaker.as_ref();
    let day = each.day.as_ref();
    Row {
        number,
        manner: match each.manner {
            Manner::Quoted => "In quotation marks",
            Manner::Reported => "In the article's own words",
        },
        words: each.words.clone(),
        speaker: speaker.map_or_else(String::new, |said| said.name.clone()),
        speaker_rule,
        day: day.map_or_else(String::new, |said| said.day.to_string()),
        day_rule,
    }
}
