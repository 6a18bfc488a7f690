//! What a count must keep track of: the order of the brackets, bits, sums, and who must accept.

#![expect(
    clippy::indexing_slicing,
    reason = "kernel: brackets, parties and bits come from the problem's own tables"
)]

use super::linkage::{Bits, Link, Prize};
use crate::feasibility::domain::Layout;
use crate::feasibility::ledger::{Ledger, Term};
use problem::{DecisionRule, Index, PartyIx, Problem, Rule, Stance, Table};

/// Whose acceptance is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Every package that keeps the rules.
    Nobody,
    /// This party's.
    Party(PartyIx),
    /// At least so many parties'.
    AtLeast(usize),
    /// Enough for the decision rule.
    Enough,
    /// Whoever accepts, apart for each set of parties.
    Each,
}

/// A count made ready.
pub(super) struct Plan<'p> {
    pub(super) decision: &'p DecisionRule,
    pub(super) wanted: Wanted,
    pub(super) layout: Layout,
    pub(super) ledger: Ledger,
    /// The brackets in the order in which they are decided.
    pub(super) order: Vec<usize>,
    pub(super) links: Vec<Link>,
    pub(super) prizes: Vec<Prize>,
    /// The links and prizes that a time touches; time 0 is before the first bracket.
    pub(super) touched: Vec<(Vec<usize>, Vec<usize>)>,
    /// For each option of all brackets, the bits that survive it.
    pub(super) fit: Vec<Vec<u64>>,
    /// For each bit, after how many brackets it is settled.
    pub(super) last: Vec<usize>,
    /// The words of a state that hold bits: combinations, then per party "has enough" and "no".
    pub(super) words: usize,
    pub(super) flags: usize,
    /// The parties whose acceptance matters.
    pub(super) parties: Vec<usize>,
    pub(super) floors: Vec<Option<i64>>,
    /// After how many brackets all red lines of a party are settled.
    pub(super) quiet: Vec<usize>,
    /// The least and the most that the options of later brackets give each party.
    pub(super) rest: Vec<Vec<(i64, i64)>>,
    /// The bits at the start: what can be matched.
    pub(super) start: Vec<u64>,
}

impl<'p> Plan<'p> {
    pub(super) fn new(problem: &'p Problem, wanted: Wanted) -> Self {
        let layout = Layout::new(problem.sizes().rows().map(|size| usize::from(*size)));
        let ledger = Ledger::new(problem, &layout);
        let parties: Vec<usize> = match wanted {
            Wanted::Nobody => Vec::new(),
            Wanted::Party(party) => vec![Index::position(party)],
            Wanted::AtLeast(_) | Wanted::Enough | Wanted::Each => (0..ledger.parties).collect(),
        };
        let order = order(problem, &layout, &parties);
        let mut time = vec![0; layout.len()];
        order
            .iter()
            .enumerate()
            .for_each(|(at, bracket)| time[*bracket] = at + 1);
        let mut bits = Bits::new(&layout, &time);
        let rules = held_rules(problem, &parties);
        let links: Vec<Link> = rules
            .map(|(holder, rule)| bits.link(holder, rule))
            .collect();
        let prizes = prizes(&ledger, &parties, &mut bits);
        let flags = bits.last.len();
        let words = (flags + 2 * ledger.parties).div_ceil(64).max(1);
        let (fit, start) = fits(&layout, &bits, words);
        let touched = touched((&links, &prizes), &bits, &time);
        let last = bits.last;
        Self {
            decision: problem.decision(),
            wanted,
            floors: floors(problem, &ledger),
            quiet: quiet(&links, ledger.parties),
            rest: rest(&layout, &ledger, &order),
            layout,
            ledger,
            order,
            links,
            prizes,
            touched,
            fit,
            last,
            words,
            flags,
            parties,
            start,
        }
    }

    /// Whether a package passes when just these parties accept it.
    pub(super) fn passes(&self, accepts: &[bool]) -> bool {
        match self.wanted {
            Wanted::Nobody | Wanted::Each => true,
            Wanted::Party(party) => accepts.get(Index::position(party)) == Some(&true),
            Wanted::AtLeast(count) => accepts.iter().filter(|a| **a).count() >= count,
            Wanted::Enough => self.decision.passes(&Table::new(accepts.to_vec())),
        }
    }

    pub(super) const fn enough(&self, party: usize) -> usize {
        self.flags + 2 * party
    }

    pub(super) const fn no(&self, party: usize) -> usize {
        self.flags + 2 * party + 1
    }

    /// How many packages there are, whatever the rules, over the brackets from a time on.
    pub(super) fn packages_after(&self, time: usize) -> num_bigint::BigUint {
        let sizes = self.order.iter().skip(time);
        sizes
            .map(|bracket| num_bigint::BigUint::from(self.layout.size(*bracket)))
            .product()
    }
}

/// What pairs of options add to a score, each with a bit of its own.
fn prizes(ledger: &Ledger, parties: &[usize], bits: &mut Bits) -> Vec<Prize> {
    let terms = ledger.terms.iter();
    let terms = terms.filter(|term| parties.contains(&term.party));
    let prize = |term: &Term| Prize {
        party: term.party,
        worth: term.exact,
        bit: bits.push(Some(term.parts.clone())),
    };
    terms.map(prize).collect()
}

