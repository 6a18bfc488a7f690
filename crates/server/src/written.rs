//! What somebody wrote in a form: it stands on the page that says why it could not be kept.
//!
//! A request may fail before its form is read: the database is away, the session has ended. And a
//! browser that goes back may show the form empty. So what is sent is put aside first.
//!
//! Invariant: only what the same browser has just sent from a page of ours comes back, and a
//! passphrase never does.

use crate::form::{BYTES_MAX, Form, fields, is_form};
use crate::trouble::{Kept, Trouble};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::{Arc, OnceLock};

/// What was sent with a request, once it was received.
#[derive(Clone, Default)]
pub(crate) struct Written(Arc<OnceLock<Bytes>>);

impl Written {
    /// Its fields, for the same form to be sent again.
    pub(crate) fn fields(&self) -> Vec<(String, String)> {
        let fields = self.0.get().map(|bytes| fields(bytes));
        fields.and_then(Result::ok).unwrap_or_default()
    }

    /// The words in it.
    pub(crate) fn words(&self) -> Vec<Kept> {
        let form = self.0.get().map(|bytes| Form::of_bytes(bytes));
        form.and_then(Result::ok)
            .map(Form::kept)
            .unwrap_or_default()
    }
}

/// Puts a form aside before anybody reads it.
pub(crate) async fn put_aside(request: Request, next: Next) -> Response {
    let written = request.extensions().get::<Written>().cloned();
    let is_sent = request.method() == Method::POST && is_form(request.headers());
    let Some(written) = written.filter(|_| is_sent) else {
        return next.run(request).await;
    };
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, BYTES_MAX).await else {
        return Trouble::TooLarge.into_response();
    };
    // It is put aside once for each request, and this is the place.
    let _ = written.0.set(bytes.clone());
    next.run(Request::from_parts(parts, Body::from(bytes)))
        .await
}
