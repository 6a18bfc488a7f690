//! A conflict in option form: each party has options that it takes or not, and a state is the set
//! of those taken (Howard 1971; Fang, Hipel and Kilgour 1993).

use super::{GraphModel, Literals, Mover, StateIx, Statement};
use crate::{Index, PartyIx, Table};

/// An option that a party takes or not, by its place.
///
/// The field's word is *option*; it is a lever here because Rust and the brackets of a text have
/// taken that word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LeverIx(u16);

impl Index for LeverIx {
    fn from_position(position: usize) -> Option<Self> {
        u16::try_from(position).ok().map(Self)
    }

    fn position(self) -> usize {
        usize::from(self.0)
    }
}

/// A set of options: those taken in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Taken(pub u32);

impl Taken {
    /// The set with one more option, which must be one of the first 32.
    #[must_use]
    pub fn with(self, lever: LeverIx) -> Self {
        Self(self.0 | 1_u32.checked_shl(u32::from(lever.0)).unwrap_or(0))
    }

    /// Whether an option is taken.
    #[must_use]
    pub fn has(self, lever: LeverIx) -> bool {
        self.0 & Self::default().with(lever).0 != 0
    }
}

/// Which way an option can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Taken and dropped at will.
    Both,
    /// Once taken, never dropped.
    OnlyTaken,
    /// Once dropped, never taken again.
    OnlyDropped,
}

/// An option: whose it is, and which way it can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lever {
    /// Whose it is.
    pub owner: PartyIx,
    /// Which way it can be changed.
    pub direction: Direction,
}

/// Why options and rules make no conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// There are more options than a state can hold.
    #[error("a conflict has at most {} options", OptionForm::LEVERS_MAX)]
    TooManyOptions,
    /// There are more states than are looked at.
    #[error("a conflict has at most {} possible states", OptionForm::STATES_MAX)]
    TooManyStates,
    /// The options and what they exclude are too many to list the states.
    #[error("the options and what is impossible are too many to list the states")]
    TooLong,
    /// Nothing is possible.
    #[error("no state of the conflict is possible")]
    NoState,
    /// A party ranks states that count as one differently.
    #[error("states that count as one are ranked differently")]
    TornState,
    /// There are more statements than can be told apart.
    #[error("a party makes at most {} statements", OptionForm::STATEMENTS_MAX)]
    TooManyStatements,
    /// A party does not rank every state, or an option belongs to nobody.
    #[error("a party does not rank every state, or an option belongs to nobody")]
    Unranked,
}

/// Options, what is not possible, and which states count as one.
///
/// A party moves by changing any of its own options at once, as far as each can be changed. States
/// are in the order of their options, the first option changing fastest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionForm {
    levers: Table<LeverIx, Lever>,
    /// Every possible set of options, ascending.
    sets: Vec<Taken>,
    /// The state of each set, where some count as one.
    merged: Option<Vec<StateIx>>,
    states: usize,
}

/// A conflict in option form with the ranks of its parties.
///
/// Invariant: every party ranks every state, and every option belongs to a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionGame {
    form: OptionForm,
    ranks: Table<PartyIx, Table<StateIx, u32>>,
}

impl OptionForm {
    /// The most options.
    pub const LEVERS_MAX: usize = 32;
    /// The most states.
    pub const STATES_MAX: usize = 1 << 21;
    /// The most statements of a party.
    pub const STATEMENTS_MAX: usize = 64;
    /// The most branches and rules looked at to list the states.
    const BRANCHES_MAX: usize = 1 << 26;

    /// The conflict of these options. States that meet one of `impossible` do not exist; those that
    /// meet the same of `same` count as one, each by the first that it meets.
    ///
    /// # Errors
    /// When there are too many options or states, or no state.
    pub fn new(
        levers: Table<LeverIx, Lever>,
        impossible: &[Literals],
        same: &[Literals],
    ) -> Result<Self, FormError> {
        if levers.len() > Self::LEVERS_MAX {
            return Err(FormError::TooManyOptions);
        }
        let sets = possible(levers.len(), impossible)?;
        if sets.is_empty() {
            return Err(FormError::NoState);
        }
        let (mut states, mut merged) = (sets.len(), None);
        if !same.is_empty() {
            let (all, count) = classes(&sets, same);
            (states, merged) = (count, Some(all));
        }
        Ok(Self {
            levers,
            sets,
            merged,
            states,
        })
    }

    /// The options.
    #[must_use]
    pub const fn levers(&self) -> &Table<LeverIx, Lever> {
        &self.levers
    }

    /// How many states there are.
    #[must_use]
    pub const fn states(&self) -> usize {
        self.states
    }

