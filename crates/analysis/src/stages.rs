//! A problem as stages: its brackets in the order in which they are decided, with linkages folded
//! into small tables, so that a bound on what is still to come is a look-up.
//!
//! The order is the reverse of a min-fill elimination order. Every rule, red line and bonus goes
//! to the last stage that it speaks of; a stage joins what it holds, and the messages of later
//! stages, into buckets (Dechter 1999, *Bucket elimination*). Where a joined table would be too
//! large it is split, which weakens the bound and never the answer (Dechter and Rish 2003,
//! *Mini-buckets*). Linkages over too many brackets for any table are judged one package at a time.
//!
//! Options of a bracket that no party and no linkage can tell apart are one, with a multiplicity.
//!
//! Invariant: a bound is never below what it bounds.
#![expect(
    clippy::indexing_slicing,
    reason = "a kernel: every index was made beside the array that it indexes"
)]

mod bucket;
mod build;
mod elimination;
mod linkage;
mod price;

pub(crate) use linkage::{Linkage, Verdict};
pub(crate) use price::{DEAD, PRICE_SUM_MAX, Priced};

use bucket::Bucket;
use problem::{Package, PartyIx, Problem, Scope, Score, Table};

/// The most entries of one joined table.
const TABLE_MAX: usize = 4096;

/// A problem's brackets in the order in which they are decided.
#[derive(Debug, Clone)]
pub(crate) struct Stages {
    /// How many parties there are.
    pub(crate) parties: usize,
    /// How far each party's scores are shifted down before they enter a bound.
    pub(crate) shifts: Vec<u32>,
    /// No score of a party lies further from 0 than this, in shifted units.
    pub(crate) spans: Vec<i64>,
    /// What the empty package is worth to each party.
    pub(crate) start: Vec<i64>,
    /// Whether a rule forbids everything.
    pub(crate) is_void: bool,
    /// The stages, first decided first.
    pub(crate) rows: Vec<Stage>,
    /// Whether every linkage went into one table of its stage, so that bounds are attained.
    pub(crate) is_tight: bool,
    /// The stage of each bracket.
    place_of: Vec<usize>,
    /// How many entries and messages all buckets have together.
    entries: usize,
    messages: usize,
}

/// One bracket when its turn comes.
#[derive(Debug, Clone)]
pub(crate) struct Stage {
    /// The bracket's place in the problem.
    pub(crate) bracket: usize,
    /// The options to choose from: the least of each group that nothing tells apart.
    pub(crate) options: Vec<u16>,
    /// How many options each stands for.
    pub(crate) alike: Vec<u64>,
    /// What the choice decides, given earlier choices.
    pub(crate) buckets: Vec<Bucket>,
    /// The linkages that are too wide for a table.
    pub(crate) wide: Vec<Linkage>,
}

impl Stages {
    /// The stages of a problem, with the rules and, where the scope says so, the red lines.
    ///
    /// Values of no deal are not part of the stages: a search adds them as floors.
    pub(crate) fn new(problem: &Problem, scope: Scope) -> Self {
        build::stages(problem, scope)
    }

    /// The package of these option places, stage by stage.
    pub(crate) fn package(&self, places: &[u16]) -> Package {
        let mut positions = vec![0; self.rows.len()];
        for (stage, place) in self.rows.iter().zip(places) {
            positions[stage.bracket] = stage.options[usize::from(*place)];
        }
        Package::at(&positions)
    }

    /// The option places of a package; nothing if one of its options is counted under another that
    /// nothing tells apart from it.
    pub(crate) fn places(&self, package: &Package) -> Option<Vec<u16>> {
        let picked: Vec<u16> = package
            .iter()
            .map(|(_, option)| option.position())
            .collect();
        let place = |stage: &Stage| {
            let option = picked.get(stage.bracket)?;
            let place = stage.options.iter().position(|other| other == option)?;
            u16::try_from(place).ok()
        };
        self.rows.iter().map(place).collect()
    }

    /// The earlier stages whose places later stages still ask for, at a depth.
    pub(crate) fn live(&self, depth: usize) -> Vec<usize> {
        let mut live = Vec::new();
        for stage in &self.rows[depth..] {
            let contexts = stage.buckets.iter().flat_map(|bucket| &bucket.context);
            live.extend(contexts.map(|(earlier, _)| *earlier));
            let wide = stage.wide.iter().flat_map(|linkage| &linkage.brackets);
            live.extend(wide.map(|bracket| self.place_of[*bracket]));
        }
        live.retain(|stage| *stage < depth);
        live.sort_unstable();
        live.dedup();
        live
    }

    /// Takes in a linkage that speaks of no bracket.
    fn open_with(&mut self, linkage: &Linkage) {
        match linkage.read(&|_| 0) {
            linkage::Verdict::Forbidden => self.is_void = true,
            linkage::Verdict::Worth(party, score) => self.start[party] += score,
            linkage::Verdict::Nothing => {}
        }
    }

    /// The exact scores of these option places, or nothing if a rule or red line forbids them.
    pub(crate) fn scores(&self, places: &[u16], scores: &mut [i64]) -> bool {
        scores.copy_from_slice(&self.start);
        if self.is_void {
            return false;
        }
        for (position, stage) in self.rows.iter().enumerate() {
            let option = usize::from(places[position]);
            for bucket in &stage.buckets {
                let entry = bucket.base(places) + option;
                if bucket.dead[entry] {
                    return false;
                }
                let gains = &bucket.scores[entry * self.parties..][..self.parties];
                for (score, gain) in scores.iter_mut().zip(gains) {
                    *score += gain;
                }
            }
            for linkage in &stage.wide {
                match linkage.judge(self, places) {
                    linkage::Verdict::Forbidden => return false,
                    linkage::Verdict::Worth(party, score) => scores[party] += score,
                    linkage::Verdict::Nothing => {}
                }
            }
        }
        true
    }
}

/// Exact scores as a table of the problem's parties.
pub(crate) fn table(scores: &[i64]) -> Table<PartyIx, Score> {
    scores.iter().copied().map(Score::new).collect()
}
