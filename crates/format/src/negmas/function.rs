//! NegMAS's functions of one issue, and their weighted sum.

use super::NegmasError;
use super::read::kind;
use crate::exact::{self, Exact};
use crate::place::{Notes, shown};
use crate::scenario::{Additive, Issue, IssueKind, Origin, Valuation, Worth};
use crate::tree::{Node, Tree, Value};
use num_traits::Zero;
use std::collections::BTreeMap;

/// The weighted sum of a linear additive or affine function.
pub(super) fn additive(
    tree: &Tree<'_>,
    function: &Node,
    issues: &[Issue],
    notes: &mut Notes,
) -> Result<Additive, NegmasError> {
    let bias = function
        .get("bias")
        .map(|bias| tree.number(bias, "bias"))
        .transpose()?;
    let constant = bias.unwrap_or_else(Exact::zero);
    let weights = weights(tree, function, issues)?;
    let worths = match kind(tree, function)?.as_str() {
        "LinearAdditiveUtilityFunction" | "LinearUtilityAggregationFunction" => {
            let functions = by_issue(tree, tree.need(function, "values")?, issues)?;
            let pairs = functions.into_iter().zip(issues);
            pairs
                .map(|(node, issue)| worth(tree, node, issue, notes))
                .collect::<Result<Vec<_>, _>>()?
        }
        "AffineUtilityFunction" | "LinearUtilityFunction" => {
            let identity = (exact::of(1), Exact::zero());
            let line = |issue| line(tree, function, issue, identity.clone());
            issues.iter().map(line).collect::<Result<Vec<_>, _>>()?
        }
        other => {
            return Err(NegmasError::Unsupported {
                place: tree.place(function),
                kind: shown(other),
                hint: "utility functions are `LinearAdditiveUtilityFunction`, \
                       `AffineUtilityFunction`, and `ExpDiscountedUFun` around one of them",
            });
        }
    };
    let pairs = weights.into_iter().zip(worths);
    let valuations = pairs
        .map(|(weight, worth)| Valuation { weight, worth })
        .collect();
    Ok(Additive {
        valuations,
        constant,
    })
}

/// The nodes of a list in the order of the issues, or of a map by their names.
fn by_issue<'a>(
    tree: &Tree<'_>,
    node: &'a Node,
    issues: &[Issue],
) -> Result<Vec<&'a Node>, NegmasError> {
    let nodes: Vec<&Node> = if let Value::Map(entries) = &node.value {
        let named: BTreeMap<&str, &Node> = entries
            .iter()
            .map(|(name, node)| (name.as_str(), node))
            .collect();
        issues
            .iter()
            .filter_map(|issue| named.get(issue.name.as_str()).copied())
            .collect()
    } else {
        tree.list(node, "values")?.iter().collect()
    };
    if nodes.len() != issues.len() {
        return Err(NegmasError::Unfit {
            place: tree.place(node),
            what: "one entry for each issue is wanted, here are",
            name: nodes.len().to_string(),
            hint: "weights and values stand in the order of the issues",
        });
    }
    Ok(nodes)
}

/// The weights; without any, every issue counts alike, as in NegMAS.
fn weights(tree: &Tree<'_>, function: &Node, issues: &[Issue]) -> Result<Vec<Exact>, NegmasError> {
    let Some(node) = function.get("weights") else {
        return Ok(vec![exact::of(1); issues.len()]);
    };
    let weights = by_issue(tree, node, issues)?;
    let weights = weights
        .into_iter()
        .map(|weight| tree.number(weight, "weights"));
    Ok(weights.collect::<Result<_, _>>()?)
}

