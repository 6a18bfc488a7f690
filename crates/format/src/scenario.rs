//! A scenario: issues, and what each party wants of them, as the field's formats carry it.
//!
//! Every importer gives one, every exporter takes one; all numbers are exact.
//!
//! Invariant (made by [`Scenario::new`]): issue and profile names differ and hide no characters;
//! every additive profile values every option of every issue; every bid names existing options.

pub mod case;
mod check;
mod issue;
mod plain;
mod pose;
mod preferences;
mod reading;
mod restate;

pub use check::ScenarioError;
pub(crate) use check::{FIGURES_MAX, OPTIONS_MAX, ROWS_MAX, figures};
pub use issue::{Catalogue, Issue, IssueKind};
pub(crate) use plain::{Uncountable, along, scale};
pub use pose::{PoseError, Posed};
pub use preferences::{
    Additive, Bounds, BoxSum, HyperBox, Origin, PartialOrder, Preferences, Side, Valuation, Worth,
};
pub use reading::Reading;
pub use restate::Restated;

use crate::exact::Exact;
use std::collections::BTreeMap;
use std::fmt;

/// The formats a scenario may come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// GENIUS 10 domain and profile files (Lin and others 2014; TU Delft).
    Genius,
    /// GeniusWeb profiles in JSON (TU Delft).
    GeniusWeb,
    /// A NegMAS folder in YAML (Mohammad and others 2021).
    NegmasYaml,
    /// A NegMAS folder in JSON.
    NegmasJson,
    /// A NegoLog domain in JSON.
    Negolog,
    /// A case file of ours: the figures in it.
    Onetext,
    /// A scoreable game: one text file a party, after Susskind's Harborco.
    Scoreable,
}

impl Format {
    /// Every format, in order of name.
    pub const ALL: [Self; 7] = [
        Self::Genius,
        Self::GeniusWeb,
        Self::NegmasJson,
        Self::NegmasYaml,
        Self::Negolog,
        Self::Onetext,
        Self::Scoreable,
    ];

    /// The name by which the command line knows it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Genius => "genius",
            Self::GeniusWeb => "geniusweb",
            Self::NegmasYaml => "negmas-yaml",
            Self::NegmasJson => "negmas-json",
            Self::Negolog => "negolog",
            Self::Onetext => "onetext",
            Self::Scoreable => "scoreable",
        }
    }

    /// The format of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Issues and what each party wants of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    name: String,
    issues: Vec<Issue>,
    profiles: Vec<Profile>,
    passing: Passing,
    format: Format,
}

/// What one party wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The party's name.
    pub name: String,
    /// What it prefers.
    pub preferences: Preferences,
    /// Its value of no deal.
    pub reservation: Reservation,
    /// What its utility is multiplied by as time passes from 0 to 1; `None` where the file names
    /// none.
    pub discount: Option<Exact>,
    /// What the format says beyond that, by the format's own key, kept for the way back.
    pub extras: BTreeMap<String, String>,
}

/// A party's value of no deal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reservation {
    /// The file names none: no lower bound.
    None,
    /// No package below this utility.
    Value(Exact),
    /// No package below the utility of this one.
    Outcome(Bid),
}

/// An option per issue, by its place in the issue; `None` where the file leaves the issue out.
pub type Bid = Vec<Option<usize>>;

/// Who must accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passing {
    /// Every party.
    Unanimity,
    /// All but one of the parties, and these among them, by their place.
    AllButOne {
        /// The parties that must accept.
        vetoes: Vec<usize>,
    },
}

/// The loose parts of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The scenario's name.
    pub name: String,
    /// The issues, in order.
    pub issues: Vec<Issue>,
    /// The parties, in order.
    pub profiles: Vec<Profile>,
    /// Who must accept.
    pub passing: Passing,
    /// The format whose rules the numbers follow.
    pub format: Format,
}

impl Scenario {
    /// The scenario made of these parts.
    ///
    /// # Errors
    /// When they do not fit together; see [`ScenarioError`].
    pub fn new(parts: Parts) -> Result<Self, ScenarioError> {
        check::check(&parts)?;
        let Parts {
            name,
            issues,
            profiles,
            passing,
            format,
        } = parts;
        Ok(Self {
            name,
            issues,
            profiles,
            passing,
            format,
        })
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The issues, in order.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// The parties, in order.
    #[must_use]
    pub fn profiles(&self) -> &[Profile] {
        &self.profiles
    }

    /// Who must accept.
    #[must_use]
    pub const fn passing(&self) -> &Passing {
        &self.passing
    }

    /// The format whose rules the numbers follow.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// The loose parts again, to be changed.
    #[must_use]
    pub fn into_parts(self) -> Parts {
        let Self {
            name,
            issues,
            profiles,
            passing,
            format,
        } = self;
        Parts {
            name,
            issues,
            profiles,
            passing,
            format,
        }
    }
}

/// A scenario with what its reader left out or took a decision on, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The scenario.
    pub scenario: Scenario,
    /// What the reader left out or decided, a sentence each.
    pub notes: Vec<String>,
}
