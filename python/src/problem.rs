//! The exact problem in Python: from arrays of whole numbers, or from what a view posed.

use crate::array::{array, numbers};
use crate::fault::unfit;
use crate::package;
use crate::posed::Stated;
use crate::rule::{Bonus, Rule};
use ::problem::{
    BracketIx, DecisionRule, Index, PartyIx, Problem as Exact, ProblemError, Score, Stance, Table,
};
use num_bigint::BigUint;
use num_rational::BigRational;
use pyo3::prelude::*;
use std::sync::Arc;

/// Parties, brackets and options by index, scores as exact integers: what packages are worth.
///
/// `scores` has one array for each bracket, of shape (parties, options of the bracket): what each
/// option is worth to each party, in the party's own units. Floats count if they are whole;
/// anything else is refused with its place. `reservations` has what no deal is worth to each party,
/// None where a party has no lower bound. `rules` are `Rule`s: of the text, or red lines of a
/// party. `bonuses` are what combinations are worth beyond their parts.
///
/// A package is worth to a party the sum of its options' scores and of the bonuses it matches. All
/// parties must accept it, unless `with_decision` says otherwise. Scores of different parties are
/// never compared, except by the rules of `fair` that say so.
#[pyclass(frozen, module = "onetext")]
pub(crate) struct Problem {
    /// The problem with its names.
    pub(crate) stated: Arc<Stated>,
}

impl Problem {
    /// A problem with its names.
    pub(crate) fn new_from(stated: Stated) -> Self {
        let stated = Arc::new(stated);
        Self { stated }
    }

    /// How many parties and brackets there are.
    pub(crate) fn shape(&self) -> (usize, usize) {
        let problem = &self.stated.problem;
        (problem.stances().len(), problem.sizes().len())
    }
}

#[pymethods]
impl Problem {
    #[new]
    #[pyo3(signature = (scores, reservations = None, rules = None, bonuses = None))]
    fn new(
        scores: Vec<Bound<'_, PyAny>>,
        reservations: Option<Bound<'_, PyAny>>,
        rules: Option<Vec<PyRef<'_, Rule>>>,
        bonuses: Option<Vec<PyRef<'_, Bonus>>>,
    ) -> PyResult<Self> {
        let (sizes, mut stances) = read_scores(&scores)?;
        if let Some(reservations) = reservations {
            read_reservations(&reservations, &mut stances)?;
        }
        let mut of_text = Vec::new();
        let mut red_lines = vec![Vec::new(); stances.len()];
        for rule in rules.iter().flatten() {
            match rule.party {
                None => of_text.push(rule.rule.clone()),
                Some(party) => {
                    let own = red_lines.get_mut(party);
                    own.ok_or_else(|| no_party(party))?.push(rule.rule.clone());
                }
            }
        }
        for bonus in bonuses.iter().flatten() {
            let stance = stances.get_mut(bonus.party);
            let stance = stance.ok_or_else(|| no_party(bonus.party))?;
            stance.bonuses.push(bonus.bonus.clone());
        }
        for (stance, own) in stances.iter_mut().zip(red_lines) {
            stance.red_lines = Table::new(own);
        }
        let (rules, stances) = (Table::new(of_text), Table::new(stances));
        let posed = Exact::new(Table::new(sizes), rules, stances, DecisionRule::Unanimity);
        let posed = posed.map_err(|error| refusal(&error))?;
        Ok(Self::new_from(Stated::of_numbers(posed)))
    }

    /// The same problem with names for its parties, brackets and the options of each bracket.
    #[pyo3(signature = (parties, brackets, options))]
    fn named(
        &self,
        parties: Vec<String>,
        brackets: Vec<String>,
        options: Vec<Vec<String>>,
    ) -> PyResult<Self> {
        let problem = &self.stated.problem;
        let sizes = problem.sizes().rows().map(|size| usize::from(*size));
        let fits = (parties.len(), brackets.len()) == self.shape()
            && options.iter().map(Vec::len).eq(sizes);
        if !fits {
            return Err(unfit(
                "the names do not fit\nhint: one for each party, each bracket, and each option \
                 of each bracket",
            ));
        }
        let mut stated = Stated::clone(&self.stated);
        stated.names.parties = parties;
        stated.names.brackets = brackets;
        stated.names.options = options;
        Ok(Self::new_from(stated))
    }

    /// The same problem with a draft in hand: an array of option indices, None or -1 where a
    /// bracket is open, or a dict of bracket to option.
    fn with_draft(&self, draft: &Bound<'_, PyAny>) -> PyResult<Self> {
        let mut stated = Stated::clone(&self.stated);
        stated.draft = Some(package::partial(draft, &stated)?);
        Ok(Self::new_from(stated))
    }

