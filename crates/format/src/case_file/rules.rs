//! Linkages, clocks, acts and red lines: how things hang together, and what is ruled out.

use super::fault::{Complaint, Spot};
use super::keys::{LINKS, REMEDIES};
use super::node::{Node, shown};
use super::reader::{Reader, Target, Told, date_at, text_at, whole_at, word_at, wording_at};
use super::shape::Kind;
use super::value;
use case::{
    Act, ActId, BracketId, ChoiceId, Clock, ClockId, Condition, Firmness, Link, Linkage, LinkageId,
    PackageRule, RedLine, RedLineId, Span,
};
use disclosure::{Held, Release};
use problem::repair::Remedy;
use std::collections::{BTreeMap, BTreeSet};

/// The keys of a rule on packages.
const RULES: &[&str] = &["never", "always", "when", "at_most_one", "exactly_one"];

impl Reader<'_> {
    /// The acts and states.
    pub(super) fn acts(&mut self, file: &Node<'_>) -> Vec<Held<Act>> {
        let mut acts = Vec::new();
        for (id, node) in file.get("acts").map_or(&[][..], Node::entries) {
            let id = id.text().unwrap_or_default();
            let release = self.begin(format!("act `{}`", shown(id)), node);
            self.offer(Target::new(Kind::Act, id));
            let act = Act {
                id: ActId::new(id),
                title: wording_at(node, "title"),
                points: self.points(node.get("points")),
                remedies: node.get("remedies").map(remedies),
                grounds: self.grounds(node),
            };
            acts.push(Held::new(act, release));
        }
        acts
    }

    /// The linkages.
    pub(super) fn linkages(&mut self, file: &Node<'_>) -> Vec<Held<Linkage>> {
        let mut linkages = Vec::new();
        for node in file.get("linkages").map_or(&[][..], Node::items) {
            let id = word_at(node, "id");
            let release = self.begin(format!("linkage `{}`", shown(id)), node);
            let held_by = self.parties(Told::WithSource, node.get("held_by"));
            let grounds = self.grounds(node);
            let Some(link) = self.link(node) else {
                continue;
            };
            let linkage = Linkage {
                id: LinkageId::new(id),
                link,
                text: node.get("text").map(value::wording),
                held_by,
                reading_of: text_at(node, "reading_of"),
                grounds,
            };
            linkages.push(Held::new(linkage, release));
        }
        linkages
    }

    /// The clocks.
    pub(super) fn clocks(&mut self, file: &Node<'_>) -> Vec<Held<Clock>> {
        let mut clocks = Vec::new();
        for node in file.get("clocks").map_or(&[][..], Node::items) {
            let id = word_at(node, "id");
            let release = self.begin(format!("clock `{}`", shown(id)), node);
            let starts = node.get("starts").map(|each| self.act(Some(each)));
            let held_by = self.parties(Told::WithSource, node.get("held_by"));
            let grounds = self.grounds(node);
            let span = self.span(node);
            if span.is_none() {
                let lacks = format!("clock `{}` has no length", shown(id));
                let hint = "give it one of `hours`, `days`, `months`, `years`";
                self.complain(node.spot, Complaint::new(lacks).of(id).hint(hint));
            }
            let clock = Clock {
                id: ClockId::new(id),
                title: wording_at(node, "title"),
                starts,
                span: span.unwrap_or(Span::Hours(0)),
                held_by,
                grounds,
            };
            clocks.push(Held::new(clock, release));
        }
        clocks
    }

    /// The red lines of every party.
    pub(super) fn red_lines(&mut self, file: &Node<'_>) -> Vec<Held<RedLine>> {
        let mut lines = Vec::new();
        for (party, each) in file.get("red_lines").map_or(&[][..], Node::entries) {
            for node in each.items() {
                lines.extend(self.red_line(party, node));
            }
        }
        lines
    }

    fn red_line(&mut self, party: &Node<'_>, node: &Node<'_>) -> Option<Held<RedLine>> {
        let id = word_at(node, "id");
        let name = party.text().unwrap_or_default();
        let label = format!("red line `{}` of `{}`", shown(id), shown(name));
        let sealed = Release::sealed(disclosure::Owner::Mediator);
        let default = self.owned_by(party, &sealed);
        let release = self.begin_with(label, node, default);
        let whose = self.whose(party);
        let rule = self.package_rule(node, RULES);
        let line = RedLine {
            id: RedLineId::new(id),
            party: whose?,
            firmness: match word_at(node, "kind") {
                "demand" => Firmness::Demand,
                _ => Firmness::RedLine,
            },
            text: wording_at(node, "text"),
            rule,
            points: self.points(node.get("points")),
            speaker: text_at(node, "speaker"),
            date: date_at(node, "date"),
            grounds: self.grounds(node),
        };
        Some(Held::new(line, release))
    }

    /// What a linkage says; nothing, and a complaint, unless it is of exactly one kind.
    fn link(&mut self, node: &Node<'_>) -> Option<Link> {
        let kind = self.kind(node)?;
        let said = node.get(kind)?;
        Some(match kind {
            "requires" => {
                let (act, first) = self.pair(said, "act", "first");
                let span = self.span(said);
                Link::Requires { act, first, span }
            }
            "triggers" => {
                let (act, then) = self.pair(said, "act", "then");
                let span = self.span(said);
                Link::Triggers { act, then, span }
            }
            "within" => {
                let (act, of) = self.pair(said, "act", "of");
                let span = self.span(said);
                if span.is_none() {
                    let lacks = format!("{} has no length of time", self.label());
                    let hint = "give it one of `hours`, `days`, `months`, `years`";
                    self.complain(said.spot, Complaint::new(lacks).hint(hint));
                }
                let span = span.unwrap_or(Span::Days(0));
                Link::Within { act, of, span }
            }
            "not_before" => Link::NotBefore {
                act: self.act(said.get("act")),
                day: said.get("day").and_then(value::when)?,
            },
            "voids" => {
                let (act, voids) = self.pair(said, "act", "voids");
                Link::Voids { act, voids }
            }
            "excludes" => {
                let (act, other) = self.pair(said, "act", "other");
                Link::Excludes { act, other }
            }
            "simultaneous" => Link::Simultaneous(self.several_acts(said)),
            "together" => Link::Together(self.several_acts(said)),
            _ => Link::Options(self.package_rule(node, RULES)?),
        })
    }

    /// The one key that says what a linkage links.
    fn kind(&mut self, node: &Node<'_>) -> Option<&'static str> {
        let is_there = |key: &&'static str| node.get(key).is_some();
        let kinds: Vec<&str> = LINKS.iter().copied().filter(is_there).collect();
        let listed = |keys: &[&str]| {
            let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
            keys.join(", ")
        };
        let label = self.label();
        let (message, hint) = match kinds[..] {
            [kind] => return Some(kind),
            [] => {
                let message = format!("{label} does not say what it links");
                (message, format!("give it one of {}", listed(LINKS)))
            }
            [..] => {
                let message = format!("{label} is of several kinds: {}", listed(&kinds));
                (message, "make a linkage of each".to_owned())
            }
        };
        self.complain(node.spot, Complaint::new(message).hint(hint));
        None
    }

    /// Two acts, which differ.
    fn pair(&mut self, said: &Node<'_>, one: &str, other: &str) -> (ActId, ActId) {
        let (act, other) = (self.act(said.get(one)), self.act(said.get(other)));
        if act == other && !act.as_str().is_empty() {
            let message = format!("{} links `{act}` with itself", self.label());
            self.complain(said.spot, Complaint::new(message).of(act.as_str()));
        }
        (act, other)
    }

    fn several_acts(&mut self, list: &Node<'_>) -> Vec<ActId> {
        let acts: Vec<ActId> = list
            .items()
            .iter()
            .map(|node| self.act(Some(node)))
            .collect();
        let distinct: BTreeSet<&ActId> = acts.iter().collect();
        if distinct.len() < 2 || distinct.len() < acts.len() {
            let message = format!("{} needs two or more different acts", self.label());
            self.complain(list.spot, Complaint::new(message));
        }
        acts
    }

    /// A length of time, if there is one; a complaint if there are two.
    pub(super) fn span(&mut self, node: &Node<'_>) -> Option<Span> {
        let lengths = [
            whole_at(node, "hours").map(Span::Hours),
            whole_at(node, "days").map(Span::Days),
            whole_at(node, "months").map(Span::Months),
            whole_at(node, "years").map(Span::Years),
        ];
        let mut lengths = lengths.into_iter().flatten();
        let first = lengths.next();
        if lengths.next().is_some() {
            let message = format!("{} has several lengths of time", self.label());
            let hint = "keep one of `hours`, `days`, `months`, `years`";
            self.complain(node.spot, Complaint::new(message).hint(hint));
        }
        first
    }

    /// The rule on packages in a node, if there is one; a complaint if there are two.
    fn package_rule(&mut self, node: &Node<'_>, keys: &[&str]) -> Option<PackageRule> {
        let then = node.get("then");
        if then.is_some() && node.get("when").is_none() {
            let message = format!("{} says `then` without `when`", self.label());
            let hint = "`when` says under which condition";
            self.complain(node.spot, Complaint::new(message).hint(hint));
        }
        let mut rules = Vec::new();
        for key in keys {
            let Some(said) = node.get(key) else {
                continue;
            };
            rules.push(match *key {
                "never" => PackageRule::Never(self.condition(said)),
                "always" => PackageRule::Always(self.condition(said)),
                "at_most_one" => PackageRule::AtMostOne(self.conditions(said)),
                "exactly_one" => PackageRule::ExactlyOne(self.conditions(said)),
                _ => PackageRule::Requires {
                    when: self.condition(said),
                    then: self.consequence(then, said.spot),
                },
            });
        }
        if rules.len() > 1 {
            let message = format!("{} holds several rules", self.label());
            self.complain(node.spot, Complaint::new(message).hint("make one of each"));
        }
        rules.into_iter().next()
    }

    fn consequence(&mut self, then: Option<&Node<'_>>, spot: Spot) -> Condition {
        if let Some(then) = then {
            return self.condition(then);
        }
        let message = format!("{} says `when` without `then`", self.label());
        self.complain(
            spot,
            Complaint::new(message).hint("`then` says what follows"),
        );
        Condition::default()
    }

    fn conditions(&mut self, list: &Node<'_>) -> Vec<Condition> {
        if list.items().len() < 2 {
            let message = format!(
                "{} needs two or more conditions to choose among",
                self.label()
            );
            self.complain(list.spot, Complaint::new(message));
        }
        list.items()
            .iter()
            .map(|node| self.condition(node))
            .collect()
    }

    /// A condition on packages.
    pub(super) fn condition(&mut self, node: &Node<'_>) -> Condition {
        let mut parts: BTreeMap<BracketId, BTreeSet<ChoiceId>> = BTreeMap::new();
        for (bracket, wanted) in node.entries() {
            let Some(id) = self.refer(Kind::Bracket, Told::Always, bracket) else {
                continue;
            };
            let choices: BTreeSet<ChoiceId> = value::one_or_many(wanted)
                .iter()
                .filter_map(|choice| self.refer_choice(&id, choice))
                .map(ChoiceId::new)
                .collect();
            parts.insert(BracketId::new(id), choices);
        }
        if node.entries().is_empty() || node.entries().iter().any(|(_, w)| is_empty_list(w)) {
            let message = format!("{} has an empty condition", self.label());
            let hint = "a condition is like `{quota: high}` or `{quota: [low, high]}`";
            self.complain(node.spot, Complaint::new(message).hint(hint));
        }
        Condition::new(parts)
    }
}

/// The remedies in a list.
pub(super) fn remedies(list: &Node<'_>) -> BTreeSet<Remedy> {
    let words = list.items().iter().filter_map(Node::text);
    let named = words.filter_map(|word| {
        let mut all = REMEDIES.iter().zip(Remedy::ALL);
        all.find(|(name, _)| **name == word)
            .map(|(_, remedy)| remedy)
    });
    named.collect()
}

fn is_empty_list(node: &Node<'_>) -> bool {
    node.text().is_none() && node.items().is_empty()
}
