//! How many packages meet demands, counted by search: open options whose packages all do are
//! counted together.
//!
//! Invariant: the nodes below a node share no package, and together hold every package of it that
//! could meet the demands.

#![expect(
    clippy::indexing_slicing,
    reason = "kernel: brackets and terms come from the layout, depths from the stack's length"
)]

use super::branching::Branch;
use super::search::{Goal, Search, Verdict};
use num_bigint::BigUint;
use problem::Watch;

impl Search<'_> {
    /// How many packages meet what is asked, apart from those below nodes left unseen.
    pub(crate) fn number(&mut self, some_max: usize, nodes_max: u64, watch: &Watch) -> BigUint {
        self.goal = Goal::Every;
        self.some_max = some_max;
        self.nodes_max = nodes_max;
        let empty = |clause: &super::clause::Clause| clause.parts.is_empty();
        let mut clauses = self.oracle.clauses.iter();
        if clauses.any(|clause| empty(clause) && self.asked.holds(clause.demand)) {
            return BigUint::ZERO;
        }
        let every = (0..self.oracle.layout.len()).collect();
        self.number_below(0, every, watch)
    }

    fn number_below(&mut self, depth: usize, changed: Vec<usize>, watch: &Watch) -> BigUint {
        self.nodes += 1;
        if self.nodes > self.nodes_max || (self.nodes.is_multiple_of(64) && watch.is_stopped()) {
            self.unseen += self.packages(depth);
            return BigUint::ZERO;
        }
        match self.settle(depth, changed) {
            Some(Verdict::Dead) => return BigUint::ZERO,
            Some(Verdict::Met(_) | Verdict::Stopped) | None => {}
        }
        if self.all_meet(depth) {
            self.keep_some(depth);
            return self.packages(depth);
        }
        let weights = self.relaxation.weights.clone();
        let mut sum = BigUint::ZERO;
        if let Some(term) = self.relaxation.open_term() {
            for step in 0..=self.oracle.ledger.terms[term].parts.len() {
                self.relaxation.weights.clone_from(&weights);
                if let Some(changed) = self.miss(depth, term, step) {
                    sum += self.number_below(depth + 1, changed, watch);
                }
            }
        } else if let Branch::Bracket(bracket, choices) = self.relaxation.branch(&self.stack[depth])
        {
            for choice in choices {
                self.relaxation.weights.clone_from(&weights);
                self.decide(depth, bracket, choice);
                sum += self.number_below(depth + 1, vec![bracket], watch);
            }
        }
        sum
    }

    /// How many packages there are of the open options of a node.
    fn packages(&self, depth: usize) -> BigUint {
        let brackets = 0..self.oracle.problem.sizes().len();
        let open = brackets.map(|b| self.stack[depth].count(&self.oracle.layout, b));
        open.map(BigUint::from).product()
    }

    /// Notes packages of the open options, while there is room.
    fn keep_some(&mut self, depth: usize) {
        let mut options: Vec<Vec<usize>> = Vec::new();
        for bracket in 0..self.oracle.problem.sizes().len() {
            let mut open = Vec::new();
            self.stack[depth].each(&self.oracle.layout, bracket, |c| open.push(c));
            options.push(open);
        }
        let mut turn = vec![0; options.len()];
        while self.some.len() < self.some_max {
            let choices = turn.iter().zip(&options).map(|(at, open)| open[*at]);
            self.some.push(choices.collect());
            let last = turn
                .iter()
                .zip(&options)
                .rposition(|(at, open)| at + 1 < open.len());
            let Some(place) = last else { break };
            turn[place] += 1;
            turn[place + 1..].fill(0);
        }
    }

    /// The node where a combination's first so many parts hold and the next does not; after the
    /// last part, where all hold. The brackets that changed, or nothing if there is no package.
    fn miss(&mut self, depth: usize, term: usize, step: usize) -> Option<Vec<usize>> {
        let parts = &self.oracle.ledger.terms[term].parts;
        let (below, layout) = self.below(depth);
        for part in parts.iter().take(step) {
            below.keep(layout, part);
        }
        if let Some(part) = parts.get(step) {
            if below.must_hold(layout, part) {
                return None;
            }
            below.drop_part(layout, part);
        }
        let touched = parts.iter().take(step + 1);
        Some(touched.map(|part| part.bracket).collect())
    }

    /// Whether every package of the open options meets what is asked.
    fn all_meet(&self, depth: usize) -> bool {
        let (domains, layout) = (&self.stack[depth], &self.oracle.layout);
        let mut clauses = self.oracle.clauses.iter();
        self.relaxation.is_sure(domains)
            && clauses.all(|clause| {
                let mut parts = clause.parts.iter();
                !self.asked.holds(clause.demand)
                    || parts.any(|part| domains.must_hold(layout, part))
            })
    }
}
