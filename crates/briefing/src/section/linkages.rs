//! What hangs together: every linkage between acts, states and options, with who holds it.

use super::order::{span_words, when_words};
use crate::briefing::{Align, Section, Table};
use crate::desk::{Desk, joined, remarks};
use case::{ActId, Link, Linkage};

impl Desk<'_, '_> {
    /// The linkages that this seat sees, in the order of the case.
    pub(crate) fn linkages(&self) -> Option<Section> {
        let columns = [
            ("What hangs together", Align::Start),
            ("Held by", Align::Start),
        ];
        let mut table = Table::new("Linkages", &columns);
        for seen in self.view.linkages() {
            let linkage = seen.item;
            table.row(vec![
                self.linkage_text(linkage),
                self.party_names(&linkage.held_by),
            ]);
        }
        let heading = match table.rows.len() {
            0 => return None,
            1 => "One linkage is on record".to_owned(),
            count => format!("{count} linkages are on record"),
        };
        Some(Section::new("linkages", heading).table(table))
    }

    fn linkage_text(&self, linkage: &Linkage) -> String {
        let words = linkage.text.as_ref().map(|text| self.words(text));
        let mut parts: Vec<String> = self.link_words(&linkage.link).into_iter().collect();
        parts.extend(words.map(str::to_owned));
        if let Some(reader) = &linkage.reading_of {
            parts.push(format!("as read by {reader}"));
        }
        let (remarks, sources) = (remarks(&linkage.grounds), self.sources(&linkage.grounds));
        format!("{}{remarks}{sources}", parts.join("; "))
    }

    /// What a linkage between acts says; a rule on options is told by its own words.
    pub(crate) fn link_words(&self, link: &Link) -> Option<String> {
        let title = |act: &ActId| format!("“{}”", self.act_title(act));
        let titles = |acts: &[ActId]| joined(&acts.iter().map(title).collect::<Vec<_>>());
        Some(match link {
            Link::Requires { act, first, span } => {
                let held = span.map_or_else(String::new, |s| format!(" for {}", span_words(s)));
                format!("{} needs {} first{held}", title(act), title(first))
            }
            Link::Triggers { act, then, span } => {
                let held = span.map_or_else(String::new, |s| format!(" within {}", span_words(s)));
                format!("{} brings about {}{held}", title(act), title(then))
            }
            Link::Within { act, of, span } => {
                let span = span_words(*span);
                format!("{} begins within {span} of {}", title(act), title(of))
            }
            Link::NotBefore { act, day } => {
                format!("{} does not begin before {}", title(act), when_words(*day))
            }
            Link::Voids { act, voids } => format!("{} ends {}", title(act), title(voids)),
            Link::Simultaneous(acts) => format!("{} happen together", titles(acts)),
            Link::Excludes { act, other } => format!("{} rules out {}", title(act), title(other)),
            Link::Together(acts) => format!("{} stand or fall together", titles(acts)),
            Link::Options(_) => return None,
        })
    }
}
