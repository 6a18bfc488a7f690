//! Posing a conflict: states, moves and orders by index, for the graph model.

use crate::conflict::{literals, set};
use crate::{
    ConflictModel, ConflictOrder, ConflictStatement, Depends, GivenBy, LeverId, StateId,
    StateOrder, View,
};
use disclosure::PartyId;
use problem::stability::{
    FormError, LeverIx, OptionForm, OptionGame, Sanctions, StateIx, Statement, Taken,
};
use problem::{PartyIx, Table};
use std::collections::BTreeMap;

/// A conflict together with the names of what its indices stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PosedConflict {
    /// The conflict.
    pub game: OptionGame,
    /// What the others may do in answer to a move.
    pub sanctions: Sanctions,
    /// The parties that have options.
    pub parties: Table<PartyIx, PartyId>,
    /// Where each party's order comes from.
    pub given_by: Table<PartyIx, GivenBy>,
    /// The options.
    pub levers: Table<LeverIx, LeverId>,
    /// The options taken in each state.
    pub taken: Table<StateIx, Taken>,
    /// The states that have names.
    pub names: BTreeMap<StateIx, StateId>,
    /// The state as it is.
    pub status_quo: Option<StateIx>,
    /// The state that came of it, or that is hoped for.
    pub outcome: Option<StateIx>,
}

/// Why a view cannot pose a conflict.
///
/// Invariant: the message is the same whether what is missing does not exist or is not for this
/// seat.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConflictError {
    /// The case is about a conflict that goes on.
    #[error("the case is marked live, so nobody's order of its states is assumed")]
    Live,
    /// This seat sees no order of a party.
    #[error("this seat sees no order of the states of the conflict for `{0}`")]
    NoOrder(PartyId),
    /// The model or the orders make no conflict.
    #[error(transparent)]
    Form(#[from] FormError),
}

impl<'a> View<'a> {
    /// A conflict with the orders that this seat may use: its own party's and public ones; the
    /// mediator's seat uses all.
    ///
    /// # Errors
    /// When the case is live, or a party's order is not there for this seat.
    pub fn pose_conflict(&self, model: &'a ConflictModel) -> Result<PosedConflict, ConflictError> {
        if self.heading().live {
            return Err(ConflictError::Live);
        }
        let form = model.form()?;
        let parties = model.parties();
        let mut names = BTreeMap::new();
        for state in &model.states {
            if let Some(ix) = form.state(model.taken(state)) {
                names.insert(ix, state.id.clone());
            }
        }
        let (mut ranks, mut given_by) = (Vec::new(), Vec::new());
        for party in parties.rows() {
            let order = self.order_of(model, party);
            let order = order.ok_or_else(|| ConflictError::NoOrder(party.clone()))?;
            ranks.push(model.ranks(&form, &order.order)?);
            given_by.push(order.given_by.clone());
        }
        let named = |id: &Option<StateId>| {
            let wanted = id.as_ref()?;
            let found = names.iter().find(|(_, known)| *known == wanted);
            found.map(|(ix, _)| *ix)
        };
        let (status_quo, outcome) = (named(&model.status_quo), named(&model.outcome));
        Ok(PosedConflict {
            taken: form.taken(),
            game: OptionGame::new(form, Table::new(ranks))?,
            sanctions: model.sanctions,
            parties,
            given_by: Table::new(given_by),
            levers: model
                .options
                .iter()
                .map(|option| option.id.clone())
                .collect(),
            names,
            status_quo,
            outcome,
        })
    }

    /// A party's order of the states, where this seat may use it.
    fn order_of(&self, model: &'a ConflictModel, party: &PartyId) -> Option<&'a ConflictOrder> {
        let mut orders = self.conflict_orders(model);
        let found = orders.find(|seen| {
            seen.item.party.as_ref() == Some(party) && self.may_join(seen.class, party)
        });
        found.map(|seen| seen.item)
    }
}

impl ConflictModel {
    /// How an order ranks the states: 0 is best.
    ///
    /// # Errors
    /// When a state is not ranked, or statements make no order.
    pub fn ranks(
        &self,
        form: &OptionForm,
        order: &StateOrder,
    ) -> Result<Table<StateIx, u32>, FormError> {
        match order {
            StateOrder::Statements(statements) => {
                let statements: Vec<Statement> =
                    statements.iter().map(|each| self.statement(each)).collect();
                form.ranks(&statements)
            }
            StateOrder::BestFirst(classes) => {
                let mut ranks: Table<StateIx, Option<u32>> = Table::new(vec![None; form.states()]);
                let (places, mut by_name) = (self.places(), BTreeMap::new());
                for (rank, class) in (0_u32..).zip(classes) {
                    by_name.extend(class.iter().map(|id| (id, rank)));
                }
                for state in &self.states {
                    let ix = form.state(set(&places, &state.taken));
                    let own = ix.and_then(|ix| ranks.get_mut(ix));
                    if let (Some(own), Some(rank)) = (own, by_name.get(&state.id)) {
                        *own = Some(*rank);
                    }
                }
                let all: Option<Vec<u32>> = ranks.rows().copied().collect();
                all.map(Table::new).ok_or(FormError::Unranked)
            }
        }
    }

    fn statement(&self, said: &ConflictStatement) -> Statement {
        let places = self.places();
        let holds = literals(&places, &said.any_of);
        match &said.depends {
            Depends::OnNothing => Statement::Holds(holds),
            Depends::When(when) => Statement::If {
                then: holds,
                when: literals(&places, when),
            },
            Depends::ExactlyWhen(when) => Statement::Iff {
                one: holds,
                other: literals(&places, when),
            },
        }
    }
}
