//! A folder of GeniusWeb files read into a scenario.

use super::GeniusWebError;
use super::partial::{bid, order};
use crate::exact::{self, Exact};
use crate::folder::{Folder, base, ending, stem};
use crate::place::{Notes, Place, shown};
use crate::scenario::{
    Additive, Catalogue, Format, Issue, IssueKind, Loaded, Origin, Parts, Passing, Preferences,
    Profile, Reservation, Scenario, Valuation, Worth,
};
use crate::tree::{Node, Tree, Value, read_json};
use num_traits::Zero;
use std::collections::{BTreeMap, BTreeSet};

/// Reads the JSON files of a folder: a domain, if there is one, and profiles.
///
/// # Errors
/// Says what is wrong with which file and where; see [`GeniusWebError`].
pub fn read(folder: &Folder) -> Result<Loaded, GeniusWebError> {
    folder.check()?;
    let mut notes = Notes::default();
    let (domain, profiles) = sorted(folder, &mut notes)?;
    let spaces = profiles.iter().map(space).collect::<Result<Vec<_>, _>>()?;
    let (tree, node) = match (&domain, profiles.first().zip(spaces.first())) {
        (Some(tree), _) => (tree, &tree.root),
        (None, Some((tree, (_, space)))) => (tree, tree.need(space, "domain")?),
        (None, None) => {
            return Err(GeniusWebError::Nothing {
                files: folder.len(),
            });
        }
    };
    let issues = issues(tree, node)?;
    let name = node
        .get("name")
        .map(|name| tree.label(name, "name"))
        .transpose()?;
    let catalogue = Catalogue::of(&issues);
    let mut read = Vec::new();
    for (tree, (kind, space)) in profiles.iter().zip(&spaces) {
        same_domain(tree, space, &issues)?;
        read.push(profile(tree, (kind, space), &issues, &catalogue)?);
    }
    rename(&mut read, &profiles, &mut notes);
    let scenario = Scenario::new(Parts {
        name: name.unwrap_or_else(|| stem(tree.file).to_owned()),
        issues,
        profiles: read,
        passing: Passing::Unanimity,
        format: Format::GeniusWeb,
    });
    let place = || Place::file(tree.file);
    let scenario = scenario.map_err(|error| GeniusWebError::Scenario {
        place: place(),
        error,
    })?;
    Ok(Loaded {
        scenario,
        notes: notes.told(),
    })
}

/// The domain, if there is one, and the profiles, by file name.
fn sorted<'a>(
    folder: &'a Folder,
    notes: &mut Notes,
) -> Result<(Option<Tree<'a>>, Vec<Tree<'a>>), GeniusWebError> {
    let mut domain: Option<Tree<'a>> = None;
    let mut profiles = Vec::new();
    for (file, bytes) in folder.iter().filter(|(file, _)| ending(file) == "json") {
        let tree = read_json(file, bytes)?;
        if tree.root.get("issuesValues").is_some() {
            if let Some(first) = &domain {
                return Err(GeniusWebError::Unfit {
                    place: Place::file(file),
                    what: "a second domain, after",
                    name: first.file.to_owned(),
                    hint: "one folder, one domain",
                });
            }
            domain = Some(tree);
        } else if base(file) == "specials.json" {
            notes.tell(|| format!("{file}: metadata, left out"));
        } else {
            profiles.push(tree);
        }
    }
    Ok((domain, profiles))
}

/// Profiles of one name take their files' names instead.
fn rename(profiles: &mut [Profile], trees: &[Tree<'_>], notes: &mut Notes) {
    let names: BTreeSet<String> = profiles
        .iter()
        .map(|profile| profile.name.clone())
        .collect();
    if names.len() < profiles.len() {
        for (profile, tree) in profiles.iter_mut().zip(trees) {
            profile.name = stem(tree.file).to_owned();
        }
        notes.tell(|| "two profiles have one name: all are called by their files".to_owned());
    }
}

/// The kind of a profile, and the profile.
fn space<'a>(tree: &'a Tree<'_>) -> Result<(&'a str, &'a Node), GeniusWebError> {
    match tree.map(&tree.root, "")? {
        [(kind, space)] if matches!(space.value, Value::Map(_)) => Ok((kind, space)),
        _ => Err(GeniusWebError::Unsupported {
            place: Place::file(tree.file),
            kind: shown(base(tree.file)),
            hint: "a profile is a map with one key such as `LinearAdditiveUtilitySpace`, a domain \
                   one with `issuesValues`",
        }),
    }
}

