//! A server that was built without passkeys: it asks for none, and gives no seat to an account
//! that has one.

use crate::page::PasskeyPart;
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use axum::Router;
use axum::http::HeaderMap;
use axum::response::Response;
use store::{Half, Registry, StoreError};

/// No routes.
pub(crate) fn routes() -> Router<Workspace> {
    Router::new()
}

/// No routes under a seat.
pub(crate) fn seat_routes() -> Router<Workspace> {
    Router::new()
}

/// No page of the seat speaks of passkeys.
pub(crate) async fn part(_: &Seated) -> Result<Option<PasskeyPart>, Trouble> {
    Ok(None)
}

/// The account asks for a passkey, and nobody here can look at one.
pub(crate) async fn asked(
    _: (&Workspace, &HeaderMap),
    _: (&Registry, &Half),
) -> Result<Response, Trouble> {
    Err(StoreError::PasskeyUnknown.into())
}
