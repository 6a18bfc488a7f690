//! Repairs of circular preconditions: the field's repertoire as changes of the clauses.
//!
//! Every repair eases one clause of the form `a requires b`, so that `a` need no longer wait for
//! the whole of `b`. What that does to the other clauses is defined here, once; whether a set of
//! repairs really breaks a circle, or makes a new one, is asked of the repaired order.

use crate::order::{Circle, Linkage, Precedence};
use crate::{ActIx, ClauseIx, Index, Table};
use std::collections::BTreeSet;

/// A way to ease a clause `a requires b`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Remedy {
    /// `a` and `b` happen together. The clause becomes `a simultaneous b`.
    Together,
    /// `b` is split: a first part comes early, the rest later. A new act `p`, the first part, is
    /// made; the clause becomes `a requires p`; `b`, now the rest, requires `p`; and `p` requires
    /// whatever `b` requires, except what itself waits for `a`.
    Split,
    /// `b` is put in escrow: delivered to a third party, released when `a` is done. A new act `e`,
    /// the deposit, is made, which requires nothing; the clause becomes `a requires e`; and `b`,
    /// now the release, requires `e` and `a`.
    Escrow,
    /// `b` takes effect provisionally, and is confirmed later (Steinmeier). To the order it does
    /// what [`Remedy::Split`] does; but what comes early is the whole, until further notice.
    Provisional,
    /// A third party guarantees `b`. A new act `g`, the guarantee, is made, which requires nothing;
    /// the clause becomes `a requires g`; `b` may come at any time.
    Guarantee,
    /// The signatures to `a` and `b` are deposited beforehand and take effect together. Two new
    /// acts, the deposits, are made, which require nothing; the clause becomes `a simultaneous b`;
    /// `a` requires the deposit of its signatures, and `b` that of its own.
    Deposit,
}

/// A remedy for one clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Repair {
    /// The clause that it eases.
    pub clause: ClauseIx,
    /// How.
    pub remedy: Remedy,
}

/// An act that a repair adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Added {
    /// The act whose first part, deposit, provisional form, guarantee or signatures it is.
    pub of: ActIx,
    /// The repair that adds it.
    pub by: Repair,
}

/// An order after repairs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// The order. Its first acts and clauses are those of the order before, in their places.
    pub order: Precedence,
    /// The acts that come after those.
    pub added: Vec<Added>,
    /// The repairs behind the clauses that come after those.
    pub sources: Vec<Repair>,
}

/// Which remedies each act is open to: what can be split, what a third party can hold, what can
/// take effect for a while, what can be guaranteed, what is a matter of signatures.
pub type Openness = Table<ActIx, BTreeSet<Remedy>>;

impl Remedy {
    /// All of them, the ones that add nothing first.
    pub const ALL: [Self; 6] = [
        Self::Together,
        Self::Split,
        Self::Escrow,
        Self::Provisional,
        Self::Guarantee,
        Self::Deposit,
    ];

    /// Whether it makes the two acts happen together.
    #[must_use]
    pub const fn joins(self) -> bool {
        match self {
            Self::Together | Self::Deposit => true,
            Self::Split | Self::Escrow | Self::Provisional | Self::Guarantee => false,
        }
    }
}

impl Precedence {
    /// Every repair that may be made: of each clause `a requires b`, the remedies to which `b` is
    /// open, and `a` too where they are to happen together. In order.
    #[must_use]
    pub fn repairs(&self, open: &Openness) -> Vec<Repair> {
        let is_open = |act, remedy| open.get(act).is_some_and(|set| set.contains(&remedy));
        let mut found = Vec::new();
        for (clause, linkage) in self.clauses().iter() {
            if let Linkage::Requires { act, first } = *linkage {
                let may = |remedy: &Remedy| {
                    is_open(first, *remedy)
                        && (!remedy.joins() || (act != first && is_open(act, *remedy)))
                };
                let remedies = Remedy::ALL.into_iter().filter(may);
                found.extend(remedies.map(|remedy| Repair { clause, remedy }));
            }
        }
        found
    }