    /// Whether some sets of options count as one state.
    #[must_use]
    pub const fn is_merged(&self) -> bool {
        self.merged.is_some()
    }

    /// Every possible set of options with its state, ascending.
    pub fn sets(&self) -> impl Iterator<Item = (Taken, StateIx)> {
        let states = self.merged.iter().flatten().copied();
        let own = self.merged.is_none().then_some(0..self.sets.len());
        let own = own.into_iter().flatten().filter_map(StateIx::from_position);
        self.sets.iter().copied().zip(states.chain(own))
    }

    /// The state in which these options are taken, if it is possible.
    #[must_use]
    pub fn state(&self, taken: Taken) -> Option<StateIx> {
        let place = self.sets.binary_search(&taken).ok()?;
        match &self.merged {
            Some(states) => states.get(place).copied(),
            None => StateIx::from_position(place),
        }
    }

    /// The options taken in each state: the first set, where several count as one.
    #[must_use]
    pub fn taken(&self) -> Table<StateIx, Taken> {
        let mut first: Vec<Taken> = Vec::with_capacity(self.states);
        for (taken, state) in self.sets() {
            if Index::position(state) == first.len() {
                first.push(taken);
            }
        }
        Table::new(first)
    }

    /// Whether a party can get from one set of options to another by a move of its own.
    #[must_use]
    pub fn may_move(&self, party: PartyIx, from: Taken, to: Taken) -> bool {
        from != to
            && self.levers.iter().all(|(ix, lever)| {
                let (before, after) = (from.has(ix), to.has(ix));
                before == after
                    || lever.owner == party
                        && match lever.direction {
                            Direction::Both => true,
                            Direction::OnlyTaken => after,
                            Direction::OnlyDropped => before,
                        }
            })
    }

    /// How a party ranks the states that makes these statements, the first of them before all
    /// others: a state is better if the first statement on which the two differ is true in it.
    ///
    /// # Errors
    /// When there are too many statements, or states that count as one differ.
    pub fn ranks(&self, statements: &[Statement]) -> Result<Table<StateIx, u32>, FormError> {
        if statements.len() > Self::STATEMENTS_MAX {
            return Err(FormError::TooManyStatements);
        }
        let mut worth: Vec<u64> = Vec::with_capacity(self.states);
        for (taken, state) in self.sets() {
            let own = Statement::worth(statements, taken);
            match worth.get(Index::position(state)) {
                None => worth.push(own),
                Some(first) if *first == own => (),
                Some(_) => return Err(FormError::TornState),
            }
        }
        let mut steps = worth.clone();
        steps.sort_unstable_by(|one, other| other.cmp(one));
        steps.dedup();
        let rank = |own: &u64| steps.partition_point(|step| step > own);
        let ranks = worth.iter().map(rank);
        Ok(ranks.filter_map(|rank| u32::try_from(rank).ok()).collect())
    }
}

impl OptionGame {
    /// The conflict with these ranks; the greatest figure of all stands for none.
    ///
    /// # Errors
    /// When a party does not rank every state, or an option belongs to nobody.
    pub fn new(
        form: OptionForm,
        ranks: Table<PartyIx, Table<StateIx, u32>>,
    ) -> Result<Self, FormError> {
        let ranked = |own: &Table<StateIx, u32>| {
            own.len() == form.states() && own.rows().all(|rank| *rank < u32::MAX)
        };
        let ranked = ranks.rows().all(ranked);
        let mut levers = form.levers.rows();
        let owned = levers.all(|lever| Index::position(lever.owner) < ranks.len());
        if ranked && owned {
            Ok(Self { form, ranks })
        } else {
            Err(FormError::Unranked)
        }
    }

    /// The options and states.
    #[must_use]
    pub const fn form(&self) -> &OptionForm {
        &self.form
    }

    /// How each party ranks each state: 0 is best, and equal ranks are a tie.
    #[must_use]
    pub const fn ranks(&self) -> &Table<PartyIx, Table<StateIx, u32>> {
        &self.ranks
    }

    /// The graph model that it stands for, by the definition: between any two sets of options, who
    /// can move. Of states that count as one, a move of any leads out, and one into any leads in.
    ///
    /// Slow: every pair is looked at.
    #[must_use]
    pub fn graph(&self) -> GraphModel {
        let form = &self.form;
        let movers = self.ranks.iter().map(|(party, ranks)| {
            let mut moves: Table<StateIx, Vec<StateIx>> = ranks.map(|_| Vec::new());
            for (from, at) in form.sets() {
                let to = form
                    .sets()
                    .filter(|(to, end)| *end != at && form.may_move(party, from, *to));
                let to: Vec<StateIx> = to.map(|(_, end)| end).collect();
                if let Some(moves) = moves.get_mut(at) {
                    moves.extend(to);
                }
            }
            let ranks = ranks.clone();
            Mover { moves, ranks }
        });
        let movers: Table<PartyIx, Mover> = movers.collect();
        // Moves between states of the form lead somewhere, so there is nothing to refuse.
        GraphModel::new(movers).unwrap_or_else(|_| GraphModel::empty())
    }
}

