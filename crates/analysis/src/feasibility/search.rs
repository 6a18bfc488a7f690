//! Depth-first search for a package that meets demands, with reasons where there is none.
//!
//! At each node clauses are propagated, each party's floor is compared with the most it can still
//! get, and a few weighted sums of the parties' worths (a Lagrangian relaxation; Held and Karp
//! 1971) are compared with the same sum of their floors. A dead end names the demands and decisions
//! that killed it, so the search jumps back over decisions that did not matter (Prosser 1993).
//!
//! Invariant: a reason names a set of demands and decisions that no package meets together.

#![expect(
    clippy::indexing_slicing,
    reason = "kernel: brackets and options come from the layout, depths from the stack's length"
)]

use super::branching::Branch;
use super::clause::Clause;
use super::domain::{Domains, Layout};
use super::mask::Mask;
use super::oracle::Oracle;
use super::relaxation::Relaxation;
use num_bigint::BigUint;
use problem::Watch;

/// How a node ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// These choices meet every demand asked about.
    Met(Vec<usize>),
    /// No package below the node does.
    Dead,
    /// The effort ran out.
    Stopped,
}

/// What a search is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Goal {
    /// A package that meets the demands.
    Any,
    /// The package among them with the most worth to this party.
    Best(usize),
    /// Every such package.
    Every,
}

/// A search under way.
pub(crate) struct Search<'o> {
    pub(super) oracle: &'o Oracle<'o>,
    pub(super) asked: &'o Mask,
    pub(super) stack: Vec<Domains>,
    pub(super) relaxation: Relaxation<'o>,
    pub(super) goal: Goal,
    pub(super) nodes_max: u64,
    /// How many nodes were looked at.
    pub(crate) nodes: u64,
    /// Why the last dead node was dead: demands, then decisions by bracket.
    pub(crate) reason: Mask,
    /// The best choices for a party, with their worth.
    pub(crate) best: Option<(Vec<usize>, i64)>,
    /// Some of the choices counted, at most so many.
    pub(crate) some: Vec<Vec<usize>>,
    pub(super) some_max: usize,
    /// How many packages lie below nodes that were not looked at.
    pub(crate) unseen: BigUint,
}

impl<'o> Search<'o> {
    pub(crate) fn new(
        oracle: &'o Oracle<'o>,
        asked: &'o Mask,
        floors: Vec<Option<i64>>,
        weights: &[i64],
    ) -> Self {
        let terms = oracle.ledger.terms.len();
        let reason = Mask::empty(oracle.decision_on_term(terms));
        let root = Domains::full(&oracle.layout, terms, reason.words().len());
        Self {
            oracle,
            asked,
            stack: vec![root],
            relaxation: Relaxation::new(oracle, floors, weights),
            goal: Goal::Any,
            nodes_max: 0,
            nodes: 0,
            reason,
            best: None,
            some: Vec::new(),
            some_max: 0,
            unseen: BigUint::ZERO,
        }
    }

    /// The weights of the parties that the search ended with.
    pub(crate) fn weights(&self) -> Vec<i64> {
        self.relaxation.weights.clone()
    }

    /// Searches; for the best, to the proof that nothing is better for that party.
    pub(crate) fn run(&mut self, goal: Goal, nodes_max: u64, watch: &Watch) -> Verdict {
        self.goal = goal;
        self.nodes_max = nodes_max;
        let every: Vec<usize> = (0..self.oracle.layout.len()).collect();
        for clause in &self.oracle.clauses {
            if clause.parts.is_empty() && self.asked.holds(clause.demand) {
                self.reason.clear();
                self.reason.insert(clause.demand);
                return Verdict::Dead;
            }
        }
        self.explore(0, every, watch)
    }

    fn explore(&mut self, depth: usize, changed: Vec<usize>, watch: &Watch) -> Verdict {
        self.nodes += 1;
        if self.nodes > self.nodes_max || (self.nodes.is_multiple_of(64) && watch.is_stopped()) {
            return Verdict::Stopped;
        }
        match self.settle(depth, changed) {
            Some(verdict) => verdict,
            None => self.branch(depth, watch),
        }
    }

