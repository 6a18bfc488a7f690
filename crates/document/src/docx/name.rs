//! The names of bookmarks: they carry through Word and LibreOffice which point a paragraph is, and
//! what the paper was made from.
//!
//! Invariant: a name is at most 40 letters, digits and underscores, which is all that Word keeps.

use crate::paper::Paper;
use case::{Language, PointId};
use flate2::Crc;
use text::Print;

const NAME_MAX: usize = 40;
const POINT: &str = "point_";
const PAPER: &str = "paper_";

/// What a paper says of itself, so that it can be compared with what it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Origin {
    /// Clean or with its brackets.
    pub(crate) form: Print,
    /// The sum of its text.
    pub(crate) sum: u32,
    /// Its language.
    pub(crate) language: Language,
}

/// The bookmark of a point.
pub(crate) fn point_name(point: &PointId) -> String {
    let name = format!("{POINT}{}", plain(point.as_str()));
    if name.len() <= NAME_MAX {
        return name;
    }
    let head: String = name.chars().take(NAME_MAX - 9).collect();
    format!("{head}_{:08x}", sum(point.as_str()))
}

/// The bookmark of the title.
pub(crate) fn paper_name(paper: &Paper) -> String {
    let form = match paper.form {
        Print::Bracketed => "b",
        Print::Clean => "c",
    };
    let tag: String = plain(paper.language.tag()).chars().take(20).collect();
    format!("{PAPER}{form}_{:08x}_{tag}", text_sum(paper))
}

/// What the bookmark of a title says.
pub(crate) fn origin_of(name: &str) -> Option<Origin> {
    let mut fields = name.strip_prefix(PAPER)?.splitn(3, '_');
    let form = match fields.next()? {
        "b" => Print::Bracketed,
        "c" => Print::Clean,
        _ => return None,
    };
    let sum = u32::from_str_radix(fields.next()?, 16).ok()?;
    let language = Language::new(fields.next()?.replace("_2d", "-"));
    Some(Origin {
        form,
        sum,
        language,
    })
}

/// The sum of a paper's text as it stands there, in its language and its form: the sum of a clean
/// copy says nothing of the options that are not in it.
pub(crate) fn text_sum(paper: &Paper) -> u32 {
    sum(&paper.text.printed(&paper.language, paper.form))
}

/// The sum of some words.
pub(crate) fn sum(words: &str) -> u32 {
    let mut sum = Crc::new();
    sum.update(words.as_bytes());
    sum.sum()
}

/// Letters and digits as they are, every other byte as an underscore and two digits.
pub(crate) fn plain(words: &str) -> String {
    let bytes = words.bytes().map(|byte| {
        if byte.is_ascii_alphanumeric() {
            char::from(byte).to_string()
        } else {
            format!("_{byte:02x}")
        }
    });
    bytes.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_that_word_would_cut_still_differ() {
        let long = "the-point-about-the-line-of-contact-in-the-north";
        let ids = [
            "fish",
            "fish-2",
            "fish_2d2",
            "рыба",
            long,
            &format!("{long}-2"),
        ];
        let names: BTreeSet<String> = ids
            .iter()
            .map(|id| point_name(&PointId::new(*id)))
            .collect();
        assert_eq!(names.len(), ids.len(), "{names:?}");
        let fit = |name: &String| {
            let signs = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
            signs && name.len() <= NAME_MAX && name.starts_with(char::is_alphabetic)
        };
        assert!(names.iter().all(fit), "{names:?}");
    }
}
