//! An XML file as a tree of elements: no entities of its own, no document types, bounded.
//!
//! Invariant: a tree is at most [`DEPTH_MAX`] deep and has at most [`ELEMENTS_MAX`] elements, so
//! nothing a file says can make reading it expensive.

use crate::folder::{FILE_BYTES_MAX, FileError, text};
use crate::place::{Place, shown};
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::attributes::{AttrError, Attribute};
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// The deepest nesting read.
const DEPTH_MAX: usize = 32;

/// The most elements read.
const ELEMENTS_MAX: usize = 1_000_000;

/// The most attributes of one element read.
const ATTRIBUTES_MAX: usize = 32;

/// Why a file is no XML we read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum XmlError {
    /// The file breaks XML's rules.
    #[error("{place}: not well-formed XML: {why}")]
    Malformed {
        /// Where.
        place: Place,
        /// Which rule.
        why: String,
    },
    /// The file declares a document type or uses an entity.
    #[error(
        "{place}: {what} is refused, since it can make a small file huge or name other \
         files\nhint: write the text itself; only &lt; &gt; &amp; &quot; &apos; and numbered \
         characters are read"
    )]
    Entity {
        /// Where.
        place: Place,
        /// What was found.
        what: String,
    },
    /// The file declares an encoding we do not read.
    #[error("the encoding `{encoding}` of `{file}` is not read\nhint: save it as UTF-8")]
    Encoding {
        /// The file.
        file: String,
        /// The encoding.
        encoding: String,
    },
    /// The file nests too deep.
    #[error("{place}: elements nest deeper than {DEPTH_MAX}")]
    TooDeep {
        /// Where.
        place: Place,
    },
    /// The file has too many elements or attributes.
    #[error("{place}: more than {ELEMENTS_MAX} elements, or {ATTRIBUTES_MAX} attributes of one")]
    TooMany {
        /// Where.
        place: Place,
    },
    /// An attribute stands twice, or is no attribute.
    #[error("{place}: attribute of `<{element}>`: {why}")]
    Attribute {
        /// Where.
        place: Place,
        /// The element.
        element: String,
        /// What is wrong.
        why: String,
    },
    /// The file has no element.
    #[error("{file}: no XML element in the file")]
    Empty {
        /// The file.
        file: String,
    },
    /// Text stands where only elements are expected.
    #[error("{place}: the text `{text}` stands outside any attribute\nhint: remove it")]
    Text {
        /// Where.
        place: Place,
        /// The text.
        text: String,
    },
}

/// A file's text with its name, to say where something stands.
pub(super) struct Source<'a> {
    pub(super) file: &'a str,
    pub(super) text: Cow<'a, str>,
}

impl Source<'_> {
    pub(super) fn place(&self, offset: usize) -> Place {
        Place::at(self.file, &self.text, offset)
    }
}

/// An element with its attributes and children.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Element>,
    pub(super) offset: usize,
}

impl Element {
    pub(super) fn get(&self, attribute: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(name, _)| name == attribute);
        found.map(|(_, value)| value.as_str())
    }

    pub(super) fn children<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    pub(super) fn child<'a>(&'a self, name: &'a str) -> Option<&'a Self> {
        self.children(name).next()
    }
}

/// The file's text, by the encoding it declares: UTF-8, or Latin-1 if it says so.
pub(super) fn source<'a>(file: &'a str, bytes: &'a [u8]) -> Result<Source<'a>, SourceError> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(text(file, bytes)
            .err()
            .map_or_else(|| empty(file), SourceError::File));
    }
    let head = bytes.get(..bytes.len().min(200)).unwrap_or(bytes);
    let head: String = head.iter().map(|byte| char::from(*byte)).collect();
    let declared = head.trim_start_matches(['ï', '»', '¿']).trim_start();
    let encoding = declared
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
        .and_then(|(declaration, _)| declaration.split_once("encoding"))
        .and_then(|(_, rest)| rest.split(['"', '\'']).nth(1))
        .unwrap_or("utf-8")
        .to_lowercase();
    let text = match encoding.as_str() {
        "utf-8" | "utf8" | "us-ascii" | "ascii" => Cow::Borrowed(text(file, bytes)?),
        "iso-8859-1" | "latin-1" | "latin1" => {
            Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect())
        }
        other => {
            let encoding = shown(other);
            return Err(XmlError::Encoding {
                file: file.to_owned(),
                encoding,
            }
            .into());
        }
    };
    Ok(Source { file, text })
}

fn empty(file: &str) -> SourceError {
    SourceError::Xml(XmlError::Empty {
        file: file.to_owned(),
    })
}

/// Why bytes are no XML text.
#[derive(Debug)]
pub(super) enum SourceError {
    File(FileError),
    Xml(XmlError),
}

