//! An XML file as a tree of elements with their text, bounded.

use super::IatiError;
use crate::folder::FILE_BYTES_MAX;
use crate::place::{Place, shown};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// The deepest nesting read.
const DEPTH_MAX: usize = 24;

/// The most elements read.
const ELEMENTS_MAX: usize = 2_000_000;

/// The most attributes of one element read.
const ATTRIBUTES_MAX: usize = 32;

/// An element with its attributes, text and children.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) text: String,
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

    /// The attribute of a child.
    pub(super) fn of<'a>(&'a self, child: &'a str, attribute: &str) -> Option<&'a str> {
        self.child(child)?.get(attribute)
    }
}

/// The bytes as text.
pub(super) fn text(bytes: &[u8]) -> Result<&str, IatiError> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(IatiError::TooLarge(bytes.len()));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| IatiError::NotUtf8(error.valid_up_to()))
}

/// The root element with all that is in it.
pub(super) fn root(file: &str, text: &str) -> Result<Element, IatiError> {
    let mut builder = Builder {
        file,
        text,
        open: Vec::new(),
        root: None,
        count: 0,
    };
    let mut reader = Reader::from_str(text);
    loop {
        let offset = position(reader.buffer_position());
        let event = reader.read_event().map_err(|error| {
            let why = format!("not well-formed XML: {}", shown(&error.to_string()));
            builder.wrong(position(reader.error_position()), why)
        })?;
        if matches!(event, Event::Eof) {
            break;
        }
        builder.take(event, offset)?;
    }
    if let Some(open) = builder.open.first() {
        let why = format!("`<{}>` is never closed", shown(&open.name));
        return Err(builder.wrong(open.offset, why));
    }
    let empty = builder.wrong(0, "no XML element in the file".to_owned());
    builder.root.ok_or(empty)
}

fn position(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

struct Builder<'a> {
    file: &'a str,
    text: &'a str,
    open: Vec<Element>,
    root: Option<Element>,
    count: usize,
}

impl Builder<'_> {
    fn wrong(&self, offset: usize, why: String) -> IatiError {
        IatiError::Xml {
            place: Place::at(self.file, self.text, offset),
            why,
        }
    }

    fn take(&mut self, event: Event<'_>, offset: usize) -> Result<(), IatiError> {
        match event {
            Event::Start(start) => {
                let element = self.element(&start, offset)?;
                self.open.push(element);
            }
            Event::Empty(start) => {
                let element = self.element(&start, offset)?;
                self.close(element)?;
            }
            Event::End(_) => match self.open.pop() {
                Some(element) => self.close(element)?,
                None => return Err(self.wrong(offset, "an end without a start".into())),
            },
            Event::Text(text) => self.say(&text.into_inner()),
            Event::CData(text) => self.say(&text.into_inner()),
            Event::GeneralRef(reference) => {
                let character = character(&reference).ok_or_else(|| {
                    let why = format!(
                        "the reference `&{};` is refused: it can make a small file huge\nhint: \
                         only &lt; &gt; &amp; &quot; &apos; and numbered characters are read",
                        shown(&reference)
                    );
                    self.wrong(offset, why)
                })?;
                self.say(character.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => {
                let why = "a document type is refused: it can name other files";
                return Err(self.wrong(offset, why.into()));
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn say(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut() {
            open.text.push_str(text);
        }
    }

    fn element(&mut self, start: &BytesStart<'_>, offset: usize) -> Result<Element, IatiError> {
        self.count += 1;
        if self.open.len() >= DEPTH_MAX {
            let why = format!("elements nest deeper than {DEPTH_MAX}");
            return Err(self.wrong(offset, why));
        }
        if self.count > ELEMENTS_MAX {
            let why = format!("more than {ELEMENTS_MAX} elements");
            return Err(self.wrong(offset, why));
        }
        let mut attributes: Vec<(String, String)> = Vec::new();
        for attribute in start.attributes() {
            if attributes.len() >= ATTRIBUTES_MAX {
                let why = format!("more than {ATTRIBUTES_MAX} attributes of one element");
                return Err(self.wrong(offset, why));
            }
            let wrong = |why: String| self.wrong(offset, format!("attribute: {}", shown(&why)));
            let attribute = attribute.map_err(|error| wrong(error.to_string()))?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(|error| wrong(error.to_string()))?;
            attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
        }
        Ok(Element {
            name: start.name().as_ref().to_owned(),
            attributes,
            text: String::new(),
            children: Vec::new(),
            offset,
        })
    }

    fn close(&mut self, element: Element) -> Result<(), IatiError> {
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None if self.root.is_none() => self.root = Some(element),
            None => return Err(self.wrong(element.offset, "a second root element".into())),
        }
        Ok(())
    }
}

/// The character that a reference stands for, where XML itself knows it.
fn character(reference: &str) -> Option<char> {
    match reference {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = reference.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?).filter(|c| !c.is_control() || c.is_whitespace())
        }
    }
}
