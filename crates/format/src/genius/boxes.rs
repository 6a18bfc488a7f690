//! Sums of hyper-rectangles: the nonlinear profiles of ANAC 2014.

use super::GeniusError;
use super::domain::{Indexed, index, number, whole};
use super::element::{Element, Source};
use crate::exact::{self, Exact};
use crate::place::shown;
use crate::scenario::{Bounds, BoxSum, HyperBox, IssueKind, Side};
use std::collections::BTreeMap;

/// The boxes of a `<utility>`, their weights multiplied in.
pub(super) fn sum(
    source: &Source<'_>,
    utility: &Element,
    domain: &[Indexed],
) -> Result<BoxSum, GeniusError> {
    let maximum = number(source, utility, "maxutility")?;
    let mut functions = utility.children("ufun");
    let unexpected = |element: &Element, hint| GeniusError::Unexpected {
        place: source.place(element.offset),
        name: shown(&element.name),
        hint,
    };
    let Some(function) = functions.next() else {
        return Err(unexpected(
            utility,
            "a `<utility>` holds one `<ufun>` with the boxes",
        ));
    };
    if let Some(second) = functions.next() {
        return Err(unexpected(
            second,
            "GENIUS reads the first function only: keep one",
        ));
    }
    let places: Places<'_> = domain
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, indexed)| matches!(indexed.issue.kind, IssueKind::Integers { .. }))
        .filter_map(|(place, indexed)| Some((indexed.index.as_deref()?, place)))
        .collect();
    let mut boxes = Vec::new();
    collect(source, function, &exact::of(1), &mut |element, weight| {
        boxes.push(hyper_box(source, element, weight, &places)?);
        Ok(())
    })?;
    Ok(BoxSum { boxes, maximum })
}

/// The places of the integer issues by their index.
type Places<'a> = BTreeMap<&'a str, usize>;

/// Functions may hold functions; the tree is as deep as the element tree may be.
fn collect(
    source: &Source<'_>,
    function: &Element,
    weight: &Exact,
    take: &mut impl FnMut(&Element, &Exact) -> Result<(), GeniusError>,
) -> Result<(), GeniusError> {
    let aggregation = function.get("aggregation").unwrap_or("sum");
    if aggregation != "sum" {
        return Err(GeniusError::Unsupported {
            place: source.place(function.offset),
            attribute: "aggregation",
            value: shown(aggregation),
            hint: "boxes are added up (`sum`)",
        });
    }
    let weight = weight * weight_of(source, function)?;
    for element in function.children("hyperRectangle") {
        take(element, &(&weight * weight_of(source, element)?))?;
    }
    let mut inner = function.children("ufun");
    inner.try_for_each(|function| collect(source, function, &weight, take))
}

fn weight_of(source: &Source<'_>, element: &Element) -> Result<Exact, GeniusError> {
    match element.get("weight") {
        Some(_) => number(source, element, "weight"),
        None => Ok(exact::of(1)),
    }
}

fn hyper_box(
    source: &Source<'_>,
    element: &Element,
    weight: &Exact,
    places: &Places<'_>,
) -> Result<HyperBox, GeniusError> {
    let utility = number(source, element, "utility")? * weight;
    let sides = |name| {
        let sides = element
            .children(name)
            .map(|side| bound(source, side, places));
        sides.collect::<Result<Vec<Side>, GeniusError>>()
    };
    let (inside, outside) = (sides("INCLUDES")?, sides("EXCLUDES")?);
    let bounds = match (inside.is_empty(), outside.is_empty()) {
        (_, true) => Bounds::Inside(inside),
        (true, false) => Bounds::Outside(outside),
        (false, false) => {
            return Err(GeniusError::Unexpected {
                place: source.place(element.offset),
                name: shown(&element.name),
                hint: "a box includes or excludes, not both",
            });
        }
    };
    Ok(HyperBox { utility, bounds })
}

fn bound(source: &Source<'_>, side: &Element, places: &Places<'_>) -> Result<Side, GeniusError> {
    let named = index(side).unwrap_or_default();
    let issue = places
        .get(named.as_str())
        .copied()
        .ok_or_else(|| GeniusError::Unfit {
            place: source.place(side.offset),
            what: "the domain has no integer issue with index",
            name: shown(&named),
            hint: "boxes bound integer issues by their index",
        })?;
    let (min, max) = (whole(source, side, "min")?, whole(source, side, "max")?);
    Ok(Side { issue, min, max })
}
