//! Each rule finds the fault that it is for, and the repository has none.

use super::edges;
use super::tree::{Page, Tree};
use super::{Fault, Rule, glossary, licence, page, purity, shape, size};
use crate::house::House;
use crate::metadata::{Edge, Kind, Origin, Package};

const ROOM: &str = "crates/case/src/lib.rs";

fn a_tree(pages: &[(&str, &str)]) -> Tree {
    let page = |(path, text): &(&str, &str)| Page {
        path: (*path).into(),
        text: (*text).into(),
    };
    Tree::new(pages.iter().map(page).collect(), Vec::new())
}

fn a_room(name: &str, edges: &[(&str, Kind)]) -> Package {
    let edge = |(to, kind): &(&str, Kind)| Edge {
        to: (*to).into(),
        kind: *kind,
    };
    Package {
        name: name.into(),
        licence: Some("MIT".into()),
        origin: Origin::Ours(format!("crates/{name}/Cargo.toml")),
        edges: edges.iter().map(edge).collect(),
    }
}

/// What a rule says of one file, as `line: what`.
fn said(rule: Rule, path: &str, text: &str) -> Vec<String> {
    lines(rule(&a_tree(&[(path, text)])))
}

fn lines(faults: Vec<Fault>) -> Vec<String> {
    faults
        .into_iter()
        .map(|fault| format!("{}: {}", fault.line, fault.what))
        .collect()
}

#[test]
fn the_repository_holds_to_the_house_rules() {
    let tree = Tree::read(&House::open().unwrap()).unwrap();
    let faults = super::faults(&tree);
    let shown: Vec<String> = faults.iter().map(Fault::to_string).collect();
    assert!(faults.is_empty(), "\n{}", shown.join("\n"));
    assert!(tree.sources().len() > 20, "tidy reads the sources");
    assert!(tree.rooms().count() >= 7, "tidy reads the manifests");
}

#[test]
fn a_fault_names_its_place_what_is_wrong_and_what_to_do() {
    let faults = shape::headers(&a_tree(&[(ROOM, "mod a;\n")]));
    let shown: Vec<String> = faults.iter().map(Fault::to_string).collect();
    assert_eq!(
        shown,
        [
            "crates/case/src/lib.rs:1: the file does not open with `//!`, \
          say what it is, why it is and what always holds"
        ]
    );
}

#[test]
fn a_file_over_the_limit_is_found_and_its_tests_are_not_counted() {
    let long = format!("//! A.\n{}", "const A: u8 = 1;\n".repeat(400));
    assert_eq!(
        said(size::files, ROOM, &long),
        ["1: 401 lines of code, 400 allowed"]
    );
    let tested = format!(
        "//! A.\n#[cfg(test)]\nmod tests {{\n{}}}\n",
        "const A: u8 = 1;\n".repeat(400)
    );
    assert!(said(size::files, ROOM, &tested).is_empty());
    assert!(said(size::files, "crates/case/tests/it/main.rs", &long).is_empty());
    let let_off = format!("//! A.\n// tidy: long, because it is one table\n{long}");
    assert!(said(size::files, ROOM, &let_off).is_empty());
}

#[test]
fn a_module_declared_for_tests_is_a_test_file() {
    let long = format!("//! A.\n{}", "const A: u8 = 1;\n".repeat(400));
    let root = "//! A.\n#[cfg(test)]\nmod arbitrary;\n";
    let tree = a_tree(&[(ROOM, root), ("crates/case/src/arbitrary.rs", &long)]);
    assert!(size::files(&tree).is_empty());
    let tree = a_tree(&[
        (ROOM, "//! A.\nmod arbitrary;\n"),
        ("crates/case/src/arbitrary.rs", &long),
    ]);
    assert_eq!(size::files(&tree).len(), 1);
}

#[test]
fn a_function_over_the_limit_is_found_unless_it_says_why() {
    let body = "    act();\n    // and why\n\n".repeat(51);
    let long = format!("//! A.\nfn whole() {{\n{body}}}\n");
    assert_eq!(
        said(size::functions, ROOM, &long),
        ["2: function `whole` has 51 lines of code, 50 allowed"]
    );
    let let_off = long.replace(
        "fn whole",
        "// tidy: long, because it is one table\n#[inline]\nfn whole",
    );
    assert!(said(size::functions, ROOM, &let_off).is_empty());
    let braces = format!("//! A.\nfn short() {{\n    f(\"}}}}{{\"); // {{\n}}\n{body}");
    assert!(said(size::functions, ROOM, &braces).is_empty());
}

#[test]
fn a_wide_line_is_found_unless_it_is_a_link() {
    let wide = "x".repeat(101);
    assert_eq!(
        said(size::lines, ROOM, &format!("//! A.\n// {wide}\n")),
        ["2: 104 characters in a line, 100 allowed"]
    );
    assert!(said(size::lines, ROOM, &format!("//! A.\n// https://{wide}\n")).is_empty());
}

