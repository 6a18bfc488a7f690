//! The shape of a file: its opening words, its name, what its functions take.

use super::Fault;
use super::function::Function;
use super::source::Source;
use super::tree::Tree;

const PARAMETERS_MAX: usize = 4;
const NO_NOUNS: [&str; 8] = [
    "util", "utils", "helpers", "common", "misc", "types", "manager", "service",
];

/// Files that do not open with `//!`.
pub(crate) fn headers(tree: &Tree) -> Vec<Fault> {
    let bare = tree.sources().iter().filter(|source| {
        source
            .lines()
            .next()
            .is_none_or(|(_, text)| !text.starts_with("//!"))
    });
    bare.map(|source| Fault {
        path: source.path().to_owned(),
        line: 1,
        what: "the file does not open with `//!`".to_owned(),
        hint: "say what it is, why it is and what always holds",
    })
    .collect()
}

/// Modules without a noun, tests named `test_…`, and second test binaries.
pub(crate) fn names(tree: &Tree) -> Vec<Fault> {
    let mut faults: Vec<Fault> = tree.sources().iter().filter_map(nounless).collect();
    faults.extend(tree.sources().iter().flat_map(prefixed_tests));
    faults.extend(tree.sources().iter().filter_map(second_binary));
    faults
}

fn nounless(source: &Source) -> Option<Fault> {
    let words = source.path().trim_end_matches(".rs").split('/');
    let word = words.into_iter().find(|word| NO_NOUNS.contains(word))?;
    Some(Fault {
        path: source.path().to_owned(),
        line: 1,
        what: format!("a module called `{word}`"),
        hint: "its noun has not been found yet: name it after what it holds",
    })
}

fn prefixed_tests(source: &Source) -> impl Iterator<Item = Fault> {
    let pairs = source.lines().zip(source.lines().skip(1));
    let named = pairs.filter(|((_, mark), (_, text))| {
        mark.trim() == "#[test]" && text.trim_start().starts_with("fn test_")
    });
    named.map(|(_, (line, _))| Fault {
        path: source.path().to_owned(),
        line,
        what: "a test is called `test_…`".to_owned(),
        hint: "name it by the sentence that would be false if it failed",
    })
}

/// A room has one test binary, `tests/it/main.rs`: each further one costs a link.
fn second_binary(source: &Source) -> Option<Fault> {
    let (room, file) = source.path().split_once("/tests/")?;
    let is_binary = !file.contains('/') || (file.ends_with("/main.rs") && file != "it/main.rs");
    is_binary.then(|| Fault {
        path: source.path().to_owned(),
        line: 1,
        what: format!("a test binary of its own in `{room}`"),
        hint: "make it a module of `tests/it/main.rs`",
    })
}

/// Functions that take too much, or a bare `bool`.
pub(crate) fn parameters(tree: &Tree) -> Vec<Fault> {
    let taken = tree.sources().iter().flat_map(|source| {
        source
            .functions()
            .filter_map(move |function| overloaded(source, function))
    });
    taken.collect()
}

fn overloaded(source: &Source, function: &Function) -> Option<Fault> {
    let Function {
        name, parameters, ..
    } = function;
    let takes_bool = parameters
        .iter()
        .any(|one| one.trim_end().ends_with(": bool"));
    let (what, hint) = if parameters.len() > PARAMETERS_MAX {
        let what = format!(
            "function `{name}` takes {} parameters, {PARAMETERS_MAX} allowed",
            parameters.len()
        );
        (what, "give those that belong together a struct")
    } else if takes_bool && !source.is_exempt_within("bool", function.lines()) {
        let what = format!("function `{name}` takes a `bool`");
        (
            what,
            "write two functions or an enum, or say `// tidy: bool, because …`",
        )
    } else {
        return None;
    };
    Some(Fault {
        path: source.path().to_owned(),
        line: function.line,
        what,
        hint,
    })
}
