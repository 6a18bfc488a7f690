//! Rules, red lines and bonuses of a problem of bare numbers.

use crate::fault::unfit;
use ::problem::{BracketIx, ChoiceIx, ChoiceSet, Pattern, Rule as Stated, Score};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// A condition that packages must keep: of the text, or of one party, whose red line it is then.
///
/// A pattern is a dict of bracket index to option index, or to several of which one must be taken;
/// a package matches it if it matches every bracket named. `party` is the index of the party whose
/// red line it is, None for a rule of the text.
#[pyclass(frozen, module = "onetext")]
pub(crate) struct Rule {
    /// The rule.
    pub(crate) rule: Stated,
    /// Whose red line it is.
    pub(crate) party: Option<usize>,
}

#[pymethods]
impl Rule {
    /// No package may match the pattern: an incompatibility.
    #[staticmethod]
    #[pyo3(signature = (pattern, *, party = None))]
    fn never(pattern: &Bound<'_, PyDict>, party: Option<usize>) -> PyResult<Self> {
        let rule = Stated::Never(read(pattern)?);
        Ok(Self { rule, party })
    }

    /// A package that matches the first must match the second: a linkage.
    #[staticmethod]
    #[pyo3(signature = (when, then, *, party = None))]
    fn requires(
        when: &Bound<'_, PyDict>,
        then: &Bound<'_, PyDict>,
        party: Option<usize>,
    ) -> PyResult<Self> {
        let (when, then) = (read(when)?, read(then)?);
        let rule = Stated::Requires { when, then };
        Ok(Self { rule, party })
    }

    /// No package may match two of the patterns.
    #[staticmethod]
    #[pyo3(signature = (patterns, *, party = None))]
    fn at_most_one(patterns: Vec<Bound<'_, PyDict>>, party: Option<usize>) -> PyResult<Self> {
        let patterns = patterns.iter().map(read).collect::<PyResult<_>>()?;
        let rule = Stated::AtMostOne(patterns);
        Ok(Self { rule, party })
    }

    /// Every package must match exactly one of the patterns.
    #[staticmethod]
    #[pyo3(signature = (patterns, *, party = None))]
    fn exactly_one(patterns: Vec<Bound<'_, PyDict>>, party: Option<usize>) -> PyResult<Self> {
        let patterns = patterns.iter().map(read).collect::<PyResult<_>>()?;
        let rule = Stated::ExactlyOne(patterns);
        Ok(Self { rule, party })
    }

    fn __repr__(&self) -> String {
        let kind = match self.rule {
            Stated::Never(_) => "never",
            Stated::Requires { .. } => "requires",
            Stated::AtMostOne(_) => "at most one",
            Stated::ExactlyOne(_) => "exactly one",
        };
        match self.party {
            None => format!("<onetext.Rule of the text: {kind}>"),
            Some(party) => format!("<onetext.Rule, red line of party {party}: {kind}>"),
        }
    }
}

/// What a combination of options is worth to a party beyond its parts: `score` is added where a
/// package matches the pattern, in the party's units; it may be negative.
#[pyclass(frozen, module = "onetext")]
pub(crate) struct Bonus {
    /// Whose it is.
    pub(crate) party: usize,
    /// What it is worth, and for what.
    pub(crate) bonus: ::problem::Bonus,
}

#[pymethods]
impl Bonus {
    #[new]
    fn new(party: usize, pattern: &Bound<'_, PyDict>, score: i64) -> PyResult<Self> {
        let (pattern, score) = (read(pattern)?, Score::new(score));
        let bonus = ::problem::Bonus { pattern, score };
        Ok(Self { party, bonus })
    }

    fn __repr__(&self) -> String {
        let (party, score) = (self.party, self.bonus.score.get());
        format!("<onetext.Bonus of {score} for party {party}>")
    }
}

fn read(pattern: &Bound<'_, PyDict>) -> PyResult<Pattern> {
    let parts = pattern.iter().map(|(bracket, options)| {
        let one = options.extract::<u16>().map(|option| vec![option]);
        let options_read = one.or_else(|_| options.extract::<Vec<u16>>());
        let refused = |what: &str, value: &Bound<'_, PyAny>| {
            unfit(format!(
                "`{value}` in a pattern is no {what}\nhint: a pattern is a dict of bracket index \
                 to option index, or to a list of them, all counted from 0"
            ))
        };
        let read = options_read.map_err(|_| refused("option", &options))?;
        let place = bracket.extract::<u16>();
        let place = place.map_err(|_| refused("bracket", &bracket))?;
        let set: ChoiceSet = read.into_iter().map(ChoiceIx::new).collect();
        Ok((BracketIx::new(place), set))
    });
    Ok(Pattern::new(parts.collect::<PyResult<_>>()?))
}
