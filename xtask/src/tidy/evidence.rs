//! Promises that name what shows them: a test that there is, or a heading of a page.
//!
//! `docs/asvs.tsv` has a line for each item of the list, `docs/threats.md` a row for each threat.
//! Both write a test as `test:NAME` and a heading as `doc:PATH#heading-in-small-letters`.

use super::Fault;
use super::tree::{Page, Tree};

const LIST: &str = "docs/asvs.tsv";
const THREATS: &str = "docs/threats.md";
const HINT: &str = "name one that there is, or say that it is open";
/// How many items of the list are asked for on the first two levels (OWASP ASVS 5.0.0).
const ITEMS: usize = 253;
const THREATS_ALL: usize = 24;

/// What is promised and not shown.
pub(crate) fn faults(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    if let Some(list) = tree.file(LIST) {
        faults.extend(list_faults(list, tree));
    }
    if let Some(threats) = tree.file(THREATS) {
        faults.extend(threat_faults(threats, tree));
    }
    faults
}

fn list_faults(list: &Page, tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    let lines = (1..).zip(list.text.lines()).skip(1);
    for (line, text) in lines.clone() {
        let fields: Vec<&str> = text.split('\t').collect();
        let what = match fields.as_slice() {
            [_, _, _, "passed", evidence] => unshown(evidence, tree),
            [_, _, _, "not applicable" | "open", reason] if !reason.trim().is_empty() => None,
            _ => Some("not a line of five fields with a verdict".to_owned()),
        };
        faults.extend(what.map(|what| fault(list, line, what)));
    }
    let mut items: Vec<&str> = lines
        .filter_map(|(_, text)| text.split('\t').next())
        .collect();
    items.sort_unstable();
    items.dedup();
    if items.len() != ITEMS {
        let what = format!("{} items of {ITEMS}", items.len());
        faults.push(fault(list, 1, what));
    }
    faults
}

fn threat_faults(threats: &Page, tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut rows = 0;
    for (line, text) in (1..).zip(threats.text.lines()) {
        let Some(row) = text.strip_prefix("| T") else {
            continue;
        };
        rows += 1;
        let named: Vec<&str> = row
            .split('`')
            .filter(|word| word.starts_with("test:") || word.starts_with("doc:"))
            .collect();
        if named.is_empty() && !row.contains("not promised") {
            faults.push(fault(threats, line, "a promise without a test".to_owned()));
        }
        let missing = named.into_iter().filter_map(|name| unshown(name, tree));
        faults.extend(missing.map(|what| fault(threats, line, what)));
    }
    if rows != THREATS_ALL {
        let what = format!("{rows} threats of {THREATS_ALL}");
        faults.push(fault(threats, 1, what));
    }
    faults
}

fn fault(page: &Page, line: usize, what: String) -> Fault {
    Fault {
        path: page.path.clone(),
        line,
        what,
        hint: HINT,
    }
}

/// Why this shows nothing, if it does not.
fn unshown(evidence: &str, tree: &Tree) -> Option<String> {
    let is_there = match evidence.split_once(':') {
        Some(("test", name)) => has_test(name, tree),
        Some(("doc", place)) => has_heading(place, tree),
        _ => false,
    };
    (!is_there).then(|| format!("`{evidence}` is not there"))
}

/// Whether a test has this name: a function of ours, or a test in the browser.
fn has_test(name: &str, tree: &Tree) -> bool {
    let is_function = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if is_function {
        let mut sources = tree
            .files()
            .iter()
            .filter(|page| page.path.ends_with(".rs"));
        return sources.any(|page| is_test_of(name, &page.text));
    }
    let quoted = ['"', '`'].map(|mark| format!("test({mark}{name}{mark}"));
    let mut scripts = tree
        .files()
        .iter()
        .filter(|page| page.path.ends_with(".mjs"));
    scripts.any(|page| quoted.iter().any(|quoted| page.text.contains(quoted)))
}

/// Whether a source has a function of this name that is marked as a test, and not merely one that
/// is called so.
fn is_test_of(name: &str, source: &str) -> bool {
    // The tests of the store are listed, each to be run on both kinds of store.
    let mut lists = source.split("on_both! {").skip(1);
    let is_listed = lists.any(|rest| {
        let mut lines = rest.lines().take_while(|line| !line.starts_with('}'));
        lines.any(|line| line.trim().strip_suffix(',') == Some(name))
    });
    is_listed || is_marked(name, source)
}

fn is_marked(name: &str, source: &str) -> bool {
    let head = format!("fn {name}(");
    let mut marks = false;
    for line in source.lines().map(str::trim) {
        if line.starts_with("#[") {
            marks |= line.contains("test]") || line.contains("test(");
        } else if line.contains(&head) && marks {
            return true;
        } else if line.contains("fn ") {
            marks = false;
        }
    }
    false
}

fn has_heading(place: &str, tree: &Tree) -> bool {
    let Some((path, heading)) = place.split_once('#') else {
        return false;
    };
    tree.file(path).is_some_and(|page| {
        let mut lines = page.text.lines().filter(|line| line.starts_with('#'));
        lines.any(|line| slug(line) == heading)
    })
}

/// A heading as an address names it.
fn slug(line: &str) -> String {
    let words = line.trim_start_matches('#').trim().to_lowercase();
    let kept = words.chars().filter_map(|letter| match letter {
        ' ' => Some('-'),
        '-' | '_' => Some(letter),
        _ => letter.is_alphanumeric().then_some(letter),
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(list: &str, threats: &str) -> Tree {
        let page = |path: &str, text: &str| Page {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let files = vec![
            page(LIST, list),
            page(THREATS, threats),
            page(
                "crates/a/src/lib.rs",
                "#[test]\n#[ignore = \"long\"]\nfn it_holds() {}\n\nfn it_helps() {}\n\n\
                 on_both! {\n    it_is_kept,\n}\n\nasync fn it_is_kept() {}\n",
            ),
            page("browser/a.mjs", "test(\"it is seen\", () => {});\n"),
            page("docs/a.md", "# One heading, and more\n"),
        ];
        Tree::new(files, Vec::new())
    }

    fn whats(list: &str, threats: &str) -> Vec<String> {
        let faults = faults(&tree(list, threats)).into_iter();
        let whats = faults.map(|fault| fault.what);
        whats
            .filter(|what| !what.contains(" of ") || what.contains("field"))
            .collect()
    }

    #[test]
    fn a_promise_is_shown_by_a_test_or_a_heading_that_there_is() {
        let held = "item\nV1\t1\tx\tpassed\ttest:it_holds\nV2\t1\tx\tpassed\ttest:it is seen\n\
                    V3\t1\tx\tpassed\tdoc:docs/a.md#one-heading-and-more\nV4\t1\tx\topen\twhy\n\
                    V5\t1\tx\tpassed\ttest:it_is_kept\n";
        let threats = "| T1 | x | `test:it_holds` |\n| T2 | x | not promised |\n";
        assert_eq!(whats(held, threats), Vec::<String>::new());
    }

    #[test]
    fn a_promise_whose_test_is_gone_is_a_fault() {
        let gone = "item\nV1\t1\tx\tpassed\ttest:it_held\nV2\t1\tx\tpassed\n\
                    V5\t1\tx\tpassed\ttest:it_helps\nV3\t1\tx\tpassed\tdoc:docs/a.md#another\nV4\t1\tx\topen\t \n";
        let threats = "| T1 | x | `test:it is heard` |\n| T2 | x | y |\n";
        assert_eq!(whats(gone, threats).len(), 7);
        assert!(!faults(&tree("item\n", "")).is_empty());
    }
}
