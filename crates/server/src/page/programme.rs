//! The programme: meetings ahead and held, in front of whom each stands, and whether the sides are
//! treated alike.

mod acts;

use super::asked::{Query, asked};
use super::sieve::{Sieve, Sieved};
use super::word::refusal;
use super::{Html, html};
use crate::address;
use crate::form::Form;
use crate::frame::{Frame, Place, audience_words};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use crate::world::{civil_day_words, date_field, day_and_hour_words, moment_words};
use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use disclosure::Audience;
use proceedings::{Balance, Label, MeetingSeen, Motion};

/// How many meetings stand in a room.
const LAST: usize = 10;

#[derive(Template)]
#[template(path = "page/programme.html")]
struct ProgrammePage {
    frame: Frame,
    heading: String,
    ahead: Vec<Meeting>,
    held: Vec<Meeting>,
    before: Vec<Meeting>,
    balance: Vec<BalanceLine>,
    audiences: Vec<(String, String)>,
    today: String,
    sieve: Sieved,
}

/// A meeting in words.
pub(crate) struct Meeting {
    id: String,
    audience: String,
    pub(crate) format: String,
    pub(crate) place: String,
    pub(crate) day: String,
    date: String,
    with: String,
    level: String,
    pub(crate) who: String,
    names: String,
    pub(crate) words: String,
    pub(crate) lasted: String,
    pub(crate) next: String,
    pub(crate) is_off: bool,
    /// What is recorded of it as held, where this seat may take that back.
    back: String,
}

/// What a side has had.
struct BalanceLine {
    name: String,
    letter: String,
    hue: &'static str,
    meetings: usize,
    minutes: u64,
    waiting: usize,
    oldest: String,
    proposed: usize,
    taken_up: usize,
    passed_over: usize,
}

/// The routes of the programme, under `/at/HANDLE`.
pub(crate) fn routes() -> Router<Workspace> {
    Router::new()
        .route("/programme", get(shown).post(found))
        .route("/programme/plan", post(acts::plan))
        .route("/programme/off", post(acts::off))
        .route("/programme/held", post(acts::held))
        .route("/programme/take-back", post(acts::taken_back))
}

async fn shown(seated: Seated, query: Query) -> Result<Html, Trouble> {
    page_of(&seated, &Sieve::at(asked(&query, "page")))
}

/// What is looked for is sent in a form.
async fn found(seated: Seated, form: Form) -> Result<Html, Trouble> {
    seated.frame(Place::Programme)?;
    page_of(&seated, &Sieve::of(form)?)
}

fn page_of(seated: &Seated, sieve: &Sieve) -> Result<Html, Trouble> {
    let frame = seated.frame(Place::Programme)?;
    let sitting = seated.sitting();
    let meetings = sitting.meetings();
    let (mut ahead, mut held) = (Vec::new(), Vec::new());
    for seen in &meetings {
        match (seen.met, seen.is_off) {
            (Some(_), _) | (None, true) => held.push(seen),
            (None, false) => ahead.push(meeting(seated, seen)),
        }
    }
    let heading = heading(&ahead);
    ahead.retain(|one| sieve.takes(one.all_words()));
    let held = held.into_iter().rev().map(|seen| meeting(seated, seen));
    let to = frame.to(Place::Programme);
    let (held, sieved) = sieve.lines(&to, held.collect(), Meeting::all_words);
    let mut before = before(seated);
    before.retain(|one| sieve.takes(one.all_words()));
    let balance = sitting.balance(seated.now());
    html(&ProgrammePage {
        heading,
        before,
        balance: balance.iter().map(|one| line(seated, one)).collect(),
        audiences: audiences(seated)
            .into_iter()
            .map(|audience| (audience_key(&audience), name_of(seated, &audience)))
            .collect(),
        today: date_field(seated.now()),
        ahead,
        held,
        sieve: sieved,
        frame,
    })
}

impl Meeting {
    /// All its words that somebody may look for.
    fn all_words(&self) -> Vec<&str> {
        let words = [
            &self.format,
            &self.place,
            &self.day,
            &self.with,
            &self.level,
            &self.who,
        ];
        let more = [&self.words, &self.next];
        words.into_iter().chain(more).map(String::as_str).collect()
    }
}

fn heading(ahead: &[Meeting]) -> String {
    match ahead.first() {
        None => "No meeting is planned".to_owned(),
        Some(next) => format!("Next: {}, {}, {}", next.day, next.format, next.with),
    }
}

/// The last meetings in front of an audience, those ahead among them, the newest first.
pub(crate) fn last_with(seated: &Seated, audience: &Audience) -> Vec<Meeting> {
    let meetings = seated.sitting().meetings();
    let with = meetings
        .iter()
        .rev()
        .filter(|seen| seen.audience == audience);
    with.take(LAST).map(|seen| meeting(seated, seen)).collect()
}

