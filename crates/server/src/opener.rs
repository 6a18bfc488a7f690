//! What a link or a cookie holds: a key that says which case without naming it, and the token.
//!
//! Invariant: it has no `Debug` and no `Display`; what it is written as goes into a cookie or into
//! the one link that was asked for, and nowhere else.

use crate::address;
use case::CaseId;
use store::Token;

/// How many characters the case's part has.
const KEY: usize = 10;

/// What opens something of one case.
pub(crate) struct Opener {
    key: String,
    /// The token.
    pub(crate) token: Token,
}

/// The key that stands for a case in an address.
pub(crate) fn case_key(case: &CaseId) -> String {
    address::key("case", case.as_str())
}

impl Opener {
    /// A token of a case.
    pub(crate) fn new(case: &CaseId, token: Token) -> Self {
        let key = case_key(case);
        Self { key, token }
    }

    /// The opener that a link or a cookie holds.
    pub(crate) fn of_words(words: &str) -> Option<Self> {
        let (key, token) = words.split_at_checked(KEY)?;
        let fits = key.bytes().all(|b| b.is_ascii_hexdigit());
        let token = fits.then(|| Token::of_text(token))??;
        let key = key.to_owned();
        Some(Self { key, token })
    }

    /// As it stands in a link or a cookie.
    pub(crate) fn to_words(&self) -> String {
        format!("{}{}", self.key, *self.token.to_text())
    }

    /// The key of the case it is of.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }
}
