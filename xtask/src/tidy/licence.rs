//! Every package we build on has a licence from the list in `deny.toml`.
//!
//! `cargo deny` reads the same list where it is installed; this check needs nothing but cargo.

use super::Fault;
use super::tree::Tree;

const LIST: &str = "deny.toml";

/// Packages under a licence that is not allowed, or under none.
pub(crate) fn faults(tree: &Tree) -> Vec<Fault> {
    let text = tree
        .file(LIST)
        .map(|page| page.text.as_str())
        .unwrap_or_default();
    let allowed = allowed(text);
    let wrong = tree.packages().iter().filter(|package| {
        !package
            .licence
            .as_deref()
            .is_some_and(|licence| permits(licence, &allowed))
    });
    wrong
        .map(|package| Fault {
            path: "Cargo.lock".to_owned(),
            line: 1,
            what: format!(
                "package `{}` is licensed `{}`",
                package.name,
                package.licence.as_deref().unwrap_or("not at all")
            ),
            hint: "allow it in deny.toml with a reason, or do without",
        })
        .collect()
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
    use super::{allowed, permits};

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
}
