//! What can be asked of a problem: each answer is a claim.

use crate::array::array;
use crate::claim::{Claim, Found};
use crate::clash::Clashes;
use crate::effort::{Effort, Limits, with_patience};
use crate::fair::{self, Fair};
use crate::fault::unfit;
use crate::improvement::Improvements;
use crate::outcomes::{Outcomes, Store};
use crate::package;
use crate::problem::Problem;
use crate::trade::Exchange;
use crate::trial;
use ::problem::{Acceptors, Bound as Limit, Effort as Exact, PartyIx, Reach, Scope};
use analysis::fair::fair_packages;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use std::sync::Arc;

#[pymethods]
impl Problem {
    /// The frontier: the outcomes that nobody can improve on for free (Pareto 1906).
    ///
    /// The answer is `Outcomes`: every vector of scores that no package of the scope dominates.
    /// `scope` is "acceptable" (to every party), "within-red-lines" or "possible" (keeps the rules
    /// of the text). Method: multi-objective bucket elimination. Stopped early, the claim's bound
    /// says by how much each party may at most do better.
    #[pyo3(signature = (scope = "acceptable", *, effort = None))]
    fn frontier(
        &self,
        py: Python<'_>,
        scope: &str,
        effort: Option<PyRef<'_, Effort>>,
    ) -> PyResult<Claim> {
        let scope = scope_of(scope)?;
        let problem = &self.stated.problem;
        let work = |effort: &Exact<'_>| analysis::frontier::frontier(problem, scope, effort);
        let (claim, stopped) = with_patience(py, Limits::of(effort.as_deref()), work)?;
        let (front, found) = Found::of(claim, stopped);
        let store = Store::Front(Arc::new(front));
        let trial = trial::frontier(store.clone(), found.clone(), scope);
        let answer = Outcomes::new(store, self.shape()).into_pyobject(py)?;
        let answer = answer.into_any().unbind();
        Ok(Claim::new(answer, found, &self.stated, trial))
    }

    /// Fair packages by named rules, every tie with them: the answer is a dict of rule to claim,
    /// whose answers are `Fair`; it is empty where no package lies in the scope.
    ///
    /// Rules: "nash" (1950), "kalai-smorodinsky" (1975; its ideal over the scope) and
    /// "kalai-smorodinsky-possible" (over all possible packages), "egalitarian" (Kalai 1977,
    /// leximin), "utilitarian", "utilitarian-normalised" (Dhillon and Mertens 1999),
    /// "max-min-over-draft" (Thiessen, Loucks and Stedinger 1998). Without `rules`, those that have
    /// a meaning here. Those that count in stated units need one unit for all parties.
    #[pyo3(signature = (rules = None, scope = "acceptable", *, effort = None))]
    fn fair(
        &self,
        py: Python<'_>,
        rules: Option<Vec<String>>,
        scope: &str,
        effort: Option<PyRef<'_, Effort>>,
    ) -> PyResult<Claim> {
        let scope = scope_of(scope)?;
        let rules = fair::rules(&self.stated, rules)?;
        let problem = &self.stated.problem;
        let plain: Vec<_> = rules.iter().map(|(_, rule)| rule.clone()).collect();
        let work = |effort: &Exact<'_>| fair_packages(problem, scope, &plain, effort);
        let (claim, stopped) = with_patience(py, Limits::of(effort.as_deref()), work)?;
        let (claims, found) = Found::of(claim, stopped);
        let answer = PyDict::new(py);
        for ((word, _), again) in rules.iter().zip(&claims) {
            let (fair, found) = Found::of(again.clone(), stopped);
            let trial = trial::fair(vec![again.clone()], scope, found.reach.clone());
            let fair = Fair::new(word, fair, self.shape()).into_pyobject(py)?;
            let fair = fair.into_any().unbind();
            answer.set_item(word, Claim::new(fair, found, &self.stated, trial))?;
        }
        let trial = trial::fair(claims, scope, found.reach.clone());
        let answer = answer.into_any().unbind();
        Ok(Claim::new(answer, found, &self.stated, trial))
    }

