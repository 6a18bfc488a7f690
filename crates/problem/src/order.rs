//! The order that clauses impose on acts, and the circles in it: preconditions that wait for each
//! other, so that nothing can come first.
//!
//! Invariant: every clause names acts that exist; a step never joins acts that happen together.

use crate::{ActIx, ClauseIx, Index, Table};
use std::collections::BTreeMap;

/// What one clause says about two acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Linkage {
    /// An act needs another first.
    Requires {
        /// What waits.
        act: ActIx,
        /// What must have happened.
        first: ActIx,
    },
    /// An act brings another about, which therefore comes after it.
    Triggers {
        /// What happens.
        act: ActIx,
        /// What follows.
        then: ActIx,
    },
    /// Two acts happen together: they are one place in the order.
    Simultaneous {
        /// One of them.
        one: ActIx,
        /// The other.
        other: ActIx,
    },
    /// Two acts cannot both be: that orders nothing.
    Excludes {
        /// One of them.
        one: ActIx,
        /// The other.
        other: ActIx,
    },
}

/// A clause names an act that does not exist, or there are too many acts or clauses to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a clause about order names an act that does not exist")]
pub struct NoSuchAct;

/// Which acts come before which, and by which clauses.
///
/// `a requires b` puts b before a; `a triggers b` puts a before b; acts that happen together stand
/// in one place, named by the first of them. A clause between two acts of one place is kept by
/// their happening together and makes no step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Precedence {
    clauses: Table<ClauseIx, Linkage>,
    place: Table<ActIx, ActIx>,
    groups: BTreeMap<ActIx, Group>,
    steps: BTreeMap<(ActIx, ActIx), Vec<ClauseIx>>,
}

/// The acts of one place, and the clauses that put them there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Group {
    acts: Vec<ActIx>,
    clauses: Vec<ClauseIx>,
}

/// One place of a circle, and the clauses by which it must come before the next.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Turn {
    /// The acts at this place, in order; more than one when they happen together.
    pub acts: Vec<ActIx>,
    /// The clauses that make those acts happen together, if the circle enters by one act and
    /// leaves by another.
    pub together: Vec<ClauseIx>,
    /// Every clause that puts this place before the next one of the circle.
    pub clauses: Vec<ClauseIx>,
}

/// Acts that wait for each other: each must come before the next, and the last before the first.
///
/// No place occurs twice, and the one with the first act leads. The turns go forward in time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Circle(pub Vec<Turn>);

impl Precedence {
    /// The order that these clauses impose on so many acts.
    ///
    /// # Errors
    /// When a clause names an act that does not exist.
    pub fn new(acts: usize, clauses: Table<ClauseIx, Linkage>) -> Result<Self, NoSuchAct> {
        let last = acts
            .checked_sub(1)
            .map_or(Some(None), |n| ActIx::from_position(n).map(Some))
            .ok_or(NoSuchAct)?;
        let exists = |act: ActIx| Some(act) <= last;
        if !clauses
            .rows()
            .flat_map(|linkage| linkage.acts())
            .all(exists)
        {
            return Err(NoSuchAct);
        }
        let place = places(acts, &clauses);
        let at = |act| place.get(act).copied().unwrap_or(act);
        let mut groups: BTreeMap<_, Group> = BTreeMap::new();
        for (act, place) in place.iter() {
            groups.entry(*place).or_default().acts.push(act);
        }
        let mut steps: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (clause, linkage) in clauses.iter() {
            if let Some((before, after)) = linkage.step() {
                if before == after || at(before) != at(after) {
                    let step = steps.entry((at(before), at(after)));
                    step.or_default().push(clause);
                }
            } else if let Some(one) = linkage.joined() {
                groups.entry(at(one)).or_default().clauses.push(clause);
            }
        }
        Ok(Self {
            clauses,
            place,
            groups,
            steps,
        })
    }

    /// How many acts there are.
    #[must_use]
    pub const fn acts(&self) -> usize {
        self.place.len()
    }

    /// What each clause says.
    #[must_use]
    pub const fn clauses(&self) -> &Table<ClauseIx, Linkage> {
        &self.clauses
    }