/// The links and prizes that each time touches.
fn touched(
    (links, prizes): (&[Link], &[Prize]),
    bits: &Bits,
    time: &[usize],
) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut touched = vec![(Vec::new(), Vec::new()); time.len() + 1];
    for (place, link) in links.iter().enumerate() {
        let parts = link.bits.iter().filter_map(|bit| bits.parts[*bit].as_ref());
        let mut times: Vec<usize> = parts.flatten().map(|part| time[part.bracket]).collect();
        times.push(0);
        times.sort_unstable();
        times.dedup();
        times.into_iter().for_each(|at| touched[at].0.push(place));
    }
    for (place, prize) in prizes.iter().enumerate() {
        touched[bits.last[prize.bit]].1.push(place);
    }
    touched
}

/// After how many brackets all red lines of each party are settled.
fn quiet(links: &[Link], parties: usize) -> Vec<usize> {
    let mut quiet = vec![0; parties];
    for link in links {
        if let Some(party) = link.holder {
            quiet[party] = quiet[party].max(link.last);
        }
    }
    quiet
}

/// The least that each party accepts, in the ledger's units.
fn floors(problem: &Problem, ledger: &Ledger) -> Vec<Option<i64>> {
    let stances = problem.stances().rows().enumerate();
    let floor =
        |(party, stance): (usize, &Stance)| Some(ledger.floor(party, stance.reservation?.get()));
    stances.map(floor).collect()
}

/// The rules of the text and the red lines of some parties, with who holds them.
fn held_rules<'p>(
    problem: &'p Problem,
    parties: &'p [usize],
) -> impl Iterator<Item = (Option<usize>, &'p Rule)> {
    let stances = problem.stances().rows().enumerate();
    let held = stances.filter(|(party, _)| parties.contains(party));
    let red_lines = held
        .flat_map(|(party, stance)| stance.red_lines.rows().map(move |rule| (Some(party), rule)));
    problem
        .rules()
        .rows()
        .map(|rule| (None, rule))
        .chain(red_lines)
}

/// The least and the most that brackets decided after each time give each party.
fn rest(layout: &Layout, ledger: &Ledger, order: &[usize]) -> Vec<Vec<(i64, i64)>> {
    let mut rest = vec![vec![(0, 0); ledger.parties]; order.len() + 1];
    for (at, bracket) in order.iter().enumerate().rev() {
        let later = rest[at + 1].clone();
        for ((party, (least, most)), now) in later.into_iter().enumerate().zip(&mut rest[at]) {
            let options = layout.options[*bracket]..layout.options[*bracket + 1];
            let worths = options.map(|option| ledger.exact[option * ledger.parties + party]);
            *now = (
                least + worths.clone().min().unwrap_or(0),
                most + worths.max().unwrap_or(0),
            );
        }
    }
    rest
}

/// For each option, the bits that survive it; and the bits that can be matched at all.
fn fits(layout: &Layout, bits: &Bits, words: usize) -> (Vec<Vec<u64>>, Vec<u64>) {
    let options = layout.options.last().copied().unwrap_or(0);
    let mut fit = vec![vec![u64::MAX; words]; options];
    let mut start = vec![0; words];
    for (bit, parts) in bits.parts.iter().enumerate() {
        let Some(parts) = parts else { continue };
        start[bit / 64] |= 1 << (bit % 64);
        for part in parts {
            for choice in 0..layout.size(part.bracket) {
                if part.set[choice / 64] >> (choice % 64) & 1 == 0 {
                    let option = layout.options[part.bracket] + choice;
                    fit[option][bit / 64] &= !(1 << (bit % 64));
                }
            }
        }
    }
    (fit, start)
}

/// The brackets so that few combinations are half decided at any time (a greedy cut order).
fn order(problem: &Problem, layout: &Layout, parties: &[usize]) -> Vec<usize> {
    let mut spans: Vec<Vec<usize>> = held_rules(problem, parties)
        .map(|(_, rule)| rule.brackets().into_iter().map(Index::position).collect())
        .collect();
    let stances = problem.stances().rows().enumerate();
    for (_, stance) in stances.filter(|(party, _)| parties.contains(party)) {
        spans.extend(stance.bonuses.iter().map(|bonus| {
            let parts = bonus.pattern.parts().iter();
            parts
                .map(|(bracket, _)| Index::position(*bracket))
                .collect()
        }));
    }
    let mut decided = vec![false; layout.len()];
    let mut order = Vec::new();
    while order.len() < layout.len() {
        let open_after = |bracket: usize| {
            let done = |b: &usize| decided[*b] || *b == bracket;
            let begun = spans.iter().filter(|span| span.iter().any(done));
            begun.filter(|span| !span.iter().all(done)).count()
        };
        let left = (0..layout.len()).filter(|bracket| !decided[*bracket]);
        let next = left.min_by_key(|b| (open_after(*b), usize::MAX - layout.size(*b)));
        let Some(next) = next else { break };
        decided[next] = true;
        order.push(next);
    }
    order
}