    /// A package that passes under the decision rule, or None where it is proved that none does.
    ///
    /// The answer is int64 of shape (brackets,): one of them, not ranked above the others.
    #[pyo3(signature = (*, effort = None))]
    fn passing(&self, py: Python<'_>, effort: Option<PyRef<'_, Effort>>) -> PyResult<Claim> {
        let problem = &self.stated.problem;
        let work = |effort: &Exact<'_>| analysis::feasibility::passing_package(problem, effort);
        let (claim, stopped) = with_patience(py, Limits::of(effort.as_deref()), work)?;
        let (package, found) = Found::of(claim, stopped);
        let answer = match &package {
            None => py.None(),
            Some(package) => {
                let options = package
                    .iter()
                    .map(|(_, option)| i64::from(option.position()));
                let options: Vec<i64> = options.collect();
                array(py, &options, &[options.len()])?.unbind()
            }
        };
        let trial = trial::passing(package, found.reach.clone());
        Ok(Claim::new(answer, found, &self.stated, trial))
    }

    /// How many packages keep the rules of the text and are accepted: a whole number of any size.
    ///
    /// `by` is "all" parties, "enough" for the decision rule, "anybody" (no party need accept), or
    /// the index of one party. Stopped early, the bound is the least and the most it can be.
    #[pyo3(signature = (by = None, *, effort = None))]
    fn count(
        &self,
        py: Python<'_>,
        by: Option<Bound<'_, PyAny>>,
        effort: Option<PyRef<'_, Effort>>,
    ) -> PyResult<Claim> {
        let by = self.acceptors(by.as_ref())?;
        let problem = &self.stated.problem;
        let work = |effort: &Exact<'_>| analysis::count::count(problem, by, effort);
        let (claim, stopped) = with_patience(py, Limits::of(effort.as_deref()), work)?;
        let (count, found) = Found::of(claim, stopped);
        let answer = count.clone().into_pyobject(py)?.into_any().unbind();
        let trial = trial::count((count, by), found.reach.clone());
        Ok(Claim::new(answer, found, &self.stated, trial))
    }

    /// What cannot hold together, and what could be given up so that the rest can.
    ///
    /// The answer is `Clashes`: every smallest set of demands (rules, red lines, values of no deal)
    /// that no package meets together, and every smallest set to give up (Reiter 1987; Liffiton and
    /// Sakallah 2008). Method: MARCO.
    #[pyo3(signature = (*, effort = None))]
    fn clashes(&self, py: Python<'_>, effort: Option<PyRef<'_, Effort>>) -> PyResult<Claim> {
        let problem = &self.stated.problem;
        let demands = problem.demands();
        let work = |effort: &Exact<'_>| analysis::clash::clashes(problem, &demands, effort);
        let (claim, stopped) = with_patience(py, Limits::of(effort.as_deref()), work)?;
        let (clashes, found) = Found::of(claim, stopped);
        let answer = Clashes::new(py, &self.stated, &clashes)?.into_pyobject(py)?;
        let trial = trial::clashes(clashes, demands, found.reach.clone());
        let answer = answer.into_any().unbind();
        Ok(Claim::new(answer, found, &self.stated, trial))
    }

