//! A profile: evaluations, weights, reservation and discount of one `<utility_space>`.

use super::GeniusError;
use super::boxes;
use super::domain::{Indexed, index, need, number, objective};
use super::element::{Element, Source};
use crate::exact::Exact;
use crate::place::{Notes, shown};
use crate::scenario::{
    Additive, IssueKind, Origin, Preferences, Profile, Reservation, Valuation, Worth,
};
use num_traits::Zero;
use std::collections::{BTreeMap, VecDeque};

/// The profile of a `<utility_space>`, on the issues of a domain.
pub(super) fn profile(
    source: &Source<'_>,
    space: &Element,
    domain: &[Indexed],
    notes: &mut Notes,
) -> Result<Profile, GeniusError> {
    let objective = objective(source, space)?;
    let similar = |issue: &&Element| issue.child("similarity_function").is_some();
    let count = objective.children("issue").filter(similar).count();
    if count > 0 {
        notes.tell(|| format!("{}: {count} similarity functions are left out", source.file));
    }
    let preferences = match objective.child("utility") {
        Some(utility) => Preferences::BoxSum(boxes::sum(source, utility, domain)?),
        None => Preferences::Additive(additive(source, objective, domain, notes)?),
    };
    let value = |name: &str| {
        let element = space.child(name).or_else(|| objective.child(name));
        element
            .map(|element| number(source, element, "value"))
            .transpose()
    };
    let reservation = value("reservation")?.map_or(Reservation::None, Reservation::Value);
    let mut extras = BTreeMap::new();
    if let Some(kind) = space
        .get("type")
        .filter(|kind| !matches!(*kind, "nonlinear" | "any"))
    {
        extras.insert("type".to_owned(), shown(kind));
    }
    Ok(Profile {
        name: crate::folder::stem(source.file).to_owned(),
        preferences,
        reservation,
        discount: value("discount_factor")?,
        extras,
    })
}

fn additive(
    source: &Source<'_>,
    objective: &Element,
    domain: &[Indexed],
    notes: &mut Notes,
) -> Result<Additive, GeniusError> {
    let mut elements = pair(source, objective, domain)?;
    let mut weights = weights(source, objective, notes)?;
    let mut found = BTreeMap::new();
    // Weights of one index go to the issues of that index in the order of the file.
    for element in objective.children("issue") {
        let weight = weight(source, objective, element, &mut weights)?;
        found.insert(element.offset, weight);
    }
    for (place, indexed) in domain.iter().enumerate() {
        if !elements.contains_key(&place) {
            return Err(GeniusError::Unfit {
                place: source.place(objective.offset),
                what: "the profile does not value the domain's issue",
                name: shown(&indexed.issue.name),
                hint: "each profile repeats every issue of the domain",
            });
        }
    }
    weights.retain(|_, left| !left.is_empty());
    if !weights.is_empty() {
        let left: Vec<&str> = weights.keys().map(String::as_str).collect();
        let left = shown(&left.join(", "));
        notes.tell(|| {
            format!(
                "{}: weights of no issue left out: index {left}",
                source.file
            )
        });
    }
    let mut valuations = Vec::new();
    for (place, indexed) in domain.iter().enumerate() {
        let Some(element) = elements.remove(&place) else {
            continue;
        };
        let weight = found.remove(&element.offset).unwrap_or_else(Exact::zero);
        let worth = worth(source, element, indexed, notes)?;
        valuations.push(Valuation { weight, worth });
    }
    Ok(Additive {
        valuations,
        constant: Exact::zero(),
    })
}

/// The profile's issue elements by the place of the domain's issue: by name, then by index.
fn pair<'a>(
    source: &Source<'_>,
    objective: &'a Element,
    domain: &[Indexed],
) -> Result<BTreeMap<usize, &'a Element>, GeniusError> {
    let names: BTreeMap<&str, usize> = domain
        .iter()
        .enumerate()
        .map(|(place, i)| (i.issue.name.trim(), place))
        .collect();
    let indices: BTreeMap<&str, usize> = domain
        .iter()
        .enumerate()
        .rev()
        .filter_map(|(p, i)| Some((i.index.as_deref()?, p)))
        .collect();
    let mut paired = BTreeMap::new();
    for element in objective.children("issue") {
        let name = need(source, element, "name")?.trim();
        let by_index = || indices.get(index(element)?.as_str()).copied();
        let unfit = |what, hint| GeniusError::Unfit {
            place: source.place(element.offset),
            what,
            name: shown(name),
            hint,
        };
        let place = names.get(name).copied().or_else(by_index);
        let Some(place) = place else {
            return Err(unfit(
                "the domain has no issue",
                "names and indices follow the domain",
            ));
        };
        if paired.insert(place, element).is_some() {
            return Err(unfit(
                "the profile values this issue twice:",
                "once is enough",
            ));
        }
    }
    Ok(paired)
}

