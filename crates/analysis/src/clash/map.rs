//! The map of what is still unexplored: which demands to give up next.
//!
//! A set to give up is worth asking about if it meets every clash known and contains no correction
//! known. When there is no such set left, all clashes and corrections are known (Liffiton, Previti,
//! Malik, Marques-Silva 2016). The smallest such set comes first, so corrections are found in the
//! order of their size (Reiter 1987).
//!
//! Invariant: sets come out in order of size, because clashes and corrections only ever forbid.

use crate::feasibility::mask::Mask;

/// The clashes and corrections known so far.
#[derive(Debug)]
pub(super) struct Map {
    pub(super) clashes: Vec<Mask>,
    pub(super) corrections: Vec<Mask>,
    /// No smaller set than this is left.
    size: usize,
    room: usize,
    /// How many nodes the map has looked at.
    pub(super) nodes: u64,
    nodes_max: u64,
}

/// What the map has left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Seed {
    /// Give up these, ask for all the others.
    GiveUp(Mask),
    /// Everything is explored.
    Nothing,
    /// The effort ran out.
    Stopped,
}

struct Descent {
    given_up: Mask,
    barred: Mask,
    /// Whether a branch was left because it would have grown too large.
    cut: bool,
    left: usize,
}

impl Map {
    pub(super) fn new(room: usize, nodes_max: u64) -> Self {
        Self {
            clashes: Vec::new(),
            corrections: Vec::new(),
            size: 0,
            room,
            nodes: 0,
            nodes_max,
        }
    }

    /// A smallest set that is still unexplored.
    pub(super) fn seed(&mut self) -> Seed {
        loop {
            let mut descent = Descent {
                given_up: Mask::empty(self.room),
                barred: Mask::empty(self.room),
                cut: false,
                left: self.size,
            };
            if self.corrections.iter().any(|c| c.len() == 0) {
                return Seed::Nothing;
            }
            if self.descend(&mut descent) {
                return Seed::GiveUp(descent.given_up);
            }
            if self.nodes > self.nodes_max {
                return Seed::Stopped;
            }
            if !descent.cut {
                return Seed::Nothing;
            }
            self.size += 1;
        }
    }

    /// Adds to what is given up until every clash is met; whether that can be done.
    fn descend(&mut self, descent: &mut Descent) -> bool {
        self.nodes += 1;
        if self.nodes > self.nodes_max {
            return false;
        }
        let Some((clash, apart)) = self.open_clash(descent) else {
            return true;
        };
        if apart > descent.left {
            descent.cut = true;
            return false;
        }
        let clash: Vec<usize> = match self.clashes.get(clash) {
            Some(clash) => clash.iter().filter(|d| !descent.barred.holds(*d)).collect(),
            None => return false,
        };
        let mut found = false;
        for demand in &clash {
            descent.given_up.insert(*demand);
            let known = |c: &Mask| c.holds(*demand) && descent.given_up.contains(c);
            if !self.corrections.iter().any(known) {
                descent.left -= 1;
                found = self.descend(descent);
                descent.left += 1;
            }
            if found {
                break;
            }
            descent.given_up.remove(*demand);
            descent.barred.insert(*demand);
        }
        clash
            .iter()
            .for_each(|demand| descent.barred.remove(*demand));
        found
    }

    /// The clash not yet met that leaves the fewest demands to choose from, and how many clashes
    /// that share no such demand are not yet met: at least so many must still be given up.
    fn open_clash(&self, descent: &Descent) -> Option<(usize, usize)> {
        let mut narrowest: Option<(usize, usize)> = None;
        let mut apart = 0;
        let mut touched = Mask::empty(self.room);
        for (place, clash) in self.clashes.iter().enumerate() {
            if clash.meets(&descent.given_up) {
                continue;
            }
            let free = || clash.iter().filter(|d| !descent.barred.holds(*d));
            let open = free().count();
            if narrowest.is_none_or(|(least, _)| open < least) {
                narrowest = Some((open, place));
            }
            if !free().any(|demand| touched.holds(demand)) {
                apart += 1;
                free().for_each(|demand| touched.insert(demand));
            }
        }
        narrowest.map(|(_, place)| (place, apart))
    }
}
