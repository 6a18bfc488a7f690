//! What is done about meetings: planned, called off, held.

use super::{audience_key, audiences};
use crate::form::Form;
use crate::frame::{Frame, Place};
use crate::moved::Moved;
use crate::page::seen::{Pending, SEEN, Shown, preview};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world::{civil_day_words, hour_of_field};
use axum::response::{IntoResponse, Response};
use disclosure::Audience;
use jiff::civil::Date;
use proceedings::{EventId, Label, Met, Minutes, Motion, Named, Planned, Reach, Words};
use std::collections::BTreeSet;

const NAMES_MAX: usize = 20_000;

/// The audience that a form names.
fn audience(seated: &Seated, form: &mut Form) -> Result<Audience, Trouble> {
    let key = form.line("audience", 10)?;
    let mut all = audiences(seated).into_iter();
    let found = all.find(|audience| audience_key(audience) == key);
    found.ok_or(Trouble::NotHere)
}

/// Names, one on each line.
fn names(form: &mut Form, field: &str) -> Result<Vec<Label>, Trouble> {
    let typed = form.text_if_any(field, NAMES_MAX)?.unwrap_or_default();
    let lines = typed.lines().filter(|line| !line.trim().is_empty());
    let names: Result<Vec<Label>, _> = lines.map(Label::new).collect();
    names.map_err(|why| form.unfit_by(field, &why.to_string()))
}