    /// The order after some repairs, made together; `None` if two ease one clause, one is of no
    /// clause `a requires b`, acts would happen together that exclude each other, or there would be
    /// too many acts or clauses.
    #[must_use]
    pub fn repaired(&self, repairs: &[Repair]) -> Option<Repaired> {
        let mut draft = Draft {
            before: self,
            clauses: self.clauses().rows().copied().collect(),
            added: Vec::new(),
            sources: Vec::new(),
        };
        let mut repairs = repairs.to_vec();
        repairs.sort_unstable();
        let twice = |pair: &[Repair]| matches!(pair, [one, other] if one.clause == other.clause);
        if repairs.windows(2).any(twice) {
            return None;
        }
        for repair in &repairs {
            draft.repair(*repair)?;
        }
        let acts = self.acts() + draft.added.len();
        ClauseIx::from_position(draft.clauses.len())?;
        let order = Precedence::new(acts, Table::new(draft.clauses)).ok()?;
        order.allows_its_places().then_some(Repaired {
            order,
            added: draft.added,
            sources: draft.sources,
        })
    }

    /// The order that only these clauses impose; clauses keep their places, and the others say
    /// nothing (they exclude an act from itself).
    #[must_use]
    pub fn only(&self, clauses: &BTreeSet<ClauseIx>) -> Option<Self> {
        let silent = |linkage: &Linkage| {
            let [one, _] = linkage.acts();
            Linkage::Excludes { one, other: one }
        };
        let rows = self.clauses().iter().map(|(ix, linkage)| {
            if clauses.contains(&ix) {
                *linkage
            } else {
                silent(linkage)
            }
        });
        Self::new(self.acts(), rows.collect()).ok()
    }

    /// Whether repairs break a circle: they can be made, and with only the circle's own clauses,
    /// and what the repairs make of them, no circle is left.
    #[must_use]
    pub fn breaks_circle(&self, circle: &Circle, repairs: &[Repair]) -> bool {
        let alone = self.only(&circle.clauses());
        let repaired = alone.and_then(|alone| alone.repaired(repairs));
        self.repaired(repairs).is_some() && repaired.is_some_and(|r| r.order.is_free())
    }

    /// Whether repairs leave no circle at all.
    #[must_use]
    pub fn breaks_all(&self, repairs: &[Repair]) -> bool {
        self.repaired(repairs)
            .is_some_and(|repaired| repaired.order.is_free())
    }

    /// Every smallest set of at most so many of these repairs that breaks a circle: none of its
    /// parts does. By size, then in order.
    ///
    /// Slow: tries every set.
    #[must_use]
    pub fn breaking(&self, circle: &Circle, of: &[Repair], most: usize) -> Vec<Vec<Repair>> {
        let mut found: Vec<Vec<Repair>> = Vec::new();
        for size in 1..=most {
            for set in sets(of, size) {
                let smaller = |other: &Vec<Repair>| other.iter().all(|r| set.contains(r));
                if !found.iter().any(smaller) && self.breaks_circle(circle, &set) {
                    found.push(set);
                }
            }
        }
        found
    }

    /// Every set of as few as possible, and at most so many, of these repairs that leaves no circle
    /// at all. In order. Slow: tries every set.
    #[must_use]
    pub fn fewest(&self, of: &[Repair], most: usize) -> Vec<Vec<Repair>> {
        let mut sizes = (0..=most).map(|size| {
            let sets = sets(of, size).into_iter();
            sets.filter(|set| self.breaks_all(set)).collect::<Vec<_>>()
        });
        sizes.find(|sets| !sets.is_empty()).unwrap_or_default()
    }

    /// Whether there is no circle: places can be taken away, one after the other, that wait for
    /// none of the rest.
    #[must_use]
    pub fn is_free(&self) -> bool {
        let mut rest: Vec<(ActIx, ActIx)> = self.steps().map(|(a, b, _)| (a, b)).collect();
        loop {
            let waiting: BTreeSet<ActIx> = rest.iter().map(|(_, after)| *after).collect();
            let before = rest.len();
            rest.retain(|(first, _)| waiting.contains(first));
            if rest.is_empty() || rest.len() == before {
                return rest.is_empty();
            }
        }
    }

