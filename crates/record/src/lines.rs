//! Reading a file line by line, with the number of the line for every error.

use crate::ReadError;
use crate::fault::Excerpt;

/// The lines that are still to be read. Each ends in a line feed.
#[derive(Clone)]
pub(crate) struct Lines<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Lines<'a> {
    pub(crate) const fn of(text: &'a str) -> Self {
        Self {
            rest: text,
            line: 1,
        }
    }

    /// The text of bytes, if there are not too many of them.
    pub(crate) fn text(bytes: &'a [u8], most: usize) -> Result<&'a str, ReadError> {
        if bytes.len() > most {
            return Err(ReadError::TooLong {
                length: bytes.len(),
                most,
            });
        }
        std::str::from_utf8(bytes).map_err(|why| ReadError::NotText {
            place: why.valid_up_to(),
        })
    }

    pub(crate) const fn line(&self) -> usize {
        self.line
    }

    pub(crate) const fn rest(&self) -> &'a str {
        self.rest
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next line without its line feed.
    pub(crate) fn next(&mut self, expected: &'static str) -> Result<&'a str, ReadError> {
        let Some((line, rest)) = self.rest.split_once('\n') else {
            return Err(if self.rest.is_empty() {
                ReadError::End {
                    line: self.line,
                    expected,
                }
            } else {
                // A last line without its line feed was cut.
                self.wrong(self.rest, expected)
            });
        };
        self.rest = rest;
        self.line += 1;
        Ok(line)
    }

    /// What stands behind a word on the next line.
    pub(crate) fn field(
        &mut self,
        word: &str,
        expected: &'static str,
    ) -> Result<&'a str, ReadError> {
        let here = self.clone();
        let line = self.next(expected)?;
        let value = line
            .strip_prefix(word)
            .and_then(|rest| rest.strip_prefix(' '));
        value.ok_or_else(|| here.wrong(line, expected))
    }

    /// The next line, if it begins with the word: what stands behind it.
    pub(crate) fn optional(
        &mut self,
        word: &str,
        expected: &'static str,
    ) -> Result<Option<&'a str>, ReadError> {
        let mut ahead = self.clone();
        match ahead.field(word, expected) {
            Ok(value) => {
                *self = ahead;
                Ok(Some(value))
            }
            Err(ReadError::Line { .. } | ReadError::End { .. }) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// The next line, as something is read from it.
    pub(crate) fn read<T>(
        &mut self,
        expected: &'static str,
        reading: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, ReadError> {
        let here = self.clone();
        let line = self.next(expected)?;
        reading(line).ok_or_else(|| here.wrong(line, expected))
    }

    /// What stands behind a word on the next line, as something is read from it.
    pub(crate) fn read_field<T>(
        &mut self,
        (word, expected): (&str, &'static str),
        reading: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, ReadError> {
        let here = self.clone();
        let value = self.field(word, expected)?;
        reading(value).ok_or_else(|| here.wrong(value, expected))
    }

    /// The next bytes, which end in a line feed that is not theirs.
    pub(crate) fn block(
        &mut self,
        length: usize,
        expected: &'static str,
    ) -> Result<&'a str, ReadError> {
        let here = self.clone();
        let block = self.rest.get(..length);
        let rest = self
            .rest
            .get(length..)
            .and_then(|rest| rest.strip_prefix('\n'));
        let (Some(block), Some(rest)) = (block, rest) else {
            return Err(here.wrong(here.rest, expected));
        };
        self.rest = rest;
        self.line += block.split('\n').count();
        Ok(block)
    }

    pub(crate) fn end(&self) -> Result<(), ReadError> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(self.wrong(self.rest, "the end of the file"))
        }
    }

    /// An error at this place.
    pub(crate) fn wrong(&self, found: &str, expected: &'static str) -> ReadError {
        ReadError::Line {
            line: self.line,
            expected,
            found: Excerpt::of(found),
        }
    }
}

/// A number in decimal digits, without a zero in front and below 2^63.
pub(crate) fn number(words: &str) -> Option<u64> {
    let plain = !words.is_empty() && words.bytes().all(|byte| byte.is_ascii_digit());
    let canonical = plain && (words == "0" || !words.starts_with('0'));
    let number: u64 = canonical.then(|| words.parse().ok())??;
    (number < 1 << 63).then_some(number)
}