impl From<FileError> for SourceError {
    fn from(error: FileError) -> Self {
        Self::File(error)
    }
}

impl From<XmlError> for SourceError {
    fn from(error: XmlError) -> Self {
        Self::Xml(error)
    }
}

impl From<SourceError> for super::GeniusError {
    fn from(error: SourceError) -> Self {
        match error {
            SourceError::File(error) => Self::File(error),
            SourceError::Xml(error) => Self::Xml(error),
        }
    }
}

/// The file's root element with all that is in it.
pub(super) fn root(source: &Source<'_>) -> Result<Element, XmlError> {
    let mut builder = Builder {
        source,
        open: Vec::new(),
        root: None,
        count: 0,
    };
    let mut reader = Reader::from_str(&source.text);
    loop {
        let offset = position(reader.buffer_position());
        let event = reader.read_event().map_err(|error| {
            let place = source.place(position(reader.error_position()));
            XmlError::Malformed {
                place,
                why: shown(&error.to_string()),
            }
        })?;
        if matches!(event, Event::Eof) {
            break;
        }
        builder.take(event, offset)?;
    }
    match (builder.root, builder.open.first()) {
        (_, Some(open)) => {
            let why = format!("`<{}>` is never closed", shown(&open.name));
            Err(XmlError::Malformed {
                place: source.place(open.offset),
                why,
            })
        }
        (Some(root), None) => Ok(root),
        (None, None) => Err(XmlError::Empty {
            file: source.file.to_owned(),
        }),
    }
}

fn position(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

struct Builder<'a, 'b> {
    source: &'a Source<'b>,
    open: Vec<Element>,
    root: Option<Element>,
    count: usize,
}

impl Builder<'_, '_> {
    fn take(&mut self, event: Event<'_>, offset: usize) -> Result<(), XmlError> {
        let place = || self.source.place(offset);
        match event {
            Event::Start(start) => {
                let element = self.element(&start, offset)?;
                self.open.push(element);
                Ok(())
            }
            Event::Empty(start) => {
                let element = self.element(&start, offset)?;
                self.close(element)
            }
            Event::End(_) => match self.open.pop() {
                Some(element) => self.close(element),
                None => Err(XmlError::Malformed {
                    place: place(),
                    why: "an end without a start".into(),
                }),
            },
            Event::Text(text) => {
                let text = text.into_inner();
                if text.trim().is_empty() {
                    return Ok(());
                }
                Err(XmlError::Text {
                    place: place(),
                    text: shown(text.trim()),
                })
            }
            Event::GeneralRef(reference) => {
                let what = format!("the reference `&{};`", shown(&reference));
                Err(XmlError::Entity {
                    place: place(),
                    what,
                })
            }
            Event::DocType(_) => Err(XmlError::Entity {
                place: place(),
                what: "a document type".into(),
            }),
            Event::CData(data) => Err(XmlError::Text {
                place: place(),
                text: shown(&data),
            }),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn element(&mut self, start: &BytesStart<'_>, offset: usize) -> Result<Element, XmlError> {
        self.count += 1;
        if self.open.len() >= DEPTH_MAX {
            return Err(XmlError::TooDeep {
                place: self.source.place(offset),
            });
        }
        if self.count > ELEMENTS_MAX {
            return Err(XmlError::TooMany {
                place: self.source.place(offset),
            });
        }
        let name = start.name().as_ref().to_owned();
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            if attributes.len() >= ATTRIBUTES_MAX {
                return Err(XmlError::TooMany {
                    place: self.source.place(offset),
                });
            }
            attributes.push(self.attribute(attribute, &name, offset)?);
        }
        Ok(Element {
            name,
            attributes,
            children: Vec::new(),
            offset,
        })
    }

    fn attribute(
        &self,
        attribute: Result<Attribute<'_>, AttrError>,
        element: &str,
        offset: usize,
    ) -> Result<(String, String), XmlError> {
        let wrong = |why: String| XmlError::Attribute {
            place: self.source.place(offset),
            element: shown(element),
            why: shown(&why),
        };
        let attribute = attribute.map_err(|error| wrong(error.to_string()))?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        let value = value.map_err(|error| {
            if let quick_xml::Error::Escape(error) = error {
                let what = shown(&error.to_string());
                let place = self.source.place(offset);
                return XmlError::Entity { place, what };
            }
            wrong(error.to_string())
        })?;
        Ok((attribute.key.as_ref().to_owned(), value.into_owned()))
    }

    fn close(&mut self, element: Element) -> Result<(), XmlError> {
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None if self.root.is_none() => self.root = Some(element),
            None => {
                let place = self.source.place(element.offset);
                return Err(XmlError::Malformed {
                    place,
                    why: "a second root element".into(),
                });
            }
        }
        Ok(())
    }
}
