//! How parties rank the states of a conflict: state by state, or by statements.

use super::conflicts::Own;
use super::fault::{Complaint, Spot};
use super::node::{Node, shown};
use super::reader::Reader;
use super::value;
use case::{ConflictModel, ConflictOrder, ConflictStatement, Depends, StateId, StateOrder};
use disclosure::{Held, Owner, PartyId, Release};
use problem::Index;
use problem::stability::{FormError, LeverIx, OptionForm, StateIx, Taken};
use std::collections::{BTreeMap, BTreeSet};

/// The most states that a message lists.
const LISTED_MAX: usize = 6;

impl Reader<'_> {
    /// Complains of a second order of a party, and of one of a party that has no option.
    pub(super) fn ranked_once(
        &mut self,
        first: &mut BTreeMap<PartyId, Spot>,
        party: &Node<'_>,
        model: &ConflictModel,
    ) {
        let name = party.text().unwrap_or_default();
        if super::names::is_unnamed(name) {
            return;
        }
        let id = PartyId::new(name);
        if !model.options.iter().any(|option| option.party == id) {
            let message = format!("`{}` ranks states and has no option", shown(name));
            let hint = "give it an option, or leave the order out";
            self.complain(party.spot, Complaint::new(message).of(name).hint(hint));
        }
        if let Some(before) = first.insert(id, party.spot) {
            let message = format!("`{}` ranks the states twice", shown(name));
            let hint = format!("the first order stands at {}", self.log.place(before));
            self.complain(party.spot, Complaint::new(message).of(name).hint(hint));
        }
    }

    /// A party's order of the states.
    pub(super) fn state_order(
        &mut self,
        (own, model, form): (&Own, &ConflictModel, Option<&OptionForm>),
        party: &Node<'_>,
        node: &Node<'_>,
    ) -> Option<Held<ConflictOrder>> {
        let name = party.text().unwrap_or_default();
        let label = format!("the order of `{}` in {}", shown(name), self.label());
        let default = self.owned_by(party, &Release::sealed(Owner::Mediator));
        let (release, outer) = self.nest(label, node, default);
        let party = self.whose(party);
        let given_by = self.given_by(node);
        let grounds = self.grounds(node);
        let order = self.order_said(own, node);
        if let (Some(form), Some(order)) = (form, &order) {
            self.ranked((model, form), order, node);
        }
        self.resume(outer);
        let order = ConflictOrder {
            party: party?,
            given_by,
            order: order?,
            grounds,
        };
        Some(Held::new(order, release))
    }

    fn order_said(&mut self, own: &Own, node: &Node<'_>) -> Option<StateOrder> {
        match (node.get("best_first"), node.get("statements")) {
            (Some(list), None) => {
                let mut classes = Vec::new();
                for tied in list.items() {
                    let tied = value::one_or_many(tied).iter();
                    classes.push(tied.filter_map(|id| self.state(own, id)).collect());
                }
                Some(StateOrder::BestFirst(classes))
            }
            (None, Some(list)) => {
                let statements = list.items().iter();
                let statements = statements.map(|each| self.statement(own, each));
                Some(StateOrder::Statements(statements.collect()))
            }
            (None, None) | (Some(_), Some(_)) => {
                let message = format!("{} is given in neither way or in both", self.label());
                let hint = "give it `best_first`, or `statements`";
                self.complain(node.spot, Complaint::new(message).hint(hint));
                None
            }
        }
    }

    /// Complains unless an order ranks every state once.
    fn ranked(
        &mut self,
        (model, form): (&ConflictModel, &OptionForm),
        order: &StateOrder,
        node: &Node<'_>,
    ) {
        let fault = match order {
            StateOrder::BestFirst(classes) => unranked(model, form, classes),
            // Without states that count as one, statements that are few enough make an order.
            StateOrder::Statements(statements)
                if !form.is_merged() && statements.len() <= OptionForm::STATEMENTS_MAX =>
            {
                None
            }
            StateOrder::Statements(_) => {
                let ranks = model.ranks(form, order);
                ranks.err().map(|error| {
                    let hint = if error == FormError::TornState {
                        "let no statement tell apart what `one_state` makes one"
                    } else {
                        "the later ones hardly matter: leave them out"
                    };
                    (error.to_string(), hint)
                })
            }
        };
        if let Some((message, hint)) = fault {
            let message = format!("{}: {message}", self.label());
            self.complain(node.spot, Complaint::new(message).hint(hint));
        }
    }

    fn statement(&mut self, own: &Own, node: &Node<'_>) -> ConflictStatement {
        let any_of = node.get("any_of");
        let mut holds = self.patterns(own, any_of);
        if node.get("taken").is_some() || node.get("left").is_some() {
            holds.push(self.pattern(own, node));
        }
        if holds.is_empty() || (any_of.is_some() && holds.len() > value_count(any_of)) {
            let message = format!("a statement of {} says nothing or too much", self.label());
            let hint = "give it `taken` or `left`, or else `any_of`";
            self.complain(node.spot, Complaint::new(message).hint(hint));
        }
        let (when, exactly) = (node.get("when"), node.get("exactly_when"));
        let depends = match (when, exactly) {
            (None, None) => Depends::OnNothing,
            (Some(when), None) => Depends::When(self.patterns(own, Some(when))),
            (None, Some(when)) => Depends::ExactlyWhen(self.patterns(own, Some(when))),
            (Some(_), Some(both)) => {
                let message = "a statement has either `when` or `exactly_when`";
                self.complain(both.spot, Complaint::new(message));
                Depends::OnNothing
            }
        };
        ConflictStatement {
            any_of: holds,
            depends,
        }
    }
}

