//! Markup as it is written: names and attributes are ours, every word is escaped.

use std::fmt::Write;

/// Markup as it fills up.
#[derive(Default)]
pub(crate) struct Markup(String);

/// Names of attributes with their values.
pub(crate) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Markup {
    /// An XML part.
    pub(crate) fn xml() -> Self {
        Self("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned())
    }

    /// An element with what stands in it.
    pub(crate) fn within(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        inside: impl FnOnce(&mut Self),
    ) {
        self.begin(name, attributes);
        self.0.push('>');
        inside(self);
        self.close(name);
    }

    /// An element with words in it.
    pub(crate) fn leaf(&mut self, name: &str, attributes: Attributes<'_>, words: &str) {
        self.within(name, attributes, |inside| inside.words(words));
    }

    /// An element with nothing in it.
    pub(crate) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.begin(name, attributes);
        self.0.push_str("/>");
    }

    /// An element with nothing in it, as HTML writes those that never have anything.
    pub(crate) fn void(&mut self, name: &str, attributes: Attributes<'_>) {
        self.begin(name, attributes);
        self.0.push('>');
    }

    /// Words.
    pub(crate) fn words(&mut self, words: &str) {
        for sign in words.chars() {
            match sign {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                sign if is_fit(sign) => self.0.push(sign),
                _ => self.0.push('\u{fffd}'),
            }
        }
    }

    /// Markup or a style sheet that is ours.
    pub(crate) fn own(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }

    /// A line feed between elements.
    pub(crate) fn turn(&mut self) {
        self.0.push('\n');
    }

    pub(crate) fn done(self) -> String {
        self.0
    }

    fn begin(&mut self, name: &str, attributes: Attributes<'_>) {
        // writing to a string does not fail
        let _ = write!(self.0, "<{name}");
        for (name, value) in attributes {
            let _ = write!(self.0, " {name}=\"");
            self.words(value);
            self.0.push('"');
        }
    }

    fn close(&mut self, name: &str) {
        let _ = write!(self.0, "</{name}>");
    }
}

/// Whether XML has a place for a character.
const fn is_fit(sign: char) -> bool {
    matches!(sign, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
