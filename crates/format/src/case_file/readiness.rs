//! Readiness: formats, consents, indicators, spoilers.

use super::fault::Complaint;
use super::keys;
use super::node::{Node, shown};
use super::people::People;
use super::reader::{
    Reader, Target, Told, date_at, flag_at, is_live, text_at, whole_at, word_at, wording_at,
};
use super::shape::Kind;
use super::value;
use case::{
    ActId, Caution, FactionId, FormatCondition, FormatConsent, FormatId, GivenBy, Indication,
    IndicationId, Indicator, Spoiler, SpoilerId, SpoilerOf, SpoilerType, Strength, TalkFormat,
    Willing, Wording,
};
use disclosure::{Held, Owner, PartyId, Release, ReleaseClass};

/// What the words of [`keys::STRENGTHS`] stand for, in their order.
pub(super) const STRENGTHS: [Strength; 4] = [
    Strength::Absent,
    Strength::Weak,
    Strength::Partial,
    Strength::Clear,
];

/// What the words of [`keys::WILLING`] stand for, in their order.
pub(super) const WILLING: [Willing; 3] = [Willing::Yes, Willing::No, Willing::Conditional];

/// What the words of [`keys::SPOILER_TYPES`] stand for, in their order.
pub(super) const SPOILER_TYPES: [SpoilerType; 3] = [
    SpoilerType::Limited,
    SpoilerType::Greedy,
    SpoilerType::Total,
];

/// The list under a key of the section, as nodes.
fn list<'a, 't>(file: &'a Node<'t>, key: &str) -> &'a [Node<'t>] {
    let section = file.get("readiness").and_then(|section| section.get(key));
    section.map_or(&[][..], Node::items)
}

/// How the case handles judgements about people.
pub(super) fn caution(file: &Node<'_>) -> Caution {
    let section = file.get("readiness");
    Caution {
        old_after_days: section.and_then(|section| whole_at(section, "old_after_days")),
        spoiler_types: section.is_some_and(|section| flag_at(section, "spoiler_types")),
    }
}

/// What a word stands for.
fn meant<T: Copy>(node: &Node<'_>, key: &str, (words, meant): (&[&str], &[T])) -> Option<T> {
    let word = word_at(node, key);
    let mut all = words.iter().zip(meant);
    all.find(|(known, _)| **known == word)
        .map(|(_, each)| *each)
}

