//! The course of the talks: drafts, meetings, signals, the timeline.

use super::fault::Complaint;
use super::node::{Node, shown};
use super::reader::{
    Reader, Target, Told, date_at, text_at, texts_at, whole_at, word_at, wording_at,
};
use super::shape::Kind;
use super::{near, value};
use case::{
    BracketId, ChoiceId, Draft, DraftId, EventClass, EventMode, Happening, Meeting, MeetingId,
    Readout, Signal, SignalId, Tone,
};
use disclosure::{Held, PartyId};
use std::collections::{BTreeMap, BTreeSet};

impl Reader<'_> {
    /// The drafts.
    pub(super) fn drafts(&mut self, file: &Node<'_>) -> Vec<Held<Draft>> {
        let list = file.get("drafts").map_or(&[][..], Node::items);
        let drafts = list.iter().map(|node| self.one_draft(node)).collect();
        self.acyclic(list);
        drafts
    }

    fn one_draft(&mut self, node: &Node<'_>) -> Held<Draft> {
        let id = word_at(node, "id");
        let release = self.begin(format!("draft `{}`", shown(id)), node);
        self.offer(Target::new(Kind::Draft, id));
        let from = self.refer_all(Kind::Draft, Told::Always, node.get("from"));
        let mut choices = BTreeMap::new();
        for (bracket, choice) in node.get("choices").map_or(&[][..], Node::entries) {
            if let Some(bracket) = self.refer(Kind::Bracket, Told::Always, bracket)
                && let Some(choice) = self.refer_choice(&bracket, choice)
            {
                choices.insert(BracketId::new(bracket), ChoiceId::new(choice));
            }
        }
        let draft = Draft {
            id: DraftId::new(id),
            name: wording_at(node, "name"),
            date: date_at(node, "date"),
            status: text_at(node, "status"),
            authors: text_at(node, "authors"),
            terms: texts_at(node, "terms"),
            deadline: text_at(node, "deadline"),
            from: from.into_iter().map(DraftId::new).collect(),
            held_by: self.parties(Told::WithSource, node.get("held_by")),
            choices,
            numbered: whole_at(node, "numbered"),
            rivals: self.rivals(node, id),
            lineage: self.lineage(node),
            dropped: self.dropped(node),
            grounds: self.grounds(node),
        };
        Held::new(draft, release)
    }

    /// The drafts that a draft stands against, which are others.
    fn rivals(&mut self, node: &Node<'_>, id: &str) -> Vec<DraftId> {
        let rivals = self.refer_all(Kind::Draft, Told::Always, node.get("rivals"));
        if rivals.iter().any(|rival| rival == id) {
            let message = format!("{} stands against itself", self.label());
            let spot = node.get("rivals").map_or(node.spot, |list| list.spot);
            self.complain(spot, Complaint::new(message).of(id));
        }
        rivals.into_iter().map(DraftId::new).collect()
    }

    /// Complains of drafts that grow from themselves.
    fn acyclic(&mut self, list: &[Node<'_>]) {
        let mut parents: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for node in list {
            let from = node.get("from").map_or(&[][..], Node::items);
            let from = from.iter().filter_map(Node::text);
            parents.entry(word_at(node, "id")).or_default().extend(from);
        }
        let Some(circle) = circle(&parents) else {
            return;
        };
        let names: Vec<String> = circle.iter().map(|id| format!("`{}`", shown(id))).collect();
        let names = names.join(" from ");
        let message = format!("drafts grow from each other in a circle: {names}");
        let mut first = list
            .iter()
            .filter(|node| circle.contains(&word_at(node, "id")));
        if let Some(first) = first.next() {
            let hint = "a draft grows from earlier ones only";
            self.complain(first.spot, Complaint::new(message).hint(hint));
        }
    }

    /// The meetings.
    pub(super) fn meetings(&mut self, file: &Node<'_>) -> Vec<Held<Meeting>> {
        let mut meetings = Vec::new();
        for node in file.get("meetings").map_or(&[][..], Node::items) {
            let id = word_at(node, "id");
            let release = self.begin(format!("meeting `{}`", shown(id)), node);
            self.offer(Target::new(Kind::Meeting, id));
            let (date, end) = (date_at(node, "date"), date_at(node, "end"));
            if let (Some(date), Some(end)) = (date, end)
                && end < date
            {
                let message = format!("meeting `{}` ends before it begins", shown(id));
                let complaint = Complaint::new(message).of(end.to_string());
                let hint = format!("it begins on {date}");
                self.complain(
                    node.get("end").map_or(node.spot, |e| e.spot),
                    complaint.hint(hint),
                );
            }
            let readout = node.get("readout").map(|said| Readout {
                label: text_at(said, "label").unwrap_or_default(),
                issued_by: text_at(said, "issued_by"),
                details: texts_at(said, "details"),
            });
            let meeting = Meeting {
                id: MeetingId::new(id),
                date: date.unwrap_or_default(),
                end,
                place: text_at(node, "place").unwrap_or_default(),
                format: text_at(node, "format").unwrap_or_default(),
                with: self.parties(Told::Always, node.get("with")),
                present: texts_at(node, "present"),
                duration: text_at(node, "duration"),
                readout,
                grounds: self.grounds(node),
            };
            meetings.push(Held::new(meeting, release));
        }
        meetings
    }

    /// The signals.
    pub(super) fn signals(&mut self, file: &Node<'_>) -> Vec<Held<Signal>> {
        let mut signals = Vec::new();
        for node in file.get("signals").map_or(&[][..], Node::items) {
            let id = word_at(node, "id");
            let release = self.begin(format!("signal `{}`", shown(id)), node);
            let actor = node.get("actor");
            let actor = actor.and_then(|by| self.refer(Kind::Party, Told::WithSource, by));
            let event = event(word_at(node, "event")).unwrap_or(EventClass::Comment);
            let signal = Signal {
                id: SignalId::new(id),
                date: date_at(node, "date").unwrap_or_default(),
                actor: actor.map(PartyId::new),
                speaker: text_at(node, "speaker"),
                targets: self.parties(Told::Always, node.get("to")),
                event,
                mode: self.mode(node, event),
                tone: node.get("tone").and_then(Node::text).and_then(tone),
                points: self.points(node.get("points")),
                text: wording_at(node, "text"),
                grounds: self.grounds(node),
            };
            signals.push(Held::new(signal, release));
        }
        signals
    }

    /// The mode of a signal, which its class must have.
    fn mode(&mut self, node: &Node<'_>, class: EventClass) -> Option<EventMode> {
        let said = node.get("mode")?;
        let mode = mode(said.text()?)?;
        if mode.score(class).is_none() {
            let word = said.text().unwrap_or_default();
            let message = format!("{} has the mode `{word}` of another class", self.label());
            let own = MODES.iter().zip(super::keys::MODES);
            let own = own.filter(|(mode, _)| mode.score(class).is_some());
            let own = near::listed(word, own.map(|(_, word)| *word));
            let hint = if own.is_empty() {
                "this class has no modes".to_owned()
            } else {
                format!("this class has {own}")
            };
            self.complain(said.spot, Complaint::new(message).of(word).hint(hint));
        }
        Some(mode)
    }

    /// What happened later.
    pub(super) fn timeline(&mut self, file: &Node<'_>) -> Vec<Held<Happening>> {
        let mut timeline = Vec::new();
        for node in file.get("timeline").map_or(&[][..], Node::items) {
            let date = date_at(node, "date").unwrap_or_default();
            let release = self.begin(format!("the entry of {date}"), node);
            let happening = Happening {
                date,
                text: node.get("event").map(value::wording).unwrap_or_default(),
                grounds: self.grounds(node),
            };
            timeline.push(Held::new(happening, release));
        }
        timeline
    }
}

