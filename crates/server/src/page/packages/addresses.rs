//! The addresses of packages: which one, and what is moved, told to nobody but this session.
//!
//! Invariant: which options are being weighed is a fact of the mediation, and addresses stand in a
//! browser's history and in the logs of whatever carries them; so both stand there behind the veil
//! of the session.

use super::key::Keys;
use super::moves::Moves;
use crate::frame::Place;
use crate::page::asked::asked;
use crate::seated::Seated;
use briefing::Choices;
use case::View;
use store::Veil;

const PACKAGE: &str = "package";
const MOVES: &str = "moves";

/// What the addresses of one page are made with.
pub(super) struct Addresses {
    packages: String,
    query: String,
    veil: Veil,
    keys: Keys,
}

impl Addresses {
    /// The addresses for a seat, with these moves.
    pub(super) fn of(seated: &Seated, moves: &Moves) -> Self {
        let packages = format!("{}/{}", seated.at(), Place::Packages.path());
        Self::under(packages, (&seated.veil, moves), &seated.view())
    }

    fn under(packages: String, (veil, moves): (&Veil, &Moves), view: &View<'_>) -> Self {
        let written = moves.written();
        let written = written.and_then(|words| veil.written(MOVES, &words).ok());
        Self {
            packages,
            query: written.map_or_else(String::new, |words| format!("?{MOVES}={words}")),
            veil: veil.clone(),
            keys: Keys::of(view),
        }
    }

    /// Where all packages stand, with what is moved.
    pub(super) fn all(&self) -> String {
        format!("{}{}", self.packages, self.query)
    }

    /// Whether anything is moved.
    pub(super) const fn is_moved(&self) -> bool {
        !self.query.is_empty()
    }

    /// Where a package stands.
    pub(super) fn package(&self, choices: &Choices) -> String {
        let written = self.veil.written(PACKAGE, &self.keys.written(choices));
        let (packages, query) = (&self.packages, &self.query);
        format!("{packages}/with/{}{query}", written.unwrap_or_default())
    }
}

/// What an address says is moved.
pub(super) fn moves(seated: &Seated, query: &[(String, String)]) -> Moves {
    let read = seated.veil.read(MOVES, asked(query, MOVES));
    read.map_or_else(Moves::default, |written| Moves::read(&written))
}

/// The key of the package that an address is of.
pub(super) fn package(seated: &Seated, written: &str) -> Option<String> {
    seated.veil.read(PACKAGE, written)
}
