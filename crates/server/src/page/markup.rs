//! Markup that is made outside the templates and stands in a page as it is.
//!
//! Invariant: it is made by what escapes every word, and from no words by themselves; so a template
//! writes it down like anything else.

use askama::filters::HtmlSafe;
use briefing::{Picture, Section};
use std::fmt;

/// A part of a briefing, set for a page.
pub(crate) struct Markup(String);

impl Markup {
    /// A section of a briefing.
    pub(crate) fn of_section(section: &Section) -> Self {
        Self(section.to_fragment())
    }

    /// What stands below the heading of a section.
    pub(crate) fn of_parts(section: &Section) -> Self {
        Self(section.parts_to_fragment())
    }

    /// Sections of a briefing.
    pub(crate) fn of_sections(sections: &[Section]) -> Vec<Self> {
        sections.iter().map(Self::of_section).collect()
    }

    /// Where each section begins on the page, and its heading.
    pub(crate) fn contents(sections: &[Section]) -> Vec<(&'static str, String)> {
        let line = |section: &Section| (section.id, section.heading.clone());
        sections.iter().map(line).collect()
    }

    /// A picture.
    pub(crate) fn of_picture(picture: &Picture) -> Self {
        Self(picture.to_fragment())
    }
}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

#[cfg(test)]
mod tests {
    use super::*;
    use askama::Template;
    use briefing::Block;

    #[derive(Template)]
    #[template(source = "{% for one in all %}{{ one }}{% endfor %}", ext = "html")]
    struct Page {
        all: Vec<Markup>,
    }

    #[test]
    fn a_section_stands_in_a_page_as_markup_and_its_words_as_words() {
        let section = Section {
            id: "one",
            heading: "a < b".to_owned(),
            blocks: vec![Block::Paragraph("<script>".to_owned())],
            found: Vec::new(),
        };
        let all = Markup::of_sections(&[section]);
        let page = Page { all }.render().unwrap();
        assert!(page.contains("a &lt; b</h2>"), "{page}");
        assert!(page.contains("<p>&lt;script&gt;</p>"), "{page}");
    }
}
