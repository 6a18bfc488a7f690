//! Makes stages from a problem.

use super::bucket::Bucket;
use super::elimination::{decision_order, table_len};
use super::linkage::Verdict;
use super::{Linkage, Stage, Stages, TABLE_MAX};
use problem::{Index, Problem, Scope, Stance};
use std::collections::BTreeMap;

/// Bounds are computed on scores that are shifted down to at most this many bits.
const BOUND_BITS: u32 = 32;

pub(super) fn stages(problem: &Problem, scope: Scope) -> Stages {
    let linkages = linkages(problem, scope);
    let leaders = groups(problem, scope);
    let options: Vec<Vec<u16>> = leaders.iter().map(|leaders| distinct(leaders)).collect();
    let sizes: Vec<usize> = options.iter().map(Vec::len).collect();
    let order = decision_order(&sizes, &linkages);
    let mut made = Stages {
        parties: problem.stances().len(),
        shifts: widths(problem).map(shift).collect(),
        spans: widths(problem)
            .map(|w| (w >> shift(w)) as i64 + 1)
            .collect(),
        start: vec![0; problem.stances().len()],
        is_void: false,
        place_of: vec![0; order.len()],
        rows: Vec::with_capacity(order.len()),
        is_tight: true,
        entries: 0,
        messages: 0,
    };
    for bracket in order {
        let alike = options[bracket].iter().map(|option| {
            let alike = leaders[bracket].iter().filter(|leader| *leader == option);
            alike.count() as u64
        });
        made.rows.push(Stage {
            bracket,
            alike: alike.collect(),
            options: options[bracket].clone(),
            buckets: Vec::new(),
            wide: Vec::new(),
        });
    }
    Builder::new(problem, &mut made, linkages).fill();
    made
}

/// For each bracket, for each option, the first option that nothing tells apart from it.
pub(super) fn groups(problem: &Problem, scope: Scope) -> Vec<Vec<u16>> {
    let linkages = linkages(problem, scope);
    let patterns = linkages.iter().flat_map(Linkage::patterns);
    let parts: Vec<_> = patterns.flat_map(|pattern| pattern.parts()).collect();
    let mut groups = Vec::with_capacity(problem.sizes().len());
    for (bracket, size) in problem.sizes().iter() {
        let mut seen = BTreeMap::new();
        let mut leaders = Vec::with_capacity(usize::from(*size));
        for option in 0..*size {
            let choice = problem::ChoiceIx::new(option);
            let stances = problem.stances().rows();
            let scores = stances.map(|s| s.scores.get(bracket)?.get(usize::from(option)).copied());
            let here = parts.iter().filter(|(b, _)| *b == bracket);
            let held: Vec<bool> = here.map(|(_, set)| set.holds(choice)).collect();
            let mark = (scores.collect::<Vec<_>>(), held);
            leaders.push(*seen.entry(mark).or_insert(option));
        }
        groups.push(leaders);
    }
    groups
}

fn distinct(leaders: &[u16]) -> Vec<u16> {
    let mut distinct = leaders.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    distinct
}

fn linkages(problem: &Problem, scope: Scope) -> Vec<Linkage> {
    let mut linkages: Vec<Linkage> = problem.rules().rows().map(Linkage::rule).collect();
    for (party, stance) in problem.stances().iter() {
        match scope {
            Scope::Possible => {}
            Scope::WithinRedLines | Scope::Acceptable => {
                linkages.extend(stance.red_lines.rows().map(Linkage::rule));
            }
        }
        let bonuses = stance.bonuses.iter();
        let party = Index::position(party);
        linkages.extend(bonuses.map(|b| Linkage::bonus(party, &b.pattern, b.score.get())));
    }
    linkages
}

/// The furthest from 0 that each party's scores or value of no deal can lie.
fn widths(problem: &Problem) -> impl Iterator<Item = u64> + '_ {
    problem.stances().rows().map(|stance| {
        let widest = |scores: &Vec<problem::Score>| {
            scores
                .iter()
                .map(|s| s.get().unsigned_abs())
                .max()
                .unwrap_or(0)
        };
        let options: u64 = stance.scores.rows().map(widest).sum();
        let bonuses: u64 = stance
            .bonuses
            .iter()
            .map(|b| b.score.get().unsigned_abs())
            .sum();
        let reservation = stance.reservation.map_or(0, |r| r.get().unsigned_abs());
        (options + bonuses).max(reservation)
    })
}

const fn shift(width: u64) -> u32 {
    (u64::BITS - width.leading_zeros()).saturating_sub(BOUND_BITS)
}

/// A function of earlier stages that some bucket of a stage must take in.
enum Item {
    Linkage(Linkage),
    Message { stage: usize, bucket: usize },
}

struct Builder<'a> {
    problem: &'a Problem,
    stages: &'a mut Stages,
    /// What each stage must take in, with the earlier stages that it depends on.
    items: Vec<Vec<(Vec<usize>, Item)>>,
}

