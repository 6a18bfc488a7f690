//! How large things may grow: files, functions, lines, rooms. Tests are not counted.

use super::Fault;
use super::source::Source;
use super::tree::{Page, Tree};
use std::collections::BTreeMap;

const FILE_LINES_MAX: usize = 400;
const FUNCTION_LINES_MAX: usize = 50;
const LINE_CHARS_MAX: usize = 100;
const ROOM_LINES_MAX: usize = 5_000;

/// Files that are too long.
pub(crate) fn files(tree: &Tree) -> Vec<Fault> {
    let long = tree
        .sources()
        .iter()
        .filter(|s| s.length() > FILE_LINES_MAX && !s.is_exempt("long"));
    long.map(|source| Fault {
        path: source.path().to_owned(),
        line: 1,
        what: format!(
            "{} lines of code, {FILE_LINES_MAX} allowed",
            source.length()
        ),
        hint: "give the second noun a file of its own, or open with `// tidy: long, because …`",
    })
    .collect()
}

/// Functions that are too long.
pub(crate) fn functions(tree: &Tree) -> Vec<Fault> {
    tree.sources().iter().flat_map(long_functions).collect()
}

fn long_functions(source: &Source) -> impl Iterator<Item = Fault> {
    let long = source.functions().filter(|function| {
        function.length > FUNCTION_LINES_MAX && !source.is_exempt_within("long", function.lines())
    });
    long.map(|function| Fault {
        path: source.path().to_owned(),
        line: function.line,
        what: format!(
            "function `{}` has {} lines of code, {FUNCTION_LINES_MAX} allowed",
            function.name, function.length
        ),
        hint: "name its parts, or say `// tidy: long, because …`",
    })
}

/// Lines that are too wide, links and tests apart.
pub(crate) fn lines(tree: &Tree) -> Vec<Fault> {
    let wide = tree.sources().iter().flat_map(|source| {
        source.product_lines().filter_map(|(line, text)| {
            let width = text.chars().count();
            let is_wide = width > LINE_CHARS_MAX
                && !text.contains("://")
                && !source.is_exempt_within("wide", line..=line);
            is_wide.then(|| (source.path().to_owned(), line, width))
        })
    });
    wide.map(|(path, line, width)| Fault {
        path,
        line,
        what: format!("{width} characters in a line, {LINE_CHARS_MAX} allowed"),
        hint: "break the line",
    })
    .collect()
}

/// Scripts that are too long, too wide, or do not open by saying what they are.
pub(crate) fn scripts(tree: &Tree) -> Vec<Fault> {
    let files = tree.files().iter();
    let scripts = files.filter(|page| page.path.ends_with(".mjs"));
    scripts.flat_map(script_faults).collect()
}

fn script_faults(page: &Page) -> Vec<Fault> {
    let fault = |line, what: String, hint| Fault {
        path: page.path.clone(),
        line,
        what,
        hint,
    };
    let wide = (1..).zip(page.text.lines()).filter_map(|(line, text)| {
        let width = text.chars().count();
        (width > LINE_CHARS_MAX).then(|| {
            let what = format!("{width} characters in a line, {LINE_CHARS_MAX} allowed");
            fault(line, what, "break the line")
        })
    });
    let mut faults: Vec<Fault> = wide.collect();
    let length = page.text.lines().count();
    if length > FILE_LINES_MAX {
        let what = format!("{length} lines, {FILE_LINES_MAX} allowed");
        faults.push(fault(1, what, "give the second noun a file of its own"));
    }
    if !page.text.starts_with("// ") {
        let what = "the file does not open with `// `".to_owned();
        faults.push(fault(
            1,
            what,
            "say what it is, why it is and what always holds",
        ));
    }
    faults
}

/// Rooms that are too large.
pub(crate) fn rooms(tree: &Tree) -> Vec<Fault> {
    let mut lengths: BTreeMap<&str, usize> = BTreeMap::new();
    for source in tree.sources() {
        if let Some(room) = source.room() {
            let lines = source.code().filter(|(_, text)| !text.trim().is_empty());
            *lengths.entry(room).or_default() += lines.count();
        }
    }
    let is_exempt = |room: &str| {
        let roots = ["lib", "main"].map(|root| format!("crates/{room}/src/{root}.rs"));
        let mut sources = tree.sources().iter();
        sources.any(|source| source.is_exempt("long") && roots.iter().any(|r| source.path() == r))
    };
    let large = lengths
        .into_iter()
        .filter(|(room, length)| *length > ROOM_LINES_MAX && !is_exempt(room));
    large
        .map(|(room, length)| Fault {
            path: format!("crates/{room}/Cargo.toml"),
            line: 1,
            what: format!("room `{room}` has {length} lines of code, {ROOM_LINES_MAX} allowed"),
            hint: "find the promise that a second crate would keep, or say why in its root",
        })
        .collect()
}
