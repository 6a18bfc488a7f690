//! A folder of GENIUS files, or one profile alone, read into a scenario.

use super::GeniusError;
use super::domain::{Indexed, issues, objective};
use super::element::{Element, Source, XmlError, root, source};
use super::profile::profile;
use crate::folder::{Folder, base, ending, stem};
use crate::place::{Notes, Place, shown};
use crate::scenario::{Format, Loaded, Parts, Passing, Scenario};

/// A file with its tree.
struct Tree<'a> {
    source: Source<'a>,
    root: Element,
}

/// Reads the GENIUS files of a folder: at most one domain, and a profile in every other file.
///
/// Profiles are parties in order of their file names. Without a domain file the first profile's
/// issues are the domain. Files with no XML in them, such as the `pareto.xml` shipped with some
/// domains, are left out with a note.
///
/// # Errors
/// Says what is wrong with which file and where; see [`GeniusError`].
pub fn read(folder: &Folder) -> Result<Loaded, GeniusError> {
    folder.check()?;
    let mut notes = Notes::default();
    let (domain, profiles) = sorted(folder, &mut notes)?;
    let Some(first) = domain.as_ref().or(profiles.first()) else {
        return Err(GeniusError::Nothing {
            files: folder.len(),
        });
    };
    let space = space(first)?;
    let objective = objective(&first.source, space)?;
    let issues = issues(&first.source, objective, &mut notes)?;
    let name = objective.get("name").filter(|name| !name.trim().is_empty());
    let name = name.unwrap_or_else(|| stem(first.source.file)).to_owned();
    left_out(first, &mut notes);
    let mut read = Vec::new();
    for tree in &profiles {
        read.push(profile(&tree.source, &tree.root, &issues, &mut notes)?);
    }
    let scenario = Scenario::new(Parts {
        name,
        issues: issues
            .into_iter()
            .map(|Indexed { issue, .. }| issue)
            .collect(),
        profiles: read,
        passing: Passing::Unanimity,
        format: Format::Genius,
    });
    let place = || Place::file(first.source.file);
    let scenario = scenario.map_err(|error| GeniusError::Scenario {
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
) -> Result<(Option<Tree<'a>>, Vec<Tree<'a>>), GeniusError> {
    let mut domain: Option<Tree<'a>> = None;
    let mut profiles = Vec::new();
    for (file, bytes) in folder.iter().filter(|(file, _)| ending(file) == "xml") {
        let source = source(file, bytes)?;
        if !source.text.trim_start().starts_with('<') {
            if base(file).starts_with("pareto") || source.text.trim().is_empty() {
                notes.tell(|| format!("{file}: no profile, left out"));
                continue;
            }
            return Err(XmlError::Empty {
                file: file.to_owned(),
            }
            .into());
        }
        let root = root(&source)?;
        match (root.name.as_str(), &domain) {
            ("utility_space", _) => profiles.push(Tree { source, root }),
            ("negotiation_template", None) => domain = Some(Tree { source, root }),
            ("negotiation_template", Some(first)) => {
                let place = Place::file(file);
                let first = first.source.file.to_owned();
                return Err(GeniusError::TwoDomains { place, first });
            }
            (other, _) => {
                return Err(GeniusError::Unexpected {
                    place: source.place(root.offset),
                    name: shown(other),
                    hint: "a domain's root is `negotiation_template`, a profile's `utility_space`",
                });
            }
        }
    }
    Ok((domain, profiles))
}

fn space<'a>(tree: &'a Tree<'_>) -> Result<&'a Element, GeniusError> {
    if tree.root.name == "utility_space" {
        return Ok(&tree.root);
    }
    tree.root
        .child("utility_space")
        .ok_or_else(|| GeniusError::Unexpected {
            place: tree.source.place(tree.root.offset),
            name: shown(&tree.root.name),
            hint: "a domain holds one `<utility_space>`",
        })
}

/// Says what of a domain file is not carried: it does not change what anything is worth.
fn left_out(tree: &Tree<'_>, notes: &mut Notes) {
    let file = tree.source.file;
    if tree.root.child("agent").is_some() {
        notes.tell(|| format!("{file}: the names of agents are left out"));
    }
    let mut stack = vec![&tree.root];
    let (mut words, mut costs) = (false, false);
    while let Some(element) = stack.pop() {
        if element.name == "item" {
            let told = element.get("description").filter(|text| !text.is_empty());
            words |= told.is_some_and(|text| Some(text) != element.get("value"));
            costs |= element
                .get("cost")
                .is_some_and(|cost| !cost.trim_matches(['0', '.']).is_empty());
        }
        stack.extend(&element.children);
    }
    if words {
        notes.tell(|| format!("{file}: the descriptions of items are left out"));
    }
    if costs {
        notes.tell(|| format!("{file}: the costs of items are left out"));
    }
}
