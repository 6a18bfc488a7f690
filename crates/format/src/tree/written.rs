//! A tree written out as JSON or YAML, by our own hand so that numbers keep their digits.

use std::fmt::Write;

/// A value to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Out {
    Number(String),
    Text(String),
    List(Vec<Out>),
    Map(Vec<(Out, Out)>),
}

impl Out {
    pub(crate) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// A map with words for keys.
    pub(crate) fn map<const N: usize>(entries: [(&str, Self); N]) -> Self {
        Self::Map(
            entries
                .into_iter()
                .map(|(key, value)| (Self::text(key), value))
                .collect(),
        )
    }
}

/// JSON with an indent of two.
pub(crate) fn to_json(out: &Out) -> String {
    let mut text = String::new();
    json(out, 0, &mut text);
    text.push('\n');
    text
}

fn json(out: &Out, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth + 1);
    match out {
        Out::Number(number) => text.push_str(number),
        Out::Text(word) => quoted(word, text),
        Out::List(items) if items.is_empty() => text.push_str("[]"),
        Out::Map(entries) if entries.is_empty() => text.push_str("{}"),
        Out::List(items) => {
            for (place, item) in items.iter().enumerate() {
                text.push_str(if place == 0 { "[\n" } else { ",\n" });
                text.push_str(&indent);
                json(item, depth + 1, text);
            }
            let _ = write!(text, "\n{}]", "  ".repeat(depth));
        }
        Out::Map(entries) => {
            for (place, (key, value)) in entries.iter().enumerate() {
                text.push_str(if place == 0 { "{\n" } else { ",\n" });
                text.push_str(&indent);
                quoted(&plain(key), text);
                text.push_str(": ");
                json(value, depth + 1, text);
            }
            let _ = write!(text, "\n{}}}", "  ".repeat(depth));
        }
    }
}

/// What a key says.
fn plain(key: &Out) -> String {
    match key {
        Out::Text(word) | Out::Number(word) => word.clone(),
        Out::List(_) | Out::Map(_) => String::new(),
    }
}

/// A text in quotation marks, as JSON and YAML both read it.
fn quoted(word: &str, text: &mut String) {
    text.push('"');
    for c in word.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c if u32::from(c) < 0x20 || c == '\u{7f}' => {
                let _ = write!(text, "\\u{:04x}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text.push('"');
}

/// YAML in block style; every text that is not a key of ours stands in quotation marks, so that
/// no program takes `No` for a truth or `10` for a number.
pub(crate) fn to_yaml(out: &Out) -> String {
    let mut text = String::new();
    yaml(out, 0, &mut text);
    text
}

fn yaml(out: &Out, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    match out {
        Out::List(items) => {
            for item in items {
                let _ = write!(text, "{indent}-");
                under(item, depth, text);
            }
        }
        Out::Map(entries) => {
            for (key, value) in entries {
                text.push_str(&indent);
                match key {
                    Out::Text(word) => quoted_if_needed(word, text),
                    Out::Number(_) | Out::List(_) | Out::Map(_) => {
                        text.push_str(&plain(key));
                    }
                }
                text.push(':');
                under(value, depth, text);
            }
        }
        Out::Number(_) | Out::Text(_) => {
            text.push_str(&indent);
            json(out, depth, text);
            text.push('\n');
        }
    }
}

fn under(out: &Out, depth: usize, text: &mut String) {
    let long = match out {
        Out::List(items) => !items.is_empty(),
        Out::Map(entries) => !entries.is_empty(),
        Out::Number(_) | Out::Text(_) => false,
    };
    if long {
        text.push('\n');
        yaml(out, depth + 1, text);
    } else {
        text.push(' ');
        json(out, depth, text);
        text.push('\n');
    }
}

/// Keys of small letters, digits and lines need no marks, but for those that YAML 1.1 takes for
/// truths or nothing.
fn quoted_if_needed(word: &str, text: &mut String) {
    const TAKEN: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let plain = word.starts_with(|c: char| c.is_ascii_lowercase())
        && word
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if plain && !TAKEN.contains(&word) {
        text.push_str(word);
    } else {
        quoted(word, text);
    }
}
