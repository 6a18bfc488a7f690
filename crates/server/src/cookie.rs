//! The cookie that opens a seat, and the handle that tells two seats of one browser apart.
//!
//! A person may hold several seats in one browser: each has a cookie of its own, named after the
//! handle that stands in the address of its pages. So a page never changes the seat it belongs to
//! because another was opened beside it, and a form cannot be sent from the wrong room.
//!
//! Invariant: a handle is random and says nothing; the token is in the cookie and nowhere else.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use std::fmt;

/// How pages reach the browser, which decides what a cookie may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// Over HTTPS, as seen from the browser.
    Secure,
    /// Over plain HTTP, on this machine only.
    Loopback,
}

impl Transport {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Secure => "__Host-onetext-seat-",
            Self::Loopback => "onetext-seat-",
        }
    }

    const fn attributes(self) -> &'static str {
        match self {
            Self::Secure => "Path=/; HttpOnly; SameSite=Lax; Secure",
            Self::Loopback => "Path=/; HttpOnly; SameSite=Lax",
        }
    }
}

/// What tells one open seat of a browser from another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Handle(String);

/// How many characters a handle has.
const LENGTH: usize = 8;
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

impl Handle {
    /// A handle made of random bits.
    pub(crate) fn of_bits(bits: u128) -> Self {
        let letters = (0..LENGTH).filter_map(|at| {
            let index = usize::try_from((bits >> (5 * at)) & 31).ok()?;
            LETTERS.get(index).copied().map(char::from)
        });
        Self(letters.collect())
    }

    /// The handle in an address.
    pub(crate) fn of_words(words: &str) -> Option<Self> {
        let fits = words.len() == LENGTH && words.bytes().all(|b| LETTERS.contains(&b));
        fits.then(|| Self(words.to_owned()))
    }

    /// The address that all pages of the seat begin with.
    pub(crate) fn at(&self) -> String {
        format!("/at/{self}")
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The token of a seat, from a request.
pub(crate) fn token(heads: &HeaderMap, handle: &Handle, transport: Transport) -> Option<String> {
    let mut seats = seats(heads, transport).into_iter();
    seats
        .find(|(each, _)| each == handle)
        .map(|(_, token)| token)
}

/// Every seat that a browser holds, with its token.
pub(crate) fn seats(heads: &HeaderMap, transport: Transport) -> Vec<(Handle, String)> {
    let lines = heads
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    let pairs = lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    let seats = pairs.filter_map(|(name, token)| {
        let handle = Handle::of_words(name.strip_prefix(transport.prefix())?)?;
        Some((handle, token.to_owned()))
    });
    seats.collect()
}

/// The header that gives a browser a seat for so many seconds.
pub(crate) fn given(
    handle: &Handle,
    token: &str,
    transport: Transport,
    seconds: u64,
) -> Option<HeaderValue> {
    let (prefix, attributes) = (transport.prefix(), transport.attributes());
    let line = format!("{prefix}{handle}={token}; Max-Age={seconds}; {attributes}");
    let mut value = HeaderValue::from_str(&line).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// The header that takes a seat from a browser.
pub(crate) fn taken(handle: &Handle, transport: Transport) -> Option<HeaderValue> {
    given(handle, "", transport, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_seats_of_one_browser_are_told_apart_by_the_address() {
        let (one, other) = (Handle::of_bits(1), Handle::of_bits(2));
        let line = format!("x=1; onetext-seat-{one}=AA; onetext-seat-{other}=BB");
        let heads = [(COOKIE, line.parse().unwrap())].into_iter().collect();
        assert_eq!(
            token(&heads, &other, Transport::Loopback).as_deref(),
            Some("BB")
        );
        assert_eq!(token(&heads, &other, Transport::Secure), None);
        assert_eq!(seats(&heads, Transport::Loopback).len(), 2);
    }

    #[test]
    fn over_https_the_cookie_is_bound_to_the_host() {
        let handle = Handle::of_bits(u128::MAX);
        let value = given(&handle, "T", Transport::Secure, 60).unwrap();
        assert_eq!(
            value.to_str().unwrap(),
            "__Host-onetext-seat-99999999=T; Max-Age=60; Path=/; HttpOnly; SameSite=Lax; Secure"
        );
    }

    #[test]
    fn an_address_holds_a_handle_or_nothing() {
        let handle = Handle::of_bits(0x0123_4567_89ab_cdef);
        assert_eq!(Handle::of_words(&handle.to_string()), Some(handle));
        for words in ["", "short", "../../..", "abcdefgl", "abcdefghi"] {
            assert_eq!(Handle::of_words(words), None, "{words}");
        }
    }
}
