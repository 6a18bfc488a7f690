//! The case: parties, points, brackets, options, linkages, red lines, confidences.
//!
//! A case is written by `format` and read through a [`View`], which belongs to one seat. Only a
//! view poses a [`problem::Problem`].
//!
//! Invariant: a case is not `Debug`, not comparable and not serialisable; its items are sealed.

mod anonymous;
mod calendar;
mod case;
mod commitment;
mod dispute;
mod events;
mod extract;
mod funding;
mod ids;
mod linkage;
mod monitoring;
mod party;
mod point;
mod pose;
mod preference;
mod red_line;
mod rule;
mod source;
mod view;
mod wording;

pub use calendar::{Calendar, Holiday, days_after};
pub use case::{Case, Correction, Decision, Heading, Threshold};
pub use commitment::{Bearable, Commitment, Verifier, When, Worth};
pub use dispute::{Dated, Dispute, Rung};
pub use events::{Draft, EventClass, Happening, Meeting, Readout, Signal, Tone};
pub use funding::{Amount, Funding, FundingKind};
pub use ids::{
    ActId, BracketId, CaseId, ChoiceId, ClockId, DisputeId, DraftId, FactionId, FundingId,
    IncidentId, LinkageId, MeetingId, PointId, RedLineId, SignalId, SourceId,
};
pub use linkage::{Act, Clock, Link, Linkage, Linked, Span};
pub use monitoring::{Finding, Incident, Progress, Report, Score, standing_on};
pub use party::{Delegate, Faction, Party, Role};
pub use point::{Bracket, Choice, Grid, Mark, NormFlag, Point, Stand, Standing, Status};
pub use pose::{
    Assumption, InWords, Limit, Measure, PlanAsk, PlanOrder, PlanPoseError, PoseError, Posed,
    PosedFaction, PosedOrder, PosedPlan, StepOf, TermOf, Trial, Tried,
};
pub use preference::{Figures, GivenBy, Grades, Preferences, VerbalGrade};
pub use red_line::{Firmness, RedLine};
pub use rule::{Condition, PackageRule};
pub use source::{Grade, Grounds, Source};
pub use view::View;
pub use wording::{Language, Wording};

/// A day of the calendar.
pub type Date = jiff::civil::Date;

/// An exact decimal or fraction as the file gives it; never a float.
pub type Exact = num_rational::BigRational;
