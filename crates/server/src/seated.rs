//! Whoever sits at the case: the seat a request comes from, and the case as that seat may know it.
//!
//! Invariant: there is a `Seated` only for a request whose cookie opened the keys of its seat just
//! now, and for what such a request left to be done (a stream, a courier); what it shows is the
//! fold of the logs those keys open, read through that seat's view.

use crate::changes::head_word;
use crate::cookie::{self, Handle};
use crate::effect;
use crate::fold::{Fold, Keys};
use crate::frame::{Frame, Place, Seed, audience_words, hue, seat_words};
use crate::language::Words;
use crate::mark::Marks;
use crate::opener::Opener;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use crate::world;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use case::{Language, View};
use disclosure::{Audience, Seat};
use proceedings::{Moment, Proceedings, Sitting};
use std::sync::Arc;
use store::{Account, Registry, SessionId, Veil};

/// A request from somebody who sits at the case.
#[derive(Clone)]
pub(crate) struct Seated {
    /// What every handler shares.
    pub(crate) workspace: Workspace,
    /// The registry of the case: logs, people, keys.
    pub(crate) registry: Registry,
    /// Who it is.
    pub(crate) account: Account,
    /// The session the request came in.
    pub(crate) session: SessionId,
    /// The keys of the seat.
    pub(crate) keys: Keys,
    /// What addresses are written with that would tell something.
    pub(crate) veil: Veil,
    /// What tells this seat from others open in the same browser.
    pub(crate) handle: Handle,
    /// The reader's language.
    pub(crate) words: &'static Words,
    fold: Arc<Fold>,
    effect: Option<String>,
    asked: Method,
}

impl Seated {
    /// The seat.
    pub(crate) const fn seat(&self) -> &Seat {
        &self.account.seat
    }

    /// The language that this reader is given the case's words in, where it has them.
    pub(crate) fn language(&self) -> Language {
        Language::new(self.words.tag)
    }

    /// The time of the request.
    pub(crate) fn now(&self) -> Moment {
        self.workspace.now()
    }

    /// The case as this seat may know it.
    pub(crate) fn view(&self) -> View<'_> {
        self.fold.case().seen_from(self.seat().clone())
    }

    /// What has happened, as this seat may know it.
    pub(crate) fn sitting(&self) -> Sitting<'_> {
        self.fold.proceedings.seen_from(self.seat())
    }

    /// What has happened, for a motion to be decided on.
    pub(crate) fn proceedings(&self) -> &Proceedings {
        &self.fold.proceedings
    }

    /// The fold this page is made from.
    pub(crate) fn fold(&self) -> &Fold {
        &self.fold
    }

    /// The fold this page is made from, for work that outlives the request.
    pub(crate) fn fold_kept(&self) -> Arc<Fold> {
        Arc::clone(&self.fold)
    }

    /// The marks of the parties that this seat knows.
    pub(crate) fn marks(&self) -> Marks {
        Marks::of(&self.view())
    }

    /// The address all pages of this seat begin with.
    pub(crate) fn at(&self) -> String {
        self.handle.at()
    }

    /// The frame of a page that shows what the seat's own room (or the team) may see.
    pub(crate) fn frame(&self, place: Place) -> Result<Frame, Trouble> {
        let own = match self.seat() {
            Seat::Mediator => Audience::Team,
            Seat::Delegation(party) | Seat::Partner(party) | Seat::Observer(party) => {
                Audience::Room(party.clone())
            }
            Seat::Public => Audience::Public,
        };
        self.frame_seen_by(place, &own)
    }

    /// The frame of a page that shows what an audience may see; there is none for a place that
    /// this seat does not have, or an audience it does not belong to.
    pub(crate) fn frame_seen_by(&self, place: Place, by: &Audience) -> Result<Frame, Trouble> {
        if !place.is_open_to(self.seat()) || !by.admits(self.seat()) {
            return Err(Trouble::NotHere);
        }
        let (view, marks) = (self.view(), self.marks());
        let mark = marks.seat(self.seat());
        let name = match by {
            Audience::Room(party) => marks.name(party),
            Audience::Public | Audience::Plenary | Audience::Team => "",
        };
        let language = self.language();
        let frame = Frame {
            words: self.words,
            place,
            sits: self.seat().clone(),
            case: view.heading().title.in_language(&language).to_owned(),
            draft: draft_words(&view, &language),
            seat: seat_words(self.words, self.seat(), mark),
            mark: mark.map_or_else(String::new, |mark| mark.letter.clone()),
            hue: hue(mark),
            seen_by: audience_words(self.words, by, name),
            at: self.at(),
            changes: match self.asked {
                Method::GET => format!("{}/changes", self.at()),
                _ => String::new(),
            },
            head: head_word(&self.fold.heads),
            effect: self.effect.clone(),
            seed: Seed::new(self.workspace.world.bits()),
        };
        #[cfg(test)]
        let frame = crate::planted::framed(self, frame);
        Ok(frame)
    }

    /// This request again, on what has happened since.
    pub(crate) async fn caught_up(&mut self) -> Result<(), Trouble> {
        let folds = &self.workspace.folds;
        let seat = &self.account.seat;
        self.fold = folds.current(&self.registry, &self.keys, seat).await?;
        Ok(())
    }
}

