//! The flow itself: sources with what is left of them, needs with their room, and a pipe for each
//! pair that may be joined.
//!
//! Invariant: what a source has lost and what a need has got are the sums of its pipes.

#![expect(
    clippy::indexing_slicing,
    reason = "every index is a source, a need or a pipe that this file has counted itself"
)]

use super::pairs::Pairs;
use super::position as ix;
use problem::Effort;

/// Not reached.
const FAR: u32 = u32::MAX;

/// A flow from kinds of lines to needs.
pub(super) struct Net {
    /// Where the pipes of each source begin; one more than there are sources.
    begins: Vec<u32>,
    /// The need at the end of each pipe.
    ends: Vec<u32>,
    /// Where the pipes into each need begin in `into`.
    begins_into: Vec<u32>,
    /// The pipes into each need, with their source.
    into: Vec<(u32, u32)>,
    /// How much flows in each pipe.
    pub(super) flow: Vec<u64>,
    /// What is left of each source.
    rest: Vec<u64>,
    /// What is left open of each need that is open to money.
    room: Vec<u64>,
    /// How many pipes were looked at.
    pub(super) nodes: u64,
    /// Whether it stopped before the end.
    pub(super) stopped: bool,
}

/// How far each source and need lies from a source that has something left, and how many of its
/// pipes have been tried.
struct Layers {
    source: Vec<u32>,
    need: Vec<u32>,
    tried: Vec<u32>,
    tried_into: Vec<u32>,
}

impl Net {
    /// The net of these pairs, with no need open and nothing flowing.
    pub(super) fn of(pairs: &Pairs, needs: usize) -> Self {
        let kinds = pairs.kinds();
        let (mut begins, mut ends) = (vec![0], Vec::new());
        let mut counts = vec![0_u32; needs + 1];
        for kind in kinds {
            ends.extend_from_slice(&kind.needs);
            begins.push(count(ends.len()));
            for need in &kind.needs {
                counts[ix(*need) + 1] += 1;
            }
        }
        for need in 0..needs {
            counts[need + 1] += counts[need];
        }
        let mut next = counts.clone();
        let mut into = vec![(0, 0); ends.len()];
        for (source, kind) in (0..).zip(kinds) {
            for (pipe, need) in (begins[ix(source)]..).zip(&kind.needs) {
                into[ix(next[ix(*need)])] = (pipe, source);
                next[ix(*need)] += 1;
            }
        }
        Self {
            flow: vec![0; ends.len()],
            rest: kinds.iter().map(|kind| kind.amount).collect(),
            room: vec![0; needs],
            begins,
            ends,
            begins_into: counts,
            into,
            nodes: 0,
            stopped: false,
        }
    }

    /// Opens a need to money.
    pub(super) fn open(&mut self, need: u32, amount: u64) {
        self.room[ix(need)] = amount;
    }

    /// Lets as much flow as can, without taking anything from a need that has it (Dinic 1970).
    pub(super) fn fill(&mut self, effort: &Effort<'_>) {
        while let Some(mut layers) = self.layers() {
            if effort.watch.is_stopped() || self.nodes > effort.nodes_max {
                self.stopped = true;
                return;
            }
            let mut path = Vec::new();
            for source in 0..count(self.rest.len()) {
                while self.rest[ix(source)] > 0 && self.path(source, &mut layers, &mut path) {
                    self.push(source, &path);
                }
            }
        }
    }

    /// How much each need has got.
    pub(super) fn met(&self) -> Vec<u64> {
        let mut met = vec![0; self.room.len()];
        for (pipe, need) in self.ends.iter().enumerate() {
            met[ix(*need)] += self.flow[pipe];
        }
        met
    }

    /// What a source pays, need by need.
    pub(super) fn paid(&self, source: u32) -> impl Iterator<Item = (u32, u64)> {
        let pipes = ix(self.begins[ix(source)])..ix(self.begins[ix(source) + 1]);
        let paid = pipes.map(|pipe| (self.ends[pipe], self.flow[pipe]));
        paid.filter(|(_, amount)| *amount > 0)
    }

    /// For each need, the first of these ranks from whose needs one walks back to it: to the
    /// sources open to a need, and on to whatever they pay.
    pub(super) fn walk_back(&self, from: &[(u32, u32)]) -> Vec<Option<u32>> {
        let mut short = vec![None; self.room.len()];
        let mut seen = vec![false; self.rest.len()];
        let mut queue = Vec::new();
        for (rank, start) in from {
            if short[ix(*start)].is_none() {
                short[ix(*start)] = Some(*rank);
                queue.push(*start);
            }
            while let Some(need) = queue.pop() {
                for (_, source) in self.pipes_into(need) {
                    if std::mem::replace(&mut seen[ix(*source)], true) {
                        continue;
                    }
                    for (next, _) in self.paid(*source) {
                        if short[ix(next)].is_none() {
                            short[ix(next)] = Some(*rank);
                            queue.push(next);
                        }
                    }
                }
            }
        }
        short
    }

