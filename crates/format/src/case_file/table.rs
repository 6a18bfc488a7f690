//! Who is at the table: the heading, sources, parties and the decision rule.

use super::fault::{Complaint, Spot};
use super::names::{self, is_unnamed};
use super::node::{Node, shown};
use super::reader::{
    Reader, Target, Told, date_at, flag_at, text_at, texts_at, whole_at, word_at, wording_at,
};
use super::shape::Kind;
use case::{
    CaseId, Correction, Decision, Delegate, DraftId, Faction, FactionId, Grade, Heading, Language,
    Party, Role, Source, SourceId, Term, Threshold,
};
use disclosure::{Held, Owner, PartyId, Release};
use problem::consensus::TRIED_MAX;
use std::collections::BTreeMap;

/// The most sets of a rule of sets.
const SETS_MAX: usize = 256;

impl Reader<'_> {
    /// What is open about the case; the release of items that say none is taken from it.
    pub(super) fn heading(&mut self, file: &Node<'_>) -> Heading {
        self.version(file);
        let nothing = Node {
            spot: Spot::of_file(0),
            body: super::node::Body::Nothing,
        };
        let node = file.get("case").unwrap_or(&nothing);
        let open = Release::public(Owner::Mediator);
        self.begin_with("the heading".to_owned(), &nothing, open);
        if let Some(said) = node.get("release") {
            self.default = self.said_release("the case", said, Owner::Mediator);
        }
        let corrections = node.get("corrections").map_or(&[][..], Node::items);
        let corrections = corrections.iter().map(|each| Correction {
            says: text_at(each, "says").unwrap_or_default(),
            record: text_at(each, "record").unwrap_or_default(),
            grounds: self.grounds(each),
        });
        let corrections = corrections.collect();
        Heading {
            id: CaseId::new(text_at(node, "id").unwrap_or_default()),
            title: wording_at(node, "title"),
            about: node.get("about").map(super::value::wording),
            live: flag_at(node, "live"),
            invented: flag_at(node, "invented"),
            prevails: self.prevails(node),
            compiled: text_at(node, "compiled"),
            corrections,
            gaps: texts_at(node, "gaps"),
            decision: self.decision(file),
        }
    }

    /// The draft in hand. It is shown to those who see the draft, so naming it tells nobody else.
    pub(super) fn draft_in_hand(&mut self, file: &Node<'_>) -> Option<DraftId> {
        let node = file.get("case")?.get("draft_in_hand")?;
        let sealed = Release::sealed(Owner::Mediator);
        self.begin_with("the heading".to_owned(), node, sealed);
        self.refer(Kind::Draft, Told::Always, node)
            .map(DraftId::new)
    }

    /// The language whose words prevail, by its tag.
    fn prevails(&mut self, heading: &Node<'_>) -> Option<Language> {
        let node = heading.get("prevails")?;
        let tag = node.text()?;
        if !super::value::is_language(tag) {
            let complaint = Complaint::new("`prevails` names no language").of(tag.to_owned());
            self.complain(
                node.spot,
                complaint.hint("write its tag, such as `en` or `ar`"),
            );
            return None;
        }
        Some(Language::new(tag))
    }

    /// How things are called in each language of the text.
    pub(super) fn terms(&mut self, file: &Node<'_>) -> Vec<Held<Term>> {
        let mut terms = Vec::new();
        for node in file.get("terms").map_or(&[][..], Node::items) {
            let words = wording_at(node, "term");
            let label = shown(words.in_language(&Language::english())).to_string();
            let release = self.begin(format!("term `{label}`"), node);
            let avoid = node.get("avoid").map_or(&[][..], Node::items);
            let term = Term {
                words,
                avoid: avoid.iter().map(super::value::wording).collect(),
                meaning: node.get("means").map(super::value::wording),
                grounds: self.grounds(node),
            };
            terms.push(Held::new(term, release));
        }
        terms
    }

    fn version(&mut self, file: &Node<'_>) {
        if let Some(node) = file.get("onetext")
            && let Some(version) = super::value::whole(node)
            && version != super::VERSION
        {
            let other = format!("the file is of version {version} of the format");
            let hint = format!("this program reads version {}", super::VERSION);
            let complaint = Complaint::new(other).of(version.to_string()).hint(hint);
            self.complain(node.spot, complaint);
        }
    }

    fn decision(&mut self, file: &Node<'_>) -> Decision {
        let Some(node) = file.get("decision") else {
            return Decision::Unanimity(Vec::new());
        };
        let open = Release::public(Owner::Mediator);
        self.begin_with("the decision rule".to_owned(), node, open);
        self.decision_in(node)
    }

    /// Who decides, and how, as a record says it.
    pub(super) fn decision_in(&mut self, node: &Node<'_>) -> Decision {
        let of = self.parties(Told::Always, node.get("of"));
        let vetoes = self.parties(Told::Always, node.get("vetoes"));
        let deciding = self.deciding(&of);
        for party in vetoes.iter().filter(|party| !deciding.contains(party)) {
            let stray = format!("`{party}` has a veto and is not one of those who decide");
            self.complain(node.spot, Complaint::new(stray).of(party.as_str()));
        }
        let mut thresholds: Vec<Threshold> = Vec::new();
        for each in node.get("thresholds").map_or(&[][..], Node::items) {
            let threshold = self.threshold(each);
            self.reachable(&threshold, each.spot);
            thresholds.push(threshold);
        }
        if let Some(at_least) = whole_at(node, "at_least") {
            let threshold = Threshold {
                name: "parties".to_owned(),
                weights: deciding.iter().map(|party| (party.clone(), 1)).collect(),
                at_least: u64::from(at_least),
            };
            self.reachable(&threshold, node.spot);
            thresholds.push(threshold);
        }
        let sets = self.enough(node, &deciding);
        let rule = word_at(node, "rule");
        if rule == "sufficient_consensus" {
            return Decision::SufficientConsensus {
                of,
                vetoes,
                thresholds,
            };
        }
        let is_of_sets = rule == "one_of";
        if !vetoes.is_empty() || !thresholds.is_empty() {
            let message = if is_of_sets {
                "a rule of sets takes no vetoes and no thresholds"
            } else {
                "unanimity takes no vetoes and no thresholds"
            };
            let hint = "the rule `sufficient_consensus` takes them";
            self.complain(node.spot, Complaint::new(message).hint(hint));
        }
        if is_of_sets {
            return Decision::OneOf { of, sets };
        }
        Decision::Unanimity(of)
    }

    /// The sets of which one is enough, for a rule that has some.
    fn enough(&mut self, node: &Node<'_>, deciding: &[PartyId]) -> Vec<Vec<PartyId>> {
        let is_of_sets = word_at(node, "rule") == "one_of";
        let listed = node.get("sets").map_or(&[][..], Node::items);
        if is_of_sets == listed.is_empty() {
            let message = if is_of_sets {
                format!("{} is passed by one of no sets", self.label())
            } else {
                format!(
                    "{} has sets, and is not passed by one of them",
                    self.label()
                )
            };
            let hint = "`sets` stand with `rule: one_of`, and only there";
            self.complain(node.spot, Complaint::new(message).hint(hint));
        }
        if is_of_sets && deciding.len() > TRIED_MAX {
            let message = format!("{} has {} who decide", self.label(), deciding.len());
            let hint = format!("a rule of sets takes at most {TRIED_MAX}");
            self.complain(node.spot, Complaint::new(message).hint(hint));
        }
        if listed.len() > SETS_MAX {
            let message = format!("{} lists {} sets", self.label(), listed.len());
            let hint = format!("a rule of sets takes at most {SETS_MAX}");
            self.complain(node.spot, Complaint::new(message).hint(hint));
        }
        let mut sets = Vec::new();
        for each in listed.iter().take(SETS_MAX) {
            let set = self.parties(Told::Always, Some(each));
            for party in set.iter().filter(|party| !deciding.contains(party)) {
                let stray = format!("`{party}` is in a set and not one of those who decide");
                self.complain(each.spot, Complaint::new(stray).of(party.as_str()));
            }
            sets.push(set);
        }
        sets
    }

    /// Those who decide: the parties named, else the principals.
    fn deciding(&self, of: &[PartyId]) -> Vec<PartyId> {
        if !of.is_empty() {
            return of.to_vec();
        }
        let parties = self.names.all(Kind::Party);
        let principals = parties.filter(|id| self.names.roles.get(*id) == Some(&Role::Principal));
        principals.map(PartyId::new).collect()
    }

    fn threshold(&mut self, node: &Node<'_>) -> Threshold {
        let mut weights = BTreeMap::new();
        for (party, weight) in node.get("weights").map_or(&[][..], Node::entries) {
            let party = self.refer(Kind::Party, Told::Always, party);
            if let (Some(party), Some(weight)) = (party, super::value::whole(weight)) {
                weights.insert(PartyId::new(party), u64::from(weight));
            }
        }
        Threshold {
            name: text_at(node, "name").unwrap_or_default(),
            weights,
            at_least: whole_at(node, "at_least").map_or(0, u64::from),
        }
    }

    fn reachable(&mut self, threshold: &Threshold, spot: Spot) {
        let total: u64 = threshold.weights.values().sum();
        if threshold.at_least > total {
            let (name, at_least) = (shown(&threshold.name), threshold.at_least);
            let message = format!("the count `{name}` asks for {at_least}, and all reach {total}");
            let value = at_least.to_string();
            let hint = "nothing could ever be decided: lower the count";
            self.complain(spot, Complaint::new(message).of(value).hint(hint));
        }
    }

    /// The sources.
    pub(super) fn sources(&mut self, file: &Node<'_>) -> Vec<Held<Source>> {
        let mut sources = Vec::new();
        for (id, node) in file.get("sources").map_or(&[][..], Node::entries) {
            let id = id.text().unwrap_or_default();
            let release = self.begin(format!("source `{}`", shown(id)), node);
            self.offer(Target::new(Kind::Source, id));
            let source = Source {
                id: SourceId::new(id),
                title: text_at(node, "title"),
                address: text_at(node, "url"),
                grade: node.get("grade").and_then(Node::text).and_then(grade),
                date: date_at(node, "date"),
                note: text_at(node, "note"),
            };
            sources.push(Held::new(source, release));
        }
        sources
    }

    /// The parties.
    pub(super) fn party_list(&mut self, file: &Node<'_>) -> Vec<Held<Party>> {
        let mut parties = Vec::new();
        for (id, node) in file.get("parties").map_or(&[][..], Node::entries) {
            let id = id.text().unwrap_or_default();
            let release = self.begin(format!("party `{}`", shown(id)), node);
            self.offer(Target::new(Kind::Party, id));
            if is_unnamed(id) {
                let message = format!("a party cannot have the id `{}`", shown(id));
                let hint = "it stands for a party that is not told; choose another";
                self.complain(node.spot, Complaint::new(message).of(id).hint(hint));
            }
            let delegation = node.get("delegation").map_or(&[][..], Node::items);
            let delegation = delegation.iter().map(|each| Delegate {
                name: text_at(each, "name").unwrap_or_default(),
                office: text_at(each, "office"),
                grounds: self.grounds(each),
            });
            let delegation = delegation.collect();
            let factions = node.get("factions").map_or(&[][..], Node::entries);
            let factions = factions.iter().map(|(id, each)| Faction {
                id: FactionId::new(id.text().unwrap_or_default()),
                name: text_at(each, "name").unwrap_or_default(),
                grounds: self.grounds(each),
            });
            let factions = factions.collect();
            let party = Party {
                id: PartyId::new(id),
                name: text_at(node, "name").unwrap_or_default(),
                role: names::role(word_at(node, "role")).unwrap_or(Role::Observer),
                part: text_at(node, "part"),
                interests: texts_at(node, "interests"),
                delegation,
                factions,
                grounds: self.grounds(node),
            };
            parties.push(Held::new(party, release));
        }
        parties
    }
}

fn grade(word: &str) -> Option<Grade> {
    Some(match word {
        "P" => Grade::Primary,
        "W" => Grade::Wire,
        "M" => Grade::Media,
        "S" => Grade::State,
        "A" => Grade::Aggregator,
        _ => return None,
    })
}