    /// The place of each act: the first of the acts that happen together with it.
    #[must_use]
    pub const fn places(&self) -> &Table<ActIx, ActIx> {
        &self.place
    }

    /// Every step from a place to one that must come after it, in order, with its clauses.
    pub fn steps(&self) -> impl Iterator<Item = (ActIx, ActIx, &[ClauseIx])> {
        self.steps
            .iter()
            .map(|((before, after), clauses)| (*before, *after, clauses.as_slice()))
    }

    /// The circle through these places, each before the next and the last before the first; `None`
    /// if there is no place, one occurs twice, one is no place, or a step is missing.
    #[must_use]
    pub fn circle(&self, places: &[ActIx]) -> Option<Circle> {
        let lead = places.iter().enumerate().min_by_key(|(_, act)| **act)?.0;
        let mut sorted = places.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        if sorted.len() != places.len() {
            return None;
        }
        let turned = || places.iter().cycle().skip(lead).copied();
        let around = turned().zip(turned().skip(1)).take(places.len());
        let carriers: Vec<_> = around
            .map(|step| self.steps.get(&step))
            .collect::<Option<_>>()?;
        let entries = carriers.iter().cycle().skip(places.len() - 1);
        let turns = turned().zip(entries).zip(&carriers);
        Some(Circle(
            turns.map(|((p, i), o)| self.turn(p, i, o)).collect(),
        ))
    }

    /// Whether a circle is one of this order, led by its first act, with every clause named.
    #[must_use]
    pub fn has_circle(&self, circle: &Circle) -> bool {
        let leads: Option<Vec<ActIx>> = circle
            .0
            .iter()
            .map(|turn| turn.acts.first().copied())
            .collect();
        leads.and_then(|places| self.circle(&places)).as_ref() == Some(circle)
    }

    /// Every circle, by the definition: every way of walking on without coming to a place twice,
    /// kept when the last place comes before the first and the first leads. In order of the acts.
    ///
    /// Slow: there are as many walks as orders of the acts.
    #[must_use]
    pub fn circles(&self) -> Vec<Circle> {
        let mut found = Vec::new();
        for lead in self.place.ids() {
            self.walk(&mut vec![lead], &mut found);
        }
        found.sort_by_cached_key(|circle: &Circle| {
            let leads = circle.0.iter().filter_map(|turn| turn.acts.first());
            leads.copied().collect::<Vec<_>>()
        });
        found
    }

    fn walk(&self, walked: &mut Vec<ActIx>, found: &mut Vec<Circle>) {
        if walked.iter().min() == walked.first() {
            found.extend(self.circle(walked));
        }
        let here = walked.last().copied();
        for (_, next, _) in self.steps().filter(|(before, ..)| Some(*before) == here) {
            if !walked.contains(&next) {
                walked.push(next);
                self.walk(walked, found);
                walked.pop();
            }
        }
    }

    fn turn(&self, place: ActIx, into: &[ClauseIx], out: &[ClauseIx]) -> Turn {
        let ends = |clauses: &[ClauseIx], end: fn((ActIx, ActIx)) -> ActIx| {
            let steps = clauses.iter().filter_map(|c| self.clauses.get(*c)?.step());
            steps.map(end).collect::<Vec<_>>()
        };
        let mut touched = ends(into, |(_, after)| after);
        touched.extend(ends(out, |(before, _)| before));
        touched.sort_unstable();
        touched.dedup();
        let group = self.groups.get(&place).cloned().unwrap_or_default();
        Turn {
            acts: group.acts,
            together: if touched.len() > 1 {
                group.clauses
            } else {
                vec![]
            },
            clauses: out.to_vec(),
        }
    }
}

impl Linkage {
    /// The two acts it names.
    #[must_use]
    pub const fn acts(&self) -> [ActIx; 2] {
        match *self {
            Self::Requires { act, first } => [act, first],
            Self::Triggers { act, then } => [act, then],
            Self::Simultaneous { one, other } | Self::Excludes { one, other } => [one, other],
        }
    }

