//! The markup of a part: elements of Word's own vocabulary, one after the other, within bounds.

use crate::read::fault::{MADE_TO_HARM, ReadError, SAVE_AGAIN};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The deepest nesting that is read.
const DEPTH_MAX: usize = 256;

/// An element, or words.
pub(super) enum Sign<'a> {
    /// An element begins, or stands there empty.
    Begin(Tag),
    /// An element ends.
    End(&'a str),
    /// Words.
    Words(String),
}

/// The beginning of an element.
pub(super) struct Tag {
    /// Its name, if it is one that we know.
    pub(super) name: &'static str,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        let mut found = self.attributes.iter().filter(|(own, _)| own == name);
        found.next().map(|(_, value)| value.clone())
    }
}

/// The elements of Word's vocabulary that are read; `Fallback` is the one of another.
const NAMES: [&str; 48] = [
    "Fallback",
    "abstractNum",
    "abstractNumId",
    "bookmarkStart",
    "br",
    "comment",
    "cr",
    "del",
    "drawing",
    "endnoteReference",
    "footnoteReference",
    "ilvl",
    "instrText",
    "lvl",
    "lvlOverride",
    "lvlText",
    "moveFrom",
    "name",
    "noBreakHyphen",
    "num",
    "numFmt",
    "numId",
    "oMath",
    "object",
    "p",
    "pPr",
    "pPrChange",
    "pStyle",
    "pict",
    "r",
    "rPrChange",
    "sdtPr",
    "sectPr",
    "start",
    "startOverride",
    "style",
    "sym",
    "t",
    "tab",
    "tblPr",
    "tcPr",
    "trPr",
    "txbxContent",
    "vanish",
    "body",
    "ins",
    "moveTo",
    "sdtContent",
];

/// The signs of a part.
pub(super) struct Signs<'a> {
    part: &'a str,
    words: &'a str,
    reader: Reader<&'a [u8]>,
    /// The names of the elements that are open.
    open: Vec<&'static str>,
}

impl<'a> Signs<'a> {
    pub(super) fn of(part: &'a str, words: &'a str) -> Self {
        let mut reader = Reader::from_str(words);
        reader.config_mut().expand_empty_elements = true;
        Self {
            part,
            words,
            reader,
            open: Vec::new(),
        }
    }

