//! What is done on the page of a point: by a delegation for itself, by the mediation team on the
//! working text, or for a party with its word.

use super::super::back::{self, TAKEN_BACK};
use super::super::voice::Voice;
use super::heard::{drafted, heard, seen};
use super::questions::seat_of;
use super::{Found, found, written};
use crate::form::{Form, Sent};
use crate::frame::Place as Shelf;
use crate::moved::Moved;
use crate::page::phrase;
use crate::seated::Seated;
use crate::trouble::{Said, Trouble};
use crate::workspace::Workspace;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use case::{BracketId, ChoiceId, Language, PointId};
use disclosure::{PartyId, ReleaseClass, Seat};
use jiff::civil::Date;
use proceedings::{
    Criticism, Endorsed, EventId, Hand, InRoom, Judged, LeftOpen, Motion, Position, Reach,
    Understood, Verdict, Word, Words,
};
use text::Place;

/// The point that a form is about, and whoever sent it.
pub(super) struct Here {
    pub(super) seated: Seated,
    pub(super) found: Found,
    key: String,
}

impl FromRequestParts<Workspace> for Here {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, state: &Workspace) -> Result<Self, Trouble> {
        let seated = Seated::from_request_parts(parts, state).await?;
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        let Path((_, key)) = path.map_err(|_| Trouble::NotHere)?;
        seated.frame(Shelf::Table)?;
        let found = found(&seated, &key)?;
        Ok(Self { seated, found, key })
    }
}

impl Here {
    /// The page of the point, under the seat's own address.
    pub(super) fn page(&self) -> String {
        format!("point/{}", self.key)
    }

    /// The place in the text.
    pub(super) fn place(&self) -> Place {
        Place::Point(self.found.point.id().clone())
    }

    /// Where to read the point again.
    pub(super) fn back(&self) -> (String, String) {
        let page = format!("{}/{}", self.seated.at(), self.page());
        (page, "Back to the point".to_owned())
    }

    /// Only the mediation team has this form.
    pub(super) fn of_team(&self) -> Result<(), Trouble> {
        match self.seated.seat() {
            Seat::Mediator => Ok(()),
            Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => {
                Err(Trouble::NotHere)
            }
        }
    }

    /// Makes a motion and goes back to the page.
    pub(super) async fn acts(
        self,
        motion: Motion,
        sent: &Sent,
        effect: &str,
    ) -> Result<Moved, Trouble> {
        self.says((motion, None), sent, effect).await
    }

    /// The same, taking down a party's word for it.
    pub(super) async fn says(
        mut self,
        (motion, word): (Motion, Option<Word>),
        sent: &Sent,
        effect: &str,
    ) -> Result<Moved, Trouble> {
        self.seated.act_with_word(motion, sent, word).await?;
        Ok(self.seated.moved(&self.page(), effect))
    }
}

/// The language of words of the text: one that the point stands in.
pub(super) fn written_in(here: &Here, form: &mut Form) -> Result<Language, Trouble> {
    let language = form.parsed("language", phrase::language)?;
    if !written(&here.found.point).contains(&language) {
        let next = "Choose one of those that the point has words in.";
        return Err(form.unfit("language", "is none that this point is written in", next));
    }
    Ok(language)
}

pub(super) async fn stated(here: Here, mut form: Form) -> Result<Moved, Trouble> {
    let voice = Voice::of(&here.seated, &mut form)?;
    let seen = seen(&mut form)?;
    let bracket = known_bracket(&here, &mut form)?;
    let status = form.named("status")?;
    let holds = form.line_if_any("holds", 200)?.map(ChoiceId::new);
    let words = form.parsed_if_any("words", Words::new)?;
    let condition = form.parsed_if_any("condition", Words::new)?;
    let on = form.all("on", 200)?.into_iter().map(PointId::new);
    let class: ReleaseClass = form.named("class")?;
    let view = here.seated.view();
    let recipients = form.all("to", 200)?;
    let recipients = recipients
        .iter()
        .map(|party| seat_of(&view, party).ok_or(Trouble::NotHere));
    let sent = form.sent()?;
    let position = Position {
        against: heard(&here, (&voice.party, seen), &sent)?,
        place: Place::Bracket(bracket),
        status,
        holds,
        words,
        condition,
        conditional_on: on.collect(),
        reach: Reach::new(class, recipients.collect::<Result<_, _>>()?),
    };
    let effect = format!(
        "{} is down as: {}.",
        here.seated.marks().name(&voice.party),
        briefing::status_word(status)
    );
    let motion = Motion::State(voice.party, position);
    here.says((motion, voice.word), &sent, &effect).await
}

/// A question of the point as this seat knows it, in the text or not.
fn known_bracket(here: &Here, form: &mut Form) -> Result<BracketId, Trouble> {
    let (view, point) = (here.seated.view(), here.found.point.id());
    let id = BracketId::new(form.line("bracket", 200)?);
    let mut points = view.points().filter(|seen| seen.item.id == *point);
    let is_known = points.any(|seen| view.brackets(seen.item).any(|one| one.item.id == id));
    is_known.then_some(id).ok_or(Trouble::NotHere)
}