/// Something about a meeting that is shown before it is done.
struct Step {
    heading: &'static str,
    lines: Vec<(&'static str, String)>,
    button: &'static str,
    act: &'static str,
}

impl Step {
    fn shown_first(
        self,
        seated: &Seated,
        (frame, audience): (Frame, &Audience),
        pending: Pending,
    ) -> Result<Response, Trouble> {
        let programme = frame.to(Place::Programme);
        let shown = Shown {
            heading: self.heading.to_owned(),
            lines: self.lines,
            button: self.button,
            to: format!("{programme}/{}", self.act),
            back: programme,
        };
        preview(seated, (frame, audience), pending, shown)
    }
}

/// Shows a plan with who will see it, or makes it once that was seen.
pub(super) async fn plan(mut seated: Seated, mut form: Form) -> Result<Response, Trouble> {
    let frame = seated.frame(Place::Programme)?;
    let fields = form.clone();
    let is_seen = form.ticked(SEEN)?;
    let audience = audience(&seated, &mut form)?;
    let planned = Planned {
        format: form.parsed("format", Label::new)?,
        date: form.parsed("date", str::parse::<Date>)?,
        hour: form.parsed_if_any("hour", hour_of_field)?,
        place: form.parsed("place", Label::new)?,
        level: form.parsed_if_any("level", Label::new)?,
        who: names(&mut form, "who")?,
        words: form.parsed_if_any("words", Words::new)?,
    };
    let sent = form.sent()?;
    let lines = planned_lines(&planned);
    let motion = Motion::Plan(audience.clone(), planned);
    if is_seen {
        seated.act(motion, &sent).await?;
        let planned = seated.moved(Place::Programme.path(), "The meeting is planned.");
        return Ok(planned.into_response());
    }
    let step = Step {
        heading: "This meeting is not planned yet",
        lines,
        button: "Plan it",
        act: "plan",
    };
    let pending = Pending {
        fields,
        sent,
        asks: (motion, None),
    };
    step.shown_first(&seated, (frame, &audience), pending)
}

/// Shows which meeting will not be held with who will see that, or calls it off once that was seen.
pub(super) async fn off(mut seated: Seated, mut form: Form) -> Result<Response, Trouble> {
    let frame = seated.frame(Place::Programme)?;
    let fields = form.clone();
    let is_seen = form.ticked(SEEN)?;
    let audience = audience(&seated, &mut form)?;
    let id = EventId::of_hex(&form.line("meeting", 32)?).ok_or(Trouble::NotHere)?;
    let sent = form.sent()?;
    let motion = Motion::CallOff(audience.clone(), id);
    if is_seen {
        seated.act(motion, &sent).await?;
        let off = seated.moved(Place::Programme.path(), "The meeting is called off.");
        return Ok(off.into_response());
    }
    let meetings = seated.sitting().meetings().into_iter();
    let mut planned = meetings.filter_map(|seen| seen.planned);
    let planned = planned.find(|planned| planned.id == id);
    let step = Step {
        heading: "This meeting is not called off yet",
        lines: planned.map_or_else(Vec::new, |planned| planned_lines(&planned.what)),
        button: "Call it off",
        act: "off",
    };
    let pending = Pending {
        fields,
        sent,
        asks: (motion, None),
    };
    step.shown_first(&seated, (frame, &audience), pending)
}

/// Takes back that a meeting was held; it stands ahead again, if it was planned.
pub(super) async fn taken_back(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    seated.frame(Place::Programme)?;
    let audience = audience(&seated, &mut form)?;
    let id = EventId::of_hex(&form.line("meeting", 32)?).ok_or(Trouble::NotHere)?;
    let sent = form.sent()?;
    seated.act(Motion::Undo(audience, id), &sent).await?;
    let effect = "The record of that meeting is taken back. Both stay in the log.";
    Ok(seated.moved(Place::Programme.path(), effect))
}

/// Shows what will stand of a meeting with who will see it, or records it once that was seen.
pub(super) async fn held(mut seated: Seated, mut form: Form) -> Result<Response, Trouble> {
    let frame = seated.frame(Place::Programme)?;
    let fields = form.clone();
    let is_seen = form.ticked(SEEN)?;
    let audience = audience(&seated, &mut form)?;
    let met = met(&mut form)?;
    let sent = form.sent()?;
    let lines = met_lines(&met);
    let class = met.minutes.as_ref().map(|minutes| minutes.reach.class);
    let motion = Motion::Meet(audience.clone(), met);
    if is_seen {
        seated.act(motion, &sent).await?;
        let effect = class.map_or_else(
            || "The meeting is recorded, without minutes.".to_owned(),
            |class| format!("The meeting is recorded; its minutes are {}.", class.name()),
        );
        let recorded = seated.moved(Place::Programme.path(), &effect);
        return Ok(recorded.into_response());
    }
    let step = Step {
        heading: "This meeting is not recorded yet",
        lines,
        button: "Record it",
        act: "held",
    };
    let pending = Pending {
        fields,
        sent,
        asks: (motion, None),
    };
    step.shown_first(&seated, (frame, &audience), pending)
}

/// A meeting as a form tells of it.
fn met(form: &mut Form) -> Result<Met, Trouble> {
    let planned = form.line_if_any("meeting", 32)?;
    let planned = planned.map(|id| EventId::of_hex(&id).ok_or(Trouble::NotHere));
    let lasted = form.number("lasted")?;
    let lasted = u32::try_from(lasted).unwrap_or(u32::MAX);
    let words = form.parsed_if_any("minutes", Words::new)?;
    let class = form.named("class")?;
    let minutes = words.map(|words| Minutes {
        words,
        reach: Reach::new(class, BTreeSet::new()),
    });
    Ok(Met {
        planned: planned.transpose()?,
        format: form.parsed("format", Label::new)?,
        date: form.parsed("date", str::parse::<Date>)?,
        place: form.parsed("place", Label::new)?,
        lasted,
        present: names(form, "present")?,
        minutes,
        next: form.parsed_if_any("next", Words::new)?,
    })
}

fn planned_lines(planned: &Planned) -> Vec<(&'static str, String)> {
    let text = |label: &Label| label.as_str().to_owned();
    vec![
        ("Format", text(&planned.format)),
        ("Day", civil_day_words(&planned.date.to_string())),
        ("Place", text(&planned.place)),
        (
            "Level",
            planned.level.as_ref().map(text).unwrap_or_default(),
        ),
        ("Who comes", listed_names(&planned.who)),
        ("What it is for", words_of(planned.words.as_ref())),
    ]
}

fn met_lines(met: &Met) -> Vec<(&'static str, String)> {
    let minutes = met.minutes.as_ref().map(|minutes| &minutes.words);
    vec![
        ("Format", met.format.as_str().to_owned()),
        ("Day", civil_day_words(&met.date.to_string())),
        ("Place", met.place.as_str().to_owned()),
        ("It lasted", format!("{} minutes", met.lasted)),
        ("Who was there", listed_names(&met.present)),
        ("What was taken down", words_of(minutes)),
        ("What comes next", words_of(met.next.as_ref())),
    ]
}

fn listed_names(names: &[Label]) -> String {
    let names: Vec<&str> = names.iter().map(Label::as_str).collect();
    names.join(", ")
}

fn words_of(words: Option<&Words>) -> String {
    words.map_or_else(String::new, |words| words.as_str().to_owned())
}
