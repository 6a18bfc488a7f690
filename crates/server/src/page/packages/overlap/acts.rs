//! What is done in a check: put, handed in, passed on, ended, fetched.

use super::super::acts::{parties, room_key};
use super::super::asked::word;
use super::super::ballot::gate_words;
use super::super::{html, team_frame};
use super::{bracket_name, event, key_of, meter, suits};
use crate::form::Form;
use crate::frame::{Frame, Place};
use crate::moved::Moved;
use crate::seated::Seated;
use crate::trouble::Trouble;
use ::overlap::{Answer, Ask, Commitment, Number, Question, Role, RunId, Side, Verdict};
use askama::Template;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use case::BracketId;
use disclosure::{PartyId, Seat};
use proceedings::{CheckMove, CheckPlan, CheckStep, EventId, Motion, Words};

/// The most characters of a file that is handed in.
const FILE_MAX: usize = 200_000;
const PAGE: &str = "packages/overlap";

#[derive(Template)]
#[template(path = "page/packages/overlap/preview.html")]
struct PreviewPage {
    frame: Frame,
    seen_by: String,
    about: String,
    words: String,
    sides: Vec<String>,
    gate: String,
    meter: String,
    fields: Vec<(&'static str, String)>,
}

/// The fields of a check that are shown once more before it is put.
const FIELDS: [&str; 7] = [
    "bracket", "from", "step", "steps", "side", "asks", "answers",
];

/// Puts a check to two rooms: first shows what it can tell, then does it.
pub(in super::super) async fn put(mut seated: Seated, mut form: Form) -> Result<Response, Trouble> {
    let frame = team_frame(&seated)?;
    let mut echo = form.clone();
    let plan = planned(&seated, &mut form)?;
    let is_sure = form.ticked("sure")?;
    let sent = form.sent()?;
    let marks = seated.marks();
    let [one, other] = [&plan.asks, &plan.answers].map(|party| marks.name(party).to_owned());
    let gate = gate_words(seated.sitting().policy());
    if is_sure {
        seated.act(Motion::PutCheck(plan), &sent).await?;
        let effect = format!("The check is put to {one} and {other}. {gate}");
        return Ok(seated.moved(PAGE, &effect).into_response());
    }
    let mut fields = vec![("sure", "yes".to_owned())];
    for name in FIELDS {
        fields.push((name, echo.line(name, 300)?));
    }
    fields.push(("words", plan.words.as_str().to_owned()));
    let (asks, answers) = [Role::Asks, Role::Answers]
        .map(|role| suits(&plan.question, role))
        .into();
    let page = html(&PreviewPage {
        sides: vec![
            format!("{one} asks, and can accept {asks}"),
            format!("{other} answers, and can accept {answers}"),
        ],
        seen_by: format!("{one} and {other}"),
        about: bracket_name(&seated.view(), &plan.bracket),
        words: plan.words.as_str().to_owned(),
        meter: meter(&plan.question),
        gate,
        fields,
        frame,
    });
    Ok(page?.into_response())
}

/// The check that a form asks for, under a run of its own.
fn planned(seated: &Seated, form: &mut Form) -> Result<CheckPlan, Trouble> {
    let bracket = bracket(seated, form)?;
    let grid = (
        form.parsed("from", Number::read)?,
        form.parsed("step", Number::read)?,
    );
    let steps = u32::try_from(form.number("steps")?).unwrap_or(u32::MAX);
    let side = side(form)?;
    let [asks, answers] = [
        party(seated, form, "asks")?,
        party(seated, form, "answers")?,
    ];
    let words = form.parsed("words", Words::new)?;
    if asks == answers {
        let next = "Choose two parties.";
        return Err(form.unfit("answers", "is the side that asks", next));
    }
    let run = RunId::new(seated.workspace.world.bits().to_be_bytes());
    let question = Question::new(run, grid, steps, side);
    let question = question.map_err(|why| form.unfit_by("steps", &why.to_string()))?;
    Ok(CheckPlan {
        bracket,
        question,
        asks,
        answers,
        words,
    })
}

fn bracket(seated: &Seated, form: &mut Form) -> Result<BracketId, Trouble> {
    let key = form.line("bracket", 300)?;
    let view = seated.view();
    let points = view.points().map(|seen| seen.item);
    let mut brackets = points.flat_map(|point| view.brackets(point));
    let found = brackets.find(|seen| key_of(&seen.item.id) == key);
    found
        .map(|seen| seen.item.id.clone())
        .ok_or(Trouble::NotHere)
}

fn side(form: &mut Form) -> Result<Side, Trouble> {
    let word = form.line("side", 20)?;
    let mut sides = [Side::AtLeast, Side::AtMost].into_iter();
    let found = sides.find(|side| side.words() == word);
    found.ok_or_else(|| form.unfit("side", "is none of the choices", "Choose from the list."))
}

fn party(seated: &Seated, form: &mut Form, field: &str) -> Result<PartyId, Trouble> {
    let key = form.line(field, 300)?;
    let mut all = parties(seated).into_iter();
    all.find(|party| room_key(party) == key)
        .ok_or(Trouble::NotHere)
}

/// A room's next step: a file it hands in, or what it read.
pub(in super::super) async fn step(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    seated.frame(Place::Packages)?;
    let check = event(&mut form, "check")?;
    let kind = form.line("kind", 20)?;
    let step = match kind.as_str() {
        "commitment" => CheckMove::Committed(file_in(&mut form, Commitment::read)?),
        "ask" => CheckMove::Asked(file_in(&mut form, Ask::read)?),
        "answer" => CheckMove::Answered(Box::new(file_in(&mut form, Answer::read)?)),
        "read" => CheckMove::Read(verdict(&mut form)?),
        _ => return Err(Trouble::NotHere),
    };
    let word = word(&seated, &mut form)?;
    let party = room_of(&seated, check).ok_or(Trouble::NotHere)?;
    let effect = match &step {
        CheckMove::Committed(_) => "The commitment stands in the room’s log. It says no number.",
        CheckMove::Asked(_) => "The message is handed in. The mediation team passes it on.",
        CheckMove::Answered(_) => "The answer is handed in. The mediation team passes it on.",
        CheckMove::Read(_) => "It is taken down. Both sides will hear it from the mediation team.",
    };
    let sent = form.sent()?;
    let motion = Motion::StepCheck(party, CheckStep { check, step });
    seated.act_with_word(motion, &sent, word).await?;
    Ok(seated.moved(PAGE, effect))
}

fn file_in<T>(
    form: &mut Form,
    read: fn(&str) -> Result<T, ::overlap::OverlapError>,
) -> Result<T, Trouble> {
    let text = form.text("file", FILE_MAX)?;
    read(&text).map_err(|why| form.unfit_by("file", &why.to_string()))
}

fn verdict(form: &mut Form) -> Result<Verdict, Trouble> {
    match form.line("verdict", 20)?.as_str() {
        "overlap" => Ok(Verdict::Overlap),
        "apart" => Ok(Verdict::Apart),
        _ => Err(form.unfit("verdict", "is none of the choices", "Choose from the list.")),
    }
}

/// The room in which a check stands under this id.
fn room_of(seated: &Seated, check: EventId) -> Option<PartyId> {
    let sitting = seated.sitting();
    let mut rooms = sitting.rooms();
    let found = rooms.find(|(party, _)| {
        let checks = sitting.checks_in(party);
        checks.iter().any(|seen| seen.put.id == check)
    });
    found.map(|(party, _)| party)
}

/// Passes on what one room made and the other waits for.
pub(in super::super) async fn pass(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    team_frame(&seated)?;
    let check = event(&mut form, "check")?;
    let sent = form.sent()?;
    seated.act(Motion::PassCheck(check), &sent).await?;
    Ok(seated.moved(PAGE, "It is passed on as it was handed in."))
}

/// Tells both rooms what came of it; or, where the team worked it out itself, shows first what that
/// tells.
pub(in super::super) async fn end(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    team_frame(&seated)?;
    let check = event(&mut form, "check")?;
    let by_team = match form.line_if_any("verdict", 20)?.as_deref() {
        None => None,
        Some("overlap") => Some(Verdict::Overlap),
        Some("apart") => Some(Verdict::Apart),
        Some(_) => return Err(Trouble::NotHere),
    };
    let sent = form.sent()?;
    seated.act(Motion::EndCheck(check, by_team), &sent).await?;
    Ok(seated.moved(PAGE, "Both rooms are told what came of it, and no more."))
}

/// A file of a check, for whoever's room it stands in.
pub(in super::super) async fn file(seated: Seated, mut form: Form) -> Result<Response, Trouble> {
    seated.frame(Place::Packages)?;
    let check = event(&mut form, "check")?;
    let kind = form.line("kind", 20)?;
    form.done()?;
    let party = match seated.seat() {
        Seat::Mediator => room_of(&seated, check),
        seat @ (Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public) => {
            seat.party().cloned()
        }
    };
    let party = party.ok_or(Trouble::NotHere)?;
    let sitting = seated.sitting();
    let checks = sitting.checks_in(&party);
    let seen = checks.iter().find(|seen| seen.put.id == check);
    let seen = seen.ok_or(Trouble::NotHere)?;
    let text = match kind.as_str() {
        "question" => Some(seen.put.what.question.written()),
        "commitment" => seen.committed.map(Commitment::written),
        "ask" => seen.ask.map(Ask::written),
        "answer" => seen.answer.map(Answer::written),
        _ => None,
    };
    let text = text.ok_or(Trouble::NotHere)?;
    let name = format!("attachment; filename=\"check.{kind}\"");
    let name = HeaderValue::from_str(&name).map_err(|_| Trouble::NotHere)?;
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    Ok(([(CONTENT_TYPE, plain), (CONTENT_DISPOSITION, name)], text).into_response())
}