    /// Whether an act must come after another, or happens together with it.
    #[must_use]
    pub fn waits_for(&self, act: ActIx, other: ActIx) -> bool {
        let place = |act: ActIx| self.places().get(act).copied().unwrap_or(act);
        let mut met = BTreeSet::from([place(other)]);
        loop {
            let steps = self.steps().filter(|(before, ..)| met.contains(before));
            let more: BTreeSet<ActIx> = steps.map(|(_, after, _)| after).collect();
            let size = met.len();
            met.extend(more);
            if met.len() == size {
                return met.contains(&place(act));
            }
        }
    }

    /// Whether no two acts of one place exclude each other.
    fn allows_its_places(&self) -> bool {
        let place = |act: ActIx| self.places().get(act).copied();
        self.clauses().rows().all(|linkage| match *linkage {
            Linkage::Excludes { one, other } => one == other || place(one) != place(other),
            Linkage::Requires { .. } | Linkage::Triggers { .. } | Linkage::Simultaneous { .. } => {
                true
            }
        })
    }
}

impl Circle {
    /// Every clause that it uses.
    #[must_use]
    pub fn clauses(&self) -> BTreeSet<ClauseIx> {
        let turns = self.0.iter();
        turns
            .flat_map(|turn| turn.together.iter().chain(&turn.clauses))
            .copied()
            .collect()
    }
}

/// An order while repairs are made.
struct Draft<'a> {
    before: &'a Precedence,
    clauses: Vec<Linkage>,
    added: Vec<Added>,
    sources: Vec<Repair>,
}

impl Draft<'_> {
    fn repair(&mut self, repair: Repair) -> Option<()> {
        let Linkage::Requires { act, first } = *self.before.clauses().get(repair.clause)? else {
            return None;
        };
        let eased = match repair.remedy {
            Remedy::Together => Linkage::Simultaneous {
                one: act,
                other: first,
            },
            Remedy::Deposit => {
                for of in [act, first] {
                    let deposit = self.add(of, repair)?;
                    self.say(of, deposit, repair);
                }
                Linkage::Simultaneous {
                    one: act,
                    other: first,
                }
            }
            Remedy::Split | Remedy::Provisional => {
                let early = self.add(first, repair)?;
                self.say(first, early, repair);
                for needed in self.needs(first, act) {
                    self.say(early, needed, repair);
                }
                Linkage::Requires { act, first: early }
            }
            Remedy::Escrow => {
                let held = self.add(first, repair)?;
                self.say(first, held, repair);
                self.say(first, act, repair);
                Linkage::Requires { act, first: held }
            }
            Remedy::Guarantee => Linkage::Requires {
                act,
                first: self.add(first, repair)?,
            },
        };
        *self.clauses.get_mut(Index::position(repair.clause))? = eased;
        Some(())
    }

    /// What an act requires, except what waits for another act.
    fn needs(&self, act: ActIx, other: ActIx) -> BTreeSet<ActIx> {
        let rows = self.before.clauses().rows();
        let needs = rows.filter_map(|linkage| match *linkage {
            Linkage::Requires { act: of, first } if of == act => Some(first),
            Linkage::Requires { .. }
            | Linkage::Triggers { .. }
            | Linkage::Simultaneous { .. }
            | Linkage::Excludes { .. } => None,
        });
        needs
            .filter(|first| !self.before.waits_for(*first, other))
            .collect()
    }

    fn add(&mut self, of: ActIx, by: Repair) -> Option<ActIx> {
        let act = ActIx::from_position(self.before.acts() + self.added.len())?;
        self.added.push(Added { of, by });
        Some(act)
    }

    fn say(&mut self, act: ActIx, first: ActIx, by: Repair) {
        self.clauses.push(Linkage::Requires { act, first });
        self.sources.push(by);
    }
}

