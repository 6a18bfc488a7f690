//! The root of a text of numbered points: what makes two copies of a draft comparable.
//!
//! Each point in each language is a leaf, so one point can be shown to be in the draft without
//! showing the others.

use crate::canonical::{Unwritable, canonical};
use crate::{Edge, Hash};
use std::collections::BTreeMap;

/// A point of the text in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameworkPoint {
    number: u16,
    heading: String,
    text: String,
}

/// The whole text at a version, as those whom it was shown to have read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framework {
    talks: String,
    version: u32,
    points: BTreeMap<String, Vec<FrameworkPoint>>,
}

/// Why words are no part of such a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotInFramework {
    /// A character has no place in it.
    #[error(transparent)]
    Unwritable(#[from] Unwritable),
    /// Something is longer than its form has room for.
    #[error("`{length}` bytes of {what} are more than `{most}`")]
    TooLong {
        /// What it is.
        what: &'static str,
        /// How long it is.
        length: usize,
        /// How long it may be.
        most: usize,
    },
    /// What should name a language is no tag of one.
    #[error("`{}` is no tag of a language: letters, digits and hyphens", .0.escape_debug())]
    NoLanguage(String),
}

impl FrameworkPoint {
    /// The longest heading and the longest text, in bytes.
    const LONGEST: (usize, usize) = ((1 << 16) - 1, (1 << 24) - 1);

    /// A point in canonical words. Matters without a number have the number 0.
    ///
    /// # Errors
    ///
    /// If a character has no place in it, or if it is too long.
    pub fn new(number: u16, heading: &str, text: &str) -> Result<Self, NotInFramework> {
        let (heading, text) = (canonical(heading)?, canonical(text)?);
        short("a heading", &heading, Self::LONGEST.0)?;
        short("a point", &text, Self::LONGEST.1)?;
        Ok(Self {
            number,
            heading,
            text,
        })
    }

    /// Its number.
    #[must_use]
    pub const fn number(&self) -> u16 {
        self.number
    }

    /// Its heading, in canonical words.
    #[must_use]
    pub fn heading(&self) -> &str {
        &self.heading
    }

    /// Its words, canonical.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

fn short(what: &'static str, words: &str, most: usize) -> Result<(), NotInFramework> {
    let length = words.len();
    if length <= most {
        Ok(())
    } else {
        Err(NotInFramework::TooLong { what, length, most })
    }
}

impl Framework {
    /// A text without points yet, of some talks and of a version.
    ///
    /// # Errors
    ///
    /// If the name of the talks is longer than 255 bytes, or a character has no place in it.
    pub fn new(talks: &str, version: u32) -> Result<Self, NotInFramework> {
        short("a name of talks", talks, 255)?;
        canonical(talks)?;
        Ok(Self {
            talks: talks.to_owned(),
            version,
            points: BTreeMap::new(),
        })
    }

    /// Adds a point in a language, behind those of the same or a lower number.
    ///
    /// # Errors
    ///
    /// If the tag of the language is longer than 255 bytes, or none.
    pub fn add(&mut self, language: &str, point: FrameworkPoint) -> Result<(), NotInFramework> {
        short("a language", language, 255)?;
        let is_of_a_tag = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if language.is_empty() || !language.bytes().all(is_of_a_tag) {
            return Err(NotInFramework::NoLanguage(language.to_owned()));
        }
        let points = self.points.entry(language.to_owned()).or_default();
        let place = points.partition_point(|each| each.number <= point.number);
        points.insert(place, point);
        Ok(())
    }

    /// The talks whose text it is.
    #[must_use]
    pub fn talks(&self) -> &str {
        &self.talks
    }

    /// Its version.
    #[must_use]
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// The languages, in the order of their bytes, with the points of each.
    pub fn languages(&self) -> impl Iterator<Item = (&str, &[FrameworkPoint])> {
        let each = self.points.iter();
        each.map(|(language, points)| (language.as_str(), points.as_slice()))
    }

    /// How many points the fullest language has.
    #[must_use]
    pub fn length(&self) -> usize {
        self.points.values().map(Vec::len).max().unwrap_or(0)
    }

    /// The leaves, in the order of languages and numbers.
    #[must_use]
    pub fn leaves(&self) -> Vec<Hash> {
        let each = self.languages();
        let bytes = each.flat_map(|(language, points)| {
            points.iter().map(move |point| self.bytes(language, point))
        });
        bytes.map(|bytes| Hash::of_leaf(&bytes)).collect()
    }

    /// The root: equal for two texts if, and only if, everybody reads the same in both.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut edge = Edge::default();
        for leaf in self.leaves() {
            edge.append(leaf);
        }
        edge.root()
    }

    /// The bytes of a point, of which its leaf is made.
    fn bytes(&self, language: &str, point: &FrameworkPoint) -> Vec<u8> {
        let mut bytes = Vec::new();
        add(&mut bytes, "shuttle-point/v1", 1);
        add(&mut bytes, &self.talks, 1);
        bytes.extend(self.version.to_be_bytes());
        bytes.extend(point.number.to_be_bytes());
        add(&mut bytes, language, 1);
        add(&mut bytes, &point.heading, 2);
        add(&mut bytes, &point.text, 3);
        bytes
    }
}

/// Adds words behind their length, which has this many bytes.
fn add(bytes: &mut Vec<u8>, words: &str, width: usize) {
    let length = words.len().to_be_bytes();
    let (_, length) = length.split_at(length.len().saturating_sub(width));
    bytes.extend(length);
    bytes.extend(words.as_bytes());
}
