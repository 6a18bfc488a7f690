//! What cargo knows of the packages: their names, their licences and who depends on whom.

use crate::house::{House, output};
use anyhow::{Context, Result};
use serde_json::Value;

/// One package, ours or from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) licence: Option<String>,
    pub(crate) origin: Origin,
    pub(crate) edges: Vec<Edge>,
}

/// Where a package comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The repository; the path of its manifest from the root.
    Ours(String),
    /// A registry.
    Outside,
}

/// A dependency that a manifest declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) to: String,
    pub(crate) kind: Kind,
}

/// What a dependency is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The code or its build.
    Code,
    /// The tests only.
    Tests,
}

/// Every package of the workspace and everything that it is built from.
pub(crate) fn packages(house: &House) -> Result<Vec<Package>> {
    described(house, &[])
}

/// The same with every feature that somebody may ask for.
pub(crate) fn packages_of_all_features(house: &House) -> Result<Vec<Package>> {
    described(house, &["--all-features"])
}

/// Every package that the wheel for Python is built from, which has a workspace of its own.
pub(crate) fn packages_of_the_wheel(house: &House) -> Result<Vec<Package>> {
    described(house, &["--manifest-path", "python/Cargo.toml"])
}

fn described(house: &House, more: &[&str]) -> Result<Vec<Package>> {
    let mut command = house.cargo(&["metadata", "--format-version", "1", "--locked"]);
    let text = output(command.args(more))?;
    let root: Value = serde_json::from_str(&text).context("reading cargo metadata")?;
    let packages = root
        .get("packages")
        .and_then(Value::as_array)
        .context("no packages")?;
    Ok(packages
        .iter()
        .map(|package| read(package, house))
        .collect())
}

fn read(package: &Value, house: &House) -> Package {
    let word = |key: &str| package.get(key).and_then(Value::as_str).map(str::to_owned);
    let manifest = word("manifest_path").unwrap_or_default();
    let inside = manifest.strip_prefix(&*house.root().to_string_lossy());
    let origin = match (package.get("source"), inside) {
        (Some(Value::String(_)), _) | (_, None) => Origin::Outside,
        (_, Some(inside)) => Origin::Ours(inside.trim_start_matches('/').to_owned()),
    };
    let edges = package.get("dependencies").and_then(Value::as_array);
    Package {
        name: word("name").unwrap_or_default(),
        licence: word("license"),
        origin,
        edges: edges.into_iter().flatten().map(edge).collect(),
    }
}

fn edge(dependency: &Value) -> Edge {
    let word = |key: &str| dependency.get(key).and_then(Value::as_str);
    let kind = if word("kind") == Some("dev") {
        Kind::Tests
    } else {
        Kind::Code
    };
    Edge {
        to: word("name").unwrap_or_default().to_owned(),
        kind,
    }
}