fn worth(
    tree: &Tree<'_>,
    node: &Node,
    issue: &Issue,
    notes: &mut Notes,
) -> Result<Worth, NegmasError> {
    let number = |key| {
        node.get(key)
            .map(|found| tree.number(found, key))
            .transpose()
    };
    let bias = || number("bias").map(|bias| bias.unwrap_or_else(Exact::zero));
    match kind(tree, node)?.as_str() {
        "TableFun" => table(tree, node, issue, notes),
        "IdentityFun" => line(tree, node, issue, (exact::of(1), bias()?)),
        "AffineFun" | "LinearFun" => {
            let slope = tree.number(tree.need(node, "slope")?, "slope")?;
            line(tree, node, issue, (slope, bias()?))
        }
        "ConstFun" => constant(tree, node, issue, bias()?),
        other => Err(NegmasError::Unsupported {
            place: tree.place(node),
            kind: shown(other),
            hint: "functions of an issue are `TableFun`, `AffineFun`, `LinearFun`, `IdentityFun` \
                   and `ConstFun`",
        }),
    }
}

fn table(
    tree: &Tree<'_>,
    node: &Node,
    issue: &Issue,
    notes: &mut Notes,
) -> Result<Worth, NegmasError> {
    let mapping = tree.need(node, "mapping")?;
    let unfit = |what, name: &str| NegmasError::Unfit {
        place: tree.place(mapping),
        what,
        name: shown(name),
        hint: "a `mapping` has one number for every option of its issue",
    };
    let count = issue
        .kind
        .count()
        .filter(|count| *count <= usize::from(u16::MAX));
    let count =
        count.ok_or_else(|| unfit("a table cannot list the options of issue", &issue.name))?;
    let label = |place| issue.kind.label(place).unwrap_or_default();
    let places: BTreeMap<String, usize> = (0..count).map(|place| (label(place), place)).collect();
    let mut row: Vec<Option<Exact>> = vec![None; count];
    for (label, value) in tree.map(mapping, "mapping")? {
        let place = places.get(label).copied().or_else(|| {
            let number = exact::read(label).map(|number| exact::written(&number).0);
            places
                .get(&number?)
                .copied()
                .filter(|_| !matches!(issue.kind, IssueKind::Choices(_)))
        });
        let figure = tree.number(value, label)?;
        match place.and_then(|place| row.get_mut(place)) {
            Some(slot) if slot.is_none() => *slot = Some(figure),
            Some(_) => return Err(unfit("two numbers for the option", label)),
            None => notes.tell(|| {
                format!(
                    "{}: `{}` is no option of issue `{}` and is left out",
                    tree.place(value),
                    shown(label),
                    shown(&issue.name)
                )
            }),
        }
    }
    let named = row.into_iter().enumerate().map(|(place, figure)| {
        figure.ok_or_else(|| unfit("no number for the option", &label(place)))
    });
    Ok(Worth::Table(named.collect::<Result<_, _>>()?))
}

/// A line over the issue's numbers; options that are words for numbers take their values.
fn line(
    tree: &Tree<'_>,
    node: &Node,
    issue: &Issue,
    (slope, offset): (Exact, Exact),
) -> Result<Worth, NegmasError> {
    let IssueKind::Choices(labels) = &issue.kind else {
        return Ok(Worth::Line {
            slope,
            offset,
            origin: Origin::Zero,
        });
    };
    let figure = |label: &String| {
        let number = exact::read(label).ok_or_else(|| NegmasError::Unfit {
            place: tree.place(node),
            what: "a line needs numbers, the issue has the option",
            name: shown(label),
            hint: "use a `TableFun` for options that are words",
        })?;
        Ok(&slope * number + &offset)
    };
    Ok(Worth::Table(
        labels
            .iter()
            .map(figure)
            .collect::<Result<_, NegmasError>>()?,
    ))
}

fn constant(
    tree: &Tree<'_>,
    node: &Node,
    issue: &Issue,
    bias: Exact,
) -> Result<Worth, NegmasError> {
    match &issue.kind {
        IssueKind::Choices(labels) => Ok(Worth::Table(vec![bias; labels.len()])),
        IssueKind::Integers { .. } | IssueKind::Numbers { .. } => {
            line(tree, node, issue, (Exact::zero(), bias))
        }
    }
}
