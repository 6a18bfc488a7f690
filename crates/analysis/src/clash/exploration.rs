//! Asking the oracle about sets of demands, and keeping what the answers prove.

use super::map::{Map, Seed};
use crate::feasibility::mask::Mask;
use crate::feasibility::oracle::{Finding, Oracle};
use problem::{ChoiceIx, Clash, Clashes, Correction, Demand, Effort, Package, Problem};
use std::collections::BTreeMap;

/// An exploration of the subsets of some demands.
pub(super) struct Exploration<'p, 'e> {
    pub(super) oracle: Oracle<'p>,
    effort: &'e Effort<'e>,
    asked: Mask,
    /// Packages seen, with the demands each meets: they answer many questions without a search.
    seen: Vec<(Mask, Package)>,
    map: Map,
    found: Clashes,
}

/// What one step of an exploration found.
pub(super) enum Found {
    Clash(Clash),
    Correction(Correction),
    Nothing,
    Stopped,
}

/// A clash by the places of its demands, with a package for each that meets the others.
type Shrunk = (Mask, Vec<(usize, Package)>);

impl<'p, 'e> Exploration<'p, 'e> {
    pub(super) fn new(problem: &'p Problem, demands: &[Demand], effort: &'e Effort<'e>) -> Self {
        let oracle = Oracle::new(problem);
        Self {
            asked: oracle.mask(demands),
            map: Map::new(oracle.demands.len(), effort.nodes_max),
            oracle,
            effort,
            seen: Vec::new(),
            found: Clashes::default(),
        }
    }

    /// How many nodes all searches have looked at.
    pub(super) const fn nodes(&self) -> u64 {
        self.oracle.nodes + self.map.nodes
    }

    /// Everything found so far, in order.
    pub(super) fn into_found(mut self) -> Clashes {
        self.found.sort();
        self.found
    }

    /// The next clash or correction.
    pub(super) fn next(&mut self) -> Found {
        let sets = self.map.clashes.len() + self.map.corrections.len();
        if sets >= self.effort.vectors_max || self.effort.watch.is_stopped() {
            return Found::Stopped;
        }
        let given_up = match self.map.seed() {
            Seed::GiveUp(given_up) => given_up,
            Seed::Nothing => return Found::Nothing,
            Seed::Stopped => return Found::Stopped,
        };
        let mut kept = self.asked.clone();
        given_up.iter().for_each(|demand| kept.remove(demand));
        match self.ask(&kept) {
            Finding::Met(witness) => {
                let correction = Correction {
                    demands: self.oracle.list(&given_up),
                    witness,
                };
                self.map.corrections.push(given_up);
                self.found.corrections.push(correction.clone());
                Found::Correction(correction)
            }
            Finding::Clash(reason) => match self.shrink(reason) {
                Some((mask, without)) => Found::Clash(self.note(mask, without)),
                None => Found::Stopped,
            },
            Finding::Stopped => Found::Stopped,
        }
    }

    /// One clash, if there is any.
    pub(super) fn one(&mut self) -> Found {
        let asked = self.asked.clone();
        match self.ask(&asked) {
            Finding::Met(_) => Found::Nothing,
            Finding::Stopped => Found::Stopped,
            Finding::Clash(reason) => match self.shrink(reason) {
                Some((mask, without)) => Found::Clash(self.note(mask, without)),
                None => Found::Stopped,
            },
        }
    }

    fn note(&mut self, mask: Mask, without: Vec<(usize, Package)>) -> Clash {
        let clash = Clash {
            demands: self.oracle.list(&mask),
            without: without.into_iter().map(|(_, package)| package).collect(),
        };
        self.map.clashes.push(mask);
        self.found.clashes.push(clash.clone());
        clash
    }

    fn ask(&mut self, asked: &Mask) -> Finding {
        if let Some((_, package)) = self.seen.iter().find(|(met, _)| met.contains(asked)) {
            return Finding::Met(package.clone());
        }
        let finding = self.oracle.ask(asked, self.effort);
        if let Finding::Met(package) = &finding {
            self.seen.push((self.oracle.met(package), package.clone()));
        }
        finding
    }

    /// Leaves out one demand after another while the rest still clash (Chinneck and Dravnieks
    /// 1991), and turns each package found into others that show more demands to be needed
    /// (model rotation; Marques-Silva and Lynce 2011).
    fn shrink(&mut self, mut clash: Mask) -> Option<Shrunk> {
        let mut needed = BTreeMap::new();
        let all: Vec<usize> = clash.iter().collect();
        for demand in all {
            if !clash.holds(demand) || needed.contains_key(&demand) {
                continue;
            }
            let mut others = clash.clone();
            others.remove(demand);
            match self.ask(&others) {
                Finding::Met(package) => self.rotate(&clash, (demand, package), &mut needed),
                Finding::Clash(reason) => clash = reason,
                Finding::Stopped => return None,
            }
        }
        needed.retain(|demand, _| clash.holds(*demand));
        Some((clash, needed.into_iter().collect()))
    }

    /// Notes a package that misses one demand of a clash, and those one change away that miss
    /// another one only.
    fn rotate(&self, clash: &Mask, start: (usize, Package), needed: &mut BTreeMap<usize, Package>) {
        let mut waiting = vec![start];
        while let Some((missed, package)) = waiting.pop() {
            if needed.contains_key(&missed) {
                continue;
            }
            for (bracket, size) in self.oracle.problem.sizes().iter() {
                for choice in (0..*size).map(ChoiceIx::new) {
                    let changed = package.with(bracket, choice);
                    let mut misses = self.oracle.missed(&changed, clash);
                    let (one, other) = (misses.next(), misses.next());
                    drop(misses);
                    if let (Some(demand), None) = (one, other)
                        && !needed.contains_key(&demand)
                        && demand != missed
                    {
                        waiting.push((demand, changed));
                    }
                }
            }
            needed.insert(missed, package);
        }
    }
}
