//! A folder in memory: the files of a scenario, by name, as bytes.
//!
//! Invariant: no two files have one name; they stand in order of their names.

use crate::place::Place;
use std::collections::BTreeMap;

/// The most bytes one file may have.
pub const FILE_BYTES_MAX: usize = 100 * 1024 * 1024;

/// The most files a folder may have.
pub const FILES_MAX: usize = 2_000;

/// Files by name (`edges/edge001.yml`), each as its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folder {
    files: BTreeMap<String, Vec<u8>>,
}

/// Why a file cannot be taken as text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// The file is larger than any scenario.
    #[error("{place}: the file has {bytes} bytes\nhint: files up to 100 MB are read")]
    TooLarge {
        /// The file.
        place: Place,
        /// Its size.
        bytes: usize,
    },
    /// The bytes are no UTF-8.
    #[error("{place}: the file is not UTF-8 text\nhint: save it as UTF-8")]
    NotUtf8 {
        /// The first byte that is not.
        place: Place,
    },
    /// The folder has more files or bytes than any scenario.
    #[error(
        "{place}: the folder has {files} files, {bytes} bytes\n\
         hint: up to 2000 files and 100 MB are read"
    )]
    TooMany {
        /// The folder.
        place: Place,
        /// How many files it has.
        files: usize,
        /// How many bytes they have.
        bytes: usize,
    },
}

impl Folder {
    /// The folder with these files.
    #[must_use]
    pub fn of(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        Self {
            files: files.into_iter().collect(),
        }
    }

    /// Adds a file, in the place of one of the same name.
    pub fn put(&mut self, name: &str, bytes: impl Into<Vec<u8>>) {
        self.files.insert(name.to_owned(), bytes.into());
    }

    /// Whether a file of this name is there.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// The bytes of a file.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(Vec::as_slice)
    }

    /// Every file with its bytes, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Refuses a folder with too many files.
    ///
    /// # Errors
    /// [`FileError::TooMany`] beyond 2,000 files or 100 MB.
    pub fn check(&self) -> Result<(), FileError> {
        let bytes = self.files.values().map(Vec::len).sum();
        if self.files.len() > FILES_MAX || bytes > FILE_BYTES_MAX {
            let place = Place::file(self.files.keys().next().map_or("", String::as_str));
            let files = self.files.len();
            return Err(FileError::TooMany {
                place,
                files,
                bytes,
            });
        }
        Ok(())
    }
}

/// The file's text: UTF-8, with or without a byte order mark.
///
/// # Errors
/// [`FileError::TooLarge`] beyond 100 MB, [`FileError::NotUtf8`] otherwise.
pub fn text<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, FileError> {
    if bytes.len() > FILE_BYTES_MAX {
        let place = Place::file(file);
        return Err(FileError::TooLarge {
            place,
            bytes: bytes.len(),
        });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or(&[]);
        let good = String::from_utf8_lossy(good);
        FileError::NotUtf8 {
            place: Place::at(file, &good, good.len()),
        }
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// A file's name without its folders.
#[must_use]
pub fn base(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// A file's name without folders and ending, and without blanks around it: `util1` of
/// `a/util1.xml`.
#[must_use]
pub fn stem(name: &str) -> &str {
    let base = base(name);
    base.rsplit_once('.').map_or(base, |(stem, _)| stem).trim()
}

/// A file's ending in lower case: `xml` of `a/util1.XML`.
#[must_use]
pub fn ending(name: &str) -> String {
    base(name)
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_utf8_is_refused_at_its_first_wrong_byte() {
        let error = text("a.xml", b"ab\ncd\xff").unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("a.xml:2:3: the file is not UTF-8")
        );
    }

    #[test]
    fn names_fall_into_stem_and_ending() {
        assert_eq!(
            (stem("x/util1.YML"), ending("x/util1.YML").as_str()),
            ("util1", "yml")
        );
        assert_eq!(
            (stem("LICENSE"), ending("LICENSE").as_str()),
            ("LICENSE", "")
        );
    }
}