    /// The same problem with other values of no deal: one for each party, in its units, None where
    /// it has no lower bound.
    fn with_reservations(&self, reservations: &Bound<'_, PyAny>) -> PyResult<Self> {
        let problem = &self.stated.problem;
        let mut stances: Vec<Stance> = problem.stances().rows().cloned().collect();
        read_reservations(reservations, &mut stances)?;
        let (sizes, rules) = (problem.sizes().clone(), problem.rules().clone());
        let decision = problem.decision().clone();
        let posed = Exact::new(sizes, rules, Table::new(stances), decision);
        let mut stated = Stated::clone(&self.stated);
        stated.problem = posed.map_err(|error| refusal(&error))?;
        Ok(Self::new_from(stated))
    }

    /// The same problem where at least so many parties must accept, those with a veto among them.
    #[pyo3(signature = (at_least, vetoes = Vec::new()))]
    fn with_decision(&self, at_least: u64, vetoes: Vec<u16>) -> PyResult<Self> {
        let problem = &self.stated.problem;
        let vetoes = vetoes.into_iter().map(PartyIx::new).collect();
        let decision = DecisionRule::at_least(at_least, problem.stances().len(), vetoes);
        let (sizes, rules) = (problem.sizes().clone(), problem.rules().clone());
        let posed = Exact::new(sizes, rules, problem.stances().clone(), decision);
        let mut stated = Stated::clone(&self.stated);
        stated.problem = posed.map_err(|error| refusal(&error))?;
        Ok(Self::new_from(stated))
    }

    /// The names of the parties, in the order of every array's party axis.
    #[getter]
    fn parties(&self) -> Vec<String> {
        self.stated.names.parties.clone()
    }

    /// The names of the brackets, in the order of every array's bracket axis.
    #[getter]
    fn brackets(&self) -> Vec<String> {
        self.stated.names.brackets.clone()
    }

    /// The names of the options of each bracket: what an option index stands for.
    #[getter]
    fn options(&self) -> Vec<Vec<String>> {
        self.stated.names.options.clone()
    }

    /// What one unit of each party's score is worth in the party's own figures: exact fractions.
    #[getter]
    fn units(&self) -> Vec<BigRational> {
        let units = self.stated.units.iter();
        units.map(|unit| unit.value().clone()).collect()
    }

    /// How many options each bracket has: int64 of shape (brackets,).
    #[getter]
    fn sizes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let sizes = self.stated.problem.sizes().rows();
        let sizes: Vec<i64> = sizes.map(|size| i64::from(*size)).collect();
        array(py, &sizes, &[sizes.len()])
    }

    /// What no deal is worth to each party, in its units; None where it has no lower bound.
    #[getter]
    fn reservations(&self) -> Vec<Option<i64>> {
        let stances = self.stated.problem.stances().rows();
        let own = stances.map(|stance| stance.reservation.map(Score::get));
        own.collect()
    }

    /// The draft in hand: an option index for each bracket, None where it is open; None where
    /// there is no draft.
    #[getter]
    fn draft(&self) -> Option<Vec<Option<u16>>> {
        let draft = self.stated.draft.as_ref()?;
        let brackets = self.stated.problem.sizes().ids();
        let options = brackets.map(|bracket| draft.choice(bracket).map(|choice| choice.position()));
        Some(options.collect())
    }

    /// How many packages there are before any rule: a whole number of any size.
    #[getter]
    fn package_count(&self) -> BigUint {
        self.stated.problem.package_count()
    }

    /// What packages are worth to each party, in the parties' units.
    ///
    /// One package (shape (brackets,)) gives int64 of shape (parties,); many (shape (packages,
    /// brackets)) give shape (packages, parties).
    fn scores<'py>(&self, packages: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let (read, is_one) = package::packages(packages, &self.stated)?;
        let problem = &self.stated.problem;
        let scores = read.iter().map(|package| problem.scores(package));
        let scores = scores.flat_map(|scores| {
            let own: Vec<i64> = scores.rows().map(|score| score.get()).collect();
            own
        });
        let parties = problem.stances().len();
        let shape = [read.len(), parties];
        let shape = if is_one { &shape[1..] } else { &shape[..] };
        array(packages.py(), &scores.collect::<Vec<i64>>(), shape)
    }

    /// Whether each party accepts one package: no red line crossed, and no worse than no deal.
    fn accepts(&self, package: &Bound<'_, PyAny>) -> PyResult<Vec<bool>> {
        let package = package::package(package, &self.stated)?;
        let accepts = self.stated.problem.accepts(&package);
        Ok(accepts.rows().copied().collect())
    }

    /// Whether one package keeps the rules of the text and passes under the decision rule.
    fn passes(&self, package: &Bound<'_, PyAny>) -> PyResult<bool> {
        let package = package::package(package, &self.stated)?;
        Ok(self.stated.problem.passes(&package))
    }

    /// One package in words: bracket to option.
    fn words(&self, package: &Bound<'_, PyAny>) -> PyResult<Vec<(String, String)>> {
        let package = package::package(package, &self.stated)?;
        let names = &self.stated.names;
        let pairs = package.iter().map(|(bracket, choice)| {
            let at = Index::position(bracket);
            let options = names.options.get(at).map_or(&[][..], Vec::as_slice);
            let option = crate::posed::named(options, Index::position(choice));
            (crate::posed::named(&names.brackets, at), option)
        });
        Ok(pairs.collect())
    }

    fn __repr__(&self) -> String {
        let (parties, brackets) = self.shape();
        let count = self.stated.problem.package_count();
        format!("<onetext.Problem: {parties} parties, {brackets} brackets, {count} packages>")
    }
}

