//! The case as one seat may know it: what can be asked of it.

use crate::briefing::Briefing;
use crate::effort::{Effort, Limits, with_patience};
use crate::fault::{Error, NoAnswer};
use crate::posed::Stated;
use crate::problem::Problem;
use ::briefing::{BriefingError, Question, prepare};
use ::case::Language;
use disclosure::Seat;
use pyo3::prelude::*;
use std::sync::Arc;

/// A case as one seat may know it: what the seat may not know does not exist here.
///
/// `Case.seen_from(seat)` makes one. Its answers are for that seat, and a briefing says who may see
/// it.
#[pyclass(frozen, module = "onetext")]
pub(crate) struct View {
    case: Arc<::case::Case>,
    seat: Seat,
}

impl View {
    /// The view of a case from a seat.
    pub(crate) const fn new(case: Arc<::case::Case>, seat: Seat) -> Self {
        Self { case, seat }
    }

    fn view(&self) -> ::case::View<'_> {
        self.case.seen_from(self.seat.clone())
    }
}

#[pymethods]
impl View {
    /// The seat: "mediator", "public" or the id of a party.
    #[getter]
    fn seat(&self) -> String {
        match &self.seat {
            Seat::Mediator => "mediator".to_owned(),
            Seat::Public => "public".to_owned(),
            Seat::Delegation(party) | Seat::Partner(party) | Seat::Observer(party) => {
                party.as_str().to_owned()
            }
        }
    }

    /// The case's title, in English where it has one.
    #[getter]
    fn title(&self) -> String {
        let language = Language::english();
        let view = self.view();
        view.heading().title.in_language(&language).to_owned()
    }

    /// Whether the case is about a conflict that goes on: then it carries no figures.
    #[getter]
    fn is_live(&self) -> bool {
        self.view().heading().live
    }

    /// The parties that this seat knows: id and name.
    #[getter]
    fn parties(&self) -> Vec<(String, String)> {
        let view = self.view();
        let parties = view.parties();
        parties
            .map(|seen| {
                let id = seen.item.id.as_str().to_owned();
                (id, seen.item.name.clone())
            })
            .collect()
    }

    /// What can be asked with `prepare`.
    #[getter]
    fn questions(&self) -> Vec<&'static str> {
        Question::ALL.map(Question::word).to_vec()
    }

    /// Ask a question and get a briefing for this seat: words, tables and pictures.
    ///
    /// `question` is one of `questions`; "all" asks everything but what is drawn from words or
    /// inferred. `effort` bounds each answer in it. Raises `NoAnswer` where the question has no
    /// answer for this seat. Ctrl-C gives the briefing as far as it came, with the verdict
    /// "stopped".
    #[pyo3(signature = (question = "all", *, effort = None))]
    fn prepare(
        &self,
        py: Python<'_>,
        question: &str,
        effort: Option<PyRef<'_, Effort>>,
    ) -> PyResult<Briefing> {
        let Some(asked) = Question::of_word(question) else {
            let all = Question::ALL.map(Question::word).join(", ");
            return Err(Error::new_err(format!(
                "there is no question `{question}`\nhint: the questions are {all}"
            )));
        };
        let limits = Limits::of(effort.as_deref());
        let (briefing, _) =
            with_patience(py, limits, |effort| prepare(&self.view(), asked, effort))?;
        match briefing {
            Ok(briefing) => Ok(Briefing::new(briefing)),
            Err(
                error @ (BriefingError::NotForThisSeat { .. }
                | BriefingError::ForThePublic
                | BriefingError::NothingToSay(_)),
            ) => Err(NoAnswer::new_err(error.to_string())),
        }
    }

    /// The joint problem of all parties that decide, from the figures this seat may use.
    ///
    /// Scores are exact integers; `Problem.units` says what one unit is worth in each party's own
    /// figures. Raises `NoAnswer` where this seat sees no figures of a party that decides, or where
    /// the case is live: press reports are not preferences.
    fn pose(&self, py: Python<'_>) -> PyResult<Problem> {
        let posed = py.detach(|| self.view().pose());
        let posed = posed.map_err(|error| NoAnswer::new_err(error.to_string()))?;
        Ok(Problem::new_from(Stated::of_view(&self.view(), posed)))
    }

    /// The problem of this seat's own party alone: its figures, its red lines, the open rules.
    ///
    /// Raises `NoAnswer` for a seat without a party or without figures, and where the case is live.
    fn pose_own(&self, py: Python<'_>) -> PyResult<Problem> {
        let posed = py.detach(|| self.view().pose_own());
        let posed = posed.map_err(|error| NoAnswer::new_err(error.to_string()))?;
        Ok(Problem::new_from(Stated::of_view(&self.view(), posed)))
    }

    fn __repr__(&self) -> String {
        let view = self.view();
        format!(
            "<onetext.View of {} from the seat {}>",
            view.heading().id,
            self.seat()
        )
    }
}
