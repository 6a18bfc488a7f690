//! Who may depend on whom: the table in ARCHITECTURE.md against every manifest.
//!
//! The last columns of the table are `may depend on` and `its tests also`; a row names its room and
//! its edges in backticks.

use super::Fault;
use super::tree::Tree;
use crate::metadata::{Edge, Kind, Package};
use std::collections::{BTreeMap, BTreeSet};

const MAP: &str = "ARCHITECTURE.md";

/// One row: the line it stands on and the rooms that may be used.
struct Row {
    line: usize,
    code: BTreeSet<String>,
    tests: BTreeSet<String>,
}

impl Row {
    fn allows(&self, edge: &Edge) -> bool {
        let in_code = self.code.contains(&edge.to);
        match edge.kind {
            Kind::Code => in_code,
            Kind::Tests => in_code || self.tests.contains(&edge.to),
        }
    }
}

/// Edges that the table does not allow, rooms it does not have, and rows without a room.
pub(crate) fn faults(tree: &Tree) -> Vec<Fault> {
    let Some(map) = tree.file(MAP) else {
        return vec![fault(MAP, 1, "there is no code map".to_owned(), "write it")];
    };
    let rows = rows(&map.text);
    let rooms: BTreeSet<&str> = tree
        .rooms()
        .map(|(package, _)| package.name.as_str())
        .collect();
    let mut faults: Vec<Fault> = tree
        .rooms()
        .flat_map(|(package, path)| match rows.get(&package.name) {
            Some(row) => forbidden(package, path, row, &rooms),
            None => {
                let what = format!("room `{}` is not in the table of edges", package.name);
                vec![fault(
                    MAP,
                    1,
                    what,
                    "add its row, with what it may depend on",
                )]
            }
        })
        .collect();
    faults.extend(
        rows.iter()
            .filter(|(name, _)| !rooms.contains(name.as_str()))
            .map(|(name, row)| {
                let what = format!("the table has a room `{name}` that does not exist");
                fault(
                    MAP,
                    row.line,
                    what,
                    "a room is listed when its first line is written",
                )
            }),
    );
    faults
}

fn forbidden(package: &Package, path: &str, row: &Row, rooms: &BTreeSet<&str>) -> Vec<Fault> {
    let inside = package
        .edges
        .iter()
        .filter(|edge| rooms.contains(edge.to.as_str()));
    let wrong = inside.filter(|edge| !row.allows(edge));
    wrong
        .map(|edge| {
            let what = format!("room `{}` may not depend on `{}`", package.name, edge.to);
            fault(
                path,
                1,
                what,
                "move the line to the room it belongs to (see ARCHITECTURE.md)",
            )
        })
        .collect()
}

fn rows(map: &str) -> BTreeMap<String, Row> {
    let lines = (1..).zip(map.lines());
    let table = lines
        .skip_while(|(_, text)| !text.contains("may depend on"))
        .skip(2);
    let rows = table.take_while(|(_, text)| text.starts_with('|'));
    rows.filter_map(|(line, text)| {
        let cells: Vec<&str> = text.trim().trim_matches('|').split('|').collect();
        let [first, .., code, tests] = cells.as_slice() else {
            return None;
        };
        let name = names(first).into_iter().next()?;
        let (code, tests) = (names(code), names(tests));
        Some((name, Row { line, code, tests }))
    })
    .collect()
}

/// The words in backticks.
fn names(cell: &str) -> BTreeSet<String> {
    cell.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

fn fault(path: &str, line: usize, what: String, hint: &'static str) -> Fault {
    Fault {
        path: path.to_owned(),
        line,
        what,
        hint,
    }
}
