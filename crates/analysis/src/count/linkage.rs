//! Rules, red lines and bonuses as bits that live while their brackets are being decided.
//!
//! Each combination has a bit: alive while every bracket decided so far fits it. When its last
//! bracket is decided the bit has done its work and is cleared, so that states which no longer
//! differ become one.

#![expect(
    clippy::indexing_slicing,
    reason = "kernel: bits, brackets and times come from the plan's own tables"
)]

use crate::feasibility::clause::{Part, conjunction};
use crate::feasibility::domain::Layout;
use problem::{Pattern, Rule};

/// A rule over bits.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    Never(usize),
    Requires(usize, usize),
    /// The bits, and one more that says that one of them has matched.
    AtMostOne(Vec<usize>, usize),
    /// As at most one, and one must match.
    ExactlyOne(Vec<usize>, usize),
}

/// A rule of the text, or a red line of a party.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub(super) holder: Option<usize>,
    pub(super) shape: Shape,
    /// Every bit that is the rule's own.
    pub(super) bits: Vec<usize>,
    /// After how many brackets it is settled.
    pub(super) last: usize,
}

/// A bonus of a party.
#[derive(Debug, Clone)]
pub(super) struct Prize {
    pub(super) party: usize,
    pub(super) worth: i64,
    pub(super) bit: usize,
}

/// The bits of all combinations, as they are gathered.
#[derive(Debug)]
pub(super) struct Bits<'l> {
    layout: &'l Layout,
    /// After how many brackets each bracket is decided.
    time: &'l [usize],
    /// For each bit, the parts of its combination; `None` if nothing matches it.
    pub(super) parts: Vec<Option<Vec<Part>>>,
    /// After how many brackets each bit is settled.
    pub(super) last: Vec<usize>,
}

impl<'l> Bits<'l> {
    pub(super) const fn new(layout: &'l Layout, time: &'l [usize]) -> Self {
        Self {
            layout,
            time,
            parts: Vec::new(),
            last: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, parts: Option<Vec<Part>>) -> usize {
        let times = parts.iter().flatten().map(|part| self.time[part.bracket]);
        self.last.push(times.max().unwrap_or(0));
        self.parts.push(parts);
        self.last.len() - 1
    }

    fn pattern(&mut self, pattern: &Pattern) -> usize {
        let parts = conjunction(self.layout, pattern);
        self.push(parts)
    }

    pub(super) fn link(&mut self, holder: Option<usize>, rule: &Rule) -> Link {
        let (shape, bits) = match rule {
            Rule::Never(pattern) => {
                let bit = self.pattern(pattern);
                (Shape::Never(bit), vec![bit])
            }
            Rule::Requires { when, then } => {
                let (when, then) = (self.pattern(when), self.pattern(then));
                (Shape::Requires(when, then), vec![when, then])
            }
            Rule::AtMostOne(patterns) => {
                let (bits, one, all) = self.several(patterns);
                (Shape::AtMostOne(bits, one), all)
            }
            Rule::ExactlyOne(patterns) => {
                let (bits, one, all) = self.several(patterns);
                (Shape::ExactlyOne(bits, one), all)
            }
        };
        let last = bits.iter().map(|bit| self.last[*bit]).max().unwrap_or(0);
        Link {
            holder,
            shape,
            bits,
            last,
        }
    }

    fn several(&mut self, patterns: &[Pattern]) -> (Vec<usize>, usize, Vec<usize>) {
        let bits: Vec<usize> = patterns.iter().map(|p| self.pattern(p)).collect();
        let one = self.push(None);
        let all = bits.iter().copied().chain([one]).collect();
        (bits, one, all)
    }
}

/// What a step does to the bits of a state.
pub(super) struct Board<'s> {
    pub(super) words: &'s mut [u64],
    /// For each bit, after how many brackets it is settled.
    pub(super) last: &'s [usize],
    /// How many brackets are decided.
    pub(super) time: usize,
}

impl Board<'_> {
    pub(super) fn holds(&self, bit: usize) -> bool {
        self.words[bit / 64] >> (bit % 64) & 1 == 1
    }

    pub(super) fn set(&mut self, bit: usize) {
        self.words[bit / 64] |= 1 << (bit % 64);
    }

    pub(super) fn clear(&mut self, bit: usize) {
        self.words[bit / 64] &= !(1 << (bit % 64));
    }

    fn settled(&self, bit: usize) -> bool {
        self.last[bit] <= self.time
    }

    /// Brings a link up to date; whether it is still unbroken.
    pub(super) fn keeps(&mut self, link: &Link) -> bool {
        match &link.shape {
            Shape::Never(bit) => !(self.settled(*bit) && self.holds(*bit)),
            Shape::Requires(when, then) => {
                let met = self.settled(*then) && self.holds(*then);
                if !self.holds(*when) || met {
                    self.clear(*when);
                    self.clear(*then);
                    return true;
                }
                self.holds(*then) || !self.settled(*when)
            }
            Shape::AtMostOne(bits, one) => self.counts(bits, *one, link.last),
            Shape::ExactlyOne(bits, one) => {
                let met = self.counts_one(bits, *one);
                let open = self.holds(*one) || bits.iter().any(|bit| self.holds(*bit));
                if self.time >= link.last {
                    self.clear(*one);
                }
                met && open
            }
        }
    }

    fn counts(&mut self, bits: &[usize], one: usize, last: usize) -> bool {
        let met = self.counts_one(bits, one);
        if self.time >= last {
            self.clear(one);
        }
        met
    }

    /// Moves settled matches into the bit that says there was one; whether there was no second.
    fn counts_one(&mut self, bits: &[usize], one: usize) -> bool {
        for bit in bits {
            if self.settled(*bit) && self.holds(*bit) {
                self.clear(*bit);
                if self.holds(one) {
                    return false;
                }
                self.set(one);
            }
        }
        true
    }
}
