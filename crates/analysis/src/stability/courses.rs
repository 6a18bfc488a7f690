//! From the state as it is to what can come of it: the shortest legal courses of moves (status quo
//! analysis; Li, Kilgour and Hipel, *Status quo analysis in the graph model for conflict
//! resolution*, Journal of the Operational Research Society 56, 2005).
#![expect(
    clippy::indexing_slicing,
    reason = "a kernel over tables that all have a place for each state or cell"
)]

use super::{Budget, Groups, Stopped};
use problem::stability::{GraphModel, OptionGame, StateIx, Steps};
use problem::{Bound, Claim, Effort, Index, PartyIx, Reach};
use std::collections::VecDeque;

/// Every state that a course of moves leads to, with one of the shortest courses to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Courses {
    /// What was reached, the nearest first.
    arrivals: Vec<Arrival>,
    /// The first arrival at each state.
    first: Vec<Option<u32>>,
}

/// Somebody has moved to a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Arrival {
    party: PartyIx,
    state: StateIx,
    /// The arrival at the state before; none where the course begins.
    before: Option<u32>,
}

impl Courses {
    fn new(states: usize) -> Self {
        Self {
            arrivals: Vec::new(),
            first: vec![None; states],
        }
    }

    /// Notes an arrival; gives its place.
    fn arrive(&mut self, party: PartyIx, state: StateIx, before: Option<u32>) -> u32 {
        let place = self.arrivals.len() as u32;
        self.arrivals.push(Arrival {
            party,
            state,
            before,
        });
        let first = &mut self.first[Index::position(state)];
        *first = first.or(Some(place));
        place
    }

    /// A shortest course to a state: who moves, and where to; nothing, if none leads there.
    #[must_use]
    pub fn to(&self, state: StateIx) -> Option<Vec<(PartyIx, StateIx)>> {
        let mut at = *self.first.get(Index::position(state))?;
        at?;
        let mut course = Vec::new();
        while let Some(arrival) = at.and_then(|at| self.arrivals.get(at as usize)) {
            course.push((arrival.party, arrival.state));
            at = arrival.before;
        }
        course.reverse();
        Some(course)
    }

    /// The states that some course leads to, in order; that where it begins only if one leads back.
    pub fn reached(&self) -> impl Iterator<Item = StateIx> {
        let states = self.first.iter().enumerate();
        let reached = states.filter(|(_, first)| first.is_some());
        reached.filter_map(|(state, _)| StateIx::from_position(state))
    }
}

/// Where these parties can get from a state, and by which shortest course, in a graph model.
#[must_use]
pub fn graph_courses(
    model: &GraphModel,
    from: StateIx,
    (by, steps): (&[PartyIx], Steps),
    effort: &Effort<'_>,
) -> Claim<Courses> {
    let mut budget = Budget::new(effort, effort.nodes_max);
    let mut courses = Courses::new(model.states());
    let walked = walk(model, from, (by, steps), (&mut courses, &mut budget));
    claimed(courses, budget.nodes, walked.is_ok())
}

fn walk(
    model: &GraphModel,
    from: StateIx,
    (by, steps): (&[PartyIx], Steps),
    (courses, budget): (&mut Courses, &mut Budget<'_>),
) -> Result<(), Stopped> {
    // A state together with who has just moved there is passed once.
    let parties = model.movers().len();
    let mut seen = vec![false; model.states() * parties];
    let mut open = VecDeque::from([(from, None, None)]);
    while let Some((state, last, before)) = open.pop_front() {
        for party in by.iter().copied().filter(|party| Some(*party) != last) {
            let moves = model.steps(party, state, steps);
            budget.spend(1 + moves.len())?;
            for to in moves {
                let place = Index::position(to) * parties + Index::position(party);
                if !seen[place] {
                    seen[place] = true;
                    let here = courses.arrive(party, to, before);
                    open.push_back((to, Some(party), Some(here)));
                }
            }
        }
    }
    Ok(())
}

/// Where these parties can get from a state, and by which shortest course, in option form.
#[must_use]
pub fn courses(
    game: &OptionGame,
    from: StateIx,
    (by, steps): (&[PartyIx], Steps),
    effort: &Effort<'_>,
) -> Claim<Courses> {
    if game.form().is_merged() {
        return graph_courses(&game.graph(), from, (by, steps), effort);
    }
    let mut budget = Budget::new(effort, effort.nodes_max);
    let mut courses = Courses::new(game.form().states());
    let mut ahead: Vec<Ahead> = by.iter().map(|party| Ahead::new(game, *party)).collect();
    let walked = run(&mut ahead, (from, steps), (&mut courses, &mut budget));
    claimed(courses, budget.nodes, walked.is_ok())
}

fn run(
    ahead: &mut [Ahead],
    (from, steps): (StateIx, Steps),
    (courses, budget): (&mut Courses, &mut Budget<'_>),
) -> Result<(), Stopped> {
    // No shortest course has a party move twice in succession: it would have moved once.
    let mut open = VecDeque::from([(from, None)]);
    while let Some((state, before)) = open.pop_front() {
        for mover in &mut *ahead {
            for to in mover.pass(state, steps, budget)? {
                let to = StateIx::new(to);
                if to != from && courses.first[Index::position(to)].is_none() {
                    let here = courses.arrive(mover.party, to, before);
                    open.push_back((to, Some(here)));
                }
            }
        }
    }
    Ok(())
}

/// The moves of one party, forwards; each state of a cell is passed once.
struct Ahead {
    party: PartyIx,
    groups: Groups,
    /// How many members of each cell, from the best, have been passed.
    passed: Vec<u32>,
}

impl Ahead {
    fn new(game: &OptionGame, party: PartyIx) -> Self {
        let groups = Groups::of(game, party);
        Self {
            party,
            passed: vec![0; groups.cells()],
            groups,
        }
    }

    /// The states that the party can move to from this one and that were not passed before.
    fn pass(
        &mut self,
        from: StateIx,
        steps: Steps,
        budget: &mut Budget<'_>,
    ) -> Result<Vec<u32>, Stopped> {
        let cell = self.groups.cell(Index::position(from));
        let rank = self.groups.rank(from.position());
        let group = self.groups.group(cell);
        budget.spend(group.len())?;
        let mut to = Vec::new();
        for end in group.filter(|end| self.groups.leads(cell, *end)) {
            let members = self.groups.members(end);
            let counts = |state: &u32| match steps {
                Steps::Any => true,
                Steps::Improving => self.groups.rank(*state) < rank,
            };
            let passed = &mut self.passed[end];
            let new = members[*passed as usize..].iter();
            let new = new.copied().take_while(counts);
            let before = to.len();
            to.extend(new);
            *passed += (to.len() - before) as u32;
        }
        budget.spend(to.len())?;
        Ok(to)
    }
}

// tidy: bool, because the caller has walked and only the claim is shared.
const fn claimed(answer: Courses, nodes: u64, is_complete: bool) -> Claim<Courses> {
    Claim {
        answer,
        method: "breadth first from the state as it is",
        nodes,
        reach: if is_complete {
            Reach::Complete
        } else {
            Reach::Stopped(Bound::Unknown)
        },
    }
}
