//! A NegMAS utility function as a profile.

use super::NegmasError;
use super::function::additive;
use super::read::kind;
use crate::exact::Exact;
use crate::folder::stem;
use crate::place::{Notes, shown};
use crate::scenario::{Bid, Issue, Preferences, Profile, Reservation};
use crate::tree::{Node, Tree, Value};
use std::collections::BTreeMap;

/// The profile of a party's file.
pub(super) fn profile(
    tree: &Tree<'_>,
    issues: &[Issue],
    notes: &mut Notes,
) -> Result<Profile, NegmasError> {
    let root = &tree.root;
    let name = root
        .get("name")
        .map(|name| tree.label(name, "name"))
        .transpose()?;
    let mut extras = BTreeMap::new();
    let (function, discount) = match kind(tree, root)?.as_str() {
        "ExpDiscountedUFun" => {
            let inner = tree.need(root, "ufun")?;
            let discount = tree.need(root, "discount")?;
            let discount = tree.number(discount, "discount")?;
            (inner, Some(discount))
        }
        _ => (root, None),
    };
    if let Some(dynamic) = root.get("dynamic_reservation") {
        let told = tree.label(dynamic, "dynamic_reservation")?;
        extras.insert("dynamic_reservation".to_owned(), told);
    }
    if root.get("stability").is_some() {
        notes.tell(|| format!("{}: `stability` is left out", tree.file));
    }
    let mut reservation = reservation(tree, root, issues, notes)?;
    if reservation == Reservation::None && discount.is_some() {
        reservation = self::reservation(tree, function, issues, notes)?;
    }
    Ok(Profile {
        name: name.unwrap_or_else(|| stem(tree.file).to_owned()),
        preferences: Preferences::Additive(additive(tree, function, issues, notes)?),
        reservation,
        discount,
        extras,
    })
}

fn reservation(
    tree: &Tree<'_>,
    node: &Node,
    issues: &[Issue],
    notes: &mut Notes,
) -> Result<Reservation, NegmasError> {
    let value = node
        .get("reserved_value")
        .map(|value| bound(tree, value, notes))
        .transpose()?;
    let outcome = node.get("reserved_outcome");
    match (value.flatten(), outcome) {
        (Some(value), outcome) => {
            if outcome.is_some() {
                notes.tell(|| {
                    format!(
                        "{}: the reserved outcome is left out beside the reserved value",
                        tree.file
                    )
                });
            }
            Ok(Reservation::Value(value))
        }
        (None, Some(outcome)) => Ok(Reservation::Outcome(bid(tree, outcome, issues)?)),
        (None, None) => Ok(Reservation::None),
    }
}

/// A reserved value; minus infinity, and no number at all, mean that there is no lower bound.
fn bound(tree: &Tree<'_>, node: &Node, notes: &mut Notes) -> Result<Option<Exact>, NegmasError> {
    if let Value::Number(text) | Value::Text(text) = &node.value {
        let text = text.to_lowercase();
        if matches!(text.as_str(), "-.inf" | "-inf" | "-infinity") {
            return Ok(None);
        }
        if matches!(text.as_str(), ".nan" | "nan") {
            notes.tell(|| format!("{}: a reserved value that is no number is none", tree.file));
            return Ok(None);
        }
    }
    Ok(Some(tree.number(node, "reserved_value")?))
}

/// An outcome: a list in the order of the issues, or a map by their names.
fn bid<'a>(tree: &Tree<'_>, node: &'a Node, issues: &[Issue]) -> Result<Bid, NegmasError> {
    let names: BTreeMap<&str, usize> = issues
        .iter()
        .enumerate()
        .map(|(place, issue)| (issue.name.as_str(), place))
        .collect();
    let pairs: Vec<(usize, &Node)> = if let Value::Map(entries) = &node.value {
        let pair = |(name, value): &'a (String, Node)| {
            let place = names.get(name.as_str()).copied();
            place
                .map(|place| (place, value))
                .ok_or_else(|| NegmasError::Unfit {
                    place: tree.place(node),
                    what: "the outcome space has no issue",
                    name: shown(name),
                    hint: "an outcome names the issues of the outcome space",
                })
        };
        entries.iter().map(pair).collect::<Result<_, _>>()?
    } else {
        tree.list(node, "reserved_outcome")?
            .iter()
            .enumerate()
            .collect()
    };
    let mut bid: Bid = vec![None; issues.len()];
    for (place, value) in pairs {
        let label = tree.label(value, "reserved_outcome")?;
        let found = issues.get(place).and_then(|issue| issue.kind.place(&label));
        let slot = bid.get_mut(place).filter(|_| found.is_some());
        let slot = slot.ok_or_else(|| NegmasError::Unfit {
            place: tree.place(value),
            what: "the outcome space has no option",
            name: shown(&label),
            hint: "an outcome has one option of each issue, in their order",
        })?;
        *slot = found;
    }
    Ok(bid)
}
