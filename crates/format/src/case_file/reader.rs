//! The second reading of a case file: references, releases and figures.
//!
//! Every reference goes through [`Reader::refer`], which checks that the case has what it names
//! and remembers who names it, so that [`super::giveaway`] can compare their releases.

// tidy: long, because what the reader finds and what it refuses belong to one noun.

use super::fault::{Complaint, Log, Spot};
use super::names::{Names, seat_of};
use super::node::{Node, shown};
use super::shape::Kind;
use super::{near, value};
use case::{ActId, Exact, Grounds, PointId, SourceId, Wording};
use disclosure::{Owner, PartyId, Release, ReleaseClass, Seat};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A second reading in progress.
pub(super) struct Reader<'l> {
    pub(super) log: &'l mut Log,
    pub(super) names: Names,
    /// The release of items that say none.
    pub(super) default: Release,
    /// Everything that carries a release, in the order it was read.
    pub(super) items: Vec<Item>,
    /// What items name.
    pub(super) mentions: Vec<Mention>,
    /// The releases of what can be named; those of what it stands in come first.
    pub(super) targets: BTreeMap<Target, Vec<Release>>,
    current: usize,
}

/// Something with a release, as messages call it.
pub(super) struct Item {
    pub(super) label: String,
    /// Its release, after those of what it stands in.
    pub(super) releases: Vec<Release>,
}

/// Something that an item can name; an option is named with its bracket.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Target {
    pub(super) kind: Kind,
    pub(super) id: String,
    pub(super) choice: Option<String>,
}

/// Whether a reference is told even where an item is carried without its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    Always,
    WithSource,
}

/// An item names something.
pub(super) struct Mention {
    pub(super) item: usize,
    pub(super) target: Target,
    pub(super) told: Told,
    pub(super) spot: Spot,
}

impl Target {
    /// Something other than an option.
    pub(super) fn new(kind: Kind, id: &str) -> Self {
        let (id, choice) = (id.to_owned(), None);
        Self { kind, id, choice }
    }

    /// An option of a bracket.
    pub(super) fn choice(bracket: &str, choice: &str) -> Self {
        Self {
            kind: Kind::Choice,
            id: bracket.to_owned(),
            choice: Some(choice.to_owned()),
        }
    }
}

impl<'l> Reader<'l> {
    /// A reading of a file with these names.
    pub(super) fn new(names: Names, log: &'l mut Log) -> Self {
        Self {
            log,
            names,
            default: Release::public(Owner::Mediator),
            items: Vec::new(),
            mentions: Vec::new(),
            targets: BTreeMap::new(),
            current: 0,
        }
    }

    /// Notes a complaint.
    pub(super) fn complain(&mut self, spot: Spot, complaint: Complaint) {
        self.log.add(spot, complaint);
    }

    /// Begins an item that stands in nothing: what is named from here on, it names.
    pub(super) fn begin(&mut self, label: String, node: &Node<'_>) -> Release {
        let default = self.default.clone();
        self.begin_with(label, node, default)
    }

    /// As [`Reader::begin`], with the release it has without saying one.
    pub(super) fn begin_with(
        &mut self,
        label: String,
        node: &Node<'_>,
        default: Release,
    ) -> Release {
        let release = self.release(&label, node, default);
        let releases = vec![release.clone()];
        self.current = self.items.len();
        self.items.push(Item { label, releases });
        release
    }

    /// Begins an item that stands in the current one; gives its release and the outer item, to
    /// which [`Reader::resume`] returns.
    pub(super) fn nest(
        &mut self,
        label: String,
        node: &Node<'_>,
        default: Release,
    ) -> (Release, usize) {
        let outer = self.current;
        let release = self.release(&label, node, default);
        let mut releases = self.releases();
        releases.push(release.clone());
        self.current = self.items.len();
        self.items.push(Item { label, releases });
        (release, outer)
    }

    /// Returns to an item that was begun before.
    pub(super) const fn resume(&mut self, outer: usize) {
        self.current = outer;
    }

    /// The releases of the current item, those of what it stands in first.
    pub(super) fn releases(&self) -> Vec<Release> {
        let item = self.items.get(self.current);
        item.map(|item| item.releases.clone()).unwrap_or_default()
    }

    /// What messages call the current item.
    pub(super) fn label(&self) -> &str {
        let item = self.items.get(self.current);
        item.map_or("the case", |item| item.label.as_str())
    }

