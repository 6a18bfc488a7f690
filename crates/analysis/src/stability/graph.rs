//! Stability in a graph model whose moves are listed.
//!
//! A legal sequence forbids a party to move twice in succession, so what is walked are states
//! together with who has just moved there.
#![expect(
    clippy::indexing_slicing,
    reason = "a kernel over tables that all have a place for each state and each party"
)]

use super::verdict::{Answers, Least, NONE};
use super::{Budget, Stopped};
use problem::Index;
use problem::stability::{GraphModel, Sanctions, Stability, Steps};

/// The moves of a model by position, both ways.
struct Moves {
    states: usize,
    ranks: Vec<Vec<i64>>,
    from: Vec<Vec<Vec<usize>>>,
    into: Vec<Vec<Vec<usize>>>,
}

pub(super) fn stability(
    model: &GraphModel,
    sanctions: Sanctions,
    budget: &mut Budget<'_>,
) -> Result<Stability, Stopped> {
    let moves = Moves::of(model, budget)?;
    let parties = moves.ranks.len();
    let mut each = Vec::with_capacity(parties);
    for party in 0..parties {
        let escape = moves.best(party, budget)?;
        let rank = &moves.ranks[party];
        let mut answered = |value: &[i64], steps| match sanctions {
            Sanctions::Joint => moves.joint(party, (value, steps), budget),
            Sanctions::Single => moves.single(party, (value, steps), budget),
        };
        let answers = Answers {
            worst: answered(rank, Steps::Any)?,
            worst_after_escape: answered(&escape, Steps::Any)?,
            worst_improving: answered(rank, Steps::Improving)?,
        };
        let own = (0..moves.states).map(|state| {
            let mut least = Least::of_none();
            for to in &moves.from[party][state] {
                if rank[*to] < rank[state] {
                    least.over(&answers, *to);
                }
            }
            least.notions(rank[state])
        });
        each.push(own.collect());
        budget.effort.watch.report(party as u64 + 1, parties as u64);
    }
    Ok(Stability {
        each: each.into_iter().collect(),
    })
}

impl Moves {
    fn of(model: &GraphModel, budget: &mut Budget<'_>) -> Result<Self, Stopped> {
        let states = model.states();
        let (mut ranks, mut from, mut into) = (Vec::new(), Vec::new(), Vec::new());
        for mover in model.movers().rows() {
            ranks.push(mover.ranks.rows().map(|rank| i64::from(*rank)).collect());
            let (mut ahead, mut back) = (vec![Vec::new(); states], vec![Vec::new(); states]);
            for (at, to) in mover.moves.iter() {
                budget.spend(to.len())?;
                for to in to {
                    let (at, to) = (Index::position(at), Index::position(*to));
                    ahead[at].push(to);
                    back[to].push(at);
                }
            }
            from.push(ahead);
            into.push(back);
        }
        Ok(Self {
            states,
            ranks,
            from,
            into,
        })
    }

    /// The best rank that a party can have from each state, by staying or by one move.
    fn best(&self, party: usize, budget: &mut Budget<'_>) -> Result<Vec<i64>, Stopped> {
        let rank = &self.ranks[party];
        let mut best = rank.clone();
        for (state, moves) in self.from[party].iter().enumerate() {
            budget.spend(moves.len())?;
            let there = moves.iter().map(|to| rank[*to]).min();
            best[state] = best[state].min(there.unwrap_or(i64::MAX));
        }
        Ok(best)
    }

    fn counts(&self, mover: usize, (from, to): (usize, usize), steps: Steps) -> bool {
        match steps {
            Steps::Any => true,
            Steps::Improving => self.ranks[mover][to] < self.ranks[mover][from],
        }
    }

    /// The greatest value that one move by one party other than this can lead to.
    fn single(
        &self,
        party: usize,
        (value, steps): (&[i64], Steps),
        budget: &mut Budget<'_>,
    ) -> Result<Vec<i64>, Stopped> {
        let mut greatest = vec![NONE; self.states];
        for mover in (0..self.ranks.len()).filter(|mover| *mover != party) {
            for (state, moves) in self.from[mover].iter().enumerate() {
                budget.spend(moves.len())?;
                let counting = moves
                    .iter()
                    .filter(|to| self.counts(mover, (state, **to), steps));
                let there = counting.map(|to| value[*to]).max();
                greatest[state] = greatest[state].max(there.unwrap_or(NONE));
            }
        }
        Ok(greatest)
    }

    /// The greatest value that a legal sequence of the parties other than this can lead to.
    fn joint(
        &self,
        party: usize,
        (value, steps): (&[i64], Steps),
        budget: &mut Budget<'_>,
    ) -> Result<Vec<i64>, Stopped> {
        let parties = self.ranks.len();
        let mut greatest = vec![NONE; self.states];
        let mut seen = vec![false; self.states * parties];
        let mut ends: Vec<usize> = (0..self.states).collect();
        ends.sort_unstable_by_key(|state| std::cmp::Reverse(value[*state]));
        let mut open = Vec::new();
        let others: Vec<usize> = (0..parties).filter(|mover| *mover != party).collect();
        for end in ends {
            for mover in &others {
                visit(&mut seen, &mut open, (end, *mover, parties));
            }
            while let Some((state, mover)) = open.pop() {
                budget.spend(1 + self.into[mover][state].len())?;
                for from in self.into[mover][state].iter().copied() {
                    if !self.counts(mover, (from, state), steps) {
                        continue;
                    }
                    if greatest[from] == NONE {
                        greatest[from] = value[end];
                    }
                    for before in others.iter().filter(|before| **before != mover) {
                        visit(&mut seen, &mut open, (from, *before, parties));
                    }
                }
            }
        }
        Ok(greatest)
    }
}

/// Notes that somebody has just moved to a state, unless that was noted before.
fn visit(
    seen: &mut [bool],
    open: &mut Vec<(usize, usize)>,
    (state, mover, parties): (usize, usize, usize),
) {
    let place = state * parties + mover;
    if !seen[place] {
        seen[place] = true;
        open.push((state, mover));
    }
}
