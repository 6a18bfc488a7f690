//! What an act did, in words, on the page after it.
//!
//! It travels in a cookie of the one seat, for the one next page: not in an address, and not in
//! this process, which may not be the one that shows the page.

use crate::cookie::Handle;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use crate::workspace::Workspace;

const LENGTH_MAX: usize = 600;

/// The words that wait for a seat's next page.
pub(crate) fn named(heads: &HeaderMap, handle: &Handle) -> Option<String> {
    let name = name(handle);
    let lines = heads
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    let mut pairs = lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    let (_, hex) = pairs.find(|(each, _)| *each == name)?;
    let bytes = hex.as_bytes().chunks(2).map(|pair| {
        let pair = std::str::from_utf8(pair).ok()?;
        u8::from_str_radix(pair, 16).ok()
    });
    let words = String::from_utf8(bytes.collect::<Option<Vec<u8>>>()?).ok()?;
    (!words.is_empty()).then_some(words)
}

/// The header that lets words wait for a seat's next page.
pub(crate) fn waiting(handle: &Handle, words: &str) -> Option<HeaderValue> {
    let words: String = words.chars().take(LENGTH_MAX).collect();
    let hex: String = words.bytes().map(|byte| format!("{byte:02x}")).collect();
    let (name, at) = (name(handle), handle.at());
    let line = format!("{name}={hex}; Path={at}; HttpOnly; SameSite=Lax");
    let mut value = HeaderValue::from_str(&line).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Lets the words go once a page has shown them.
pub(crate) async fn shown(
    State(workspace): State<Workspace>,
    request: Request,
    next: Next,
) -> Response {
    let response = shown_once(request, next).await;
    #[cfg(test)]
    let response = workspace.planted.answered(&workspace, response);
    #[cfg(not(test))]
    drop(workspace);
    response
}

async fn shown_once(request: Request, next: Next) -> Response {
    let handle = handle(request.uri().path());
    let waits = handle
        .as_ref()
        .and_then(|handle| named(request.headers(), handle));
    let mut response = next.run(request).await;
    let media = response.headers().get(CONTENT_TYPE);
    let is_page = media.is_some_and(|media| media.as_bytes().starts_with(b"text/html"));
    if let Some(handle) = handle.filter(|_| waits.is_some())
        && is_page
        && response.status() == StatusCode::OK
    {
        let (name, at) = (name(&handle), handle.at());
        let line = format!("{name}=; Path={at}; Max-Age=0; HttpOnly; SameSite=Lax");
        if let Ok(value) = HeaderValue::from_str(&line) {
            response.headers_mut().append(SET_COOKIE, value);
        }
    }
    response
}

fn name(handle: &Handle) -> String {
    format!("onetext-effect-{handle}")
}

/// The handle that an address begins with.
fn handle(path: &str) -> Option<Handle> {
    let rest = path.strip_prefix("/at/")?;
    Handle::of_words(rest.split('/').next()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_reach_the_next_page_of_the_same_seat_and_no_other() {
        let (one, other) = (Handle::of_bits(1), Handle::of_bits(2));
        let line = waiting(&one, "North's room sees it.").unwrap();
        let cookie = line.to_str().unwrap().split(';').next().unwrap().to_owned();
        let heads = [(COOKIE, cookie.parse().unwrap())].into_iter().collect();
        assert_eq!(
            named(&heads, &one).as_deref(),
            Some("North's room sees it.")
        );
        assert_eq!(named(&heads, &other), None);
    }
}