    /// What improves on a package: somebody better off and nobody worse (Raiffa 1985).
    ///
    /// `package` may leave brackets open (None or -1); without it the draft in hand is taken. The
    /// answer is `Improvements`, the first `most` of them, best first.
    #[pyo3(signature = (package = None, most = 10, *, effort = None))]
    fn improve(
        &self,
        py: Python<'_>,
        package: Option<Bound<'_, PyAny>>,
        most: usize,
        effort: Option<PyRef<'_, Effort>>,
    ) -> PyResult<Claim> {
        if most == 0 {
            return Err(unfit("`most` is 0\nhint: ask for one improvement or more"));
        }
        let draft = match package {
            Some(package) => package::partial(&package, &self.stated)?,
            None => self.stated.draft.clone().ok_or_else(|| {
                unfit("there is no draft in hand\nhint: name a package, or ask with_draft() first")
            })?,
        };
        let (problem, scope) = (&self.stated.problem, Scope::Acceptable);
        let limits = Limits::of(effort.as_deref());
        let (claim, stopped) = with_patience(py, limits, |effort| {
            let base = analysis::improvement::baseline(problem, &draft, scope, effort)?;
            let asked = (&base.answer, most);
            let mut claim = analysis::improvement::improvements(problem, scope, asked, effort);
            claim.nodes = claim.nodes.saturating_add(base.nodes);
            if base.reach != Reach::Complete {
                claim.reach = Reach::Stopped(Limit::Unknown);
            }
            Ok::<_, ::problem::ProblemError>(claim)
        })?;
        let (improvements, found) = Found::of(claim.map_err(unfit)?, stopped);
        let again = found.claim(improvements.clone());
        let trial = trial::improvements(again, draft, scope);
        let answer = Improvements::new(improvements, self.shape()).into_pyobject(py)?;
        let answer = answer.into_any().unbind();
        Ok(Claim::new(answer, found, &self.stated, trial))
    }

    /// Trades on a package (logrolling): two changes by which each of two parties gives on one
    /// bracket and gets more on another.
    ///
    /// `package` leaves nothing open; without it the draft in hand is taken. The answer is a list
    /// of `Exchange`, one for each two parties that can trade, with the best trade on each pair of
    /// brackets, `most` of them. Gains of two parties are never added: trades rank by their
    /// product.
    #[pyo3(signature = (package = None, most = 10, *, effort = None))]
    fn trades(
        &self,
        py: Python<'_>,
        package: Option<Bound<'_, PyAny>>,
        most: usize,
        effort: Option<PyRef<'_, Effort>>,
    ) -> PyResult<Claim> {
        let draft = match package {
            Some(package) => Some(package::package(&package, &self.stated)?),
            None => self
                .stated
                .draft
                .as_ref()
                .and_then(|draft| draft.complete()),
        };
        let package = draft.ok_or_else(|| {
            unfit("there is no draft in hand that leaves nothing open\nhint: name a package")
        })?;
        let (problem, scope) = (&self.stated.problem, Scope::WithinRedLines);
        let work =
            |effort: &Exact<'_>| analysis::trades::trades(problem, (&package, scope), most, effort);
        let (claim, stopped) = with_patience(py, Limits::of(effort.as_deref()), work)?;
        let (exchanges, found) = Found::of(claim, stopped);
        let listed = exchanges.iter().map(Exchange::new);
        let answer = PyList::new(py, listed.collect::<Vec<_>>())?
            .into_any()
            .unbind();
        let asked = (package, scope, most);
        let trial = trial::trades(exchanges, asked, found.reach.clone());
        Ok(Claim::new(answer, found, &self.stated, trial))
    }
}

impl Problem {
    fn acceptors(&self, by: Option<&Bound<'_, PyAny>>) -> PyResult<Acceptors> {
        let Some(by) = by else {
            return Ok(Acceptors::All);
        };
        let (parties, _) = self.shape();
        let party = by.extract::<u16>().ok();
        if let Some(party) = party.filter(|party| usize::from(*party) < parties) {
            return Ok(Acceptors::Party(PartyIx::new(party)));
        }
        match by.extract::<String>().as_deref() {
            Ok("all") => Ok(Acceptors::All),
            Ok("enough") => Ok(Acceptors::Enough),
            Ok("anybody") => Ok(Acceptors::Anybody),
            Ok(_) | Err(_) => Err(unfit(format!(
                "`{by}` accepts nothing\nhint: \"all\", \"enough\", \"anybody\", or the index of a \
                 party"
            ))),
        }
    }
}

fn scope_of(word: &str) -> PyResult<Scope> {
    match word {
        "acceptable" => Ok(Scope::Acceptable),
        "within-red-lines" => Ok(Scope::WithinRedLines),
        "possible" => Ok(Scope::Possible),
        other => Err(unfit(format!(
            "there is no scope `{other}`\nhint: acceptable, within-red-lines, or possible"
        ))),
    }
}