    /// Makes the current item something that others can name.
    pub(super) fn offer(&mut self, target: Target) {
        let releases = self.releases();
        self.targets.insert(target, releases);
    }

    /// The release that a node says, or the default.
    fn release(&mut self, label: &str, node: &Node<'_>, default: Release) -> Release {
        match node.get("release") {
            None => default,
            Some(said) => self.said_release(label, said, default.owner),
        }
    }

    /// The release in its short or long form; without an owner of its own it keeps this one.
    pub(super) fn said_release(&mut self, label: &str, said: &Node<'_>, owner: Owner) -> Release {
        let class = said.text().or_else(|| said.get("class")?.text());
        let class = class.and_then(class_of).unwrap_or(ReleaseClass::Sealed);
        let owner = said
            .get("owner")
            .map_or(Some(owner), |node| self.owner(label, node));
        let recipients = said.get("to").map_or(&[][..], Node::items);
        let recipients = recipients
            .iter()
            .filter_map(|node| self.recipient(label, node));
        Release {
            class,
            recipients: recipients.collect(),
            owner: owner.unwrap_or(Owner::Mediator),
        }
    }

    fn owner(&mut self, label: &str, node: &Node<'_>) -> Option<Owner> {
        let text = node.text()?;
        if text == "mediator" {
            return Some(Owner::Mediator);
        }
        match self.names.roles.get(text) {
            Some(case::Role::Mediator) => Some(Owner::Mediator),
            Some(_) => Some(Owner::Party(PartyId::new(text))),
            None => {
                self.nobody(
                    &format!("the release of {label} is owned by"),
                    node,
                    &["mediator"],
                );
                None
            }
        }
    }

    fn recipient(&mut self, label: &str, node: &Node<'_>) -> Option<Seat> {
        let text = node.text()?;
        match text {
            "mediator" => return Some(Seat::Mediator),
            "public" => return Some(Seat::Public),
            _ => (),
        }
        let found = self.names.roles.get(text).map(|role| seat_of(text, *role));
        if found.is_none() {
            let known = ["mediator", "public"];
            self.nobody(&format!("the release of {label} goes to"), node, &known);
        }
        found
    }

