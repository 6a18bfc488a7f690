//! The packages that the mediation team keeps in order to come back to them.

use super::addresses::Addresses;
use super::moves::Moves;
use crate::page::item::class_glyph;
use crate::seated::Seated;
use crate::world::moment_words;
use proceedings::Named;

/// A package that the team keeps.
pub(super) struct KeptLine {
    pub(super) id: String,
    pub(super) href: String,
    pub(super) name: String,
    pub(super) why: String,
    pub(super) by: String,
}

impl KeptLine {
    /// The words by which it is found.
    pub(super) fn words(&self) -> Vec<&str> {
        vec![&self.name, &self.why, &self.by]
    }
}

/// The packages that the team keeps, the last first.
pub(super) fn kept_lines(seated: &Seated) -> Vec<KeptLine> {
    let addresses = Addresses::of(seated, &Moves::default());
    let kept = seated.sitting().packages();
    let lines = kept.into_iter().rev().map(|kept| {
        let who = kept.who.as_ref().map_or("the team", |who| who.as_str());
        KeptLine {
            id: kept.id.to_string(),
            href: addresses.package(&kept.what.package),
            name: kept.what.name.as_str().to_owned(),
            why: kept
                .what
                .words
                .as_ref()
                .map_or_else(String::new, |words| words.as_str().to_owned()),
            by: format!(
                "{who}, {} · found with {} {}",
                moment_words(kept.at),
                class_glyph(kept.what.class()),
                kept.what.class().name()
            ),
        }
    });
    lines.collect()
}