    /// What it puts before what, if it orders anything.
    #[must_use]
    pub const fn step(&self) -> Option<(ActIx, ActIx)> {
        match *self {
            Self::Requires { act, first } => Some((first, act)),
            Self::Triggers { act, then } => Some((act, then)),
            Self::Simultaneous { .. } | Self::Excludes { .. } => None,
        }
    }

    /// One of the two acts that it makes one, if it does.
    fn joined(&self) -> Option<ActIx> {
        match *self {
            Self::Simultaneous { one, other } => (one != other).then_some(one),
            Self::Requires { .. } | Self::Triggers { .. } | Self::Excludes { .. } => None,
        }
    }
}

/// The first act of each group of acts that happen together.
fn places(acts: usize, clauses: &Table<ClauseIx, Linkage>) -> Table<ActIx, ActIx> {
    let mut up: Table<ActIx, ActIx> = (0..acts).filter_map(ActIx::from_position).collect();
    for linkage in clauses.rows() {
        if let Linkage::Simultaneous { one, other } = linkage {
            let (one, other) = (top(&mut up, *one), top(&mut up, *other));
            if let Some(above) = up.get_mut(one.max(other)) {
                *above = one.min(other);
            }
        }
    }
    let ids = up.ids();
    ids.map(|act| top(&mut up, act)).collect()
}

/// The top of a group, halving the way to it.
fn top(up: &mut Table<ActIx, ActIx>, act: ActIx) -> ActIx {
    let mut here = act;
    while let Some(above) = up.get(here).copied().filter(|above| *above != here) {
        let beyond = up.get(above).copied().unwrap_or(above);
        if let Some(slot) = up.get_mut(here) {
            *slot = beyond;
        }
        here = beyond;
    }
    here
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(acts: usize, clauses: &[Linkage]) -> Precedence {
        Precedence::new(acts, Table::new(clauses.to_vec())).unwrap()
    }

    fn act(position: u16) -> ActIx {
        ActIx::new(position)
    }

    fn requires(act: u16, first: u16) -> Linkage {
        Linkage::Requires {
            act: ActIx::new(act),
            first: ActIx::new(first),
        }
    }

    fn together(one: u16, other: u16) -> Linkage {
        Linkage::Simultaneous {
            one: act(one),
            other: act(other),
        }
    }

    #[test]
    fn two_acts_that_need_each_other_make_one_circle_with_every_clause() {
        let order = order(2, &[requires(0, 1), requires(1, 0), requires(1, 0)]);
        let circles = order.circles();
        assert_eq!(circles.len(), 1);
        assert_eq!(
            circles[0].0[0].clauses,
            [ClauseIx::new(1), ClauseIx::new(2)]
        );
        assert_eq!(circles[0].0[1].clauses, [ClauseIx::new(0)]);
        assert!(order.has_circle(&circles[0]));
    }

    #[test]
    fn a_chain_and_an_exclusion_make_no_circle() {
        let excludes = Linkage::Excludes {
            one: act(0),
            other: act(2),
        };
        assert!(
            order(3, &[requires(0, 1), requires(1, 2), excludes])
                .circles()
                .is_empty()
        );
    }

    #[test]
    fn a_circle_through_acts_that_happen_together_names_the_clause_that_joins_them() {
        let order = order(4, &[requires(0, 1), together(1, 3), requires(3, 0)]);
        let circles = order.circles();
        assert_eq!(circles.len(), 1);
        assert_eq!(circles[0].0[1].acts, [act(1), act(3)]);
        assert_eq!(circles[0].0[1].together, [ClauseIx::new(1)]);
    }

    #[test]
    fn making_two_acts_simultaneous_breaks_the_circle_between_them() {
        let order = order(2, &[requires(0, 1), requires(1, 0), together(0, 1)]);
        assert!(order.circles().is_empty());
    }

    #[test]
    fn an_act_that_needs_itself_is_a_circle_of_one() {
        let circles = order(1, &[requires(0, 0)]).circles();
        assert_eq!(circles[0].0.len(), 1);
    }

    #[test]
    fn an_unknown_act_is_refused() {
        assert_eq!(
            Precedence::new(1, Table::new(vec![requires(0, 1)])),
            Err(NoSuchAct)
        );
        assert!(Precedence::new(0, Table::new(vec![])).is_ok());
    }
}