/// The draft in hand, in words.
fn draft_words(view: &View<'_>, language: &Language) -> String {
    let Some(seen) = view.draft_in_hand() else {
        return String::new();
    };
    let name = seen.item.name.in_language(language);
    match seen.item.date {
        Some(date) => format!("{name}, {}", world::civil_day_words(&date.to_string())),
        None => name.to_owned(),
    }
}

impl FromRequestParts<Workspace> for Seated {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, state: &Workspace) -> Result<Self, Trouble> {
        let params = RawPathParams::from_request_parts(parts, state).await;
        let params = params.map_err(|_| Trouble::NotHere)?;
        let mut named = params.iter().filter(|(name, _)| *name == "handle");
        let handle = named.next().and_then(|(_, words)| Handle::of_words(words));
        let handle = handle.ok_or(Trouble::NotHere)?;
        let opener = cookie::token(&parts.headers, &handle, state.transport);
        let opener = opener.and_then(|words| Opener::of_words(&words));
        let opener = opener.ok_or(Trouble::SignedOut)?;
        let mut seated = Self::of(state, &parts.headers, &opener).await?;
        seated.effect = effect::named(&parts.headers, &handle);
        seated.handle = handle;
        seated.asked = parts.method.clone();
        Ok(seated)
    }
}

impl Seated {
    /// Whoever sits behind an opener, wherever it stood in the request.
    pub(crate) async fn of(
        workspace: &Workspace,
        heads: &HeaderMap,
        opener: &Opener,
    ) -> Result<Self, Trouble> {
        let registry = workspace.registry_of(opener).await;
        let registry = registry.map_err(|trouble| {
            if matches!(trouble, Trouble::NotHere) {
                return Trouble::SignedOut;
            }
            trouble
        })?;
        let store::Seated {
            session,
            account,
            ring: own,
        } = registry.seated(&opener.token, workspace.now()).await?;
        let public = registry.public_ring().await?;
        let keys = Keys { own, public };
        let folds = &workspace.folds;
        let fold = folds.current(&registry, &keys, &account.seat).await?;
        let mut seated = Self {
            effect: None,
            asked: Method::GET,
            words: Words::of_request(heads),
            workspace: workspace.clone(),
            registry,
            account,
            session,
            keys,
            veil: Veil::of(&opener.token)?,
            handle: Handle::of_bits(0),
            fold,
        };
        #[cfg(test)]
        workspace.planted.seen(&seated);
        // What was held and has come due goes out with whatever the team does next. A disk that
        // takes no more keeps nobody from reading.
        if *seated.seat() == Seat::Mediator {
            match seated.deliver().await {
                Ok(()) | Err(Trouble::Full | Trouble::Failed) => {}
                Err(trouble) => return Err(trouble),
            }
        }
        Ok(seated)
    }
}
