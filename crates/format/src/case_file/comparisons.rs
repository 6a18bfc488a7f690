//! Comparisons: this rather than that, as good as, more important than; kept as they are said.

use super::fault::Complaint;
use super::keys::NO_DEAL;
use super::node::Node;
use super::reader::{Reader, Told};
use super::shape::Kind;
use super::value;
use case::{BracketId, ChoiceId, Compared, Comparisons, Deal, Likes};
use std::collections::BTreeMap;

/// The most comparisons of one entry: more is not what somebody says.
const COMPARISONS_MAX: usize = 400;

impl Reader<'_> {
    /// What an entry compares.
    pub(super) fn comparisons(&mut self, node: &Node<'_>) -> Comparisons {
        let mut options = BTreeMap::new();
        let mut count = 0;
        for (bracket, said) in node.get("rather").map_or(&[][..], Node::entries) {
            let Some(id) = self.refer(Kind::Bracket, Told::Always, bracket) else {
                continue;
            };
            let pairs = said.items().iter();
            let pairs: Vec<_> = pairs.filter_map(|each| self.options(&id, each)).collect();
            count += pairs.len();
            if !pairs.is_empty() {
                options.insert(BracketId::new(id), pairs);
            }
        }
        let packages = node.get("packages").map_or(&[][..], Node::items);
        let packages: Vec<_> = packages.iter().filter_map(|e| self.deals(e)).collect();
        let importance = node.get("importance").map_or(&[][..], Node::items);
        let importance: Vec<_> = importance.iter().flat_map(|e| self.weighed(e)).collect();
        count += packages.len() + importance.len();
        if count > COMPARISONS_MAX {
            let message = format!("{} compare {count} times", self.label());
            let hint = format!("at most {COMPARISONS_MAX} comparisons stand in one entry");
            self.complain(node.spot, Complaint::new(message).hint(hint));
        }
        Comparisons {
            options,
            packages,
            importance,
        }
    }

    fn options(&mut self, bracket: &str, node: &Node<'_>) -> Option<Compared<ChoiceId>> {
        let (likes, other) = self.which(node, "as_good_as")?;
        let this = self.refer_choice(bracket, node.get("this")?);
        let other = self.refer_choice(bracket, other);
        let (this, other) = (this?, other?);
        self.not_itself(node, this == other);
        Some(Compared {
            this: ChoiceId::new(this),
            likes,
            other: ChoiceId::new(other),
        })
    }

    fn deals(&mut self, node: &Node<'_>) -> Option<Compared<Deal>> {
        let (likes, other) = self.which(node, "as_good_as")?;
        let this = self.deal(node.get("this")?);
        let other = self.deal(other);
        self.not_itself(
            node,
            this == other && this != Deal::Package(BTreeMap::new()),
        );
        let both = matches!((&this, &other), (Deal::Package(_), Deal::Package(_)));
        if both && this.brackets() != other.brackets() {
            let message = format!("{} compare packages on different brackets", self.label());
            let hint = "name the same brackets in both: what is not named is the same in both";
            self.complain(node.spot, Complaint::new(message).hint(hint));
        }
        Some(Compared { this, likes, other })
    }

    fn deal(&mut self, node: &Node<'_>) -> Deal {
        if node.text() == Some(NO_DEAL) {
            return Deal::NoDeal;
        }
        let mut options = BTreeMap::new();
        for (bracket, choice) in node.entries() {
            let Some(id) = self.refer(Kind::Bracket, Told::Always, bracket) else {
                continue;
            };
            if let Some(choice) = self.refer_choice(&id, choice) {
                options.insert(BracketId::new(id), ChoiceId::new(choice));
            }
        }
        if node.text().is_none() && node.entries().is_empty() {
            let message = format!("{} compare a package without an option", self.label());
            let hint = "a package is like `{quota: high}`";
            self.complain(node.spot, Complaint::new(message).hint(hint));
        }
        Deal::Package(options)
    }

    fn weighed(&mut self, node: &Node<'_>) -> Vec<Compared<BracketId>> {
        let Some((likes, others)) = self.which(node, "as_much_as") else {
            return Vec::new();
        };
        let this = node.get("this");
        let this = this.and_then(|this| self.refer(Kind::Bracket, Told::Always, this));
        let mut weighed = Vec::new();
        for other in value::one_or_many(others) {
            let other = self.refer(Kind::Bracket, Told::Always, other);
            if let (Some(this), Some(other)) = (&this, other) {
                self.not_itself(node, *this == other);
                weighed.push(Compared {
                    this: BracketId::new(this.as_str()),
                    likes,
                    other: BracketId::new(other),
                });
            }
        }
        weighed
    }

    /// How two things compare, and the second of them.
    fn which<'n, 't>(
        &mut self,
        node: &'n Node<'t>,
        equal: &'static str,
    ) -> Option<(Likes, &'n Node<'t>)> {
        match (node.get("than"), node.get(equal)) {
            (Some(other), None) => Some((Likes::More, other)),
            (None, Some(other)) => Some((Likes::AsMuch, other)),
            (None, None) | (Some(_), Some(_)) => {
                let message = format!("{} compare with nothing or twice", self.label());
                let hint = format!("give a comparison `than`, or `{equal}`");
                self.complain(node.spot, Complaint::new(message).hint(hint));
                None
            }
        }
    }

    fn not_itself(&mut self, node: &Node<'_>, same: bool) {
        // tidy: bool, because the callers compare things of different kinds.
        if same {
            let message = format!("{} compare something with itself", self.label());
            self.complain(node.spot, Complaint::new(message));
        }
    }
}