#[test]
fn a_room_over_the_limit_is_found() {
    let long = format!("//! A.\n{}", "const A: u8 = 1;\n".repeat(5_001));
    assert_eq!(
        said(size::rooms, ROOM, &long),
        ["1: room `case` has 5001 lines of code, 5000 allowed"]
    );
    let let_off = format!("// tidy: long, because it is one table\n{long}");
    assert!(said(size::rooms, ROOM, &let_off).is_empty());
}

#[test]
fn a_module_without_a_noun_is_found() {
    assert_eq!(
        said(shape::names, "crates/case/src/helpers.rs", "//! A.\n"),
        ["1: a module called `helpers`"]
    );
    assert_eq!(
        said(shape::names, "crates/case/src/util/a.rs", "//! A.\n").len(),
        1
    );
}

#[test]
fn a_test_with_a_prefix_and_a_second_test_binary_are_found() {
    assert_eq!(
        said(shape::names, ROOM, "//! A.\n#[test]\nfn test_a() {}\n"),
        ["3: a test is called `test_…`"]
    );
    assert_eq!(
        said(shape::names, "crates/case/tests/more.rs", "//! A.\n").len(),
        1
    );
    assert!(said(shape::names, "crates/case/tests/it/main.rs", "//! A.\n").is_empty());
    assert!(said(shape::names, "crates/case/tests/it/more.rs", "//! A.\n").is_empty());
}

#[test]
fn a_function_that_takes_too_much_or_a_bool_is_found() {
    assert_eq!(
        said(
            shape::parameters,
            ROOM,
            "fn f(&self, a: A, b: B, c: C, d: D, e: E) {}"
        ),
        ["1: function `f` takes 5 parameters, 4 allowed"]
    );
    assert!(
        said(
            shape::parameters,
            ROOM,
            "fn f(&self, a: A, b: B, c: C, d: D) {}"
        )
        .is_empty()
    );
    assert_eq!(
        said(shape::parameters, ROOM, "fn f(on: bool) {}"),
        ["1: function `f` takes a `bool`"]
    );
    let let_off = "// tidy: bool, because it is one cell of a table\nfn f(on: bool) {}";
    assert!(said(shape::parameters, ROOM, let_off).is_empty());
}

#[test]
fn an_edge_that_the_map_does_not_allow_is_found_in_code_and_in_tests() {
    let map = "| room | may depend on | its tests also |\n|---|---|---|\n\
               | `case` | `problem` | `format` |\n| `problem` | - | - |\n| `format` | - | - |\n";
    let rooms = vec![
        a_room(
            "case",
            &[
                ("problem", Kind::Code),
                ("format", Kind::Tests),
                ("x", Kind::Code),
            ],
        ),
        a_room("problem", &[("case", Kind::Tests)]),
        a_room("format", &[("case", Kind::Code)]),
    ];
    let page = Page {
        path: "ARCHITECTURE.md".into(),
        text: map.into(),
    };
    assert_eq!(
        lines(edges::faults(&Tree::new(vec![page], rooms))),
        [
            "1: room `problem` may not depend on `case`",
            "1: room `format` may not depend on `case`"
        ]
    );
}

#[test]
fn a_room_missing_from_the_map_and_a_row_without_a_room_are_found() {
    let map = "| room | may depend on | its tests also |\n|---|---|---|\n| `text` | - | - |\n";
    let page = Page {
        path: "ARCHITECTURE.md".into(),
        text: map.into(),
    };
    assert_eq!(
        lines(edges::faults(&Tree::new(
            vec![page],
            vec![a_room("case", &[])]
        ))),
        [
            "1: room `case` is not in the table of edges",
            "3: the table has a room `text` that does not exist"
        ]
    );
}

#[test]
fn a_clock_a_file_and_a_float_are_found_in_a_pure_room_but_not_in_its_tests() {
    let code = "//! A.\nuse std::fs;\nfn a(x: f64) {\n    println!(\"f32\");\n}\n";
    assert_eq!(
        said(purity::faults, ROOM, code),
        [
            "2: `std::fs` does not belong in room `case`",
            "4: `println!` does not belong in room `case`",
            "3: `f64` does not belong in room `case`"
        ]
    );
    let tested = format!("//! A.\n#[cfg(test)]\nmod tests {{\n{code}}}\n");
    assert!(said(purity::faults, ROOM, &tested).is_empty());
    assert!(said(purity::faults, "crates/cli/src/main.rs", code).is_empty());
    let float = "fn a(x: f64) {}\n";
    let reasoned = format!("#![expect(clippy::float_arithmetic, reason = \"\")]\n{float}");
    assert_eq!(said(purity::faults, ROOM, float).len(), 1);
    assert!(said(purity::faults, ROOM, &reasoned).is_empty());
}

#[test]
fn the_clearance_that_opens_everything_is_found_outside_its_rooms() {
    let code = "//! A.\nfn a(c: Clearance) {}\n";
    assert_eq!(
        said(purity::faults, "crates/briefing/src/lib.rs", code),
        ["2: `Clearance` does not belong in room `briefing`"]
    );
    assert!(said(purity::faults, "crates/format/src/lib.rs", code).is_empty());
    assert!(
        said(
            purity::faults,
            "crates/briefing/src/lib.rs",
            "//! Clearance.\n"
        )
        .is_empty()
    );
}