impl Reader<'_> {
    /// The formats.
    pub(super) fn formats(&mut self, file: &Node<'_>) -> Vec<Held<TalkFormat>> {
        let mut formats = Vec::new();
        for node in list(file, "formats") {
            let id = word_at(node, "id");
            let release = self.begin(format!("format `{}`", shown(id)), node);
            self.offer(Target::new(Kind::Format, id));
            let format = TalkFormat {
                id: FormatId::new(id),
                title: wording_at(node, "title"),
                needs: self.parties(Told::Always, node.get("needs")),
                bar: meant(node, "bar", (keys::STRENGTHS, &STRENGTHS)),
                grounds: self.grounds(node),
            };
            formats.push(Held::new(format, release));
        }
        formats
    }

    /// What parties say to formats.
    pub(super) fn format_consents(&mut self, file: &Node<'_>) -> Vec<Held<FormatConsent>> {
        let consents = list(file, "consents").iter();
        let is_live = is_live(file);
        consents
            .filter_map(|node| {
                let (consent, release) = self.consent_to(node)?;
                self.sourced(node, (&release, is_live), consent.grounds.sources.len());
                Some(Held::new(consent, release))
            })
            .collect()
    }

    fn consent_to(&mut self, node: &Node<'_>) -> Option<(FormatConsent, Release)> {
        let label = format!(
            "the answer of `{}` to `{}`",
            shown(word_at(node, "party")),
            shown(word_at(node, "format"))
        );
        let (party, given_by, release) = self.about_party(label, node);
        let format = node.get("format")?;
        let format = self.refer(Kind::Format, Told::Always, format)?;
        let willing = meant(node, "answer", (keys::WILLING, &WILLING))?;
        let conditions = node.get("conditions").map_or(&[][..], Node::items);
        let conditions: Vec<FormatCondition> = conditions
            .iter()
            .map(|said| FormatCondition {
                text: wording_at(said, "text"),
                act: said.get("act").map(|act| self.act(Some(act))).filter(named),
                met: date_at(said, "met"),
            })
            .collect();
        if (willing == Willing::Conditional) == conditions.is_empty() {
            let message = if conditions.is_empty() {
                format!(
                    "{} is conditional, and says on what in no word",
                    self.label()
                )
            } else {
                format!("{} has conditions, and is not conditional", self.label())
            };
            let hint = "`conditions` stand with `answer: conditional`, and only there";
            self.complain(node.spot, Complaint::new(message).hint(hint));
        }
        let consent = FormatConsent {
            format: FormatId::new(format),
            party: party?,
            willing,
            conditions,
            date: date_at(node, "date").unwrap_or_default(),
            given_by,
            grounds: self.grounds(node),
        };
        Some((consent, release))
    }

    /// Begins an item about one party: sealed, and the party's own where the party gave it.
    fn about_party(
        &mut self,
        label: String,
        node: &Node<'_>,
    ) -> (Option<Option<PartyId>>, GivenBy, Release) {
        let sealed = Release::sealed(Owner::Mediator);
        let analyst =
            node.get("given_by").and_then(Node::text).is_none() && node.get("given_by").is_some();
        let party = node.get("party");
        let default = match party {
            Some(party) if !analyst => self.owned_by(party, &sealed),
            Some(_) | None => sealed,
        };
        let release = self.begin_with(label, node, default);
        let whose = party.and_then(|party| self.whose(party));
        (whose, self.given_by(node), release)
    }

    /// Complains of what a live case tells everybody without a source.
    pub(super) fn sourced(
        &mut self,
        node: &Node<'_>,
        (release, is_live): (&Release, bool),
        sources: usize,
    ) {
        // tidy: bool, because the case is live or not and the caller knows it.
        if is_live && release.class == ReleaseClass::Public && sources == 0 {
            let message = format!(
                "{} is public in a live case and has no source",
                self.label()
            );
            let hint = "give `src`: a live case says in public only what was reported";
            self.complain(node.spot, Complaint::new(message).hint(hint));
        }
    }

    /// What is known of readiness.
    pub(super) fn indications(&mut self, file: &Node<'_>) -> Vec<Held<Indication>> {
        let mut all = Vec::new();
        let is_live = is_live(file);
        for node in list(file, "indicators") {
            let id = word_at(node, "id");
            let (party, given_by, release) =
                self.about_party(format!("indicator `{}`", shown(id)), node);
            let strength = meant(node, "strength", (keys::STRENGTHS, &STRENGTHS));
            if is_live && strength.is_some() && release.class == ReleaseClass::Public {
                let message = format!("{} judges a party of a live case in public", self.label());
                let hint = "leave out `strength`, or give it a narrower `release`";
                self.complain(node.spot, Complaint::new(message).hint(hint));
            }
            let indicator = meant(node, "indicator", (keys::INDICATORS, &Indicator::ALL));
            let grounds = self.grounds(node);
            self.sourced(node, (&release, is_live), grounds.sources.len());
            let (Some(party), Some(indicator)) = (party, indicator) else {
                continue;
            };
            let indication = Indication {
                id: IndicationId::new(id),
                party,
                indicator,
                strength,
                given_by,
                date: date_at(node, "date").unwrap_or_default(),
                evidence: wording_at(node, "evidence"),
                grounds,
            };
            all.push(Held::new(indication, release));
        }
        all
    }

    /// Spoilers by type.
    pub(super) fn spoilers(&mut self, file: &Node<'_>) -> Vec<Held<Spoiler>> {
        let nodes = list(file, "spoilers");
        if let (true, false, Some(first)) =
            (is_live(file), caution(file).spoiler_types, nodes.first())
        {
            let message = "a live case types no spoilers, unless it says so";
            let hint = "leave `spoilers` out, or set `spoiler_types: true` in `readiness`";
            self.complain(first.spot, Complaint::new(message).hint(hint));
        }
        let people = People::of(file);
        let is_live = is_live(file);
        let mut spoilers = Vec::new();
        for node in nodes {
            let id = word_at(node, "id");
            let default = Release::sealed(Owner::Mediator);
            let release = self.begin_with(format!("spoiler `{}`", shown(id)), node, default);
            if is_live && release.class == ReleaseClass::Public {
                let message = format!("{} is public in a live case", self.label());
                let hint =
                    "who may gain from failure is for the team: give it a narrower `release`";
                self.complain(node.spot, Complaint::new(message).hint(hint));
            }
            spoilers.extend(
                self.spoiler(node, &people)
                    .map(|each| Held::new(each, release)),
            );
        }
        spoilers
    }

    fn spoiler(&mut self, node: &Node<'_>, people: &People) -> Option<Spoiler> {
        let given_by = self.given_by(node);
        if given_by == GivenBy::Party {
            let message = format!("{} does not say who judged it so", self.label());
            let hint = "write `given_by: {analyst: name}` or `{rule: text}`";
            self.complain(node.spot, Complaint::new(message).hint(hint));
        }
        let of = self.spoiler_of(node, people);
        let evidence = node.get("evidence").map_or(&[][..], Node::items);
        let evidence: Vec<Wording> = evidence.iter().map(value::wording).collect();
        self.nobody_in(node, &evidence, people);
        Some(Spoiler {
            id: SpoilerId::new(word_at(node, "id")),
            of: of?,
            kind: meant(node, "type", (keys::SPOILER_TYPES, &SPOILER_TYPES))?,
            evidence,
            threatens: self.points(node.get("threatens")),
            given_by,
            date: date_at(node, "date").unwrap_or_default(),
            grounds: self.grounds(node),
        })
    }

    /// Complains of evidence that names a person.
    fn nobody_in(&mut self, node: &Node<'_>, evidence: &[Wording], people: &People) {
        let remarks = [text_at(node, "note"), text_at(node, "uncertain")];
        let words = evidence.iter().flat_map(|each| each.by_language().values());
        let texts: Vec<&str> = words
            .chain(remarks.iter().flatten())
            .map(String::as_str)
            .collect();
        if let Some(name) = texts.iter().find_map(|text| people.named(text)) {
            self.person(node, name);
        }
    }

    fn person(&mut self, node: &Node<'_>, name: &str) {
        let name = shown(name);
        let message = format!("{} names a person: `{name}`", self.label());
        let hint = "no person is labelled a spoiler: name a party, a faction or a group";
        self.complain(node.spot, Complaint::new(message).of(name).hint(hint));
    }

    fn spoiler_of(&mut self, node: &Node<'_>, people: &People) -> Option<SpoilerOf> {
        let (party, group) = (node.get("party"), node.get("group"));
        match (party, node.get("faction"), group.and_then(Node::text)) {
            (Some(party), None, None) => {
                let party = self.refer(Kind::Party, Told::Always, party)?;
                Some(SpoilerOf::Party(PartyId::new(party)))
            }
            (Some(party), Some(faction), None) => {
                let party = self.refer(Kind::Party, Told::Always, party)?;
                let faction = self.faction_of(&party, faction)?;
                Some(SpoilerOf::Faction(PartyId::new(party), faction))
            }
            (None, None, Some(group)) => {
                if let Some(name) = people.labelled(group) {
                    self.person(node, name);
                }
                Some(SpoilerOf::Group(group.to_owned()))
            }
            _ => {
                let message = format!("{} is of nobody, or of several", self.label());
                let hint = "write `party`, or `party` and `faction`, or `group`";
                self.complain(node.spot, Complaint::new(message).hint(hint));
                None
            }
        }
    }

    /// The faction of a party.
    pub(super) fn faction_of(&mut self, party: &str, node: &Node<'_>) -> Option<FactionId> {
        let text = node.text()?;
        let known = self.names.factions.get(party);
        if known.is_some_and(|known| known.iter().any(|each| each == text)) {
            return Some(FactionId::new(text));
        }
        let message = format!(
            "{} names the faction `{}`, which `{}` does not have",
            self.label(),
            shown(text),
            shown(party)
        );
        let known = known.into_iter().flatten().map(String::as_str);
        let known = super::near::listed(text, known);
        let hint = if known.is_empty() {
            "it has none".to_owned()
        } else {
            format!("its factions are {known}")
        };
        self.complain(node.spot, Complaint::new(message).of(text).hint(hint));
        None
    }
}

fn named(act: &ActId) -> bool {
    !act.as_str().is_empty()
}
