//! A NegMAS folder read into a scenario.

use super::NegmasError;
use super::party::profile;
use crate::exact;
use crate::folder::{Folder, base, ending, stem};
use crate::place::{Notes, Place, shown};
use crate::scenario::{
    FIGURES_MAX, Format, Issue, IssueKind, Loaded, Parts, Passing, Profile, Scenario,
    ScenarioError, figures,
};
use crate::tree::{Node, Tree, Value, read_json, read_yaml};
use std::collections::BTreeSet;

/// Reads the YAML or JSON files of a folder: an outcome space, if there is one, and parties.
///
/// Files whose names start with `_` are statistics and are left out.
///
/// # Errors
/// Says what is wrong with which file and where; see [`NegmasError`].
pub fn read(folder: &Folder) -> Result<Loaded, NegmasError> {
    folder.check()?;
    let mut notes = Notes::default();
    let (space, parties, format) = sorted(folder, &mut notes)?;
    let (tree, node) = match (&space, parties.first()) {
        (Some(tree), _) => (tree, &tree.root),
        (None, Some(tree)) => (tree, tree.need(&tree.root, "outcome_space")?),
        (None, None) => {
            return Err(NegmasError::Nothing {
                files: folder.len(),
            });
        }
    };
    let issues = issues(tree, node, &mut notes)?;
    let name = node
        .get("name")
        .map(|name| tree.label(name, "name"))
        .transpose()?;
    let mut profiles = profiles(&parties, &issues, &mut notes)?;
    rename(&mut profiles, &parties, &mut notes);
    let scenario = Scenario::new(Parts {
        name: name.unwrap_or_else(|| stem(tree.file).to_owned()),
        issues,
        profiles,
        passing: Passing::Unanimity,
        format,
    });
    let place = || Place::file(tree.file);
    let scenario = scenario.map_err(|error| NegmasError::Scenario {
        place: place(),
        error,
    })?;
    Ok(Loaded {
        scenario,
        notes: notes.told(),
    })
}

fn profiles(
    parties: &[Tree<'_>],
    issues: &[Issue],
    notes: &mut Notes,
) -> Result<Vec<Profile>, NegmasError> {
    let mut profiles = Vec::new();
    let mut count = 0;
    for tree in parties {
        let read = profile(tree, issues, notes)?;
        count += figures(&read);
        if count > FIGURES_MAX {
            let error = ScenarioError::TooMany {
                what: "figures",
                most: FIGURES_MAX,
            };
            return Err(NegmasError::Scenario {
                place: Place::file(tree.file),
                error,
            });
        }
        profiles.push(read);
    }
    Ok(profiles)
}

type Sorted<'a> = (Option<Tree<'a>>, Vec<Tree<'a>>, Format);

/// The outcome space, if there is one, the parties by file name, and the form they have.
fn sorted<'a>(folder: &'a Folder, notes: &mut Notes) -> Result<Sorted<'a>, NegmasError> {
    let mut space: Option<Tree<'a>> = None;
    let mut parties = Vec::new();
    let mut format = Format::NegmasJson;
    for (file, bytes) in folder.iter() {
        let ending = ending(file);
        let yaml = matches!(ending.as_str(), "yml" | "yaml");
        if !yaml && ending != "json" {
            continue;
        }
        if base(file).starts_with('_') {
            notes.tell(|| format!("{file}: statistics, left out"));
            continue;
        }
        let tree = if yaml {
            read_yaml(file, bytes)?
        } else {
            read_json(file, bytes)?
        };
        if yaml {
            format = Format::NegmasYaml;
        }
        several_deals(&tree)?;
        if tree.root.get("issues").is_none() {
            parties.push(tree);
            continue;
        }
        if let Some(first) = &space {
            return Err(NegmasError::Unfit {
                place: Place::file(file),
                what: "a second outcome space, after",
                name: first.file.to_owned(),
                hint: "one folder, one outcome space",
            });
        }
        space = Some(tree);
    }
    Ok((space, parties, format))
}

/// ANL 2025: a centre that makes a deal with each edge and values all of them together.
fn several_deals(tree: &Tree<'_>) -> Result<(), NegmasError> {
    let root = &tree.root;
    let centre = ["n_edges", "side_ufuns", "outcome_spaces"]
        .into_iter()
        .any(|k| root.get(k).is_some());
    if !centre {
        return Ok(());
    }
    let kind = root
        .get("type")
        .map(|node| tree.label(node, "type"))
        .transpose()?;
    let centre = shown(&kind.unwrap_or_else(|| "centre".to_owned()));
    Err(NegmasError::SeveralDeals {
        place: tree.place(root),
        centre,
    })
}

