//! The case: parties, points, brackets, options, linkages, red lines, confidences.
//!
//! A case is written by `format` and read through a [`View`], which belongs to one seat. Only a
//! view poses a [`problem::Problem`].
//!
//! Invariant: a case is not `Debug`, not comparable and not serialisable; its items are sealed.

mod amount;
mod anonymous;
mod case;
mod events;
mod exchange;
mod extract;
mod funding;
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

pub use amount::{Amount, Currency, Pace, Reported, Scale, Unit, UnitError};
pub use case::{Case, Correction, Decision, Heading, Threshold};
pub use events::{Draft, EventClass, Happening, Meeting, Readout, Signal, Tone};
pub use exchange::Exchange;
pub use funding::{
    Delivery, Earmark, Footing, Funding, FundingKind, Instrument, Investors, Milestone, MoneyTerms,
    NeedTerms, Rate, Sector, Side, Stage, Tranche, Window,
};
pub use ids::{
    ActId, BracketId, CaseId, ChoiceId, ClockId, DraftId, FactionId, FundingId, LinkageId,
    MeetingId, PointId, RedLineId, SectorId, SignalId, SourceId,
};
pub use linkage::{Act, Clock, Link, Linkage, Span};
pub use party::{Delegate, Faction, Party, Role};
pub use point::{Bracket, Choice, Grid, Mark, NormFlag, Point, Stand, Standing, Status};
pub use pose::{
    Assumption, FundingTrial, InWords, Limit, NoFunding, PoseError, Posed, PosedFaction,
    PosedFunding, PosedLine, PosedNeed, PosedOrder, PosedPeriod, Trial, day_number,
};
pub use preference::{Figures, GivenBy, Grades, Preferences, VerbalGrade};
pub use red_line::{Firmness, RedLine};
pub use rule::{Condition, PackageRule};
pub use source::{Grade, Grounds, Source};
pub use view::View;
pub use wording::{Language, Wording};

/// An exact decimal or fraction as the file gives it; never a float.
pub type Exact = num_rational::BigRational;
