//! Which repairs break circular preconditions: for one circle every smallest set of them, and for
//! all circles together the fewest.

use super::knots;
use problem::order::{Circle, Linkage, Precedence};
use problem::repair::{Openness, Repair};
use problem::{ActIx, Bound, Claim, ClauseIx, Effort, Reach};
use std::collections::{BTreeMap, BTreeSet};

/// The fewest repairs that leave no circle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fewest {
    /// Every such set, in order; none if there is none within the size asked for, or none was
    /// found.
    pub sets: Vec<Vec<Repair>>,
    /// No set of fewer repairs leaves no circle, as far as is proved.
    pub at_least: usize,
}

/// Every smallest set of repairs that breaks a circle, by size and then in order.
///
/// A circle is broken at one turn, all of whose clauses are eased; or by making all of its places
/// one, with one joining repair for each turn but one. A node is a set looked at;
/// [`Effort::vectors_max`] limits how many are kept.
#[must_use]
pub fn breaking(
    order: &Precedence,
    circle: &Circle,
    open: &Openness,
    effort: &Effort<'_>,
) -> Claim<Vec<Vec<Repair>>> {
    let mut tried = Tried {
        order,
        circle,
        effort,
        nodes: 0,
        reach: Reach::Complete,
        found: Vec::new(),
    };
    let mut of: BTreeMap<ClauseIx, Vec<Repair>> = BTreeMap::new();
    for repair in order.repairs(open) {
        of.entry(repair.clause).or_default().push(repair);
    }
    let ways = |clause: &ClauseIx, joins: bool| {
        let repairs = of.get(clause).into_iter().flatten();
        let ways = repairs.filter(|repair| repair.remedy.joins() == joins);
        ways.copied().collect::<Vec<_>>()
    };
    for turn in &circle.0 {
        let easing: Vec<_> = turn.clauses.iter().map(|c| ways(c, false)).collect();
        tried.each(&easing, &mut Vec::new());
    }
    let joining: Vec<Vec<Repair>> = circle
        .0
        .iter()
        .map(|turn| turn.clauses.iter().flat_map(|c| ways(c, true)).collect())
        .collect();
    if joining.len() > 1 {
        for left in 0..joining.len() {
            let others = joining.iter().enumerate().filter(|(at, _)| *at != left);
            let others: Vec<_> = others.map(|(_, ways)| ways.clone()).collect();
            tried.each(&others, &mut Vec::new());
        }
    }
    let mut found = tried.found;
    found.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
    found.dedup();
    Claim {
        answer: found,
        method: "one turn eased, or all places joined; each set checked",
        nodes: tried.nodes,
        reach: tried.reach,
    }
}

/// Every set of the fewest repairs, and at most so many, that leaves no circle at all.
///
/// Iterative deepening: as long as a circle is left, a set that leaves none repairs one of its
/// clauses, or joins one of its places to another. A node is an order looked at;
/// [`Effort::vectors_max`] limits how many sets are kept.
#[must_use]
pub fn fewest(
    order: &Precedence,
    open: &Openness,
    most: usize,
    effort: &Effort<'_>,
) -> Claim<Fewest> {
    let mut search = Deepening {
        order,
        repairs: order.repairs(open),
        effort,
        nodes: 0,
        reach: Reach::Complete,
        seen: BTreeSet::new(),
        found: BTreeSet::new(),
    };
    let mut size = 0;
    loop {
        search.seen.clear();
        search.extend(&mut Vec::new(), size);
        if search.reach != Reach::Complete || !search.found.is_empty() || size == most {
            break;
        }
        size += 1;
    }
    let proved = search.reach != Reach::Complete || !search.found.is_empty();
    Claim {
        answer: Fewest {
            sets: search.found.into_iter().collect(),
            at_least: if proved { size } else { size + 1 },
        },
        method: "iterative deepening on the circles that are left",
        nodes: search.nodes,
        reach: search.reach,
    }
}

/// Sets of repairs for one circle, each looked at once.
struct Tried<'a> {
    order: &'a Precedence,
    circle: &'a Circle,
    effort: &'a Effort<'a>,
    nodes: u64,
    reach: Reach,
    found: Vec<Vec<Repair>>,
}

impl Tried<'_> {
    /// Every choice of one repair from each row, kept if it breaks the circle.
    fn each(&mut self, rows: &[Vec<Repair>], chosen: &mut Vec<Repair>) {
        let Some((row, rest)) = rows.split_first() else {
            self.look(chosen);
            return;
        };
        for repair in row {
            if self.reach != Reach::Complete {
                return;
            }
            chosen.push(*repair);
            self.each(rest, chosen);
            chosen.pop();
        }
    }

    fn look(&mut self, chosen: &[Repair]) {
        let effort = self.effort;
        let full = self.found.len() >= effort.vectors_max;
        if full || self.nodes >= effort.nodes_max || effort.watch.is_stopped() {
            self.reach = Reach::Stopped(Bound::Unknown);
            return;
        }
        self.nodes += 1;
        let mut set = chosen.to_vec();
        set.sort_unstable();
        if !set.is_empty() && self.order.breaks_circle(self.circle, &set) {
            self.found.push(set);
        }
    }
}

/// A search for sets of one size.
struct Deepening<'a> {
    order: &'a Precedence,
    repairs: Vec<Repair>,
    effort: &'a Effort<'a>,
    nodes: u64,
    reach: Reach,
    seen: BTreeSet<Vec<Repair>>,
    found: BTreeSet<Vec<Repair>>,
}

