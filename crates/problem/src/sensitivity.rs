//! Sensitivity: one figure of the case moves, and an answer stays or turns.
//!
//! A parameter has a present value. At another value the problem is posed again, with every score
//! multiplied by the value's denominator so that all stay whole; no order between packages, and no
//! rule of fairness, can tell that from the scores themselves.

use crate::frame::FairRule;
use crate::{
    Bonus, BracketIx, ChoiceIx, Package, PartyIx, Problem, ProblemError, Scope, Score, Stance,
    Table,
};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};

/// A figure that moves while all others stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Parameter {
    /// The factor on all of a party's scores on a bracket; 1 at present.
    Weight(PartyIx, BracketIx),
    /// A party's score of an option.
    Choice(PartyIx, BracketIx, ChoiceIx),
    /// A party's value of no deal.
    Reservation(PartyIx),
}

impl Parameter {
    /// Whose figure it is.
    #[must_use]
    pub const fn party(self) -> PartyIx {
        match self {
            Self::Weight(party, _) | Self::Choice(party, _, _) | Self::Reservation(party) => party,
        }
    }
}

/// Where an answer turns as a parameter moves away from its present value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The value at which it turns.
    pub value: BigRational,
    /// Whether the answer is another one at that very value, or only past it.
    pub from: TurnFrom,
    /// A package that is fair there, or just past it, and was not before; none if nothing is.
    pub instead: Option<Package>,
}

/// Whether an answer has turned at a value or past it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TurnFrom {
    /// At the value itself something else is fair, or fair as well.
    Value,
    /// The answer still stands at the value, and no longer past it.
    Past,
}

/// How far a parameter can move before what is fair by a rule is no longer the same packages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sensitivity {
    /// What moves.
    pub parameter: Parameter,
    /// The rule.
    pub rule: FairRule,
    /// The present value.
    pub present: BigRational,
    /// How far down and up it was let move.
    pub range: (BigRational, BigRational),
    /// The turn below the present value, if there is one within the range.
    pub below: Option<Turn>,
    /// The turn above it.
    pub above: Option<Turn>,
}

impl Problem {
    /// The present value of a parameter, if the problem has it.
    #[must_use]
    pub fn present(&self, parameter: Parameter) -> Option<BigRational> {
        let stance = self.stances().get(parameter.party())?;
        let score = match parameter {
            Parameter::Weight(_, bracket) => {
                return stance.scores.get(bracket).map(|_| BigRational::one());
            }
            Parameter::Choice(_, bracket, choice) => stance
                .scores
                .get(bracket)?
                .get(usize::from(choice.position()))
                .copied(),
            Parameter::Reservation(_) => stance.reservation,
        };
        score.map(|score| BigRational::from_integer(BigInt::from(score.get())))
    }

    /// The problem with a parameter at another value, all scores multiplied by its denominator.
    ///
    /// # Errors
    /// When the scores grow too large for exact arithmetic.
    pub fn at(&self, parameter: Parameter, value: &BigRational) -> Result<Self, ProblemError> {
        let too_large = ProblemError::TooLarge(parameter.party());
        let (Some(part), Some(whole)) = (value.numer().to_i64(), value.denom().to_i64()) else {
            return Err(too_large);
        };
        let times = |score: Score, factor: i64| {
            let product = i128::from(score.get()) * i128::from(factor);
            let limit = 2 * i128::from(Score::LIMIT);
            Score::new(product.clamp(-limit, limit) as i64)
        };
        let stances = self.stances().iter().map(|(party, stance)| {
            let mut stance = Stance {
                scores: stance
                    .scores
                    .map(|row| row.iter().map(|s| times(*s, whole)).collect()),
                bonuses: scaled(&stance.bonuses, |score| times(score, whole)),
                red_lines: stance.red_lines.clone(),
                reservation: stance.reservation.map(|score| times(score, whole)),
            };
            if party == parameter.party() {
                self.set(parameter, &mut stance, &|score| times(score, part));
            }
            stance
        });
        let (sizes, rules) = (self.sizes().clone(), self.rules().clone());
        Self::new(sizes, rules, stances.collect(), self.decision().clone())
    }

    fn set(&self, parameter: Parameter, stance: &mut Stance, times: &impl Fn(Score) -> Score) {
        match parameter {
            Parameter::Weight(party, bracket) => {
                let before = self
                    .stances()
                    .get(party)
                    .and_then(|s| s.scores.get(bracket));
                if let (Some(row), Some(before)) = (stance.scores.get_mut(bracket), before) {
                    *row = before.iter().map(|score| times(*score)).collect();
                }
            }
            Parameter::Choice(_, bracket, choice) => {
                let row = stance.scores.get_mut(bracket);
                let score = row.and_then(|row| row.get_mut(usize::from(choice.position())));
                if let Some(score) = score {
                    *score = times(Score::new(1));
                }
            }
            Parameter::Reservation(_) => stance.reservation = Some(times(Score::new(1))),
        }
    }

