//! What states, notions and options are called.

use crate::desk::{Desk, joined};
use case::{ConflictModel, PosedConflict};
use problem::stability::{Direction, Notion, Notions, Sanctions, StateIx};
use problem::{Index, PartyIx};
use std::collections::BTreeMap;

/// The names of the parties and states of a conflict.
pub(super) struct Named<'p> {
    posed: &'p PosedConflict,
    parties: Vec<String>,
    /// The options, in order.
    options: Vec<String>,
    /// The states that have a title.
    titles: BTreeMap<StateIx, String>,
    /// The states in the order of the case, where it names them all.
    order: Option<Vec<StateIx>>,
    /// The numbers of the states in that order.
    numbers: BTreeMap<StateIx, usize>,
}

impl<'p> Named<'p> {
    pub(super) fn of(desk: &Desk<'_, '_>, model: &ConflictModel, posed: &'p PosedConflict) -> Self {
        let ids: BTreeMap<_, _> = posed.names.iter().map(|(ix, id)| (id, *ix)).collect();
        let (mut titles, mut order) = (BTreeMap::new(), Vec::new());
        for named in &model.states {
            let Some(state) = ids.get(&named.id).copied() else {
                continue;
            };
            order.push(state);
            if let Some(title) = &named.title {
                titles.insert(state, desk.words(title).to_owned());
            }
        }
        let numbers = order.iter().zip(1..);
        let numbers = numbers.map(|(state, number)| (*state, number)).collect();
        let options = model.options.iter();
        let options = options.map(|option| desk.words(&option.title).to_owned());
        Self {
            posed,
            parties: posed
                .parties
                .rows()
                .map(|party| desk.party_name(party))
                .collect(),
            options: options.collect(),
            titles,
            order: (order.len() == posed.taken.len()).then_some(order),
            numbers,
        }
    }

    /// The parties, in order.
    pub(super) fn parties(&self) -> &[String] {
        &self.parties
    }

    /// A party.
    pub(super) fn party(&self, party: PartyIx) -> &str {
        let place = usize::from(party.position());
        self.parties.get(place).map_or("?", String::as_str)
    }

    /// Several parties: `North and South`.
    pub(super) fn all(&self, parties: &[PartyIx]) -> String {
        let names = parties.iter().map(|party| self.party(*party).to_owned());
        joined(&names.collect::<Vec<_>>())
    }

    /// The states in the order in which they are listed.
    pub(super) fn order(&self) -> Vec<StateIx> {
        let order = self.order.clone();
        order.unwrap_or_else(|| self.posed.taken.ids().collect())
    }

    /// The number under which a state is listed.
    pub(super) fn number(&self, state: StateIx) -> usize {
        let own = self.order.as_ref().and_then(|_| self.numbers.get(&state));
        own.copied().unwrap_or_else(|| Index::position(state) + 1)
    }

    /// A state in words: its title, else the options taken in it.
    pub(super) fn words(&self, state: StateIx) -> String {
        if let Some(title) = self.titles.get(&state) {
            return title.clone();
        }
        let taken = self.posed.taken.get(state).copied().unwrap_or_default();
        let levers = self.posed.levers.ids().zip(&self.options);
        let own = levers.filter(|(lever, _)| taken.has(*lever));
        let own: Vec<&str> = own.map(|(_, title)| title.as_str()).collect();
        match own.is_empty() {
            true => "none of the options is taken".to_owned(),
            false => own.join("; "),
        }
    }

    /// A state with its number: `state 5 (Delay; insist)`.
    pub(super) fn state(&self, state: StateIx) -> String {
        format!("state {} ({})", self.number(state), self.words(state))
    }
}

/// The notions by which a state holds, without those that follow from them.
pub(super) fn notions_words(notions: Notions) -> String {
    if notions.has(Notion::Nash) {
        return "Nash".to_owned();
    }
    let named = [(Notion::Smr, "SMR"), (Notion::Seq, "SEQ")];
    let named = named.into_iter().filter(|(notion, _)| notions.has(*notion));
    let named: Vec<&str> = named.map(|(_, word)| word).collect();
    match (named.is_empty(), notions.has(Notion::Gmr)) {
        (false, _) => named.join(", "),
        (true, true) => "GMR".to_owned(),
        (true, false) => "–".to_owned(),
    }
}

/// What the notions mean, and what follows from what.
pub(super) fn scope(sanctions: Sanctions) -> String {
    let answer = match sanctions {
        Sanctions::Joint => {
            "The others answer together: in any order, and none moves twice in succession."
        }
        Sanctions::Single => "Here one other party answers alone, with one move.",
    };
    format!(
        "Nash: the party has no move that it likes better. GMR: to each such move the others have \
         an answer that leaves it no better off. SMR: it cannot escape from that answer. SEQ: the \
         answer is made of moves that whoever makes them likes better. What holds by Nash holds by \
         all; what holds by SMR or SEQ holds by GMR. {answer} This is so in the conflict as it is \
         modelled here: other options or orders may give another result."
    )
}

/// Which way an option can be changed, where it is not both.
pub(super) const fn direction_words(direction: Direction) -> &'static str {
    match direction {
        Direction::Both => "",
        Direction::OnlyTaken => " (not to be undone)",
        Direction::OnlyDropped => " (once dropped, not to be taken up again)",
    }
}
