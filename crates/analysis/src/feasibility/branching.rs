//! How a node of the search is split.

#![expect(
    clippy::indexing_slicing,
    reason = "kernel: brackets, options and terms come from the layout and the ledger"
)]

use super::domain::Domains;
use super::relaxation::{Match, Relaxation};

/// How a node is split.
pub(crate) enum Branch {
    /// By the options of a bracket, the best first.
    Bracket(usize, Vec<usize>),
    /// By whether a combination is matched.
    Term(usize),
}

impl Relaxation<'_> {
    /// How to split a node: by a combination whose bound is not sharp, if there is one.
    pub(crate) fn branch(&self, domains: &Domains) -> Branch {
        let terms = self.oracle.ledger.terms.iter().enumerate();
        let torn = terms.filter(|(place, term)| {
            let held = term
                .parts
                .iter()
                .filter(|part| part.holds(&self.pick))
                .count();
            self.matches[*place] == Match::Open && held > 0 && held < term.parts.len()
        });
        let worths = torn.map(|(place, term)| (term.coarse * self.weights[term.party], place));
        match worths
            .filter(|(worth, _)| *worth > 0)
            .max_by_key(|(w, p)| (*w, usize::MAX - p))
        {
            Some((_, place)) => Branch::Term(place),
            None => self.by_bracket(domains),
        }
    }

    fn by_bracket(&self, domains: &Domains) -> Branch {
        let layout = &self.oracle.layout;
        // Brackets beyond the problem's own follow from these.
        let own = 0..self.oracle.problem.sizes().len();
        let open = own.filter(|b| domains.count(layout, *b) > 1);
        let key = |bracket: usize| {
            let first = layout.options[bracket];
            let mut loss = i64::MAX;
            domains.each(layout, bracket, |c| {
                if c != self.pick[bracket] {
                    loss = loss.min(self.top[bracket] - self.mix[first + c]);
                }
            });
            (loss, -i64::from(domains.count(layout, bracket)))
        };
        let bracket = open.max_by_key(|b| (key(*b), usize::MAX - b)).unwrap_or(0);
        let mut choices = Vec::new();
        domains.each(layout, bracket, |c| choices.push(c));
        let first = layout.options[bracket];
        choices.sort_by_key(|c| std::cmp::Reverse(self.mix[first + c]));
        Branch::Bracket(bracket, choices)
    }

    /// A combination that may or may not be matched, if there is one.
    pub(crate) fn open_term(&self) -> Option<usize> {
        let terms = self.oracle.ledger.terms.iter().enumerate();
        let open = terms.filter(|(place, _)| self.matches[*place] == Match::Open);
        let worth = |place: usize| {
            let term = &self.oracle.ledger.terms[place];
            term.coarse * self.weights[term.party].max(1)
        };
        open.map(|(place, _)| place)
            .max_by_key(|p| (worth(*p), usize::MAX - p))
    }
}