fn value_count(list: Option<&Node<'_>>) -> usize {
    list.map_or(0, |list| list.items().len())
}

/// What an order leaves out, or ranks twice, with a hint.
fn unranked(
    model: &ConflictModel,
    form: &OptionForm,
    classes: &[Vec<StateId>],
) -> Option<(String, &'static str)> {
    let mut ranked = BTreeSet::new();
    let twice = classes.iter().flatten().find(|id| !ranked.insert(*id));
    if let Some(twice) = twice {
        let hint = "a state stands once, and ties stand in one list";
        return Some((format!("it ranks `{twice}` twice"), hint));
    }
    let named = model
        .states
        .iter()
        .filter(|state| ranked.contains(&state.id));
    let places = named.filter_map(|state| form.state(model.taken(state)));
    let places: BTreeSet<StateIx> = places.collect();
    let taken = form.taken();
    let missing = taken.iter().filter(|(state, _)| !places.contains(state));
    let missing: Vec<Taken> = missing.map(|(_, taken)| *taken).collect();
    if missing.is_empty() {
        return None;
    }
    let listed = missing.iter().take(LISTED_MAX);
    let listed: Vec<String> = listed.map(|taken| called(model, form, *taken)).collect();
    let more = match missing.len().saturating_sub(LISTED_MAX) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let hint = "rank every state that is possible, each under a name in `states`";
    let message = format!("it leaves out {}{more}", listed.join(", "));
    Some((message, hint))
}

/// A state by its name, else by the options taken in it.
fn called(model: &ConflictModel, form: &OptionForm, taken: Taken) -> String {
    let state = form.state(taken);
    let mut named = model.states.iter();
    if let Some(found) = named.find(|named| form.state(model.taken(named)) == state) {
        return format!("`{}`", found.id);
    }
    let options = model.options.iter().enumerate();
    let options = options
        .filter(|(place, _)| LeverIx::from_position(*place).is_some_and(|lever| taken.has(lever)));
    let options: Vec<&str> = options.map(|(_, option)| option.id.as_str()).collect();
    format!("the state with [{}]", options.join(", "))
}
