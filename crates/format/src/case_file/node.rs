//! A YAML document as a tree whose every part knows its place.
//!
//! Invariant: reading takes memory and time linear in the input plus [`COPIES_MAX`], whatever the
//! aliases say; the tree is at most [`DEPTH_MAX`] deep.

use super::characters;
use super::fault::{Complaint, Log, Spot};
use serde_saphyr::granit_parser::{self, Event, Parser, ScalarStyle};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

/// How deep a document may nest.
pub(super) const DEPTH_MAX: usize = 48;
/// How many parts a document may have.
pub(super) const NODES_MAX: usize = 4_000_000;
/// How many parts aliases may stand for.
pub(super) const COPIES_MAX: usize = 20_000;

/// A part of a document.
#[derive(Clone)]
pub(super) struct Node<'t> {
    pub(super) spot: Spot,
    pub(super) body: Body<'t>,
}

/// What a part is.
#[derive(Clone)]
pub(super) enum Body<'t> {
    /// Nothing: no value, `~` or `null`.
    Nothing,
    /// One value, as text.
    Scalar(Cow<'t, str>),
    /// Values in order.
    List(Rc<Vec<Node<'t>>>),
    /// Values by key, in the order of the file.
    Map(Rc<Vec<(Node<'t>, Node<'t>)>>),
}

impl<'t> Node<'t> {
    /// The text of a scalar.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.body {
            Body::Scalar(text) => Some(text),
            Body::Nothing | Body::List(_) | Body::Map(_) => None,
        }
    }

    /// The parts of a list.
    pub(super) fn items(&self) -> &[Node<'t>] {
        match &self.body {
            Body::List(items) => items,
            Body::Nothing | Body::Scalar(_) | Body::Map(_) => &[],
        }
    }

    /// The parts of a map.
    pub(super) fn entries(&self) -> &[(Node<'t>, Node<'t>)] {
        match &self.body {
            Body::Map(entries) => entries,
            Body::Nothing | Body::Scalar(_) | Body::List(_) => &[],
        }
    }

    /// The value of a key of a map, unless it is nothing.
    pub(super) fn get(&self, key: &str) -> Option<&Node<'t>> {
        let found = self.entries().iter().find(|(k, _)| k.text() == Some(key));
        found
            .map(|(_, value)| value)
            .filter(|value| !value.is_nothing())
    }

    /// Whether there is no value.
    pub(super) const fn is_nothing(&self) -> bool {
        matches!(self.body, Body::Nothing)
    }

    /// What it is, in words.
    pub(super) fn described(&self) -> String {
        match &self.body {
            Body::Nothing => "nothing".to_owned(),
            Body::Scalar(text) if text.trim().is_empty() => "empty text".to_owned(),
            Body::Scalar(text) => format!("`{}`", shown(text)),
            Body::List(_) => "a list".to_owned(),
            Body::Map(_) => "a map".to_owned(),
        }
    }
}

/// A value short enough for a message, without characters that would reorder the message.
pub(super) fn shown(text: &str) -> String {
    let safe = text.chars().map(|c| match characters::forbidden(c) {
        Some(_) => '\u{fffd}',
        None if c.is_whitespace() => ' ',
        None => c,
    });
    let mut short: String = safe.take(60).collect();
    if text.chars().nth(60).is_some() {
        short.push('…');
    }
    short
}

/// A list or map that is not closed yet.
struct Open<'t> {
    spot: Spot,
    anchor: usize,
    nodes_before: usize,
    is_map: bool,
    items: Vec<Node<'t>>,
}

/// A document in the making.
struct Maker<'t, 'l> {
    file: usize,
    log: &'l mut Log,
    open: Vec<Open<'t>>,
    anchors: BTreeMap<usize, (Node<'t>, usize)>,
    nodes: usize,
    copies: usize,
    documents: usize,
    root: Option<Node<'t>>,
}

/// The document in a text; nothing where the text is no YAML, and then the log says why.
pub(super) fn document<'t>(file: usize, text: &'t str, log: &mut Log) -> Option<Node<'t>> {
    let options = granit_parser::options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        flow_nesting_limit: DEPTH_MAX.saturating_mul(2),
        block_nesting_limit: DEPTH_MAX.saturating_mul(2),
    };
    let mut maker = Maker {
        file,
        log,
        open: Vec::new(),
        anchors: BTreeMap::new(),
        nodes: 0,
        copies: 0,
        documents: 0,
        root: None,
    };
    for next in Parser::new_from_str_with_options(text, options) {
        match next {
            Ok((event, span)) => {
                let spot = maker.spot(span.start);
                maker.take(event, spot)?;
            }
            Err(error) => {
                let spot = maker.spot(*error.marker());
                maker.log.add(spot, not_yaml(&error));
                return None;
            }
        }
    }
    let nothing = Node {
        spot: Spot::of_file(file),
        body: Body::Nothing,
    };
    Some(maker.root.unwrap_or(nothing))
}

fn not_yaml(error: &granit_parser::ScanError) -> Complaint {
    if *error.kind() == granit_parser::ErrorKind::RecursionLimitExceeded {
        return too_deep();
    }
    Complaint::new(format!("the file is not YAML: {}", error.info()))
        .hint("text that holds `: `, ` #` or starts with a sign needs quotes around it")
}

fn too_deep() -> Complaint {
    Complaint::new(format!("the file nests deeper than {DEPTH_MAX} levels"))
        .hint("no case needs so many levels: look for brackets that are not closed")
}