    fn nobody(&mut self, what: &str, node: &Node<'_>, also: &[&'static str]) {
        if self.log.is_full() {
            return self.log.count();
        }
        let text = node.text().unwrap_or_default();
        let message = format!("{what} `{}`, which is no party of the case", shown(text));
        let known = self.names.all(Kind::Party).chain(also.iter().copied());
        let hint = format!("the parties are {}", near::listed(text, known));
        self.complain(node.spot, Complaint::new(message).of(text).hint(hint));
    }

    /// The id in a node, if the case has it; notes that the current item names it.
    pub(super) fn refer(&mut self, kind: Kind, told: Told, node: &Node<'_>) -> Option<String> {
        let id = node.text()?;
        if !self.names.has(kind, id) {
            self.dangling(kind, node, id);
            return None;
        }
        self.mention(Target::new(kind, id), told, node.spot);
        Some(id.to_owned())
    }

    /// Complains that the case does not have what the current item names.
    fn dangling(&mut self, kind: Kind, node: &Node<'_>, id: &str) {
        if self.log.is_full() {
            return self.log.count();
        }
        let (label, noun) = (self.label(), kind.noun());
        let shown = shown(id);
        let message = format!("{label} names the {noun} `{shown}`, which the case does not have");
        let known = near::listed(id, self.names.all(kind));
        let hint = if known.is_empty() {
            format!("the case has no {}", kind.nouns())
        } else {
            format!("the {} are {known}", kind.nouns())
        };
        self.complain(node.spot, Complaint::new(message).of(id).hint(hint));
    }

    /// The option in a node, if the bracket has it; notes that the current item names it.
    pub(super) fn refer_choice(&mut self, bracket: &str, node: &Node<'_>) -> Option<String> {
        let id = node.text()?;
        let names = self.names.brackets.get(bracket)?;
        // On a grid `4.0` is the option `4`.
        let id = match (&names.grid, value::exact(node)) {
            (Some(_), Some(figure)) => super::figure::written(&figure),
            _ => id.to_owned(),
        };
        if !names.known.contains(&id) {
            if self.log.is_full() {
                self.log.count();
                return None;
            }
            let (label, shown) = (self.label(), shown(&id));
            let message =
                format!("{label} names the option `{shown}`, which `{bracket}` does not have");
            let known = names.choices.iter().map(String::as_str);
            let hint = format!("its options are {}", near::listed(&id, known));
            self.complain(node.spot, Complaint::new(message).of(id).hint(hint));
            return None;
        }
        self.mention(Target::choice(bracket, &id), Told::Always, node.spot);
        Some(id)
    }

    pub(super) fn mention(&mut self, target: Target, told: Told, spot: Spot) {
        let item = self.current;
        self.mentions.push(Mention {
            item,
            target,
            told,
            spot,
        });
    }

    /// The ids in a list.
    pub(super) fn refer_all(
        &mut self,
        kind: Kind,
        told: Told,
        list: Option<&Node<'_>>,
    ) -> Vec<String> {
        let items = list.map_or(&[][..], Node::items);
        items
            .iter()
            .filter_map(|node| self.refer(kind, told, node))
            .collect()
    }

    /// The parties in a list.
    pub(super) fn parties(&mut self, told: Told, list: Option<&Node<'_>>) -> Vec<PartyId> {
        let ids = self.refer_all(Kind::Party, told, list);
        ids.into_iter().map(PartyId::new).collect()
    }

    /// The points in a list.
    pub(super) fn points(&mut self, list: Option<&Node<'_>>) -> Vec<PointId> {
        let ids = self.refer_all(Kind::Point, Told::Always, list);
        ids.into_iter().map(PointId::new).collect()
    }

    /// The act in a node.
    pub(super) fn act(&mut self, node: Option<&Node<'_>>) -> ActId {
        let id = node.and_then(|node| self.refer(Kind::Act, Told::Always, node));
        ActId::new(id.unwrap_or_default())
    }

    /// What supports an item.
    pub(super) fn grounds(&mut self, node: &Node<'_>) -> Grounds {
        let sources = self.refer_all(Kind::Source, Told::WithSource, node.get("src"));
        Grounds {
            sources: sources.into_iter().map(SourceId::new).collect(),
            uncertain: text_at(node, "uncertain"),
            note: text_at(node, "note"),
        }
    }
}

fn class_of(word: &str) -> Option<ReleaseClass> {
    Some(match word {
        "sealed" => ReleaseClass::Sealed,
        "shape" => ReleaseClass::Shape,
        "unattributed" => ReleaseClass::Unattributed,
        "attributed" => ReleaseClass::Attributed,
        "public" => ReleaseClass::Public,
        _ => return None,
    })
}

// What the first reading has refused reads as nothing here; no case is made of it then.

/// The text under a key.
pub(super) fn text_at(node: &Node<'_>, key: &str) -> Option<String> {
    node.get(key)?.text().map(str::to_owned)
}

/// The texts in the list under a key.
pub(super) fn texts_at(node: &Node<'_>, key: &str) -> Vec<String> {
    let items = node.get(key).map_or(&[][..], Node::items);
    items
        .iter()
        .filter_map(Node::text)
        .map(str::to_owned)
        .collect()
}

/// The words under a key that must stand.
pub(super) fn wording_at(node: &Node<'_>, key: &str) -> Wording {
    node.get(key).map(value::wording).unwrap_or_default()
}

/// The day under a key.
pub(super) fn date_at(node: &Node<'_>, key: &str) -> Option<Date> {
    node.get(key).and_then(value::date)
}

/// The exact number under a key.
pub(super) fn exact_at(node: &Node<'_>, key: &str) -> Option<Exact> {
    node.get(key).and_then(value::exact)
}

/// The whole number under a key.
pub(super) fn whole_at(node: &Node<'_>, key: &str) -> Option<u32> {
    node.get(key).and_then(value::whole)
}

/// The flag under a key; not set without it.
pub(super) fn flag_at(node: &Node<'_>, key: &str) -> bool {
    node.get(key).and_then(value::flag).unwrap_or(false)
}

/// Whether the file is of a conflict that goes on.
pub(super) fn is_live(file: &Node<'_>) -> bool {
    file.get("case").is_some_and(|case| flag_at(case, "live"))
}

/// The word under a key.
pub(super) fn word_at<'a>(node: &'a Node<'_>, key: &str) -> &'a str {
    node.get(key).and_then(Node::text).unwrap_or_default()
}
