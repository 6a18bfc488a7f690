//! The case: parties, points, brackets, options, linkages, red lines, confidences.
//!
//! A case is written by `format` and read through a [`View`], which belongs to one seat. Only a
//! view poses a [`problem::Problem`].
//!
//! Invariant: a case is not `Debug`, not comparable and not serialisable; its items are sealed.
// tidy: long, because every kind of item goes through the one `View`; a second crate of nouns would
// need a second door.

mod amount;
mod anonymous;
mod calendar;
mod case;
mod commitment;
mod comparison;
mod conflict;
mod consensus;
mod constituents;
mod dispute;
mod events;
mod exchange;
mod extract;
mod funding;
mod guarantee;
mod ids;
mod linkage;
mod monitoring;
mod party;
mod point;
mod pose;
mod preference;
mod readiness;
mod red_line;
mod rounds;
mod rule;
mod source;
mod term;
mod view;
mod wording;

pub use amount::{Amount, Currency, Pace, Reported, Scale, Unit, UnitError};
pub use calendar::{Calendar, Holiday, days_after};
pub use case::{Case, Correction, Decision, Heading, Threshold};
pub use commitment::{Bearable, Commitment, Verifier, When, Worth};
pub use comparison::{Compared, Comparisons, Deal, Likes, Valuation};
pub use conflict::{
    ConflictModel, ConflictOption, ConflictOrder, ConflictStatement, Depends, NamedState,
    OptionPattern, StateOrder,
};
pub use consensus::ConsensusRule;
pub use constituents::{ANSWERED_MIN, MoodPoint, MoodSeries, MoodShare, Questionnaire, Tally};
pub use dispute::{Dated, Dispute, DisputeStep};
pub use events::{
    Change, Draft, Dropped, EventClass, EventMode, Happening, Meeting, Readout, Signal, Tenths,
    Tone, Traced,
};
pub use exchange::Exchange;
pub use funding::{
    Delivery, Earmark, Footing, Funding, FundingKind, Instrument, Investors, Milestone, MoneyTerms,
    NeedTerms, Rate, Sector, Side, Stage, Tranche, Window,
};
pub use guarantee::{
    Answer, Bounds, Breach, BreachAct, Consent, Deciding, Defection, DefectionStage, Fear,
    Guarantee, Lapse, Rung, Trigger,
};
pub use ids::{
    ActId, BracketId, BreachId, CaseId, ChoiceId, ClockId, ConflictId, ConsensusId, DisputeId,
    DraftId, EditId, FactionId, FearId, FormatId, FundingId, GuaranteeId, IncidentId, IndicationId,
    LeverId, LinkageId, MeetingId, MoodId, PointId, QuestionnaireId, RedLineId, RoundId, SectorId,
    SignalId, SourceId, SpoilerId, StateId,
};
pub use linkage::{Act, Clock, Link, Linkage, Linked, Span};
pub use monitoring::{Finding, Incident, Progress, Report, Score, standing_on};
pub use party::{Delegate, Faction, Party, Role};
pub use point::{Bracket, Choice, Grid, Mark, NormFlag, Point, Stand, Standing, Status};
pub use pose::{
    Assumption, ConflictError, FundingTrial, GateNeed, InWords, Limit, Matter, Measure, NoFunding,
    PlanAsk, PlanOrder, PlanPoseError, PoseError, Posed, PosedConflict, PosedConsensus, PosedEdits,
    PosedFaction, PosedFunding, PosedGate, PosedGuarantees, PosedLine, PosedNeed, PosedOrder,
    PosedPeriod, PosedPlan, PosedRound, PosedRounds, PosedSaid, PosedSigns, Said, Statement,
    StepOf, TURN_DAYS, TermOf, Trial, Tried, day_number, temptation,
};
pub use preference::{Figures, GivenBy, Grades, Preferences, VerbalGrade};
pub use readiness::{
    Caution, FormatCondition, FormatConsent, Indication, Indicator, OLD_AFTER_DAYS, Sheet, Spoiler,
    SpoilerOf, SpoilerType, Strength, TalkFormat, Willing,
};
pub use red_line::{Firmness, RedLine};
pub use rounds::{Edit, RoundWord, Settled, Taking, TalkRound};
pub use rule::{Condition, PackageRule};
pub use source::{Grade, Grounds, Source};
pub use term::Term;
pub use view::View;
pub use wording::{Language, Wording, capital};

/// A day of the calendar.
pub type Date = jiff::civil::Date;

/// An exact decimal or fraction as the file gives it; never a float.
pub type Exact = num_rational::BigRational;