    /// The packages that are fair with a parameter at another value, in order, by definition. Slow.
    ///
    /// # Errors
    /// When the scores grow too large for exact arithmetic.
    pub fn fair_at(
        &self,
        (scope, rule): (Scope, &FairRule),
        parameter: Parameter,
        value: &BigRational,
    ) -> Result<Vec<Package>, ProblemError> {
        let there = self.at(parameter, value)?;
        let rule = rescaled(rule, value);
        let Some(fair) = there.fair(scope, &rule) else {
            return Ok(Vec::new());
        };
        let is_fair = |package: &Package| {
            let scores = there.scores(package);
            there.is_within(package, scope) && fair.outcomes.iter().any(|o| o.scores == scores)
        };
        Ok(there.packages().filter(is_fair).collect())
    }

    /// The value of a parameter at which a party's acceptance of a package turns, if it has one.
    ///
    /// At that value the package is worth exactly no deal to the party. Nothing if the parameter
    /// does not touch the package, the party has no value of no deal, or a red line is crossed.
    #[must_use]
    pub fn acceptance_turn(&self, package: &Package, parameter: Parameter) -> Option<BigRational> {
        let stance = self.stances().get(parameter.party())?;
        if !stance.bears(package) {
            return None;
        }
        let exact = |score: Score| BigRational::from_integer(BigInt::from(score.get()));
        let (fixed, slope) = self.line(package, parameter)?;
        let reservation = match parameter {
            Parameter::Reservation(_) => return Some(exact(stance.score(package))),
            Parameter::Weight(..) | Parameter::Choice(..) => exact(stance.reservation?),
        };
        (!slope.is_zero()).then(|| (reservation - fixed) / slope)
    }

    /// What a package is worth to the parameter's party, as `fixed + slope * value`.
    #[must_use]
    pub fn line(
        &self,
        package: &Package,
        parameter: Parameter,
    ) -> Option<(BigRational, BigRational)> {
        let stance = self.stances().get(parameter.party())?;
        let score = stance.score(package);
        let own = |bracket: BracketIx| {
            let choice = package.choice(bracket)?;
            let scores = stance.scores.get(bracket)?;
            scores.get(usize::from(choice.position())).copied()
        };
        let (moved, slope) = match parameter {
            Parameter::Weight(_, bracket) => (own(bracket)?, own(bracket)?),
            Parameter::Choice(_, bracket, choice) if package.choice(bracket) == Some(choice) => {
                (own(bracket)?, Score::new(1))
            }
            Parameter::Choice(..) | Parameter::Reservation(_) => (Score::ZERO, Score::ZERO),
        };
        let exact = |score: Score| BigRational::from_integer(BigInt::from(score.get()));
        Some((exact(score - moved), exact(slope)))
    }
}

/// The rule in the units of the problem at another value.
///
/// A draft's scores are those that the rule states: they grow with the units, and stay as the
/// parameter moves.
#[must_use]
pub fn rescaled(rule: &FairRule, value: &BigRational) -> FairRule {
    let whole = value.denom().to_i64().unwrap_or(1);
    match rule {
        FairRule::MaxMinOverDraft(draft) => FairRule::MaxMinOverDraft(
            draft.map(|score| Score::new(score.get().saturating_mul(whole))),
        ),
        FairRule::Nash
        | FairRule::KalaiSmorodinsky(_)
        | FairRule::Egalitarian
        | FairRule::UtilitarianStated
        | FairRule::UtilitarianNormalised => rule.clone(),
    }
}

fn scaled(bonuses: &[Bonus], times: impl Fn(Score) -> Score) -> Vec<Bonus> {
    let bonus = |bonus: &Bonus| Bonus {
        pattern: bonus.pattern.clone(),
        score: times(bonus.score),
    };
    bonuses.iter().map(bonus).collect()
}

/// Every parameter of a problem: each party's weights, scores and value of no deal.
#[must_use]
pub fn parameters(problem: &Problem) -> Vec<Parameter> {
    let mut parameters = Vec::new();
    let sizes: &Table<BracketIx, u16> = problem.sizes();
    for (party, stance) in problem.stances().iter() {
        for (bracket, size) in sizes.iter() {
            parameters.push(Parameter::Weight(party, bracket));
            let choices = (0..*size).map(ChoiceIx::new);
            parameters.extend(choices.map(|choice| Parameter::Choice(party, bracket, choice)));
        }
        parameters.extend(stance.reservation.map(|_| Parameter::Reservation(party)));
    }
    parameters
}
