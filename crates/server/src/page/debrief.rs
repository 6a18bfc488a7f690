//! The debrief: what was heard in a room, taken down in ten short lines and sorted at once where a
//! line is clear, later where it is not.
//!
//! Invariant: every line is kept as it was typed before anything is made of it.

use super::here::Here;
use super::outline::Outline;
use super::room::outline_of;
use super::word::{date_of, word_of};
use super::{Html, html};
use crate::form::{Form, Sent};
use crate::frame::{Frame, Place};
use crate::moved::Moved;
use crate::seated::Seated;
use crate::trouble::{Said, Trouble};
use crate::workspace::Workspace;
use crate::world;
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::routing::{get, post};
use disclosure::{Audience, PartyId, Seat};
use proceedings::{
    EventId, Filing, LABEL_MAX, Label, LineState, Motion, Note, NoteLine, Recording, Word, debrief,
};

/// How many lines the form has.
const LINES: usize = 10;

#[derive(Template)]
#[template(path = "page/debrief.html")]
struct DebriefPage {
    frame: Frame,
    at: String,
    name: String,
    consents: bool,
    waiting: usize,
    lines: usize,
    today: String,
    outline: Outline,
}

#[derive(Template)]
#[template(path = "page/debrief/sort.html")]
struct SortPage {
    frame: Frame,
    at: String,
    name: String,
    heading: String,
    lines: Vec<Raw>,
    done: Vec<Done>,
    today: String,
}

/// A line that waits.
struct Raw {
    note: EventId,
    line: usize,
    words: String,
    why: String,
    hint: String,
    at: String,
}

/// A line that something was made of.
struct Done {
    words: String,
    what: &'static str,
    at: String,
}

/// The routes of the debrief.
pub(crate) fn routes() -> Router<Workspace> {
    Router::new()
        .route("/room/{key}/debrief", get(shown).post(taken_down))
        .route("/room/{key}/sort", get(waiting).post(sorted))
        .route("/room/{key}/keep-back", post(kept_back))
}

/// The room that is debriefed: the notes are the mediation team's, and nobody else has the page.
fn room(seated: &Seated, key: &str) -> Result<(Frame, Here, PartyId), Trouble> {
    let frame = seated.frame_seen_by(Place::Rooms, &Audience::Team)?;
    let here = Here::at(seated, key)?;
    let party = here.party_of_room()?;
    Ok((frame, here, party))
}

async fn shown(seated: Seated, Path((_, key)): Path<(String, String)>) -> Result<Html, Trouble> {
    let (frame, here, party) = room(&seated, &key)?;
    let consent = seated.sitting().consent(&party);
    html(&DebriefPage {
        at: format!("{}/room/{}", seated.at(), here.key),
        consents: consent.is_some_and(|kept| kept.what == Recording::Granted),
        waiting: raw_lines(&seated, &party).count(),
        lines: LINES,
        today: world::civil_day(seated.now()).to_string(),
        outline: outline_of(&seated, &here)?,
        name: here.name,
        frame,
    })
}