/// Every set of so many, in order.
fn sets(of: &[Repair], size: usize) -> Vec<Vec<Repair>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let mut found = Vec::new();
    for (at, first) in of.iter().enumerate() {
        let rest = of.get(at + 1..).unwrap_or_default();
        for mut set in sets(rest, size - 1) {
            set.insert(0, *first);
            found.push(set);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(position: u16) -> ActIx {
        ActIx::new(position)
    }

    fn requires(of: u16, first: u16) -> Linkage {
        Linkage::Requires {
            act: act(of),
            first: act(first),
        }
    }

    fn order(acts: usize, clauses: &[Linkage]) -> Precedence {
        Precedence::new(acts, Table::new(clauses.to_vec())).unwrap()
    }

    fn repair(clause: u16, remedy: Remedy) -> Repair {
        Repair {
            clause: ClauseIx::new(clause),
            remedy,
        }
    }

    /// Agreement needs a referendum, the referendum a ceasefire, the ceasefire an agreement.
    fn ring() -> Precedence {
        order(3, &[requires(0, 1), requires(1, 2), requires(2, 0)])
    }

    #[test]
    fn each_remedy_but_joining_breaks_a_ring_of_three_alone() {
        for remedy in Remedy::ALL {
            let broken = ring().breaks_all(&[repair(1, remedy)]);
            assert_eq!(broken, !remedy.joins(), "{remedy:?}");
        }
        let joined = [repair(0, Remedy::Together), repair(1, Remedy::Deposit)];
        assert!(ring().breaks_all(&joined));
    }

    #[test]
    fn a_provisional_ceasefire_is_confirmed_after_the_agreement() {
        let repaired = ring().repaired(&[repair(1, Remedy::Provisional)]).unwrap();
        let clauses = repaired.order.clauses().as_slice();
        let expected = [
            requires(0, 1),
            requires(1, 3),
            requires(2, 0),
            requires(2, 3),
        ];
        assert_eq!(clauses, expected);
        assert_eq!(repaired.added[0].of, act(2));
    }

    #[test]
    fn the_first_part_keeps_the_preconditions_that_do_not_wait_for_the_other_side() {
        let order = order(
            4,
            &[
                requires(0, 1),
                requires(1, 0),
                requires(1, 2),
                requires(2, 3),
            ],
        );
        let repaired = order.repaired(&[repair(0, Remedy::Split)]).unwrap();
        let added = &repaired.order.clauses().as_slice()[4..];
        assert_eq!(added, [requires(1, 4), requires(4, 2)]);
        assert!(repaired.order.is_free());
    }

    #[test]
    fn what_is_held_in_escrow_is_released_only_when_the_other_act_is_done() {
        let repaired = ring().repaired(&[repair(0, Remedy::Escrow)]).unwrap();
        assert!(repaired.order.waits_for(act(1), act(0)));
        assert!(!repaired.order.waits_for(act(0), act(1)));
    }

    #[test]
    fn an_escrow_that_makes_a_new_circle_does_not_pass() {
        let order = order(2, &[requires(0, 1), requires(1, 0), requires(0, 1)]);
        assert!(!order.breaks_all(&[repair(0, Remedy::Escrow)]));
        let both = [repair(0, Remedy::Guarantee), repair(2, Remedy::Escrow)];
        assert!(order.breaks_all(&both));
    }

    #[test]
    fn acts_that_exclude_each_other_are_not_made_simultaneous() {
        let excludes = Linkage::Excludes {
            one: act(0),
            other: act(1),
        };
        let order = order(2, &[requires(0, 1), requires(1, 0), excludes]);
        assert_eq!(order.repaired(&[repair(0, Remedy::Together)]), None);
        assert!(order.breaks_all(&[repair(0, Remedy::Guarantee)]));
    }

    #[test]
    fn only_a_precondition_can_be_eased_and_only_once() {
        let triggers = Linkage::Triggers {
            act: act(0),
            then: act(1),
        };
        let order = order(2, &[triggers, requires(0, 1)]);
        assert_eq!(order.repaired(&[repair(0, Remedy::Split)]), None);
        let twice = [repair(1, Remedy::Split), repair(1, Remedy::Escrow)];
        assert_eq!(order.repaired(&twice), None);
    }

    #[test]
    fn the_fewest_repairs_of_two_circles_through_one_clause_are_one() {
        let clauses = [
            requires(0, 1),
            requires(1, 0),
            requires(1, 2),
            requires(2, 0),
        ];
        let order = order(3, &clauses);
        let open = Table::new(vec![Remedy::ALL.into_iter().collect(); 3]);
        let fewest = order.fewest(&order.repairs(&open), 3);
        assert!(!fewest.is_empty());
        assert!(fewest.iter().all(|set| set.len() == 1));
        assert!(fewest.contains(&vec![repair(0, Remedy::Guarantee)]));
        assert!(!fewest.contains(&vec![repair(1, Remedy::Guarantee)]));
    }
}
