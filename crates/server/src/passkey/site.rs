//! The one origin that passkeys are made for and shown at.

use crate::cookie::Transport;
use crate::trouble::{Said, Trouble};
use axum::http::HeaderMap;
use axum::http::header::HOST;
use std::sync::Arc;
use webauthn_rs::prelude::Url;
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// Passkeys of one origin.
#[derive(Clone)]
pub struct Passkeys {
    pub(super) checker: Arc<Webauthn>,
    pub(super) origin: Arc<str>,
}

/// An address that passkeys cannot be made for.
#[derive(Debug, thiserror::Error)]
#[error(
    "`{origin}` is no address that passkeys can be made for\n\
     hint: write `https://` and the name that browsers use, without a path; or \
     `http://localhost` with a port, on this machine"
)]
pub struct PasskeysError {
    origin: String,
}

impl Passkeys {
    /// Passkeys for the origin that browsers see.
    ///
    /// # Errors
    ///
    /// If it is no origin, or if passkeys cannot be made for it.
    pub fn at(origin: &str) -> Result<Self, PasskeysError> {
        let fault = || PasskeysError {
            origin: origin.to_owned(),
        };
        let url = Url::parse(origin).map_err(|_| fault())?;
        let host = url.domain().ok_or_else(fault)?;
        let is_local = host == "localhost";
        let fits = matches!((url.scheme(), is_local), ("https", _) | ("http", true));
        if !fits || url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(fault());
        }
        let checker = WebauthnBuilder::new(host, &url).map_err(|_| fault())?;
        let checker = checker.rp_name("Onetext").build().map_err(|_| fault())?;
        Ok(Self {
            checker: Arc::new(checker),
            origin: url.origin().ascii_serialization().into(),
        })
    }

    /// Refuses a request to another address than the one that passkeys are for. What the browser
    /// signs names its origin too, and is checked whatever stands in the request.
    pub(super) fn here(&self, transport: Transport, heads: &HeaderMap) -> Result<(), Trouble> {
        let scheme = match transport {
            Transport::Secure => "https",
            Transport::Loopback => "http",
        };
        let host = heads.get(HOST).and_then(|host| host.to_str().ok());
        let asked = host.and_then(|host| Url::parse(&format!("{scheme}://{host}")).ok());
        let asked = asked.map(|url| url.origin().ascii_serialization());
        if asked.as_deref() == Some(&self.origin) {
            return Ok(());
        }
        Err(Trouble::Refused(Box::new(Said {
            happened: format!(
                "Passkeys are made for {} and shown there alone.",
                self.origin
            ),
            next: "Open Onetext under that address, and begin there. Nothing was changed here."
                .to_owned(),
            ..Said::default()
        })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(passkeys: &Passkeys, transport: Transport, host: &'static str) -> bool {
        let heads = [(HOST, host.parse().unwrap())].into_iter().collect();
        passkeys.here(transport, &heads).is_ok()
    }

    #[test]
    fn passkeys_are_made_for_a_name_over_https_or_for_this_machine_and_for_nothing_else() {
        for origin in [
            "https://talks.example",
            "https://talks.example:8443",
            "http://localhost:8080",
        ] {
            assert!(Passkeys::at(origin).is_ok(), "{origin}");
        }
        for origin in [
            "http://talks.example",
            "https://talks.example/onetext",
            "https://127.0.0.1",
            "http://127.0.0.1:8080",
            "talks.example",
            "",
        ] {
            assert!(Passkeys::at(origin).is_err(), "{origin}");
        }
    }

    #[test]
    fn a_request_to_another_address_is_refused() {
        let local = Passkeys::at("http://localhost:8080").unwrap();
        assert!(asked(&local, Transport::Loopback, "localhost:8080"));
        assert!(!asked(&local, Transport::Loopback, "127.0.0.1:8080"));
        assert!(!asked(&local, Transport::Loopback, "localhost:8081"));
        let far = Passkeys::at("https://talks.example").unwrap();
        assert!(asked(&far, Transport::Secure, "talks.example"));
        assert!(!asked(&far, Transport::Loopback, "talks.example"));
        assert!(!asked(&far, Transport::Secure, "elsewhere.example"));
    }
}
