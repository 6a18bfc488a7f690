//! The exact problem: parties, brackets and options by index, scores as integers, no names.
//!
//! This room says what an answer *is*. Every definition here is slow and obvious; the fast methods
//! live in `analysis`, and property tests hold the two together.
//!
//! Invariant: nothing in this crate knows a name, an audience, a clock, a file or a float.
// tidy: long, because each answer is defined in a module that stands alone, and a definition must
// be found where all others are.

mod acceptance;
mod choice_set;
mod claim;
mod clash;
mod decision;
mod demand;
mod effort;
mod feasibility;
mod ix;
mod moves;
mod package;
mod pattern;
mod posed;
mod score;
mod stance;
mod table;

pub mod alert;
pub mod allocation;
pub mod ask;
pub mod consensus;
pub mod deterrence;
pub mod division;
pub mod fair;
pub mod frame;
pub mod frontier;
pub mod gate;
pub mod guarantee;
pub mod home;
pub mod improvement;
pub mod inferred;
pub mod mark;
pub mod order;
pub mod peer;
pub mod plan;
pub mod price;
pub mod rehearsal;
pub mod repair;
pub mod robust;
pub mod rounds;
pub mod scale;
pub mod secret;
pub mod sensitivity;
pub mod stability;
pub mod statement;
pub mod statistics;
pub mod talks;
pub mod trade;
pub mod treatment;

pub use acceptance::Scope;
pub use choice_set::ChoiceSet;
pub use claim::{Bound, Claim, Reach};
pub use clash::{Clash, Clashes, Correction};
pub use decision::{DecisionRule, Quorum};
pub use demand::Demand;
pub use effort::{Effort, Watch};
pub use feasibility::{Acceptors, Tally};
pub use ix::{
    ActIx, BracketIx, CalendarIx, ChoiceIx, ClauseIx, FearIx, GuaranteeIx, PartyIx, RedLineIx,
    RuleIx, StepIx, TermIx,
};
pub use moves::{Move, Reopening, Reopenings};
pub use package::{Package, PartialPackage};
pub use pattern::{Pattern, Rule};
pub use posed::{Problem, ProblemError};
pub use score::Score;
pub use stance::{Bonus, Stance};
pub use table::{Index, Table};
