//! Nothing is agreed until everything is agreed: what an agreed point still hangs on, and
//! what keeps
//! the text as a whole from being agreed.

use super::draft::point_words;
use super::here::{capital, listed};
use crate::seated::Seated;
use case::{Language, PointId};
use proceedings::Sitting;
use std::collections::BTreeSet;
use std::sync::Arc;
use text::{Assent, Maturity, Proviso, Text, Wanting, wanting};

/// The text of a seat with what is said of it, and what hangs on what, as the seat knows it.
pub(crate) struct Conditions<'a> {
    text: &'a Text,
    provisos: Vec<Proviso>,
    pub(crate) assent: Arc<Assent>,
    language: Language,
}

impl<'a> Conditions<'a> {
    /// As far as a seat knows them; nothing where it has no text.
    pub(crate) fn of(sitting: &Sitting<'a>) -> Option<Self> {
        Some(Self {
            text: sitting.text()?,
            provisos: sitting.conditions(),
            assent: sitting.assent(),
            language: Language::english(),
        })
    }

    /// How far each point of the text that is agreed has come, in words, with what it still hangs
    /// on.
    pub(crate) fn agreed(&self) -> impl Iterator<Item = (&'a PointId, String)> + '_ {
        let points = self.text.points().iter();
        points.filter_map(|point| {
            let maturity = self.assent.maturity(point);
            (maturity >= Maturity::Agreed).then(|| {
                (
                    point.id(),
                    came_to(maturity).to_owned() + &self.only_with(point.id()),
                )
            })
        })
    }

    /// What an agreed point still hangs on, as the end of a sentence; empty where that is nothing.
    fn only_with(&self, point: &PointId) -> String {
        if !self.provisos.iter().any(|one| one.point == *point) {
            return String::new();
        }
        let package = BTreeSet::from([point.clone()]);
        let found = wanting(&package, self.text, &self.assent, &self.provisos);
        let on: BTreeSet<&PointId> = found.iter().filter_map(unmet).collect();
        if on.is_empty() {
            return String::new();
        }
        let on: Vec<String> = on.into_iter().map(|on| self.name(on)).collect();
        format!(", but only with {}", listed(&on))
    }

    /// What keeps the text as a whole from being agreed: a heading, and a line for each point that
    /// does.
    pub(crate) fn of_whole(&self) -> (String, Vec<String>) {
        let points = self.text.points();
        let lines = points.iter().filter_map(|point| {
            let maturity = self.assent.maturity(point);
            let only_with = match maturity >= Maturity::Agreed {
                true => self.only_with(point.id()),
                false => String::new(),
            };
            let is_agreed = maturity >= Maturity::Agreed && only_with.is_empty();
            let name = capital(&point_words(point, &self.language));
            (!is_agreed).then(|| format!("{name} {}{only_with}.", came_to(maturity)))
        });
        let lines: Vec<String> = lines.collect();
        let heading = match (points.len(), lines.len()) {
            (0, _) => String::new(),
            (_, 0) => "Every point is agreed, and so is everything it hangs on".to_owned(),
            (all, wanting) => format!(
                "Nothing is agreed until everything is: {} of {all} points are",
                all.saturating_sub(wanting)
            ),
        };
        (heading, lines)
    }

    fn name(&self, id: &PointId) -> String {
        let point = self.text.point(id);
        point.map_or_else(
            || "a point that stands elsewhere".to_owned(),
            |point| point_words(point, &self.language),
        )
    }
}

/// What an agreed point of a seat's text still hangs on, as the end of a sentence.
pub(crate) fn only_with(seated: &Seated, point: &PointId) -> String {
    let conditions = Conditions::of(&seated.sitting());
    conditions.map_or_else(String::new, |conditions| conditions.only_with(point))
}

const fn unmet<'a>(wanting: &Wanting<'a>) -> Option<&'a PointId> {
    match wanting {
        Wanting::Unmet(proviso) => Some(&proviso.on),
        Wanting::Absent(_) | Wanting::Short(..) => None,
    }
}

/// How far a point has come, as a clause.
pub(crate) const fn came_to(maturity: Maturity) -> &'static str {
    match maturity {
        Maturity::Proposed => "is still being worked on",
        Maturity::Convergent => "is something every party can live with",
        Maturity::AgreedAdReferendum => "is agreed ad referendum",
        Maturity::Agreed => "is agreed",
        Maturity::Initialled => "is initialled",
        Maturity::Signed => "is signed",
    }
}
