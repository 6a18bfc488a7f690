//! A problem made ready for many questions: can these demands be met together?

use super::clause::{Clause, Clauses};
use super::domain::Layout;
use super::ledger::Ledger;
use super::mask::Mask;
use super::search::{Goal, Search, Verdict};
use num_bigint::BigUint;
use problem::{Demand, Effort, Index, Package, Problem};
use std::collections::BTreeMap;

/// A problem compiled once and asked about many sets of demands.
#[derive(Debug)]
pub(crate) struct Oracle<'p> {
    pub(crate) problem: &'p Problem,
    pub(crate) demands: Vec<Demand>,
    places: BTreeMap<Demand, usize>,
    pub(crate) layout: Layout,
    pub(crate) ledger: Ledger,
    pub(crate) clauses: Vec<Clause>,
    /// The clauses that speak of each bracket.
    pub(crate) mentions: Vec<Vec<usize>>,
    /// Each party's value of no deal, as a floor, with the place of its demand.
    pub(crate) floors: Vec<Option<(usize, i64)>>,
    /// The weights of the parties that the last search ended with: the next begins with them.
    weights: Vec<i64>,
    /// How many nodes all searches so far have looked at.
    pub(crate) nodes: u64,
}

/// What an oracle found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Finding {
    /// A package that meets the demands asked about.
    Met(Package),
    /// These of the demands cannot be met together, whatever the others.
    Clash(Mask),
    /// The effort ran out.
    Stopped,
}

/// How many packages an oracle counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number {
    /// There are at least so many.
    pub(crate) least: BigUint,
    /// There are at most so many: more than the least only if the effort ran out.
    pub(crate) most: BigUint,
    /// Some of them.
    pub(crate) some: Vec<Package>,
}

impl Number {
    /// The number, if it is known.
    pub(crate) fn exact(self) -> Option<BigUint> {
        (self.least == self.most).then_some(self.least)
    }
}

impl<'p> Oracle<'p> {
    pub(crate) fn new(problem: &'p Problem) -> Self {
        let sizes = problem.sizes().rows().map(|size| usize::from(*size));
        let mut layout = Layout::new(sizes);
        let demands = problem.demands();
        let places: BTreeMap<Demand, usize> = demands
            .iter()
            .enumerate()
            .map(|(place, d)| (*d, place))
            .collect();
        let mut clauses = Clauses::default();
        for (ix, rule) in problem.rules().iter() {
            let place = places.get(&Demand::Rule(ix)).copied().unwrap_or(0);
            clauses.add(&mut layout, place, rule);
        }
        for (party, stance) in problem.stances().iter() {
            for (line, rule) in stance.red_lines.iter() {
                let place = places.get(&Demand::RedLine(party, line)).copied();
                clauses.add(&mut layout, place.unwrap_or(0), rule);
            }
        }
        let ledger = Ledger::new(problem, &layout);
        let floors = problem.stances().iter().map(|(party, stance)| {
            let place = places.get(&Demand::Reservation(party))?;
            let floor = ledger.floor(Index::position(party), stance.reservation?.get());
            Some((*place, floor))
        });
        let floors = floors.collect();
        let mut mentions = vec![Vec::new(); layout.len()];
        for (place, clause) in clauses.all.iter().enumerate() {
            for part in &clause.parts {
                if let Some(list) = mentions.get_mut(part.bracket) {
                    list.push(place);
                }
            }
        }
        Self {
            problem,
            demands,
            places,
            floors,
            clauses: clauses.all,
            mentions,
            weights: vec![1 << 12; ledger.parties],
            layout,
            ledger,
            nodes: 0,
        }
    }

    /// The number that stands for a decision on a bracket in the reason of a search.
    pub(crate) const fn decision(&self, bracket: usize) -> usize {
        self.demands.len() + bracket
    }

    /// The number that stands for setting a combination aside in the reason of a search.
    pub(crate) const fn decision_on_term(&self, term: usize) -> usize {
        self.demands.len() + self.mentions.len() + term
    }

