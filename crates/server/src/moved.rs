//! A motion at the table: decided, appended, applied, delivered; then back to the page, with what
//! it did in words.
//!
//! Invariant: the form's one-time id is the event's id, so a form sent twice acts once; a motion is
//! decided on the very head it is appended to, or decided again.

use crate::effect;
use crate::form::{Sent, sentence};
use crate::mark::Marks;
use crate::page::here::Here;
use crate::seated::Seated;
use crate::trouble::{Kept, Said, Trouble};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use disclosure::Audience;
use proceedings::{Event, Fresh, Label, Motion, Mover, Refusal, Word};
use store::{AppendError, Head};

/// What to do about words that say again what may not be said.
const ASKED: &str = "The carry list names what may not be said there. Go back and change the \
                     words; or, if they are the team's own, do it all the same.";

/// How often a motion is decided again because somebody else was first.
const TRIES_MAX: usize = 20;

/// A motion that was made: where to go on, and what it did.
pub(crate) struct Moved {
    to: String,
    effect: Option<HeaderValue>,
}

impl Seated {
    /// Makes a motion that a form asked for.
    pub(crate) async fn act(&mut self, motion: Motion, sent: &Sent) -> Result<(), Trouble> {
        self.act_with_word(motion, sent, None).await
    }

    /// Makes a motion, taking down the word of the room's party for it.
    pub(crate) async fn act_with_word(
        &mut self,
        motion: Motion,
        sent: &Sent,
        word: Option<Word>,
    ) -> Result<(), Trouble> {
        let mover = Mover {
            seat: self.seat().clone(),
            who: Label::new(self.account.name.as_str()).ok(),
            word,
        };
        let motion = sent.motion(motion);
        for _ in 0..TRIES_MAX {
            self.caught_up().await?;
            if self.proceedings().happened(sent.act) {
                return self.sent_out().await;
            }
            let (audience, event) = self.decided(&mover, &motion, sent)?;
            match self.appended(&audience, &event).await {
                Ok(_) => {
                    #[cfg(test)]
                    self.workspace.planted.changed(self);
                    return self.sent_out().await;
                }
                Err(AppendError::Stale { .. }) => {}
                Err(AppendError::Store(fault)) => return Err(fault.into()),
            }
        }
        Err(Trouble::Away)
    }

    /// Sends what is due of what was just kept, and lets what is held go out when it will be. That
    /// a store takes no more does not undo what it has kept.
    async fn sent_out(&mut self) -> Result<(), Trouble> {
        let sent = match self.caught_up().await {
            Ok(()) => self.deliver().await,
            Err(trouble) => Err(trouble),
        };
        match sent {
            Ok(()) => {
                self.entrust();
                Ok(())
            }
            Err(Trouble::Full | Trouble::Failed | Trouble::Away) => Err(Trouble::OnItsWay),
            Err(trouble) => Err(trouble),
        }
    }

    fn decided(
        &self,
        mover: &Mover,
        motion: &Motion,
        sent: &Sent,
    ) -> Result<(Audience, Event), Trouble> {
        let world = &self.workspace.world;
        let copies = self.proceedings().copies_of(motion);
        let fresh = Fresh {
            id: sent.act,
            copies: (0..copies).map(|_| world.event_id()).collect(),
        };
        let decided = self
            .proceedings()
            .decide(mover, motion.clone(), world.now(), fresh);
        decided.map_err(|refusal| refused((&refusal, &self.marks()), &sent.kept))
    }

    async fn appended(&self, audience: &Audience, event: &Event) -> Result<Head, AppendError> {
        let seen = self.fold().heads.get(audience).copied();
        let seen = seen.unwrap_or(Head::EMPTY);
        let ring = self.keys.ring(audience);
        let events = std::slice::from_ref(event);
        self.registry.append(audience, ring, seen, events).await
    }

    /// Brings to every room what was dispatched to it and has not arrived; a delivery that was
    /// begun before and interrupted is finished by it.
    pub(crate) async fn deliver(&mut self) -> Result<(), Trouble> {
        for _ in 0..TRIES_MAX {
            let owed = self.proceedings().owed(self.now());
            let mut is_done = true;
            for (audience, event) in owed {
                self.room_for(&audience, &event).await?;
                match self.appended(&audience, &event).await {
                    Ok(_) => {}
                    Err(AppendError::Stale { .. }) => is_done = false,
                    Err(AppendError::Store(fault)) => return Err(fault.into()),
                }
                self.caught_up().await?;
            }
            if is_done {
                return Ok(());
            }
        }
        Err(Trouble::Away)
    }

    /// Opens the room of a party that was admitted, with the first event of its log; a room that is
    /// there is left as it is.
    async fn room_for(&mut self, audience: &Audience, first: &Event) -> Result<(), Trouble> {
        if self.keys.ring(audience).opens(audience) {
            return Ok(());
        }
        let (ring, first) = (&self.keys.own, std::slice::from_ref(first));
        self.keys.own = self.registry.annex(ring, audience, first).await?;
        self.caught_up().await
    }

    /// Back to a page of this seat, which says what was done.
    pub(crate) fn moved(&self, path: &str, effect: &str) -> Moved {
        #[cfg(test)]
        self.workspace.planted.did(effect);
        Moved {
            to: format!("{}/{path}", self.at()),
            effect: effect::waiting(&self.handle, effect),
        }
    }
}

/// The page of a refusal: the rule, what was written, and the next step.
pub(crate) fn refused((refusal, marks): (&Refusal, &Marks), kept: &[Kept]) -> Trouble {
    let words = as_known(refusal.to_string(), marks);
    let (happened, next) = words.split_once("\nhint: ").unwrap_or((&words, ""));
    let said = Box::new(Said {
        happened: sentence(happened),
        kept: kept.to_vec(),
        next: if next.is_empty() {
            "Go back to the page: nothing was changed.".to_owned()
        } else {
            sentence(next)
        },
        back: None,
    });
    if let Refusal::Echoes { .. } = refusal {
        let next = ASKED.to_owned();
        return Trouble::Asked(Box::new(Said { next, ..*said }));
    }
    if *refusal == Refusal::TextMoved {
        return Trouble::Stale(said);
    }
    Trouble::Refused(said)
}

/// The words of a refusal, with parties and places called what the reader calls them.
fn as_known(words: String, marks: &Marks) -> String {
    let joint = [Audience::Plenary, Audience::Public, Audience::Team];
    let rooms = marks.iter().map(|mark| Audience::Room(mark.party.clone()));
    let words = joint.into_iter().chain(rooms).fold(words, |words, place| {
        words.replace(&format!("`{place}`"), &Here::place_of(&place, marks))
    });
    marks.iter().fold(words, |words, mark| {
        words.replace(&format!("`{}`", mark.party), &mark.name)
    })
}

impl IntoResponse for Moved {
    fn into_response(self) -> Response {
        let mut response = StatusCode::SEE_OTHER.into_response();
        let heads = response.headers_mut();
        match HeaderValue::from_str(&self.to) {
            Ok(to) => heads.insert(LOCATION, to),
            Err(_) => return Trouble::Broken.into_response(),
        };
        if let Some(effect) = self.effect {
            heads.append(SET_COOKIE, effect);
        }
        response
    }
}
