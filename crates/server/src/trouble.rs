//! What stands on a page when something could not be done: what happened, what was kept, what next.
//!
//! Invariant: a thing that does not exist and a thing that is not for this seat give the same
//! bytes; no trouble carries a fact of a case that the reader did not send or could not see.

mod words;

use crate::form;
use crate::language::Words;
use crate::written::Written;
use askama::Template;
use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use store::StoreError;

/// Why a request was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// There is nothing here, or nothing for this seat: which of the two is not said.
    NotHere,
    /// No seat is open under this address.
    SignedOut,
    /// The rules of the talks forbid it, or what was sent does not fit; nothing was changed.
    Refused(Box<Said>),
    /// The sender is asked again whether it is meant; nothing was done yet.
    Asked(Box<Said>),
    /// Somebody else was first; both texts are kept and shown.
    Stale(Box<Said>),
    /// A field of a form does not fit.
    Unfit(Box<Said>),
    /// Too many attempts to sign in.
    TooOften,
    /// The request came from another site's page.
    CrossSite,
    /// More was sent than is taken.
    TooLarge,
    /// The database does not answer.
    Away,
    /// The disk of the store is full.
    Full,
    /// The disk of the store failed.
    Failed,
    /// It was done and kept, and could not be brought to every room yet.
    OnItsWay,
    /// The program is at fault.
    Broken,
}

/// What is said about a trouble.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Said {
    /// What happened.
    pub(crate) happened: String,
    /// What was kept: each with what it is.
    pub(crate) kept: Vec<Kept>,
    /// What to do next.
    pub(crate) next: String,
    /// Where to go on, with the words of the link.
    pub(crate) back: Option<(String, String)>,
}

/// Words that were sent, or stand now, and must not be lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    /// What it is.
    pub(crate) what: String,
    /// The words.
    pub(crate) words: String,
}

impl Kept {
    /// Words that were sent.
    pub(crate) fn new(what: impl Into<String>, words: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            words: words.into(),
        }
    }
}

#[derive(Template)]
#[template(path = "trouble.html")]
struct TroublePage {
    words: &'static Words,
    heading: &'static str,
    said: Said,
    again: Option<Again>,
}

/// The form that was sent, to be sent again by somebody who means it.
struct Again {
    to: String,
    fields: Vec<(String, String)>,
}

