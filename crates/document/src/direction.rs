//! The direction that a language is written in.

use case::Language;

/// The scripts that are written from right to left.
const LEFTWARD_SCRIPTS: [&str; 9] = [
    "adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "syrc", "thaa",
];
/// The languages that are written so where their tag names no script.
const LEFTWARD: [&str; 23] = [
    "ar", "arc", "ary", "arz", "azb", "ckb", "dv", "fa", "glk", "he", "iw", "ks", "lrc", "mzn",
    "nqo", "pnb", "prs", "ps", "sd", "syr", "ug", "ur", "yi",
];

/// Which way words run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    Rightward,
    /// From right to left.
    Leftward,
}

impl Direction {
    /// The direction of a language.
    #[must_use]
    pub fn of(language: &Language) -> Self {
        let tag = language.tag().to_ascii_lowercase();
        let mut parts = tag.split('-');
        let name = parts.next().unwrap_or_default();
        let script =
            parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()));
        let leftward = script.map_or_else(
            || LEFTWARD.contains(&name),
            |script| LEFTWARD_SCRIPTS.contains(&script),
        );
        if leftward {
            Self::Leftward
        } else {
            Self::Rightward
        }
    }

    /// What HTML calls it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Rightward => "ltr",
            Self::Leftward => "rtl",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_runs_the_way_its_script_does() {
        let leftward = |tag: &str| Direction::of(&Language::new(tag)) == Direction::Leftward;
        assert!(
            ["ar", "he-IL", "fa", "az-Arab-IR", "ckb"]
                .iter()
                .all(|tag| leftward(tag))
        );
        assert!(
            !["en", "uk", "ru", "ar-Latn", "arn"]
                .iter()
                .any(|tag| leftward(tag))
        );
    }
}