pub(super) async fn criticised(here: Here, mut form: Form) -> Result<Moved, Trouble> {
    let voice = Voice::of(&here.seated, &mut form)?;
    let seen = seen(&mut form)?;
    let words = form.parsed("words", Words::new)?;
    let sent = form.sent()?;
    let against = drafted(&here, (&voice.party, seen), &sent)?;
    let criticism = Criticism {
        against,
        place: here.place(),
        words,
    };
    let effect = format!(
        "The criticism of draft {} stands in that room; no other room sees it.",
        against.number()
    );
    let motion = Motion::Criticise(voice.party, criticism);
    here.says((motion, voice.word), &sent, &effect).await
}

pub(super) async fn read_back(here: Here, mut form: Form) -> Result<Moved, Trouble> {
    let voice = Voice::of(&here.seated, &mut form)?;
    let seen = seen(&mut form)?;
    let words = form.parsed("words", Words::new)?;
    let sent = form.sent()?;
    let against = drafted(&here, (&voice.party, seen), &sent)?;
    let understood = Understood {
        against,
        place: here.place(),
        words,
    };
    let effect = format!(
        "The read-back of draft {} stands in that room; no other room sees it.",
        against.number()
    );
    let motion = Motion::ReadBack(voice.party, understood);
    here.says((motion, voice.word), &sent, &effect).await
}

pub(super) async fn judged(here: Here, mut form: Form) -> Result<Moved, Trouble> {
    here.of_team()?;
    let room = PartyId::new(form.line("room", 200)?);
    let id = EventId::of_hex(&form.line("reading", 32)?).ok_or(Trouble::NotHere)?;
    let differs = form.parsed_if_any("how", Words::new)?;
    let sent = form.sent()?;
    let (verdict, effect) = match differs {
        Some(how) => (
            Verdict::Differs(how),
            "The difference is down. Until it is cleared up or left open on purpose, nothing here \
             is settled.",
        ),
        None => (
            Verdict::Same,
            "This reading is down as the same as the others'.",
        ),
    };
    let read_back = InRoom { room, id };
    let motion = Motion::Judge(Judged { read_back, verdict });
    here.acts(motion, &sent, effect).await
}

pub(super) async fn registered(here: Here, mut form: Form) -> Result<Moved, Trouble> {
    here.of_team()?;
    let left = LeftOpen {
        place: here.place(),
        language: written_in(&here, &mut form)?,
        words: form.parsed("words", Words::new)?,
        why: form.parsed("why", Words::new)?,
        review: form.parsed("review", str::parse::<Date>)?,
    };
    let sent = form.sent()?;
    let effect = "The words are down as left open on purpose, with the day to look again.";
    here.acts(Motion::Register(left), &sent, effect).await
}

pub(super) async fn clarified(here: Here, mut form: Form) -> Result<Moved, Trouble> {
    here.of_team()?;
    let id = EventId::of_hex(&form.line("left", 32)?).ok_or(Trouble::NotHere)?;
    let sent = form.sent()?;
    let effect = "These words are no longer down as left open on purpose.";
    here.acts(Motion::Clarify(id), &sent, effect).await
}

pub(super) async fn endorsed(here: Here, mut form: Form) -> Result<Moved, Trouble> {
    let voice = Voice::of(&here.seated, &mut form)?;
    let seen = seen(&mut form)?;
    let hand: Hand = form.named("hand")?;
    let is_meant = form.ticked("over")?;
    let sent = form.sent()?;
    let against = drafted(&here, (&voice.party, seen), &sent)?;
    // What a party did on paper is taken down, but not before the team was told.
    if !is_meant && !here.seated.sitting().reads_alike(&here.place()) {
        return Err(Trouble::Refused(Box::new(Said {
            happened: "This point is read in more than one way, and the team has not cleared it \
                       up. Nothing was taken down."
                .to_owned(),
            kept: sent.kept,
            next: "Clear the reading up first; or say on the form that the hand was put to the \
                   point all the same."
                .to_owned(),
            back: Some(here.back()),
        })));
    }
    let point = here.found.point.id().clone();
    let endorsed = Endorsed {
        against,
        point,
        hand,
    };
    let draft = against.number();
    let effect = match hand {
        Hand::Initialled => format!("The initials stand on the point as draft {draft} has it."),
        Hand::Signed => format!("The signature stands under the point as draft {draft} has it."),
    };
    let motion = Motion::Endorse(voice.party, endorsed);
    here.says((motion, voice.word), &sent, &effect).await
}

/// Takes back a word that stands on the page: a status, a reading, a criticism or a hand.
pub(super) async fn taken_back(here: Here, mut form: Form) -> Result<Moved, Trouble> {
    let motion = back::taken_back(&here.seated, &mut form)?;
    let sent = form.sent()?;
    here.acts(motion, &sent, TAKEN_BACK).await
}