    fn branch(&mut self, depth: usize, watch: &Watch) -> Verdict {
        let (bracket, choices) = match self.relaxation.branch(&self.stack[depth]) {
            Branch::Term(term) => return self.split(depth, term, watch),
            Branch::Bracket(bracket, choices) => (bracket, choices),
        };
        let decision = self.oracle.decision(bracket);
        let mut core = self.reason.clone();
        core.clear();
        core.unite(self.stack[depth].why(bracket));
        let weights = self.relaxation.weights.clone();
        for choice in choices {
            self.decide(depth, bracket, choice);
            self.relaxation.weights.clone_from(&weights);
            match self.explore(depth + 1, vec![bracket], watch) {
                Verdict::Dead if !self.reason.holds(decision) => return Verdict::Dead,
                Verdict::Dead => core.unite(self.reason.words()),
                Verdict::Met(choices) => return Verdict::Met(choices),
                Verdict::Stopped => return Verdict::Stopped,
            }
        }
        core.remove(decision);
        self.reason = core;
        Verdict::Dead
    }

    /// Makes the node below one with a bracket decided.
    pub(super) fn decide(&mut self, depth: usize, bracket: usize, choice: usize) {
        let mut decided = self.reason.clone();
        decided.clear();
        decided.insert(self.oracle.decision(bracket));
        let below = self.below(depth);
        below.0.take(below.1, bracket, choice);
        below.0.blame(bracket, decided.words());
    }

    /// A copy of a node, to be changed, one level below it.
    pub(super) fn below(&mut self, depth: usize) -> (&mut Domains, &'o Layout) {
        if self.stack.len() == depth + 1 {
            self.stack.push(self.stack[depth].clone());
        }
        let (above, below) = self.stack.split_at_mut(depth + 1);
        below[0].copy_from(&above[depth]);
        (&mut below[0], &self.oracle.layout)
    }

    /// First with a combination matched, then without counting it.
    fn split(&mut self, depth: usize, term: usize, watch: &Watch) -> Verdict {
        let decision = self.oracle.decision_on_term(term);
        let parts = &self.oracle.ledger.terms[term].parts;
        let weights = self.relaxation.weights.clone();
        let mut decided = self.reason.clone();
        decided.clear();
        decided.insert(decision);
        let (below, layout) = self.below(depth);
        let mut changed = Vec::new();
        for part in parts {
            if below.keep(layout, part) {
                below.blame(part.bracket, decided.words());
                changed.push(part.bracket);
            }
        }
        match self.explore(depth + 1, changed, watch) {
            Verdict::Dead if !self.reason.holds(decision) => return Verdict::Dead,
            Verdict::Dead => {}
            Verdict::Met(choices) => return Verdict::Met(choices),
            Verdict::Stopped => return Verdict::Stopped,
        }
        let mut core = self.reason.clone();
        self.relaxation.weights.clone_from(&weights);
        self.below(depth).0.set_aside(term);
        match self.explore(depth + 1, Vec::new(), watch) {
            Verdict::Dead if !self.reason.holds(decision) => return Verdict::Dead,
            Verdict::Dead => core.unite(self.reason.words()),
            Verdict::Met(choices) => return Verdict::Met(choices),
            Verdict::Stopped => return Verdict::Stopped,
        }
        core.remove(decision);
        self.reason = core;
        Verdict::Dead
    }

