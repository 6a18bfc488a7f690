//! Whether some schedule keeps calendars, windows, terms and limits and ends in time: branch and
//! bound, in which the relaxation is the earliest schedule.
//!
//! Where the earliest dates pass a limit, one branches on which receipt is verified no later than
//! which delivery is done; where two steps overlap that must not, on which of them is first. The
//! branches exclude each other, so nothing is searched twice.
#![expect(
    clippy::indexing_slicing,
    reason = "positions come from the plan's own tables"
)]

use super::choice::{Choice, before, covered};
use super::ledger::{Ledger, Times};
use super::net::{Arc, Bounds, Event, Net};
use super::relation::{Paths, Relation};
use super::settle::{Crossed, Moved};
use problem::Effort;
use problem::plan::Plan;

/// Up to so many steps a plan is small: more is followed up in each part of the search.
const SMALL: usize = 128;

/// How many rounds of following up a small and a large plan are worth.
const ROUNDS: (usize, usize) = (24, 3);

/// How much memory the open parts of a search may take.
const BYTES_MAX: usize = 1 << 29;

/// What a search came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// These starts keep everything.
    Found(Vec<i32>),
    /// No schedule does.
    None,
    /// The nodes ran out, or somebody stopped it.
    Stopped,
}

/// What the search asks: the accounts with their limits, and the morning by which all is verified.
#[derive(Debug, Clone)]
pub(super) struct Question {
    pub(super) ledgers: Vec<Ledger>,
    pub(super) end: i32,
}

/// A part of the search: dates and relations, with the arcs that make it.
#[derive(Debug, Clone)]
struct Part {
    bounds: Bounds,
    relation: Relation,
    arcs: usize,
}

/// A part with the decisions that are open there.
struct Frame {
    part: Part,
    choices: std::vec::IntoIter<Choice>,
    /// The choice that was made last, and is left behind before the next.
    left: Option<Choice>,
}

/// A search over one plan, kept between questions.
pub(super) struct Search {
    pub(super) net: Net,
    root: Part,
    paths: Paths,
    moved: Moved,
    times: Times,
    /// How many parts were looked at.
    pub(super) nodes: u64,
}

impl Search {
    pub(super) fn of(plan: &Plan) -> Self {
        let net = Net::of(plan);
        let mut paths = Paths::through(&net);
        let root = Part {
            bounds: net.windows(plan),
            relation: Relation::of(&net, &mut paths),
            arcs: net.arcs.len(),
        };
        let moved = Moved::none(net.size());
        Self {
            net,
            root,
            paths,
            moved,
            times: Times::default(),
            nodes: 0,
        }
    }

    /// A schedule that answers a question, if there is one; [`Effort::vectors_max`] limits how many
    /// parts may be open at once.
    pub(super) fn ask(&mut self, question: &Question, nodes_max: u64, effort: &Effort) -> Outcome {
        let last = self.nodes.saturating_add(nodes_max).min(effort.nodes_max);
        let Ok(part) = self.open(question) else {
            return Outcome::None;
        };
        let mut frames = Vec::new();
        if let Some(starts) = self.branch(part, question, &mut frames) {
            return Outcome::Found(starts);
        }
        let deepest = effort.vectors_max.min(BYTES_MAX / self.root.bytes());
        loop {
            let depth = frames.len();
            let Some(frame) = frames.last_mut() else {
                return Outcome::None;
            };
            let full = depth >= deepest;
            if full || self.nodes >= last || effort.watch.is_stopped() {
                return Outcome::Stopped;
            }
            self.net.truncate(frame.part.arcs);
            let left = frame.left.take();
            let dead = left
                .is_some_and(|left| self.turn(&mut frame.part, left.other(), question).is_err());
            let Some(choice) = frame.choices.next().filter(|_| !dead) else {
                frames.pop();
                continue;
            };
            frame.left = Some(choice);
            let mut part = frame.part.clone();
            self.nodes += 1;
            effort.watch.report(self.nodes, effort.nodes_max);
            if self.turn(&mut part, choice.arc(), question).is_ok()
                && let Some(starts) = self.branch(part, question, &mut frames)
            {
                return Outcome::Found(starts);
            }
        }
    }

