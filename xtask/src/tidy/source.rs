//! One Rust file: its lines, its code without comments, and which of its lines are tests.

use super::exemption::exemptions;
use super::function::{Function, functions};
use super::mask::masked;
use std::ops::RangeInclusive;

/// A Rust file.
pub(crate) struct Source {
    path: String,
    lines: Vec<String>,
    code: Vec<String>,
    tests: Vec<RangeInclusive<usize>>,
    functions: Vec<Function>,
    is_test: bool,
}

impl Source {
    /// Reads a file.
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let code = masked(text);
        Self {
            path: path.to_owned(),
            lines: text.lines().map(str::to_owned).collect(),
            tests: test_items(&code),
            functions: functions(&code),
            code: code.lines().map(str::to_owned).collect(),
            is_test: path.contains("/tests/") || path.contains("/benches/"),
        }
    }

    /// The path from the root.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// The room that the file belongs to, if it is in one.
    pub(crate) fn room(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }

    /// Its lines as written outside tests.
    pub(crate) fn product_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines().filter(|(line, _)| !self.is_in_test(*line))
    }

    /// Whether the file says once, with a reason, that it does arithmetic on floats.
    pub(crate) fn expects_floats(&self) -> bool {
        let head = self.code.join(" ");
        head.split_once("#![expect(").is_some_and(|(_, rest)| {
            rest.trim_start().starts_with("clippy::float_arithmetic") && rest.contains("reason")
        })
    }

    /// Its lines as written, counted from 1.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.lines.iter().map(String::as_str))
    }

    /// Its lines of product code, without comments and literals and without tests.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let all = (1..).zip(self.code.iter().map(String::as_str));
        all.filter(|(line, _)| !self.is_in_test(*line))
    }

    /// Its functions outside tests.
    pub(crate) fn functions(&self) -> impl Iterator<Item = &Function> {
        self.functions
            .iter()
            .filter(|function| !self.is_in_test(function.line))
    }

    /// How many lines it has apart from tests.
    pub(crate) fn length(&self) -> usize {
        (1..=self.lines.len())
            .filter(|line| !self.is_in_test(*line))
            .count()
    }

    /// Whether the file as a whole is let off a rule: a comment before its first item says so.
    pub(crate) fn is_exempt(&self, rule: &str) -> bool {
        let head = self
            .code
            .iter()
            .position(|line| starts_item(line))
            .unwrap_or(usize::MAX);
        exemptions(&self.lines).any(|(line, name)| name == rule && line <= head)
    }

    /// Whether lines, or the comments and attributes just above them, are let off a rule.
    pub(crate) fn is_exempt_within(&self, rule: &str, lines: RangeInclusive<usize>) -> bool {
        let above = self.lines.iter().take(lines.start() - 1).rev();
        let attached = above.take_while(|line| {
            let line = line.trim_start();
            line.starts_with("//") || line.starts_with("#[")
        });
        let from = lines.start() - attached.count();
        exemptions(&self.lines)
            .any(|(line, name)| name == rule && (from..=*lines.end()).contains(&line))
    }

    /// The paths that modules declared under `#[cfg(test)]` in this file have.
    pub(crate) fn modules_for_tests(&self) -> Vec<String> {
        let folder = match self.path.rsplit_once('/') {
            Some((folder, "lib.rs" | "main.rs" | "mod.rs")) => folder.to_owned(),
            _ => self.path.trim_end_matches(".rs").to_owned(),
        };
        let lines = self
            .tests
            .iter()
            .flat_map(|item| self.code.get(item.start() - 1..*item.end()));
        let declared = lines.flatten().filter_map(|line| {
            line.trim()
                .trim_start_matches("#[cfg(test)]")
                .trim_end()
                .strip_suffix(';')?
                .split_once("mod ")
                .map(|(_, name)| name.trim().to_owned())
        });
        declared.map(|name| format!("{folder}/{name}")).collect()
    }

    /// Marks the file as one for tests if it is, or lies under, one of these modules.
    pub(crate) fn set_aside(&mut self, modules: &[String]) {
        let own = self.path.trim_end_matches(".rs").trim_end_matches("/mod");
        let is_under = |module: &String| {
            own.strip_prefix(module.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.is_test |= modules.iter().any(is_under);
    }

    fn is_in_test(&self, line: usize) -> bool {
        self.is_test || self.tests.iter().any(|item| item.contains(&line))
    }
}

fn starts_item(line: &str) -> bool {
    let line = line.trim();
    !(line.is_empty() || line.starts_with("#!["))
}

/// The lines of every item under `#[cfg(test)]`.
fn test_items(code: &str) -> Vec<RangeInclusive<usize>> {
    let mark = "#[cfg(test)]";
    let starts = code.match_indices(mark).map(|(at, _)| at);
    let items = starts.map(|at| {
        let from = at + mark.len();
        let end = item_end(code.get(from..).unwrap_or_default()) + from;
        line_of(code, at)..=line_of(code, end)
    });
    items.collect()
}

/// Where the item that starts here ends: after its braces, or at its semicolon.
fn item_end(code: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in code.char_indices() {
        match c {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && c == '}' {
                    return at;
                }
            }
            ';' if depth == 0 => return at,
            _ => {}
        }
    }
    code.len()
}

/// The line, counted from 1, on which a byte of the text stands.
pub(crate) fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}
