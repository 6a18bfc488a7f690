//! The case: parties, points, brackets, options, linkages, red lines, confidences.
//!
//! A case is written by `format` and read through a [`View`], which belongs to one seat. Only a
//! view poses a [`problem::Problem`].
//!
//! Invariant: a case is not `Debug`, not comparable and not serialisable; its items are sealed.

mod anonymous;
mod case;
mod events;
mod extract;
mod funding;
mod guarantee;
mod ids;
mod linkage;
mod party;
mod point;
mod pose;
mod preference;
mod red_line;
mod rule;
mod source;
mod view;
mod wording;

pub use case::{Case, Correction, Decision, Heading, Threshold};
pub use events::{Draft, EventClass, Happening, Meeting, Readout, Signal, Tone};
pub use funding::{Amount, Funding, FundingKind};
pub use guarantee::{
    Answer, Bounds, Breach, BreachAct, Consent, Deciding, Defection, DefectionStage, Fear,
    Guarantee, Lapse, Rung, Trigger,
};
pub use ids::{
    ActId, BracketId, BreachId, CaseId, ChoiceId, ClockId, DraftId, FactionId, FearId, FundingId,
    GuaranteeId, LinkageId, MeetingId, PointId, RedLineId, SignalId, SourceId,
};
pub use linkage::{Act, Clock, Link, Linkage, Span};
pub use party::{Delegate, Faction, Party, Role};
pub use point::{Bracket, Choice, Grid, Mark, NormFlag, Point, Stand, Standing, Status};
pub use pose::{
    Assumption, InWords, Limit, PoseError, Posed, PosedFaction, PosedGuarantees, PosedOrder, Trial,
    temptation,
};
pub use preference::{Figures, GivenBy, Grades, Preferences, VerbalGrade};
pub use red_line::{Firmness, RedLine};
pub use rule::{Condition, PackageRule};
pub use source::{Grade, Grounds, Source};
pub use view::View;
pub use wording::{Language, Wording};

/// An exact decimal or fraction as the file gives it; never a float.
pub type Exact = num_rational::BigRational;
