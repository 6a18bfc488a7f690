//! Posing: a view becomes a problem of indices and integers.
//!
//! Invariant: only a [`View`] poses, so a problem holds what one seat may know and nothing else. A
//! seat other than the mediator's poses a joint problem from public figures only.

mod build;
mod conflict;
mod consensus;
mod funding;
mod gate;
mod guarantees;
mod order;
mod plan;
mod plan_days;
mod plan_figures;
mod plan_parts;
mod plan_repaired;
mod rounds;
mod rules;
mod said;
mod signals;
mod trial;
mod worded;

use crate::{BracketId, ChoiceId, FactionId, GivenBy, LinkageId, RedLineId, View};
use build::Builder;
pub use conflict::{ConflictError, PosedConflict};
pub use consensus::PosedConsensus;
use disclosure::{PartyId, ReleaseClass, Seat};
pub use funding::{
    FundingTrial, NoFunding, PosedFunding, PosedLine, PosedNeed, PosedPeriod, day_number,
};
pub use gate::{GateNeed, PosedGate};
pub use guarantees::{PosedGuarantees, temptation};
pub use order::PosedOrder;
pub use plan::{Measure, PlanAsk, PlanPoseError, PosedPlan, StepOf, TermOf, Tried};
pub use plan_repaired::PlanOrder;
use problem::scale::Unit;
use problem::{
    BracketIx, PartialPackage, PartyIx, Problem, ProblemError, RedLineIx, RuleIx, Stance, Table,
};
pub use rounds::{PosedEdits, PosedRound, PosedRounds};
pub use said::{PosedSaid, Said, Statement};
pub use signals::{Matter, PosedSigns, TURN_DAYS};
pub use trial::Trial;
pub use worded::InWords;

/// What a red line of the posed problem stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// A red line that the party stated.
    RedLine(RedLineId),
    /// An option that the party rejected.
    Rejection(BracketId, ChoiceId),
    /// An option that the party marked never.
    Never(BracketId, ChoiceId),
    /// Options of a bracket, one of which the party must have.
    MustHave(BracketId, Vec<ChoiceId>),
}

/// What the analysis takes for granted, to be said beside every answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assumption {
    /// A party's figures were not given by the party.
    FiguresBy(PartyId, GivenBy),
    /// A party gave no figures on a bracket: it is counted as indifferent there.
    Indifferent(PartyId, BracketId),
    /// A party gave no value of no deal: it has no lower bound.
    NoReservation(PartyId),
    /// A party gave no value for an option: the option is left out.
    Unvalued(PartyId, BracketId, ChoiceId),
    /// A party's figures were rounded once to 10^-12 of its scale.
    Rounded(PartyId),
    /// A rule is an analyst's reading of reported words.
    Reading(LinkageId, String),
    /// A red line is stated in words only, and so binds no package.
    WordsOnly(RedLineId),
}

/// A faction behind a party, with its own stance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PosedFaction {
    /// The party it stands behind.
    pub behind: PartyIx,
    /// Its id.
    pub id: FactionId,
    /// What it wants.
    pub stance: Stance,
    /// What one unit of its score is worth.
    pub unit: Unit,
}

/// A problem together with the names of what its indices stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posed {
    /// The problem.
    pub problem: Problem,
    /// The parties that decide.
    pub parties: Table<PartyIx, PartyId>,
    /// What one unit of each party's score is worth in the party's figures: the same for all, so
    /// that their gains can be compared in stated units, unless no unit holds everybody's figures.
    pub units: Table<PartyIx, Unit>,
    /// The brackets.
    pub brackets: Table<BracketIx, BracketId>,
    /// The options of each bracket.
    pub choices: Table<BracketIx, Vec<ChoiceId>>,
    /// The linkages behind the rules.
    pub rules: Table<RuleIx, LinkageId>,
    /// What each red line stands for.
    pub limits: Table<PartyIx, Table<RedLineIx, Limit>>,
    /// The draft in hand.
    pub draft: Option<PartialPackage>,
    /// The factions behind the parties.
    pub factions: Vec<PosedFaction>,
    /// What is taken for granted.
    pub assumptions: Vec<Assumption>,
    /// The strictest class among what went in: what comes out has it too.
    pub class: ReleaseClass,
}

impl Posed {
    /// Whether one unit is as much of every party's figures, so that gains can be set side by side
    /// in stated units.
    #[must_use]
    pub fn has_one_unit(&self) -> bool {
        let mut values = self.units.rows().map(Unit::value);
        let first = values.next();
        values.all(|value| Some(value) == first)
    }
}

/// Why a view cannot pose a problem.
///
/// Invariant: the message is the same whether what is missing does not exist or is not for this
/// seat.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PoseError {
    /// The case is about a conflict that goes on.
    #[error(
        "the case is marked live: press reports are not preferences, so it carries no figures\n\
         hint: ask for clashes or order, which rest on the public record"
    )]
    Live,
    /// This seat sees no figures for a party.
    #[error(
        "this seat sees no figures of preference for `{0}`\n\
         hint: a joint answer needs figures of every party that decides"
    )]
    NoFigures(PartyId),
    /// There is nothing to decide.
    #[error("this seat sees no bracket with an option to choose")]
    NoBrackets,
    /// Nobody decides.
    #[error("this seat sees no party that decides")]
    NoParties,
    /// More was said than can be taken together.
    #[error("a party has said more than can be taken together")]
    TooMuchSaid,
    /// The figures or rules do not make a problem.
    #[error(transparent)]
    Problem(#[from] ProblemError),
}

impl View<'_> {
    /// The joint problem of all parties that decide, from the figures this seat may use.
    ///
    /// # Errors
    /// When the case is live, when figures of a party are not there for this seat, or when they do
    /// not make a problem.
    pub fn pose(&self) -> Result<Posed, PoseError> {
        self.pose_trial(&Trial::default())
    }

    /// The joint problem as it would be with some figures moved and some red lines lifted.
    ///
    /// # Errors
    /// As [`View::pose`].
    pub fn pose_trial(&self, trial: &Trial) -> Result<Posed, PoseError> {
        if self.heading().live {
            return Err(PoseError::Live);
        }
        Builder::new(self, self.deciders())?
            .figures(trial)?
            .rules()
            .finish()
    }

    /// The problem of this seat's own party alone: its figures, its red lines, the open rules.
    ///
    /// # Errors
    /// As [`View::pose`]; a seat without a party has no figures of its own.
    pub fn pose_own(&self) -> Result<Posed, PoseError> {
        if self.heading().live {
            return Err(PoseError::Live);
        }
        let own = self.seat().party().cloned();
        Builder::new(self, own.into_iter().collect())?
            .figures(&Trial::default())?
            .rules()
            .finish()
    }

    /// The problem of what has been declared: every rejection is a limit, and nobody has figures.
    ///
    /// # Errors
    /// When there is nothing to decide or nobody to decide it.
    pub fn pose_declared(&self) -> Result<Posed, PoseError> {
        Builder::new(self, self.deciders())?
            .declared()
            .rules()
            .finish()
    }

    /// Whether a joint answer from figures of this class may be told to this seat.
    fn may_join(&self, class: ReleaseClass, party: &PartyId) -> bool {
        match self.seat() {
            Seat::Mediator => true,
            Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => {
                class == ReleaseClass::Public || self.seat().party() == Some(party)
            }
        }
    }
}
