//! A domain: the issues of a `<negotiation_template>`, or of a profile where there is none.

use super::GeniusError;
use super::element::{Element, Source};
use crate::exact::{self, Exact};
use crate::place::{Notes, shown};
use crate::scenario::{Issue, IssueKind, ROWS_MAX, ScenarioError};
use std::collections::BTreeSet;

/// An issue with the index by which profiles may name it.
#[derive(Debug)]
pub(super) struct Indexed {
    pub(super) index: Option<String>,
    pub(super) issue: Issue,
}

/// A number in an attribute.
pub(super) fn number(
    source: &Source<'_>,
    element: &Element,
    attribute: &'static str,
) -> Result<Exact, GeniusError> {
    let value = need(source, element, attribute)?;
    exact::read(value).ok_or_else(|| GeniusError::Number {
        place: source.place(element.offset),
        attribute,
        value: shown(value),
    })
}

/// A whole number in an attribute.
pub(super) fn whole(
    source: &Source<'_>,
    element: &Element,
    attribute: &'static str,
) -> Result<i64, GeniusError> {
    let read = number(source, element, attribute)?;
    exact::whole(&read).ok_or_else(|| GeniusError::Number {
        place: source.place(element.offset),
        attribute,
        value: shown(element.get(attribute).unwrap_or_default()),
    })
}

/// An attribute that must be there.
pub(super) fn need<'a>(
    source: &Source<'_>,
    element: &'a Element,
    attribute: &'static str,
) -> Result<&'a str, GeniusError> {
    element.get(attribute).ok_or_else(|| GeniusError::Missing {
        place: source.place(element.offset),
        element: shown(&element.name),
        attribute,
    })
}

/// The one objective of a `<utility_space>`.
pub(super) fn objective<'a>(
    source: &Source<'_>,
    space: &'a Element,
) -> Result<&'a Element, GeniusError> {
    let mut objectives = space.children("objective");
    let objective = objectives.next().ok_or_else(|| GeniusError::Unexpected {
        place: source.place(space.offset),
        name: shown(&space.name),
        hint: "a utility space holds one `<objective>` with the issues in it",
    })?;
    match objectives.chain(objective.children("objective")).next() {
        Some(second) => Err(GeniusError::Unexpected {
            place: source.place(second.offset),
            name: shown(&second.name),
            hint: "trees of objectives are not read: put every issue under one objective",
        }),
        None => Ok(objective),
    }
}

/// The issues of an objective, in order.
pub(super) fn issues(
    source: &Source<'_>,
    objective: &Element,
    notes: &mut Notes,
) -> Result<Vec<Indexed>, GeniusError> {
    let of = |element| {
        Ok(Indexed {
            index: index(element),
            issue: issue(source, element, notes)?,
        })
    };
    if objective.children("issue").nth(ROWS_MAX).is_some() {
        let error = ScenarioError::TooMany {
            what: "issues",
            most: ROWS_MAX,
        };
        return Err(GeniusError::Scenario {
            place: source.place(objective.offset),
            error,
        });
    }
    objective.children("issue").map(of).collect()
}

/// The index of an issue or weight, trimmed.
pub(super) fn index(element: &Element) -> Option<String> {
    element.get("index").map(|index| index.trim().to_owned())
}

fn issue(source: &Source<'_>, element: &Element, notes: &mut Notes) -> Result<Issue, GeniusError> {
    let name = need(source, element, "name")?.to_owned();
    let kind = match kind(source, element)? {
        Kind::Discrete => IssueKind::Choices(labels(source, element, &name, notes)?),
        Kind::Integer => {
            let range = range(element);
            let low = whole(source, range, "lowerbound")?;
            let high = whole(source, range, "upperbound")?;
            IssueKind::Integers { low, high }
        }
        Kind::Real => {
            let range = range(element);
            let low = number(source, range, "lowerbound")?;
            let high = number(source, range, "upperbound")?;
            IssueKind::Numbers {
                low,
                high,
                step: None,
            }
        }
    };
    Ok(Issue { name, kind })
}

pub(super) fn range(element: &Element) -> &Element {
    element.child("range").unwrap_or(element)
}

pub(super) enum Kind {
    Discrete,
    Integer,
    Real,
}

/// Old files carry only one of the three attributes, or none: then what is inside decides.
pub(super) fn kind(source: &Source<'_>, element: &Element) -> Result<Kind, GeniusError> {
    let attributes = ["vtype", "type", "etype"];
    let named = attributes
        .into_iter()
        .find_map(|a| Some((a, element.get(a)?)));
    match named {
        Some((_, "discrete")) => Ok(Kind::Discrete),
        Some((_, "integer")) => Ok(Kind::Integer),
        Some((_, "real")) => Ok(Kind::Real),
        Some((attribute, other)) => Err(GeniusError::Unsupported {
            place: source.place(element.offset),
            attribute,
            value: shown(other),
            hint: "issues are discrete, integer or real",
        }),
        None if range(element).get("lowerbound").is_some() => Ok(Kind::Integer),
        None => Ok(Kind::Discrete),
    }
}

fn labels(
    source: &Source<'_>,
    element: &Element,
    name: &str,
    notes: &mut Notes,
) -> Result<Vec<String>, GeniusError> {
    let mut labels: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    for item in element.children("item") {
        let label = need(source, item, "value")?.to_owned();
        if seen.insert(label.clone()) {
            labels.push(label);
        } else {
            notes.tell(|| {
                format!(
                    "{}: item `{}` of issue `{}` stands there twice and counts once",
                    source.place(item.offset),
                    shown(&label),
                    shown(name)
                )
            });
        }
    }
    Ok(labels)
}