    /// Whether a question is open after following what is sure, without any branching.
    pub(super) fn is_open(&mut self, question: &Question) -> bool {
        self.open(question).is_ok()
    }

    /// The earliest end that what is sure leaves to a question, without any branching.
    pub(super) fn least_end(&mut self, question: &Question) -> Option<i32> {
        let part = self.open(question).ok()?;
        super::dates::end(&self.net, &part.bounds.earliest)
    }

    fn open(&mut self, question: &Question) -> Result<Part, Crossed> {
        self.nodes += 1;
        let mut part = self.root.clone();
        self.net.truncate(part.arcs);
        self.moved.clear();
        for step in 0..u32::try_from(self.net.size()).unwrap_or(u32::MAX) {
            if part.bounds.earliest[step as usize] > part.bounds.latest[step as usize] {
                return Err(Crossed(step));
            }
            let by = (step, Event::Verified, question.end);
            self.net.not_after(&mut part.bounds, by, &mut self.moved)?;
            self.moved.push(step);
        }
        self.follow(&mut part, question)?;
        Ok(part)
    }

    /// Takes an arc into a part, with all that follows from it.
    fn turn(&mut self, part: &mut Part, arc: Arc, question: &Question) -> Result<(), Crossed> {
        self.moved.clear();
        self.add(part, arc);
        self.follow(part, question)
    }

    fn add(&mut self, part: &mut Part, arc: Arc) {
        self.net.push(arc);
        part.arcs = self.net.arcs.len();
        part.relation.add(&self.net, &arc, &mut self.paths);
        self.moved.push(arc.before);
        self.moved.push(arc.after);
    }

    /// Follows what is sure: arcs, limits and exclusions, until nothing moves or a number of rounds
    /// is over. What is left out then is only a chance to see a dead end early.
    fn follow(&mut self, part: &mut Part, question: &Question) -> Result<(), Crossed> {
        let large = self.net.size() > SMALL;
        let rounds = if large { ROUNDS.1 } else { ROUNDS.0 };
        for round in 0..rounds {
            self.net.settle(&mut part.bounds, &mut self.moved)?;
            self.times.read(&self.net, &part.bounds);
            if round == 0 && !large {
                self.wait_in_circles(part, question)?;
            }
            let mut still = true;
            for ledger in &question.ledgers {
                still &= !self.heed(part, ledger)?;
            }
            still &= !self.part_overlaps(part)?;
            if still {
                return Ok(());
            }
        }
        self.net.settle(&mut part.bounds, &mut self.moved)?;
        self.times.read(&self.net, &part.bounds);
        Ok(())
    }

    /// Fails if some deliveries wait for each other: none of them can be covered by receipts that
    /// come before all of them, so that none can be the first.
    fn wait_in_circles(&self, part: &Part, question: &Question) -> Result<(), Crossed> {
        let relation = &part.relation;
        let mut waiting: Vec<(&Ledger, u32, i64)> = Vec::new();
        for ledger in question.ledgers.iter().filter(|ledger| !ledger.is_idle()) {
            for (gives, _) in &ledger.gives {
                let need = ledger.need(*gives, relation, &self.times);
                if need > 0 {
                    waiting.push((ledger, *gives, need));
                }
            }
        }
        loop {
            let mut later = vec![0; self.net.size().div_ceil(64)];
            for (_, gives, _) in &waiting {
                for (word, more) in later.iter_mut().zip(relation.never.row(*gives)) {
                    *word |= more;
                }
            }
            let before = waiting.len();
            waiting.retain(|(ledger, gives, need)| {
                ledger.without(&later, *gives, (relation, &self.times)) < *need
            });
            match waiting.first() {
                None => return Ok(()),
                Some((_, gives, _)) if waiting.len() == before => return Err(Crossed(*gives)),
                Some(_) => {}
            }
        }
    }

