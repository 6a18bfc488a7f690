//! What is done about meetings: planned, called off, held.

use super::{audience_key, audiences};
use crate::form::Form;
use crate::frame::Place;
use crate::moved::Moved;
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world::hour_of_field;
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

pub(super) async fn plan(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    seated.frame(Place::Programme)?;
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
    seated.act(Motion::Plan(audience, planned), &sent).await?;
    Ok(seated.moved(Place::Programme.path(), "The meeting is planned."))
}

pub(super) async fn off(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    seated.frame(Place::Programme)?;
    let audience = audience(&seated, &mut form)?;
    let id = EventId::of_hex(&form.line("meeting", 32)?).ok_or(Trouble::NotHere)?;
    let sent = form.sent()?;
    seated.act(Motion::CallOff(audience, id), &sent).await?;
    Ok(seated.moved(Place::Programme.path(), "The meeting is called off."))
}

pub(super) async fn held(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    seated.frame(Place::Programme)?;
    let audience = audience(&seated, &mut form)?;
    let planned = form.line_if_any("meeting", 32)?;
    let planned = planned.map(|id| EventId::of_hex(&id).ok_or(Trouble::NotHere));
    let lasted = form.number("lasted")?;
    let lasted = u32::try_from(lasted).unwrap_or(u32::MAX);
    let words = form.parsed_if_any("minutes", Words::new)?;
    let class = form.named("class")?;
    let minutes = words.map(|words| Minutes {
        words,
        reach: Reach {
            class,
            to: BTreeSet::new(),
        },
    });
    let met = Met {
        planned: planned.transpose()?,
        format: form.parsed("format", Label::new)?,
        date: form.parsed("date", str::parse::<Date>)?,
        place: form.parsed("place", Label::new)?,
        lasted,
        present: names(&mut form, "present")?,
        minutes,
        next: form.parsed_if_any("next", Words::new)?,
    };
    let class = class.name();
    let sent = form.sent()?;
    let is_told = met.minutes.is_some();
    seated.act(Motion::Meet(audience, met), &sent).await?;
    let effect = if is_told {
        format!("The meeting is recorded; its minutes are {class}.")
    } else {
        "The meeting is recorded, without minutes.".to_owned()
    };
    Ok(seated.moved(Place::Programme.path(), &effect))
}