/// The audiences that a meeting can be with.
fn audiences(seated: &Seated) -> Vec<Audience> {
    let all = seated.sitting();
    let all = all.audiences().filter(|audience| match audience {
        Audience::Plenary | Audience::Room(_) | Audience::Team => true,
        Audience::Public => false,
    });
    all.cloned().collect()
}

fn audience_key(audience: &Audience) -> String {
    address::key("audience", &audience.to_string())
}

fn name_of(seated: &Seated, audience: &Audience) -> String {
    let marks = seated.marks();
    match audience {
        Audience::Room(party) => marks.name(party).to_owned(),
        Audience::Plenary => "joint session".to_owned(),
        Audience::Team => "mediation team".to_owned(),
        Audience::Public => audience_words(seated.words, audience, ""),
    }
}

// tidy: long, because a meeting is shown with all that was planned and held
fn meeting(seated: &Seated, seen: &MeetingSeen<'_>) -> Meeting {
    let with = name_of(seated, seen.audience);
    let date = seen
        .date()
        .map_or_else(String::new, |date| date.to_string());
    let (planned, met) = (seen.planned, seen.met);
    let level = planned.and_then(|kept| kept.what.level.as_ref());
    let who: &[Label] = match (met, planned) {
        (Some(met), _) => &met.what.present,
        (None, Some(planned)) => &planned.what.who,
        (None, None) => &[],
    };
    let who: Vec<&str> = who.iter().map(Label::as_str).collect();
    let format = match (met, planned) {
        (Some(met), _) => Some(&met.what.format),
        (None, planned) => planned.map(|kept| &kept.what.format),
    };
    let place = match (met, planned) {
        (Some(met), _) => Some(&met.what.place),
        (None, planned) => planned.map(|kept| &kept.what.place),
    };
    let minutes = met.and_then(|met| met.what.minutes.as_ref());
    let words = match minutes {
        Some(minutes) => Some(&minutes.words),
        None => planned.and_then(|kept| kept.what.words.as_ref()),
    };
    let text =
        |label: Option<&Label>| label.map_or_else(String::new, |one| one.as_str().to_owned());
    Meeting {
        id: planned.map_or_else(String::new, |kept| kept.id.to_string()),
        audience: audience_key(seen.audience),
        format: text(format),
        place: text(place),
        day: match met {
            Some(_) => civil_day_words(&date),
            None => day_and_hour_words(&date, seen.hour()),
        },
        date,
        with,
        level: text(level),
        names: who.join("\n"),
        who: who.join(", "),
        words: words.map_or_else(String::new, |words| words.as_str().to_owned()),
        lasted: met.map_or_else(String::new, |met| format!("{} minutes", met.what.lasted)),
        next: met
            .and_then(|met| met.what.next.as_ref())
            .map_or_else(String::new, |next| next.as_str().to_owned()),
        is_off: seen.is_off,
        back: met
            .filter(|met| {
                let motion = Motion::Undo(seen.audience.clone(), met.id);
                refusal(seated, &motion, None).is_none()
            })
            .map_or_else(String::new, |met| met.id.to_string()),
    }
}

/// The meetings that stand in the case as it was first opened, the last first.
fn before(seated: &Seated) -> Vec<Meeting> {
    let view = seated.view();
    let marks = seated.marks();
    let meetings: Vec<_> = view.meetings().map(|seen| seen.item).collect();
    let before = meetings.into_iter().rev().map(|known| {
        let with = known.with.iter();
        let with: Vec<String> = with.map(|party| marks.name(party).to_owned()).collect();
        let date = known.date.to_string();
        Meeting {
            id: String::new(),
            audience: String::new(),
            format: known.format.clone(),
            place: known.place.clone(),
            day: civil_day_words(&date),
            date,
            with: with.join(", "),
            level: String::new(),
            who: known.present.join(", "),
            names: String::new(),
            words: String::new(),
            lasted: known.duration.clone().unwrap_or_default(),
            next: String::new(),
            is_off: false,
            back: String::new(),
        }
    });
    before.collect()
}

fn line(seated: &Seated, one: &Balance) -> BalanceLine {
    let marks = seated.marks();
    let mark = marks.party(&one.party);
    let oldest = one.waiting.iter().map(|(_, at)| *at).min();
    BalanceLine {
        name: marks.name(&one.party).to_owned(),
        letter: mark.map_or_else(String::new, |mark| mark.letter.clone()),
        hue: mark.map_or("", |mark| mark.hue),
        meetings: one.meetings,
        minutes: one.minutes,
        waiting: one.waiting.len(),
        oldest: oldest.map_or_else(String::new, moment_words),
        proposed: one.proposed,
        taken_up: one.taken_up,
        passed_over: one.passed_over,
    }
}