#[test]
fn serde_outside_its_room_is_found_and_tests_may_read_json() {
    let rooms = vec![
        a_room("case", &[("serde", Kind::Code)]),
        a_room("analysis", &[("serde_json", Kind::Tests)]),
        a_room("format", &[("serde", Kind::Code)]),
        a_room("briefing", &[("clap", Kind::Code)]),
    ];
    assert_eq!(
        lines(purity::faults(&Tree::new(Vec::new(), rooms))),
        [
            "1: room `case` uses `serde`",
            "1: room `briefing` uses `clap`"
        ]
    );
}

#[test]
fn a_public_type_without_an_entry_is_found() {
    let code =
        "//! A.\npub struct Party;\npub(crate) struct Inner;\n/// pub enum No\npub enum Seat {}\n";
    let tree = a_tree(&[
        (ROOM, code),
        ("GLOSSARY.md", "- **party** (`Party`): a side.\n"),
    ]);
    assert_eq!(
        lines(glossary::faults(&tree)),
        ["5: public type `Seat` is not in GLOSSARY.md"]
    );
}

#[test]
fn a_front_page_with_other_commands_is_found() {
    let two = "# A\n```sh\ncargo run --release -- demo\n```\nand\n```sh\ncargo xtask ci\n```\n";
    assert!(said(page::faults, "README.md", two).is_empty());
    let three = format!("{two}```sh\nmake\n```\n");
    assert_eq!(said(page::faults, "README.md", &three).len(), 1);
    assert_eq!(said(page::faults, "README.md", "# A\n").len(), 1);
}

#[test]
fn a_machine_path_and_a_dead_link_are_found() {
    let text = format!("see {}root/x and [the map](docs/map.md)\n", '/');
    let two = "```sh\ncargo run --release -- demo\ncargo xtask ci\n```\n";
    let tree = a_tree(&[("README.md", two), ("docs/a.md", &text)]);
    let found = lines(page::faults(&tree));
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn a_template_that_switches_escaping_off_is_found() {
    let text = "<p>{{ words }}</p>\n<p>{{ words|safe }} a | b</p>\n<p>{{ words | safe }}</p>\n";
    let two = "```sh\ncargo run --release -- demo\ncargo xtask ci\n```\n";
    let path = "crates/server/src/page/room.html";
    let tree = a_tree(&[("README.md", two), (path, text)]);
    let what = "a template says `|safe`";
    assert_eq!(
        lines(page::faults(&tree)),
        [format!("2: {what}"), format!("3: {what}")]
    );
}

#[test]
fn an_exception_lets_in_a_package_of_an_optional_feature_and_none_of_the_plain_build() {
    let mut package = a_room("keys", &[]);
    package.licence = Some("MPL-2.0".into());
    let page = || Page {
        path: "deny.toml".into(),
        text: "allow = [\"MIT\"]\n[[licenses.exceptions]]\ncrate = \"keys\"\n\
               allow = [\"MPL-2.0\"]\n"
            .into(),
    };
    let plain = Tree::new(vec![page()], vec![package.clone()]);
    assert_eq!(
        lines(licence::faults(&plain)),
        ["1: package `keys` is licensed `MPL-2.0`"]
    );
    let optional = Tree::new(vec![page()], Vec::new()).with_features(vec![package.clone()]);
    assert!(licence::faults(&optional).is_empty());
    let wheel = Tree::new(vec![page()], Vec::new()).with_the_wheel(vec![package.clone()]);
    assert_eq!(licence::faults(&wheel)[0].path, "python/Cargo.lock");
    package.name = "locks".into();
    let other = Tree::new(vec![page()], Vec::new()).with_features(vec![package]);
    assert_eq!(
        lines(licence::faults(&other)),
        ["1: package `locks` is licensed `MPL-2.0`"]
    );
}

#[test]
fn a_package_under_another_licence_is_found() {
    let mut package = a_room("case", &[]);
    package.licence = Some("GPL-3.0-only".into());
    let page = Page {
        path: "deny.toml".into(),
        text: "allow = [\"MIT\"]".into(),
    };
    let tree = Tree::new(vec![page], vec![package, a_room("format", &[])]);
    assert_eq!(
        lines(licence::faults(&tree)),
        ["1: package `case` is licensed `GPL-3.0-only`"]
    );
}

#[test]
fn a_script_opens_by_saying_what_it_is_and_stays_narrow() {
    let wide = format!("// What it is.\n{}\n", "x".repeat(101));
    let said_of_wide = said(size::scripts, "browser/a.mjs", &wide);
    assert_eq!(said_of_wide, ["2: 101 characters in a line, 100 allowed"]);
    let bare = said(size::scripts, "browser/a.mjs", "let a = 1;\n");
    assert_eq!(bare, ["1: the file does not open with `// `"]);
    assert!(said(size::scripts, "browser/a.css", "a {}\n").is_empty());
}
