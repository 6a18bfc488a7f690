//! A NegoLog folder read into a scenario.

use super::NegologError;
use crate::exact::Exact;
use crate::folder::{Folder, ending, stem};
use crate::place::{Notes, Place, shown};
use crate::scenario::{
    Additive, Format, Issue, IssueKind, Loaded, Parts, Passing, Preferences, Profile, Reservation,
    Scenario, Valuation, Worth,
};
use crate::tree::{Node, Tree, read_json};
use num_traits::Zero;
use std::collections::BTreeMap;

/// Reads the JSON files of a folder: profiles, and a file of published figures that only gives
/// the name.
///
/// # Errors
/// Says what is wrong with which file and where; see [`NegologError`].
pub fn read(folder: &Folder) -> Result<Loaded, NegologError> {
    folder.check()?;
    let mut notes = Notes::default();
    let mut name = None;
    let mut trees = Vec::new();
    for (file, bytes) in folder.iter().filter(|(file, _)| ending(file) == "json") {
        let tree = read_json(file, bytes)?;
        if tree.root.get("issueWeights").is_some() {
            trees.push(tree);
        } else if let Some(node) = tree.root.get("Name") {
            name = Some(tree.label(node, "Name")?);
            notes.tell(|| format!("{file}: published figures, left out but for the name"));
        } else {
            return Err(tree
                .wanted(&tree.root, "", "a profile with `issueWeights` and `issues`")
                .into());
        }
    }
    let Some(first) = trees.first() else {
        return Err(NegologError::Nothing {
            files: folder.len(),
        });
    };
    let issues = issues(first)?;
    let profiles = trees
        .iter()
        .map(|tree| profile(tree, &issues))
        .collect::<Result<_, _>>()?;
    let scenario = Scenario::new(Parts {
        name: name.unwrap_or_else(|| "domain".to_owned()),
        issues,
        profiles,
        passing: Passing::Unanimity,
        format: Format::Negolog,
    });
    let place = || Place::file(first.file);
    let scenario = scenario.map_err(|error| NegologError::Scenario {
        place: place(),
        error,
    })?;
    Ok(Loaded {
        scenario,
        notes: notes.told(),
    })
}

fn issues(tree: &Tree<'_>) -> Result<Vec<Issue>, NegologError> {
    let entries = tree.map(tree.need(&tree.root, "issues")?, "issues")?;
    let issue = |(name, node): &(String, Node)| {
        let labels = tree.map(node, name)?.iter().map(|(label, _)| label.clone());
        Ok(Issue {
            name: name.clone(),
            kind: IssueKind::Choices(labels.collect()),
        })
    };
    entries.iter().map(issue).collect()
}

fn profile(tree: &Tree<'_>, issues: &[Issue]) -> Result<Profile, NegologError> {
    let root = &tree.root;
    let by_name = |key| {
        let entries = tree.map(tree.need(root, key)?, key)?;
        Ok::<_, NegologError>(entries.iter().map(|(n, node)| (n.as_str(), node)).collect())
    };
    let mut weights: BTreeMap<&str, &Node> = by_name("issueWeights")?;
    let mut tables: BTreeMap<&str, &Node> = by_name("issues")?;
    let unfit = |node: &Node, what, name: &str| NegologError::Unfit {
        place: tree.place(node),
        what,
        name: shown(name),
    };
    let mut valuations = Vec::new();
    for issue in issues {
        let name = issue.name.as_str();
        let weight = weights
            .remove(name)
            .ok_or_else(|| unfit(root, "no weight for issue", name))?;
        let table = tables
            .remove(name)
            .ok_or_else(|| unfit(root, "no values for issue", name))?;
        let row = row(tree, table, issue)?;
        valuations.push(Valuation {
            weight: tree.number(weight, name)?,
            worth: Worth::Table(row),
        });
    }
    if let Some((name, node)) = weights.into_iter().chain(tables).next() {
        return Err(unfit(node, "the first profile has no issue", name));
    }
    let reservation = root.get("reservationValue");
    let reservation = reservation
        .map(|value| tree.number(value, "reservationValue"))
        .transpose()?;
    Ok(Profile {
        name: stem(tree.file).to_owned(),
        preferences: Preferences::Additive(Additive {
            valuations,
            constant: Exact::zero(),
        }),
        reservation: reservation.map_or(Reservation::None, Reservation::Value),
        discount: None,
        extras: BTreeMap::new(),
    })
}

fn row(tree: &Tree<'_>, table: &Node, issue: &Issue) -> Result<Vec<Exact>, NegologError> {
    let IssueKind::Choices(labels) = &issue.kind else {
        return Ok(Vec::new());
    };
    let unfit = |node: &Node, what, name: &str| NegologError::Unfit {
        place: tree.place(node),
        what,
        name: shown(name),
    };
    let entries = tree.map(table, &issue.name)?;
    let mut figures: BTreeMap<&str, &Node> = entries
        .iter()
        .map(|(label, node)| (label.as_str(), node))
        .collect();
    let figure = |label: &String| {
        let node = figures.remove(label.as_str());
        let node = node.ok_or_else(|| unfit(table, "no utility for value", label))?;
        Ok(tree.number(node, label)?)
    };
    let row = labels
        .iter()
        .map(figure)
        .collect::<Result<_, NegologError>>()?;
    match figures.into_iter().next() {
        Some((label, node)) => Err(unfit(node, "the first profile has no value", label)),
        None => Ok(row),
    }
}