/// A type's name without its package.
pub(super) fn kind(tree: &Tree<'_>, node: &Node) -> Result<String, NegmasError> {
    let name = tree.label(tree.need(node, "type")?, "type")?;
    Ok(name.rsplit('.').next().unwrap_or("").to_owned())
}

fn issues(tree: &Tree<'_>, space: &Node, notes: &mut Notes) -> Result<Vec<Issue>, NegmasError> {
    if space.get("type").is_some() {
        let kind = kind(tree, space)?;
        if !matches!(
            kind.as_str(),
            "DiscreteCartesianOutcomeSpace" | "CartesianOutcomeSpace"
        ) {
            return Err(NegmasError::Unsupported {
                place: tree.place(space),
                kind: shown(&kind),
                hint: "outcome spaces are `DiscreteCartesianOutcomeSpace` or \
                       `CartesianOutcomeSpace`",
            });
        }
    }
    let listed = tree.list(tree.need(space, "issues")?, "issues")?;
    listed.iter().map(|node| issue(tree, node, notes)).collect()
}

fn issue(tree: &Tree<'_>, node: &Node, notes: &mut Notes) -> Result<Issue, NegmasError> {
    let name = tree.label(tree.need(node, "name")?, "name")?;
    let values = tree.need(node, "values")?;
    let kind = match kind(tree, node)?.as_str() {
        "CategoricalIssue" => choices(tree, values)?,
        kind @ ("DiscreteCardinalIssue"
        | "DiscreteOrdinalIssue"
        | "OrdinalIssue"
        | "CardinalIssue") => {
            notes.tell(|| format!(
                "{}: issue `{}` is a {kind}: its options are kept, that they have an order is not",
                tree.file,
                shown(&name)
            ));
            choices(tree, values)?
        }
        "ContiguousIssue" => integers(tree, values)?,
        "ContinuousIssue" => {
            let [low, high] = tree.list(values, "values")? else {
                return Err(tree
                    .wanted(values, "values", "the least and the greatest")
                    .into());
            };
            let (low, high) = (tree.number(low, "values")?, tree.number(high, "values")?);
            IssueKind::Numbers {
                low,
                high,
                step: None,
            }
        }
        other => {
            return Err(NegmasError::Unsupported {
                place: tree.place(node),
                kind: shown(other),
                hint: "issues are `CategoricalIssue`, `ContiguousIssue`, `ContinuousIssue`, or \
                       lists of numbers",
            });
        }
    };
    Ok(Issue { name, kind })
}

fn choices(tree: &Tree<'_>, values: &Node) -> Result<IssueKind, NegmasError> {
    let labels = tree
        .list(values, "values")?
        .iter()
        .map(|value| tree.label(value, "values"));
    Ok(IssueKind::Choices(labels.collect::<Result<_, _>>()?))
}

/// The least and the greatest, or how many there are from 0.
fn integers(tree: &Tree<'_>, values: &Node) -> Result<IssueKind, NegmasError> {
    let whole = |node: &Node| {
        let number = exact::whole(&tree.number(node, "values")?);
        number.ok_or_else(|| tree.wanted(node, "values", "a whole number"))
    };
    if let Value::List(ends) = &values.value {
        let [low, high] = ends.as_slice() else {
            return Err(tree
                .wanted(values, "values", "the least and the greatest")
                .into());
        };
        let (low, high) = (whole(low)?, whole(high)?);
        return Ok(IssueKind::Integers { low, high });
    }
    let count = whole(values)?;
    Ok(IssueKind::Integers {
        low: 0,
        high: count.saturating_sub(1),
    })
}

/// Parties of one name take their files' names instead.
fn rename(profiles: &mut [Profile], trees: &[Tree<'_>], notes: &mut Notes) {
    let names: BTreeSet<String> = profiles
        .iter()
        .map(|profile| profile.name.clone())
        .collect();
    if names.len() < profiles.len() {
        for (profile, tree) in profiles.iter_mut().zip(trees) {
            profile.name = stem(tree.file).to_owned();
        }
        notes.tell(|| "two parties have one name: all are called by their files".to_owned());
    }
}