    /// The next element that is known, or words that stand as text.
    pub(super) fn next(&mut self) -> Result<Option<Sign<'static>>, ReadError> {
        loop {
            let event = self.reader.read_event();
            let event = event.map_err(|_| self.fault("the markup is broken", SAVE_AGAIN))?;
            match event {
                Event::Start(start) => {
                    let tag = self.tag(&start)?;
                    if self.open.len() >= DEPTH_MAX {
                        return Err(self.fault("elements nest too deep", MADE_TO_HARM));
                    }
                    self.open.push(tag.name);
                    if !tag.name.is_empty() {
                        return Ok(Some(Sign::Begin(tag)));
                    }
                }
                Event::End(_) => {
                    if let Some(name) = self.open.pop().filter(|name| !name.is_empty()) {
                        return Ok(Some(Sign::End(name)));
                    }
                }
                Event::Text(words) => {
                    if self.open.last() == Some(&"t") {
                        return Ok(Some(Sign::Words(words.to_string())));
                    }
                }
                Event::CData(words) => {
                    if self.open.last() == Some(&"t") {
                        return Ok(Some(Sign::Words(words.to_string())));
                    }
                }
                Event::GeneralRef(name) => {
                    let sign = self.sign(&name)?;
                    if self.open.last() == Some(&"t") {
                        return Ok(Some(Sign::Words(sign.to_string())));
                    }
                }
                Event::DocType(_) => {
                    return Err(self.fault("it declares entities or a DTD", MADE_TO_HARM));
                }
                Event::Eof => {
                    return match self.open.is_empty() {
                        true => Ok(None),
                        false => Err(self.fault("it is cut off", SAVE_AGAIN)),
                    };
                }
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    /// Passes over the element that has just begun, with all that stands in it.
    pub(super) fn skip(&mut self) -> Result<(), ReadError> {
        let depth = self.open.len();
        while self.open.len() >= depth {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn tag(&self, start: &BytesStart<'_>) -> Result<Tag, ReadError> {
        let written = start.name();
        let written = written.as_ref();
        let (space, local) = written.rsplit_once(':').unwrap_or(("", written));
        let ours = space == "w" || space == "mc" || (space == "m" && local == "oMath");
        let known = NAMES.iter().find(|name| ours && **name == local);
        let Some(name) = known else {
            return Ok(Tag {
                name: "",
                attributes: Vec::new(),
            });
        };
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let broken = |_| self.fault("an attribute is broken", SAVE_AGAIN);
            let attribute = attribute.map_err(broken)?;
            let key = attribute.key.as_ref();
            let key = key
                .rsplit_once(':')
                .map_or(key, |(_, local)| local)
                .to_owned();
            attributes.push((key, unescaped(&attribute.value)));
        }
        Ok(Tag { name, attributes })
    }

    /// The sign that a reference stands for; entities of one's own are refused.
    fn sign(&self, name: &str) -> Result<char, ReadError> {
        reference(name).ok_or_else(|| self.fault("it names an entity", MADE_TO_HARM))
    }

    fn fault(&self, why: &'static str, hint: &'static str) -> ReadError {
        let at = usize::try_from(self.reader.buffer_position()).unwrap_or(0);
        let before = self.words.as_bytes().get(..at).unwrap_or_default();
        ReadError::Markup {
            part: self.part.to_owned(),
            line: 1 + before.iter().filter(|byte| **byte == b'\n').count(),
            why,
            hint,
        }
    }
}

fn reference(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        other => {
            let digits = other.strip_prefix('#')?;
            let number = match digits.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(number)
        }
    }
}

/// The longest reference in an attribute that is written out, with its end, in bytes.
const REFERENCE_MAX: usize = 12;

/// The value of an attribute with its references written out; what is none stands as it is.
fn unescaped(value: &str) -> String {
    let mut words = String::new();
    let mut left = value;
    while let Some((before, after)) = left.split_once('&') {
        words.push_str(before);
        let end = after.bytes().take(REFERENCE_MAX).position(|b| b == b';');
        let found = end.and_then(|end| after.split_at_checked(end));
        let found =
            found.and_then(|(name, rest)| Some((reference(name)?, rest.strip_prefix(';')?)));
        match found {
            Some((sign, behind)) => {
                words.push(sign);
                left = behind;
            }
            None => {
                words.push('&');
                left = after;
            }
        }
    }
    words + left
}

/// The words of a part, which is UTF-8.
pub(super) fn decoded(part: &str, bytes: Vec<u8>) -> Result<String, ReadError> {
    let part = part.to_owned();
    let words = String::from_utf8(bytes).map_err(|why| ReadError::Encoding {
        part: part.clone(),
        at: why.utf8_error().valid_up_to(),
    })?;
    let head: String = words
        .chars()
        .take(120)
        .collect::<String>()
        .to_ascii_lowercase();
    let said = head
        .strip_prefix("<?xml")
        .and_then(|head| head.split_once("?>"));
    if let Some((_, said)) = said.and_then(|(head, _)| head.split_once("encoding="))
        && !said.trim_start_matches(['"', '\'']).starts_with("utf-8")
    {
        return Err(ReadError::Encoding { part, at: 0 });
    }
    Ok(words.trim_start_matches('\u{feff}').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_in_attributes_are_written_out_and_what_is_none_stands() {
        let table = [
            ("a &amp; b &#x41;&#66;", "a & b AB"),
            ("&none; &", "&none; &"),
            ("&é&lt;", "&é<"),
            ("&ééééééé;", "&ééééééé;"),
            ("&#0000000000065;", "&#0000000000065;"),
        ];
        for (value, words) in table {
            assert_eq!(unescaped(value), words);
        }
    }

    #[test]
    fn an_end_is_not_looked_for_behind_every_sign() {
        let many = "&".repeat(4 * 1_024 * 1_024);
        assert_eq!(unescaped(&many), many);
    }
}