fn issues(tree: &Tree<'_>, domain: &Node) -> Result<Vec<Issue>, GeniusWebError> {
    let entries = tree.map(tree.need(domain, "issuesValues")?, "issuesValues")?;
    let issue = |(name, node): &(String, Node)| {
        Ok(Issue {
            name: name.clone(),
            kind: kind(tree, name, node)?,
        })
    };
    entries.iter().map(issue).collect()
}

fn kind(tree: &Tree<'_>, name: &str, node: &Node) -> Result<IssueKind, GeniusWebError> {
    if let Some(values) = node.get("values") {
        let labels = tree
            .list(values, name)?
            .iter()
            .map(|value| tree.label(value, name));
        return Ok(IssueKind::Choices(labels.collect::<Result<_, _>>()?));
    }
    let range = tree.need(node, "range")?;
    let numbers = tree
        .list(range, "range")?
        .iter()
        .map(|number| tree.number(number, "range"));
    let numbers: Vec<Exact> = numbers.collect::<Result<_, _>>()?;
    let [low, high, step] = numbers.as_slice() else {
        return Err(tree
            .wanted(range, "range", "least, greatest and step")
            .into());
    };
    let wholes = (exact::whole(low), exact::whole(high), *step == exact::of(1));
    Ok(match wholes {
        (Some(low), Some(high), true) => IssueKind::Integers { low, high },
        _ => {
            let (low, high) = (low.clone(), high.clone());
            IssueKind::Numbers {
                low,
                high,
                step: Some(step.clone()),
            }
        }
    })
}

/// A profile's own copy of the domain must say the same as the domain.
fn same_domain(tree: &Tree<'_>, space: &Node, ours: &[Issue]) -> Result<(), GeniusWebError> {
    let Some(own) = space.get("domain") else {
        return Ok(());
    };
    let theirs = issues(tree, own)?;
    let sorted = |kind: &IssueKind| match kind {
        IssueKind::Choices(labels) => {
            let labels: BTreeSet<String> = labels.iter().cloned().collect();
            IssueKind::Choices(labels.into_iter().collect())
        }
        IssueKind::Integers { .. } | IssueKind::Numbers { .. } => kind.clone(),
    };
    let by_name = |issues: &[Issue]| -> BTreeMap<String, IssueKind> {
        issues
            .iter()
            .map(|issue| (issue.name.clone(), sorted(&issue.kind)))
            .collect()
    };
    let (here, there) = (by_name(ours), by_name(&theirs));
    let differs = |one: &BTreeMap<String, IssueKind>, other: &BTreeMap<String, IssueKind>| {
        one.iter()
            .find(|(name, kind)| other.get(*name) != Some(kind))
            .map(|(name, _)| name.clone())
    };
    let wrong = differs(&here, &there).or_else(|| differs(&there, &here));
    wrong.map_or(Ok(()), |name| {
        Err(GeniusWebError::Unfit {
            place: tree.place(own),
            what: "the profile's domain differs from the scenario's on issue",
            name: shown(&name),
            hint: "all profiles of a folder share one domain",
        })
    })
}

fn profile(
    tree: &Tree<'_>,
    (kind, space): (&str, &Node),
    issues: &[Issue],
    catalogue: &Catalogue<'_>,
) -> Result<Profile, GeniusWebError> {
    let domain = (issues.len(), catalogue);
    let preferences = match kind {
        "LinearAdditiveUtilitySpace" => Preferences::Additive(additive(tree, space, issues)?),
        "DefaultPartialOrdering" => Preferences::PartialOrder(order(tree, space, domain)?),
        other => {
            return Err(GeniusWebError::Unsupported {
                place: tree.place(space),
                kind: shown(other),
                hint: "`LinearAdditiveUtilitySpace` and `DefaultPartialOrdering` are read",
            });
        }
    };
    let name = space
        .get("name")
        .map(|name| tree.label(name, "name"))
        .transpose()?;
    let reservation = match space.get("reservationBid") {
        None => Reservation::None,
        Some(node) => Reservation::Outcome(bid(tree, node, domain)?),
    };
    Ok(Profile {
        name: name.unwrap_or_else(|| stem(tree.file).to_owned()),
        preferences,
        reservation,
        discount: None,
        extras: BTreeMap::new(),
    })
}