impl Trouble {
    pub(crate) const fn status(&self) -> StatusCode {
        match self {
            Self::NotHere => StatusCode::NOT_FOUND,
            Self::SignedOut => StatusCode::SEE_OTHER,
            Self::Refused(_) | Self::Asked(_) | Self::Unfit(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Stale(_) => StatusCode::CONFLICT,
            Self::TooOften => StatusCode::TOO_MANY_REQUESTS,
            Self::CrossSite => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Away => StatusCode::SERVICE_UNAVAILABLE,
            Self::Full => StatusCode::INSUFFICIENT_STORAGE,
            Self::Failed | Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
            Self::OnItsWay => StatusCode::ACCEPTED,
        }
    }

    /// The trouble a bare status stands for, where a layer below gave no page.
    const fn of_status(status: StatusCode) -> Option<Self> {
        match status.as_u16() {
            404 | 405 => Some(Self::NotHere),
            403 => Some(Self::CrossSite),
            413 => Some(Self::TooLarge),
            408 | 503 => Some(Self::Away),
            500 => Some(Self::Broken),
            _ => None,
        }
    }

    fn page(&self, words: &'static Words, (kept, again): (Vec<Kept>, Again)) -> Option<String> {
        let mut said = self.said();
        if said.kept.is_empty() {
            said.kept = kept;
        }
        said.happened = form::quoted(&said.happened);
        said.next = form::quoted(&said.next);
        let page = TroublePage {
            words,
            heading: self.heading(),
            said,
            again: matches!(self, Self::Asked(_)).then_some(again),
        };
        page.render().ok()
    }

    /// Whether the words that were sent belong on its page.
    const fn gives_words_back(&self) -> bool {
        match self {
            Self::SignedOut
            | Self::Refused(_)
            | Self::Asked(_)
            | Self::Stale(_)
            | Self::Unfit(_)
            | Self::Away
            | Self::Full
            | Self::Failed
            | Self::Broken => true,
            Self::NotHere | Self::TooOften | Self::CrossSite | Self::TooLarge | Self::OnItsWay => {
                false
            }
        }
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        match &self {
            Self::SignedOut => {
                let sign_in = HeaderValue::from_static("/sign-in");
                response.headers_mut().insert(LOCATION, sign_in);
            }
            Self::TooOften => {
                let wait = HeaderValue::from_static("900");
                response.headers_mut().insert(RETRY_AFTER, wait);
            }
            Self::NotHere
            | Self::Refused(_)
            | Self::Asked(_)
            | Self::Stale(_)
            | Self::Unfit(_)
            | Self::CrossSite
            | Self::TooLarge
            | Self::Away
            | Self::Full
            | Self::Failed
            | Self::OnItsWay
            | Self::Broken => {}
        }
        // The page itself is written where the reader's language is known: see `dressed`.
        response.extensions_mut().insert(self);
        response
    }
}

/// Gives every trouble its page, in the reader's language, whoever below raised it, with the words
/// that were sent.
pub(crate) async fn dressed(mut request: Request, next: Next) -> Response {
    let words = Words::of_request(request.headers());
    let written = Written::default();
    request.extensions_mut().insert(written.clone());
    let to = request.uri().path().to_owned();
    let is_api = to.starts_with("/api/");
    let response = next.run(request).await;
    let named = response.extensions().get::<Trouble>().cloned();
    let is_written = response.headers().contains_key(CONTENT_TYPE);
    let bare =
        || Trouble::of_status(response.status()).filter(|_| !is_written || is_plain(&response));
    let Some(trouble) = named.or_else(bare).filter(|_| !is_api) else {
        return response;
    };
    let mut kept = Vec::new();
    if trouble.gives_words_back() {
        kept = written.words();
    }
    // Whoever is led on to sign in would leave their words behind.
    let status = if trouble == Trouble::SignedOut && !kept.is_empty() {
        StatusCode::FORBIDDEN
    } else {
        trouble.status()
    };
    let fields = written.fields();
    let mut dressed = match trouble.page(words, (kept, Again { to, fields })) {
        Some(page) => (status, Html(page)).into_response(),
        None => status.into_response(),
    };
    for name in [LOCATION, RETRY_AFTER] {
        if name == LOCATION && !status.is_redirection() {
            continue;
        }
        if let Some(value) = response.headers().get(&name) {
            dressed.headers_mut().insert(name, value.clone());
        }
    }
    dressed
}

/// Whether a body is a layer's own few words, which are for programmers.
fn is_plain(response: &Response) -> bool {
    let media = response.headers().get(CONTENT_TYPE);
    media.is_some_and(|media| media.as_bytes().starts_with(b"text/plain"))
}

impl From<StoreError> for Trouble {
    fn from(fault: StoreError) -> Self {
        let said = |fault: &StoreError| {
            let words = fault.to_string();
            let (happened, next) = words.split_once("\nhint: ").unwrap_or((&words, "go back"));
            Box::new(Said {
                happened: form::sentence(happened),
                next: form::sentence(next),
                ..Said::default()
            })
        };
        match fault {
            StoreError::SignedOut => Self::SignedOut,
            // Whether there is such a case, log or key is not said.
            StoreError::NoSuchCase { .. }
            | StoreError::NotOpen { .. }
            | StoreError::NotInRecord => Self::NotHere,
            StoreError::TooManyTries { .. } => Self::TooOften,
            StoreError::TooLarge => Self::TooLarge,
            StoreError::Nameless
            | StoreError::NameTaken
            | StoreError::NoSuchSeat
            | StoreError::PassphraseLength
            | StoreError::WrongPassphrase
            | StoreError::InvitationOver
            | StoreError::NoCosignature
            | StoreError::NoWitness
            | StoreError::TooManyWitnesses
            | StoreError::NotOfThisLog
            | StoreError::MovedOn
            | StoreError::Behind { .. }
            | StoreError::Forked { .. }
            | StoreError::Unlocked { .. }
            | StoreError::WrongPasskey
            | StoreError::AsksPasskey
            | StoreError::PasskeyUnknown
            | StoreError::TooManyPasskeys
            | StoreError::NotABundle { .. }
            | StoreError::CaseExists { .. } => Self::Refused(said(&fault)),
            StoreError::Away | StoreError::Busy | StoreError::Stopped => Self::Away,
            StoreError::Full => Self::Full,
            StoreError::Url { .. } => Self::broken("an address"),
            StoreError::Hardness => Self::broken("the settings of passphrases"),
            StoreError::NoChance => Self::broken("the source of chance"),
            StoreError::Corrupt { .. } => Self::broken("an event that does not open"),
            StoreError::Broken { .. } => Self::broken("a log that is not whole"),
            StoreError::Unreadable { .. } => Self::broken("an event that cannot be read"),
            StoreError::Newer { .. } => Self::broken("a store of a newer version"),
            StoreError::Disk => Self::failed(),
            StoreError::Forbidden { .. } => Self::broken("rights in the database"),
            StoreError::File { .. } => Self::broken("a file"),
            StoreError::Database(_) => Self::broken("the database"),
        }
    }
}

impl Trouble {
    /// A disk that failed; the operator's log says what follows.
    fn failed() -> Self {
        tracing::error!("the disk failed: nothing more is written");
        Self::Failed
    }

    /// A failure of the store. The operator's log gets its kind and no word of a case.
    fn broken(kind: &'static str) -> Self {
        tracing::error!(kind, "the store failed");
        Self::Broken
    }
}

impl From<askama::Error> for Trouble {
    fn from(_: askama::Error) -> Self {
        Self::Broken
    }
}