/// A circle among drafts and what they grow from, beginning and ending with the same.
fn circle<'a>(parents: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> Option<Vec<&'a str>> {
    // Depth first: a draft met again while it is on the path closes a circle.
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for (start, from) in parents {
        let mut path = vec![(*start, from.iter())];
        let mut on_path: BTreeSet<&str> = [*start].into();
        while let Some((here, rest)) = path.last_mut() {
            let Some(next) = rest.next() else {
                done.insert(here);
                on_path.remove(here);
                path.pop();
                continue;
            };
            if on_path.contains(next) {
                let ids = path.iter().map(|(id, _)| *id);
                let circle = ids.skip_while(|id| id != next).chain([*next]);
                return Some(circle.collect());
            }
            if let Some(from) = parents.get(next)
                && !done.contains(next)
            {
                on_path.insert(next);
                path.push((next, from.iter()));
            }
        }
    }
    None
}

/// The class of events that a word stands for.
pub(crate) fn event(word: &str) -> Option<EventClass> {
    let all = super::keys::EVENTS.iter().zip(EVENTS);
    let mut found = all
        .filter(|(name, _)| **name == word)
        .map(|(_, class)| class);
    found.next()
}

/// The classes in the order of [`super::keys::EVENTS`].
pub(super) const EVENTS: [EventClass; 17] = [
    EventClass::Agree,
    EventClass::Consult,
    EventClass::Support,
    EventClass::Concede,
    EventClass::Cooperate,
    EventClass::Aid,
    EventClass::Retreat,
    EventClass::Request,
    EventClass::Accuse,
    EventClass::Reject,
    EventClass::Threaten,
    EventClass::Protest,
    EventClass::Sanction,
    EventClass::Mobilize,
    EventClass::Coerce,
    EventClass::Assault,
    EventClass::Comment,
];

/// The mode that a word stands for.
pub(crate) fn mode(word: &str) -> Option<EventMode> {
    let mut all = super::keys::MODES.iter().zip(MODES);
    let found = all.find(|(name, _)| **name == word);
    found.map(|(_, mode)| mode)
}

/// The modes in the order of [`super::keys::MODES`].
pub(super) const MODES: [EventMode; 19] = [
    EventMode::Visit,
    EventMode::ThirdParty,
    EventMode::Multilateral,
    EventMode::Phone,
    EventMode::Withdraw,
    EventMode::Release,
    EventMode::Disarm,
    EventMode::Ceasefire,
    EventMode::Access,
    EventMode::Resign,
    EventMode::Assist,
    EventMode::Change,
    EventMode::Yield,
    EventMode::Meet,
    EventMode::Disapprove,
    EventMode::Investigate,
    EventMode::Allege,
    EventMode::Restrict,
    EventMode::Territory,
];

/// The tone that a word stands for.
pub(crate) fn tone(word: &str) -> Option<Tone> {
    Some(match word {
        "positive" => Tone::Positive,
        "neutral" => Tone::Neutral,
        "mixed" => Tone::Mixed,
        "negative" => Tone::Negative,
        _ => return None,
    })
}