impl Deepening<'_> {
    fn extend(&mut self, set: &mut Vec<Repair>, size: usize) {
        let effort = self.effort;
        let full = self.found.len() >= effort.vectors_max;
        if full || self.nodes >= effort.nodes_max || effort.watch.is_stopped() {
            self.reach = Reach::Stopped(Bound::Unknown);
            return;
        }
        let mut sorted = set.clone();
        sorted.sort_unstable();
        if !self.seen.insert(sorted.clone()) {
            return;
        }
        self.nodes += 1;
        let Some(repaired) = self.order.repaired(set) else {
            return;
        };
        let left = knots(&repaired.order).into_iter().next();
        let Some(knot) = left else {
            if set.len() == size {
                self.found.insert(sorted);
            }
            return;
        };
        if set.len() == size {
            return;
        }
        for repair in self.against(&repaired.order, &knot.circle, set) {
            set.push(repair);
            self.extend(set, size);
            set.pop();
            if self.reach != Reach::Complete {
                return;
            }
        }
    }

    /// The repairs one of which every set has that leaves nothing of a circle.
    fn against(&self, now: &Precedence, circle: &Circle, set: &[Repair]) -> Vec<Repair> {
        let turns = circle.0.iter();
        let clauses: BTreeSet<ClauseIx> = turns.flat_map(|turn| &turn.clauses).copied().collect();
        let places: BTreeSet<ActIx> = circle
            .0
            .iter()
            .flat_map(|turn| &turn.acts)
            .copied()
            .collect();
        let touches = |repair: &Repair| {
            let linkage = now.clauses().get(repair.clause);
            linkage.is_some_and(|linkage: &Linkage| {
                linkage.acts().iter().any(|act| places.contains(act))
            })
        };
        let free = |repair: &&Repair| set.iter().all(|other| other.clause != repair.clause);
        let all = self.repairs.iter().filter(free);
        all.filter(|repair| {
            clauses.contains(&repair.clause) || (repair.remedy.joins() && touches(repair))
        })
        .copied()
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::circles;
    use problem::repair::Remedy;
    use problem::{Table, Watch};
    use proptest::prelude::*;

    fn clause() -> impl Strategy<Value = Linkage> {
        (0..9_u8, 0..4_u16, 0..4_u16).prop_map(|(kind, one, other)| {
            let (one, other) = (ActIx::new(one), ActIx::new(other));
            match kind {
                0..=6 => Linkage::Requires {
                    act: one,
                    first: other,
                },
                7 if one != other => Linkage::Simultaneous { one, other },
                7 => Linkage::Triggers {
                    act: one,
                    then: other,
                },
                _ => Linkage::Excludes { one, other },
            }
        })
    }

    fn open() -> impl Strategy<Value = Openness> {
        let set = prop::collection::btree_set(prop::sample::select(&Remedy::ALL[..]), 0..4);
        prop::collection::vec(set, 4).prop_map(Table::new)
    }

    fn orders() -> impl Strategy<Value = Precedence> {
        let clauses = prop::collection::vec(clause(), 2..6);
        clauses.prop_map(|clauses| Precedence::new(4, Table::new(clauses)).unwrap())
    }

    proptest! {
        #[test]
        fn the_smallest_repairs_of_each_circle_are_those_of_the_definition(
            order in orders(),
            open in open(),
        ) {
            let watch = Watch::new();
            let effort = Effort::unbounded(&watch);
            for circle in circles(&order, &effort).answer {
                let own = circle.clauses();
                let mut of = order.repairs(&open);
                of.retain(|repair| own.contains(&repair.clause));
                let claim = breaking(&order, &circle, &open, &effort);
                prop_assert_eq!(&claim.reach, &Reach::Complete);
                prop_assert_eq!(claim.answer, order.breaking(&circle, &of, 4));
            }
        }

        #[test]
        fn the_fewest_repairs_of_all_circles_are_those_of_the_definition(
            order in orders(),
            open in open(),
        ) {
            let watch = Watch::new();
            let claim = fewest(&order, &open, 3, &Effort::unbounded(&watch));
            prop_assert_eq!(&claim.reach, &Reach::Complete);
            prop_assert!(claim.answer.sets.iter().all(|set| order.breaks_all(set)));
            prop_assert_eq!(claim.answer.sets, order.fewest(&order.repairs(&open), 3));
        }
    }

    #[test]
    fn a_budget_that_runs_out_says_how_many_repairs_are_needed_at_least() {
        let pairs = (0..20_u16).flat_map(|at| {
            let (one, other) = (ActIx::new(2 * at), ActIx::new(2 * at + 1));
            [
                Linkage::Requires {
                    act: one,
                    first: other,
                },
                Linkage::Requires {
                    act: other,
                    first: one,
                },
            ]
        });
        let order = Precedence::new(40, pairs.collect()).unwrap();
        let open = Table::new(vec![BTreeSet::from(Remedy::ALL); 40]);
        let watch = Watch::new();
        let effort = Effort {
            nodes_max: 2_000,
            ..Effort::unbounded(&watch)
        };
        let claim = fewest(&order, &open, 20, &effort);
        assert_eq!(claim.reach, Reach::Stopped(Bound::Unknown));
        assert!(claim.answer.sets.is_empty() && claim.answer.at_least >= 2);
    }
}