    /// Draws what follows from one limit; whether anything did.
    fn heed(&mut self, part: &mut Part, ledger: &Ledger) -> Result<bool, Crossed> {
        if ledger.is_idle() {
            return Ok(false);
        }
        let crossed = Crossed(ledger.gives.first().map_or(0, |(step, _)| *step));
        if ledger.is_broken(&self.times) {
            return Err(crossed);
        }
        let mut any = false;
        for (gives, _) in &ledger.gives {
            let demand = ledger.demand(*gives, &part.relation, &self.times);
            let demand = demand.map_err(|_| Crossed(*gives))?;
            if let Some(morning) = demand.not_before {
                let from = (*gives, Event::Done, morning);
                any |= self
                    .net
                    .not_before(&mut part.bounds, from, &mut self.moved)?;
            }
            for takes in demand.needed {
                self.add(part, covered(*gives, takes));
                any = true;
            }
        }
        Ok(any)
    }

    /// Orders pairs that must not overlap where only one order is left; whether any was.
    fn part_overlaps(&mut self, part: &mut Part) -> Result<bool, Crossed> {
        let mut any = false;
        for at in 0..self.net.apart.len() {
            let (one, other) = self.net.apart[at];
            let may = |first: u32, second: u32| {
                let in_time =
                    self.times.done[first as usize].0 <= part.bounds.latest[second as usize];
                let behind = part.relation.then.has(second, first);
                in_time && !(behind && self.net.paces[second as usize].days > 0)
            };
            let apart = |first: u32, second: u32| {
                self.times.done[first as usize].1 <= part.bounds.earliest[second as usize]
            };
            if apart(one, other) || apart(other, one) {
                continue;
            }
            let arc = match (may(one, other), may(other, one)) {
                (true, true) => continue,
                (true, false) => before(one, other),
                (false, true) => before(other, one),
                (false, false) => return Err(Crossed(one)),
            };
            if !self.has(&arc) {
                self.add(part, arc);
                any = true;
            }
        }
        Ok(any)
    }

    fn has(&self, arc: &Arc) -> bool {
        let out = &self.net.out[arc.before as usize];
        out.iter().any(|ix| self.net.arcs[*ix as usize] == *arc)
    }

    /// The starts of a part that needs no decision; or else opens a frame for the decision that
    /// leaves the fewest ways.
    fn branch(
        &mut self,
        part: Part,
        question: &Question,
        frames: &mut Vec<Frame>,
    ) -> Option<Vec<i32>> {
        let mut best: Option<Vec<Choice>> = None;
        let mut take = |choices: Vec<Choice>| {
            if best.as_ref().is_none_or(|best| choices.len() < best.len()) {
                best = Some(choices);
            }
        };
        for ledger in question.ledgers.iter().filter(|ledger| !ledger.is_idle()) {
            if let Some(covers) = ledger.covers(&part.relation, &self.times) {
                take(covers.into_iter().map(Choice::Cover).collect());
            }
        }
        let early = |step: u32| part.bounds.earliest[step as usize];
        let done = |step: u32| self.times.done[step as usize].0;
        for (one, other) in &self.net.apart {
            if done(*one) > early(*other) && done(*other) > early(*one) {
                let mut firsts = [(*one, *other), (*other, *one)];
                firsts.sort_by_key(|(first, second)| (done(*first) - early(*second), *first));
                take(
                    firsts
                        .map(|(first, second)| Choice::First(first, second))
                        .to_vec(),
                );
            }
        }
        match best {
            None => Some(part.bounds.earliest),
            Some(choices) => {
                let choices = choices.into_iter();
                frames.push(Frame {
                    part,
                    choices,
                    left: None,
                });
                None
            }
        }
    }
}

impl Part {
    /// About how much memory it takes.
    const fn bytes(&self) -> usize {
        let steps = self.bounds.earliest.len();
        64 + 8 * steps + 3 * 8 * steps * steps.div_ceil(64)
    }
}