    /// The places of some demands; those the problem does not have ask nothing.
    pub(crate) fn mask(&self, demands: &[Demand]) -> Mask {
        let mut mask = Mask::empty(self.demands.len());
        let places = demands.iter().filter_map(|d| self.places.get(d));
        places.for_each(|place| mask.insert(*place));
        mask
    }

    /// The demands at some places.
    pub(crate) fn list(&self, mask: &Mask) -> Vec<Demand> {
        let demands = mask.iter().filter_map(|place| self.demands.get(place));
        demands.copied().collect()
    }

    /// Which of all demands a package meets.
    pub(crate) fn met(&self, package: &Package) -> Mask {
        let mut mask = Mask::empty(self.demands.len());
        for (place, demand) in self.demands.iter().enumerate() {
            if self.problem.meets(package, *demand) {
                mask.insert(place);
            }
        }
        mask
    }

    /// Those of some demands that a package does not meet, by their places.
    pub(crate) fn missed<'a>(
        &'a self,
        package: &'a Package,
        among: &'a Mask,
    ) -> impl Iterator<Item = usize> + 'a {
        among.iter().filter(move |place| {
            let demand = self.demands.get(*place);
            demand.is_some_and(|demand| !self.problem.meets(package, *demand))
        })
    }

    /// Whether some package meets these demands.
    pub(crate) fn ask(&mut self, asked: &Mask, effort: &Effort) -> Finding {
        let floors = self.floors_of(asked);
        self.search(asked, floors, Goal::Any, effort).0
    }

    /// The floors of those values of no deal that are asked for.
    pub(crate) fn floors_of(&self, asked: &Mask) -> Vec<Option<i64>> {
        let floors = self.floors.iter();
        floors
            .map(|floor| floor.and_then(|(place, least)| asked.holds(place).then_some(least)))
            .collect()
    }

    /// A package that meets the demands with the most worth to a party, and that worth.
    ///
    /// If the effort ran out, the finding says so and the package is the best so far.
    pub(crate) fn best(
        &mut self,
        asked: &Mask,
        floors: Vec<Option<i64>>,
        party: usize,
        effort: &Effort,
    ) -> (Finding, Option<(Package, i64)>) {
        self.search(asked, floors, Goal::Best(party), effort)
    }

    /// How many packages meet these demands and floors, and some of them, at most so many.
    pub(crate) fn number(
        &mut self,
        asked: &Mask,
        floors: Vec<Option<i64>>,
        some_max: usize,
        effort: &Effort,
    ) -> Number {
        let left = effort.nodes_max.saturating_sub(self.nodes);
        let mut search = Search::new(self, asked, floors, &self.weights);
        let least = search.number(some_max, left, effort.watch);
        let (nodes, some) = (search.nodes, std::mem::take(&mut search.some));
        let most = &least + std::mem::take(&mut search.unseen);
        self.nodes += nodes;
        let some = some.iter().map(|choices| self.package(choices)).collect();
        Number { least, most, some }
    }

    fn package(&self, choices: &[usize]) -> Package {
        let own = choices.iter().take(self.problem.sizes().len());
        Package::at(
            &own.filter_map(|c| u16::try_from(*c).ok())
                .collect::<Vec<_>>(),
        )
    }

    fn search(
        &mut self,
        asked: &Mask,
        floors: Vec<Option<i64>>,
        goal: Goal,
        effort: &Effort,
    ) -> (Finding, Option<(Package, i64)>) {
        let left = effort.nodes_max.saturating_sub(self.nodes);
        let mut search = Search::new(self, asked, floors, &self.weights);
        let verdict = search.run(goal, left, effort.watch);
        let (nodes, best) = (search.nodes, search.best.take());
        let (weights, reason) = (search.weights(), search.reason.clone());
        self.nodes += nodes;
        self.weights = weights;
        let best = best.map(|(choices, worth)| (self.package(&choices), worth));
        let finding = match verdict {
            Verdict::Met(choices) => Finding::Met(self.package(&choices)),
            Verdict::Stopped => Finding::Stopped,
            Verdict::Dead => {
                let mut clash = Mask::empty(self.demands.len());
                let places = reason.iter().filter(|place| *place < self.demands.len());
                places.for_each(|place| clash.insert(place));
                Finding::Clash(clash)
            }
        };
        (finding, best)
    }
}
