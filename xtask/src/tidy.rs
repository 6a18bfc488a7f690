//! `cargo xtask tidy`: the rules of the house that no compiler checks.
//!
//! Each rule reads the tree and returns faults; a fault names its place, says what is wrong and
//! what to do. A rule is let off where it makes the code worse, by a comment that says why:
//! `// tidy: long, because …` (also `wide` and `bool`).

mod edges;
mod evidence;
mod exemption;
mod function;
mod glossary;
mod licence;
mod mask;
mod page;
mod purity;
mod shape;
mod size;
mod source;
mod tree;

#[cfg(test)]
mod tests;

use crate::house::House;
use anyhow::{Result, bail};
use std::fmt;
use tree::Tree;

/// A rule that does not hold somewhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fault {
    path: String,
    line: usize,
    what: String,
    hint: &'static str,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            line,
            what,
            hint,
        } = self;
        write!(f, "{path}:{line}: {what}, {hint}")
    }
}

type Rule = fn(&Tree) -> Vec<Fault>;

const RULES: [Rule; 13] = [
    size::files,
    size::functions,
    size::lines,
    size::rooms,
    size::scripts,
    shape::headers,
    shape::names,
    shape::parameters,
    edges::faults,
    purity::faults,
    glossary::faults,
    page::faults,
    evidence::faults,
];

/// Prints every fault and fails if there is one.
pub(crate) fn run(house: &House) -> Result<()> {
    let tree = Tree::read(house)?;
    let faults = faults(&tree);
    for fault in &faults {
        println!("{fault}");
    }
    if !faults.is_empty() {
        bail!("tidy found {} faults", faults.len());
    }
    println!("tidy: {} files hold to the house rules", tree.files().len());
    Ok(())
}

fn faults(tree: &Tree) -> Vec<Fault> {
    let mut faults: Vec<Fault> = RULES.iter().flat_map(|rule| rule(tree)).collect();
    faults.extend(licence::faults(tree));
    faults.sort();
    faults
}
