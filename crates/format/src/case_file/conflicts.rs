//! Conflicts: options, states, and how parties rank them.
//!
//! Options and states have their names within their conflict, so what names them is looked up here.

use super::fault::{Complaint, Spot};
use super::near;
use super::node::{Node, shown};
use super::reader::{Reader, Told, flag_at, text_at, word_at, wording_at};
use super::shape::Kind;
use super::value;
use case::{
    ConflictId, ConflictModel, ConflictOption, LeverId, NamedState, OptionPattern, StateId,
};
use disclosure::{Held, PartyId};
use problem::stability::{Direction, FormError, OptionForm, Sanctions, StateIx};
use std::collections::{BTreeMap, BTreeSet};

/// The most conflicts of a case.
const CONFLICTS_MAX: usize = 20;

/// The most patterns under one key.
const PATTERNS_MAX: usize = 1_000;

/// The ids of one conflict.
#[derive(Default)]
pub(super) struct Own {
    options: BTreeSet<String>,
    states: BTreeSet<String>,
}

impl Reader<'_> {
    /// The conflicts.
    pub(super) fn conflicts(&mut self, file: &Node<'_>) -> Vec<Held<ConflictModel>> {
        let is_live = file.get("case").is_some_and(|case| flag_at(case, "live"));
        let section = file.get("conflicts");
        let mut conflicts = Vec::new();
        for (id, node) in section.map_or(&[][..], Node::entries) {
            if conflicts.len() == CONFLICTS_MAX {
                let message = format!("a case has at most {CONFLICTS_MAX} conflicts");
                self.complain(id.spot, Complaint::new(message));
                break;
            }
            let name = id.text().unwrap_or_default();
            let release = self.begin(format!("conflict `{}`", shown(name)), node);
            if is_live && let Some(orders) = node.get("orders") {
                let message = "a live case carries no order of the states of a conflict";
                let hint = "press reports are not preferences: keep the options and the states";
                self.complain(orders.spot, Complaint::new(message).hint(hint));
            }
            let model = self.conflict(name, node);
            conflicts.push(Held::new(model, release));
        }
        conflicts
    }

    fn conflict(&mut self, id: &str, node: &Node<'_>) -> ConflictModel {
        let names = |key: &str| {
            let entries = node.get(key).map_or(&[][..], Node::entries);
            let names = entries.iter().filter_map(|(id, _)| id.text());
            names.map(str::to_owned).collect()
        };
        let own = Own {
            options: names("options"),
            states: names("states"),
        };
        let mut model = ConflictModel {
            id: ConflictId::new(id),
            title: wording_at(node, "title"),
            about: node.get("about").map(value::wording),
            sanctions: match word_at(node, "answers") {
                "single" => Sanctions::Single,
                _ => Sanctions::Joint,
            },
            options: self.options_of(node),
            impossible: self.patterns(&own, node.get("impossible")),
            one_state: self.patterns(&own, node.get("one_state")),
            states: self.states_of(&own, node),
            status_quo: node.get("status_quo").and_then(|id| self.state(&own, id)),
            outcome: node.get("outcome").and_then(|id| self.state(&own, id)),
            reading_of: text_at(node, "reading_of"),
            orders: Vec::new(),
            grounds: self.grounds(node),
        };
        let form = self.form(&model, node);
        if let Some(form) = &form {
            self.named_once(&model, form, node);
        }
        let mut first: BTreeMap<PartyId, Spot> = BTreeMap::new();
        for each in node.get("orders").map_or(&[][..], Node::items) {
            if let Some(party) = each.get("party")
                && let Some(order) = self.state_order((&own, &model, form.as_ref()), party, each)
            {
                self.ranked_once(&mut first, party, &model);
                model.orders.push(order);
            }
        }
        model
    }

    fn options_of(&mut self, node: &Node<'_>) -> Vec<ConflictOption> {
        let mut options = Vec::new();
        for (id, each) in node.get("options").map_or(&[][..], Node::entries) {
            let party = each.get("party");
            let party = party.and_then(|party| self.refer(Kind::Party, Told::Always, party));
            options.push(ConflictOption {
                id: LeverId::new(id.text().unwrap_or_default()),
                party: PartyId::new(party.unwrap_or_default()),
                title: wording_at(each, "title"),
                direction: match word_at(each, "changes") {
                    "only_taken" => Direction::OnlyTaken,
                    "only_dropped" => Direction::OnlyDropped,
                    _ => Direction::Both,
                },
            });
        }
        options
    }

    fn states_of(&mut self, own: &Own, node: &Node<'_>) -> Vec<NamedState> {
        let mut states = Vec::new();
        for (id, each) in node.get("states").map_or(&[][..], Node::entries) {
            states.push(NamedState {
                id: StateId::new(id.text().unwrap_or_default()),
                title: each.get("title").map(value::wording),
                taken: self.levers(own, each.get("taken")),
            });
        }
        states
    }

    /// The conflict in option form; a complaint if it makes none.
    fn form(&mut self, model: &ConflictModel, node: &Node<'_>) -> Option<OptionForm> {
        if self.log.is_full() {
            return None;
        }
        let error = match model.form() {
            Ok(form) => return Some(form),
            Err(error) => error,
        };
        let hint = match error {
            FormError::TooManyOptions => "model what matters for one decision",
            FormError::TooManyStates | FormError::TooLong => "say what is `impossible`",
            FormError::NoState => "`impossible` excludes every state: leave out a line of it",
            FormError::TornState | FormError::TooManyStatements | FormError::Unranked => {
                "see its options"
            }
        };
        let message = format!("{}: {error}", self.label());
        self.complain(node.spot, Complaint::new(message).hint(hint));
        None
    }

    /// Complains of a name for a state that cannot be, and of two names for one state.
    fn named_once(&mut self, model: &ConflictModel, form: &OptionForm, node: &Node<'_>) {
        let mut known: BTreeMap<StateIx, &StateId> = BTreeMap::new();
        let places = node.get("states").map_or(&[][..], Node::entries);
        for (state, (place, _)) in model.states.iter().zip(places) {
            let Some(ix) = form.state(model.taken(state)) else {
                let message = format!("the state `{}` is not possible", state.id);
                let hint = "`impossible` excludes it, or it takes options that do not exist";
                let complaint = Complaint::new(message).of(state.id.as_str()).hint(hint);
                self.complain(place.spot, complaint);
                continue;
            };
            if let Some(first) = known.insert(ix, &state.id) {
                let message = format!("`{first}` and `{}` are one state", state.id);
                let hint = "a state has one name";
                let complaint = Complaint::new(message).of(state.id.as_str()).hint(hint);
                self.complain(place.spot, complaint);
            }
        }
    }

    pub(super) fn patterns(&mut self, own: &Own, list: Option<&Node<'_>>) -> Vec<OptionPattern> {
        let items = list.map_or(&[][..], Node::items);
        if let (Some(list), true) = (list, items.len() > PATTERNS_MAX) {
            let message = format!("at most {PATTERNS_MAX} patterns stand in a list");
            self.complain(list.spot, Complaint::new(message));
            return Vec::new();
        }
        items.iter().map(|each| self.pattern(own, each)).collect()
    }

    pub(super) fn pattern(&mut self, own: &Own, node: &Node<'_>) -> OptionPattern {
        let pattern = OptionPattern {
            taken: self.levers(own, node.get("taken")),
            left: self.levers(own, node.get("left")),
        };
        if let Some(both) = pattern.taken.intersection(&pattern.left).next() {
            let message = format!("`{both}` cannot be taken and not taken");
            self.complain(node.spot, Complaint::new(message).of(both.as_str()));
        }
        if node.get("taken").is_none() && node.get("left").is_none() {
            let message = format!("{} has an empty pattern", self.label());
            let hint = "a pattern is like `{taken: [modify], left: [insist]}`";
            self.complain(node.spot, Complaint::new(message).hint(hint));
        }
        pattern
    }

    fn levers(&mut self, own: &Own, list: Option<&Node<'_>>) -> BTreeSet<LeverId> {
        let ids = list.map_or(&[][..], Node::items).iter();
        let known = ids.filter_map(|id| self.known((&own.options, Kind::Lever), id));
        known.map(LeverId::new).collect()
    }

    pub(super) fn state(&mut self, own: &Own, id: &Node<'_>) -> Option<StateId> {
        self.known((&own.states, Kind::State), id).map(StateId::new)
    }

    /// The id in a node, if the conflict has it.
    fn known(
        &mut self,
        (names, kind): (&BTreeSet<String>, Kind),
        node: &Node<'_>,
    ) -> Option<String> {
        let id = node.text()?;
        if names.contains(id) {
            return Some(id.to_owned());
        }
        if self.log.is_full() {
            self.log.count();
            return None;
        }
        let message = format!(
            "{} names the {} `{}`, which it does not have",
            self.label(),
            kind.noun(),
            shown(id)
        );
        let hint = if names.is_empty() {
            format!("it has no {}", kind.nouns())
        } else {
            let names = near::listed(id, names.iter().map(String::as_str));
            format!("it has {names}")
        };
        self.complain(node.spot, Complaint::new(message).of(id).hint(hint));
        None
    }
}
