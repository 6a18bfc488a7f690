//! The files of a check: lines of text that can be printed, sent, pasted and checked.
//!
//! Each begins with what it is, has one line for each thing it says, and ends with a sum over what
//! stands above it.

use crate::OverlapError;
use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

const HEAD: &str = "onetext-overlap/1";
const SUM: &str = "sum ";
/// How many letters of base64 stand on a line.
const WIDTH: usize = 64;

/// A file that is being written.
pub(crate) struct Paper(String);

/// A file that is being read, line by line.
pub(crate) struct Page<'a> {
    kind: &'static str,
    lines: std::iter::Peekable<std::str::Lines<'a>>,
}

impl Paper {
    pub(crate) fn new(kind: &str) -> Self {
        Self(format!("{HEAD} {kind}\n"))
    }

    pub(crate) fn line(mut self, name: &str, words: &str) -> Self {
        let _ = writeln!(self.0, "{name} {words}");
        self
    }

    pub(crate) fn bytes(self, name: &str, bytes: &[u8]) -> Self {
        let mut hex = String::new();
        for byte in bytes {
            let _ = write!(hex, "{byte:02x}");
        }
        self.line(name, &hex)
    }

    /// Many bytes, on lines of their own.
    pub(crate) fn block(mut self, bytes: &[u8]) -> Self {
        let letters: Vec<char> = Base64::encode_string(bytes).chars().collect();
        for line in letters.chunks(WIDTH) {
            let line: String = line.iter().collect();
            let _ = writeln!(self.0, "{line}");
        }
        self
    }

    pub(crate) fn finished(mut self) -> String {
        let sum = sum(&self.0);
        let _ = writeln!(self.0, "{SUM}{sum}");
        self.0
    }
}

/// Four bytes of a digest: they find damage, and prove nothing.
fn sum(above: &str) -> String {
    let digest = Sha256::digest(above.as_bytes());
    let first = digest.iter().take(4);
    first.map(|byte| format!("{byte:02x}")).collect()
}

impl<'a> Page<'a> {
    /// The file, if it is of this kind and whole.
    pub(crate) fn open(kind: &'static str, file: &'a str) -> Result<Self, OverlapError> {
        let file = file.trim_start_matches('\u{feff}').trim();
        let first = file.lines().next().unwrap_or_default();
        if first.trim() != format!("{HEAD} {kind}") {
            return Err(OverlapError::OtherKind {
                wanted: kind,
                found: first.chars().take(40).collect(),
            });
        }
        // Line ends are the mail program's business: the sum is over the lines.
        let lines: Vec<&str> = file.lines().map(str::trim_end).collect();
        let damaged = || OverlapError::Damaged(kind);
        let (last, above) = lines.split_last().ok_or_else(damaged)?;
        let above = above.iter().map(|line| format!("{line}\n"));
        if last.strip_prefix(SUM) != Some(sum(&above.collect::<String>()).as_str()) {
            return Err(damaged());
        }
        let mut lines = file.lines().peekable();
        lines.next();
        Ok(Self { kind, lines })
    }

    pub(crate) fn line(&mut self, name: &'static str) -> Result<&'a str, OverlapError> {
        let line = self.lines.next().unwrap_or_default().trim_end();
        let words = line
            .strip_prefix(name)
            .and_then(|rest| rest.strip_prefix(' '));
        words.ok_or_else(|| self.unreadable(name, line))
    }

    pub(crate) fn parsed<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, OverlapError> {
        let words = self.line(name)?;
        read(words).ok_or_else(|| self.unreadable(name, words))
    }

    pub(crate) fn bytes<const N: usize>(
        &mut self,
        name: &'static str,
    ) -> Result<[u8; N], OverlapError> {
        self.parsed(name, |hex| {
            let mut bytes = [0; N];
            if hex.len() != 2 * N || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                return None;
            }
            for (place, byte) in bytes.iter_mut().enumerate() {
                *byte = u8::from_str_radix(hex.get(2 * place..2 * place + 2)?, 16).ok()?;
            }
            Some(bytes)
        })
    }

    /// The bytes that stand on lines of their own up to the sum.
    pub(crate) fn block(&mut self, name: &'static str) -> Result<Vec<u8>, OverlapError> {
        let mut letters = String::new();
        while let Some(line) = self.lines.next_if(|line| !line.starts_with(SUM)) {
            letters.push_str(line.trim_end());
        }
        let bytes = Base64::decode_vec(&letters);
        bytes.map_err(|_| self.unreadable(name, &letters))
    }

    /// Whether a line of this name comes next.
    pub(crate) fn has(&mut self, name: &str) -> bool {
        let next = self.lines.peek();
        next.is_some_and(|line| line.split(' ').next() == Some(name))
    }

    /// That nothing but the sum is left.
    pub(crate) fn end(mut self) -> Result<(), OverlapError> {
        let line = self.lines.next().unwrap_or_default();
        if line.starts_with(SUM) {
            return Ok(());
        }
        Err(self.unreadable("sum", line))
    }

    fn unreadable(&self, line: &'static str, found: &str) -> OverlapError {
        OverlapError::Unreadable {
            kind: self.kind,
            line,
            found: found.chars().take(40).collect(),
        }
    }
}
