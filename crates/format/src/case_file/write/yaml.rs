//! YAML out: a small tree and its one way of being written.
//!
//! Invariant: what is written is read back as the same tree by any YAML 1.2 reader.

use std::fmt::Write as _;

/// A value to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Yaml {
    /// A number, a day, a flag or a word of the format: written as it is.
    Plain(String),
    /// Words: in quotes wherever YAML could take them for something else.
    Text(String),
    /// Values in order.
    List(Vec<Yaml>),
    /// Values by key, in order.
    Map(Vec<(String, Yaml)>),
}

/// A map in the making, which leaves out what is not there.
pub(super) struct Fields(Vec<(String, Yaml)>);

impl Fields {
    /// No fields yet.
    pub(super) const fn new() -> Self {
        Self(Vec::new())
    }

    /// A field that is always there.
    pub(super) fn put(&mut self, key: &str, value: Yaml) {
        self.0.push((key.to_owned(), value));
    }

    /// A field of words.
    pub(super) fn text(&mut self, key: &str, text: &str) {
        self.put(key, Yaml::Text(text.to_owned()));
    }

    /// A field that may be absent.
    pub(super) fn may(&mut self, key: &str, value: Option<Yaml>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    /// A field of words that may be absent.
    pub(super) fn may_text(&mut self, key: &str, text: Option<&str>) {
        self.may(key, text.map(|text| Yaml::Text(text.to_owned())));
    }

    /// A field that is left out where it is empty.
    pub(super) fn some(&mut self, key: &str, value: Yaml) {
        let is_empty = match &value {
            Yaml::Plain(text) | Yaml::Text(text) => text.is_empty(),
            Yaml::List(items) => items.is_empty(),
            Yaml::Map(entries) => entries.is_empty(),
        };
        if !is_empty {
            self.put(key, value);
        }
    }

    /// Puts these fields after others.
    pub(super) fn after(self, others: &mut Self) {
        others.0.extend(self.0);
    }

    /// Whether there is no field.
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The map.
    pub(super) fn map(self) -> Yaml {
        Yaml::Map(self.0)
    }
}

impl Yaml {
    /// Words in a list.
    pub(super) fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let texts = texts.into_iter().map(|text| Self::Text(text.to_owned()));
        Self::List(texts.collect())
    }

    /// The document.
    pub(super) fn document(&self) -> String {
        let mut out = String::new();
        match self {
            Self::Map(entries) => block_map(&mut out, entries, 0),
            Self::Plain(_) | Self::Text(_) | Self::List(_) => out = self.flow() + "\n",
        }
        out
    }

    /// On one line, with brackets.
    fn flow(&self) -> String {
        match self {
            Self::Plain(text) => text.clone(),
            Self::Text(text) => quoted(text),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::flow).collect();
                format!("[{}]", items.join(", "))
            }
            Self::Map(entries) => {
                let entries = entries.iter();
                let entries: Vec<String> = entries
                    .map(|(key, v)| format!("{}: {}", quoted(key), v.flow()))
                    .collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }

    /// Whether it is short enough to stand on one line.
    fn is_short(&self) -> bool {
        match self {
            Self::Plain(_) | Self::Text(_) => true,
            Self::List(items) => items.iter().all(|item| match item {
                Self::Plain(_) => true,
                Self::Text(text) => text.chars().nth(40).is_none(),
                Self::List(_) => item.is_short(),
                Self::Map(_) => false,
            }),
            Self::Map(entries) => entries.is_empty(),
        }
    }
}

fn block_map(out: &mut String, entries: &[(String, Yaml)], indent: usize) {
    for (position, (key, value)) in entries.iter().enumerate() {
        // The first entry of a list's item stands behind its dash.
        if position > 0 || !out.ends_with("- ") {
            let _ = write!(out, "{:indent$}", "");
        }
        let _ = write!(out, "{}:", quoted(key));
        if value.is_short() {
            let _ = writeln!(out, " {}", value.flow());
            continue;
        }
        out.push('\n');
        match value {
            Yaml::Map(entries) => block_map(out, entries, indent.saturating_add(2)),
            Yaml::List(items) => block_list(out, items, indent.saturating_add(2)),
            Yaml::Plain(_) | Yaml::Text(_) => (),
        }
    }
}

fn block_list(out: &mut String, items: &[Yaml], indent: usize) {
    for item in items {
        let _ = write!(out, "{:indent$}- ", "");
        match item {
            Yaml::Map(entries) if !entries.is_empty() => {
                block_map(out, entries, indent.saturating_add(2));
            }
            Yaml::Map(_) | Yaml::List(_) | Yaml::Plain(_) | Yaml::Text(_) => {
                let _ = writeln!(out, "{}", item.flow());
            }
        }
    }
}

/// The text as a YAML scalar: bare where nobody could take it for anything but words.
fn quoted(text: &str) -> String {
    let first_is_letter = text.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | '/');
    let reserved = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    let is_word = reserved.contains(&text.to_ascii_lowercase().as_str());
    if first_is_letter && text.chars().all(is_bare) && !is_word && !text.ends_with(' ') {
        return text.to_owned();
    }
    // A JSON string is a YAML string: both escape alike (YAML 1.2.2, 1.2).
    serde_json::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_yaml_would_take_for_something_else_stand_in_quotes() {
        let cases = [
            ("Fishing", "Fishing"),
            ("30 000 t", "\"30 000 t\""),
            ("a: b", "\"a: b\""),
            ("no", "\"no\""),
            ("Null", "\"Null\""),
            ("two\nlines", "\"two\\nlines\""),
            ("", "\"\""),
        ];
        for (text, written) in cases {
            assert_eq!(quoted(text), written);
        }
    }

    #[test]
    fn lists_of_maps_stand_as_blocks_and_short_lists_in_brackets() {
        let item = Yaml::Map(vec![
            ("id".to_owned(), Yaml::Text("k1".to_owned())),
            ("acts".to_owned(), Yaml::texts(["a", "b"])),
        ]);
        let whole = Yaml::Map(vec![("linkages".to_owned(), Yaml::List(vec![item]))]);
        assert_eq!(
            whole.document(),
            "linkages:\n  - id: k1\n    acts: [a, b]\n"
        );
    }
}