type Weights = BTreeMap<String, VecDeque<Exact>>;

fn weights(
    source: &Source<'_>,
    objective: &Element,
    notes: &mut Notes,
) -> Result<Weights, GeniusError> {
    let mut weights = Weights::new();
    for element in objective.children("weight") {
        let weight = number(source, element, "value")?;
        let index = need(source, element, "index")?.trim().to_owned();
        weights.entry(index).or_default().push_back(weight);
    }
    // A weight with the objective's own index weighs the whole, which changes nothing.
    if let Some(own) = index(objective) {
        let issue = objective
            .children("issue")
            .any(|issue| index(issue).as_ref() == Some(&own));
        if !issue && weights.remove(&own).is_some() {
            notes.tell(|| {
                format!(
                    "{}: the weight of the objective itself is left out",
                    source.file
                )
            });
        }
    }
    Ok(weights)
}

fn weight(
    source: &Source<'_>,
    objective: &Element,
    element: &Element,
    weights: &mut Weights,
) -> Result<Exact, GeniusError> {
    let index = index(element);
    let queue = index.as_ref().and_then(|index| weights.get_mut(index));
    let weight = queue.and_then(VecDeque::pop_front);
    let alone = objective.children("issue").count() == 1;
    match (weight, alone) {
        (Some(weight), _) => Ok(weight),
        (None, true) => Ok(crate::exact::of(1)),
        (None, false) => Err(GeniusError::Unfit {
            place: source.place(element.offset),
            what: "no weight for the issue with index",
            name: shown(&index.unwrap_or_default()),
            hint: "add `<weight index=\"…\" value=\"…\"/>` under the objective",
        }),
    }
}

fn worth(
    source: &Source<'_>,
    element: &Element,
    indexed: &Indexed,
    notes: &mut Notes,
) -> Result<Worth, GeniusError> {
    match &indexed.issue.kind {
        IssueKind::Choices(labels) => table(source, element, labels, notes),
        IssueKind::Integers { .. } => line(source, element, Origin::LowerBound),
        IssueKind::Numbers { .. } => line(source, element, Origin::Zero),
    }
}

fn table(
    source: &Source<'_>,
    element: &Element,
    labels: &[String],
    notes: &mut Notes,
) -> Result<Worth, GeniusError> {
    let mut evaluations = BTreeMap::new();
    for item in element.children("item") {
        let label = need(source, item, "value")?;
        let evaluation = number(source, item, "evaluation")?;
        // GENIUS keeps items by value, so that the last of two equal ones stands.
        if evaluations.insert(label, evaluation).is_some() {
            notes.tell(|| {
                format!(
                    "{}: item `{}` is evaluated twice: the last counts",
                    source.place(item.offset),
                    shown(label)
                )
            });
        }
    }
    let of = |label: &String| {
        evaluations
            .remove(label.as_str())
            .ok_or_else(|| GeniusError::Unfit {
                place: source.place(element.offset),
                what: "the profile does not evaluate the item",
                name: shown(label),
                hint: "give every item of the domain an `evaluation`",
            })
    };
    let row: Vec<Exact> = labels.iter().map(of).collect::<Result<_, _>>()?;
    if let Some(label) = evaluations.keys().next() {
        notes.tell(|| {
            format!(
                "{}: item `{}` is not in the domain and is left out",
                source.place(element.offset),
                shown(label)
            )
        });
    }
    Ok(Worth::Table(row))
}

fn line(source: &Source<'_>, element: &Element, origin: Origin) -> Result<Worth, GeniusError> {
    let evaluator = element
        .child("evaluator")
        .ok_or_else(|| GeniusError::Unfit {
            place: source.place(element.offset),
            what: "no `<evaluator>` for the issue",
            name: shown(element.get("name").unwrap_or_default()),
            hint: "numeric issues need `<evaluator ftype=\"linear\" slope=\"…\" offset=\"…\"/>`",
        })?;
    let attribute = |new, old| {
        if evaluator.get(new).is_some() {
            new
        } else {
            old
        }
    };
    let offset = number(source, evaluator, attribute("offset", "parameter0"))?;
    let slope = match evaluator.get("ftype").unwrap_or("linear") {
        "linear" => number(source, evaluator, attribute("slope", "parameter1"))?,
        "constant" => Exact::zero(),
        other => {
            return Err(GeniusError::Unsupported {
                place: source.place(evaluator.offset),
                attribute: "ftype",
                value: shown(other),
                hint: "evaluators are linear or constant",
            });
        }
    };
    Ok(Worth::Line {
        slope,
        offset,
        origin,
    })
}
