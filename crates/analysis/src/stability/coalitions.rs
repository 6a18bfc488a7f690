//! What parties could gain together on a state that nobody leaves alone.

use super::courses::{courses, graph_courses};
use problem::stability::{GraphModel, OptionGame, StateIx, Steps};
use problem::{Bound, Claim, Effort, PartyIx, Reach, Table};

/// The most parties whose coalitions are looked at.
const PARTIES_MAX: usize = 10;

/// Several parties, and where they can get together that each of them likes better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gain {
    /// The parties, in order.
    pub coalition: Vec<PartyIx>,
    /// The states, in order.
    pub to: Vec<StateIx>,
}

/// The improvements of every coalition of two or more on a state, small coalitions first; those
/// that have none are left out.
#[must_use]
pub fn coalition_gains(
    (game, graph): (&OptionGame, Option<&GraphModel>),
    from: StateIx,
    effort: &Effort<'_>,
) -> Claim<Vec<Gain>> {
    let parties: Vec<PartyIx> = game.ranks().ids().collect();
    let (mut gains, mut nodes, mut reach) = (Vec::new(), 0_u64, Reach::Complete);
    if parties.len() > PARTIES_MAX {
        reach = Reach::Stopped(Bound::Unknown);
    }
    for coalition in coalitions(parties.get(..PARTIES_MAX).unwrap_or(&parties)) {
        let left = Effort {
            nodes_max: effort.nodes_max.saturating_sub(nodes),
            ..*effort
        };
        let by = (coalition.as_slice(), Steps::Any);
        let found = match graph {
            Some(graph) => graph_courses(graph, from, by, &left),
            None => courses(game, from, by, &left),
        };
        nodes += found.nodes;
        if found.reach != Reach::Complete {
            reach = Reach::Stopped(Bound::Unknown);
        }
        let all_gain = |to: &StateIx| {
            let likes = |party: &PartyIx| rank(game, *party, *to) < rank(game, *party, from);
            coalition.iter().all(likes)
        };
        let to: Vec<StateIx> = found.answer.reached().filter(all_gain).collect();
        if !to.is_empty() {
            gains.push(Gain { coalition, to });
        }
    }
    Claim {
        answer: gains,
        method: "breadth first over the moves of each coalition",
        nodes,
        reach,
    }
}

fn rank(game: &OptionGame, party: PartyIx, state: StateIx) -> Option<u32> {
    let ranks: Option<&Table<StateIx, u32>> = game.ranks().get(party);
    ranks.and_then(|own| own.get(state).copied())
}

/// Every set of two or more of these, by size.
fn coalitions(parties: &[PartyIx]) -> Vec<Vec<PartyIx>> {
    let mut all: Vec<Vec<PartyIx>> = vec![Vec::new()];
    for party in parties {
        let with = all.iter().map(|some| {
            let mut some = some.clone();
            some.push(*party);
            some
        });
        let with: Vec<Vec<PartyIx>> = with.collect();
        all.extend(with);
    }
    all.retain(|some| some.len() > 1);
    all.sort_by(|one, other| one.len().cmp(&other.len()).then_with(|| one.cmp(other)));
    all
}