    /// Closes what can be closed at a node; the verdict if there is one.
    pub(super) fn settle(&mut self, depth: usize, mut changed: Vec<usize>) -> Option<Verdict> {
        let mut steps = if depth == 0 { ROOT_STEPS } else { STEPS };
        loop {
            if !self.propagate(depth, &mut changed) {
                return Some(Verdict::Dead);
            }
            let domains = &mut self.stack[depth];
            self.relaxation.look(domains);
            if !self
                .relaxation
                .hold(domains, &mut self.reason, &mut changed)
            {
                return Some(Verdict::Dead);
            }
            while changed.is_empty() {
                let domains = &mut self.stack[depth];
                if !self.relaxation.measure(domains, &mut self.reason) {
                    return Some(Verdict::Dead);
                }
                if let Some(choices) = self.promising() {
                    match self.goal {
                        Goal::Any => return Some(Verdict::Met(choices)),
                        Goal::Best(party) => {
                            self.rise(party, choices);
                            break;
                        }
                        Goal::Every => {}
                    }
                }
                let domains = &mut self.stack[depth];
                self.relaxation
                    .close(domains, &mut self.reason, &mut changed);
                self.relaxation.turn();
                if steps == 0 && changed.is_empty() {
                    return None;
                }
                steps = steps.saturating_sub(1);
            }
        }
    }

    /// Propagates the clauses on changed brackets; whether none is broken.
    fn propagate(&mut self, depth: usize, changed: &mut Vec<usize>) -> bool {
        let oracle = self.oracle;
        let domains = &mut self.stack[depth];
        while let Some(bracket) = changed.pop() {
            for place in &oracle.mentions[bracket] {
                let clause = &oracle.clauses[*place];
                if !self.asked.holds(clause.demand) {
                    continue;
                }
                let mut holding = clause
                    .parts
                    .iter()
                    .filter(|p| domains.can_hold(&oracle.layout, p));
                let (Some(only), None) = (holding.next(), holding.next()) else {
                    let mut parts = clause.parts.iter();
                    if parts.any(|part| domains.can_hold(&oracle.layout, part)) {
                        continue;
                    }
                    self.reason.clear();
                    self.reason.insert(clause.demand);
                    let brackets = clause.parts.iter().map(|part| part.bracket);
                    brackets.for_each(|bracket| self.reason.unite(domains.why(bracket)));
                    return false;
                };
                if domains.must_hold(&oracle.layout, only) {
                    continue;
                }
                self.reason.clear();
                self.reason.insert(clause.demand);
                let others = clause.parts.iter().map(|part| part.bracket);
                others
                    .filter(|bracket| *bracket != only.bracket)
                    .for_each(|bracket| self.reason.unite(domains.why(bracket)));
                domains.keep(&oracle.layout, only);
                domains.blame(only.bracket, self.reason.words());
                changed.push(only.bracket);
            }
        }
        true
    }

    /// The relaxation's own choices, if they meet every demand asked about.
    fn promising(&self) -> Option<Vec<usize>> {
        let choices = &self.relaxation.pick;
        let meets = self.relaxation.reaches(choices) && self.keeps(choices);
        meets.then(|| choices.clone())
    }

    fn keeps(&self, choices: &[usize]) -> bool {
        let asked = |clause: &&Clause| self.asked.holds(clause.demand);
        let mut clauses = self.oracle.clauses.iter().filter(asked);
        clauses.all(|clause| clause.parts.iter().any(|part| part.holds(choices)))
    }

    /// Notes choices that meet every demand, improved one bracket at a time, and asks for more.
    fn rise(&mut self, aim: usize, mut choices: Vec<usize>) {
        let oracle = self.oracle;
        let worth = |choices: &[usize]| oracle.ledger.worth(&oracle.layout, aim, choices);
        let mut best = worth(&choices);
        let mut bracket = 0;
        let mut since = 0;
        while since < oracle.layout.len() {
            let here = choices[bracket];
            since += 1;
            for choice in 0..oracle.layout.size(bracket) {
                let before = choices[bracket];
                choices[bracket] = choice;
                let better = worth(&choices) > best;
                if better && self.relaxation.reaches(&choices) && self.keeps(&choices) {
                    best = worth(&choices);
                } else {
                    choices[bracket] = before;
                }
            }
            if choices[bracket] != here {
                since = 0;
            }
            bracket = (bracket + 1) % oracle.layout.len();
        }
        self.relaxation.ask_for(aim, best + 1);
        self.best = Some((choices, best));
    }
}

/// How often the weights are turned at the root, and at a node below it.
const ROOT_STEPS: usize = 40;
const STEPS: usize = 3;