    /// The needs that are meant, taken together where a source is open to several, each group with
    /// all the sources that are open to any of it.
    pub(super) fn groups(&self, is_meant: impl Fn(u32) -> bool) -> Vec<(Vec<u32>, Vec<u32>)> {
        let mut seen_need = vec![false; self.room.len()];
        let mut seen = vec![false; self.rest.len()];
        let mut groups = Vec::new();
        for start in (0..count(self.room.len())).filter(|need| is_meant(*need)) {
            if std::mem::replace(&mut seen_need[ix(start)], true) {
                continue;
            }
            let (mut needs, mut sources, mut at) = (vec![start], Vec::new(), 0);
            while let Some(need) = needs.get(at).copied() {
                at += 1;
                for (_, source) in self.pipes_into(need) {
                    if std::mem::replace(&mut seen[ix(*source)], true) {
                        continue;
                    }
                    sources.push(*source);
                    let pipes = ix(self.begins[ix(*source)])..ix(self.begins[ix(*source) + 1]);
                    for next in &self.ends[pipes] {
                        if is_meant(*next) && !std::mem::replace(&mut seen_need[ix(*next)], true) {
                            needs.push(*next);
                        }
                    }
                }
            }
            needs.sort_unstable();
            groups.push((needs, sources));
        }
        groups
    }

    fn pipes_into(&self, need: u32) -> &[(u32, u32)] {
        &self.into[ix(self.begins_into[ix(need)])..ix(self.begins_into[ix(need) + 1])]
    }

    /// How far everything lies from what is left, up to the first needs with room; none if there
    /// is no way to one.
    fn layers(&mut self) -> Option<Layers> {
        let mut source = vec![FAR; self.rest.len()];
        let mut need = vec![FAR; self.room.len()];
        let mut now: Vec<u32> = (0..count(self.rest.len()))
            .filter(|at| self.rest[ix(*at)] > 0)
            .collect();
        for at in &now {
            source[ix(*at)] = 0;
        }
        let (mut depth, mut found) = (0, false);
        while !now.is_empty() && !found {
            let mut reached = Vec::new();
            for at in now.drain(..) {
                let pipes = ix(self.begins[ix(at)])..ix(self.begins[ix(at) + 1]);
                self.nodes += u64::from(count(pipes.len()));
                for end in &self.ends[pipes] {
                    if need[ix(*end)] == FAR {
                        need[ix(*end)] = depth + 1;
                        found |= self.room[ix(*end)] > 0;
                        reached.push(*end);
                    }
                }
            }
            for at in reached {
                let pipes = self.pipes_into(at);
                let looked = count(pipes.len());
                for (pipe, from) in pipes {
                    if self.flow[ix(*pipe)] > 0 && source[ix(*from)] == FAR {
                        source[ix(*from)] = depth + 2;
                        now.push(*from);
                    }
                }
                self.nodes += u64::from(looked);
            }
            depth += 2;
        }
        let tried = self.begins.clone();
        let tried_into = self.begins_into.clone();
        found.then_some(Layers {
            source,
            need,
            tried,
            tried_into,
        })
    }

    /// A way through the layers from a source to a need with room: pipes to fill and pipes to
    /// empty by turns. What led nowhere is not tried again.
    fn path(&mut self, start: u32, layers: &mut Layers, path: &mut Vec<u32>) -> bool {
        path.clear();
        let mut at = start;
        'source: loop {
            while layers.tried[ix(at)] < self.begins[ix(at) + 1] {
                let pipe = layers.tried[ix(at)];
                let need = self.ends[ix(pipe)];
                self.nodes += 1;
                if layers.need[ix(need)] != layers.source[ix(at)].wrapping_add(1) {
                    layers.tried[ix(at)] += 1;
                    continue;
                }
                path.push(pipe);
                if self.room[ix(need)] > 0 {
                    return true;
                }
                if let Some((back, from)) = self.way_back(need, layers) {
                    path.push(back);
                    at = from;
                    continue 'source;
                }
                path.pop();
                layers.tried[ix(at)] += 1;
            }
            // Nothing more from here: back over the pipe to be emptied, and the one before it.
            let (Some(back), Some(pipe)) = (path.pop(), path.pop()) else {
                return false;
            };
            layers.tried_into[ix(self.ends[ix(back)])] += 1;
            at = self.source_of(pipe);
        }
    }

    /// The next pipe into a need that could be emptied towards the next layer.
    fn way_back(&mut self, need: u32, layers: &mut Layers) -> Option<(u32, u32)> {
        let end = self.begins_into[ix(need) + 1];
        while layers.tried_into[ix(need)] < end {
            let (pipe, from) = self.into[ix(layers.tried_into[ix(need)])];
            self.nodes += 1;
            let next = layers.source[ix(from)] == layers.need[ix(need)].wrapping_add(1);
            if next && self.flow[ix(pipe)] > 0 {
                return Some((pipe, from));
            }
            layers.tried_into[ix(need)] += 1;
        }
        None
    }

    /// The source of a pipe.
    fn source_of(&self, pipe: u32) -> u32 {
        count(self.begins.partition_point(|begin| *begin <= pipe)) - 1
    }

    /// Lets as much flow along a way as it takes.
    fn push(&mut self, start: u32, path: &[u32]) {
        let Some(last) = path.last() else { return };
        let end = self.ends[ix(*last)];
        let emptied = path.iter().skip(1).step_by(2);
        let most = emptied.map(|pipe| self.flow[ix(*pipe)]).min();
        let amount = most
            .unwrap_or(u64::MAX)
            .min(self.rest[ix(start)])
            .min(self.room[ix(end)]);
        for (turn, pipe) in path.iter().enumerate() {
            if turn % 2 == 0 {
                self.flow[ix(*pipe)] += amount;
            } else {
                self.flow[ix(*pipe)] -= amount;
            }
        }
        self.rest[ix(start)] -= amount;
        self.room[ix(end)] -= amount;
    }
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}