impl<'a> Builder<'a> {
    fn new(problem: &'a Problem, stages: &'a mut Stages, linkages: Vec<Linkage>) -> Self {
        let count = stages.rows.len();
        let mut items: Vec<Vec<(Vec<usize>, Item)>> = (0..count).map(|_| Vec::new()).collect();
        for (position, stage) in stages.rows.iter().enumerate() {
            stages.place_of[stage.bracket] = position;
        }
        let place = stages.place_of.clone();
        let sizes: Vec<usize> = stages
            .rows
            .iter()
            .map(|stage| stage.options.len())
            .collect();
        for linkage in linkages {
            let mut scope: Vec<usize> = linkage.brackets.iter().map(|b| place[*b]).collect();
            scope.sort_unstable();
            let wide = table_len(&sizes, &scope) > TABLE_MAX;
            match scope.pop() {
                None => stages.open_with(&linkage),
                Some(last) if wide => {
                    stages.is_tight = false;
                    stages.rows[last].wide.push(linkage);
                }
                Some(last) => items[last].push((scope, Item::Linkage(linkage))),
            }
        }
        Self {
            problem,
            stages,
            items,
        }
    }

    fn fill(mut self) {
        for stage in (0..self.stages.rows.len()).rev() {
            let mut items = std::mem::take(&mut self.items[stage]);
            items.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
            let groups = self.grouped(stage, items);
            self.stages.is_tight &= groups.len() == 1;
            for (position, (scope, items)) in groups.into_iter().enumerate() {
                let bucket = self.bucket(stage, position, &scope, &items);
                self.stages.entries += bucket.len();
                self.stages.messages += bucket.len() / bucket.options;
                self.stages.rows[stage].buckets.push(bucket);
                if let Some(last) = scope.last().copied() {
                    let below = scope[..scope.len() - 1].to_vec();
                    let message = Item::Message {
                        stage,
                        bucket: position,
                    };
                    self.items[last].push((below, message));
                }
            }
        }
    }

    /// First fit: the items of each bucket with the earlier stages that they depend on together.
    fn grouped(
        &self,
        stage: usize,
        items: Vec<(Vec<usize>, Item)>,
    ) -> Vec<(Vec<usize>, Vec<Item>)> {
        let rows = &self.stages.rows;
        let sizes: Vec<usize> = rows.iter().map(|row| row.options.len()).collect();
        let mut groups: Vec<(Vec<usize>, Vec<Item>)> = vec![(Vec::new(), Vec::new())];
        for (scope, item) in items {
            let joined = |group: &Vec<usize>| {
                let mut joined = group.clone();
                joined.extend(&scope);
                joined.sort_unstable();
                joined.dedup();
                joined
            };
            let fits = |group: &(Vec<usize>, Vec<Item>)| {
                table_len(&sizes, &joined(&group.0)).saturating_mul(sizes[stage]) <= TABLE_MAX
            };
            match groups.iter_mut().find(|group| fits(group)) {
                Some(group) => {
                    group.0 = joined(&group.0);
                    group.1.push(item);
                }
                None => groups.push((scope, vec![item])),
            }
        }
        groups
    }

    fn bucket(&self, stage: usize, position: usize, scope: &[usize], items: &[Item]) -> Bucket {
        let rows = &self.stages.rows;
        let options = rows[stage].options.len();
        let mut context = Vec::with_capacity(scope.len());
        let mut len = options;
        for earlier in scope {
            context.push((*earlier, len));
            len *= rows[*earlier].options.len();
        }
        let mut bucket = Bucket {
            context,
            options,
            entry_start: self.stages.entries,
            message_start: self.stages.messages,
            ..Bucket::default()
        };
        bucket.reports = vec![Vec::with_capacity(len); reporting(items).count()];
        let mut places = vec![0; rows.len()];
        for entry in 0..len {
            places[stage] = (entry % options) as u16;
            for (earlier, stride) in &bucket.context {
                places[*earlier] = (entry / stride % rows[*earlier].options.len()) as u16;
            }
            let mut scores = if position == 0 {
                self.own_scores(stage, places[stage])
            } else {
                vec![0; self.stages.parties]
            };
            let dead = self.add_linkages(items, &places, &mut scores);
            bucket.scores.extend(scores);
            bucket.dead.push(dead);
            for (report, (stage, child)) in bucket.reports.iter_mut().zip(reporting(items)) {
                let child = &rows[stage].buckets[child];
                let message = child.message_start + child.base(&places) / child.options;
                report.push(message as u32);
            }
        }
        let shifts = self.stages.shifts.iter().cycle();
        for (score, shift) in bucket.scores.iter().zip(shifts) {
            let low = score >> shift;
            bucket.lowered.push(low);
            bucket.lifted.push(low + i64::from(low << shift != *score));
        }
        bucket
    }

    fn own_scores(&self, stage: usize, place: u16) -> Vec<i64> {
        let row = &self.stages.rows[stage];
        let option = usize::from(row.options[usize::from(place)]);
        let score = |stance: &Stance| {
            let scores = stance.scores.rows().nth(row.bracket);
            let score = scores.and_then(|scores| scores.get(option));
            score.map_or(0, |score| score.get())
        };
        self.problem.stances().rows().map(score).collect()
    }

    /// Adds what the linkages are worth; says whether one of them forbids the entry.
    fn add_linkages(&self, items: &[Item], places: &[u16], scores: &mut [i64]) -> bool {
        let mut dead = false;
        for item in items {
            if let Item::Linkage(linkage) = item {
                match linkage.judge(self.stages, places) {
                    Verdict::Forbidden => dead = true,
                    Verdict::Worth(party, score) => scores[party] += score,
                    Verdict::Nothing => {}
                }
            }
        }
        dead
    }
}

fn reporting(items: &[Item]) -> impl Iterator<Item = (usize, usize)> + '_ {
    items.iter().filter_map(|item| match item {
        Item::Message { stage, bucket } => Some((*stage, *bucket)),
        Item::Linkage(_) => None,
    })
}
