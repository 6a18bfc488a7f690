//! A JSON or YAML file as a tree whose numbers are text, so that no float ever stands between a
//! file and an exact number.
//!
//! Invariant: a tree is at most [`DEPTH_MAX`] deep and has at most [`NODES_MAX`] nodes; no map
//! has a key twice.

mod json;
mod written;
mod yaml;

pub use json::read as read_json;
pub(crate) use written::{Out, to_json, to_yaml};
pub use yaml::read as read_yaml;

use crate::exact::{self, Exact};
use crate::folder::FileError;
use crate::place::{Place, shown};

/// The deepest nesting read.
pub const DEPTH_MAX: usize = 48;

/// The most nodes read.
pub const NODES_MAX: usize = 2_000_000;

/// Why a file is no tree.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// The file is no text we read.
    #[error(transparent)]
    File(#[from] FileError),
    /// The file breaks the syntax.
    #[error("{place}: {why}")]
    Syntax {
        /// Where.
        place: Place,
        /// Which rule.
        why: String,
    },
    /// The file nests too deep.
    #[error("{place}: lists and maps nest deeper than {DEPTH_MAX}")]
    TooDeep {
        /// Where.
        place: Place,
    },
    /// The file has too many values.
    #[error("{place}: more than {NODES_MAX} values")]
    TooMany {
        /// Where.
        place: Place,
    },
    /// A map has a key twice.
    #[error("{place}: the key `{key}` stands there twice\nhint: keep one")]
    Twice {
        /// Where it stands the second time.
        place: Place,
        /// The key.
        key: String,
    },
    /// A value is not what its place asks for.
    #[error("{place}: {name} is {found}, {wanted} is wanted")]
    Wanted {
        /// Where it stands.
        place: Place,
        /// The key, or what the value is.
        name: String,
        /// What it is.
        found: String,
        /// What is wanted.
        wanted: &'static str,
    },
    /// A map lacks a key.
    #[error("{place}: the key `{key}` is missing")]
    Missing {
        /// Where the map starts.
        place: Place,
        /// The key.
        key: &'static str,
    },
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Its first byte in the file.
    pub offset: usize,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// True or false.
    Truth(bool),
    /// A number as written.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A map in the order of the file.
    Map(Vec<(String, Node)>),
}

impl Value {
    /// What the value is, for messages.
    #[must_use]
    pub fn described(&self) -> String {
        match self {
            Self::Null => "nothing".into(),
            Self::Truth(truth) => format!("`{truth}`"),
            Self::Number(text) => format!("the number `{}`", shown(text)),
            Self::Text(text) => format!("the text `{}`", shown(text)),
            Self::List(_) => "a list".into(),
            Self::Map(_) => "a map".into(),
        }
    }
}

/// A tree with its file, to say where something stands.
#[derive(Debug, Clone)]
pub struct Tree<'a> {
    /// The file's name.
    pub file: &'a str,
    /// The file's text.
    pub text: &'a str,
    /// The whole of it.
    pub root: Node,
}

impl Tree<'_> {
    /// Where a node stands.
    #[must_use]
    pub fn place(&self, node: &Node) -> Place {
        Place::at(self.file, self.text, node.offset)
    }

    /// Says that a node is not what is wanted.
    #[must_use]
    pub fn wanted(&self, node: &Node, name: &str, wanted: &'static str) -> TreeError {
        let name = if name.is_empty() {
            "the value".to_owned()
        } else {
            format!("`{}`", shown(name))
        };
        TreeError::Wanted {
            place: self.place(node),
            name,
            found: node.value.described(),
            wanted,
        }
    }

    /// The entries of a map.
    ///
    /// # Errors
    /// When the node is no map.
    pub fn map<'b>(&self, node: &'b Node, name: &str) -> Result<&'b [(String, Node)], TreeError> {
        if let Value::Map(entries) = &node.value {
            return Ok(entries);
        }
        Err(self.wanted(node, name, "a map"))
    }

    /// The items of a list.
    ///
    /// # Errors
    /// When the node is no list.
    pub fn list<'b>(&self, node: &'b Node, name: &str) -> Result<&'b [Node], TreeError> {
        if let Value::List(items) = &node.value {
            return Ok(items);
        }
        Err(self.wanted(node, name, "a list"))
    }

    /// The value of a key that must be there.
    ///
    /// # Errors
    /// When the node is no map or lacks the key.
    pub fn need<'b>(&self, node: &'b Node, key: &'static str) -> Result<&'b Node, TreeError> {
        self.map(node, "")?;
        let place = || self.place(node);
        node.get(key).ok_or_else(|| TreeError::Missing {
            place: place(),
            key,
        })
    }

    /// The exact number a node holds, as a number or as a text.
    ///
    /// # Errors
    /// When it is no number that can be held exactly.
    pub fn number(&self, node: &Node, name: &str) -> Result<Exact, TreeError> {
        let read = match &node.value {
            Value::Number(text) | Value::Text(text) => exact::read(text),
            Value::Null | Value::Truth(_) | Value::List(_) | Value::Map(_) => None,
        };
        read.ok_or_else(|| self.wanted(node, name, "a number of up to 120 characters"))
    }

    /// The text a node holds; a number or a truth counts as what is written.
    ///
    /// # Errors
    /// When it is nothing, a list or a map.
    pub fn label(&self, node: &Node, name: &str) -> Result<String, TreeError> {
        match &node.value {
            Value::Text(text) | Value::Number(text) => Ok(text.clone()),
            Value::Truth(truth) => Ok(truth.to_string()),
            Value::Null | Value::List(_) | Value::Map(_) => Err(self.wanted(node, name, "a text")),
        }
    }
}

impl Node {
    /// The value of a key, if this is a map that has it and it is not null.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Value::Map(entries) = &self.value else {
            return None;
        };
        let found = entries
            .iter()
            .find(|(name, node)| name == key && node.value != Value::Null);
        found.map(|(_, node)| node)
    }
}
