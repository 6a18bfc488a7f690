//! Points, their brackets, the options of each bracket, and who holds what.

use crate::{BracketId, ChoiceId, Exact, Grounds, PointId, Wording};
use disclosure::{Held, PartyId};

/// What a party has done about an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stand {
    /// Put it forward.
    Proposed,
    /// Can take it.
    Accepted,
    /// Turned it down.
    Rejected,
}

/// A party's stand on an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The party; `None` where this seat may not know.
    pub party: Option<PartyId>,
    /// Its stand.
    pub stand: Stand,
    /// What supports it.
    pub grounds: Grounds,
}

/// A party's status on a bracket; the order of the variants is the lattice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Has not spoken.
    Silent,
    /// Will not have it.
    Rejected,
    /// Wants other words.
    Bracketed,
    /// Can live with it.
    Acceptable,
    /// The delegation agrees, its capital must confirm.
    AdReferendum,
    /// Agrees.
    Agreed,
}

/// A party's status on a bracket, with what supports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The party; `None` where this seat may not know.
    pub party: Option<PartyId>,
    /// Its status.
    pub status: Status,
    /// What supports it.
    pub grounds: Grounds,
}

/// A norm that an option touches: shown, and never traded by the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NormFlag {
    /// The norm, such as an article of the UN Charter.
    pub norm: String,
    /// How the option touches it.
    pub grounds: Grounds,
}

/// An option of a bracket. Rust has taken the word, so it is a choice in code; people read
/// "option".
#[derive(Clone)]
pub struct Choice {
    /// Its id, unique in the bracket.
    pub id: ChoiceId,
    /// Its words.
    pub text: Wording,
    /// Who holds what about it.
    pub marks: Vec<Held<Mark>>,
    /// The norms it touches.
    pub norms: Vec<NormFlag>,
    /// What supports it.
    pub grounds: Grounds,
}

/// The grid of a numeric bracket: every option is a value on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// The unit, such as `t` or `years`.
    pub unit: String,
    /// The least value.
    pub low: Exact,
    /// The greatest value.
    pub high: Exact,
    /// The distance between neighbours.
    pub step: Exact,
}

/// An open question of a point, with mutually exclusive options.
#[derive(Clone)]
pub struct Bracket {
    /// Its id, unique in the case.
    pub id: BracketId,
    /// The question it asks.
    pub question: Wording,
    /// The options, of which a package picks one.
    pub choices: Vec<Held<Choice>>,
    /// The grid, if the options are values on one.
    pub grid: Option<Grid>,
    /// Whether shares between its two options can be taken (Adjusted Winner).
    pub divisible: bool,
    /// Each party's status.
    pub standings: Vec<Held<Standing>>,
    /// What supports it.
    pub grounds: Grounds,
}

/// A numbered point of the text.
#[derive(Clone)]
pub struct Point {
    /// Its id, stable across renumbering.
    pub id: PointId,
    /// Its number as printed; `None` for a matter that stands outside the numbered text.
    pub number: Option<u32>,
    /// Its title.
    pub title: Wording,
    /// What it says, in short.
    pub summary: Option<Wording>,
    /// The theme it belongs to.
    pub topic: Option<String>,
    /// Its open questions.
    pub brackets: Vec<Held<Bracket>>,
    /// What supports it.
    pub grounds: Grounds,
}