/// How many options each bracket has, and what each party wants, without reservations and lines.
fn read_scores(brackets: &[Bound<'_, PyAny>]) -> PyResult<(Vec<u16>, Vec<Stance>)> {
    if brackets.is_empty() {
        return Err(unfit(
            "there is no bracket\nhint: one array for each bracket",
        ));
    }
    let mut sizes = Vec::new();
    let mut scores: Vec<Vec<Vec<Score>>> = Vec::new();
    for (at, bracket) in brackets.iter().enumerate() {
        let name = format!("scores[{at}]");
        let numbers = numbers(bracket, &name)?;
        let rows = numbers.complete(&name)?;
        let [parties, options] = numbers.shape[..] else {
            return Err(misshapen(&name, &numbers.shape));
        };
        if at == 0 {
            scores = vec![Vec::new(); parties];
        }
        if parties != scores.len() {
            return Err(misshapen(&name, &numbers.shape));
        }
        sizes.push(u16::try_from(options).map_err(|_| refusal(&ProblemError::TooMany))?);
        for (own, row) in scores.iter_mut().zip(rows.chunks(options.max(1))) {
            own.push(row.iter().copied().map(Score::new).collect());
        }
    }
    let stances = scores.into_iter().map(|own| Stance {
        scores: own.into_iter().collect::<Table<BracketIx, _>>(),
        bonuses: Vec::new(),
        red_lines: Table::new(Vec::new()),
        reservation: None,
    });
    Ok((sizes, stances.collect()))
}

fn read_reservations(values: &Bound<'_, PyAny>, stances: &mut [Stance]) -> PyResult<()> {
    let numbers = numbers(values, "reservations")?;
    if numbers.shape != [stances.len()] {
        let (shape, parties) = (&numbers.shape, stances.len());
        return Err(unfit(format!(
            "`reservations` has shape {shape:?} and there are {parties} parties\nhint: one \
             number for each, or None where a party has no lower bound"
        )));
    }
    for (stance, reservation) in stances.iter_mut().zip(numbers.rows) {
        stance.reservation = reservation.map(Score::new);
    }
    Ok(())
}

fn misshapen(name: &str, shape: &[usize]) -> PyErr {
    unfit(format!(
        "`{name}` has shape {shape:?}\nhint: one array for each bracket, parties down and options \
         across, with the same parties in each"
    ))
}

fn no_party(party: usize) -> PyErr {
    unfit(format!(
        "there is no party {party}\nhint: parties are counted from 0, as the rows of `scores` are"
    ))
}

/// Why numbers are no problem; places count from 0 here.
fn refusal(error: &ProblemError) -> PyErr {
    match error {
        ProblemError::NoChoice(bracket) => {
            unfit(format!("bracket {} has no option", bracket.position()))
        }
        ProblemError::Unscored(party) => unfit(format!(
            "party {} does not score every option of every bracket",
            party.position()
        )),
        ProblemError::TooLarge(party) => unfit(format!(
            "the scores of party {} could add up to more than 2^60 units\nhint: take a coarser \
             unit",
            party.position()
        )),
        ProblemError::Dangling(bracket, choice) => unfit(format!(
            "a pattern names option {} of bracket {}, which does not exist\nhint: both count from \
             0",
            choice.position(),
            bracket.position()
        )),
        error @ (ProblemError::TooMany | ProblemError::Decision) => unfit(error),
    }
}
