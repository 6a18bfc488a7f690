//! The procedures by which a mediator works on one text.

use super::hall::Hall;
use super::{annealing, criticism, flips, gains, next};
use problem::talks::{Manner, Sitting};
use problem::{PartyIx, Problem, Table};

/// A procedure that ends in an agreement or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Procedure {
    /// Alternating offers, with no mediator.
    Offers,
    /// One text, changed by chance; a change stays if nobody votes against it.
    Flips,
    /// The same with strong and weak votes, some of which the mediator overrules early on.
    Annealing,
    /// One text that everybody criticises and the mediator mends.
    Criticism,
    /// One text moved to options that all find at least as good.
    Gains,
    /// One text, and in each room the question whose answer is expected to tell most.
    Next,
}

impl Procedure {
    /// Every procedure, in reading order.
    pub const ALL: [Self; 6] = [
        Self::Next,
        Self::Criticism,
        Self::Gains,
        Self::Annealing,
        Self::Flips,
        Self::Offers,
    ];

    /// Its name in a command.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Offers => "offers",
            Self::Flips => "flips",
            Self::Annealing => "annealing",
            Self::Criticism => "criticism",
            Self::Gains => "gains",
            Self::Next => "next-question",
        }
    }

    /// What it is called in a table.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Offers => "Alternating offers",
            Self::Flips => "Random flips",
            Self::Annealing => "Annealing",
            Self::Criticism => "Criticism",
            Self::Gains => "Joint gains",
            Self::Next => "Next question",
        }
    }

    /// Whether it has a mediator, who works on one text and by chance.
    #[must_use]
    pub const fn has_text(self) -> bool {
        !matches!(self, Self::Offers)
    }

    /// The procedure of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|procedure| procedure.name() == name)
    }
}

/// A sitting of parties that behave so, held by a procedure; nothing for alternating offers, which
/// know no text, and where no text may be put.
#[must_use]
pub fn sit(
    problem: &Problem,
    procedure: Procedure,
    manners: &Table<PartyIx, Manner>,
    (rounds, seed): (u32, u64),
) -> Option<Sitting> {
    let mut hall = Hall::open(problem, manners, (rounds, seed))?;
    match procedure {
        Procedure::Offers => return None,
        Procedure::Flips => flips::hold(&mut hall),
        Procedure::Annealing => annealing::hold(&mut hall),
        Procedure::Criticism => criticism::hold(&mut hall),
        Procedure::Gains => gains::hold(&mut hall),
        Procedure::Next => next::hold(&mut hall),
    }
    Some(hall.signed())
}