fn additive(tree: &Tree<'_>, space: &Node, issues: &[Issue]) -> Result<Additive, GeniusWebError> {
    let weights = by_name(tree, space, "issueWeights")?;
    let utilities = by_name(tree, space, "issueUtilities")?;
    let unfit = |node: &Node, what, name: &str| GeniusWebError::Unfit {
        place: tree.place(node),
        what,
        name: shown(name),
        hint: "the profile names the issues of its domain, each once",
    };
    let known: BTreeSet<&str> = issues.iter().map(|issue| issue.name.as_str()).collect();
    let unknown = weights
        .iter()
        .chain(&utilities)
        .find(|(name, _)| !known.contains(*name));
    if let Some((name, node)) = unknown {
        return Err(unfit(node, "the domain has no issue", name));
    }
    let valuation = |issue: &Issue| {
        let name = issue.name.as_str();
        let missing = || unfit(space, "no utilities for issue", name);
        let utilities = utilities.get(name).ok_or_else(missing)?;
        // GeniusWeb takes an issue without a weight as one of no weight.
        let weight = weights
            .get(name)
            .map(|node| tree.number(node, name))
            .transpose()?;
        let worth = worth(tree, utilities, issue)?;
        Ok(Valuation {
            weight: weight.unwrap_or_else(Exact::zero),
            worth,
        })
    };
    let valuations = issues
        .iter()
        .map(valuation)
        .collect::<Result<_, GeniusWebError>>()?;
    Ok(Additive {
        valuations,
        constant: Exact::zero(),
    })
}

fn by_name<'a>(
    tree: &Tree<'_>,
    space: &'a Node,
    key: &'static str,
) -> Result<BTreeMap<&'a str, &'a Node>, GeniusWebError> {
    let entries = tree.map(tree.need(space, key)?, key)?;
    Ok(entries
        .iter()
        .map(|(name, node)| (name.as_str(), node))
        .collect())
}

fn worth(tree: &Tree<'_>, node: &Node, issue: &Issue) -> Result<Worth, GeniusWebError> {
    match tree.map(node, &issue.name)? {
        [(kind, inner)]
            if matches!(kind.as_str(), "DiscreteValueSetUtilities" | "discreteutils") =>
        {
            table(tree, inner, issue)
        }
        [(kind, inner)] if matches!(kind.as_str(), "NumberValueSetUtilities" | "numberutils") => {
            line(tree, inner, issue)
        }
        _ => Err(GeniusWebError::Unsupported {
            place: tree.place(node),
            kind: node.value.described(),
            hint: "`DiscreteValueSetUtilities` and `NumberValueSetUtilities` are read, and their \
                   older names `discreteutils` and `numberutils`",
        }),
    }
}

fn table(tree: &Tree<'_>, inner: &Node, issue: &Issue) -> Result<Worth, GeniusWebError> {
    let unfit = |node: &Node, what, name: &str| GeniusWebError::Unfit {
        place: tree.place(node),
        what,
        name: shown(name),
        hint: "every value of the issue has a utility",
    };
    let IssueKind::Choices(labels) = &issue.kind else {
        return Err(unfit(inner, "values for the numbers of issue", &issue.name));
    };
    let entries = tree.map(tree.need(inner, "valueUtilities")?, "valueUtilities")?;
    let mut utilities: BTreeMap<&str, &Node> = entries
        .iter()
        .map(|(name, node)| (name.as_str(), node))
        .collect();
    let figure = |label: &String| {
        let node = utilities.remove(label.as_str());
        let node = node.ok_or_else(|| unfit(inner, "no utility for value", label))?;
        Ok(tree.number(node, label)?)
    };
    let row: Vec<Exact> = labels
        .iter()
        .map(figure)
        .collect::<Result<_, GeniusWebError>>()?;
    match utilities.iter().next() {
        Some((label, node)) => Err(unfit(node, "the issue has no value", label)),
        None => Ok(Worth::Table(row)),
    }
}

fn line(tree: &Tree<'_>, inner: &Node, issue: &Issue) -> Result<Worth, GeniusWebError> {
    let number = |key| Ok::<_, GeniusWebError>(tree.number(tree.need(inner, key)?, key)?);
    let (low, high) = (number("lowValue")?, number("highValue")?);
    let (least, most) = (number("lowUtility")?, number("highUtility")?);
    let covers = issue.kind.low().is_some_and(|from| low <= from)
        && issue.kind.high().is_some_and(|to| high >= to);
    if !covers || low > high || (low == high && least != most) {
        return Err(GeniusWebError::Unfit {
            place: tree.place(inner),
            what: "the utilities do not cover the numbers of issue",
            name: shown(&issue.name),
            hint: "from `lowValue` to `highValue` lie all numbers of the range",
        });
    }
    let slope = if low == high {
        Exact::zero()
    } else {
        (&most - &least) / (&high - &low)
    };
    let mut offset = least - &slope * low;
    let mut slope = slope;
    // On an issue of one number a line is a point, and has no slope to keep.
    if let Some(only) = issue
        .kind
        .low()
        .filter(|low| Some(low) == issue.kind.high().as_ref())
    {
        offset += &slope * only;
        slope = Exact::zero();
    }
    let origin = Origin::Zero;
    Ok(Worth::Line {
        slope,
        offset,
        origin,
    })
}
