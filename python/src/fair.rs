//! Fair packages: which outcome a named rule picks, and from what it measures.

use crate::array::array;
use crate::fault::unfit;
use crate::outcomes::{Outcomes, Store};
use crate::posed::Stated;
use ::problem::frame::{FairRule, IdealOver};
use ::problem::{Index, PartyIx, Score, Table};
use num_rational::BigRational;
use pyo3::prelude::*;
use std::sync::Arc;

const WORDS: [&str; 7] = [
    "nash",
    "kalai-smorodinsky",
    "kalai-smorodinsky-possible",
    "egalitarian",
    "utilitarian",
    "utilitarian-normalised",
    "max-min-over-draft",
];
/// The rules that are asked where none is named, as far as they have a meaning.
const USUAL: [&str; 5] = [
    "nash",
    "kalai-smorodinsky",
    "egalitarian",
    "utilitarian-normalised",
    "max-min-over-draft",
];

/// The packages that a rule ranks first, and what they were measured from.
#[pyclass(frozen, module = "onetext")]
pub(crate) struct Fair {
    rule: String,
    fair: ::problem::fair::Fair,
    shape: (usize, usize),
}

impl Fair {
    /// What a rule picked in a problem with so many parties and brackets.
    pub(crate) fn new(rule: &str, fair: ::problem::fair::Fair, shape: (usize, usize)) -> Self {
        let rule = rule.to_owned();
        Self { rule, fair, shape }
    }
}

#[pymethods]
impl Fair {
    /// The rule, by its word.
    #[getter]
    fn rule(&self) -> &str {
        &self.rule
    }

    /// The number that the rule puts first, exactly: the product of gains, the least ratio, the
    /// least gain or the sum.
    #[getter]
    fn value(&self) -> BigRational {
        self.fair.value.clone()
    }

    /// Every outcome that the rule ranks first.
    #[getter]
    fn outcomes(&self) -> Outcomes {
        let store = Store::Listed(Arc::new(self.fair.outcomes.clone()));
        Outcomes::new(store, self.shape)
    }

    /// What each party has without a deal: its reservation, or, where it has none, the least that
    /// a package of the scope gives it. int64 of shape (parties,).
    #[getter]
    fn disagreement<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        row(py, &self.fair.frame.disagreement)
    }

    /// The most that a package of the scope gives each party. int64 of shape (parties,).
    #[getter]
    fn best<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        row(py, &self.fair.frame.best)
    }

    /// The most that any possible package gives each party. int64 of shape (parties,).
    #[getter]
    fn best_possible<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        row(py, &self.fair.frame.best_possible)
    }

    /// The parties without a reservation, for whom `disagreement` is an assumption.
    #[getter]
    fn assumed(&self) -> Vec<usize> {
        let parties = self.fair.frame.assumed.iter();
        parties.map(|party| Index::position(*party)).collect()
    }

    /// Whether Nash's product decides nothing, because no package gives every party a gain.
    #[getter]
    fn is_degenerate(&self) -> bool {
        self.fair.is_degenerate()
    }

    fn __repr__(&self) -> String {
        let (rule, count) = (&self.rule, self.fair.outcomes.len());
        format!(
            "<onetext.Fair by {rule}: {count} outcomes, value {}>",
            self.fair.value
        )
    }
}

/// A row of scores, party by party.
pub(crate) fn row<'py>(
    py: Python<'py>,
    scores: &Table<PartyIx, Score>,
) -> PyResult<Bound<'py, PyAny>> {
    let scores: Vec<i64> = scores.rows().map(|score| score.get()).collect();
    array(py, &scores, &[scores.len()])
}

/// The rules of these words, or the usual ones.
pub(crate) fn rules(
    stated: &Stated,
    words: Option<Vec<String>>,
) -> PyResult<Vec<(String, FairRule)>> {
    let Some(words) = words else {
        let usual = USUAL.iter().filter_map(|word| {
            let rule = rule(stated, word).ok()?;
            Some(((*word).to_owned(), rule))
        });
        return Ok(usual.collect());
    };
    if words.is_empty() {
        return Err(unfit(format!(
            "no rule is named\nhint: one or more of {}",
            WORDS.join(", ")
        )));
    }
    let read = words.into_iter().map(|word| {
        let rule = rule(stated, &word)?;
        Ok((word, rule))
    });
    read.collect()
}

fn rule(stated: &Stated, word: &str) -> PyResult<FairRule> {
    let rule = match word {
        "nash" => FairRule::Nash,
        "kalai-smorodinsky" => FairRule::KalaiSmorodinsky(IdealOver::Scope),
        "kalai-smorodinsky-possible" => FairRule::KalaiSmorodinsky(IdealOver::Possible),
        "egalitarian" => FairRule::Egalitarian,
        "utilitarian" => FairRule::UtilitarianStated,
        "utilitarian-normalised" => FairRule::UtilitarianNormalised,
        "max-min-over-draft" => {
            let draft = stated.draft.as_ref().and_then(|draft| draft.complete());
            let draft = draft.ok_or_else(|| {
                unfit(
                    "there is no draft in hand that leaves nothing open\nhint: ask with_draft() \
                     first",
                )
            })?;
            FairRule::MaxMinOverDraft(stated.problem.scores(&draft))
        }
        other => {
            return Err(unfit(format!(
                "there is no rule of fairness `{other}`\nhint: the rules are {}",
                WORDS.join(", ")
            )));
        }
    };
    let in_stated_units = match &rule {
        FairRule::Egalitarian | FairRule::UtilitarianStated | FairRule::MaxMinOverDraft(_) => true,
        FairRule::Nash | FairRule::KalaiSmorodinsky(_) | FairRule::UtilitarianNormalised => false,
    };
    if in_stated_units && !stated.has_one_unit() {
        return Err(unfit(format!(
            "the rule `{word}` compares gains in stated units, and the parties' units differ\n\
             hint: see `units`; nash and kalai-smorodinsky do not depend on them"
        )));
    }
    Ok(rule)
}