/// The lines of a room's notes that nothing was made of yet, newest note first.
fn raw_lines<'a>(
    seated: &'a Seated,
    party: &PartyId,
) -> impl Iterator<Item = (NoteLine, &'a Label, proceedings::Moment)> + use<'a> {
    let party = party.clone();
    let notes = seated.sitting().notes().rev();
    let notes = notes.filter(move |note| note.note.what.party == party);
    notes.flat_map(|seen| {
        let at = seen.note.at;
        let lines = seen.lines.into_iter();
        lines.filter_map(move |(id, words, state)| {
            (state == LineState::Raw).then_some((id, words, at))
        })
    })
}

/// What lines become in the party's room, as far as they are clear.
fn filings(seated: &Seated, here: &Here, lines: &[Label]) -> Result<Vec<Parsed>, Trouble> {
    let case = seated.proceedings().case().ok_or(Trouble::NotHere)?;
    let mut rooms = seated.sitting().rooms();
    let party = rooms.find(|(party, _)| Some(party) == here.party());
    let view = case.seen_from(party.map_or(Seat::Public, |(_, seat)| seat));
    let each = lines
        .iter()
        .map(|line| debrief::parse(line.as_str(), &view));
    Ok(each.collect())
}

type Parsed = Result<Filing, debrief::LineError>;

/// A debrief as it was sent.
struct Heard {
    word: Word,
    /// Each line with the one-time id of its sorting.
    lines: Vec<(Label, EventId)>,
    sent: Sent,
}

impl Heard {
    fn of(mut form: Form, seated: &Seated) -> Result<Self, Trouble> {
        let said_by = form.parsed("said_by", Label::new)?;
        let on = form.parsed_if_any("said_on", date_of)?;
        let on = on.unwrap_or_else(|| world::civil_day(seated.now()));
        let mut lines = Vec::new();
        for at in 1..=LINES {
            let typed = form.line_if_any(&format!("line_{at}"), LABEL_MAX)?;
            let act = form.parsed(&format!("act_{at}"), |typed| {
                EventId::of_hex(typed).ok_or("this is not what the page gave")
            })?;
            let Some(typed) = typed else { continue };
            let label = Label::new(&typed);
            let label = label.map_err(|why| form.unfit_by(&format!("line_{at}"), &why.to_string()));
            lines.push((label?, act));
        }
        if lines.is_empty() {
            let next = "Write at least one line and send the form again.";
            return Err(form.unfit("line_1", "is empty, and so are the others", next));
        }
        Ok(Self {
            word: Word { said_by, on },
            lines,
            sent: form.sent_under_its_id()?,
        })
    }
}

async fn taken_down(
    mut seated: Seated,
    Path((_, key)): Path<(String, String)>,
    form: Form,
) -> Result<Moved, Trouble> {
    let (_, here, party) = room(&seated, &key)?;
    let heard = Heard::of(form, &seated)?;
    let labels: Vec<Label> = heard.lines.iter().map(|(label, _)| label.clone()).collect();
    let note = Note {
        party: party.clone(),
        lines: labels.clone(),
    };
    is_the_same(&seated, &heard.sent, &note)?;
    seated.act(Motion::Note(note), &heard.sent).await?;
    let filings = filings(&seated, &here, &labels)?;
    let mut written = 0_usize;
    for (line, (filing, (_, act))) in filings.into_iter().zip(&heard.lines).enumerate() {
        let Ok(filing) = filing else { continue };
        let note = heard.sent.act;
        let motion = Motion::Sort(NoteLine { note, line }, filing);
        let sent = Sent {
            act: *act,
            kept: Vec::new(),
            is_knowing: false,
        };
        match seated
            .act_with_word(motion, &sent, Some(heard.word.clone()))
            .await
        {
            Ok(()) => written += 1,
            // What the rules of the talks do not take stays among the lines to be sorted.
            Err(Trouble::Refused(_)) => {}
            Err(other) => return Err(other),
        }
    }
    let waiting = labels.len() - written;
    let effect = format!(
        "{} kept. {written} written into {}, sealed; {waiting} wait to be sorted.",
        lines_words(labels.len()),
        here.place
    );
    let to = if waiting == 0 { "" } else { "/sort" };
    Ok(seated.moved(&format!("room/{}{to}", here.key), &effect))
}

/// That a form sent again holds what it held before: other lines are not dropped in silence.
fn is_the_same(seated: &Seated, sent: &Sent, note: &Note) -> Result<(), Trouble> {
    let mut notes = seated.sitting().notes();
    let before = notes.find(|seen| seen.note.id == sent.act);
    if before.is_none_or(|seen| seen.note.what == *note) {
        return Ok(());
    }
    Err(Trouble::Stale(Box::new(Said {
        happened: "This form was sent before with other lines. Those are kept; these are not."
            .to_owned(),
        kept: sent.kept.clone(),
        next: "Open the debrief again and write the new lines there.".to_owned(),
        back: None,
    })))
}

fn lines_words(count: usize) -> String {
    match count {
        1 => "One line".to_owned(),
        many => format!("{} lines", super::table::number_word(many)),
    }
}

async fn waiting(seated: Seated, Path((_, key)): Path<(String, String)>) -> Result<Html, Trouble> {
    let (frame, here, party) = room(&seated, &key)?;
    let raw: Vec<_> = raw_lines(&seated, &party).collect();
    let labels: Vec<Label> = raw.iter().map(|(_, label, _)| (*label).clone()).collect();
    let filings = filings(&seated, &here, &labels)?;
    let lines = raw.iter().zip(filings).map(|((id, label, at), filing)| {
        let why = filing.err().map_or_else(
            || {
                "It was clear, and the rules of the talks did not take it then\nhint: sort it \
                 again to see why"
                    .to_owned()
            },
            |why| why.to_string(),
        );
        let (why, hint) = why.split_once("\nhint: ").unwrap_or((&why, ""));
        Raw {
            note: id.note,
            line: id.line,
            words: label.as_str().to_owned(),
            why: crate::form::sentence(why),
            hint: crate::form::sentence(hint),
            at: world::moment_words(*at),
        }
    });
    let lines: Vec<Raw> = lines.collect();
    let heading = match lines.len() {
        0 => "Every line is sorted".to_owned(),
        1 => "One line waits to be sorted".to_owned(),
        many => format!(
            "{} lines wait to be sorted",
            super::table::number_word(many)
        ),
    };
    html(&SortPage {
        at: format!("{}/room/{}", seated.at(), here.key),
        name: here.name,
        heading,
        lines,
        done: done(&seated, &party),
        today: world::civil_day(seated.now()).to_string(),
        frame,
    })
}

/// The last lines that something was made of.
fn done(seated: &Seated, party: &PartyId) -> Vec<Done> {
    let notes = seated.sitting().notes().rev();
    let notes = notes.filter(|note| note.note.what.party == *party);
    let lines = notes.flat_map(|seen| {
        let at = world::moment_words(seen.note.at);
        let lines = seen.lines.into_iter();
        lines.filter_map(move |(_, words, state)| {
            let what = match state {
                LineState::Raw => return None,
                LineState::KeptBack => "kept to the team",
                LineState::Sorted(_) => "written into the room",
            };
            Some(Done {
                words: words.as_str().to_owned(),
                what,
                at: at.clone(),
            })
        })
    });
    lines.take(50).collect()
}

/// Which line a form is about.
fn line_of(form: &mut Form) -> Result<NoteLine, Trouble> {
    let note = form.parsed("note", |typed| {
        EventId::of_hex(typed).ok_or("this is no note of this room")
    })?;
    let line = form.number("at")?;
    let line = usize::try_from(line).map_err(|_| Trouble::NotHere)?;
    Ok(NoteLine { note, line })
}

async fn sorted(
    mut seated: Seated,
    Path((_, key)): Path<(String, String)>,
    mut form: Form,
) -> Result<Moved, Trouble> {
    let (_, here, _) = room(&seated, &key)?;
    let line = line_of(&mut form)?;
    let label = form.parsed("line", Label::new)?;
    let mut parsed = filings(&seated, &here, std::slice::from_ref(&label))?;
    let filing = parsed.pop().ok_or(Trouble::Broken)?;
    let filing = filing.map_err(|why| form.unfit_by("line", &why.to_string()))?;
    let word = word_of(&mut form, &seated)?;
    let sent = form.sent()?;
    seated
        .act_with_word(Motion::Sort(line, filing), &sent, word)
        .await?;
    let effect = format!("Written into {}, sealed.", here.place);
    Ok(seated.moved(&format!("room/{}/sort", here.key), &effect))
}

async fn kept_back(
    mut seated: Seated,
    Path((_, key)): Path<(String, String)>,
    mut form: Form,
) -> Result<Moved, Trouble> {
    let (_, here, _) = room(&seated, &key)?;
    let line = line_of(&mut form)?;
    let sent = form.sent()?;
    seated.act(Motion::KeepBack(line), &sent).await?;
    let effect = "The line is kept to the mediation team and stands in no room.";
    Ok(seated.moved(&format!("room/{}/sort", here.key), effect))
}