/// Every set of so many options that meets none of these, ascending.
fn possible(levers: usize, impossible: &[Literals]) -> Result<Vec<Taken>, FormError> {
    // A rule is looked at as soon as the last option that it speaks of is settled.
    let mut ends: Vec<Vec<Literals>> = vec![Vec::new(); levers + 1];
    for rule in impossible {
        let last = rule.spoken().0.trailing_zeros();
        let last = usize::try_from(last).map_or(levers, |last| last.min(levers));
        if let Some(rules) = ends.get_mut(last) {
            rules.push(*rule);
        }
    }
    let mut sets = Vec::new();
    let mut branches = 0_usize;
    // The option settled last with what is taken so far; the one to go on with stands on top.
    let mut open = vec![(levers, Taken::default())];
    while let Some((settled, taken)) = open.pop() {
        let rules = ends.get(settled).map_or(&[][..], Vec::as_slice);
        branches += 1 + rules.len();
        if branches > OptionForm::BRANCHES_MAX {
            return Err(FormError::TooLong);
        }
        if rules.iter().any(|rule| rule.admit(taken)) {
            continue;
        }
        let Some(next) = settled.checked_sub(1) else {
            sets.push(taken);
            if sets.len() > OptionForm::STATES_MAX {
                return Err(FormError::TooManyStates);
            }
            continue;
        };
        if let Some(lever) = LeverIx::from_position(next) {
            open.push((next, taken.with(lever)));
            open.push((next, taken));
        }
    }
    Ok(sets)
}

/// The state of each set, where those that meet the same of these count as one; and how many
/// states that makes.
fn classes(sets: &[Taken], same: &[Literals]) -> (Vec<StateIx>, usize) {
    let mut first: Vec<Option<StateIx>> = vec![None; same.len()];
    let (mut states, mut count) = (Vec::with_capacity(sets.len()), 0_u32);
    for taken in sets {
        let class = same.iter().position(|rule| rule.admit(*taken));
        let class = class.and_then(|class| first.get_mut(class));
        let state = class.as_ref().and_then(|known| **known).unwrap_or_else(|| {
            count += 1;
            StateIx::new(count - 1)
        });
        if let Some(known) = class {
            *known = Some(state);
        }
        states.push(state);
    }
    (states, usize::try_from(count).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only_taken(owner: u16) -> Lever {
        Lever {
            owner: PartyIx::new(owner),
            direction: Direction::OnlyTaken,
        }
    }

    #[test]
    fn states_come_in_the_order_of_their_options_without_what_is_not_possible() {
        let levers: Table<_, _> = [0, 0, 1].map(only_taken).into_iter().collect();
        let both = Literals {
            taken: Taken(0b011),
            left: Taken(0),
        };
        let form = OptionForm::new(levers, &[both], &[]).unwrap();
        let sets: Vec<u32> = form.sets().map(|(taken, _)| taken.0).collect();
        assert_eq!(sets, [0b000, 0b001, 0b010, 0b100, 0b101, 0b110]);
        assert_eq!(form.state(Taken(0b100)), Some(StateIx::new(3)));
        assert_eq!(form.state(Taken(0b011)), None);
    }

    #[test]
    fn an_option_taken_for_good_is_not_dropped_and_nobody_moves_anothers() {
        let levers: Table<_, _> = [0, 1].map(only_taken).into_iter().collect();
        let form = OptionForm::new(levers, &[], &[]).unwrap();
        let may = |party, from, to| form.may_move(PartyIx::new(party), Taken(from), Taken(to));
        assert!(may(0, 0b00, 0b01));
        assert!(!may(0, 0b01, 0b00));
        assert!(!may(0, 0b00, 0b10));
        assert!(!may(0, 0b00, 0b11));
        assert!(!may(0, 0b01, 0b01));
    }

    #[test]
    fn an_earlier_statement_outweighs_all_later_ones() {
        let levers: Table<_, _> = [0, 1].map(only_taken).into_iter().collect();
        let form = OptionForm::new(levers, &[], &[]).unwrap();
        let holds = |taken, left| {
            let (taken, left) = (Taken(taken), Taken(left));
            Statement::Holds(vec![Literals { taken, left }])
        };
        let ranks = form.ranks(&[holds(0b01, 0), holds(0, 0b10), holds(0, 0b01)]);
        assert_eq!(ranks.unwrap().as_slice(), [2, 0, 3, 1]);
    }
}
