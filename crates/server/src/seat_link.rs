//! Links that open a seat by themselves: for a demonstration on one's own machine.
//!
//! A demonstration shows every seat to one person, who should not type nine passphrases first. It
//! keeps them itself, signs in to each seat, and prints the links; a server that serves real talks
//! has no such route.

use crate::door::seat_given;
use crate::frame::seat_words;
use crate::language::Words;
use crate::opener::Opener;
use crate::page::{Html, html};
use crate::trouble::Trouble;
use crate::workspace::{SeatLinks, Workspace};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use case::CaseId;
use store::{Acceptance, Passphrase, PersonName, SignIn, StoreError};

/// A seat that a demonstration opens: the person in it, and their passphrase.
pub struct SeatLink<'a> {
    /// The case.
    pub case: &'a CaseId,
    /// The person's name.
    pub name: &'a PersonName,
    /// Their passphrase.
    pub passphrase: &'a Passphrase,
}

#[derive(Template)]
#[template(path = "seat_link.html")]
struct SeatLinkPage {
    words: &'static Words,
    action: String,
    seat: String,
    name: String,
}

/// The routes of seat links, where they are followed.
pub(crate) fn routes(links: SeatLinks) -> Router<Workspace> {
    match links {
        SeatLinks::Refused => Router::new(),
        SeatLinks::Followed => Router::new().route("/seat/{link}", get(shown).post(opened)),
    }
}

async fn shown(
    State(workspace): State<Workspace>,
    Path(link): Path<String>,
    heads: HeaderMap,
) -> Result<Html, Trouble> {
    let words = Words::of_request(&heads);
    let opener = Opener::of_words(&link).ok_or(Trouble::SignedOut)?;
    let registry = workspace.registry_of(&opener).await?;
    let seated = registry.seated(&opener.token, workspace.now()).await?;
    html(&SeatLinkPage {
        words,
        action: format!("/seat/{link}"),
        seat: seat_words(words, &seated.account.seat, None),
        name: seated.account.name.to_string(),
    })
}

async fn opened(
    State(workspace): State<Workspace>,
    Path(link): Path<String>,
) -> Result<Response, Trouble> {
    let opener = Opener::of_words(&link).ok_or(Trouble::SignedOut)?;
    let registry = workspace.registry_of(&opener).await?;
    registry.seated(&opener.token, workspace.now()).await?;
    seat_given(&workspace, registry.case(), opener.token)
}

impl Workspace {
    /// Takes the seat of an invitation's path for a demonstration.
    ///
    /// # Errors
    ///
    /// If the invitation cannot be used, or the store fails.
    pub async fn take_seat(&self, path: &str, passphrase: &Passphrase) -> Result<(), StoreError> {
        let link = path.rsplit('/').next().unwrap_or_default();
        let opener = Opener::of_words(link).ok_or(StoreError::InvitationOver)?;
        let case = self.case_of_key(opener.key()).await?;
        let case = case.ok_or(StoreError::InvitationOver)?;
        let acceptance = Acceptance {
            token: &opener.token,
            passphrase,
            device: "the demonstration",
            at: self.now(),
        };
        let registry = self.store.case(&case).await?;
        let signed_in = registry.accept(&acceptance, self.lifetime).await?;
        registry.sign_out(&signed_in.token).await
    }

    /// Signs in to a seat of a demonstration: the path of a link that opens it.
    ///
    /// # Errors
    ///
    /// If name and passphrase do not belong together, or the store fails.
    pub async fn seat_path(&self, link: &SeatLink<'_>) -> Result<String, StoreError> {
        let sign_in = SignIn {
            name: link.name,
            passphrase: link.passphrase,
            device: "the demonstration",
            at: self.now(),
        };
        let signed_in = self.store.sign_in(link.case, &sign_in, self.lifetime);
        let opener = Opener::new(link.case, signed_in.await?.token);
        Ok(format!("/seat/{}", opener.to_words()))
    }
}
