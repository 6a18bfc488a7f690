//! Writing HTML and SVG so that text can never become markup.
//!
//! Invariant: names of elements and attributes are fixed in the code; everything else is escaped.

/// Markup in the making.
#[derive(Default)]
pub(crate) struct Markup(String);

/// The attributes of an element.
pub(crate) type Attributes<'a> = &'a [(&'static str, &'a str)];

impl Markup {
    /// Adds text.
    pub(crate) fn text(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                plain => self.0.push(plain),
            }
        }
    }

    /// Adds an element without content.
    pub(crate) fn empty(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.start(name, attributes);
        self.0.push_str("/>");
    }

    /// Adds an element with text in it.
    pub(crate) fn leaf(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) {
        self.within(name, attributes, |inside| inside.text(text));
    }

    /// Adds an element with other markup in it.
    pub(crate) fn within(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
        content: impl FnOnce(&mut Self),
    ) {
        self.start(name, attributes);
        self.0.push('>');
        content(self);
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
        if matches!(
            name,
            "section" | "table" | "tr" | "p" | "li" | "svg" | "head" | "header"
        ) {
            self.0.push('\n');
        }
    }

    /// A page with this content: the document type, then the root element.
    pub(crate) fn page(attributes: Attributes<'_>, content: impl FnOnce(&mut Self)) -> String {
        let mut page = Self("<!DOCTYPE html>\n".to_owned());
        page.within("html", attributes, content);
        page.0.push('\n');
        page.0
    }

    /// Markup that stands within a page.
    pub(crate) fn fragment(content: impl FnOnce(&mut Self)) -> String {
        let mut fragment = Self::default();
        content(&mut fragment);
        fragment.0
    }

    /// Adds a style sheet of our own; it is part of the program and is not escaped.
    pub(crate) fn style(&mut self, sheet: &'static str) {
        self.0.push_str("<style>");
        self.0.push_str(sheet);
        self.0.push_str("</style>\n");
    }

    fn start(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.0.push('<');
        self.0.push_str(name);
        for (attribute, value) in attributes {
            self.0.push(' ');
            self.0.push_str(attribute);
            self.0.push_str("=\"");
            self.text(value);
            self.0.push('"');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_never_become_markup() {
        let page = Markup::page(&[("lang", "\"><script>")], |page| {
            page.leaf("p", &[], "</p><script>alert('1') & more");
        });
        assert!(!page.contains("<script"), "{page}");
        assert!(page.contains("&lt;/p&gt;&lt;script&gt;alert(&#39;1&#39;) &amp; more"));
    }
}