impl<'t> Maker<'t, '_> {
    fn spot(&self, mark: granit_parser::Marker) -> Spot {
        Spot {
            file: self.file,
            line: mark.line(),
            column: mark.col().saturating_add(1),
        }
    }

    fn fail(&mut self, spot: Spot, complaint: Complaint) -> Option<()> {
        self.log.add(spot, complaint);
        None
    }

    /// Takes an event; nothing where reading must stop.
    fn take(&mut self, event: Event<'t>, spot: Spot) -> Option<()> {
        match event {
            Event::DocumentStart(..) => {
                self.documents = self.documents.saturating_add(1);
                if self.documents > 1 {
                    let two = Complaint::new("the file holds more than one YAML document")
                        .hint("delete the line `---` between them, or make two files");
                    return self.fail(spot, two);
                }
                Some(())
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.no_tag(tag.as_deref(), spot)?;
                let body = self.scalar(text, style, spot);
                self.close(Node { spot, body }, anchor, self.nodes)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.no_tag(tag.as_deref(), spot)?;
                self.open(spot, anchor, false)
            }
            Event::MappingStart(_, anchor, tag) => {
                self.no_tag(tag.as_deref(), spot)?;
                self.open(spot, anchor, true)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.open.pop() else {
                    return Some(());
                };
                let (spot, anchor, before) = (open.spot, open.anchor, open.nodes_before);
                let body = self.body(open);
                self.close(Node { spot, body }, anchor, before)
            }
            Event::Alias(anchor) => self.alias(anchor, spot),
            Event::UnresolvedAlias(name) => {
                let message = format!("the alias `*{}` names nothing before it", shown(&name));
                self.fail(spot, Complaint::new(message).of(name))
            }
            Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentEnd
            | Event::Comment(..)
            | Event::Anchor(..)
            | _ => Some(()),
        }
    }

    fn no_tag(&mut self, tag: Option<&granit_parser::Tag>, spot: Spot) -> Option<()> {
        match tag {
            None => Some(()),
            Some(tag) => {
                let tagged = format!(
                    "`{}` is a YAML tag, and a case file uses none",
                    tag.original()
                );
                self.fail(
                    spot,
                    Complaint::new(tagged).of(tag.original()).hint("delete it"),
                )
            }
        }
    }

    fn scalar(&mut self, text: Cow<'t, str>, style: ScalarStyle, spot: Spot) -> Body<'t> {
        if style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL") {
            return Body::Nothing;
        }
        if style == ScalarStyle::DoubleQuoted {
            // Others cannot hold what the raw text does not; here an escape can.
            for c in text.chars() {
                if let Some(name) = characters::forbidden(c) {
                    self.log.add(spot, characters::complaint(c, name));
                }
            }
        }
        Body::Scalar(text)
    }

    fn open(&mut self, spot: Spot, anchor: usize, is_map: bool) -> Option<()> {
        // tidy: bool, because a YAML collection is a map or a list and nothing else.
        if self.open.len() >= DEPTH_MAX {
            return self.fail(spot, too_deep());
        }
        self.open.push(Open {
            spot,
            anchor,
            nodes_before: self.nodes,
            is_map,
            items: Vec::new(),
        });
        Some(())
    }

    fn body(&mut self, open: Open<'t>) -> Body<'t> {
        if !open.is_map {
            return Body::List(Rc::new(open.items));
        }
        let mut entries = Vec::with_capacity(open.items.len() / 2);
        let mut items = open.items.into_iter();
        while let (Some(key), Some(value)) = (items.next(), items.next()) {
            entries.push((key, value));
        }
        self.unique(&entries);
        Body::Map(Rc::new(entries))
    }

    /// Notes keys that are no text and keys that stand twice.
    fn unique(&mut self, entries: &[(Node<'t>, Node<'t>)]) {
        let mut keys = Vec::with_capacity(entries.len());
        for (key, _) in entries {
            match key.text() {
                Some(text) => keys.push((text, key.spot)),
                None => {
                    let wrong = format!("a key must be text, and this one is {}", key.described());
                    self.log.add(key.spot, Complaint::new(wrong));
                }
            }
        }
        keys.sort_unstable();
        for pair in keys.windows(2) {
            if let [(first, place), (second, spot)] = pair
                && first == second
            {
                let twice = Complaint::new(format!("the key `{}` stands twice", shown(first)))
                    .of(*first)
                    .hint(format!("it stands first at {}", self.log.place(*place)));
                self.log.add(*spot, twice);
            }
        }
    }

    fn close(&mut self, node: Node<'t>, anchor: usize, nodes_before: usize) -> Option<()> {
        self.nodes = self.nodes.saturating_add(1);
        if self.nodes > NODES_MAX {
            let many = format!("the file has more than {NODES_MAX} values");
            return self.fail(node.spot, Complaint::new(many).hint("split the case"));
        }
        if anchor > 0 {
            let size = self.nodes.saturating_sub(nodes_before);
            self.anchors.insert(anchor, (node.clone(), size));
        }
        match self.open.last_mut() {
            Some(open) => open.items.push(node),
            None => self.root = Some(node),
        }
        Some(())
    }

    fn alias(&mut self, anchor: usize, spot: Spot) -> Option<()> {
        let Some((node, size)) = self.anchors.get(&anchor) else {
            let inside = Complaint::new("an alias stands inside the value that it names")
                .hint("write the value out");
            return self.fail(spot, inside);
        };
        let (body, size) = (node.body.clone(), *size);
        self.copies = self.copies.saturating_add(size);
        if self.copies > COPIES_MAX {
            let bomb = format!("the aliases of the file stand for more than {COPIES_MAX} values");
            let hint = "write the values out: aliases of aliases can make a small file huge";
            return self.fail(spot, Complaint::new(bomb).hint(hint));
        }
        let before = self.nodes;
        self.nodes = self.nodes.saturating_add(size);
        self.close(Node { spot, body }, 0, before)
    }
}
