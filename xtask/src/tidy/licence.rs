//! Every package we build on has a licence from the list in `deny.toml`.
//!
//! An exception there is for one package that only an optional feature brings; in what is built
//! without features it does not count. `cargo deny` reads the same file where it is installed; this
//! check needs nothing but cargo.

use super::Fault;
use super::tree::Tree;
use crate::metadata::Package;

const LIST: &str = "deny.toml";
const LOCK: &str = "Cargo.lock";
const LOCK_OF_THE_WHEEL: &str = "python/Cargo.lock";

/// Packages under a licence that is not allowed, or under none.
pub(crate) fn faults(tree: &Tree) -> Vec<Fault> {
    let text = tree
        .file(LIST)
        .map(|page| page.text.as_str())
        .unwrap_or_default();
    let list = allowed(text);
    let is_wrong = |package: &Package, more: &[&str]| {
        let allowed = [&list, more].concat();
        let licence = package.licence.as_deref();
        !licence.is_some_and(|licence| permits(licence, &allowed))
    };
    let handed_on = tree.packages().iter().map(|each| (LOCK, each));
    let wheel = tree
        .of_the_wheel()
        .iter()
        .map(|each| (LOCK_OF_THE_WHEEL, each));
    let wrong = handed_on.chain(wheel);
    let wrong = wrong.filter(|(_, each)| is_wrong(each, &[]));
    let optional = tree.optional().iter();
    let optional = optional.filter(|each| is_wrong(each, &excepted(text, &each.name)));
    let optional = optional.map(|each| (LOCK, each));
    wrong.chain(optional).map(fault).collect()
}

fn fault((lock, package): (&str, &Package)) -> Fault {
    Fault {
        path: lock.to_owned(),
        line: 1,
        what: format!(
            "package `{}` is licensed `{}`",
            package.name,
            package.licence.as_deref().unwrap_or("not at all")
        ),
        hint: "allow it in deny.toml with a reason, or do without",
    }
}

/// The licences that `deny.toml` lets one package have beside the list.
fn excepted<'a>(text: &'a str, package: &str) -> Vec<&'a str> {
    let tables = text.split("[[licenses.exceptions]]").skip(1);
    let mut own = tables.filter_map(|table| {
        let (_, rest) = table.split_once("crate = \"")?;
        let (name, rest) = rest.split_once('"')?;
        (name == package).then(|| allowed(rest))
    });
    own.next().unwrap_or_default()
}

/// The names in the list that `allow = [` opens.
fn allowed(text: &str) -> Vec<&str> {
    let Some((_, rest)) = text.split_once("allow = [") else {
        return Vec::new();
    };
    let list = rest.split(']').next().unwrap_or_default();
    list.split('"').skip(1).step_by(2).collect()
}

/// Whether a licence expression (SPDX, or the older `A/B`) can be met from the list.
fn permits(licence: &str, allowed: &[&str]) -> bool {
    let spaced = licence
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reading = Reading {
        words: &words,
        at: 0,
        allowed,
    };
    reading.any() && reading.at == words.len()
}

/// A licence expression as it is read, from left to right.
struct Reading<'a> {
    words: &'a [&'a str],
    at: usize,
    allowed: &'a [&'a str],
}

impl Reading<'_> {
    fn takes(&mut self, word: &str) -> bool {
        let is_next = self.words.get(self.at) == Some(&word);
        self.at += usize::from(is_next);
        is_next
    }

    fn any(&mut self) -> bool {
        let mut met = self.all();
        while self.takes("OR") {
            met |= self.all();
        }
        met
    }

    fn all(&mut self) -> bool {
        let mut met = self.one();
        while self.takes("AND") {
            met &= self.one();
        }
        met
    }

    fn one(&mut self) -> bool {
        if self.takes("(") {
            return self.any() && self.takes(")");
        }
        let name = self.words.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        if !self.takes("WITH") {
            return self.allowed.contains(&name);
        }
        let exception = self.words.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        self.allowed
            .contains(&format!("{name} WITH {exception}").as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::{allowed, excepted, permits};

    const LIST: [&str; 3] = ["MIT", "Apache-2.0", "Unicode-3.0"];

    #[test]
    fn one_allowed_alternative_is_enough_and_every_part_is_needed() {
        assert!(permits("MIT OR GPL-3.0", &LIST));
        assert!(permits("GPL-3.0/MIT", &LIST));
        assert!(permits("(MIT OR Apache-2.0) AND Unicode-3.0", &LIST));
        assert!(!permits("(MIT OR Apache-2.0) AND GPL-3.0", &LIST));
        assert!(!permits("GPL-3.0", &LIST));
    }

    #[test]
    fn an_exception_is_allowed_by_its_own_name_only() {
        assert!(!permits("Apache-2.0 WITH LLVM-exception", &LIST));
        assert!(permits("Apache-2.0 WITH LLVM-exception OR MIT", &LIST));
    }

    #[test]
    fn a_broken_expression_is_not_permitted() {
        assert!(!permits("MIT Apache-2.0", &LIST));
        assert!(!permits("(MIT", &LIST));
        assert!(!permits("", &LIST));
    }

    #[test]
    fn the_list_is_read_as_cargo_deny_reads_it() {
        assert_eq!(
            allowed("x = 1\nallow = [\n  \"MIT\", # why\n  \"ISC\",\n]\n"),
            ["MIT", "ISC"]
        );
    }
    #[test]
    fn an_exception_is_for_the_package_that_it_names() {
        let text = "allow = [\"MIT\"]\n\n[[licenses.exceptions]]\ncrate = \"a\"\n\
                    allow = [\"MPL-2.0\"]\n\n[[licenses.exceptions]]\ncrate = \"b\"\n\
                    allow = [\"ISC\", \"Zlib\"]\n\n[bans]\n";
        assert_eq!(excepted(text, "a"), ["MPL-2.0"]);
        assert_eq!(excepted(text, "b"), ["ISC", "Zlib"]);
        assert!(excepted(text, "c").is_empty());
    }
}
